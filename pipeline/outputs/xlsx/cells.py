"""Cells (单元格) in a sheet's XML: found, or created in their order where the file has none."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import accumulate

from pipeline.model.cells import column_letters
from pipeline.outputs.xlsx.nodes import Element, add, child, children, length, whole

MAX_ROW = 1_048_576
MAX_COLUMN = 16_384
DEFAULT_WIDTH = 8.43
DEFAULT_HEIGHT = 15.0
_REF = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_TRUE = frozenset({"1", "true"})
_BARE_ROW = frozenset({"r", "spans"})
_BARE_CELL = frozenset({"r", "s"})


def place_of_ref(ref: str) -> tuple[int, int] | None:
    """Row and column of H18; None where it is no cell."""
    match = _REF.fullmatch(ref.strip())
    if not match:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def area_of_ref(ref: str) -> tuple[int, int, int, int] | None:
    """First row, first column, last row, last column of A1:C5; None where it is no area."""
    first, _, last = ref.partition(":")
    start, end = place_of_ref(first), place_of_ref(last or first)
    return (*start, *end) if start and end else None


def ref_of(row: int, column: int) -> str:
    """Name a place as Excel does: H18."""
    return f"{column_letters(column)}{row}"


def _numbered(elements: list[Element], part: int) -> list[int]:
    """Rows or columns of elements; one without an address follows the one before it."""
    numbers: list[int] = []
    for element in elements:
        place = place_of_ref(f"A{element.get('r')}" if part == 0 else element.get("r", ""))
        numbers.append(place[part] if place else (numbers[-1] if numbers else 0) + 1)
    return numbers


class Grid:
    """The cells of one worksheet part, open for editing."""

    def __init__(self, root: Element) -> None:
        """Take the root of a worksheet part; every row and cell of it gets the address that it has by position."""
        self.root = root
        found = child(root, "sheetData")
        self.data = found if found is not None else add(root, "sheetData")
        rows = children(self.data, "row")
        self._numbers = _numbered(rows, 0)
        self._rows = dict(zip(self._numbers, rows, strict=True))
        for number, row in zip(self._numbers, rows, strict=True):
            row.set("r", str(number))
            if any(not cell.get("r") for cell in row):
                self._address(row, number)

    @staticmethod
    def _address(row: Element, number: int) -> None:
        cells = children(row, "c")
        for column, cell in zip(_numbered(cells, 1), cells, strict=True):
            cell.set("r", ref_of(number, column))

    def _row(self, number: int) -> Element:
        if number in self._rows:
            return self._rows[number]
        row = add(self.data, "row", r=str(number))
        at = bisect_left(self._numbers, number)
        if at < len(self._numbers):
            self._rows[self._numbers[at]].addprevious(row)
        self._numbers.insert(at, number)
        self._rows[number] = row
        return row

    def cell(self, number: int, column: int) -> Element:
        """Return the cell at this place; a missing one is made, looking as the blank place looked."""
        row = self._row(number)
        cells = children(row, "c")
        columns = _numbered(cells, 1)
        at = bisect_left(columns, column)
        if at < len(cells) and columns[at] == column:
            return cells[at]
        cell = add(row, "c", r=ref_of(number, column))
        if at < len(cells):
            cells[at].addprevious(cell)
        elif cells:
            cells[-1].addnext(cell)
        style = self._inherited(row, column)
        if style:
            cell.set("s", str(style))
        self._widen(row, column)
        return cell

    def _inherited(self, row: Element, column: int) -> int:
        if row.get("customFormat") in _TRUE:
            return whole(row.get("s"))
        return next((whole(it.get("style")) for it in self._columns if _covers(it, column)), 0)

    @cached_property
    def _columns(self) -> list[Element]:
        columns = child(self.root, "cols")
        return [] if columns is None else children(columns, "col")

    @staticmethod
    def _widen(row: Element, column: int) -> None:
        first, _, last = (row.get("spans") or "").partition(":")
        if first.isdigit() and last.isdigit():
            row.set("spans", f"{min(int(first), column)}:{max(int(last), column)}")

    def restyle(self, styles: Mapping[int, int]) -> bool:
        """Point all with one of these formats to another; blank cells we made go. Tell whether anything changed."""
        changed = False
        for elements, key in ((self._columns, "style"), (self._rows.values(), "s")):
            for element in elements:
                before = whole(element.get(key))
                if before in styles:
                    element.set(key, str(styles[before]))
                    changed = True
        for number, row in list(self._rows.items()):
            ours = [cell for cell in children(row, "c") if whole(cell.get("s")) in styles]
            for cell in ours:
                self._restyle_cell(row, cell, styles[whole(cell.get("s"))])
            if ours and not len(row) and set(row.attrib) <= _BARE_ROW:
                self.data.remove(row)
                self._numbers.remove(number)
                del self._rows[number]
            changed = changed or bool(ours)
        return changed

    def _restyle_cell(self, row: Element, cell: Element, style: int) -> None:
        place = place_of_ref(cell.get("r", ""))
        if not len(cell) and set(cell.attrib) <= _BARE_CELL and place and self._inherited(row, place[1]) == style:
            row.remove(cell)
        elif style:
            cell.set("s", str(style))
        else:
            cell.attrib.pop("s", "")

    def top_left(self, row: int, column: int) -> tuple[int, int]:
        """Return the place that shows a cell: the top left one where it lies in a merged range."""
        for top, left, bottom, right in self._merged:
            if top <= row <= bottom and left <= column <= right:
                return top, left
        return row, column

    @cached_property
    def _merged(self) -> list[tuple[int, int, int, int]]:
        merged = child(self.root, "mergeCells")
        areas = [] if merged is None else [area_of_ref(it.get("ref", "")) for it in children(merged, "mergeCell")]
        return [area for area in areas if area]

    def widths(self, first: int) -> Iterator[int]:
        """Widths in pixels of the columns from `first` on."""
        default = self._default("defaultColWidth", DEFAULT_WIDTH)
        for column in range(first, MAX_COLUMN + 1):
            found = next((it for it in self._columns if _covers(it, column)), None)
            hidden = found is not None and found.get("hidden") in _TRUE
            width = default if found is None else length(found.get("width"), default)
            yield 0 if hidden else int(width * 7 + 5)

    def heights(self, first: int) -> Iterator[int]:
        """Heights in pixels of the rows from `first` on."""
        default = self._default("defaultRowHeight", DEFAULT_HEIGHT)
        for number in range(first, MAX_ROW + 1):
            row = self._rows.get(number)
            hidden = row is not None and row.get("hidden") in _TRUE
            yield 0 if hidden else int(length(None if row is None else row.get("ht"), default) * 4 / 3)

    def _default(self, name: str, otherwise: float) -> float:
        formats = child(self.root, "sheetFormatPr")
        return length(None if formats is None else formats.get(name), otherwise)


def _covers(columns: Element, column: int) -> bool:
    return whole(columns.get("min")) <= column <= whole(columns.get("max"))


def steps(sizes: Iterator[int], length: int) -> tuple[int, int]:
    """Count how many whole columns (or rows) a length covers, and the pixels into the next one."""
    covered = count = 0
    for total in accumulate(sizes):
        if total > length:
            return count, length - covered
        covered, count = total, count + 1
    return count, 0
