"""Scores (得分): what a rate, a target and an actual are worth, in points; see Scoring in docs/规则目录.md."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pipeline.model.contract import QUALITATIVE, TIERS
from pipeline.model.money import half_up

if TYPE_CHECKING:
    from pipeline.model.book import Book, Indicator, Project
    from pipeline.model.limits import Preset
    from pipeline.model.policy import Policy

FULL_SCORE = Decimal(100)


def execution_points(project: Project, preset: Preset) -> Decimal | None:
    """Points of the execution rate (预算执行率), half up to 2 decimals, at most the preset's; None without a budget."""
    if project.spent is None or project.budget is None or project.budget <= 0:
        return None
    if project.spent >= project.budget:
        return half_up(preset.execution)
    return half_up(Fraction(max(project.spent, 0), project.budget) * Fraction(preset.execution))


def _at_least(target: Decimal, actual: Decimal) -> Fraction:
    actual = max(actual, Decimal(0))
    return Fraction(1) if actual >= target else Fraction(actual) / Fraction(target)


def _at_most(target: Decimal, actual: Decimal, beyond: str) -> Fraction:
    actual = max(actual, Decimal(0))
    if actual <= target:
        return Fraction(1)
    if target <= 0:
        return Fraction(0)
    if beyond == "ratio":
        return Fraction(target) / Fraction(actual)
    return max(Fraction(0), 1 - Fraction(actual - target) / Fraction(target))


def _share(direction: str, target: Decimal, actual: Decimal, beyond: str) -> Fraction:
    if direction in {"≤", "<"}:
        return _at_most(target, actual, beyond)
    if direction == "=" and target == 0:
        return Fraction(int(actual <= 0))
    return _at_least(target, actual)


class Earned(NamedTuple):
    """Points that a quantitative actual earns: exact, half up to 2 decimals, and whether they are the whole weight."""

    exact: Fraction
    rounded: Decimal
    whole: bool


@lru_cache(maxsize=1 << 16)  # every row is asked several times, by the checks and for the totals
def _earned(direction: str, target: Decimal, actual: Decimal, weight: Decimal, beyond: str) -> Earned:
    exact = _share(direction, target, actual, beyond) * Fraction(weight)
    return Earned(exact, half_up(exact), exact == Fraction(weight))


def date_missed(indicator: Indicator) -> bool:
    """Tell whether target and actual are dates and the actual lies on the wrong side."""
    target = indicator.target.day if indicator.target else None
    actual = indicator.actual.day if indicator.actual else None
    if target is None or actual is None or indicator.direction in {None, QUALITATIVE}:
        return False
    return actual < target if indicator.direction in {"≥", ">"} else actual > target


def _met(direction: str | None, target: Decimal, actual: Decimal) -> bool:
    """Tell whether a negative target (增长 ≤ -5%) is reached; how much of one is has no formula."""
    return actual <= target if direction in {"≤", "<"} else actual >= target


def earned_points(indicator: Indicator, preset: Preset) -> Earned | None:
    """Points a quantitative indicator earns.

    None for a qualitative one, an unreadable number, a missed date or negative target: no rule says how much.
    """
    target, actual, weight = indicator.target, indicator.actual, indicator.weight
    if target is None or actual is None or weight is None or indicator.direction in {None, QUALITATIVE}:
        return None
    if target.day and actual.day:
        return None if date_missed(indicator) else Earned(Fraction(weight), half_up(weight), whole=True)
    if target.number is None or actual.number is None:
        return None
    if target.number < 0:
        reached = _met(indicator.direction, target.number, actual.number)
        return Earned(Fraction(weight), half_up(weight), whole=True) if reached else None
    return _earned(indicator.direction or "", target.number, actual.number, weight, preset.beyond)


def formula_points(indicator: Indicator, preset: Preset) -> Decimal | None:
    """Points a quantitative indicator earns, half up to 2 decimals; None where there is no formula."""
    points = earned_points(indicator, preset)
    return points.rounded if points else None


