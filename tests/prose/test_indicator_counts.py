"""How many indicators a text says there are, of a kind, reached or missed, is counted in 绩效指标."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.prose_support import book, indicator, project, raised


def told(text: str, section: str = "四.1", number: int | None = None) -> set[tuple[str, str]]:
    """Give the findings for a text about two projects with seven indicators; one of the first project is missed."""
    rows = [
        indicator(2, 1, "打捞漂浮物重量", "1800", "1865", "吨"),
        indicator(3, 1, "保洁河道条数", "46", "46", "条"),
        indicator(4, 1, "漂浮物返潮率", "0.5", "0.32", "%", direction="≤"),
        indicator(5, 1, "沿岸居民满意度", "95", "93.5", "%", points=Decimal("9.8")),
        indicator(6, 2, "入住老人人数", "120", "121", "人"),
        indicator(7, 2, "护理合格率", "95", "97.6", "%"),
        indicator(8, 2, "家属满意度", "90", "96", "%"),
    ]
    rows = [replace(it, first="满意度指标", second="满意度") if "满意度" in (it.third or "") else it for it in rows]
    listed = [project(1, "河道保洁服务", "1286430.50"), project(2, "敬老院运营补贴", "843216.80")]
    return raised(book(listed, [(section, number, text)], rows), "prose-indicator-count")


@pytest.mark.parametrize(
    ("text", "section", "number"),
    [
        ("共设置绩效指标9个。", "四.1", None),
        ("两个项目共申报三级指标6项。", "一（一）", None),
        ("9个绩效指标中，多数与民生有关。", "四.1", None),
        ("共设置绩效指标7个，其中产出指标4个、满意度指标2个。", "四.1", None),
        ("共设置绩效指标7个，其中产出指标5个、满意度指标3个。", "四.1", None),
        ("共设置绩效指标7个，全部7个达到目标值。", "四.1", None),
        ("7个绩效指标中，有4个完成年度目标。", "六", None),
        ("共设置绩效指标7个，未完成的2个。", "四.1", None),
        ("本项目共设置指标5个。", "三", 1),
        ("本项目共设置绩效指标4个，其中4个达到指标值。", "三", 1),
    ],
)
def test_a_number_of_indicators_that_the_sheet_contradicts_is_a_reminder(
    text: str, section: str, number: int | None
) -> None:
    """All of the report's or of the paragraph's project, those of a kind, those reached and those missed."""
    assert told(text, section, number) == {("prose-indicator-count", "报告正文!C2")}


@pytest.mark.parametrize(
    ("text", "section", "number"),
    [
        ("共设置绩效指标7个，其中产出指标5个、满意度指标2个，6个达到目标值，1个未完成。", "四.1", None),
        ("两个项目共申报三级指标7项，一级指标3项。", "一（一）", None),
        ("7个绩效指标中，有6个完成年度目标。", "六", None),
        ("本项目共设置指标4个，完成3个。", "三", 1),
        ("河道保洁服务共设置指标4个。", "四.1", None),
        ("上年共设置绩效指标9个。", "四.1", None),
        ("共设置核心指标3个。", "四.1", None),
        ("四项满意度指标中，家属满意度最高。", "四.1", None),
        ("共设置二级指标5个。", "四.1", None),
        ("90%的绩效指标全部完成，9个绩效指标全部完成。", "三", None),
        ("街道各部门共设置绩效指标90个。", "五", None),
        ("建立健全绩效指标体系，走访单位9个。", "四.1", None),
        ("共设置绩效指标近10个。", "五", None),
    ],
)
def test_what_the_sheet_bears_out_and_other_indicators_are_left_alone(
    text: str, section: str, number: int | None
) -> None:
    """Last year's, those of another level, some of them, and sections that are not about all."""
    assert told(text, section, number) == set()
