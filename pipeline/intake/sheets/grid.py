"""Grids (表格): a raw sheet with its marks and merged ranges at hand by column."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.intake.fold import is_blank
from pipeline.intake.raw import Mark, Marks, RawSheet, Scalar
from pipeline.model.cells import Cell

UNREADABLE = Mark.ERROR | Mark.UNCACHED
_TELLING = UNREADABLE | Mark.PERCENT | Mark.LONG


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: `marked` holds telling marks by column and row, `merged` ranges over several rows by first column."""

    raw: RawSheet
    marked: Mapping[int, Mapping[int, Mark]] = field(default_factory=dict)
    merged: Mapping[int, Sequence[tuple[int, int]]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The sheet's name as typed."""
        return self.raw.name

    def cell(self, row: int, column: int) -> Cell:
        """Name a cell of this sheet."""
        return Cell(self.raw.name, row, column)

    def value(self, row: int, column: int) -> Scalar:
        """Give a cell's value; None outside the sheet."""
        cells = self.raw.rows[row - 1] if 0 < row <= len(self.raw.rows) else []
        return cells[column - 1] if 0 < column <= len(cells) else None

    def mark(self, row: int, column: int) -> Mark:
        """Give a cell's telling marks: error, uncached, percentage, long number."""
        return self.marked.get(column, {}).get(row, Mark.NONE)

    def is_percent(self, row: int, column: int) -> bool:
        """Tell whether a cell's number is shown as a percentage."""
        mark = self.mark(row, column)
        return mark is not Mark.NONE and bool(mark & Mark.PERCENT)

    def width(self, row: int) -> int:
        """Give the number of cells of a row."""
        return len(self.raw.rows[row - 1]) if 0 < row <= len(self.raw.rows) else 0

    def spans(self, column: int, rows: Sequence[int]) -> Mapping[int, tuple[int, ...]]:
        """Give those of `rows` (ascending) that each merged cell of a column covers, by its top row, where several."""
        found: dict[int, tuple[int, ...]] = {}
        for first, last in self.merged.get(column, ()):
            covered = tuple(rows[bisect_left(rows, first) : bisect_right(rows, last)])
            if len(covered) > 1 and covered[0] == first:
                found[first] = covered
        return found

    def first_cell(self, heading: int) -> Cell:
        """Name the first cell of a heading row: its leftmost column that holds anything, there or below."""
        lefts = (
            next((place for place, value in enumerate(row, start=1) if not is_blank(value)), 0)
            for row in self.raw.rows[heading - 1 :]
        )
        return self.cell(heading, min((left for left in lefts if left), default=1))

    def is_empty(self) -> bool:
        """Tell whether the sheet shows nothing at all."""
        return self.has_no_table() and all(is_blank(value) for row in self.raw.rows for value in row)

    def has_no_table(self) -> bool:
        """Tell whether no row shows more than one thing: a sheet of guidance, if of anything."""
        return not any(mark for rows in self.marked.values() for mark in rows.values()) and all(
            sum(not is_blank(value) for value in row) <= 1 for row in self.raw.rows
        )


def grid(raw: RawSheet) -> Grid:
    """Lay out the marks and merged ranges of a sheet by column."""
    marked: dict[int, dict[int, Mark]] = {}
    for (row, column), mark in (raw.marks.telling if isinstance(raw.marks, Marks) else raw.marks).items():
        if mark & _TELLING:
            marked.setdefault(column, {})[row] = mark
    merged: dict[int, list[tuple[int, int]]] = {}
    for first_row, first_column, last_row, _ in raw.merged:
        if last_row > first_row:
            merged.setdefault(first_column, []).append((first_row, last_row))
    return Grid(raw, marked, merged)
