"""Edges of money that mutants survived: signs and the largest unit."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.model import money


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [("-0.005", 2, "-0.01"), ("-1.004", 2, "-1.00"), ("-2.5", 0, "-3"), ("0", 2, "0.00"), ("2.5", 0, "3")],
)
def test_halves_go_away_from_zero_on_both_sides(value: str, places: int, rounded: str) -> None:
    """A correction booked in red is rounded like the payment it takes back."""
    assert money.half_up(Decimal(value), places) == Decimal(rounded)


def test_a_hundred_million_yuan_is_ten_billion_fen() -> None:
    """亿元, 万元 and 元 in fen."""
    assert (money.FEN_PER_YI, money.FEN_PER_WAN, money.FEN_PER_YUAN) == (10**10, 10**6, 10**2)
