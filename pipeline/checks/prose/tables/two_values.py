"""Two values (前后不一): one noun, role and project told in two numbers, in the text or beside the indicators."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading import causes
from pipeline.checks.prose.reading.compare import bounds, holds
from pipeline.checks.prose.reading.document import Role
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.tables.quantities import (
    LEAST_KEY,
    Quantity,
    alone,
    core,
    planned,
    project_of,
    quantities,
    unsettled,
)
from pipeline.checks.prose.tables.units import MEASURES, Rows, numbers
from pipeline.model.figures import Status
from pipeline.model.findings import Finding, declare

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose, Spot
    from pipeline.checks.prose.tables.verdicts import Verdicts
    from pipeline.model.book import Indicator, Project

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
_MOVED = re.compile("调[整减增]|变更|修改|修订|核减|核增|压减")
_TELLING = ("三", "四")
_AHEAD = frozenset({"五", "六"})
_LATER = re.compile("下一步|下一年|下年|明年|次年|来年|今后|后续|将来|十四五|十五五|[三五]年内|原计划|原定")
_GENERIC = re.compile(
    "(?:拨付|支付|支出|投入|安排|使用|下达|追加|资金|经费|项目|专项|补助|费用|款项|用于|资|已|到位|年度|财政)+"
)
_KINDS = frozenset({Kind.COUNT, Kind.MEASURE, Kind.PERCENT})
_LEAST_COPY = 8  # signs of a sentence that must be the same word for word
_COPIED_BEHIND = 6
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


def _against_indicators(prose: Prose, told: list[Quantity], rows: Rows) -> Iterator[Accused]:
    alike: dict[tuple[int, str], list[Quantity]] = {}  # of one project and noun
    for it in told:
        alike.setdefault((id(it.passage.project), it.noun), []).append(it)
    for quantity in told:
        noun = quantity.noun
        if quantity.spot.mention.kind not in _KINDS or len(noun) < 2:  # noqa: PLR2004  (a noun has two signs)
            continue
        listed = rows.get((quantity.project.number or 0, quantity.unit), ())
        near = [(row, row.third) for row in listed if row.third and noun in row.third]
        same = [row for row, third in near if noun == third or noun == core(third, row.unit or "")]
        if len(same) == 1 and not _says(prose, quantity, same[0]):
            yield from _contradiction(prose, quantity, same[0], alike[id(quantity.passage.project), noun])


def _contradiction(prose: Prose, quantity: Quantity, row: Indicator, alike: list[Quantity]) -> Iterator[Accused]:
    where, printed = quantity.passage.where, quantity.mention.text
    if planned(quantity.passage, quantity.spot.before):
        if row.target is not None and not _moved(prose, quantity, row) and not _of_later_years(quantity):
            expected = f"{row.target.text}{row.unit}"
            told_by = "绩效目标" if quantity.passage.role is Role.GOAL else "文中"
            message = f"{told_by}写的是“{quantity.noun}”{printed}，绩效指标“{row.third}”的指标值是{expected}。"
            cell = prose.book.cell(row, "target")
            finding = GOAL_TARGET.at(where, cell, found=printed, expected=expected, message=message)
            yield finding, quantity.mention, quantity.mention
        return
    others = [it for it in alike if not planned(it.passage, it.spot.before)]
    reached = quantity.passage.role is Role.OUTCOME or _told_reached(quantity, row)
    if reached and row.actual is not None and len({it.mention.value for it in others}) == 1:
        expected = f"{row.actual.text}{row.unit}"
        message = f"文中写的是“{quantity.noun}”{printed}，绩效指标“{row.third}”的完成值是{expected}。"
        cell = prose.book.cell(row, "actual")
        finding = TWO_VALUES.at(where, cell, found=printed, expected=expected, message=message)
        right = dict(numbers(row, quantity.mention.unit)).get("actual")
        if right is not None:
            prose.causes.note(finding, dict([causes.said(quantity.mention, Fraction(right))]))
        yield finding, quantity.mention, quantity.mention


def _of_later_years(quantity: Quantity) -> bool:
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
    """Tell whether a figure was reached: by a word, or, where the report tells what was done, by its full name."""
    if _REACHED.search(quantity.spot.before):
        return True
    told = (quantity.passage.section or "").startswith(_TELLING)
    return told and (quantity.mention.kind is Kind.PERCENT or quantity.noun == row.third)


def _against_text(prose: Prose, told: list[Quantity], rows: Rows) -> Iterator[Accused]:
    """Compare the same words before two figures in two cells of one project, in the same role."""
    first: dict[tuple[object, ...], Quantity] = {}
    times = Counter([it.noun for it in told])
    for it in [it for it in told if times[it.noun] > 1 and len(it.noun) >= LEAST_KEY and alone(prose, it)]:
        if it.mention.kind is Kind.MONEY and _GENERIC.fullmatch(it.noun):
            continue
        unit = () if it.mention.kind is Kind.MONEY else MEASURES[it.mention.unit]
        role = planned(it.passage, it.spot.before)
        if role and _of_later_years(it):
            continue
        earlier = first.setdefault((it.project.row, it.noun, unit, it.mention.kind, role), it)
        if earlier.passage is it.passage or _agree(prose, earlier.mention, it.mention):
            continue
        if not any(_is_a_result(prose, rows, it.project, one.spot) for one in (earlier, it)):
            finding = _twice(prose, it.noun, it.spot, earlier.spot)
            yield finding, it.mention, earlier.mention


def _copied(prose: Prose, rows: Rows) -> Iterator[Accused]:
    """Compare figures at the same place of two sentences that are the same word for word, in the same role."""
    first: dict[tuple[object, ...], Spot] = {}
    words = [prose.before(spot) for spot in prose.spots]
    times = Counter(words)
    for before, spot in zip(words, prose.spots, strict=True):
        mention, passage, begin, _, _ = spot
        if times[before] == 1 or len(before) < _LEAST_COPY or mention.high is not None or passage.role is Role.REASON:
            continue
        project = project_of(prose, passage, begin, mention.start)
        if project is None or before.startswith(("其中", "另", "剩余", "其余")):
            continue
        behind = prose.text[mention.end : min(passage.end, mention.end + _COPIED_BEHIND)]
        other = first.setdefault((project.row, before, behind, mention.kind, planned(passage, spot.before)), spot)
        if other.passage is passage or _agree(prose, other.mention, mention):
            continue
        if not any(_is_a_result(prose, rows, project, one) for one in (other, spot)):
            yield _twice(prose, before[-_LEAST_COPY:], spot, other), mention, other.mention


def _is_a_result(prose: Prose, rows: Rows, project: Project, spot: Spot) -> bool:
    """Tell whether a figure of 一（二） that no word calls plan or result is what 完成情况 or an indicator reached."""
    if not unsettled(spot.passage, spot.before):
        return False
    mention, loose = spot.mention, bounds(prose.text, spot.mention)
    listed = rows.get((project.number or 0, MEASURES[mention.unit][0]), ())
    reached = [number for row in listed for key, number in numbers(row, mention.unit) if key == "actual"]
    if any(holds(mention, number, loose) for number in reached):
        return True
    results = [it.mention for it in prose.spots if it.passage.role is Role.OUTCOME and it.passage.project is project]
    unit = MEASURES[mention.unit]
    return any(MEASURES[it.unit] == unit and _agree(prose, it, mention) for it in results)


def _twice(prose: Prose, noun: str, told: Spot, earlier: Spot) -> Finding:
    found, expected = told.mention.text, earlier.mention.text
    before = earlier.passage.where
    message = f"“{noun}”在这里写的是{found}，在{before.address}写的是{expected}。"
    finding = TWO_VALUES.at(told.passage.where, before, found=found, expected=expected, message=message)
    one, two = told.mention, earlier.mention
    mends = [causes.said(one, Fraction(two.value or 0)), causes.said(two, Fraction(one.value or 0))]
    return prose.causes.note(finding, dict(mends))


def _agree(prose: Prose, one: Mention, two: Mention) -> bool:
    if one.value is None or two.value is None:
        return True
    return holds(one, two.value, bounds(prose.text, one)) or holds(two, one.value, bounds(prose.text, two))


def judge_quantities(prose: Prose, verdicts: Verdicts) -> Iterator[Finding]:
    """Every quantity of a project that is told in two values; what is accused already is not accused again."""
    rows = verdicts.by_unit
    told = list(quantities(prose, rows))
    for judged in (_against_indicators(prose, told, rows), _against_text(prose, told, rows), _copied(prose, rows)):
        for finding, mention, other in judged:
            if not any(verdicts.status.get(it.start, (None,))[0] is Status.MISMATCHED for it in (mention, other)):
                verdicts.mismatch(mention, *finding.cells[1:])
                yield finding
