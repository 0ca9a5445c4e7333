"""Continued parts (续列的其中): rows below a 其中 that go on with its parts without saying so again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from pipeline.verify.foreign.grid_rows import Kind, Row

_MOST, _FURTHEST = 1000, 50  # sums looked at, and rows: a table of many 其中 says nothing by them


def continued(rows: Sequence[Row], columns: Iterable[int]) -> tuple[Row, ...]:
    """Read the rows below a 其中 as its parts as far as they make up the row above it to the last digit."""
    ats = list(columns)
    parts = {at for first in range(len(rows)) if _opens(rows, first) for at in _parts(rows, first, ats)}
    return tuple(replace(row, kind=Kind.PART) if at in parts else row for at, row in enumerate(rows))


def _opens(rows: Sequence[Row], at: int) -> bool:
    return at > 0 and rows[at].kind is Kind.PART and rows[at - 1].kind is not Kind.PART


def _parts(rows: Sequence[Row], first: int, columns: Sequence[int]) -> Iterator[int]:
    """Places of the rows that make up the row before `first`, in at least one column; none where none do."""
    whole, sums = rows[first - 1], dict.fromkeys(columns, Decimal(0))
    for last in range(first, len(rows)):
        if rows[last].kind not in {Kind.PART, Kind.DETAIL}:
            return
        for at in sums:
            amount = rows[last].amount(at)
            sums[at] += amount.value if amount else 0
        wholes = {at: amount.value for at in sums if (amount := whole.amount(at)) and amount.value}
        if last > first and any(sums[at] == value for at, value in wholes.items()):
            yield from range(first, last + 1)
            return


def may_continue(rows: Sequence[Row], column: int) -> set[Decimal]:
    """Give what rows below a 其中 come to in a column that may go on with its parts: as far as the whole has room."""
    found = {Decimal(0)}
    for first in range(len(rows)):
        if _opens(rows, first) and len(found) < _MOST:
            sums = list(_room(rows, first, column))
            found |= {one + more for one in found for more in sums}
    return found


def _room(rows: Sequence[Row], first: int, column: int) -> Iterator[Decimal]:
    """Add up the rows below the parts that begin at `first`, one by one, while the row above them has room."""
    whole, parts, more = rows[first - 1].amount(column), Decimal(0), Decimal(0)
    for row in rows[first : first + _FURTHEST]:
        if whole is None or row.kind not in {Kind.PART, Kind.DETAIL} or (row.kind is Kind.PART and more):
            return
        amount = row.amount(column)
        value = amount.value if amount else Decimal(0)
        parts, more = (parts + value, more) if row.kind is Kind.PART else (parts, more + value)
        if parts + more > whole.value:
            return
        yield more
