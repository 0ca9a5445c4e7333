"""Tables of foreign reports, whatever their form: true ones are left alone, any digit that is off is found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from pipeline.verify.foreign.alone import hold_alone
from pipeline.verify.reading.blocks import Block, Text
from tests.verify_support import Found, critical, tables

OTHER = str.maketrans("0123456789", "1234567890")
AMOUNT = re.compile(r"[\d,.]+%?")


def _found(blocks: Sequence[Block]) -> Found:
    return critical(hold_alone(blocks, "外来报告.docx"))


def _one_digit_off(blocks: tuple[Block, ...]) -> Iterator[tuple[str, tuple[Block, ...]]]:
    """Every way to change one digit of an amount or rate: what stands there then, and the blocks."""
    for at, block in enumerate(blocks):
        for column, cell in enumerate(block.cells):
            if not block.table or not AMOUNT.fullmatch(cell.text) or len(cell.text) < 3:
                continue
            for match in re.finditer(r"\d", cell.text):
                text = cell.text[: match.start()] + match[0].translate(OTHER) + cell.text[match.end() :]
                cells = (*block.cells[:column], replace(cell, text=text), *block.cells[column + 1 :])
                yield f"{block.text}: {text}", (*blocks[:at], replace(block, cells=cells), *blocks[at + 1 :])


TRUE_AND_GUARDED = {
    "the total above": """
        | 序号 | 项目名称 | 金额（元）  |
        |      | 合计     | 361,500.50 |
        | 1    | 街面整治 | 120,300.00 |
        | 2    | 书屋开放 | 241,200.50 |
    """,
    "headings in two rows": """
        | 序号 | 项目名称 | 资金（元）  | < #1        | < #2      |
        | ^    | ^        | 预算数      | 支出数      | 结余      |
        | 1    | 街面整治 | 150,000.00  | 120,300.00  | 29,700.00 |
        | 2    | 书屋开放 | 250,000.00  | 241,200.50  | 8,799.50  |
        | 3    | 路灯维护 | 380,000.00  | 380,000.00  | 0.00      |
        | 合计 | <        | 780,000.00  | 741,500.50  | 38,499.50 |
    """,
    "a year's beginning and its end under 预算": """
        | 序号 | 项目名称 | 预算（元）  | < #1       | 支出（元） |
        | ^    | ^        | 年初        | 调整后     | ^          |
        | 1    | 绿化养护 | 100,000.00  | 95,000.00  | 80,000.00  |
        | 2    | 公厕管护 | 60,000.00   | 66,000.00  | 60,000.00  |
        | 合计 | <        | 160,000.00  | 161,000.00 | 140,000.00 |
    """,
    "quarters and the year they make": """
        | 项目 | 一季度 | 二季度 | 三季度 | 四季度 | 全年合计 |
        | 保洁 | 10.50  | 12.50  | 11.00  | 14.00  | 48.00    |
        | 绿化 | 3.00   | 4.20   | 4.80   | 3.00   | 15.00    |
        | 巡查 | 2.00   | 2.50   | 2.50   | 2.00   | 9.00     |
        | 合计 | 15.50  | 19.20  | 18.30  | 19.00  | 72.00    |
    """,
    "numbers and prices": """
        | 物品   | 数量 | 单价（元） | 金额（元） |
        | 电脑   | 120  | 4,850      | 582,000    |
        | 打印机 | 105  | 2,300      | 241,500    |
        | 桌椅   | 130  | 1,260.5    | 163,865    |
        | 合计   | 355  |            | 987,365    |
    """,
    "budgets that were raised and cut": """
        | 预算项目 | 年初预算 | 调增  | 调减  | 全年预算 | 全年支出 |
        | 网格服务 | 200.00   | 20.00 | 0.00  | 220.00   | 215.50   |
        | 老旧小区 | 500.00   | 0.00  | 80.00 | 420.00   | 420.00   |
        | 合计     | 700.00   | 20.00 | 80.00 | 640.00   | 635.50   |
    """,
    "scores of indicators": """
        | 指标       | 分值   | 得分  |
        | 产出指标   | 50.00  | 48.50 |
        | 效益指标   | 30.00  | 29.00 |
        | 满意度指标 | 20.00  | 19.50 |
        | 合计       | 100.00 | 97.00 |
    """,
    "sources of the money under one heading": """
        | 序号 | 项目名称 | 资金来源 | < #1   | < #2   | 全年支出 |
        | ^    | ^        | 中央     | 省级   | 区级   | ^        |
        | 1    | 校舍改造 | 500.00   | 300.00 | 200.00 | 980.00   |
        | 2    | 学生资助 | 320.50   | 80.25  | 40.25  | 441.00   |
        | 合计 | <        | 820.50   | 380.25 | 240.25 | 1421.00  |
    """,
    "subtotals below their rows, departments merged": """
        | 科室   | 项目名称 | 支出（元）  |
        | 党建办 | 红色讲堂 | 120,300.00  |
        | ^      | 书屋开放 | 241,200.50  |
        | 小计   |          | 361,500.50  |
        | 城管办 | 街面整治 | 500,000.00  |
        | ^      | 路灯维护 | 380,000.00  |
        | 小计   |          | 880,000.00  |
        | 合计   |          | 1,241,500.50 |
    """,
    "subtotals above their rows": """
        | 项目名称   | 支出（元）   |
        | 合计       | 1,241,500.50 |
        | 党建办小计 | 361,500.50   |
        | 红色讲堂   | 120,300.00   |
        | 书屋开放   | 241,200.50   |
        | 城管办小计 | 880,000.00   |
        | 街面整治   | 500,000.00   |
        | 路灯维护   | 380,000.00   |
    """,
    "chapters with their parts": """
        | 项目名称     | 支出（万元） |
        | 一、党建类   | 36.15005     |
        | 1.红色讲堂   | 12.03        |
        | 2.书屋开放   | 24.12005     |
        | 二、城管类   | 88.5         |
        | 1.街面整治   | 50.25        |
        | 2.路灯维护   | 38.25        |
        | 总计         | 124.65005    |
    """,
    "rates beside the amounts": """
        | 项目名称 | 全年预算（万元） | 实际支出（万元） | 执行率  |
        | 街面整治 | 15.005           | 12.03            | 80.17%  |
        | 书屋开放 | 25.125           | 24.12005         | 96.00%  |
        | 路灯维护 | 38.255           | 38.255           | 100.00% |
        | 河道保洁 | 41.555           | 40.001           | 96.26%  |
        | 合计     | 119.94           | 114.40605        | 95.39%  |
    """,
    "budgets moved up and down": """
        | 项目名称 | 年初预算 | 调整数  | 全年预算 |
        | 网格服务 | 200.00   | 20.00   | 220.00   |
        | 老旧小区 | 500.00   | -80.00  | 420.00   |
        | 路灯维护 | 310.00   | 15.50   | 325.50   |
        | 河道保洁 | 120.00   | -10.25  | 109.75   |
        | 合计     | 1130.00  | -54.75  | 1075.25  |
    """,
    "two years side by side": """
        | 项目     | 2023年   | 2024年  | 增减额  | 增减率  |
        | 网格服务 | 200.00   | 220.00  | 20.00   | 10.00%  |
        | 老旧小区 | 500.00   | 420.00  | -80.00  | -16.00% |
        | 路灯维护 | 310.00   | 325.50  | 15.50   | 5.00%   |
        | 河道保洁 | 125.00   | 110.00  | -15.00  | -12.00% |
        | 合计     | 1135.00  | 1075.50 | -59.50  | -5.24%  |
    """,
    "levels of government beside what they make": """
        | 序号 | 项目名称 | 中央   | 省级   | 区级   | 合计    |
        | 1    | 校舍改造 | 500.00 | 300.00 | 200.00 | 1000.00 |
        | 2    | 学生资助 | 320.50 | 80.25  | 40.25  | 441.00  |
        | 3    | 操场翻新 | 100.00 | 60.00  | 55.00  | 215.00  |
        | 合计 | <        | 920.50 | 440.25 | 295.25 | 1656.00 |
    """,
    "projects side by side": """
        | 项目           | 校舍改造   | 学生资助   | 操场翻新   | 食堂运行  | 合计       |
        | 全年预算（元） | 500,000.00 | 320,500.00 | 100,000.00 | 60,000.00 | 980,500.00 |
        | 全年支出（元） | 480,000.00 | 310,244.00 | 100,000.00 | 57,900.00 | 948,144.00 |
        | 结余（元）     | 20,000.00  | 10,256.00  | 0.00       | 2,100.00  | 32,356.00  |
        | 执行率         | 96.00%     | 96.80%     | 100.00%    | 96.50%    | 96.70%     |
    """,
    "wholes and their sources": """
        | 项目名称 | 支出合计（元） | 财政拨款（元） | 自筹资金（元） |
        | 街面整治 | 120,300.00     | 100,000.00     | 20,300.00      |
        | 书屋开放 | 241,200.50     | 241,200.50     | 0.00           |
        | 路灯维护 | 380,000.00     | 200,000.00     | 180,000.00     |
        | 总 计    | 741,500.50     | 541,200.50     | 200,300.00     |
    """,
    "a count beside the money": """
        | 项目名称 | 补助人数 | 支出（元）  |
        | 街面整治 | 1,250    | 120,300.00  |
        | 书屋开放 | 388      | 241,200.50  |
        | 合计     | 1,638    | 361,500.50  |
    """,
}


@pytest.mark.parametrize("markdown", TRUE_AND_GUARDED.values(), ids=TRUE_AND_GUARDED)
def test_a_true_table_is_left_alone_and_any_digit_off_is_found(markdown: str) -> None:
    """Every digit of every amount, count and rate."""
    blocks = tables(markdown)
    assert _found(blocks) == []
    tried = 0
    for text, seen in _one_digit_off(blocks):
        tried += 1
        assert _found(seen), text
    assert tried > 10


TRUE = {
    "其中 rows are parts": """
        | 项目名称 | 支出（元） |
        | 街面整治 | 120,300.00 |
        | 其中：设备 | 100,300.00 |
        | 书屋开放 | 241,200.50 |
        | 合计     | 361,500.50 |
    """,
    "1.1 is a part of 1": """
        | 序号 | 项目名称 | 支出（元） |
        | 1    | 街面整治 | 120,300.00 |
        | 1.1  | 设备     | 100,300.00 |
        | 1.2  | 劳务     | 20,000.00  |
        | 2    | 书屋开放 | 241,200.50 |
        | 合计 |          | 361,500.50 |
    """,
    "notes and running totals below": """
        | 项目名称 | 支出（元）             |
        | 街面整治 | 120,300.00             |
        | 书屋开放 | 241,200.50             |
        | 合计     | 361,500.50             |
        | 大写     | 叁拾陆万壹仟伍佰元伍角 |
        | 累计     | 800,000.00             |
        | 备注     |                        |
    """,
    "a balance runs on": """
        | 摘要项目 | 名称 | 收入（元）  | 支出（元） | 余额（元） |
        | 上年转入 | 甲   | 500,000.00  |            | 500,000.00 |
        | 一月     | 乙   |             | 120,300.00 | 379,700.00 |
        | 二月     | 丙   |             | 41,200.00  | 338,500.00 |
        | 合计     |      | 500,000.00  | 161,500.00 | 338,500.00 |
    """,
    "classes and their parts in one column": """
        | 科目编码 | 项目     | 支出（元）   |
        | 201      | 公共服务 | 361,500.50   |
        | 20103    | 办公     | 361,500.50   |
        | 2010302  | 管理     | 361,500.50   |
        | 合计     |          | 361,500.50   |
    """,
    "rounded to 0.01 万元": """
        | 项目名称 | 支出（万元） |
        | 街面整治 | 12.03        |
        | 书屋开放 | 24.12        |
        | 路灯维护 | 38.26        |
        | 合计     | 74.42        |
    """,
    "averages and unit prices have no sum": """
        | 项目名称 | 单价（元） | 得分  | 支出（元） |
        | 街面整治 | 300.00     | 98.5  | 120,300.00 |
        | 书屋开放 | 25.00      | 96.5  | 241,200.50 |
        | 合计     | 162.50     | 97.5  | 361,500.50 |
    """,
    "people who are counted in several rows": """
        | 项目名称 | 受益人数 | 支出（元）  |
        | 街面整治 | 1,250    | 120,300.00  |
        | 书屋开放 | 388      | 241,200.50  |
        | 合计     | 1,300    | 361,500.50  |
    """,
    "a project in several rows": """
        | 项目名称 | 资金来源 | 支出（元） |
        | 街面整治 | 财政     | 100,300.00 |
        | ^        | 自筹     | 20,000.00  |
        | 书屋开放 | 财政     | 241,200.50 |
        | 合计     | <        | 361,500.50 |
    """,
    "rates cut off, not rounded": """
        | 项目名称 | 全年预算（万元） | 实际支出（万元） | 执行率 |
        | 街面整治 | 15.005           | 12.03            | 80.1%  |
        | 书屋开放 | 25.125           | 24.12005         | 96.0%  |
        | 路灯维护 | 38.255           | 38.005           | 99.3%  |
        | 河道保洁 | 41.555           | 40.001           | 96.2%  |
    """,
    "parts counted in a way not told": """
        | 项目名称     | 预算数（元） | 支出（元） |
        | 民生保障     | 300.00       | 250.00     |
        | 慰问         | 100.00       | 80.00      |
        | 救助         | 200.00       | 170.00     |
        | 合计         | 300.00       | 250.00     |
    """,
    "parts of one row below it, not marked": """
        | 项目名称     | 支出（元） |
        | 民生保障     | 250.00     |
        | 慰问         | 80.00      |
        | 救助         | 170.00     |
        | 街面整治     | 30.00      |
        | 合计         | 280.00     |
    """,
    "scores that are averaged": """
        | 单位   | 项目数 | 支出金额（万元） | 得分 |
        | 本级   | 12     | 1,498.3001       | 96.2 |
        | 甲中心 | 5      | 310.1002         | 94.5 |
        | 乙中心 | 3      | 150.5            | 97.2 |
        | 合计   | 20     | 1,958.9003       | 95.9 |
    """,
    "prices that two of three rows do not bear out": """
        | 物品   | 数量 | 单价（元） | 金额（元） |
        | 电脑   | 20   | 4,850      | 97,000     |
        | 打印机 | 5    | 2,300      | 11,000     |
        | 桌椅   | 30   | 1,260      | 37,000     |
        | 合计   | 55   |            | 145,000    |
    """,
    "quantities of different things": """
        | 项目名称 | 数量 | 金额（元）  |
        | 路灯     | 12盏 | 36,000.00   |
        | 垃圾桶   | 90个 | 18,000.00   |
        | 合计     |      | 54,000.00   |
    """,
}


@pytest.mark.parametrize("markdown", TRUE.values(), ids=TRUE)
def test_a_true_table_of_another_make_is_not_accused(markdown: str) -> None:
    """Sums that mean something else, rounding, rows that repeat others' money."""
    assert _found(tables(markdown)) == []


