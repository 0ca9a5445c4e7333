"""Growth, shares, groups and running rests of foreign tables: true ones pass, a wrong digit is told in its place."""

from __future__ import annotations

import pytest

from pipeline.verify.foreign.alone import hold_alone
from tests.verify_support import Found, critical, tables

TWO_YEARS = """
| 项目名称 | 2022年决算数（万元） | 2023年决算数（万元） | 增减额（万元） | 增减率 |
| 水渠清淤 | 30.25 | 32.51 | 2.26 | 7.47% |
| 路灯维修 | 18.00 | 16.20 | -1.80 | -10.00% |
| 公园管护 | 12.33 | 15.48 | 3.15 | 25.55% |
| 合计 | 60.58 | 64.19 | 3.61 | 5.96% |
"""
SHARES = """
| 序号 | 项目名称 | 支出（万元） | 占比 |
| 1 | 水渠清淤 | 32.51 | 50.65% |
| 2 | 路灯维修 | 16.20 | 25.24% |
| 3 | 公园管护 | 15.48 | 24.12% |
| 合计 | < | 64.19 | 100% |
"""
GROUPS = """
| 单位 | 项目 | 预算（万元） | 支出（万元） |
| 东社区 | | 20 | 18 |
| | 环卫 | 12 | 11 |
| | 绿化 | 8 | 7 |
| 西社区 | | 30 | 29 |
| | 环卫 | 18 | 17.5 |
| | 绿化 | 12 | 11.5 |
| 合计 | | 50 | 47 |
"""
RUNNING = """
| 月份 | 摘要 | 收入（元） | 支出（元） | 结余（元） |
| 1月 | 拨款 | 100,000 | 0 | 100,000 |
| 2月 | 清运 | 0 | 35,000 | 65,000 |
| 3月 | 管护 | 20,000 | 15,000 | 70,000 |
| 合计 | | 120,000 | 50,000 | 70,000 |
"""
WHOLE_FIRST = """
| 项目名称 | 资金合计（万元） | 上级资金（万元） | 区级资金（万元） | 自筹（万元） |
| 水渠清淤 | 32.51 | 20.00 | 10.01 | 2.50 |
| 路灯维修 | 16.20 | - | 16.20 | |
| 公园管护 | 15.48 | 5.00 | 8.48 | 2.00 |
| 河道保洁 | 27.90 | 12.40 | 14.00 | 1.50 |
"""
WHOLE_LAST = """
| 项目名称 | 上级资金（元） | 区级资金（元） | 自筹（元） | 总计（元） |
| 水渠清淤 | 200,000 | 100,100 | 25,000 | 325,100 |
| 路灯维修 | — | 162,000 | 无 | 162,000 |
| 公园管护 | 50,000 | 84,800 | 20,000 | 154,800 |
| 河道保洁 | 124,000 | 140,000 | 15,000 | 279,000 |
"""
WHOLE_BETWEEN = """
| 项目名称 | 上年结转（元） | 本年拨款（元） | 收入合计（元） | 支出（元） | 结余（元） |
| 水渠清淤 | 25,000 | 300,100 | 325,100 | 310,000 | 15,100 |
| 路灯维修 | 0 | 162,000 | 162,000 | 160,000 | 2,000 |
| 公园管护 | 4,800 | 150,000 | 154,800 | 120,000 | 34,800 |
| 河道保洁 | 9,000 | 270,000 | 279,000 | 278,000 | 1,000 |
"""
PRICES = """
| 品名 | 数量 | 单价（元） | 金额（万元） |
| 垃圾桶 | 200 | 485 | 9.70 |
| 路灯 | 40 | 1,250 | 5.00 |
| 公示牌 | 65 | 320 | 2.08 |
"""
RATES = """
| 项目名称 | 预算（万元） | 支出（万元） | 执行率 |
| 水渠清淤 | 36.00 | 32.51 | 90.31% |
| 路灯维修 | 18.00 | 16.20 | 90.00% |
| 公园管护 | 0.00 | 0.00 | - |
| 河道保洁 | 28.00 | 27.90 | 99.64% |
"""
CALLED_SO = SHARES.replace("| 合计 |", "| 全部项目合计 |")
TOTAL_FIRST = """
| 项目名称 | 预算（万元） | 支出（万元） |
| 全部项目合计 | 70.00 | 64.19 |
| 水渠清淤 | 36.00 | 32.51 |
| 路灯维修 | 18.00 | 16.20 |
| 公园管护 | 16.00 | 15.48 |
"""
RESTS = [
    WHOLE_BETWEEN.replace("结余（元）", f"{words}（元）") for words in ("剩余资金", "差额", "未支付金额", "未执行数")
]
TRUE = (
    TWO_YEARS,
    SHARES,
    GROUPS,
    RUNNING,
    WHOLE_FIRST,
    WHOLE_LAST,
    WHOLE_BETWEEN,
    PRICES,
    RATES,
    CALLED_SO,
    TOTAL_FIRST,
    *RESTS,
)


