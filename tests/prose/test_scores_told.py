"""A score or a grade that the text tells is the one of 基本信息, or of the project that its paragraph is about."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from pipeline.checks.prose import read_prose
from tests.prose_support import book, indicator, project

if TYPE_CHECKING:
    from pipeline.model.findings import Finding

HERE, INFO = "报告正文!C4", "prose-declared"


def judged(text: str, section: str = "四.3", number: int | None = None, score: str = "96.83") -> list[Finding]:
    """Judge a text; project 1 has 10 points of execution and 85.5 of its indicators."""
    listed = [project(1, "社区治理专项经费", "300000", short="社区治理"), project(2, "职工食堂补助经费", "800000")]
    rows = [
        indicator(2, 1, "培训", "10", "9.5", "场", points=Decimal("85.5"), reason="雨天"),
        indicator(3, 2, "就餐", "10", "10", "人"),
    ]
    texts = [("三", 1, "社区治理专项经费已使用。"), ("三", 2, "职工食堂补助经费已使用。"), (section, number, text)]
    findings, _ = read_prose(book(listed, texts, rows, score=Decimal(score)))
    return [it for it in findings if it.rule.id in {INFO, "prose-grade"}]


def told(text: str, section: str = "四.3", number: int | None = None, score: str = "96.83") -> set[tuple[str, str]]:
    """Give rule and first cell of what is said of a text."""
    return {(it.rule.id, it.cells[0].address) for it in judged(text, section, number, score)}


@pytest.mark.parametrize("section", ["三", "四.1", "四.4", "五", "六"])
@pytest.mark.parametrize(
    "text",
    [
        "自评得分为97.83分。",
        "2023年度自评得分89分，总体较好。",
        "各项目自评平均得分69.83分。",
        "两个项目自评得分分别为95.5分、100分，平均99.83分。",
    ],
)
def test_another_score_than_the_declared_one_is_critical_in_every_section(text: str, section: str) -> None:
    """Reports tell it where they tell how the evaluation went, not only in their first part."""
    assert told(text, section) == {(INFO, HERE)}


@pytest.mark.parametrize(
    "text",
    [
        "自评得分为96.83分。",
        "项目决策分值20分，自评得分19分。",
        "产出指标自评得分48.6分。",
        "上年度自评得分为95分。",
        "2022年自评得分95分。",
        "第三方复评，自评得分核减为90分。",
        "社区治理项目自评得分95.5分。",
        "其中社区治理自评得分95.5分。",
    ],
)
def test_scores_of_parts_of_other_years_and_of_projects_are_left_alone(text: str) -> None:
    """What is scored is not the report."""
    assert told(text) == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("社区治理自评得分95.5分。", set()),
        ("社区治理自评得95.5分。", set()),
        ("社区治理自评得95.48分。", set()),
        ("社区治理自评得95.4分。", {(INFO, HERE)}),
        ("项目得分95.5分。", set()),
        ("自评得分为93.5分。", {(INFO, HERE)}),
        ("本项目自评综合得分99.5分。", {(INFO, HERE)}),
        ("群众满意度测评得分93.5分。", set()),
        ("质量指标得分14分。", set()),
        ("职工食堂补助经费项目得分100分。", set()),
        ("职工食堂补助经费完成较好，自评得分100分。", set()),
        ("社区治理自评得分98.5分。", {(INFO, HERE)}),
        ("社区治理专项经费完成较好，自评得分98.5分。", {(INFO, HERE)}),
    ],
)
def test_a_projects_score_is_held_to_its_points(text: str, found: set[tuple[str, str]]) -> None:
    """Execution points plus the points of its indicators; what a survey or one kind of indicator got is another."""
    assert told(text, "三", 1) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("社区治理项目自评得分98.5分。", {(INFO, HERE)}),
        ("社区治理专项经费已完成，职工食堂补助经费自评得分95.5分。", {(INFO, HERE)}),
        ("社区治理专项经费已完成，职工食堂补助经费自评得分100分。", set()),
        ("2022年为95分，2023年自评得分97.83分。", {(INFO, HERE)}),
        ("评比中社区治理98.5分，职工食堂补助经费99分。", set()),
        ("社区治理98.5分，职工食堂补助经费99分。", set()),
        ("自评中社区治理扣分后余40分。", set()),
        ("经自评，社区治理40分，职工食堂补助经费50分。", set()),
        ("自评社区治理95.5分，惠及1200人，职工食堂补助经费100分，平均98.83分。", {(INFO, HERE)}),
        ("自评社区治理95.5分，惠及1200人，职工食堂补助经费100分，平均96.83分。", set()),
        ("2023年完成全部项目，2022年自评得分95分。", set()),
    ],
)
def test_a_score_is_of_the_project_and_the_year_that_are_named_last_before_it(
    text: str, found: set[tuple[str, str]]
) -> None:
    """Whatever words the project's name is made of: 社区 in it does not make the score another's."""
    assert told(text) == found


@pytest.mark.parametrize(
    ("text", "section", "number", "cells"),
    [
        ("自评得分为97.83分。", "四.3", None, ["C4", "B9"]),
        ("自评等级为良。", "四.3", None, ["C4", "B9"]),
        ("自评得分为98.5分。", "三", 1, ["C4", "J2"]),
    ],
)
def test_a_wrong_score_is_told_with_the_cells_it_contradicts(
    text: str, section: str, number: int | None, cells: list[str]
) -> None:
    """自评得分 for the report's, the points of its indicators for a project's."""
    assert [cell.ref for cell in judged(text, section, number)[0].cells] == cells


@pytest.mark.parametrize(
    ("text", "section", "number", "found"),
    [
        ("社区治理95.5分，职工食堂补助经费100分，平均97.75分。", "四.1", None, set()),
        ("社区治理得92.5分，职工食堂补助经费得100分，平均97.75分。", "四.1", None, {(INFO, HERE)}),
        ("社区治理95.5分，职工食堂补助经费100分，算术平均79.75分。", "四.1", None, {(INFO, HERE)}),
        ("2个项目平均得97.57分。", "四.1", None, {(INFO, HERE)}),
        ("3个项目平均得97.57分。", "四.1", None, set()),
        ("社区治理满意度测评92.5分，职工食堂补助经费98分，平均95.25分。", "四.1", None, set()),
        ("三次抽查分别得92.5分、95分和96分，平均94.5分。", "四.1", None, set()),
        ("社区治理95.2分，自评等级为优。", "三", 1, {(INFO, HERE)}),
    ],
)
def test_scores_told_in_a_row_are_those_of_the_projects_and_their_mean(
    text: str, section: str, number: int | None, found: set[tuple[str, str]]
) -> None:
    """Each stands right behind its project's name; what a survey or an inspection gave is another."""
    assert told(text, section, number) == found


