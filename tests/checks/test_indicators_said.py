"""What the checks of weights and of indicators taken together say, to the word, and what they leave alone."""

from __future__ import annotations

import pytest

from pipeline.checks.run_checks import book_rules, run_rule
from pipeline.model.policy import policy
from tests.books_support import sound_book

S = "绩效指标!"
MEASURED = (2, 3, 4, 5, 7)  # the rows of the first project that have a number


def _said(rule_id: str, changes: dict[str, str]) -> list[tuple[list[str], str]]:
    (rule,) = (it for it in book_rules() if it.id == rule_id)
    return [([cell.address for cell in it.cells], it.message) for it in run_rule(rule, sound_book(changes))]


def _column(letter: str, *rows: int) -> list[str]:
    return [f"{S}{letter}{row}" for row in rows]


def _pair(target: str, actual: str, *rows: int) -> dict[str, str]:
    return {f"{S}{letter}{row}": value for row in rows for letter, value in (("F", target), ("H", actual))}


@pytest.mark.parametrize(
    ("rule", "changes", "cells", "message"),
    [
        (
            "indicator-kinds-missing",
            {S + "C4": "质量指标", S + "C10": "数量指标"},
            *(_column("B", 2, 8), "“沟渠保洁经费”、“文化活动经费”没有产出指标下的时效指标。"),
        ),
        (
            "indicator-kinds-missing",
            {S + "B7": "效益指标", S + "C7": "社会效益指标", S + "C3": "数量指标", S + "C4": "数量指标"},
            *(_column("B", 2), "“沟渠保洁经费”没有满意度指标、产出指标下的质量指标、时效指标。"),
        ),
        (
            "third-level-repeated",
            {S + "D3": "保洁 沟渠条数", S + "D4": "保洁沟渠条数"},
            *(_column("D", 4, 3, 2), "“沟渠保洁经费”的三级指标“保洁沟渠条数”出现了 3 次。"),
        ),
        (
            "third-level-repeated",
            {S + "A2": "9", S + "A3": "9", S + "D3": "保洁沟渠条数"},
            *(_column("D", 3, 2), "项目 9 的三级指标“保洁沟渠条数”出现了 2 次。"),
        ),
        (
            "placeholder-pair",
            _pair("88", "100", *MEASURED),
            *(_column("H", *MEASURED), "有 5 个定量指标的指标值都是 88、完成值都是 100，像是占位数字。"),
        ),
        (
            "placeholder-pair",
            _pair("88", "100", *MEASURED, *range(8, 14)),
            _column("H", *MEASURED, *range(8, 14)),
            "有 11 个定量指标的指标值都是 88、完成值都是 100，像是占位数字。",
        ),
        (
            "unit-cost-absurd",
            {S + "G8": "场", "项目清单!H3": "99,999,999,999"},
            [S + "H8", "项目清单!H3"],
            "支出 99,999,999,999.00 元除以“活动场次”的完成值 9，合每场 11111111111 元，不合常理。",
        ),
        (
            "weights-sum",
            {S + "I2": "14.5"},
            *(_column("I", *range(2, 8)), "“沟渠保洁经费”各指标的分值合计 89.5 分，应为 90 分，相差 0.5 分。"),
        ),
        (
            "weights-sum",
            {S + "I8": "25"},
            _column("I", *range(8, 14)),
            "“文化活动经费”各指标的分值合计 100 分，应为 90 分，相差 10 分，可能忘了给预算执行率留分。",
        ),
        (
            "weights-sum",
            {S + "I2": "25", S + "I8": "25"},
            *(_column("I", 2, 8), "2 个项目各指标的分值合计都是 100 分，应为 90 分，可能忘了给预算执行率留分。"),
        ),
        (
            "level-weights",
            {S + "I5": "5", S + "I6": "35", S + "I11": "5", S + "I12": "35"},
            _column("I", 2, 8),
            (
                "“沟渠保洁经费”、“文化活动经费”的一级指标权重与评分办法 mof-2020（财预〔2020〕10号）不同："
                "产出指标 45 分（应为 50 分）、效益指标 35 分（应为 30 分）。"
            ),
        ),
        (
            "project-without-indicators",
            {f"{S}{letter}{row}": "" for row in range(8, 14) for letter in "ABCDEFGHIJKL"},
            *(["项目清单!A3"], "“文化活动经费”没有绩效指标。"),
        ),
        (
            "project-without-indicators",
            {f"{S}A{row}": "9" for row in range(2, 14)} | {S + "I2": "16", "项目清单!A2": "2", "项目清单!A3": "1"},
            *(["项目清单!A2", "项目清单!A3"], "“沟渠保洁经费”、“文化活动经费”没有绩效指标。"),
        ),
    ],
)
def test_what_is_wrong_is_said_once_with_all_its_cells(
    rule: str, changes: dict[str, str], cells: list[str], message: str
) -> None:
    """Of one project, or of several that share it."""
    assert _said(rule, changes) == [(cells, message)]


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("indicator-kinds-missing", {S + "B7": "?"}),
        ("indicator-kinds-missing", {S + "C7": "?"}),
        ("indicator-kinds-missing", {S + "A4": "9"}),
        ("third-level-repeated", {S + "D8": "保洁沟渠条数"}),
        ("third-level-repeated", {S + "D2": "", S + "D3": ""}),
        ("placeholder-pair", _pair("88", "88", *MEASURED)),
        ("placeholder-pair", _pair("88", "100", *MEASURED) | {S + "H7": "99"}),
        ("placeholder-pair", _pair("88", "100", *MEASURED) | {S + "H7": "多数满意"}),
        ("unit-cost-absurd", {S + "G2": "户", S + "H2": "0"}),
        ("unit-cost-absurd", {S + "G2": "户", S + "H2": "-1"}),
        ("unit-cost-absurd", {S + "G2": "条", S + "H2": "9600001"}),
        ("unit-cost-absurd", {S + "G2": "户", S + "H2": "9600001", "项目清单!H2": ""}),
        ("weights-sum", {S + "I2": "?"}),
        ("weights-sum", {S + "A2": "9"}),
        ("level-weights", {S + "I5": "5"}),
        ("level-weights", {S + "I5": "?", S + "I6": "40"}),
        ("project-without-indicators", {f"{S}A{row}": "9" for row in range(8, 14)}),
        ("project-without-indicators", {f"{S}A{row}": "9" for row in range(2, 14)}),
        (
            "project-without-indicators",
            {"项目清单!G3": "0", "项目清单!H3": "0"} | {f"{S}A{row}": "1" for row in range(8, 14)},
        ),
    ],
)
def test_what_was_said_elsewhere_or_proves_nothing_is_left_alone(rule: str, changes: dict[str, str]) -> None:
    """Unread levels and weights, rows of an unknown project, blank names, other units, projects that did nothing."""
    assert _said(rule, changes) == []


@pytest.mark.parametrize("fewer", [0, 1])
def test_a_pair_is_a_placeholder_from_so_many_rows_on(fewer: int) -> None:
    """As the policy says; one row less may be chance."""
    rows = MEASURED[: policy().checks.placeholder_rows - fewer]
    wordy = {f"{S}E{row}": "定性" for row in MEASURED if row not in rows}
    assert bool(_said("placeholder-pair", _pair("88", "100", *rows) | wordy)) is (fewer == 0)
