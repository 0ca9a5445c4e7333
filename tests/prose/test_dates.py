"""Days of completion and how much earlier they were than planned are those of the indicator whose cells are days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.model.rows import Measure
from tests.prose_support import book, indicator, project, raised


def told(text: str, number: int | None = 1, *more: tuple[int, int]) -> set[str]:
    """Give the rules raised of a text about what was to be done by September 30 and was done on September 12."""
    listed = [project(1, "冷链设备购置", "874200", "920000"), project(2, "应急消防能力提升项目", "924000")]
    days = [(30, 12), *more]
    rows = [
        replace(
            indicator(at, 1, "完成时间", "1", "1", ""),
            target=Measure("", None, date(2023, 9, target)),
            actual=Measure("", None, date(2023, 9, actual)),
        )
        for at, (target, actual) in enumerate(days, start=2)
    ]
    found = raised(book(listed, [("三", number, text)], rows))
    return {rule for rule, where in found if where == "报告正文!C2"} & {"prose-near", "prose-span"}


@pytest.mark.parametrize(
    "text",
    [
        "设备于9月21日通过验收。",
        "设备于8月12日完成安装。",
        "设备于2023年9月13日全部验收。",
        "设备于9月12日通过验收，比计划提前28天。",
        "9月12日完工，提前十天。",
    ],
)
def test_another_day_or_another_number_of_days_is_reminded_of(text: str) -> None:
    """One digit off, or not what lies between target and result."""
    assert told(text) == {"prose-near"}


@pytest.mark.parametrize(
    "text",
    [
        "设备于9月12日通过验收，比计划提前18天。",
        "设备于9月12日通过验收，比计划提前17天。",
        "设备计划9月30日前完成，9月12日完成。",
        "设备于9月12日通过验收，比合同约定提前28天。",
        "设备于6月5日完成招标，9月12日通过验收。",
        "8月12日完成招标，8月25日签订合同。",
        "第一批9月11日完成，第二批9月12日完成。",
        "原定9月22日完成的培训改在线上。",
        "9月12日完工，工期提前，9月18日启用。",
        "提前3个月启动征迁，9月12日完成。",
    ],
)
def test_the_right_day_and_days_of_something_else_are_left_alone(text: str) -> None:
    """Two days of completion in a paragraph are two things."""
    assert told(text) == set()


def test_nothing_is_said_where_two_indicators_have_days_or_the_paragraph_no_project() -> None:
    """Nobody knows which is meant."""
    assert told("设备于9月21日通过验收。", 1, (25, 20)) == set()
    assert told("设备于9月21日通过验收。", None) == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("7月11日开工，10月20日验收，工期102天。", set()),
        ("7月11日开工，10月20日验收，工期120天。", {"prose-span"}),
        ("5月6日进场，8月26日竣工，比合同约定的8月31日提前5天，实际工期113天。", set()),
        ("5月6日进场，8月26日竣工，比合同约定的8月31日提前5天，实际工期131天。", {"prose-span"}),
        ("7月11日开工，10月20日验收，合同工期120天。", set()),
    ],
)
def test_a_time_of_work_is_that_of_its_days(text: str, found: set[str]) -> None:
    """First to last day, also beside a third one; what was agreed on is another."""
    assert told(text, 2) == found
