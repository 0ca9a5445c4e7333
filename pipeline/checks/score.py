"""Scores (评分) of whole projects and of the report: weights, the declared mean, and what is too good to be true."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.checks.facts import BookFacts, called
from pipeline.checks.row_score import RowFacts
from pipeline.checks.slips import execution_slips
from pipeline.checks.weights import weights_beside_all
from pipeline.model.findings import Finding, rule
from pipeline.model.money import half_up, percent_text, plain, yuan_text
from pipeline.model.policy import policy
from pipeline.model.scoring import (
    FULL_SCORE,
    declared_score,
    execution_points,
    places,
    recomputed_points,
    scored_projects,
    tier_range,
)

if TYPE_CHECKING:
    from pipeline.model.book import Book, Indicator, Project


def _shift(facts: BookFacts, row: Indicator) -> tuple[Decimal, Decimal]:
    """By how much a row's points should be others, least and most, as far as anyone can tell; 0 where they may stay."""
    judged = RowFacts(facts, row)
    faulty = (
        judged.over_weight or judged.score_faults()[0] or judged.undelivered or judged.fraction or judged.out_of_tier()
    )
    if row.points is None or not faulty:
        return Decimal(0), Decimal(0)
    points = recomputed_points(row, facts.preset) if judged.exact is not None else None
    known = (points, points) if points is not None else (Decimal(0), row.weight or row.points)
    least, most = tier_range(row, facts.preset) or known
    return least - row.points, most - row.points


def _means(facts: BookFacts, projects: list[Project], mean: Fraction) -> tuple[Fraction, Fraction]:
    """Least and most mean score once every wrong 得分 is corrected."""
    rows = (row for project in projects for row in facts.book.indicators_of.get(project.number, ()))
    shifts = [_shift(facts, row) for row in rows]
    least, most = (sum((Fraction(shift[side]) for shift in shifts), Fraction(0)) for side in (0, 1))
    return mean + least / len(projects), mean + most / len(projects)


def _mean(facts: BookFacts, projects: list[Project]) -> Fraction | None:
    """Give the plain mean of the declared scores, not rounded."""
    scores = [declared_score(facts.book, project, facts.preset) for project in projects]
    known = [Fraction(score) for score in scores if score is not None]
    return sum(known, Fraction(0)) / len(known) if known and len(known) == len(scores) else None


def _is_mean(declared: Decimal, mean: Fraction, tolerance: Decimal) -> bool:
    """Tell whether 自评得分 is the mean: within the tolerance, or rounded to its own decimals, at least to one.

    A whole number is no licence to round to whole points: 100 for 99.6 would claim full marks.
    """
    return abs(declared - half_up(mean)) <= tolerance or declared == half_up(mean, max(1, places(declared)))


def _follows(facts: BookFacts, projects: list[Project], declared: Decimal, mean: Fraction) -> bool:
    """Tell whether a difference only follows from mistakes that are reported at their own cells."""
    tolerance = facts.preset.tolerance
    strays = Fraction(facts.stray_total("indicators", "points"))
    if strays and _is_mean(declared, mean + strays / len(projects), tolerance):
        return True
    if any(_is_mean(declared, mean + slip / len(projects), tolerance) for slip in execution_slips(facts, projects)):
        return True
    least, most = _means(facts, projects, mean)
    slack = Fraction(tolerance)
    return (least, most) != (mean, mean) and least - slack <= declared <= most + slack


def _comparable(facts: BookFacts, projects: list[Project]) -> bool:
    """Tell whether every scored project can be summed: numbered once, with indicators, and scored by this preset."""
    book = facts.book
    return (
        facts.preset_known
        and weights_beside_all(facts) is None
        and all(project.number in facts.clear and project.number in book.indicators_of for project in projects)
    )


