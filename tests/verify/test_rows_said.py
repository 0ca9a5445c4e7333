"""What is said of rates, rests, wholes and products in the rows of a foreign table, to the word."""

from __future__ import annotations

import pytest

from pipeline.verify.foreign.across import hold_rows
from pipeline.verify.foreign.grid import find_grids
from tests.verify_support import small_blocks

RATE, ROW = "report-table-rate", "report-table-row"
Rows = tuple[str, ...]
RATES = ("项目|预算（元）|支出（元）|执行率", "甲村|10|8|80%", "乙村|20|15|75%", "丙村|40|30|75%", "丁村|50|49|98%")
RESTS = ("项目|预算（元）|支出（元）|结余（元）", "甲村|10|8|2", "乙村|20|15|5", "丙村|40|30|10", "丁村|50|49|1")
WHOLES = ("项目|合计（元）|中央（元）|市级（元）", "甲村|10|8|2", "乙村|20|15|5", "丙村|40|30|10", "丁村|50|48|2")
THREE = (
    "项目|中央（元）|省级（元）|市级（元）|合计（元）",
    *("甲村|1|2|4|7", "乙村|2|3|5|10", "丙村|4|5|7|16", "丁村|5|6|8|19"),
)
FIRST = (
    "项目|合计（元）|中央（元）|省级（元）|市级（元）",
    *("甲村|7|1|2|4", "乙村|10|2|3|5", "丙村|16|4|5|7", "丁村|19|5|6|8"),
)
PRICES = ("项目|数量|单价（元）|金额（元）", "甲村|10|8|80", "乙村|20|15|300", "丙村|40|30|1200")
IN_WAN = ("项目|单价（元）|数量|金额（万元）", "甲|5000|10|5", "乙|3000|20|6", "丙|2500|40|10")
GROWTH = ("项目|上年预算（元）|本年预算（元）|增减率", "甲|10|12|20%", "乙|20|15|-25%", "丙|40|50|25%", "丁|50|40|-20%")
SHARES = ("项目|支出（元）|占比", "甲|10|10%", "乙|20|20%", "丙|30|30%", "丁|40|40%", "合计|100|100%")


def _said(rows: Rows) -> list[tuple[str, str, str, str, str]]:
    (grid,) = find_grids(small_blocks([rows]))
    return [
        (it.finding.rule.id, it.where, it.finding.found, it.finding.expected, it.finding.message)
        for it in hold_rows(grid)
    ]


@pytest.mark.parametrize(
    ("rows", "last", "place", "said"),
    [
        (RATES, "丁村|50|49|89%", 4, (RATE, "89%", "98%", "“丁村”一行的执行率写的是 89%，按表里的金额计算是 98%。")),
        (
            RATES,
            "丁村|50|49|98.1%",
            4,
            (RATE, "98.1%", "98.0%", "“丁村”一行的执行率写的是 98.1%，按表里的金额计算是 98.0%。"),
        ),
        (RESTS, "丁村|50|49|2", 4, (ROW, "2", "1", "“丁村”一行的结余写的是 2，按同一行的其他金额计算是 1。")),
        (RESTS, "丁村|50|49|1.01", 4, (ROW, "1.01", "1", "“丁村”一行的结余写的是 1.01，按同一行的其他金额计算是 1。")),
        (WHOLES, "丁村|50|49|2", 2, (ROW, "50", "51", "“丁村”一行的合计写的是 50，按同一行的其他金额计算是 51。")),
        (THREE, "丁村|5|6|8|18", 5, (ROW, "18", "19", "“丁村”一行的合计写的是 18，按同一行的其他金额计算是 19。")),
        (FIRST, "丁村|20|5|6|8", 2, (ROW, "20", "19", "“丁村”一行的合计写的是 20，按同一行的其他金额计算是 19。")),
        (
            PRICES,
            "丁村|50|48|2,040",
            4,
            (ROW, "2,040", "2400", "“丁村”一行的金额写的是 2,040，按同一行的数量和标准计算是 2400。"),
        ),
        (IN_WAN, "丁|1000|70|8", 4, (ROW, "8", "7", "“丁”一行的金额写的是 8，按同一行的数量和标准计算是 7。")),
        (GROWTH, "丁|50|40|20%", 4, (RATE, "20%", "-20%", "“丁”一行的增减率写的是 20%，按表里的金额计算是 -20%。")),
        (GROWTH, "丁|50|61|23%", 4, (RATE, "23%", "22%", "“丁”一行的增减率写的是 23%，按表里的金额计算是 22%。")),
    ],
)
def test_a_row_that_keeps_no_relation_of_the_others_is_told(
    rows: Rows, last: str, place: int, said: tuple[str, ...]
) -> None:
    """At the cell that follows from the others, with what it should be; the true rows are silent."""
    kept = rows[:4]
    assert _said((*kept, last)) == [(said[0], f"表1第5行第{place}列", *said[1:])]
    assert _said(rows) == []