def _found(markdown: str) -> Found:
    return critical(hold_alone(tables(markdown), "外来报告.docx"))


@pytest.mark.parametrize("markdown", TRUE)
def test_true_tables_are_left_alone(markdown: str) -> None:
    """Growth may be negative, rows may gather those below them, a rest may run on from row to row."""
    assert _found(markdown) == []


@pytest.mark.parametrize(
    ("markdown", "old", "new", "found"),
    [
        (TWO_YEARS, "25.55%", "35.55%", [("report-table-rate", "表1第4行第5列")]),
        (TWO_YEARS, "-10.00%", "10.00%", [("report-table-rate", "表1第3行第5列")]),
        (TWO_YEARS, "2.26", "3.26", [("report-table-row", "表1第2行第4列"), ("report-table-sum", "表1第5行第4列")]),
        (SHARES, "25.24%", "35.24%", [("report-table-rate", "表1第3行第4列")]),
        (GROUPS, "| 11 |", "| 12 |", [("report-table-sum", "表1第2行第4列"), ("report-table-sum", "表1第8行第4列")]),
        (RUNNING, "| 15,000 |", "| 16,000 |", [("report-table-sum", "表1第5行第4列")]),
        (WHOLE_FIRST, "15.48", "15.84", [("report-table-row", "表1第4行第2列")]),
        (WHOLE_FIRST, "16.20 | -", "16.02 | -", [("report-table-row", "表1第3行第2列")]),
        (WHOLE_LAST, "154,800", "158,400", [("report-table-row", "表1第4行第5列")]),
        (WHOLE_LAST, "无 | 162,000", "无 | 160,200", [("report-table-row", "表1第3行第5列")]),
        (
            WHOLE_BETWEEN,
            "154,800",
            "158,400",
            [("report-table-row", "表1第4行第4列"), ("report-table-row", "表1第4行第6列")],
        ),
        (WHOLE_BETWEEN, "34,800", "38,400", [("report-table-row", "表1第4行第6列")]),
        (CALLED_SO, "25.24%", "35.24%", [("report-table-rate", "表1第3行第4列")]),
        (CALLED_SO, "64.19", "64.91", [("report-table-sum", "表1第5行第2列")]),
        (TOTAL_FIRST, "64.19", "64.91", [("report-table-sum", "表1第2行第3列")]),
        *((it, "34,800", "38,400", [("report-table-row", "表1第4行第6列")]) for it in RESTS),
        (PRICES, "5.00", "50.00", [("report-table-row", "表1第3行第4列")]),
        (RATES, "90.31%", "93.01%", [("report-table-rate", "表1第2行第4列")]),
        (RATES, "27.90", "29.70", [("report-table-rate", "表1第5行第4列")]),
    ],
)
def test_a_wrong_digit_is_told_in_its_place(markdown: str, old: str, new: str, found: Found) -> None:
    """Growth against both years, shares against the whole, groups against the rows below them."""
    assert old in markdown
    assert _found(markdown.replace(old, new, 1)) == found


