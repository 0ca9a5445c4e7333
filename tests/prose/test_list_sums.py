"""Four quarters and lists of 分别 are held against the cell that their words are of, where one digit is wrong."""

from __future__ import annotations

import pytest

from tests.prose_support import book, indicator, project, raised


def told(text: str, number: int | None = 1) -> bool:
    """Tell whether a text about 48.65 of 141.05万元 spent, 1098 参审 and 11160 平方米 is reminded of a slip."""
    listed = [project(1, "信访维稳专项经费", "486500", "600000"), project(2, "应急消防能力提升项目", "924000")]
    rows = [
        indicator(2, 1, "陪审员参审人次", "1000", "1098", "人次"),
        indicator(3, 1, "新增绿地面积", "12000", "11160", "平方米"),
    ]
    return ("prose-slip", "报告正文!C2") in raised(book(listed, [("三", number, text)], rows))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("四个季度参审人次依次为264、271、305、276人次，三季度最多。", 1),
        ("7个公园面积分别为1850、2100、1240、980、1760、1550、1500平方米。", 1),
        ("一季度支出12万元，二季度支出11.65万元，三季度支出14万元，四季度支出12万元。", 1),
        ("一至四季度分别支出32万元、41.05万元、44万元和34万元。", None),
    ],
)
def test_a_list_that_one_digit_would_make_right_is_told(text: str, number: int | None) -> None:
    """Its whole stands only in the cells."""
    assert told(text, number)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("四个季度参审人次依次为246、271、305、276人次，三季度最多。", 1),
        ("7个公园面积分别为1850、2100、1420、980、1760、1550、1500平方米。", 1),
        ("一季度支出12万元，二季度支出10.65万元，三季度支出14万元，四季度支出12万元。", 1),
        ("一至四季度分别支出32万元、41.05万元、34万元和34万元。", None),
        ("一至四季度计划分别支出32万元、41.05万元、44万元和34万元。", None),
        ("一季度收入12万元，二季度11.65万元，三季度14万元，四季度12万元。", 1),
        ("三个社区面积分别为1850、2100、1240平方米。", 1),
        ("四个季度走访人次依次为264、271、305、276人次，全年1116人次。", 1),
    ],
)
def test_true_lists_and_lists_of_something_else_are_left_alone(text: str, number: int | None) -> None:
    """Or of a whole that the paragraph tells itself."""
    assert not told(text, number)
