"""Columns (列): all cells of one column read at once, plain values fast, the others with care."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pipeline.intake.cells import faults
from pipeline.intake.cells.choices import chooser
from pipeline.intake.cells.faults import Fault, Reading, excerpt
from pipeline.intake.cells.spec import Spec
from pipeline.intake.cells.values import FULL_SCORE, read_value
from pipeline.intake.raw import Mark, Scalar
from pipeline.intake.rows.plain_values import CAREFUL, plain_values
from pipeline.intake.rows.remarks import Remark
from pipeline.model.contract import BY_KEY
from pipeline.model.fields import Kind

if TYPE_CHECKING:
    from pipeline.intake.sheets.grid import Grid

_VERBATIM = {("paragraphs", "text"), ("projects", "goal"), ("projects", "outcome"), ("indicators", "reason")}
_SUMMED = {Kind.MONEY, Kind.SCORE}


@lru_cache(maxsize=256)
def spec_of(sheet: str, key: str) -> Spec:
    """Say how a column of a sheet is to be read."""
    field = BY_KEY[sheet].field(key)
    return Spec(
        field,
        choose=chooser(sheet, field) if field.kind is Kind.CHOICE or field.choices else None,
        signed=(sheet, key) == ("payments", "amount"),
        verbatim=(sheet, key) in _VERBATIM,
        most=FULL_SCORE if (sheet, key) == ("info", "score") else None,
    )


def marked_fault(grid: Grid, row: int, column: int, heading: str) -> Fault | None:
    """Say what is wrong with a cell that holds an error or a formula without a stored value."""
    mark = grid.mark(row, column)
    if mark & Mark.ERROR:
        error = grid.raw.errors.get((row, column), "错误值")
        return Fault(faults.CELL_ERROR, error, "数值或文字", f"“{heading}”里显示的是错误值“{error}”，读不出内容。")
    if mark & Mark.UNCACHED:
        message = f"“{heading}”里是公式，但文件里没有存它的计算结果。"
        return Fault(faults.UNCACHED, "没有结果的公式", "存有计算结果的公式，或直接填写的数", message)
    return None


def _long_number(value: Scalar, spec: Spec) -> Reading | None:
    """Say that a number has lost its last digits: of an amount that is too much, of an id a pity."""
    typed = excerpt(value)
    if spec.field.kind is Kind.MONEY:
        message = f"“{spec.heading}”里的 {typed} 超过 15 位，末几位已经不准。"
        return Reading(None, Fault(faults.AMOUNT_HUGE, typed, "一千亿元以内的金额", message))
    if spec.field.kind is Kind.TEXT and isinstance(value, int | float):
        message = f"“{spec.heading}”里的 {typed} 是按数字填写的，超过 15 位，末几位已经丢失。"
        return Reading(typed, Fault(faults.DIGITS_LOST, typed, "按文字填写的完整编号", message))
    return None


def read_cell(grid: Grid, row: int, column: int, spec: Spec, value: Scalar) -> Reading:
    """Read one cell with care for its marks."""
    mark = grid.mark(row, column)
    if mark is Mark.NONE:
        return read_value(value, spec)
    fault = marked_fault(grid, row, column, spec.heading)
    if fault:
        return Reading(None, fault)
    long = _long_number(value, spec) if mark & Mark.LONG else None
    return long or read_value(value, spec, percent=grid.is_percent(row, column) and isinstance(value, int | float))


def _merged_number(grid: Grid, covered: Sequence[int], column: int, spec: Spec) -> Remark:
    """Refuse a merged number that would have to be split over its rows."""
    typed = excerpt(grid.value(covered[0], column))
    message = f"“{spec.heading}”里的 {typed} 合并了 {len(covered)} 行，看不出每一行各是多少。"
    fault = Fault(faults.AMOUNT_MERGED, typed, "每一行各填各的数", message)
    return Remark(tuple(grid.cell(row, column) for row in covered), fault)


def raw_column(grid: Grid, rows: Sequence[int], column: int) -> list[Scalar]:
    """Give a column's values as they stand."""
    lines, at = grid.raw.rows, column - 1
    try:
        return [lines[row - 1][at] for row in rows]
    except IndexError:
        return [lines[row - 1][at] if len(lines[row - 1]) > at else None for row in rows]


def _read_rows(grid: Grid, rows: Sequence[int], column: int, spec: Spec) -> tuple[list[Any], list[Remark]]:
    raw, marked = raw_column(grid, rows, column), grid.marked.get(column, {})
    values: list[Any] = plain_values(raw, spec)
    remarks: list[Remark] = []
    for place, value in enumerate(values):
        if value is CAREFUL or (marked and rows[place] in marked):
            reading = read_cell(grid, rows[place], column, spec, raw[place])
            values[place] = reading.value
            if reading.fault:
                remarks.append(Remark((grid.cell(rows[place], column),), reading.fault))
    return values, remarks


def _spread(
    grid: Grid, spans: Mapping[int, Sequence[int]], column: int, spec: Spec, read: Mapping[int, Any]
) -> tuple[Mapping[int, Any], list[Remark]]:
    """Let a merged key or text speak for all its rows; of a merged number no row knows its part."""
    values, remarks = dict(read), []
    for top, covered in spans.items():
        value = values.get(top)  # (none where a broken file has ranges overlap)
        is_number = spec.field.kind in _SUMMED and value is not None
        if is_number:
            remarks.append(_merged_number(grid, covered, column, spec))
        values |= dict.fromkeys(covered, None if is_number else value)
    return values, remarks


def read_column(grid: Grid, rows: Sequence[int], column: int, spec: Spec) -> tuple[list[Any], list[Remark]]:
    """Read the cells of a column in these rows (ascending), with what there is to say about them."""
    spans = grid.spans(column, rows) if column in grid.merged else {}
    if not spans:
        return _read_rows(grid, rows, column, spec)
    under = {row for covered in spans.values() for row in covered[1:]}
    shown = [row for row in rows if row not in under]
    read, said = _read_rows(grid, shown, column, spec)
    values, remarks = _spread(grid, spans, column, spec, dict(zip(shown, read, strict=True)))
    return [values[row] for row in rows], remarks + [spread_remark(remark, spans) for remark in said]


def spread_remark(remark: Remark, spans: Mapping[int, Sequence[int]]) -> Remark:
    """Let what is said of a merged cell stand for all the rows that it covers."""
    (cell,) = remark.cells
    rows = spans.get(cell.row, (cell.row,))
    return Remark(tuple(cell._replace(row=row) for row in rows), remark.fault)
