"""Lines (行): which rows of a table hold a record, and which are blank, totals or notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.intake.cells.numerals import money_number
from pipeline.intake.fold import fold, is_blank, squeeze
from pipeline.intake.raw import Mark, Scalar
from pipeline.intake.rows.columns import marked_fault, raw_column
from pipeline.intake.rows.remarks import Remark

if TYPE_CHECKING:
    from pipeline.intake.rows.headings import Table
    from pipeline.intake.sheets.grid import Grid

_TOTAL = re.compile(
    r"(?:本年度?|全年|年度|支出|金额|项目|经费|以上)*(?:合计|总计|共计|总合计)(?:数|金额)?(?:\(.*\))?:?"
)
_SUBTOTAL = re.compile(r".*小计(?:\(.*\))?:?|本页合计:?")
_SUMMED = re.compile(rf"{_TOTAL.pattern}|{_SUBTOTAL.pattern}|年度资金总额:?")
_NOTE = re.compile(
    r"(?:注|备注|附注|说明|填表说明)[0-9]*[:.、]"
    r"|(?:填表|填报|制表|审核|复核|经办|报送)(?:人|人员|单位|日期|时间)"
    r"|(?:单位|财务|项目|部门)?(?:负责人|联系人|联系电话|日期):"
)
_UNIT = re.compile(r"\(?(?:单位:)?(?:元|分|%|日期|文字|数字)\)?")
_COLUMN_NUMBERS = re.compile("栏次|列次|列号")
LONGEST = 60  # longer texts are prose
_NUMBERED = re.compile(r"第?\(?[0-9]+(?:\.0*)?\)?[.、)]?[个项]?")


@dataclass(frozen=True, slots=True)
class Lines:
    """The rows of a table by what they are; the notes are left out."""

    records: tuple[int, ...]
    totals: tuple[int, ...] = ()


def is_number(value: Scalar) -> bool:
    """Tell whether a cell holds a number or an amount typed as text."""
    if isinstance(value, str):
        return money_number(value) is not None
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_numbered(value: Scalar) -> bool:
    """Tell whether a cell holds something like a 序号."""
    return _NUMBERED.fullmatch(squeeze(value)) is not None if isinstance(value, str) else is_number(value)


def _is_filled(grid: Grid, row: int, column: int, value: Scalar) -> bool:
    """Tell whether a cell counts as filled in; a prepared formula that gives 0 does not."""
    if value == 0 and grid.raw.marks.get((row, column), Mark.NONE) & Mark.FORMULA:
        return False
    return not is_blank(value)


def _is_heading_again(grid: Grid, table: Table, row: int, column: int) -> bool:
    """Tell whether a row repeats the headings, as tables do on each printed page; `column` is its first filled one."""

    def alike(place: int) -> bool:
        value, heading = grid.value(row, place), grid.value(table.heading, place)
        return isinstance(value, str) and isinstance(heading, str) and fold(value[:LONGEST]) == fold(heading)

    return alike(column) and all(alike(place) for place in table.columns.values())


def _goes_on_heading(grid: Grid, table: Table, row: int) -> bool:
    """Tell whether the row under the headings only gives units (元, 分) or numbers the columns (栏次 1 2 3)."""
    typed = [grid.value(row, column) for column in table.columns.values()]
    filled = [value for value in typed if not is_blank(value)]
    told = [fold(value) for value in filled if isinstance(value, str)]
    return (len(told) == len(filled) and all(_UNIT.fullmatch(text) for text in told)) or any(
        _COLUMN_NUMBERS.fullmatch(text) for text in told
    )


def filled_rows(grid: Grid, table: Table) -> list[int]:
    """Give the rows below the headings in which a known column is filled in; headings repeated there do not count."""
    columns = sorted(table.columns.values())
    rows = []
    for row, cells in enumerate(grid.raw.rows[table.first - 1 :], start=table.first):
        width = len(cells)
        for column in columns:
            if column > width:
                break
            value = cells[column - 1]
            if value is not None and value != "" and _is_filled(grid, row, column, value):
                again = isinstance(value, str) and _is_heading_again(grid, table, row, column)
                if not again and not (row == table.first and _goes_on_heading(grid, table, row)):
                    rows.append(row)
                break
    return rows


def stray_errors(grid: Grid, table: Table, rows: Sequence[int]) -> list[Remark]:
    """Report error values in known columns of rows that hold nothing else."""
    held, remarks = set(rows), []
    for key, column in table.columns.items():
        for row, mark in grid.marked.get(column, {}).items():
            if mark & Mark.ERROR and row >= table.first and row not in held:
                fault = marked_fault(grid, row, column, table.typed[key])
                remarks += [Remark((grid.cell(row, column),), fault)] if fault else []
    return remarks


def texts(grid: Grid, row: int, columns: Iterable[int]) -> Iterator[str]:
    """Give the folded texts of a row in these columns."""
    for column in columns:
        value = grid.value(row, column)
        if isinstance(value, str) and not is_blank(value):
            yield fold(value[:LONGEST])


@lru_cache(maxsize=4096)
def _sums(text: str) -> bool:
    return not is_blank(text) and _SUMMED.fullmatch(fold(text)) is not None


def _named(grid: Grid, row: int, columns: Sequence[int]) -> list[str]:
    """Give the texts that may name a total line: those of its key columns; where these are blank, all of the row."""
    if any(not is_blank(grid.value(row, column)) for column in columns):
        return list(texts(grid, row, columns))
    return list(texts(grid, row, range(1, grid.width(row) + 1)))


def is_total(grid: Grid, row: int, columns: Sequence[int]) -> bool:
    """Tell whether a row is a 合计 line by its key columns."""
    return any(_TOTAL.fullmatch(text) for text in _named(grid, row, columns))


def is_subtotal(grid: Grid, row: int, columns: Sequence[int]) -> bool:
    """Tell whether a row is a 小计 line by its key columns."""
    return any(_SUBTOTAL.fullmatch(text) for text in _named(grid, row, columns))


def is_note(grid: Grid, row: int) -> bool:
    """Tell whether a row opens like a note (注：, 填表人)."""
    first = next(texts(grid, row, range(1, grid.width(row) + 1)), "")
    return _NOTE.match(first) is not None


def records(grid: Grid, table: Table, key: str, kind: str = "") -> Lines:
    """Give the records of a plain table: rows whose key column is no total and that are no note.

    Neither is a row that calls itself a 小计 or 合计 in its column `kind` (资金类别, 一级指标), numbered or not.
    """
    column = table.columns.get(key)
    rows = filled_rows(grid, table)
    if kind in table.columns:
        kinds = zip(rows, raw_column(grid, rows, table.columns[kind]), strict=True)
        rows = [row for row, value in kinds if not (isinstance(value, str) and _sums(value[:LONGEST]))]
    if column is None:
        return Lines(tuple(rows))
    kept = [
        row
        for row, value in zip(rows, raw_column(grid, rows, column), strict=True)
        if is_number(value)
        or not (is_total(grid, row, [column]) or is_subtotal(grid, row, [column]) or is_note(grid, row))
    ]
    return Lines(tuple(kept))