@pytest.mark.parametrize(
    ("markdown", "old", "new", "right"),
    [
        (TWO_YEARS, "25.55%", "35.55%", "25.55%"),
        (TWO_YEARS, "7.47%", "7.7%", "7.5%"),
        (SHARES, "25.24%", "35.24%", "25.24%"),
        (RATES, "90.31%", "93.01%", "90.31%"),
        (WHOLE_FIRST, "15.48", "15.84", "15.48"),
        (WHOLE_LAST, "154,800", "158,400", "154800"),
        (PRICES, "5.00", "50.00", "5"),
    ],
)
def test_the_right_number_is_told_as_the_row_makes_it(markdown: str, old: str, new: str, right: str) -> None:
    """To the decimals that are printed; growth without the hundred that it grew from."""
    told = hold_alone(tables(markdown.replace(old, new, 1)), "外来报告.docx")
    assert [it.finding.expected for it in told if it.finding.rule.id in {"report-table-rate", "report-table-row"}] == [
        right
    ]


@pytest.mark.parametrize("markdown", [WHOLE_FIRST, WHOLE_LAST, RATES])
def test_where_several_rows_do_not_keep_a_relation_no_row_is_told(markdown: str) -> None:
    """Two of four: then the column says something else."""
    lines = markdown.splitlines()
    for at in (2, 5):
        cells = lines[at].split(" | ")
        place = -1 if markdown is not WHOLE_FIRST else 1
        cells[place] = cells[place].replace("2", "7").replace("9", "6")
        lines[at] = " | ".join(cells)
    assert _found("\n".join(lines)) == []


def _lists(first: str, second: str) -> Found:
    return critical(hold_alone(tables(first, second, between=("一、支出", "附表")), "外来报告.docx"))


def test_two_lists_of_the_same_projects_are_held_against_each_other() -> None:
    """The annex says 16.20 where the text's table says 16.02: both sums are right, one of the two is not."""
    rows = SHARES.replace(
        "| 公园管护 | 15.48 | 24.12% |", "| 公园管护 | 15.48 | 24.12% |\n| 4 | 河道保洁 | 0.00 | 0% |"
    )
    annex = rows.replace("16.20", "16.02").replace("64.19", "64.01")
    found = critical(hold_alone(tables(rows, annex), "外来报告.docx"))
    assert ("report-tables-differ", "表2第3行第3列") in found
    assert not {rule for rule, _ in found} - {"report-tables-differ", "report-table-rate"}
    exact = "| 项目名称 | 支出（元） |\n| 水渠清淤 | 325,068 |\n| 路灯维修 | 162,000 |\n| 公园管护 | 154,830 |\n"
    assert _lists(SHARES, exact) == [], "rounded there, exact here"


def test_lists_of_two_years_and_short_lists_are_left_alone() -> None:
    """Where most amounts differ, or few projects stand in both, they speak of different things."""
    last = "| 项目名称 | 支出（万元） |\n| 水渠清淤 | 30.25 |\n| 路灯维修 | 18.00 |\n| 公园管护 | 12.33 |\n"
    assert _lists(SHARES, last) == []
    assert _lists(SHARES, "| 项目名称 | 支出（万元） |\n| 水渠清淤 | 32.51 |\n| 路灯维修 | 16.02 |\n") == []


def test_a_table_of_sixty_columns_is_read_without_trying_which_follows_from_which() -> None:
    """Twenty numbers, prices and amounts a row: every way from one to another would take most of a minute."""
    headings = [f"{name}{at}" for at in range(20) for name in ("数量", "单价（元）", "金额（元）")]
    lines = [["项目", *headings], *([f"项目{row}", *map(str, range(row, row + 60))] for row in range(160))]
    assert _found("\n".join(f"| {' | '.join(line)} |" for line in lines)) == []
