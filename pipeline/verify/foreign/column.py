"""A column (表列) of numbers of a foreign table, and the sums that its rows have to make."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.verify.foreign.rounding import rounding_slack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.verify.foreign.amounts import Amount
    from pipeline.verify.foreign.grid_rows import Row


@dataclass(frozen=True, slots=True)
class Equation:
    """A row that has to be the sum of others; `most` where it only may not be less."""

    whole: Row
    parts: tuple[Row, ...]
    most: bool = False


class Column:
    """One column of numbers; None where a cell holds something else, so that nothing is said of it."""

    def __init__(self, rows: Sequence[Row], at: int) -> None:
        """Read the cells of the rows once."""
        self.at = at
        self._amounts: dict[int, Amount | None] = {id(row): row.amount(at) for row in rows}
        self._blank = {id(row) for row in rows if row.is_blank(at)}
        known = [it for it in self._amounts.values() if it is not None]
        self.decimals = max((it.decimals for it in known), default=0)
        self.mixed = len({it.unit for it in known}) > 1

    def value(self, row: Row) -> Decimal | None:
        """Tell what a row is worth here; a blank cell is 0."""
        amount = self._amounts[id(row)]
        if amount is not None:
            return amount.value
        return Decimal(0) if id(row) in self._blank else None

    def gap(self, equation: Equation) -> Decimal | None:
        """Tell by how much a sum is off; None where it is not known or the whole is left blank."""
        whole = self.value(equation.whole)
        parts = [self.value(row) for row in equation.parts]
        if whole is None or id(equation.whole) in self._blank or None in parts:
            return None
        if all(id(row) in self._blank for row in equation.parts):
            return None
        listed = sum((part for part in parts if part is not None), Decimal(0))
        return max(listed - whole, Decimal(0)) if equation.most else listed - whole

    def slack(self, equation: Equation, unit: str | None) -> Decimal:
        """Tell how far rounding alone can put a sum off: half a unit of the last digit for each rounded amount."""
        printed = [amount for row in equation.parts if (amount := self._amounts[id(row)]) and amount.value]
        return rounding_slack([amount.decimals for amount in printed], self.decimals, unit)
