"""Against rows (与绩效指标比对): a quantity of the text, called as an indicator is, beside its 指标值 and 完成值."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading import causes
from pipeline.checks.prose.reading.compare import bounds, holds
from pipeline.checks.prose.reading.document import Role
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.tables.quantities import (
    Quantity,
    core,
    planned,
)
from pipeline.checks.prose.tables.units import MEASURES, Rows, numbers
from pipeline.model.findings import Finding, declare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.book import Indicator

TWO_VALUES = declare(
    "prose-two-values",
    "同一个数量写了两个数",
    "critical",
    source="rules 8",
    notes="同一项目里同一件事、同样是计划或同样是完成的数量，前后要一致，并与绩效指标的完成值一致。",
    fix="请核对哪一个数字是对的，改成一致。",
)
GOAL_TARGET = declare(
    "prose-goal-target",
    "绩效目标与指标值不一致",
    "warning",
    source="rules 43",
    notes="绩效目标里写的数量要与绩效指标的指标值一致。",
    fix="请核对绩效目标和指标值，改成一致。",
)
_REACHED = re.compile("完成|实际|已|累计|共|达到|全年|年内|开展|举办|组织")
_DONE_TO = re.compile(  # 创建党建示范点 counts 党建示范点
    "(?:创建|建成|建设|打造|购置|采购|配备|安装|投放|发放|走访|慰问|排查|整治|接待|受理|巡查|清运|种植)了?(?=...)"
)
_DEEDS = frozenset("创建打购采配安投发走慰排整接受巡清种")  # how these begin
_MOVED = re.compile("调[整减增]|变更|修改|修订|核减|核增|压减")
_TELLING = ("三", "四")
_AHEAD = frozenset({"五", "六"})
_LATER = re.compile("下一步|下一年|下年|明年|次年|来年|今后|后续|将来|十四五|十五五|[三五]年内|原计划|原定")
_KINDS = frozenset({Kind.COUNT, Kind.MEASURE, Kind.PERCENT})
Accused = tuple[Finding, Mention, Mention]  # the finding, the figure accused, the one it was held against


def _says(prose: Prose, quantity: Quantity, row: Indicator) -> bool:
    """Tell whether a figure agrees with target or actual; where one of them is no number, it contradicts nothing."""
    mention = quantity.spot.mention
    told = numbers(row, mention.unit)
    if len(told) != 2:  # noqa: PLR2004  (both)
        return True
    (_, actual), (_, target) = told
    goal = quantity.spot.passage.role is Role.GOAL
    if mention.value == target or (mention.value == actual and not goal):
        return True
    loose = bounds(prose.text, mention)
    if goal:
        return holds(mention, target, loose if loose == "about" else "")  # 不低于90% sets the target 90
    return holds(mention, actual, loose) or holds(mention, target, loose)


def _reached_values(told: list[Quantity]) -> dict[tuple[int, str], set[object]]:
    """Gather by project and noun the numbers that are told as reached."""
    groups: dict[tuple[int, str], set[object]] = {}
    for it in told:
        if not planned(it.passage, it.spot.before):
            groups.setdefault((id(it.passage.project), it.noun), set()).add(it.mention.value)
    return groups


def _is_called(noun: str, name: str) -> bool:
    """Tell whether a noun is what an indicator counts, or the same two words turned round: 安装路灯, 路灯安装."""
    return noun == name or (len(noun) == len(name) and name in (noun + noun)[2:-2])


def against_indicators(prose: Prose, told: list[Quantity], rows: Rows) -> Iterator[Accused]:
    """Every quantity of a project whose noun is an indicator's and that agrees with neither of its two cells."""
    values: dict[tuple[int, str], set[object]] | None = None
    for quantity in told:
        noun = quantity.noun
        if quantity.spot.mention.kind not in _KINDS or len(noun) < 2:  # noqa: PLR2004  (a noun has two signs)
            continue
        listed = rows.get((quantity.project.number or 0, quantity.unit))
        same = _called(noun, listed) if listed else ()
        if len(same) == 1 and not _says(prose, quantity, same[0]):
            values = _reached_values(told) if values is None else values
            alike = values.get((id(quantity.passage.project), noun), ())
            yield from _contradiction(prose, quantity, same[0], single=len(alike) == 1)


def _called(noun: str, listed: Sequence[Indicator]) -> list[Indicator]:
    """Pick the rows that are called by a noun, with or without what was done to it."""
    done = _DONE_TO.match(noun) if noun[0] in _DEEDS else None
    nouns = (noun, noun[done.end() :]) if done else (noun,)
    first, last = nouns[-1][:2], nouns[-1][-2:]
    near = [(row, row.third) for row in listed if row.third and first in row.third and last in row.third]
    if not near:
        return []
    cores = [(row, third, core(third, row.unit or "")) for row, third in near]
    return [row for row, third, bare in cores if third in nouns or any(_is_called(it, bare) for it in nouns)]


def _contradiction(prose: Prose, quantity: Quantity, row: Indicator, *, single: bool) -> Iterator[Accused]:
    """Hold a quantity against its row; `single` where the text tells one number only as reached."""
    where, printed = quantity.passage.where, quantity.mention.text
    if planned(quantity.passage, quantity.spot.before):
        if row.target is not None and not _moved(prose, quantity, row) and not of_later_years(quantity):
            expected = f"{row.target.text}{row.unit}"
            told_by = "绩效目标" if quantity.passage.role is Role.GOAL else "文中"
            message = f"{told_by}写的是“{quantity.noun}”{printed}，绩效指标“{row.third}”的指标值是{expected}。"
            cell = prose.book.cell(row, "target")
            finding = GOAL_TARGET.at(where, cell, found=printed, expected=expected, message=message)
            yield finding, quantity.mention, quantity.mention
        return
    reached = quantity.passage.role is Role.OUTCOME or _told_reached(quantity, row)
    if reached and row.actual is not None and single:
        expected = f"{row.actual.text}{row.unit}"
        message = f"文中写的是“{quantity.noun}”{printed}，绩效指标“{row.third}”的完成值是{expected}。"
        cell = prose.book.cell(row, "actual")
        finding = TWO_VALUES.at(where, cell, found=printed, expected=expected, message=message)
        right = dict(numbers(row, quantity.mention.unit)).get("actual")
        if right is not None:
            prose.causes.note(finding, dict([causes.said(quantity.mention, Fraction(right))]))
        yield finding, quantity.mention, quantity.mention


def of_later_years(quantity: Quantity) -> bool:
    """Tell whether a plan is one for what comes: 下一步，计划改造投放点30处."""
    return quantity.passage.section in _AHEAD or bool(_LATER.search(quantity.spot.before))


def _moved(prose: Prose, quantity: Quantity, row: Indicator) -> bool:
    """Tell whether a goal goes on to say that it was moved to the target: 3,000人次，年中调减为2,700人次."""
    behind = [
        it for it in prose.figures(quantity.mention.end, quantity.passage.end) if MEASURES[it.unit][0] == quantity.unit
    ]
    return any(
        _MOVED.search(prose.text, quantity.mention.end, it.start) and key == "target" and holds(it, number)
        for it in behind
        for key, number in numbers(row, it.unit)
    )


def _told_reached(quantity: Quantity, row: Indicator) -> bool:
    """Tell whether a figure was reached: by a word, or, where the report tells what was done, by its name."""
    if _REACHED.search(quantity.spot.before):
        return True
    told = (quantity.passage.section or "").startswith(_TELLING)
    plainly = quantity.noun == row.third or _DONE_TO.match(quantity.noun)
    return told and (quantity.mention.kind is Kind.PERCENT or bool(plainly))
