"""Sum rows (小计、合计行) of a table: each column they add up, held against the rows they may stand for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from pipeline.checks.facts import BookFacts, folded
from pipeline.model.contract import BY_KEY, Kind
from pipeline.model.findings import Finding, rule
from pipeline.model.money import plain, yuan_text
from pipeline.model.scoring import FULL_SCORE, execution_points

if TYPE_CHECKING:
    from decimal import Decimal

    from pipeline.model.book import Book, SumRow

_TABLES = ("projects", "indicators", "parts", "payments")
_SUM = re.compile(r"(?:本年度?|全年|年度)*(?:小计|合计|总合计|总计|共计|累计|年度资金总额)(?:数|金额)?(?:\(.*\))?:?$")
_WHOLE = re.compile(r"(?<!小)(?:合计|总计|共计)|资金总额")
_RUNNING = re.compile("累计")
_LIST_KEYS = {"amount": "spent"}  # what a column of another table is called in 项目清单
_ALIKE: dict[str, Callable[[Any], object]] = {
    "projects": lambda row: (row.department, row.funding),
    "indicators": lambda row: row.project,
    "parts": lambda row: row.project,
    "payments": lambda row: row.project,
}


@dataclass
class _Column:
    """One column of a table: its rows in order, their amounts running up, and what is not known of them."""

    facts: BookFacts
    table: str
    key: str
    sums: Sequence[SumRow]
    rows: Sequence[Any] = field(init=False)

    def __post_init__(self) -> None:
        """Add the column up once, so that any stretch of rows is one subtraction."""
        self.rows = getattr(self.facts.book, self.table)
        self.places = [row.row for row in self.rows]
        self.running = list(accumulate((getattr(row, self.key) or 0 for row in self.rows), initial=0))
        self.unknown = list(accumulate(map(self._unknown, self.rows), initial=0))

    def _unknown(self, row: Any) -> bool:  # noqa: ANN401  (each table has its own rows)
        blank = getattr(row, self.key) is None
        may_be_blank = self.key == "initial" or self.table == "parts"
        return (blank and not may_be_blank) or self.facts.unread(row, self.key)

    def stretches(self, place: int) -> Iterator[tuple[int, int]]:
        """Give the stretches of rows that a sum may stand for, the likeliest first."""
        one = self.sums[place]
        here = bisect_left(self.places, one.row)
        whole = _WHOLE.search(one.word) is not None
        ends = [other for other in self.sums[:place] if not _RUNNING.search(other.word)]
        before = [other for other in ends if not whole or _WHOLE.search(other.word)]
        start = bisect_left(self.places, before[-1].row) if before else 0
        yield start, here
        if whole or _RUNNING.search(one.word):
            yield 0, here
            yield 0, len(self.rows)
        for alike in (_ALIKE[self.table], lambda row: getattr(row, "paid_on", None) and row.paid_on.month):
            yield self._alike_above(start, here, alike), here
        after = self.sums[place + 1].row if place + 1 < len(self.sums) else self.places[-1] + 1
        yield here, bisect_left(self.places, after)

    def _alike_above(self, start: int, here: int, alike: Callable[[Any], object]) -> int:
        first = here
        while first > start and alike(self.rows[first - 1]) == alike(self.rows[here - 1]):
            first -= 1
        return first

    def group(self, one: SumRow) -> list[int]:
        """Give the places of the rows that a sum names: by its project's number, or by what stands before 小计."""
        label = _SUM.sub("", one.word)
        if one.project is not None:
            return [place for place, row in enumerate(self.rows) if getattr(row, "project", None) == one.project]
        if not label:
            return []
        named = self._named(label)
        return [
            place
            for place, row in enumerate(self.rows)
            if label in {folded(getattr(row, key, None)) for key in ("category", "department", "funding")}
            or getattr(row, "project", None) in named
        ]

    def _named(self, label: str) -> set[int | None]:
        projects = self.facts.book.projects
        return {one.number for one in projects if one.number and label in {folded(one.name), folded(one.short)}}


def _money(book: Book, column: _Column, rows: Sequence[int]) -> Iterator[Any]:
    """Give what rows would add up to by 项目清单: a sum that holds it is right, and the rows' mistake is said there."""
    key = _LIST_KEYS.get(column.key, column.key)
    named = {getattr(column.rows[place], "project", None) for place in rows}
    for projects in (book.projects, [one for one in book.projects if one.number in named]):
        yield sum(getattr(project, key) or 0 for project in projects)