@rule(
    "自评得分与计算不符",
    "critical",
    source="rules 19",
    fix="请核对自评得分；它等于各项目得分（执行率得分加指标得分）的平均数，保留两位小数。",
)
def score_mean(book: Book) -> Iterator[Finding]:
    """自评得分等于各项目得分（执行率得分加指标得分）的平均数，允许相差 0.02。"""
    facts, declared = BookFacts(book), book.info.score
    projects = scored_projects(book)
    if declared is None or not _comparable(facts, projects):
        return
    mean = _mean(facts, projects)
    if mean is None or mean > FULL_SCORE or _is_mean(declared, mean, facts.preset.tolerance):
        return
    if _follows(facts, projects, declared, mean):
        return
    rounded = half_up(mean)
    yield score_mean.at(
        book.info_cell("score"),
        found=f"{plain(declared)} 分",
        expected=f"{plain(rounded)} 分",
        message=f"自评得分填了 {plain(declared)} 分，{len(projects)} 个项目得分的平均数是 {plain(rounded)} 分，"
        f"相差 {plain(abs(declared - rounded))} 分。",
    )


def _is_full(facts: BookFacts, project: Project) -> bool:
    rows = facts.book.indicators_of.get(project.number, ())
    full = all(row.points is not None and row.points == row.weight for row in rows)
    return bool(rows) and full and execution_points(project, facts.preset) == facts.preset.execution


@rule(
    "所有项目都是满分",
    "warning",
    source="rules 24",
    fix="请再核对一遍各项得分；确实都做到了的，在核实说明里写明依据。",
)
def full_marks_everywhere(book: Book) -> Iterator[Finding]:
    """每个项目、每个指标都得满分的自评，通常会被要求说明。"""
    facts, projects = BookFacts(book), scored_projects(book)
    if projects and book.has("info") and all(_is_full(facts, project) for project in projects):
        yield full_marks_everywhere.at(
            book.info_cell("score"),
            found=f"{len(projects)} 个项目全部满分",
            expected="如实评分",
            message=f"{len(projects)} 个项目的执行率和全部指标都是满分，自评可能没有反映问题。",
        )


def _spending(facts: BookFacts) -> Iterator[tuple[Project, tuple[Indicator, ...], int, int]]:
    """Give the projects with indicators whose 支出 and 全年预算 are known, with both; a budget of nothing is none."""
    for project, rows in facts.with_indicators():
        if project.budget and project.spent is not None:
            yield project, rows, project.spent, project.budget


@rule(
    "执行率低而得分高",
    "warning",
    source="rules 25",
    fix="请按评分办法核对这个项目的总分，或写明执行率低的原因。",
)
def score_over_cap(book: Book) -> Iterator[Finding]:
    """评分办法对执行率低的项目规定了总分上限，项目得分不宜超过。"""
    facts = BookFacts(book)
    for project, _, spent, budget in _spending(facts):
        score, rate = declared_score(book, project, facts.preset), Fraction(spent, budget)
        cap = min((most for below, most in facts.preset.caps if rate < Fraction(below)), default=None)
        if cap is not None and score is not None and score > cap:
            yield score_over_cap.at(
                book.cell(project, "spent"),
                found=f"执行率 {percent_text(spent, budget)}，得分 {plain(score)} 分",
                expected=f"不超过 {plain(cap)} 分",
                message=f"{called(project)}的执行率只有 {percent_text(spent, budget)}，"
                f"得分却有 {plain(score)} 分，超过规定的上限 {plain(cap)} 分。",
            )


@rule(
    "几乎没有支出而产出满分",
    "warning",
    source="rules 26",
    fix="请核对支出和产出指标的完成值；钱没有花而事情已经做完的，请写明原因。",
)
def outputs_without_spending(book: Book) -> Iterator[Finding]:
    """几乎没有支出的项目，产出指标不宜都是满分。"""
    facts, least = BookFacts(book), policy().checks.almost_nothing
    for project, rows, spent, budget in _spending(facts):
        outputs = [row for row in rows if row.first == "产出指标" and row.weight]
        little = bool(outputs) and Fraction(spent, budget) < Fraction(least)
        if little and all(row.points == row.weight for row in outputs):
            yield outputs_without_spending.at(
                book.cell(project, "spent"),
                found=f"支出 {yuan_text(spent)} 元，产出指标满分",
                expected="支出与产出相称",
                message=f"{called(project)}的全年预算 {yuan_text(budget)} 元只支出了 {yuan_text(spent)} 元，"
                f"{len(outputs)} 个产出指标却都是满分。",
            )