PARTS_GO_ON = """
    | 项目名称       | 预算（元） | 支出（元） |
    | 基本公共卫生   | 300,000    | 296,800    |
    | 其中：人员经费 | 210,000    | 200,000    |
    | 设备购置       | 90,000     | 96,800     |
    | 重大公共卫生   | 60,000     | 60,000     |
    | 合计           | 360,000    | 356,800    |
"""


def test_rows_that_go_on_with_the_parts_of_a_row_are_not_added_up_again() -> None:
    """其中 stands before the first of them only; each whole is still held, and parts never exceed theirs."""
    assert _found(tables(PARTS_GO_ON)) == []
    for off, where in (("356,801", "表1第6行第3列"), ("60,001", "表1第6行第2列"), ("99,000", "表1第2行第2列")):
        old = {"356,801": "356,800", "60,001": "60,000", "99,000": "90,000"}[off]
        assert _found(tables(PARTS_GO_ON.replace(f"{old} ", f"{off} ", 1))) == [("report-table-sum", where)]


def test_a_table_that_goes_on_on_the_next_page_is_one_table() -> None:
    """The headings stand again, the 合计 only at the end."""
    heading = "| 项目名称 | 支出（元） |\n"
    first, second = ("| 街面整治 | 120,300.00 |\n", "| 书屋开放 | 241,200.50 |\n| 合计 | 361,500.50 |\n")
    assert _found(tables(heading + first, heading + second, between=("项目表", "续表"))) == []
    wrong = second.replace("361,500.50", "361,500.60")
    assert _found(tables(heading + first, heading + wrong, between=("项目表", "续表"))) == [
        ("report-table-sum", "表2第3行第2列")
    ]


