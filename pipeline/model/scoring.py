"""Scores (得分): what a rate, a target and an actual are worth, in points; see Scoring in docs/规则目录.md."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.model.contract import QUALITATIVE
from pipeline.model.money import half_up

if TYPE_CHECKING:
    from pipeline.model.book import Book, Indicator, Project
    from pipeline.model.policy import Policy, Preset

FULL_SCORE = Decimal(100)


def execution_points(project: Project, preset: Preset) -> Decimal | None:
    """Points of the execution rate (预算执行率), half up to 2 decimals, at most the preset's; None without a budget."""
    if project.spent is None or not project.budget:
        return None
    return half_up(min(Fraction(project.spent, project.budget), Fraction(1)) * Fraction(preset.execution))


def _at_least(target: Decimal, actual: Decimal) -> Fraction:
    actual = max(actual, Decimal(0))
    return Fraction(1) if actual >= target else Fraction(actual) / Fraction(target)


def _at_most(target: Decimal, actual: Decimal, preset: Preset) -> Fraction:
    actual = max(actual, Decimal(0))
    if actual <= target:
        return Fraction(1)
    if target <= 0:
        return Fraction(0)
    if preset.beyond == "ratio":
        return Fraction(target) / Fraction(actual)
    return max(Fraction(0), 1 - Fraction(actual - target) / Fraction(target))


def share_reached(direction: str, target: Decimal, actual: Decimal, preset: Preset) -> Fraction:
    """Share of the weight that a quantitative actual earns, 0 to 1; a negative actual counts as 0."""
    if direction in {"≤", "<"}:
        return _at_most(target, actual, preset)
    if direction == "=" and target == 0:
        return Fraction(int(actual <= 0))
    return _at_least(target, actual)


def formula_points(indicator: Indicator, preset: Preset) -> Decimal | None:
    """Points a quantitative indicator earns, half up to 2 decimals.

    None for a qualitative one, an unreadable number, or a date that was missed: the rules give no formula for it.
    """
    target, actual, weight = indicator.target, indicator.actual, indicator.weight
    if target is None or actual is None or weight is None or indicator.direction in {None, QUALITATIVE}:
        return None
    if target.day and actual.day:
        late = actual.day < target.day if indicator.direction in {"≥", ">"} else actual.day > target.day
        return None if late else half_up(weight)
    if target.number is None or actual.number is None:
        return None
    share = share_reached(indicator.direction or "", target.number, actual.number, preset)
    return half_up(share * Fraction(weight))


def declared_score(book: Book, project: Project, preset: Preset) -> Decimal | None:
    """Score of a project as declared: execution points plus the declared points; None where any of it is missing."""
    execution = execution_points(project, preset)
    points = [indicator.points for indicator in book.indicators_of.get(project.number or 0, ())]
    if execution is None or None in points:
        return None
    return execution + sum((point for point in points if point is not None), Decimal(0))


def recomputed_score(book: Book, project: Project, preset: Preset) -> Decimal | None:
    """Score of a project as recomputed: formula where there is one, declared points elsewhere."""
    execution = execution_points(project, preset)
    if execution is None:
        return None
    total = execution
    for indicator in book.indicators_of.get(project.number or 0, ()):
        formula = formula_points(indicator, preset)
        points = indicator.points if formula is None else formula
        if points is None:
            return None
        total += points
    return total


def mean_score(scores: list[Decimal | None]) -> Decimal | None:
    """Plain mean of the projects' scores, half up to 2 decimals; None where one is missing or there is none."""
    known = [score for score in scores if score is not None]
    if not known or len(known) < len(scores):
        return None
    return half_up(Fraction(sum(known)) / len(known))


def scored_projects(book: Book) -> list[Project]:
    """Projects that enter the mean: all but those with neither budget nor spending."""
    return [project for project in book.projects if project.budget or project.spent]


def report_scores(book: Book, policy: Policy) -> tuple[Decimal | None, Decimal | None]:
    """Scores of the whole report: (mean of the declared, mean of the recomputed)."""
    preset = policy.preset(book.info.preset)
    projects = scored_projects(book)
    return (
        mean_score([declared_score(book, project, preset) for project in projects]),
        mean_score([recomputed_score(book, project, preset) for project in projects]),
    )
