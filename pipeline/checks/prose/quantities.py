"""Quantities (数量): one noun, role and project must not have two values, in the text or in the indicators."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.checks.prose.compare import bounds, holds
from pipeline.checks.prose.document import Role
from pipeline.checks.prose.mentions import Kind, Mention
from pipeline.model.findings import Finding, declare

if TYPE_CHECKING:
    from pipeline.checks.prose.document import Passage, Prose
    from pipeline.checks.prose.verdicts import Verdicts
    from pipeline.model.book import Indicator, Measure

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
_STOPS = re.compile("[，,；;。、：:（）()！？\n\r\x1e“”]")
_LEAD = re.compile(
    "^(?:(?:19|20)[0-9]{2}年度?|全年|年度|本年度|年内|街道|我街道|全街道|项目|该项目|本项目|共计|共|累计"
    "|总计|合计|实际|已经|已|完成了|完成|开展了|开展"
    "|组织了|组织|举办了|举办|召开了|召开|实现|计划|目标|拟|预计|力争|确保|达到|使| )+"
)
_TRAIL = re.compile(
    "(?:共计|共|累计|总计|合计|达到|达|为|是|有|了|约|近|不低于|不少于|不超过|≥|≤|>|<|至少|完成|实际|在|控制| )+$"
)
_SUFFIX = re.compile("(?:数量|人数|户数|次数|场次|个数|件数|人次|数|面积|长度|总量|量|完成|情况)$")
_PLANNED = re.compile("计划|目标|拟|预计|力争|应|将|争取|确保")
_REACHED = re.compile("完成|实际|已|累计|共|达到")
_PARTIAL = re.compile(  # one class first: such a pattern is found ten times as fast as a choice of words
    "[其每上下季分另首第新平人去较比剩同部至0-9０-９](?:(?<=其)[中余]|(?<=[每另较比])|(?<=上)半?年|(?<=下)半年|(?<=季)度"
    "|(?<=分)别|(?<=首)批|(?<=第)[一二三四0-9]|(?<=新)增|(?<=[平人])均|(?<=去)年|(?<=剩)余|(?<=同)时|(?<=部)分|(?<=至)少"
    "|(?<=[0-9０-９])月)"
)
_LEAST_KEY = 4
Accused = tuple[Mention, Finding]
_KINDS = frozenset({Kind.COUNT, Kind.MEASURE, Kind.PERCENT})


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with its noun and its role; `alone` where nothing else stands before it in its sentence."""

    mention: Mention
    passage: Passage
    noun: str
    planned: bool
    alone: bool


def _role(passage: Passage, clause: str) -> bool:
    """Tell whether a figure is planned rather than reached."""
    if passage.role is Role.OUTCOME:
        return bool(re.search("计划|目标|原定", clause))
    return passage.role is Role.GOAL or passage.section == "一（二）" or bool(_PLANNED.search(clause))


def _noun(prose: Prose, mention: Mention, clause: str) -> str:
    """Name what is counted: the words before the figure, else those behind it."""
    before = _TRAIL.sub("", _LEAD.sub("", clause))
    if before:
        return before
    behind = prose.text[mention.end : mention.end + 12]
    return _STOPS.split(behind, maxsplit=1)[0]


def _quantities(prose: Prose) -> Iterator[Quantity]:
    """Every plain figure of a project with its noun; parts, averages and other periods are left out."""
    last = 0
    for mention in prose.mentions:
        previous, last = last, mention.end
        if mention.high is not None or mention.value is None or "/" in mention.unit or previous == mention.start:
            continue
        passage = prose.passage_at(mention.start)
        begin = max(prose.sentence(mention.start)[0], passage.start)
        first = previous <= begin
        if passage.project is None or passage.role is Role.REASON or not (first or _counted(prose, mention, passage)):
            continue
        before = prose.text[begin : mention.start]
        if not _PARTIAL.search(before):
            clause = _STOPS.split(before if first else prose.text[previous : mention.start])[-1]
            alone = first and (clause == before or _LEAD.sub("", before) == _LEAD.sub("", clause))
            yield Quantity(mention, passage, _noun(prose, mention, clause), _role(passage, before), alone)


def _counted(prose: Prose, mention: Mention, passage: Passage) -> bool:
    """Tell whether an indicator of the project counts in this unit."""
    rows = prose.book.indicators_of.get((passage.project and passage.project.number) or 0, ())
    return any(row.unit == mention.unit for row in rows)