def test_a_score_of_one_of_two_projects_of_a_name_is_held_to_neither() -> None:
    """Nothing says which of them is meant."""
    listed = [project(1, "社区治理专项经费", "300000"), project(2, "社区治理专项经费", "800000", funding="其他资金")]
    rows = [
        indicator(2, 1, "培训", "10", "9.5", "场", points=Decimal("85.5")),
        indicator(3, 2, "就餐", "10", "10", "人"),
    ]
    made = book(listed, [("四.3", None, "社区治理专项经费自评得分98.5分。")], rows, score=Decimal("97.75"))
    assert [it.rule.id for it in read_prose(made)[0] if it.rule.id == INFO] == []


def test_a_grade_that_is_aimed_at_is_no_grade_that_was_got() -> None:
    """绩效目标 may want 良 where 优 was reached."""
    listed = [project(1, "职工食堂补助经费", "800000", goal="年度绩效评价等级为良。", outcome="年度绩效评价等级为优。")]
    made = book(listed, [], [indicator(2, 1, "就餐", "10", "10", "人")], score=Decimal(100))
    assert [it.rule.id for it in read_prose(made)[0] if it.rule.id == "prose-grade"] == []


def test_whoever_writes_the_true_mean_is_not_accused_of_a_wrong_declared_score() -> None:
    """96.83 is the mistake then, and told as such; the mean of 95.5 and 100 is right."""
    assert told("自评得分为97.75分。") == set()


@pytest.mark.parametrize(
    ("text", "section", "number", "found"),
    [
        ("自评得分96.83分，等级为良。", "四.3", None, {("prose-grade", HERE)}),
        ("绩效自评结果为“中”。", "五", None, {("prose-grade", HERE)}),
        ("综合得分96.83分，等级为良。", "六", None, {("prose-grade", HERE)}),
        ("安全考核综合得分88分，等级为良。", "六", None, set()),
        ("自评等级：优秀。", "四.3", None, set()),
        ("自评得分96.83分，评价等级为“优”等次。", "四.3", None, set()),
        ("本项目自评等级为良好。", "三", 1, {("prose-grade", HERE)}),
        ("本项目自评等级为优。", "三", 1, set()),
        ("工程验收等级为良。", "三", 1, set()),
        ("上年自评结果为良。", "四.3", None, set()),
        ("其中社区治理自评等级为良。", "四.3", None, set()),
        ("社区治理专项经费自评等级为良。", "四.3", None, set()),
        ("社区治理专项经费自评等级为良。", "三", 1, {("prose-grade", HERE)}),
        ("河道水体等级为良，较上年提高。", "四.3", None, set()),
        ("绩效评价等级为中。", "四.3", None, {("prose-grade", HERE)}),
        ("工程验收等级为良。自评等级为优。自评等级为良。", "四.3", None, {("prose-grade", HERE)}),
        ("职工食堂补助经费自评等级为良。本项目自评等级为良。", "三", 1, {("prose-grade", HERE)}),
        ("绩效评价结果为优化预算安排提供依据。", "六", None, set()),
        ("绩效自评结果良好，成效明显。", "六", None, set()),
    ],
)
def test_a_grade_is_the_one_that_the_policy_gives_its_score(
    text: str, section: str, number: int | None, found: set[tuple[str, str]]
) -> None:
    """A warning, since places draw the lines differently; words of praise are no grade."""
    assert told(text, section, number) == found
