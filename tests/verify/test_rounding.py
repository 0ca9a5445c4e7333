"""What rounding leaves open in a foreign table: never more than half a digit an amount, never less."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.verify.foreign.amounts import Amount, read_numeral
from pipeline.verify.foreign.rounding import half_digit, may_print, rates, rounding_slack


@pytest.mark.parametrize(
    ("unit", "rounded"),
    [
        (None, ()),
        ("元", ()),
        ("千元", (1,)),
        ("万元", (1, 2)),
        ("百万元", (1, 2, 3, 4)),
        ("亿元", (1, 2, 3, 4, 5, 6)),
    ],
)
def test_amounts_are_rounded_up_to_the_decimals_their_unit_is_printed_with(
    unit: str | None, rounded: tuple[int, ...]
) -> None:
    """Half a unit of the finest digit; whole amounts and finer ones are exact."""
    halves = {finest: half_digit([0, finest], unit) for finest in range(8)}
    assert halves == {finest: Decimal(5).scaleb(-finest - 1) if finest in rounded else 0 for finest in range(8)}
    assert half_digit([], unit) == 0


@pytest.mark.parametrize(
    ("decimals", "slack"), [([2, 2, 1], "0.015"), ([2, 2], "0.015"), ([2, 2, 2], "0.02"), ([2, 1], "0"), ([], "0")]
)
def test_a_sum_may_be_off_by_half_a_digit_for_each_rounded_amount_and_itself(decimals: list[int], slack: str) -> None:
    """A single rounded one among whole ones leaves nothing open."""
    assert rounding_slack(decimals, 2) == Decimal(slack)
    assert rounding_slack(decimals, 2, "元") == 0


@given(st.integers(0, 10**10), st.integers(1, 10**10), st.integers(0, 2))
def test_a_rate_of_the_exact_amounts_may_stand_beside_the_rounded_ones(spent: int, budget: int, decimals: int) -> None:
    """Cut off or rounded half up, whatever the fen were before they became 万元."""
    printed = [Decimal(fen).scaleb(-6).quantize(Decimal("0.01"), ROUND_HALF_UP) for fen in (spent, budget)]
    if not printed[1]:
        return
    bounds = rates(printed[0], printed[1], half_digit([2], "万元"))
    exact = Fraction(100 * spent, budget)
    whole = Decimal(exact.numerator) / Decimal(exact.denominator)
    for how in (ROUND_DOWN, ROUND_HALF_UP):
        assert may_print(whole.quantize(Decimal(1).scaleb(-decimals), how), decimals, bounds)


@pytest.mark.parametrize(
    ("rate", "fits"), [("83.32", False), ("83.33", True), ("83.34", True), ("83.35", True), ("83.36", False)]
)
def test_a_rate_beyond_what_rounding_leaves_open_is_none(rate: str, *, fits: bool) -> None:
    """5 of 6 to 83.335 and 83.345 percent: cut off or rounded it begins with 83.33 and ends with 83.35."""
    assert may_print(Decimal(rate), 2, (Decimal("83.3350"), Decimal("83.3450"))) is fits


def test_the_bounds_of_a_rate_are_those_of_its_amounts() -> None:
    """(10 ∓ 1) ÷ (40 ± 1); a budget no larger than its half digit is taken as it is."""
    low, high = rates(Decimal(10), Decimal(40), Decimal(1))
    assert (low, high) == (Decimal(900) / 41, Decimal(1100) / 39)
    assert rates(Decimal(10), Decimal(1), Decimal(1)) == (1000, 1000)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("1,234.50", Amount(Decimal("1234.50"), 2, "")),
        (" １２ 万元", Amount(Decimal(12), 0, "万元")),
        ("-3.5%", Amount(Decimal("-3.5"), 1, "%")),
        ("−3元", Amount(Decimal(-3), 0, "元")),
        ("1,23", None),
        ("12个", None),
        ("约12", None),
        ("", None),
    ],
)
def test_a_cell_that_holds_one_number_and_nothing_else_is_an_amount(text: str, read: Amount | None) -> None:
    """With its decimals and the unit it brings along."""
    assert read_numeral(text) == read