def places(typed: Decimal) -> int:
    """Count the decimals a number was typed with: 9.7 has one."""
    return max(0, -int(typed.as_tuple().exponent))


def agrees(typed: Decimal, exact: Fraction | Decimal, tolerance: Decimal) -> bool:
    """Tell whether a typed score is the exact one: within the tolerance, or rounded to its own decimals."""
    rounded, own = half_up(exact), places(typed)
    close = abs(typed - rounded) <= tolerance
    return close or typed in {half_up(exact, own), half_up(rounded, own)}


def tier_range(indicator: Indicator, preset: Preset) -> tuple[Decimal, Decimal] | None:
    """Least and most points of a qualitative row's tier (完成值 达成, 部分达成, 未达成); None where there is no tier.

    The most of the two lower tiers is a bound that itself belongs to the tier above.
    """
    if indicator.direction != QUALITATIVE or indicator.weight is None or indicator.actual is None:
        return None
    full, partial = indicator.weight * preset.full_tier, indicator.weight * preset.partial_tier
    ranges = dict(zip(TIERS, ((full, indicator.weight), (partial, full), (Decimal(0), partial)), strict=True))
    return ranges.get(indicator.actual.text.strip())


def in_tier(indicator: Indicator, preset: Preset) -> bool:
    """Tell whether the declared points lie in the tier; True where there is nothing to hold them against."""
    bounds, points = tier_range(indicator, preset), indicator.points
    if bounds is None or points is None or not indicator.weight:
        return True
    least, most = bounds
    below_next = points <= most if most == indicator.weight else points < most
    return points >= least - preset.tolerance and below_next


def recomputed_points(indicator: Indicator, preset: Preset) -> Decimal | None:
    """Points as recomputed: the formula's, else the declared ones held inside their tier."""
    formula = formula_points(indicator, preset)
    if formula is not None or indicator.points is None:
        return formula
    bounds = tier_range(indicator, preset)
    if bounds is None or in_tier(indicator, preset):
        return indicator.points
    return min(max(indicator.points, bounds[0]), bounds[1])


def declared_score(book: Book, project: Project, preset: Preset) -> Decimal | None:
    """Score of a project as declared: execution points plus the declared points; None where any of it is missing."""
    return _score(project, preset, [row.points for row in book.indicators_of.get(project.number, ())])


def recomputed_score(book: Book, project: Project, preset: Preset) -> Decimal | None:
    """Score of a project as recomputed: formula where there is one, declared points elsewhere."""
    rows = book.indicators_of.get(project.number, ())
    return _score(project, preset, [recomputed_points(row, preset) for row in rows])


def _score(project: Project, preset: Preset, points: list[Decimal | None]) -> Decimal | None:
    execution = execution_points(project, preset)
    known = [point for point in points if point is not None]
    if execution is None or len(known) < len(points):
        return None
    return execution + sum(known, Decimal(0))


def mean_score(scores: list[Decimal | None]) -> Decimal | None:
    """Plain mean of the projects' scores, half up to 2 decimals; None where one is missing or there is none."""
    known = [score for score in scores if score is not None]
    if not known or len(known) < len(scores):
        return None
    return half_up(Fraction(sum(known)) / len(known))


def grade_of(score: Decimal | None, preset: Preset) -> str | None:
    """Name the grade (等级) of a score: 优, 良, 中, else 差; None without a score."""
    if score is None:
        return None
    floors = sorted(preset.grades.items(), key=lambda it: it[1], reverse=True)
    return next((grade for grade, floor in floors if score >= floor), "差")


def scored_projects(book: Book) -> list[Project]:
    """Projects that enter the mean: all but those with neither budget nor spending."""
    return [project for project in book.projects if (project.budget, project.spent) != (0, 0)]


def recomputed_mean(book: Book, policy: Policy) -> Decimal | None:
    """Score of the whole report as recomputed."""
    preset = policy.preset(book.info.preset)
    return mean_score([recomputed_score(book, project, preset) for project in scored_projects(book)])
