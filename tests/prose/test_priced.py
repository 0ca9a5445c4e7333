"""A price and the total beside it are held against the counts that the paragraph and the indicators tell."""

from __future__ import annotations

import pytest

from tests.prose_support import book, indicator, project, raised


def told(text: str, number: int | None = 1) -> set[str]:
    """Give the rules raised of a text; 1836 trees were planted of 1800, 193 people looked after of 200."""
    listed = [project(1, "行道树补植与供养", "2084400", "2160000"), project(2, "应急消防能力提升项目", "924000")]
    rows = [
        indicator(2, 1, "补植行道树株数", "1800", "1836", "株"),
        indicator(3, 1, "供养人数", "180", "193", "人"),
        indicator(4, 2, "就餐人次", "100", "100", "人次"),
    ]
    return {rule for rule, where in raised(book(listed, [("三", number, text)], rows)) if where == "报告正文!C2"}


@pytest.mark.parametrize(
    "text",
    [
        "补植每株220元，计40.329万元。",
        "补植每株202元，计40.392万元；工具购置4,320元。",
        "补植每株220元，计40.392元。",
        "补植费403,920元，按每株230元计。",
        "补植按每株220元结算，支出40.492万元。",
        "生活费支出208.44万元，每人每月950元。",
    ],
)
def test_one_wrong_digit_of_price_or_total_is_reminded_of(text: str) -> None:
    """The count stands in the cells alone."""
    assert "prose-slip" in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "补植每株220元，计40.392万元。",
        "补植每株220元，计39.6万元。",
        "补植每株220元，计38.5万元。",
        "补植每株220元，另付运费，计40.329万元。",
        "补植每株最高220元，计40.329万元。",
        "补植每株220元，比上年节约40.329万元。",
        "补植每株220元，中标合同40.329万元。",
        "按每人每月900元标准供养193人，支出208.44万元。",
        "每人每月900元，支出156.33万元。",
        "平均每株220.1元，支出40.41万元。",
        "慰问品每份220元，计40.329万元。",
    ],
)
def test_what_some_count_makes_and_prices_of_other_things_are_left_alone(text: str) -> None:
    """Result or target, whole years or some months of one, means that are rounded, and what adds something else."""
    assert "prose-slip" not in told(text)


def test_a_paragraph_of_no_project_has_no_cells_to_count_on() -> None:
    """Nobody says whose they are."""
    assert "prose-slip" not in told("补植每株220元，计40.329万元。", None)
