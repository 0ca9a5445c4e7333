"""Cells (单元格): where a value stands, as Excel shows it."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple


@cache
def column_letters(column: int) -> str:
    """Letters of a 1-based column number: 1 is A, 28 is AB."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class Cell(NamedTuple):
    """One cell: sheet name as in the file, 1-based row and column."""

    sheet: str
    row: int
    column: int

    @property
    def ref(self) -> str:
        """The place inside the sheet: H18."""
        return f"{column_letters(self.column)}{self.row}"

    @property
    def address(self) -> str:
        """The place in the workbook: 项目清单!H18."""
        return _address(self)


@lru_cache(maxsize=1 << 14)  # the same cells in every workbook of a night
def _address(cell: Cell) -> str:
    return f"{cell.sheet}!{cell.ref}"


def column_number(letters: str) -> int:
    """Count a column by its letters: A is 1, AB is 28."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def cell_at(address: str) -> Cell:
    """Read an address back (项目清单!H18); ValueError where it is none."""
    sheet, _, ref = address.rpartition("!")
    letters = ref.rstrip("0123456789")
    if not sheet or not letters.isalpha() or not letters.isascii():
        message = f"no cell address: {address}"
        raise ValueError(message)
    return Cell(sheet, int(ref[len(letters) :]), column_number(letters))
