"""Indicator counts (指标个数): how many indicators a text says there are, of a kind, and how many were missed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.document import Role
from pipeline.checks.prose.tables.contrary import is_missed
from pipeline.checks.prose.tables.quantities import STOPS
from pipeline.model.book import FOLLOWED
from pipeline.model.findings import declare

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Passage, Prose, Spot
    from pipeline.model.book import Book, Indicator
    from pipeline.model.findings import Finding

COUNTS = declare(
    "prose-indicator-count",
    "文中指标个数与绩效指标表不符",
    "warning",
    source="contract",
    notes="正文写设置了多少个指标、其中某类指标多少个、完成或没有完成多少个的，要与绩效指标表数出来的一致。",
    fix="请按绩效指标表核对个数；写的不是三级指标、或只说其中一部分的，请在句子里写明。",
)
_KIND = "(?P<kind>产出|效益|满意度|数量|质量|时效|成本|(?:经济|社会|生态)效益|可持续影响)"
_NAME = f"(?:三级|绩效|自评|评价|具体|明细)*{_KIND}?(?:绩效|类)?指标"
_BEHIND = re.compile(f"{_NAME}(?P<of>[中里])?(?![体值库表设])")
_BEFORE = re.compile(
    f"(?:^|[，。；：、（])(?:[^，。；：、（一二级]{{0,12}}[共了有括含置定立制报及的中])?{_NAME}"
    "(?:共有?|共计|合计|总计|总数|数量|为|有|是|：)*$"
)
_MISSED = "(?P<no>未|没有?|尚未)?(?:能|按期|如期)*(?:完成|达到|达成|实现|达标)"
_DONE_BEHIND = re.compile(f"(?:绩效|三级|年度)*(?:指标)?(?:均|都|全部|已)*{_MISSED}")
_DONE_BEFORE = re.compile(
    f"(?:^|[，；、：])(?:其中|实际|已)*{_MISSED}(?:目标值?|指标值?)?的?(?:指标)?(?:有|共|为|：)*$"
)
_ALL = re.compile("设[置定立]|编制|制定|申报|确定|共|全部|合计")
_OTHERS = re.compile("上年|去年|往年|一级|二级|核心|关键|重点|主要|共性|个性|部门|整体|除|其余")
_NEAR = 60
_UNITS = frozenset({"个", "项", "条"})
_ABOUT_ALL = frozenset({"一（一）", "一（二）", "二", "四.1", "四.2", "四.3", "四.4", "六"})


class _Rows:
    """The indicators that a sentence speaks of, counted once for all that is said of them."""

    def __init__(self, book: Book, rows: Sequence[Indicator]) -> None:
        """Take the rows of a project, or of all."""
        self.book, self.rows = book, rows
        self._of_kind: dict[str | None, list[Indicator]] = {}

    def of_kind(self, kind: str | None) -> list[Indicator]:
        """Give those of a kind, or all."""
        if kind not in self._of_kind:
            self._of_kind[kind] = [row for row in self.rows if not kind or kind in f"{row.first}{row.second}"]
        return self._of_kind[kind]

    @cached_property
    def below(self) -> list[Indicator]:
        """Those that have not reached their target."""
        return [row for row in self.rows if is_missed(self.book, row)]

    @cached_property
    def lost(self) -> int:
        """How many have lost points: they may count as missed."""
        known = [row for row in self.rows if row.points is not None and row.weight is not None]
        return sum((row.points or 0) < (row.weight or 0) for row in known)

    @cached_property
    def unknown(self) -> bool:
        """Whether of one of them nobody knows."""
        return any(row.actual is None or row.points is None for row in self.rows)


def judge_indicator_counts(prose: Prose) -> Iterator[Finding]:
    """Every number of indicators told that the sheet 绩效指标 contradicts."""
    counted: dict[int, _Rows] = {}
    for passage in prose.passages:
        if passage.role is not Role.PARAGRAPH or "指标" not in passage.text:
            continue
        first, last = (bisect_left(prose.mentions, (place,)) for place in (passage.start, passage.end))
        for begin, told in groupby(prose.spots[first:last], attrgetter("begin")):
            spots = [it for it in told if it.mention.unit in _UNITS and it.mention.high is None]
            rows = _meant(prose, passage, begin) if spots and "指标" in prose.text[begin : spots[0].end] else ()
            if rows:
                key = passage.project.row if passage.project else 0
                yield from _judge(prose, spots, counted.setdefault(key, _Rows(prose.book, rows)))


def _meant(prose: Prose, passage: Passage, begin: int) -> Sequence[Indicator]:
    """Give the indicators that a sentence speaks of: its project's, or all in a paragraph about all."""
    book, named = prose.book, prose.named(begin, prose.sentence(begin)[1])
    if passage.project is not None:
        return () if named else book.indicators_of.get(passage.project.number, ())
    return book.indicators if passage.section in _ABOUT_ALL and not named else ()


def _judge(prose: Prose, spots: Sequence[Spot], rows: _Rows) -> Iterator[Finding]:
    """Hold the counts of a sentence against the rows, once it has said how many there are in all."""
    told_all = False
    for spot in spots:
        text, end, ahead = prose.text, spot.mention.end, spot.before[-_NEAR:]
        behind, before = _BEHIND.match(text, end), _BEFORE.search(ahead)
        named = behind or before
        if named and not _OTHERS.search(ahead):
            among = behind is not None and behind["of"] and not named["kind"]  # 四项成本指标中 may be some of them
            of_all = bool(_ALL.search(STOPS.split(ahead)[-1]) or among)
            if of_all or told_all:
                yield from _held(prose, spot, named["kind"], rows)
            told_all = told_all or (of_all and not named["kind"])
        elif told_all and (done := _DONE_BEHIND.match(text, end) or _DONE_BEFORE.search(ahead)):
            yield from _reached(prose, spot, rows, missed=done["no"] is not None)


def _held(prose: Prose, spot: Spot, kind: str | None, rows: _Rows) -> Iterator[Finding]:
    """Hold the number of indicators, all or of a kind."""
    these = rows.of_kind(kind)
    if spot.mention.value != len(these):
        yield _finding(prose, spot, f"{kind or '绩效'}指标", len(these), these or rows.rows, "number")


def _reached(prose: Prose, spot: Spot, rows: _Rows, *, missed: bool) -> Iterator[Finding]:
    """Hold the number of those that reached their target, or that did not."""
    missing, all_rows = len(rows.below), len(rows.rows)
    may_be = {number if missed else all_rows - number for number in (missing, rows.lost)}
    if spot.mention.value not in may_be and not rows.unknown:
        words = f"{'没有' if missed else ''}达到指标值的"
        yield _finding(prose, spot, words, missing if missed else all_rows - missing, rows.below or rows.rows, "actual")


def _finding(  # noqa: PLR0913, PLR0917  (what, where, how many)
    prose: Prose, spot: Spot, words: str, number: int, rows: Sequence[Indicator], key: str
) -> Finding:
    cells = [prose.book.cell(row, "third" if key == "number" else key) for row in rows[:FOLLOWED]]
    found, expected = spot.mention.text, f"{number}{spot.mention.unit}"
    message = f"文中写{words}{found}，按绩效指标表数出来是{expected}。"
    return COUNTS.at(spot.passage.where, *cells, found=found, expected=expected, message=message)
