"""Standing (名次与占比): which project is said to be the largest, and its share of all, held against the list."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.compare import bounds, holds
from pipeline.checks.prose.reading.items import vague
from pipeline.checks.prose.reading.mentions import Kind
from pipeline.checks.prose.relations.quota import SHARE, within
from pipeline.checks.prose.tables.contrary import ABSOLUTE
from pipeline.checks.prose.tables.in_order import KINDS, column_value, told_of
from pipeline.checks.prose.tables.quantities import project_of
from pipeline.checks.prose.tables.rules import contrary

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Name, Prose, Spot
    from pipeline.checks.prose.reading.mentions import Mention
    from pipeline.model.cells import Cell
    from pipeline.model.findings import Finding

_MOST = re.compile(
    "(?:(支出|执行率|全年预算)(?:金额|规模|资金)?|(?<=[；，]))最([多大高少小低])的(?:预算)?(?:项目)?(?:是|为|：)[“《]?(?:项目)?[“《]?"
)
_RANKED = re.compile("最[多大高少小低]的")  # stands in all of these, and is found far faster
_FIGURE = re.compile("[”》]?(?:项目)?[，,]?(?:执行率|支出|全年预算)?(?:为|是|达到?)?")
_OF_ALL = re.compile(
    "占(?:(?:全部|所有|上述|以上|[0-9一二三四五六七八九十]+个)(?:预算)?项目(?:全年)?(支出|预算|全年预算)(?:合计|总额|总数|总计)?"
    "|支出合计)的?"
    "(?:比例|比重)?(?:为|达到|达|约)?$"
)
_OF_ITS = re.compile(
    "占(?:[本该]?项目)?(?:全年|资金)?(?P<what>支出|预算)(?:总额|总数)?的?(?:比[例重])?(?:为|达到?|约)?$"
)
_OF_SUM = re.compile("占(?:全部支出|(?:全部|项目)?支出合计|项目总支出)的?(?:比[例重])?(?:为|达到?|约)?$")
_ITS_PART = re.compile("[^，。；、0-9]{0,8}[，（(](?:约|仅|只)?占[^，。；、0-9]*")
_LISTING = frozenset("、和及与")
_LEAST, _WIDEST = frozenset("少小低"), 24
_KEYS = {"支出": "spent", "执行率": "rate", "全年预算": "budget"}


def judge_standing(prose: Prose) -> Iterator[Finding]:
    """Every project that is said to come first or last and does not, and every share of all projects' spending."""
    if prose.book.spending_only:
        return
    key, closed = "", 0  # what is 最低 of, where only 最高 says it
    for found in _MOST.finditer(prose.text) if _RANKED.search(prose.text) else ():
        if found.start() >= closed:
            key, closed = "", prose.sentence(found.start())[1]
        key = _KEYS.get(found[1] or "", key)
        if key:
            yield from _first(prose, found, key)
    for spot in prose.spots if "占" in prose.text else ():
        share = _OF_ALL.search(spot.before[-_WIDEST:]) if spot.mention.kind is Kind.PERCENT else None
        if share:
            yield from _share_of_all(prose, spot, "支出" if share[1] in {None, "支出"} else "全年预算")
        elif spot.mention.kind is Kind.PERCENT and _OF_SUM.search(spot.before[-_WIDEST:]):
            yield from _share_of_sum(prose, spot)
        elif spot.mention.kind is Kind.PERCENT and (its := _OF_ITS.search(spot.before[-_WIDEST:])):
            yield from _share_of_its(prose, spot, its["what"])


def _first(prose: Prose, found: re.Match[str], key: str) -> Iterator[Finding]:
    """支出最多的项目是……: no project may have spent more than the one that is named."""
    named, ends = prose.named(found.end(), found.end() + 1), prose.book.ends_of(key)
    if not named or named[0].shared or ends is None:
        return
    first, told = ends[found[2] not in _LEAST], named[0].project
    most = column_value(prose, first, key)
    if most is not None and most == column_value(prose, told, key):
        yield from _figure_of(prose, named[0], key, most)
        return
    words = f"{found[0].rstrip('“《')}{told.name}"
    column = "budget" if key == "budget" else "spent"
    cells = prose.book.cell(told, column), prose.book.cell(first, column)
    message = f"文中写“{words}”，按项目清单应是“{first.name}”。"
    yield ABSOLUTE.at(
        prose.passage_at(found.start()).where, *cells, found=told.name or "", expected=first.name or "", message=message
    )


