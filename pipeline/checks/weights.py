"""Weights (分值): every project has indicators, and they leave room for the execution rate."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.checks.facts import BookFacts, called, listed
from pipeline.model.findings import Finding, rule
from pipeline.model.money import plain
from pipeline.model.policy import policy
from pipeline.model.scoring import FULL_SCORE, scored_projects

if TYPE_CHECKING:
    from pipeline.model.book import Book, Indicator, Project

EXECUTION_NAME = "预算执行率"


@rule(
    "项目没有绩效指标",
    "critical",
    source="rules 17",
    fix="请在绩效指标表里补填这些项目的指标。",
)
def project_without_indicators(book: Book) -> Iterator[Finding]:
    """项目清单里的每个项目都要有绩效指标；预算和支出都为零的除外。"""
    facts = BookFacts(book)
    expected = FULL_SCORE - facts.preset.execution
    scored = {project.row for project in scored_projects(book)}
    bare = [
        project for number, project in facts.clear.items() if number not in book.indicators_of and project.row in scored
    ]
    if not bare or not book.indicators or "project" not in book.places["indicators"].columns:
        return
    if facts.stray_total("indicators", "weight") == expected * len(bare):
        return
    yield project_without_indicators.at(
        *(book.cell(project, "number") for project in bare),
        found="没有绩效指标",
        expected=f"分值合计 {plain(expected)} 分的绩效指标",
        message=f"{listed(bare)}没有绩效指标。",
    )


def _weights(rows: tuple[Indicator, ...]) -> Decimal | None:
    weights = [row.weight for row in rows]
    known = [weight for weight in weights if weight is not None]
    return sum(known, Decimal(0)) if len(known) == len(weights) else None


def _is_off(facts: BookFacts, total: Decimal | None) -> bool:
    """Tell whether weights come to another sum than they should, and not for want of rows that are said elsewhere."""
    if total is None or not facts.preset_known:
        return False
    missing = FULL_SCORE - facts.preset.execution - total
    return missing != 0 and missing not in facts.strays("indicators", "weight")


def weights_beside_all(facts: BookFacts) -> Decimal | None:
    """Give the sum that the weights of every project come to, where it is one and wrong: they have one cause."""
    sums = [_weights(rows) for _, rows in facts.with_indicators()]
    alike = len(sums) > 1 and len(set(sums)) == 1
    return sums[0] if alike and _is_off(facts, sums[0]) else None


def _why(facts: BookFacts, rows: tuple[Indicator, ...], total: Decimal) -> str:
    """Guess how a sum came about: another preset's, or no room for the execution rate."""
    others = [name for name, preset in policy().presets.items() if FULL_SCORE - preset.execution == total]
    if others and facts.preset.name not in others:
        return f"，与评分办法 {others[0]} 相符，可能选错了评分办法"
    if total != FULL_SCORE:
        return ""
    typed = [row.third for row in rows if row.third and EXECUTION_NAME in row.third]
    return f"，“{typed[0]}”由程序计算，不用填成指标" if typed else "，可能忘了给预算执行率留分"


@rule(
    "分值合计不符",
    "critical",
    source="rules 17",
    fix="请调整各指标的分值，使它们加上预算执行率的分值正好 100 分。",
)
def weights_sum(book: Book) -> Iterator[Finding]:
    """一个项目各指标的分值之和，加上预算执行率的分值，正好 100 分。"""
    facts = BookFacts(book)
    expected, execution = FULL_SCORE - facts.preset.execution, plain(facts.preset.execution)
    should = f"{plain(expected)}（另有预算执行率 {execution} 分）"
    common, projects = weights_beside_all(facts), list(facts.with_indicators())
    if common is not None:
        yield weights_sum.at(
            *(book.cell(rows[0], "weight") for _, rows in projects),
            found=f"分值合计 {plain(common)}",
            expected=should,
            message=f"{len(projects)} 个项目各指标的分值合计都是 {plain(common)} 分，应为 {plain(expected)} 分"
            f"{_why(facts, projects[0][1], common)}。",
            fix=f"请核对基本信息里的评分办法；没有选错的，{weights_sum.fix}",
        )
        return
    for project, rows in projects:
        total = _weights(rows)
        if total is not None and _is_off(facts, total):
            yield weights_sum.at(
                *(book.cell(row, "weight") for row in rows),
                found=f"分值合计 {plain(total)}",
                expected=should,
                message=f"{called(project)}各指标的分值合计 {plain(total)} 分，应为 {plain(expected)} 分，"
                f"相差 {plain(abs(total - expected))} 分{_why(facts, rows, total)}。",
            )


def _levels(rows: tuple[Indicator, ...]) -> dict[str, Decimal]:
    levels: dict[str, Decimal] = {}
    for row in rows:
        levels[row.first or ""] = levels.get(row.first or "", Decimal(0)) + (row.weight or Decimal(0))
    return levels


@rule(
    "一级指标权重与评分办法不同",
    "warning",
    source="rules 17",
    fix="请核对各一级指标的分值；当地另有规定的，在基本信息里选用相应的评分办法，或写核实说明。",
)
def level_weights(book: Book) -> Iterator[Finding]:
    """各一级指标的分值合计与所选评分办法的权重相同。"""
    facts = BookFacts(book)
    expected = dict(facts.preset.weights)
    alike: dict[str, list[tuple[Project, Indicator]]] = {}
    for project, rows in facts.with_indicators():
        levels = _levels(rows)
        whole = _weights(rows) == FULL_SCORE - facts.preset.execution and set(levels) <= set(expected)
        off = [
            f"{level} {plain(levels.get(level, Decimal(0)))} 分（应为 {plain(weight)} 分）"
            for level, weight in expected.items()
            if levels.get(level, Decimal(0)) != weight
        ]
        if whole and off and facts.preset_known:
            alike.setdefault("、".join(off), []).append((project, rows[0]))
    for off_text, projects in alike.items():
        yield level_weights.at(
            *(book.cell(row, "weight") for _, row in projects),
            found=off_text,
            expected="、".join(f"{level} {plain(weight)} 分" for level, weight in expected.items()),
            message=f"{listed([project for project, _ in projects])}的一级指标权重与评分办法 {facts.preset.name}"
            f"（{facts.preset.source}）不同：{off_text}。",
        )
