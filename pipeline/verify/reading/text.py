"""Text (文字): what a reader sees of a paragraph, a table cell, a row, each with its place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Mark:
    """A bookmark as met in the text: its name and the stretch it wraps."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Text:
    """The text of one paragraph or of one table cell, with the bookmarks in it."""

    text: str
    where: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Block:
    """One paragraph, or one table row with a text for each cell; `table` counts from 1, 0 outside tables.

    `starts` is the column of the grid in which each cell begins, `below` the cells that go on with the one above.
    """

    cells: tuple[Text, ...]
    table: int = 0
    starts: tuple[int, ...] = ()
    below: frozenset[int] = frozenset()

    @cached_property
    def text(self) -> str:
        """The whole text; the cells of a row parted by tabs."""
        return "\t".join(cell.text for cell in self.cells)

    @property
    def where(self) -> str:
        """The place of its first text."""
        return self.cells[0].where
