"""What is said of the sums of a foreign table, to the word, and what they leave alone."""

from __future__ import annotations

import pytest

from pipeline.verify.foreign.grid import find_grids
from pipeline.verify.foreign.sums import hold_sums
from tests.verify_support import small_blocks

SUM, TAIL = "report-table-sum", "report-table-tail"
HEAD = "项目|支出（元）"


def _said(*rows: str) -> list[tuple[str, str, str, str, str]]:
    """Hold the one table of a report; the heading of its column is 支出（元） where none is given."""
    (grid,) = find_grids(small_blocks([[*(() if rows[0].startswith(("项目", "科目")) else (HEAD,)), *rows]]))
    return [
        (it.finding.rule.id, it.where, it.finding.found, it.finding.expected, it.finding.message)
        for it in hold_sums(grid)
    ]


@pytest.mark.parametrize(
    ("rows", "row", "said"),
    [
        (
            ("甲|100.50", "乙|200", "合计|300"),
            *(4, "合计写的是 300.00 元，各行相加是 300.50 元，相差 0.50 元。"),
        ),
        (("甲|1,100", "乙|200", "合计|1200"), 4, "合计写的是 1200 元，各行相加是 1300 元，相差 100 元。"),
        (
            ("项目|支出（万元）", "甲|100", "乙|200", "合计|400"),
            4,
            "合计写的是 400 万元，各行相加是 300 万元，相差 100 万元。",
        ),
        (("项目|支出", "甲|100", "乙|200", "合计|400"), 4, "合计写的是 400，各行相加是 300，相差 100。"),
        (("合计|4", "甲|1", "乙|2"), 2, "合计写的是 4 元，各行相加是 3 元，相差 1 元。"),
        (
            ("甲|1", "乙|2", "小计|4", "丙|4", "丁|5", "小计|9", "合计|12"),
            *(4, "小计写的是 4 元，各行相加是 3 元，相差 1 元。"),
        ),
        (
            ("甲|1", "乙|2", "小计|3", "丙|4", "丁|5", "小计|9", "合计|13"),
            *(8, "合计写的是 13 元，各行相加是 12 元，相差 1 元。"),
        ),
        (
            ("小计|3", "甲|1", "乙|2", "小计|8", "丙|4", "丁|5", "合计|12"),
            *(5, "小计写的是 8 元，各行相加是 9 元，相差 1 元。"),
        ),
        (("甲|1", "乙|2", "小计|3", "丙|4", "合计|8"), 6, "合计写的是 8 元，各行相加是 7 元，相差 1 元。"),
        (
            ("甲|10", "其中：人员|4", "其中：设备|7", "乙|5", "合计|15"),
            *(2, "甲写的是 10 元，其中各行相加是 11 元，相差 1 元。"),
        ),
        (("甲|10", "其中：人员|4", "设备|3", "乙|5", "合计|16"), 6, "合计写的是 16 元，各行相加是 18 元，相差 2 元。"),
        (("甲|10", "其中：人员|4", "设备|7", "乙|5", "合计|15"), 6, "合计写的是 15 元，各行相加是 22 元，相差 7 元。"),
        (
            ("甲|300", "甲一|100", "甲二|200", "乙|50", "合计|360"),
            6,
            "合计写的是 360 元，各行相加是 650 元，相差 290 元。",
        ),
        (("甲|5", "乙|3", "丙|2", "合计|2"), 5, "合计写的是 2 元，各行相加是 10 元，相差 8 元。"),
        (("甲|—", "其中：人员|4", "设备|3", "乙|5", "合计|5"), 6, "合计写的是 5 元，各行相加是 8 元，相差 3 元。"),
        (("甲|100", "乙|", "合计|101"), 4, "合计写的是 101 元，各行相加是 100 元，相差 1 元。"),
    ],
)
def test_a_sum_that_does_not_hold_is_told_at_its_cell(rows: tuple[str, ...], row: int, said: str) -> None:
    """With both amounts and what lies between them, in the unit of the table."""
    ((rule, where, found, expected, message),) = _said(*rows)
    assert (rule, where, message) == (SUM, f"表1第{row}行第2列", f"项目表“支出”一列，{said}")
    assert (f"写的是 {found}" in message, f"相加是 {expected}" in message) == (True, True)


