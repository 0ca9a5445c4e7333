"""Lines (行): which rows of a table hold a record, and which are blank, totals or notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.intake.cells.numerals import money_number
from pipeline.intake.fold import fold, is_blank, squeeze
from pipeline.intake.raw import Mark, Scalar
from pipeline.intake.rows.columns import marked_fault, raw_column
from pipeline.intake.rows.remarks import Remark
from pipeline.intake.rows.sum_words import LONGEST, is_subtotal, is_total, says_sum, texts

if TYPE_CHECKING:
    from pipeline.intake.rows.headings import Table
    from pipeline.intake.sheets.grid import Grid
    from pipeline.model.fields import Sheet

_NOTE = re.compile(
    r"(?:注|备注|附注|说明|填表说明)[0-9]*[:.、]"
    r"|(?:填表|填报|制表|审核|复核|经办|报送)(?:人|人员|单位|日期|时间)"
    r"|(?:单位|财务|项目|部门|分管)?(?:负责人|联系人|联系电话|经办人|领导|日期|签字|盖章)(?:\(.{1,8}\))?:"
)
_UNIT = re.compile(
    r"\(?(?:(?:金额|货币|计量)?单位[:是为]?)?(?:人民币)?\(?(?:百万元|万元|千元|亿元|元|分|%|日期|文字|数字)\)*"
)
_COLUMN_NUMBERS = re.compile("栏次|列次|列号")
_NUMBERED = re.compile(r"第?\(?[0-9]+(?:\.0*)?\)?[.、)]?[个项]?")


@dataclass(frozen=True, slots=True)
class Lines:
    """The rows of a table by what they are; the notes are left out, `sums` are its 小计 and other 合计."""

    records: tuple[int, ...]
    totals: tuple[int, ...] = ()
    sums: tuple[int, ...] = ()


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


def is_under_heading(grid: Grid, table: Table, row: int) -> bool:
    """Tell whether a row belongs to the headings right above it."""
    return row == table.first and _goes_on_heading(grid, table, row)


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
                if not again and not (row == table.first and is_under_heading(grid, table, row)):
                    rows.append(row)
                break
    return rows


def stray_errors(grid: Grid, table: Table, sheet: Sheet, rows: Sequence[int]) -> list[Remark]:
    """Report error values in known columns of rows that hold nothing else."""
    held, remarks = set(rows), []
    for key, column in table.columns.items():
        for row, mark in grid.marked.get(column, {}).items():
            if mark & Mark.ERROR and row >= table.first and row not in held:
                fault = marked_fault(grid, row, column, sheet.field(key).heading)
                remarks += [Remark((grid.cell(row, column),), fault)] if fault else []
    return remarks


def is_note(grid: Grid, row: int) -> bool:
    """Tell whether a row opens like a note (注：, 填表人)."""
    first = next(texts(grid, row, range(1, grid.width(row) + 1)), "")
    return _NOTE.match(first) is not None


def _is_sum(grid: Grid, row: int, key: int | None, kinds: Sequence[int], day: int | None) -> bool:
    """Tell whether a row adds up others: by its key column, or, numbered or not, by what it calls itself elsewhere."""
    value = None if key is None else grid.value(row, key)
    if key is not None and not is_number(value) and (is_total(grid, row, [key]) or is_subtotal(grid, row, [key])):
        return True
    if day is not None and not is_blank(grid.value(row, day)) and not says_sum(grid.value(row, day)):
        return False  # a payment has its day
    return any(says_sum(grid.value(row, column)) for column in kinds)


def is_closing(grid: Grid, table: Table, row: int) -> bool:
    """Tell whether a row of 报告正文 is a note to the sheet (填表人：…): it stands alone in its first column."""
    filled = [column for column in table.columns.values() if not is_blank(grid.value(row, column))]
    return filled == [min(table.columns.values())] and is_note(grid, row)


def _is_aside(grid: Grid, table: Table, row: int, key: int) -> bool:
    """Tell whether an unnumbered row is none of the table: a note, or a text alone (一、基建类, 2024年2月20日)."""
    filled = [column for column in table.columns.values() if not is_blank(grid.value(row, column))]
    return is_note(grid, row) or (filled == [key] and not is_numbered(grid.value(row, key)))


_KINDS = {"parts": ("category",), "indicators": ("first",), "payments": ("paid_on", "voucher", "payee", "purpose")}


def records(grid: Grid, table: Table, key: str, sheet: str) -> Lines:
    """Sort the rows of a plain table into records and those that add them up (小计, 合计); notes are neither."""
    column, day = table.columns.get(key), table.columns.get("paid_on")
    rows = filled_rows(grid, table)
    named = [table.columns[kind] for kind in _KINDS.get(sheet, ()) if kind in table.columns]
    kinds = [place for place in named if any(map(says_sum, set(raw_column(grid, rows, place))))]  # of most tables none
    kept, sums = [], []
    for row in rows:
        if _is_sum(grid, row, column, kinds, day):
            sums.append(row)
        elif column is None or is_number(grid.value(row, column)) or not _is_aside(grid, table, row, column):
            kept.append(row)
    return Lines(tuple(kept), sums=tuple(sums))
