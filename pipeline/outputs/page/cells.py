"""Cells on the page (单元格): an anchor for each, and what stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pipeline.model import contract, money
from pipeline.model.book import Measure
from pipeline.model.fields import Kind
from pipeline.outputs.page.sheets import sheet_order

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.model.book import Book, Row
    from pipeline.model.cells import Cell
    from pipeline.model.figures import Figure
    from pipeline.outputs.page.findings import Item

LONGEST_CONTENT = 120
UNKNOWN = "—"


def anchor(cell: Cell) -> str:
    """Name a cell so that a link can point to it: cell-项目清单-H18; odd characters of a sheet name as _hex_."""
    sheet = re.sub(r"[^\w]|_", lambda match: f"_{ord(match[0]):x}_", cell.sheet)
    return f"cell-{sheet}-{cell.ref}"


def shortened(text: str, longest: int) -> str:
    """Cut a text that is too long to show, with an ellipsis."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _shown(value: Any, kind: Kind) -> str:  # noqa: ANN401  (a field of any row)
    if value is None:
        return UNKNOWN
    if isinstance(value, Measure):
        return value.text
    if kind is Kind.MONEY and isinstance(value, int):
        return money.yuan_text(value)
    if isinstance(value, Decimal):
        return money.plain(value)
    return value.isoformat() if isinstance(value, date) else str(value)


@dataclass(frozen=True)
class Contents:
    """What the cells of a book hold, as far as the contract reads them."""

    book: Book | None

    @cached_property
    def _rows(self) -> Mapping[tuple[str, int], Row]:
        book = self.book
        if book is None:
            return {}
        tables: tuple[tuple[Row, ...], ...] = (
            book.projects,
            (book.total,) if book.total else (),
            book.indicators,
            book.paragraphs,
            book.parts,
            book.payments,
            book.explanations,
        )
        return {(row.table, row.row): row for rows in tables for row in rows}

    @cached_property
    def _tables(self) -> Mapping[str, str]:
        return {place.sheet: table for table, place in self.book.places.items()} if self.book else {}

    def of(self, cell: Cell) -> str:
        """Print what stands in a cell; a dash where it is blank, unreadable or none of ours."""
        table = self._tables.get(cell.sheet)
        if self.book is None or table is None:
            return UNKNOWN
        place = self.book.places[table]
        lines = {at: key for key, at in place.columns.items()}
        key = lines.get(cell.row if table == "info" else cell.column)
        record = self.book.info if table == "info" else self._rows.get((table, cell.row))
        if key is None or record is None or (table == "info" and cell.column != place.value_column):
            return UNKNOWN
        return _shown(getattr(record, key, None), contract.BY_KEY[table].field(key).kind)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list of cells: what stands there, and what on this page speaks of it."""

    cell: Cell
    anchor: str
    content: str
    findings: Sequence[Item]
    here: Sequence[tuple[int, Figure]]
    sources: Sequence[tuple[int, Figure]]


def entries(
    book: Book | None, items: Iterable[Item], figures: Iterable[tuple[int, Figure]], others: Iterable[Cell]
) -> tuple[Entry, ...]:
    """List every cell that the page names, by sheet and place, with links back."""
    found: dict[Cell, tuple[list[Item], list[tuple[int, Figure]], list[tuple[int, Figure]]]] = {}
    for cell in others:
        found.setdefault(cell, ([], [], []))
    for item in items:
        for cell in dict.fromkeys(item.finding.cells):
            found.setdefault(cell, ([], [], []))[0].append(item)
    for number, figure in figures:
        found.setdefault(figure.where, ([], [], []))[1].append((number, figure))
        for cell in dict.fromkeys(figure.source):
            found.setdefault(cell, ([], [], []))[2].append((number, figure))
    contents, order = Contents(book), sheet_order(book, {cell.sheet for cell in found})
    return tuple(
        Entry(cell, anchor(cell), shortened(contents.of(cell), LONGEST_CONTENT), *found[cell])
        for cell in sorted(found, key=lambda cell: (order[cell.sheet], cell.row, cell.column))
    )
