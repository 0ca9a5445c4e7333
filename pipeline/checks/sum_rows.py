"""Sum rows (小计、合计行) of a table: each column they add up, held against the rows they may stand for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from pipeline.checks.added_up import Added, Column
from pipeline.checks.facts import BookFacts
from pipeline.model.contract import BY_KEY
from pipeline.model.fields import Kind
from pipeline.model.findings import Finding, rule
from pipeline.model.money import plain, yuan_text
from pipeline.model.scoring import FULL_SCORE, execution_points

if TYPE_CHECKING:
    from decimal import Decimal

    from pipeline.model.book import Book, SumRow

_TABLES = ("projects", "indicators", "parts", "payments")
_LIST_KEYS = {"amount": "spent"}  # what a column of another table is called in 项目清单
_MOST = 50  # sums of one column that are looked into and told: with more, the whole column has slipped


def _money(column: Column, rows: Sequence[int]) -> Iterator[int]:
    """Give what rows would add up to by 项目清单: a sum that holds it is right, and the rows' mistake is said there."""
    book, key = column.facts.book, _LIST_KEYS.get(column.key, column.key)
    named = {getattr(column.rows[place], "project", None) for place in rows}
    for projects in (book.projects, [one for number, one in book.by_number.items() if number in named]):
        yield sum(getattr(project, key) or 0 for project in projects)


def _points(column: Column, rows: Sequence[int], summed: Decimal) -> Iterator[Decimal]:
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


def _agrees(column: Column, added: Added, value: Any) -> bool:  # noqa: ANN401  (fen or points)
    book, summed = column.facts.book, added.summed
    if column.table == "indicators":
        accepted = [summed, *_points(column, added.rows, summed)]
        tolerance = column.facts.preset.tolerance if column.key == "points" else 0
        return any(abs(value - each) <= tolerance for each in accepted)
    if column.table == "projects":
        total = getattr(book.total, column.key, None)
        return value == summed or (total is not None and total - column.whole == value - summed != 0)
    return value == summed or value in set(_money(column, added.rows))


def _doubtful(column: Column) -> Iterator[int]:
    """Give the places of the sums that equal none of the rows they may stand for; most are right."""
    for at, one in enumerate(column.sums):
        value = one.values.get(column.key)
        if value is not None and all(value != added.summed for added in column.readings(at)):
            yield at


def _wrong(column: Column, at: int) -> Added | None:
    """Give the likeliest rows of a sum that holds for no rows it may stand for; None where it holds or nobody knows."""
    likeliest, value = None, column.sums[at].values[column.key]
    for added in column.readings(at):
        if not added.known or _agrees(column, added, value):
            return None
        likeliest = likeliest or added
    return likeliest


def _those(column: Column, rows: Sequence[int]) -> str:
    """Name the rows that are added up; sums that stand among them are not."""
    first, last = column.places[rows[0]], column.places[rows[-1]]
    if len(rows) == 1:
        return f"第 {first} 行"
    if rows[-1] - rows[0] >= len(rows):
        return f"第 {first} 行等 {len(rows)} 行"
    among = any(first < one.row < last for one in column.sums)
    return f"第 {first} 至 {last} 行" + ("（小计不算）" if among else "")


def _finding(column: Column, one: SumRow, added: Added) -> Finding:
    book, value, rows, summed = column.facts.book, one.values[column.key], added.rows, added.summed
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
            column = Column(facts, table, one.key, sums)
            for at in islice(_doubtful(column), _MOST):
                if added := _wrong(column, at):
                    yield _finding(column, sums[at], added)