def test_two_rows_show_a_rate_where_one_column_is_the_spending_and_one_the_budget() -> None:
    """Then nobody has to guess which follows from which."""
    assert [it[1:4] for it in _said((*RATES[:3], "丁村|50|49|89%"))] == [("表1第4行第4列", "89%", "98%")]
    other = "项目|甲项资金（元）|乙项资金（元）|执行率"
    assert _said((other, *RATES[1:3], "丁村|50|49|89%")) == []
    assert [it[1:4] for it in _said((other, *RATES[1:4], "丁村|50|49|89%"))] == [("表1第5行第4列", "89%", "98%")]


def test_a_share_is_held_against_the_whole_of_its_column() -> None:
    """The 合计 of the table itself."""
    assert _said(SHARES) == []
    (told,) = _said((*SHARES[:4], "丁|40|41%", SHARES[5]))
    assert told == (RATE, "表1第5行第3列", "41%", "40%", "“丁”一行的占比写的是 41%，按表里的金额计算是 40%。")


@pytest.mark.parametrize(
    "rows",
    [
        (RATES[0], "丁村|50|49|89%"),
        (*RESTS[:3], "丁村|50|49|2"),
        (RESTS[0], *RESTS[1:3], "丙村|40|30|11", "丁村|50|49|2"),
        (*RESTS[:4], "丁村|50|约49|2"),
        (*RESTS[:4], "丁村|50|49|"),
        (*RESTS[:4], "其中：丁村|50|49|2"),
        (*RATES[:4], "丁村|0|49|89%"),
        (*RATES[:4], "丁村|50|49|"),
        (*RATES[:4], "丁村|约50|49|89%"),
        (*RATES[:4], "丁村|50|约49|89%"),
        (*RATES[:4], "丁村|-50|49|89%"),
        (*SHARES[:4], "丁|约40|41%", "合计|100|100%"),
        (*RATES[:4], "丁村|50|49|97.9%", "戊村|50|49|97.9%"),
        (*PRICES[:2], "丁村|50|48|2,040"),
        (*PRICES, "丁村|50||2,040"),
        (*SHARES[:4], "丁|40|41%"),
    ],
)
def test_a_relation_that_too_few_rows_show_proves_nothing(rows: Rows) -> None:
    """Three rows have to keep it for each that does not; unread, blank and partial rows show nothing."""
    assert _said(rows) == []


def test_amounts_rounded_to_wan_leave_their_last_digit_open() -> None:
    """325,068 of 350,000 are 92.88 %, which 32.51 of 35.00 are not."""
    head = "项目|预算（万元）|支出（万元）|结余（万元）|执行率"
    rows = (head, "甲|18.00|9.00|9.00|50%", "乙|10.00|9.00|1.00|90%", "丙|20.00|15.00|5.00|75%")
    assert _said((*rows, "丁|35.00|32.51|2.50|92.88%")) == []
    told = _said((*rows, "丁|35.00|32.51|2.52|92.95%"))
    assert [it[:4] for it in told] == [
        (RATE, "表1第5行第5列", "92.95%", "92.89%"),
        (ROW, "表1第5行第4列", "2.52", "2.49"),
    ]
