"""Sheets on the page (工作表次序): the order in which the page speaks of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.model import contract

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.model.book import Book


def sheet_order(book: Book | None, sheets: Iterable[str]) -> Mapping[str, int]:
    """Give each sheet its number: those of the contract first, in its order, then the others by name."""
    known = [book.places[sheet.key].sheet for sheet in contract.SHEETS if book and book.has(sheet.key)]
    names = dict.fromkeys([*known, *(sheet.name for sheet in contract.SHEETS), *sorted(sheets)])
    return {name: number for number, name in enumerate(names)}