def _core(third: str) -> str:
    while len(third) > 2 and (shorter := _SUFFIX.sub("", third)) != third:  # noqa: PLR2004  (a noun has two signs)
        third = shorter
    return _LEAD.sub("", third)


def _same(quantity: Quantity, row: Indicator) -> bool:
    """Tell whether an indicator counts just what the figure counts."""
    if row.unit != quantity.mention.unit.replace("％", "%") or quantity.noun[:2] not in (row.third or ""):
        return False
    return quantity.noun in {row.third, _core(row.third or "")}


def _says(prose: Prose, quantity: Quantity, measure: Measure | None) -> bool:
    """Tell whether a figure agrees with a target or an actual; one that is no number contradicts nothing."""
    if measure is None or measure.number is None:
        return True
    loose = bounds(prose.text, quantity.mention)
    if quantity.passage.role is Role.GOAL and loose != "about":
        loose = ""  # 不低于90% sets the target 90
    return holds(quantity.mention, measure.number, loose)


def _against_indicators(prose: Prose, quantities: list[Quantity]) -> Iterator[Accused]:
    for quantity in quantities:
        if quantity.mention.kind not in _KINDS or quantity.passage.project is None or len(quantity.noun) < 2:  # noqa: PLR2004  (a noun has two signs)
            continue
        rows = prose.book.indicators_of.get(quantity.passage.project.number or 0, ())
        same = [row for row in rows if _same(quantity, row)]
        if len(same) == 1 and not any(_says(prose, quantity, it) for it in (same[0].target, same[0].actual)):
            yield from _contradiction(prose, quantity, same[0], quantities)


def _contradiction(prose: Prose, quantity: Quantity, row: Indicator, quantities: list[Quantity]) -> Iterator[Accused]:
    where, printed = quantity.passage.where, quantity.mention.text
    if quantity.passage.role is Role.GOAL and row.target is not None:
        expected = f"{row.target.text}{row.unit}"
        message = f"绩效目标写的是“{quantity.noun}”{printed}，绩效指标“{row.third}”的指标值是{expected}。"
        cell = prose.book.cell(row, "target")
        yield quantity.mention, GOAL_TARGET.at(where, cell, found=printed, expected=expected, message=message)
        return
    others = [it for it in quantities if it.passage.project is quantity.passage.project and it.noun == quantity.noun]
    reached = quantity.passage.role is Role.OUTCOME or (not quantity.planned and _told_reached(prose, quantity))
    if reached and not quantity.planned and row.actual is not None and len({it.mention.value for it in others}) == 1:
        expected = f"{row.actual.text}{row.unit}"
        message = f"文中写的是“{quantity.noun}”{printed}，绩效指标“{row.third}”的完成值是{expected}。"
        cell = prose.book.cell(row, "actual")
        yield quantity.mention, TWO_VALUES.at(where, cell, found=printed, expected=expected, message=message)


def _told_reached(prose: Prose, quantity: Quantity) -> bool:
    begin = prose.sentence(quantity.mention.start)[0]
    return bool(_REACHED.search(prose.text[begin : quantity.mention.start]))


def _against_text(prose: Prose, quantities: list[Quantity]) -> Iterator[Accused]:
    """Compare the same words before two figures in two cells of one project, in the same role."""
    first: dict[tuple[object, ...], Quantity] = {}
    for it in quantities:
        if not it.alone or len(it.noun) < _LEAST_KEY or it.passage.project is None:
            continue
        unit = "" if it.mention.kind is Kind.MONEY else it.mention.unit
        earlier = first.setdefault((it.passage.project.row, it.noun, unit, it.mention.kind, it.planned), it)
        if earlier.passage is it.passage or _agree(prose, earlier.mention, it.mention):
            continue
        message = (
            f"“{it.noun}”在这里写的是{it.mention.text}，在{earlier.passage.where.address}写的是{earlier.mention.text}。"
        )
        cells = it.passage.where, earlier.passage.where
        yield it.mention, TWO_VALUES.at(*cells, found=it.mention.text, expected=earlier.mention.text, message=message)


def _agree(prose: Prose, one: Mention, two: Mention) -> bool:
    if one.value is None or two.value is None:
        return True
    return holds(one, two.value, bounds(prose.text, one)) or holds(two, one.value, bounds(prose.text, two))


def judge_quantities(prose: Prose, verdicts: Verdicts) -> Iterator[Finding]:
    """Every quantity of a project that is told in two values."""
    quantities = list(_quantities(prose))
    for mention, finding in (*_against_indicators(prose, quantities), *_against_text(prose, quantities)):
        verdicts.mismatch(mention, *finding.cells[1:])
        yield finding
