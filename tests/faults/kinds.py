"""Kinds of single mistakes (错误种类): each spoils one thing of a sound workbook and names its cell."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from tests.faults.typed import Formula

if TYPE_CHECKING:
    from pipeline.model.cells import Cell
    from tests.faults.typed import Row, Typed, Value

Spoil = Callable[["Typed", random.Random], "Cell | None"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of mistake: `spoil` returns the cell, or None where the workbook offers no place for it."""

    name: str
    rule: str
    severity: str
    spoil: Spoil


def critical(rule: str) -> Callable[[Spoil], Kind]:
    """Declare a kind that blocks the report."""
    return lambda spoil: Kind(spoil.__name__, rule, "critical", spoil)


def warning(rule: str) -> Callable[[Spoil], Kind]:
    """Declare a kind that a person has to look at."""
    return lambda spoil: Kind(spoil.__name__, rule, "warning", spoil)


def typed_in(rule: str, severity: str, place: str, value: Value, name: str) -> Kind:
    """Declare a kind that types one value over one field (`projects.spent`) of a row picked at random."""
    table, key = place.split(".")

    def spoil(typed: Typed, dice: random.Random) -> Cell | None:
        row = pick(typed, dice, table)
        if row is None or key not in typed[table].columns:
            return None
        row[key] = value
        return typed[table].cell(row, key)

    return Kind(f"{place} {name}", rule, severity, spoil)


def pick(typed: Typed, dice: random.Random, table: str, suits: Callable[[Row], bool] = lambda _: True) -> Row | None:
    """Pick a row at random among those that suit."""
    rows = [row for row in typed.real(table) if suits(row)]
    return dice.choice(rows) if rows else None


def number(value: Value) -> Decimal:
    """Give the number a cell holds, however it is typed; 0 where it is blank."""
    if isinstance(value, Formula):
        value = value.shows
    return Decimal(str(value or 0).replace(",", ""))


def shifted(value: Value, by: Decimal) -> Decimal | int:
    """Give a number moved a little."""
    moved = number(value) + by
    return int(moved) if moved == moved.to_integral_value() else moved


def project_of(typed: Typed, row: Row) -> Row:
    """Return the project a row speaks of."""
    return next(one for one in typed.real("projects") if number(one["number"]) == number(row["project"]))