@pytest.mark.parametrize(
    "rows",
    [
        ("甲|100.50", "乙|200", "合计|300.50"),
        ("甲|1", "乙|2", "小计|3", "丙|4", "丁|5", "小计|9", "合计|12"),
        ("小计|3", "甲|1", "乙|2", "小计|9", "丙|4", "丁|5", "合计|12"),
        ("甲|1", "乙|2", "小计|3", "丙|4", "合计|7"),
        ("甲|10", "其中：人员|4", "设备|3", "乙|5", "合计|15"),
        ("甲|10", "其中：人员|4", "设备|3", "其他|1", "乙|5", "其中：材料|2", "人工|1", "合计|15"),
        ("甲|10", "其中：人员|4", "其中：设备|3", "乙|5", "合计|15"),
        ("甲|10", "其中：人员|4", "设备|—", "材料|3", "乙|5", "合计|15"),
        ("甲|10", "其中：人员|4", "设备|3", "乙|5", "其中：材料|2", "人工|1", "丙|1", "合计|16"),
        ("甲|300", "甲一|100", "甲二|200", "乙|50", "合计|350"),
        ("甲|约100", "乙|200", "合计|400"),
        ("甲|100", "乙|—", "合计|100"),
        ("甲|100", "乙|200", "合计|"),
        ("甲|", "乙|", "合计|5"),
        ("甲|100元", "乙|2万元", "合计|400"),
        ("甲|1", "乙|2", "合计|3", "合计|4"),
        ("甲|1", "乙|2"),
        ("项目|结余（元）", "甲|5", "乙|3", "丙|2", "合计|2"),
        ("项目|余额（元）", "甲|5", "乙|3", "合计|3"),
        ("项目|受益户数", "甲|3", "乙|4", "合计|6"),
        ("项目|得分", "甲|90", "乙|80", "合计|85"),
        ("科目编码|支出（元）", "201|3", "2010|3", "合计|3"),
        ("项目|预算（元）|支出（元）", "甲|10|8", "乙|10|8", "合计|15|12"),
    ],
)
def test_what_may_be_added_up_otherwise_is_left_alone(rows: tuple[str, ...]) -> None:
    """Parts of parts, unread and blank cells, running rests, means, people counted twice."""
    assert _said(*rows) == []


@pytest.mark.parametrize(
    ("rows", "rule", "where"),
    [
        (("项目|支出（万元）", "甲|1.23", "乙|2.35", "丙|3.40", "合计|6.99"), TAIL, "表1第5行第2列"),
        (("项目|支出（万元）", "甲|1.23", "乙|2.35", "丙|3.40", "合计|7.00"), TAIL, "表1第5行第2列"),
        (("项目|支出（万元）", "甲|1.23", "乙|2.35", "丙|3.40", "合计|7.01"), SUM, "表1第5行第2列"),
        (("项目|户数", "甲|3", "乙|4", "合计|8"), SUM, "表1第4行第2列"),
        (("项目|分值|得分", "甲|50|45", "乙|50|40", "合计|100|80"), SUM, "表1第4行第3列"),
        (("项目|预算（元）|支出（元）", "甲|10|8", "乙|10|8", "合计|20|12"), SUM, "表1第4行第3列"),
    ],
)
def test_counts_scores_and_rounded_amounts_are_held_by_their_own_measure(
    rows: tuple[str, ...], rule: str, where: str
) -> None:
    """万元 may have a tail; scores that add up in one column do in the other."""
    assert [it[:2] for it in _said(*rows)] == [(rule, where)]
