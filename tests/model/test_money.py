"""Money is whole fen inside and is printed the way the contract says."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import money

FEN = st.integers(min_value=-(10**15), max_value=10**15)


@given(FEN)
def test_an_amount_printed_in_yuan_reads_back_to_the_same_fen(fen: int) -> None:
    """Printing in yuan loses nothing."""
    assert money.yuan_to_fen(Decimal(money.yuan_text(fen).replace(",", ""))) == fen


@given(FEN)
def test_an_amount_printed_in_wan_is_within_half_of_its_last_digit(fen: int) -> None:
    """Rounding to two decimals of 万元 moves an amount by at most 50 yuan."""
    assert abs(Decimal(money.wan_text(fen)) * money.FEN_PER_WAN - fen) <= 5000


@given(FEN)
def test_the_official_form_prints_wan_without_rounding(fen: int) -> None:
    """Six decimals of 万元 are one fen."""
    assert Decimal(money.exact_wan_text(fen)) * money.FEN_PER_WAN == fen


@given(FEN.filter(bool), st.integers(min_value=0, max_value=4))
def test_rounding_goes_half_up_away_from_zero(fen: int, places: int) -> None:
    """Rounding is what Decimal calls ROUND_HALF_UP."""
    value = Decimal(fen).scaleb(-5)
    assert money.half_up(value, places) == value.quantize(Decimal(1).scaleb(-places), "ROUND_HALF_UP")


@pytest.mark.parametrize(
    ("fen", "text"),
    [(83_284_100, "83.28"), (30_000_000, "30"), (50_000, "0.05"), (1_285_000_000, "1285"), (82_848_378, "82.85")],
)
def test_prose_prints_wan_with_at_most_two_decimals_and_no_trailing_zeros(fen: int, text: str) -> None:
    """832,841.00 yuan reads 83.28."""
    assert money.wan_text(fen) == text


@pytest.mark.parametrize(("fen", "text"), [(200_000_000, "200万元"), (550_000, "5500元"), (123_456, "1234.56元")])
def test_a_limit_is_printed_in_wan_where_it_is_whole_and_in_yuan_elsewhere(fen: int, text: str) -> None:
    """Titles say 200万元以下."""
    assert money.limit_text(fen) == text


def test_more_than_two_decimals_are_no_amount() -> None:
    """Nothing is rounded to make it fit."""
    assert money.yuan_to_fen(Decimal("1.005")) is None
    assert money.yuan_to_fen(Decimal("1.50")) == 150


def test_a_double_is_taken_at_fifteen_digits_as_excel_shows_it() -> None:
    """The real list summed as floats gives 3902733.7800000003; a cell holding that means 3902733.78."""
    assert money.to_decimal(3902733.7800000003) == Decimal("3902733.78")


@pytest.mark.parametrize(("part", "whole", "text"), [(8874, 10000, "88.74%"), (1, 1, "100%"), (1, 3, "33.33%")])
def test_a_rate_is_printed_with_at_most_two_decimals(part: int, whole: int, text: str) -> None:
    """Trailing zeros are cut."""
    assert money.percent_text(part, whole) == text
