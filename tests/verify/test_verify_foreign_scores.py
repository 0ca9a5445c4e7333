"""What the text of a foreign report says of scores is held against its scoring table."""

from __future__ import annotations

import pytest

from pipeline.verify.foreign.alone import hold_alone
from pipeline.verify.reading.blocks import Block, Text
from tests.verify_support import Found, critical, tables

DIFFERS = "report-score-differs"
TABLE = """
    | 一级指标 | 分值 | {points} |
    | 决策     | 20   | 19     |
    | 过程     | 20   | 18.5   |
    | 产出     | 30   | 29     |
    | 效益     | 30   | 28     |
    | 合计     | 100  | 94.5   |
"""


def _found(*texts: str, points: str = "得分", table: str = TABLE) -> Found:
    blocks = [Block((Text(text, f"第{at}段"),)) for at, text in enumerate(texts, start=1)]
    return critical(hold_alone([*blocks, *tables(table.format(points=points))], "评价报告.docx"))


@pytest.mark.parametrize(
    "text",
    [
        "综合得分95.4分，评价等级为“优”。",
        "经综合评价，该项目总得分为95.4分。",
        "项目自评得分96分。",
        "其中，决策指标得分19分，过程指标得分15.8分，产出指标得分29分，效益指标得分28分。",
        "决策类指标满分20分，得分18分。",
        "效益（30分）：效益指标得分29分。",
        "效益（30分），得29分。",
    ],
)
def test_a_score_that_is_not_the_tables_is_found(text: str) -> None:
    """The total, whoever gave it, and the score of one thing."""
    assert _found(text) == [(DIFFERS, "第1段")]


@pytest.mark.parametrize(
    "text",
    [
        "综合得分94.5分，评价等级为“优”。",
        "项目自评得分94.50分，取整为95分。",
        "综合得分为94分以上的，评为优。",
        "上年综合得分95.4分，本年94.5分。",
        "各项目平均综合得分95.4分。",
        "综合得分95.4分的是甲项目，本项目综合得分94.5分。",
        "决策指标权重20分，得分19分，过程指标得分18.5分。",
        "决策指标目标得分20分。",
        "过程严谨，共扣1.5分，得18.5分。",
        "实施过程得5分，过程得18.5分。",
        "直接效益得12分。",
    ],
)
def test_true_scores_and_those_of_others_are_left_alone(text: str) -> None:
    """Another year, a mean, a limit, a goal; two totals may be those of two things."""
    assert _found(text) == []


def test_the_offices_own_score_is_not_held_against_the_judges_table() -> None:
    """自评得分 is one thing, 评价得分 another."""
    assert _found("自评得分98分。", points="评价得分") == []
    assert _found("综合评价得分98分。", points="评价得分") == [(DIFFERS, "第1段")]
    assert _found("评价得分98分。", points="自评得分") == []


def test_two_scoring_tables_and_tables_that_are_none_say_nothing() -> None:
    """Nobody says which of two is meant; weights that make no hundred are no scores of a whole."""
    assert _found("综合得分95.4分。", table=TABLE + "\n" + TABLE.replace("一级指标", "指标")) == []
    assert _found("综合得分95.4分。", table=TABLE.replace("100 ", "120 ").replace("| 30   | 28", "| 50   | 28")) == []