def _figure_of(prose: Prose, name: Name, key: str, exact: Fraction) -> Iterator[Finding]:
    """最低的是信访经费，为81.08%: the rate or the amount right behind the name of the first or the last."""
    at = bisect_left(prose.mentions, (name.end,))
    told = prose.mentions[at] if at < len(prose.mentions) else None
    if told is None or told.kind is not KINDS.get(key, Kind.MONEY):
        return
    if _FIGURE.fullmatch(prose.text, name.end, told.start) and not holds(told, exact, bounds(prose.text, told)):
        yield told_of(prose, key, told, exact, name.project)


def _share_of_all(prose: Prose, spot: Spot, what: str) -> Iterator[Finding]:
    """占全部项目支出的30.2%: what the project of the paragraph, or the only one named, spent of all."""
    percent, column = spot.mention, "spent" if what == "支出" else "budget"
    project = project_of(prose, spot.passage, spot.begin, percent.start)
    total = prose.book.sum_of(column)
    if project is None or not total or percent.value is None or percent.high is not None:
        return
    exact = Fraction(100 * getattr(project, column), total)
    if not holds(percent, exact, bounds(prose.text, percent)):
        cells = dict.fromkeys((prose.book.cell(project, column), *prose.book.column(column)))
        told = f"写“{project.name}”占全部项目{what}的{percent.text}，按项目清单应是", ""
        yield contrary(prose, SHARE, percent, cells, told, exact)


def _share_of_its(prose: Prose, spot: Spot, what: str) -> Iterator[Finding]:
    """劳务费21.6万元，占项目支出的92.64%: the amount right before, of what its project spent, or of its budgets."""
    project = project_of(prose, spot.passage, spot.begin, spot.mention.start)
    columns = ("spent",) if what == "支出" else ("budget", "initial")
    wholes = [
        (fen, [prose.book.cell(project, column)]) for column in columns if project and (fen := getattr(project, column))
    ]
    if project and wholes:
        yield from _share_of_whole(prose, spot, f"“{project.name}”{what}", wholes)


def _share_of_sum(prose: Prose, spot: Spot) -> Iterator[Finding]:
    """两个项目支出150.01万元，占全部支出的76.46%: the amount right before, of what all projects spent."""
    total = prose.book.sum_of("spent")
    if total and spot.passage.project is None and spot.passage.section and not prose.named(spot.begin, spot.end):
        yield from _share_of_whole(prose, spot, "全部支出", [(total, prose.book.sum_cells("spent"))])


def _share_of_whole(
    prose: Prose, spot: Spot, whole: str, wholes: Sequence[tuple[int, Sequence[Cell]]]
) -> Iterator[Finding]:
    """Hold a percentage against the amount right before it and the whole, or either of two, that it is a share of."""
    percent, at = spot.mention, bisect_left(prose.mentions, (spot.mention.start,)) - 1
    part = prose.mentions[at] if at >= 0 else percent
    if part.kind is not Kind.MONEY or part.start < spot.begin or "/" in part.unit or not part.value:
        return
    plain = _ITS_PART.fullmatch(prose.text, part.end, percent.start) and not vague(prose.text, (part, percent))
    if not plain or _with_others(prose, spot.begin, part) or part.value > max(fen for fen, _ in wholes):
        return
    told = [part._replace(value=Decimal(fen), step=Decimal(1)) for fen, _ in wholes]
    if not any(within(percent, part, it) for it in told):
        fen, cells = wholes[0]
        said = f"写的{part.text}占{whole}的{percent.text}，按项目清单应是", ""
        yield contrary(prose, SHARE, percent, cells, said, 100 * Fraction(part.value) / fen)


def _with_others(prose: Prose, begin: int, part: Mention) -> bool:
    """Tell whether a larger amount stands before a part in its sentence, or one that is listed with it."""
    money_before = [it for it in prose.figures(begin, part.start) if it.kind is Kind.MONEY]
    return any((it.value or 0) >= (part.value or 0) or prose.text[it.end] in _LISTING for it in money_before)