def test_a_tail_of_a_rounded_table_is_an_info() -> None:
    """It is told, and is no accusation."""
    blocks = tables(TRUE["rounded to 0.01 万元"])
    told = [(it.finding.rule.id, it.finding.severity.value, it.where) for it in hold_alone(blocks, "甲.docx")]
    assert told == [("report-table-tail", "info", "表1第5行第2列")]


def test_the_unit_above_a_table_is_the_unit_of_its_amounts() -> None:
    """单位：万元 stands in the line before: an amount in the text is held against it."""
    markdown = "| 项目名称 | 支出 |\n| 街面整治经费 | 12.03 |\n| 书屋开放经费 | 24.12 |\n| 合计 | 36.15 |\n"
    for said, found in (("12.03万元", []), ("120,300元", []), ("12.04万元", ["prose-amount"])):
        word = tables(markdown, between=("单位：万元",))
        text = replace(word[0].cells[0], text=f"1.街面整治经费{said}，全部用完。", where="第9段")
        assert [rule for rule, _ in _found((*word, Block((text,))))] == found


def test_a_unit_price_in_another_unit_does_not_hide_the_unit_of_the_amounts() -> None:
    """单价（元） beside 支出（万元）: the text is held against 万元."""
    markdown = "| 项目名称 | 单价（元） | 支出（万元） |\n| 街面整治经费 | 300 | 12.03 |\n| 合计 | | 12.03 |\n"
    for said, found in (("12.03万元", []), ("12.04万元", ["prose-amount"])):
        text = Block((Text(f"1.街面整治经费{said}，全部用完。", "第9段"),))
        assert [rule for rule, _ in _found((*tables(markdown), text))] == found