def _points(column: _Column, rows: Sequence[int], summed: Decimal) -> Iterator[Decimal]:
    """Give what points may come to besides: with those of the execution rate, or what weights should come to."""
    book, preset = column.facts.book, column.facts.preset
    named = {column.rows[place].project for place in rows}
    projects = [book.by_number[number] for number in named if number in book.by_number]
    if column.key == "weight":
        yield summed + preset.execution * len(projects)
        yield FULL_SCORE * len(projects)
        yield (FULL_SCORE - preset.execution) * len(projects)
        return
    yield summed + sum(execution_points(project, preset) or 0 for project in projects)
    if book.info.score is not None:
        yield book.info.score


def _agrees(column: _Column, rows: Sequence[int], value: Any, summed: Any) -> bool:  # noqa: ANN401  (fen or points)
    book = column.facts.book
    if column.table == "indicators":
        accepted = [summed, *_points(column, rows, summed)]
        tolerance = column.facts.preset.tolerance if column.key == "points" else 0
        return any(abs(value - each) <= tolerance for each in accepted)
    if column.table == "projects":
        total = getattr(book.total, column.key, None)
        return value == summed or (total is not None and total - column.running[-1] == value - summed != 0)
    return value == summed or value in set(_money(book, column, rows))


def _readings(column: _Column, place: int) -> Iterator[Sequence[int]]:
    group = column.group(column.sums[place])
    if group:
        yield group
    yield from (range(*stretch) for stretch in column.stretches(place) if stretch[0] < stretch[1])


def _wrong(column: _Column, place: int) -> Sequence[int] | None:
    """Give the likeliest rows of a sum that holds for no rows it may stand for; None where it holds or nobody knows."""
    likeliest: Sequence[int] = ()
    for rows in _readings(column, place):
        if any(column.unknown[row + 1] > column.unknown[row] for row in rows):
            return None
        if _agrees(column, rows, column.sums[place].values[column.key], _summed(column, rows)):
            return None
        likeliest = likeliest or rows
    return likeliest or None


def _summed(column: _Column, rows: Sequence[int]) -> Any:  # noqa: ANN401  (fen or points)
    if isinstance(rows, range):
        return column.running[rows.stop] - column.running[rows.start]
    return sum(getattr(column.rows[row], column.key) or 0 for row in rows)


def _those(column: _Column, rows: Sequence[int]) -> str:
    """Name the rows that are added up; sums that stand among them are not."""
    first, last = column.places[rows[0]], column.places[rows[-1]]
    if len(rows) == 1:
        return f"第 {first} 行"
    if rows[-1] - rows[0] >= len(rows):
        return f"第 {first} 行等 {len(rows)} 行"
    among = any(first < one.row < last for one in column.sums)
    return f"第 {first} 至 {last} 行" + ("（小计不算）" if among else "")


def _finding(column: _Column, one: SumRow, rows: Sequence[int]) -> Finding:
    book, value, summed = column.facts.book, one.values[column.key], _summed(column, rows)
    is_money = column.table != "indicators"
    text: Callable[[Any], str] = (lambda fen: f"{yuan_text(fen)} 元") if is_money else (lambda it: f"{plain(it)} 分")
    heading = BY_KEY[column.table].field(column.key).heading.removesuffix("（元）")
    more = "多" if value > summed else "少"
    return sum_row.at(
        book.cell(one, column.key),
        found=f"{heading} {text(value)}",
        expected=f"{_those(column, rows)}相加 {text(summed)}",
        message=f"第 {one.row} 行“{one.word}”的{heading}是 {text(value)}，{_those(column, rows)}相加是 {text(summed)}，"
        f"这一行{more} {text(abs(value - summed))}。",
    )


@rule(
    "小计或合计与各行不符",
    "critical",
    source="rules 1",
    fix="请核对这一行和它所加的各行，改正填错的那一处；这一行用不着的，可以整行删除。",
)
def sum_row(book: Book) -> Iterator[Finding]:
    """表里自己加的小计、合计行，每一列都等于它所加的各行之和，金额一分不差。"""
    facts = BookFacts(book)
    for table in _TABLES:
        sums = [one for one in book.sums if one.table == table]
        for one in BY_KEY[table].fields if sums and getattr(book, table) else ():
            if one.kind not in {Kind.MONEY, Kind.SCORE}:
                continue
            column = _Column(facts, table, one.key, sums)
            for place, each in enumerate(sums):
                if one.key in each.values and (rows := _wrong(column, place)):
                    yield _finding(column, each, rows)
