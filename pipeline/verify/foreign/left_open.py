"""Left open (四舍五入之内): what a text says more finely than a rounded table, and what follows from exact amounts."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.mentions import Kind, find_mentions
from pipeline.verify.foreign.as_book import COLUMNS, TABLE
from pipeline.verify.foreign.rounding import may_print, rates

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.model.book import Book
    from pipeline.model.cells import Cell
    from pipeline.model.findings import Finding
    from pipeline.verify.foreign.listing import Listing

Amounts = dict[int, tuple[Decimal, Decimal]]  # by column: what the rows add up to, and how far that may be off
_KEYS = {COLUMNS[key]: key for key in ("spent", "budget")}


def halves_of(listing: Listing | None) -> dict[int, Decimal]:
    """Half a unit of the last digit of each column of the made-up list, in fen."""
    columns = {"spent": listing.spent_at, "budget": listing.budget_at} if listing else {}
    return {COLUMNS[key]: listing.half(at) for key, at in columns.items() if listing and at is not None}


def _amounts(cells: Iterable[Cell], book: Book, halves: Mapping[int, Decimal]) -> Amounts:
    """Add up what cells of the list say; the cell of its 合计 speaks for all rows."""
    found: Amounts = {}
    for cell in cells:
        whole = book.total is not None and cell.row == book.total.row
        rows = [row for row in book.projects if whole or row.row == cell.row]
        value, slack = found.get(cell.column, (Decimal(0), Decimal(0)))
        value += sum(getattr(row, _KEYS[cell.column]) or 0 for row in rows)
        found[cell.column] = value, slack + halves.get(cell.column, Decimal(0)) * len(rows)
    return found


def left_open(finding: Finding, book: Book, halves: Mapping[int, Decimal]) -> bool:
    """Tell whether rounding alone can be what a figure of the text and the table differ in."""
    mention = next(iter(find_mentions(finding.found)), None)
    cells = [cell for cell in finding.cells if cell.sheet == TABLE and cell.column in _KEYS]
    if mention is None or not isinstance(mention.value, Decimal) or not cells or not any(halves.values()):
        return False
    amounts = _amounts(cells, book, halves)
    if mention.kind is Kind.PERCENT:
        spent, budget = (amounts.get(COLUMNS[key]) for key in ("spent", "budget"))
        if spent is None or budget is None or not budget[0]:
            return False
        bounds = rates(spent[0], budget[0], max(spent[1], budget[1]))
        return may_print(mention.value, mention.decimals, bounds)
    if len(amounts) != 1:
        return False
    ((value, slack),) = amounts.values()
    return abs(value - mention.value) <= slack
