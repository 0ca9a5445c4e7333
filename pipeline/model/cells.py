"""Cells (单元格): where a value stands, as Excel shows it."""

from __future__ import annotations

from functools import cache
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
        return f"{self.sheet}!{self.ref}"
