"""Rows (记录): the lines of a table as typed rows of the book."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

from pipeline.intake.cells.faults import Reading
from pipeline.intake.cells.measures import Row, common_unit, read_measure
from pipeline.intake.rows.columns import marked_fault, raw_column, read_column, spec_of, spread_remark
from pipeline.intake.rows.remarks import Remark
from pipeline.intake.rows.sum_words import sum_word
from pipeline.model.book import Indicator, SumRow
from pipeline.model.book import Row as Record
from pipeline.model.fields import Kind, Sheet

if TYPE_CHECKING:
    from pipeline.intake.raw import Scalar
    from pipeline.intake.rows.headings import Table
    from pipeline.intake.sheets.grid import Grid

T = TypeVar("T", bound=Record)
Values = dict[str, list[Any]]


def read_fields(grid: Grid, table: Table, sheet: Sheet, rows: Sequence[int]) -> tuple[Values, list[Remark]]:
    """Read all columns of a table but its measures."""
    values: Values = {}
    remarks: list[Remark] = []
    for field in sheet.fields:
        if field.key in table.columns and field.kind is not Kind.MEASURE:
            spec = spec_of(sheet.key, field.key)
            values[field.key], said = read_column(grid, rows, table.columns[field.key], spec)
            remarks += said
    return values, remarks


def read_sums(grid: Grid, table: Table, sheet: Sheet, rows: Sequence[int]) -> list[SumRow]:
    """Read the 小计 and 合计 rows of a table; what cannot be read there is not held against anything."""
    fields = [one for one in sheet.fields if one.kind in {Kind.MONEY, Kind.SCORE} and one.key in table.columns]
    columns = {
        one.key: read_column(grid, rows, table.columns[one.key], spec_of(sheet.key, one.key))[0] for one in fields
    }
    read = []
    for place, row in enumerate(rows):
        values = {key: column[place] for key, column in columns.items() if column[place] is not None}
        key = grid.value(row, table.columns.get("project", 0))
        number = int(key) if isinstance(key, int | float) else None
        read.append(SumRow(sheet.key, row, sum_word(grid, row), number, values))
    return read


def build(make: type[T], rows: Sequence[int], values: Values) -> tuple[T, ...]:
    """Make one record a row out of the columns read, column by column through its slots: a call a record costs more."""
    made = tuple(make.__new__(make) for _ in rows)
    for field in fields(make):
        column = rows if field.name == "row" else values.get(field.name) or [field.default] * len(rows)
        deque(map(getattr(make, field.name).__set__, made, column), maxlen=0)
    return made


def _filled_down(grid: Grid, rows: Sequence[int], column: int) -> list[tuple[int, Any]]:
    """Give row of origin and value of each cell; a merged cell speaks for all its rows."""
    values = list(zip(rows, raw_column(grid, rows, column), strict=True))
    if column not in grid.merged:
        return values
    origins = {row: (row, value) for row, value in values}
    for top, covered in grid.spans(column, rows).items():
        origins |= dict.fromkeys(covered, origins[top])
    return [origins[row] for row in rows]


def _marked(grid: Grid, row: int, column: int, value: Scalar, context: Row) -> Reading:
    fault = marked_fault(grid, row, column, context.heading)
    percent = grid.is_percent(row, column) and isinstance(value, int | float)
    return Reading(None, fault) if fault else read_measure(value, context, percent=percent)


def _measures(
    grid: Grid, rows: Sequence[int], column: int, cells: Sequence[tuple[int, Scalar]], contexts: Sequence[Row]
) -> tuple[list[Any], list[Remark]]:
    values: list[Any] = []
    remarks: list[Remark] = []
    spans = grid.spans(column, rows) if column in grid.merged else {}
    marked = grid.marked.get(column, {})
    for (origin, value), row, context in zip(cells, rows, contexts, strict=True):
        reading = _marked(grid, origin, column, value, context) if origin in marked else read_measure(value, context)
        values.append(reading.value)
        if reading.fault and origin == row:
            remarks.append(spread_remark(Remark((grid.cell(row, column),), reading.fault), spans))
    return values, remarks


def read_indicators(
    grid: Grid, table: Table, sheet: Sheet, rows: Sequence[int], year: int | None
) -> tuple[tuple[Indicator, ...], list[Remark]]:
    """Read the indicators; target and actual are read in the light of direction, unit and year."""
    values, remarks = read_fields(grid, table, sheet, rows)
    empty = [None] * len(rows)
    cells: dict[str, list[tuple[int, Any]]] = {
        key: _filled_down(grid, rows, table.columns[key]) for key in ("target", "actual") if key in table.columns
    }
    raw = [[value for _, value in cells[key]] if key in cells else empty for key in ("target", "actual")]
    pairs = list(zip(values.get("direction", empty), map(common_unit, values.get("unit", empty), *raw), strict=True))
    for key, column in cells.items():
        heading, is_actual = sheet.field(key).heading, key == "actual"
        known = {pair: Row(heading, *pair, year, is_actual=is_actual) for pair in set(pairs)}
        contexts = [known[pair] for pair in pairs]
        values[key], said = _measures(grid, rows, table.columns[key], column, contexts)
        remarks += said
    return build(Indicator, rows, values), remarks
