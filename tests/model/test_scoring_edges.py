"""Edges of the scores that mutation testing found unproven."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from pipeline.model.book import Indicator, Measure
from pipeline.model.scoring import agrees, date_missed

DAY = date(2023, 6, 30)
TOLERANCE = Decimal("0.02")


def _dated(direction: str, days: int) -> Indicator:
    actual = date.fromordinal(DAY.toordinal() + days)
    return Indicator(
        2,
        direction=direction,
        target=Measure("期限", None, DAY),
        actual=Measure("完成", None, actual),
        weight=Decimal(10),
    )


@pytest.mark.parametrize(
    ("direction", "days", "missed"),
    [("≤", 0, False), ("≤", 1, True), ("≤", -1, False), ("≥", 0, False), ("≥", -1, True), ("≥", 1, False)],
)
def test_the_day_itself_is_in_time_in_either_direction(direction: str, days: int, *, missed: bool) -> None:
    """A day too late for ≤, a day too early for ≥."""
    assert date_missed(_dated(direction, days)) is missed


@pytest.mark.parametrize(
    ("typed", "agreed"),
    [("9.65", True), ("9.69", True), ("9.64", False), ("9.70", True), ("9.71", False), ("-9.67", False)],
)
def test_a_typed_score_may_differ_by_the_tolerance_either_way(typed: str, *, agreed: bool) -> None:
    """9.67 to within 0.02; 9.70 is 9.7, rounded to its own decimal."""
    assert agrees(Decimal(typed).normalize(), Fraction(967, 100), TOLERANCE) is agreed
