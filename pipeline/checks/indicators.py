"""Indicators (绩效指标) of a project taken together: what is missing, repeated or filled in without thought."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.checks.facts import BookFacts, called, folded, listed
from pipeline.checks.row_score import number_of
from pipeline.model.contract import QUALITATIVE, SECOND_LEVELS
from pipeline.model.findings import Finding, rule
from pipeline.model.money import FEN_PER_YUAN, half_up, plain, yuan_text
from pipeline.model.policy import policy

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from pipeline.model.book import Book, Indicator, Project

COUNTED = frozenset({"人", "人次", "名", "户", "户次", "家", "个", "次", "场", "场次", "件", "份", "期"})
OUTPUT_KINDS = ("数量指标", "质量指标", "时效指标", "成本指标")


def _absent(rows: tuple[Indicator, ...], weights: Mapping[str, Decimal]) -> list[str]:
    """Name the levels that the preset asks for and a project lacks; 成本指标 only once, as first or as second level.

    None where a level is blank, unreadable or in the wrong place: that is reported at its own cell.
    """
    if not all(row.first in weights and row.second in SECOND_LEVELS.get(row.first or "", ()) for row in rows):
        return []
    firsts, seconds = {row.first for row in rows}, {row.second for row in rows}
    absent = [level for level in weights if level not in firsts]
    if "产出指标" in firsts:
        kinds = [kind for kind in OUTPUT_KINDS if kind not in weights]
        lacking = [kind for kind in kinds if kind not in seconds]
        absent.extend([f"产出指标下的{'、'.join(lacking)}"] if lacking else [])
    return absent


@rule(
    "缺少应有的指标",
    "warning",
    source="rules 33",
    fix="请补上缺少的指标；确实不适用的，写核实说明。",
)
def indicator_kinds_missing(book: Book) -> Iterator[Finding]:
    """产出指标下一般要有数量、质量、时效、成本指标，并要有效益指标和满意度指标。"""
    facts = BookFacts(book)
    alike: dict[str, list[tuple[Project, Indicator]]] = {}
    strays = any(row.project not in book.by_number for row in book.indicators)
    for project, rows in facts.with_indicators():
        absent = _absent(rows, facts.preset.weights)
        if absent and not strays:
            alike.setdefault("、".join(absent), []).append((project, rows[0]))
    for absent_text, lacking in alike.items():
        yield indicator_kinds_missing.at(
            *(book.cell(row, "first") for _, row in lacking),
            found=f"没有{absent_text}",
            expected="指标种类齐全",
            message=f"{listed([project for project, _ in lacking])}没有{absent_text}。",
        )


@rule(
    "三级指标重复",
    "warning",
    source="rules 34",
    fix="请合并重复的指标，或把三级指标的名称写得有区别。",
)
def third_level_repeated(book: Book) -> Iterator[Finding]:
    """同一个项目的三级指标不重复。"""
    for number, rows in book.indicators_of.items():
        named: dict[str, list[Indicator]] = {}
        project = None if number is None else book.by_number.get(number)
        whose = called(project) if project else f"项目 {number} "
        for row in rows:
            if row.third:
                named.setdefault(folded(row.third), []).append(row)
        for repeated in named.values():
            if len(repeated) > 1:
                yield third_level_repeated.at(
                    *(book.cell(row, "third") for row in reversed(repeated)),
                    found=f"“{repeated[0].third}”出现 {len(repeated)} 次",
                    expected="同一项目的三级指标不重复",
                    message=f"{whose}的三级指标“{repeated[0].third}”出现了 {len(repeated)} 次。",
                )


def _pair(row: Indicator) -> tuple[Decimal, Decimal] | None:
    """Give target and actual of a quantitative row; None where they are no numbers."""
    target, actual = number_of(row.target), number_of(row.actual)
    return None if target is None or actual is None or row.direction == QUALITATIVE else (target, actual)


@rule(
    "指标值和完成值像是占位数字",
    "warning",
    source="rules 42",
    fix="请按实际情况逐项填写指标值和完成值。",
)
def placeholder_pair(book: Book) -> Iterator[Finding]:
    """各项定量指标的指标值和完成值不应是同一对数字，例如 88 和 100。"""
    alike: dict[tuple[Decimal, Decimal], list[Indicator]] = {}
    for rows in book.indicators_of.values():
        measured = [row for row in rows if row.direction and row.direction != QUALITATIVE]
        pairs = {_pair(row) for row in measured}
        pair = pairs.pop() if len(pairs) == 1 else None
        if pair and pair[0] != pair[1] and len(measured) >= policy().checks.placeholder_rows:
            alike.setdefault(pair, []).extend(measured)
    for (target, actual), found in alike.items():
        yield placeholder_pair.at(
            *(book.cell(row, "actual") for row in found),
            found=f"{len(found)} 个指标都是 {plain(target)} 和 {plain(actual)}",
            expected="按实际情况填写",
            message=f"有 {len(found)} 个定量指标的指标值都是 {plain(target)}、完成值都是 {plain(actual)}，"
            "像是占位数字。",
        )


@rule(
    "单位成本不合常理",
    "warning",
    source="rules 14",
    fix="请核对支出、完成值和计量单位，看有没有把万元当成元或多打了数字。",
)
def unit_cost_absurd(book: Book) -> Iterator[Finding]:
    """支出除以完成的人数、户数、次数，得出的单位成本要合乎常理。"""
    limits = policy().checks
    for project, rows in BookFacts(book).with_indicators():
        for row in rows:
            done = number_of(row.actual) if row.second == "数量指标" and folded(row.unit) in COUNTED else None
            if not done or done < 0 or not project.spent or project.spent < 0:
                continue
            cost = Fraction(project.spent) / Fraction(done)
            if limits.unit_cost_least <= cost <= limits.unit_cost_most:
                continue
            each = f"每{row.unit} {plain(half_up(cost / FEN_PER_YUAN, 6))} 元"
            yield unit_cost_absurd.at(
                book.cell(row, "actual"),
                book.cell(project, "spent"),
                found=each,
                expected="合乎常理的单位成本",
                message=f"支出 {yuan_text(project.spent)} 元除以“{row.third}”的完成值 {plain(done)}，"
                f"合{each}，不合常理。",
            )
