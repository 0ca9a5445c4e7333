"""Rounding (四舍五入): amounts that a foreign table prints rounded, and what they leave open."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FEWEST_ROUNDED = 2
_HALF = Decimal("0.5")
_HUNDRED = Decimal(100)
_FINEST_ROUNDED = {"千元": 1, "万元": 2, "百万元": 4, "亿元": 6}  # decimals that are rounded; finer amounts are exact


def half_digit(decimals: Iterable[int], unit: str | None) -> Decimal:
    """Half a unit of the last digit of rounded amounts; nothing where they are exact: in 元, whole, or finer."""
    finest = max(decimals, default=0)
    return Decimal(1).scaleb(-finest) * _HALF if 0 < finest <= _FINEST_ROUNDED.get(unit or "", 0) else Decimal(0)


def rounding_slack(decimals: Sequence[int], finest: int, unit: str | None = "万元") -> Decimal:
    """Tell how far rounding alone can put a sum off; exact amounts, and a single rounded one, leave none."""
    rounded = sum(it == finest for it in decimals)
    return half_digit([finest], unit) * (rounded + 1) if rounded >= FEWEST_ROUNDED else Decimal(0)


def rates(spent: Decimal, budget: Decimal, half: Decimal) -> tuple[Decimal, Decimal]:
    """Give the lowest and the highest rate in percent that two amounts leave open, each off by `half` at most."""
    half = half if budget > half else Decimal(0)
    return (spent - half) / (budget + half) * _HUNDRED, (spent + half) / (budget - half) * _HUNDRED


def may_print(rate: Decimal, decimals: int, bounds: tuple[Decimal, Decimal]) -> bool:
    """Tell whether a rate between these, cut off or rounded half up, is printed like this."""
    step = Decimal(1).scaleb(-decimals)
    low, high = ([bound.quantize(step, how) for how in (ROUND_DOWN, ROUND_HALF_UP)] for bound in bounds)
    return min(low) <= rate <= max(high)