def test_a_wrong_subtotal_and_a_wrong_part_are_told_where_they_stand() -> None:
    """小计 and 其中 by name."""
    blocks = tables(
        TRUE_AND_GUARDED["subtotals below their rows, departments merged"].replace("361,500.50", "361,500.51")
    )
    assert ("report-table-sum", "表1第4行第3列") in _found(blocks)
    blocks = tables(TRUE["其中 rows are parts"].replace("100,300.00", "120,300.01"))
    assert _found(blocks) == [("report-table-sum", "表1第2行第2列")]


def test_a_wrong_subtotal_under_headings_of_groups_is_told_at_itself_and_no_total_for_it() -> None:
    """合计 equals its rows: that it does not equal the 小计 is the fault of the 小计."""
    table = """
        | 序号 | 项目   | 金额（元） |
        | 一   | 基建类 |            |
        | 1    | A工程  | 1,000.00   |
        | 2    | B工程  | 2,000.00   |
        |      | 小计   | {0}        |
        | 二   | 服务类 |            |
        | 3    | C服务  | 500.00     |
        |      | 小计   | 500.00     |
        |      | 合计   | {1}        |
    """
    assert _found(tables(table.format("3,000.00", "3,500.00"))) == []
    assert _found(tables(table.format("3,100.00", "3,500.00"))) == [("report-table-sum", "表1第5行第3列")]
    assert _found(tables(table.format("3,000.00", "3,600.00"))) == [("report-table-sum", "表1第9行第3列")]
