"""What is missing in a row gives no points, no date and no tier, each on its own; budgets and tiers to the fen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pipeline.model.book import Indicator, Measure, Project
from pipeline.model.policy import policy
from pipeline.model.scoring import (
    FULL_SCORE,
    date_missed,
    earned_points,
    execution_points,
    formula_points,
    in_tier,
    places,
    recomputed_points,
    tier_range,
)

PRESET = policy().preset(None)
TARGET, ACTUAL = Measure("10", Decimal(10)), Measure("5", Decimal(5))
ROW = Indicator(2, direction="≥", target=TARGET, actual=ACTUAL, weight=Decimal(10), points=Decimal(5))
DAYS = replace(ROW, target=Measure("期限", None, date(2023, 6, 30)), actual=Measure("完成", None, date(2023, 7, 1)))
TIER = replace(ROW, direction="定性", actual=Measure("部分达成", None), points=Decimal(7))


@pytest.mark.parametrize("gap", [{"target": None}, {"actual": None}, {"weight": None}, {"direction": "定性"}])
def test_a_row_with_one_gap_earns_nothing_that_can_be_told(gap: dict[str, Any]) -> None:
    """Target, actual, weight, and 定性, which has no formula."""
    whole = earned_points(ROW, PRESET)
    assert whole is not None
    assert whole.exact == 5
    assert formula_points(replace(ROW, **gap), PRESET) is None
    assert earned_points(replace(ROW, **gap), PRESET) is None


@pytest.mark.parametrize("side", ["target", "actual"])
def test_a_number_against_words_or_a_day_earns_nothing_that_can_be_told(side: str) -> None:
    """One side alone is no comparison."""
    for other in (Measure("若干", None), Measure("年底", None, date(2023, 12, 31))):
        assert formula_points(replace(ROW, **{side: other}), PRESET) is None


@pytest.mark.parametrize("gap", [{"target": None}, {"actual": None}, {"direction": None}, {"direction": "定性"}])
def test_a_day_is_missed_only_where_both_are_known_and_compared(gap: dict[str, Any]) -> None:
    """≥ asks for a day not before, ≤ for one not after."""
    assert date_missed(replace(DAYS, direction="≤")) is True
    assert date_missed(replace(DAYS, direction=">")) is False
    assert date_missed(replace(DAYS, direction="≤", **gap) if "direction" not in gap else replace(DAYS, **gap)) is False


@pytest.mark.parametrize("gap", [{"weight": None}, {"actual": None}, {"direction": "≥"}])
def test_a_tier_needs_its_word_and_weight(gap: dict[str, Any]) -> None:
    """部分达成 of 10 points: from 6 to below 8."""
    assert tier_range(TIER, PRESET) == (6, 8)
    assert tier_range(replace(TIER, **gap), PRESET) is None
    assert in_tier(replace(TIER, **gap), PRESET) is True


@pytest.mark.parametrize(
    ("points", "inside"),
    [("5.97", False), ("5.98", True), ("6", True), ("7.99", True), ("8", False), (None, True)],
)
def test_the_edges_of_a_tier(points: str | None, *, inside: bool) -> None:
    """The tolerance holds below; the upper bound belongs to the next tier."""
    assert in_tier(replace(TIER, points=None if points is None else Decimal(points)), PRESET) is inside


@pytest.mark.parametrize(("points", "held"), [("5", "6"), ("7", "7"), ("9", "8")])
def test_points_outside_their_tier_are_held_inside(points: str, held: str) -> None:
    """For the recomputed score."""
    assert recomputed_points(replace(TIER, points=Decimal(points)), PRESET) == Decimal(held)


@pytest.mark.parametrize(
    ("spent", "budget", "points"),
    [
        (None, 100, None),
        (100, None, None),
        (100, 0, None),
        (100, -100, None),
        (1, 1, "10.00"),
        (0, 1, "0.00"),
        (-5, 100, "0.00"),
        (99, 100, "9.90"),
        (101, 100, "10.00"),
    ],
)
def test_execution_points_to_the_fen(spent: int | None, budget: int | None, points: str | None) -> None:
    """Never below nothing, never above the preset's, unknown without a budget of at least one fen."""
    earned = execution_points(Project(2, 1, "经费", spent=spent, budget=budget), PRESET)
    assert earned == (None if points is None else Decimal(points))


@pytest.mark.parametrize(
    ("spent", "budget", "points"),
    [
        (1, 1, "10.00"),
        (0, 1, "0.00"),
        (-5, 100, "0.00"),
        (50, 100, "5.00"),
        (2, 1, "10.00"),
        (1, 0, None),
        (0, -1, None),
    ],
)
def test_the_rate_of_the_smallest_budget_is_worth_what_it_is(spent: int, budget: int, points: str | None) -> None:
    """One fen is a budget, nothing and less are none; what was paid back is no spending."""
    project = Project(2, 1, "甲", spent=spent, budget=budget)
    assert execution_points(project, PRESET) == (None if points is None else Decimal(points))


@pytest.mark.parametrize(
    ("change", "whole"),
    [
        ({}, False),
        ({"actual": TARGET}, True),
        ({"direction": "≤"}, True),
        ({"direction": "<", "target": Measure("1", Decimal(1)), "actual": Measure("1.5", Decimal("1.5"))}, False),
        ({"direction": "<", "target": Measure("-5", Decimal(-5)), "actual": Measure("-6", Decimal(-6))}, True),
        ({"target": DAYS.target, "actual": DAYS.target}, True),
    ],
    ids=["half", "all", "below a limit", "half beyond a limit of one", "below a negative target", "in time"],
)
def test_what_is_earned_says_whether_it_is_the_whole_weight(change: dict[str, Any], whole: bool) -> None:  # noqa: FBT001  (the expected answer)
    """A limit of one may be passed by half of it for half of the points."""
    earned = earned_points(replace(ROW, **change), PRESET)
    assert earned is not None
    assert (earned.exact, earned.whole) == (10 if whole else 5, whole)


def test_a_negative_target_that_is_missed_earns_nothing_that_can_be_told() -> None:
    """增长 < -5% where it was -4%: no rule says how much that is worth."""
    missed = replace(ROW, direction="<", target=Measure("-5", Decimal(-5)), actual=Measure("-4", Decimal(-4)))
    assert earned_points(missed, PRESET) is None


def test_a_row_of_no_weight_is_in_any_tier() -> None:
    """Its weight is the mistake, which is told elsewhere."""
    assert in_tier(replace(TIER, weight=Decimal(0), points=Decimal(5)), PRESET) is True


def test_points_within_the_tolerance_of_their_tier_stay_as_they_are() -> None:
    """Only what lies outside is moved to the nearest bound."""
    preset = replace(PRESET, tolerance=Decimal("0.01"))
    points = [recomputed_points(replace(TIER, points=Decimal(typed)), preset) for typed in ("5.99", "5.98", "7.5")]
    assert points == [Decimal("5.99"), Decimal(6), Decimal("7.5")]


def test_a_score_is_out_of_a_hundred_and_its_decimals_are_those_typed() -> None:
    """Nine and seven tenths has one decimal, ten and ten tens have none."""
    assert FULL_SCORE == 100
    assert [places(Decimal(typed)) for typed in ("9.7", "9.70", "10", "1E+1")] == [1, 2, 0, 0]
