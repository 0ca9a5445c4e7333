"""The score formulas of rules.md, held to hand-made numbers and to what must always be true of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.book import Indicator, Measure, Project
from pipeline.model.money import half_up
from pipeline.model.policy import policy
from pipeline.model.scoring import (
    agrees,
    declared_score,
    earned_points,
    execution_points,
    formula_points,
    in_tier,
    mean_score,
    recomputed_mean,
    recomputed_points,
    scored_projects,
)
from tests.books_support import sound_book
from tests.markdown import table

if TYPE_CHECKING:
    from fractions import Fraction

    from pipeline.model.book import Book
    from pipeline.model.limits import Preset

MOF = policy().preset(None)
LOCAL = policy().preset("local-example")
AMOUNTS = st.decimals(min_value=0, max_value=10**6, places=2)
POSITIVE = st.decimals(min_value=Decimal("0.01"), max_value=10**6, places=2)
DIRECTIONS = st.sampled_from(["≥", ">", "=", "≤", "<"])


def row(direction: str, target: str, actual: str, weight: str = "10", points: str | None = None) -> Indicator:
    """One quantitative indicator."""
    return Indicator(
        row=2,
        direction=direction,
        target=Measure(target, Decimal(target)),
        actual=Measure(actual, Decimal(actual)),
        weight=Decimal(weight),
        points=None if points is None else Decimal(points),
    )


def earned(direction: str, target: Decimal, actual: Decimal, preset: Preset, weight: Decimal = Decimal(1)) -> Fraction:
    """Exact points of one quantitative indicator; of a weight of 1, the share of it."""
    points = earned_points(row(direction, str(target), str(actual), str(weight)), preset)
    assert points is not None
    return points.exact


def tiered(actual: str, points: str, weight: str = "10") -> Indicator:
    """One qualitative indicator."""
    return Indicator(
        row=2,
        direction="定性",
        target=Measure("整洁"),
        actual=Measure(actual),
        weight=Decimal(weight),
        points=Decimal(points),
    )


FORMULAS = table("""
    | direction | target | actual | weight | points |
    |---|---|---|---|---|
    | ≥ | 100 | 100 | 10 | 10.00 |
    | ≥ | 100 | 150 | 10 | 10.00 |
    | ≥ | 3 | 2 | 10 | 6.67 |
    | ≥ | 8 | 1 | 0.5 | 0.06 |
    | ≥ | 200 | 1 | 1 | 0.01 |
    | ≥ | 100 | -5 | 10 | 0.00 |
    | ≥ | 0 | 0 | 10 | 10.00 |
    | > | 50 | 50 | 10 | 10.00 |
    | > | 50 | 25 | 10 | 5.00 |
    | = | 4 | 3 | 10 | 7.50 |
    | = | 4 | 5 | 10 | 10.00 |
    | = | 0 | 0 | 10 | 10.00 |
    | = | 0 | 1 | 10 | 0.00 |
    | = | 0 | -1 | 10 | 10.00 |
    | ≤ | 10 | 10 | 10 | 10.00 |
    | ≤ | 10 | 0 | 10 | 10.00 |
    | ≤ | 10 | 11 | 10 | 9.00 |
    | ≤ | 10 | 20 | 10 | 0.00 |
    | ≤ | 10 | 30 | 10 | 0.00 |
    | ≤ | 0 | 0 | 10 | 10.00 |
    | ≤ | 0 | 1 | 10 | 0.00 |
    | ≤ | 0 | -1 | 10 | 10.00 |
    | < | 3 | 4 | 10 | 6.67 |
    | < | 0 | 0 | 10 | 10.00 |
