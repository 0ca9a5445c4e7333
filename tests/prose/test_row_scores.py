"""What the text says that an indicator is worth, got or lost is what its row says."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.checks.prose import read_prose
from tests.prose_support import book, indicator, project

HERE, WHY = "报告正文!C2", "绩效指标!K2"


def _told(text: str, number: int | None = 1, reason: str = "雨天", section: str = "三", points: str = "18") -> set[str]:
    """Give the cells accused; 外出培训人次 got 18 of 20 points, 参训教师满意度 9.5 of 10."""
    listed = [project(1, "教师培训经费", "300000", short="教师培训"), project(2, "职工食堂补助经费", "800000")]
    rows = [
        indicator(2, 1, "外出培训人次", "60", "54", "人次", points=Decimal(points), reason=reason),
        indicator(3, 1, "参训教师满意度", "90", "85.5", "%", points=Decimal("9.5"), reason="样本少"),
        indicator(4, 2, "就餐及时率", "100", "100", "%", points=Decimal(20)),
    ]
    weights = (Decimal(20), Decimal(10), Decimal(20))
    rows = [replace(row, weight=weight) for row, weight in zip(rows, weights, strict=True)]
    findings, _ = read_prose(book(listed, [(section, number, text)], rows))
    return {it.cells[0].address for it in findings if it.rule.id == "prose-declared"}


@pytest.mark.parametrize("number", [1, None])
@pytest.mark.parametrize(
    "text",
    [
        "外出培训人次得13.5分。",
        "外出培训人次目标60人次，实际54人次，得13.5分。",
        "“外出培训人次”指标分值20分，自评得分17.5分。",
        "外出培训人次完成54人次，得分为17分。",
        "外出培训人次分值为15分，得18分。",
        "外出培训人次没有完成，扣1.5分。",
        "参训教师满意度满分10分，得9.5分，扣1.5分。",
        "教师培训中，参训教师满意度扣2分。",
        "参训教师满意度得9.5分，外出培训人次得16分。",
    ],
)
def test_another_number_of_points_than_the_rows_is_critical(text: str, number: int | None) -> None:
    """In a paragraph of the project and in one of no project, where the name is nobody else's."""
    assert _told(text, number) == {HERE}


@pytest.mark.parametrize("number", [1, None])
@pytest.mark.parametrize(
    "text",
    [
        "外出培训人次得18分，参训教师满意度得9.5分。",
        "外出培训人次分值20分，得分18分，扣2分。",
        "外出培训人次满分20分，得18分。",
        "外出培训人次、参训教师满意度分别得18分、9.5分。",
        "外出培训人次、参训教师满意度两项指标得27.5分。",
        "参训教师满意度测评得9.2分。",
        "参训教师满意度问卷平均得分85.5分。",
        "参训教师满意度上年得9分。",
        "外出培训人次每少一人次扣0.5分。",
        "外出培训人次等2项指标扣2.5分。",
        "外出培训人次达标，产出指标得45分。",
        "外出培训人次最多得20分。",
        "外出培训人次完成54人次。项目得分97.5分。",
        "外出培训人次按规定扣分标准扣5分。",
    ],
)
def test_points_of_others_of_rules_and_of_surveys_are_left_alone(text: str, number: int | None) -> None:
    """And those that the row says."""
    assert _told(text, number) == set()


@pytest.mark.parametrize(
    ("reason", "found"),
    [
        ("两期培训改为线上，扣1.5分，下年提前申报。", {WHY}),
        ("两期培训改为线上，扣2分，下年提前申报。", set()),
        ("按完成比例得18分。", set()),
        ("按完成比例得17分。", {WHY}),
        ("因疫情扣1分，因雨天扣1分。", set()),
        ("每少一人次扣0.5分。", set()),
        ("参训教师满意度低，已整改。", set()),
    ],
)
def test_a_reason_speaks_of_its_own_row(reason: str, found: set[str]) -> None:
    """Where it tells one number of points."""
    assert _told("教师培训已开展。", 1, reason) == found


def test_points_taken_beyond_the_formula_may_be_told_alone() -> None:
    """54 of 60 earn 18 of 20; 17 were given, one taken for strictness."""
    assert _told("教师培训已开展。", reason="按从严原则扣减1分。", points="17") == set()
    assert _told("教师培训已开展。", reason="按从严原则扣减2分。", points="17") == set()
    assert _told("教师培训已开展。", reason="按从严原则扣减1.5分。", points="17") == {WHY}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("本项目执行率93.75%，得9.38分。", False),
        ("本项目执行率93.75%，得9.83分。", True),
        ("全年预算执行率为93.75%，扣0.62分。", False),
        ("全年预算执行率为93.75%，扣0.26分。", True),
        ("本项目执行率93.75%，得10分。", False),
        ("本项目执行率93.75%，得8分，参训教师满意度得9.5分。", False),
    ],
)
def test_points_of_the_execution_rate_one_digit_off_are_told(text: str, *, wrong: bool) -> None:
    """Ten times the rate; where a place gives them by steps, 10分 and 8分 are no slips."""
    listed = project(1, "教师培训经费", "300000", "320000")
    findings, _ = read_prose(book([listed], [("三", 1, text)]))
    assert {it.cells[0].address for it in findings if it.rule.id == "prose-declared"} == ({HERE} if wrong else set())