""")


@pytest.mark.parametrize("line", FORMULAS, ids=lambda line: " ".join(line.values()))
def test_formula(line: dict[str, str]) -> None:
    """Each direction scores as the rules say."""
    indicator = row(line["direction"], line["target"], line["actual"], line["weight"])
    assert formula_points(indicator, MOF) == Decimal(line["points"])


def test_beyond_by_ratio() -> None:
    """Where the preset says ratio, a ≤ target that was missed earns target ÷ actual."""
    assert formula_points(row("≤", "10", "16"), LOCAL) == Decimal("6.25")
    assert formula_points(row("≤", "10", "30"), LOCAL) == Decimal("3.33")


@pytest.mark.parametrize(
    ("direction", "actual", "points"),
    [
        ("≤", "-8", "10"),
        ("≤", "-5", "10"),
        ("≤", "-4", None),
        ("≤", "3", None),
        ("≥", "-5", "10"),
        (">", "2", "10"),
        ("≥", "-6", None),
    ],
)
def test_a_negative_target_is_reached_or_has_no_formula(direction: str, actual: str, points: str | None) -> None:
    """Growth of at most -5 %: -8 % is more than asked for, and how much of it 3 % is nobody says."""
    earned = formula_points(row(direction, "-5", actual), MOF)
    assert earned == (None if points is None else Decimal(points))


def test_dates() -> None:
    """A day in time earns everything, a day too late has no formula, whatever the direction says of numbers."""
    target, actual = Measure("2023年12月底前", None, date(2023, 12, 31)), Measure("12月31日", None, date(2023, 12, 31))
    indicator = Indicator(row=2, direction="≤", target=target, actual=actual, weight=Decimal(10))
    assert formula_points(indicator, MOF) == Decimal(10)
    assert formula_points(replace(indicator, actual=Measure("晚", None, date(2024, 1, 1))), MOF) is None


@given(DIRECTIONS, AMOUNTS, AMOUNTS, st.sampled_from([MOF, LOCAL]))
def test_share_is_a_share(direction: str, target: Decimal, actual: Decimal, preset: Preset) -> None:
    """A share never leaves 0 to 1."""
    assert 0 <= earned(direction, target, actual, preset) <= 1


@given(st.sampled_from(["≥", ">", "="]), POSITIVE, AMOUNTS, AMOUNTS)
def test_more_is_never_worse(direction: str, target: Decimal, one: Decimal, other: Decimal) -> None:
    """Where more is asked for, more never earns less."""
    low, high = sorted((one, other))
    assert earned(direction, target, low, MOF) <= earned(direction, target, high, MOF)


@given(st.sampled_from(["≤", "<"]), AMOUNTS, AMOUNTS, AMOUNTS, st.sampled_from([MOF, LOCAL]))
def test_less_is_never_worse(direction: str, target: Decimal, one: Decimal, other: Decimal, preset: Preset) -> None:
    """Where less is asked for, less never earns less."""
    low, high = sorted((one, other))
    assert earned(direction, target, low, preset) >= earned(direction, target, high, preset)


@given(DIRECTIONS, AMOUNTS, AMOUNTS, st.decimals(min_value=0, max_value=100, places=2), st.integers(0, 3))
def test_own_decimals(direction: str, target: Decimal, actual: Decimal, weight: Decimal, decimals: int) -> None:
    """The formula, typed with any number of decimals, is right."""
    exact = earned(direction, target, actual, MOF, weight)
    scale = 10**decimals
    typed = Decimal((2 * exact.numerator * scale + exact.denominator) // (2 * exact.denominator)).scaleb(-decimals)
    assert agrees(typed, exact, MOF.tolerance)


@given(st.fractions(min_value=0, max_value=100), st.decimals(min_value="0.03", max_value=50, places=2))
def test_two_decimals_off(exact: Fraction, off: Decimal) -> None:
    """A score with two decimals of its own and off by 0.03 or more is wrong."""
    assert not agrees(half_up(exact) + off, exact, MOF.tolerance)


@pytest.mark.parametrize(
    ("spent", "budget", "points"),
    [(1, 3, "3.33"), (2, 3, "6.67"), (3, 3, "10.00"), (4, 3, "10.00"), (0, 3, "0.00"), (99995, 100000, "10.00")],
)
def test_execution(spent: int, budget: int, points: str) -> None:
    """Execution points come from the unrounded ratio, half up, at most the preset's."""
    assert execution_points(Project(row=2, spent=spent, budget=budget), MOF) == Decimal(points)


@pytest.mark.parametrize(("spent", "budget"), [(None, 3), (3, None), (3, 0), (0, 0)])
def test_no_execution(spent: int | None, budget: int | None) -> None:
    """Without a budget there is no rate; it is never divided by one."""
    assert execution_points(Project(row=2, spent=spent, budget=budget), MOF) is None


@pytest.mark.parametrize(
    ("actual", "points", "inside"),
    [
        ("达成", "10", True),
        ("达成", "8", True),
        ("达成", "7.97", False),
        ("部分达成", "8", False),
        ("部分达成", "7.99", True),
        ("部分达成", "6", True),
        ("部分达成", "5.5", False),
        ("未达成", "6", False),
        ("未达成", "5.99", True),
        ("未达成", "0", True),
        ("基本达成", "0", True),
    ],
)
def test_tiers(actual: str, points: str, *, inside: bool) -> None:
    """The tiers include their lower bound and not their upper one; 达成 includes both."""
    assert in_tier(tiered(actual, points), MOF) is inside


def test_recomputed_stays_in_tier() -> None:
    """Declared points outside their tier are counted at its bound."""
    assert recomputed_points(tiered("达成", "5"), MOF) == Decimal("8.00")
    assert recomputed_points(tiered("达成", "9"), MOF) == Decimal(9)
    assert recomputed_points(row("≥", "10", "5", points="10"), MOF) == Decimal("5.00")


def test_mean() -> None:
    """The mean is rounded half up once, and unknown where one score is."""
    assert mean_score([Decimal("99.99"), Decimal("100.00")]) == Decimal("100.00")
    assert mean_score([Decimal(1), None]) is None
    assert mean_score([]) is None


def _means(book: Book) -> tuple[Decimal | None, Decimal | None]:
    """Mean of the declared scores, and of the recomputed ones."""
    declared = [declared_score(book, project, MOF) for project in scored_projects(book)]
    return mean_score(declared), recomputed_mean(book, policy())


def test_report_scores() -> None:
    """The report's score is the mean of the projects with money; an unreadable amount leaves it unknown."""
    assert _means(sound_book()) == (Decimal("99.05"), Decimal("99.05"))
    idle = {"项目清单!G3": "0", "项目清单!H3": "0"}
    assert _means(sound_book(idle)) == (Decimal("99.60"), Decimal("99.60"))
    assert _means(sound_book({"项目清单!G3": "?", "项目清单!H3": "0"})) == (None, None)
