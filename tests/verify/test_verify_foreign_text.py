"""The text of a foreign report is held against its own list, by whatever name an item calls a project."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from pipeline.verify.foreign.alone import hold_alone
from pipeline.verify.reading.blocks import Block, Text
from tests.verify_support import Found, critical, tables

OTHER = str.maketrans("0123456789", "1234567890")
LIST = """
    | 序号 | 预算项目                     | 支出（元）   |
    | 1    | 2023年城乡环境整治专项经费   | 325,067.00   |
    | 2    | 社区书屋免费开放补助资金     | 40,000.00    |
    | 3    | 职工食堂补助经费             | 828,483.78   |
    | 4    | 社区安防设备网络费和服务经费 | 150,000.00   |
    | 5    | 赴外处置及专项值守工作经费   | 832,841.00   |
    | 6    | 河道保洁经费                 | 110,000.00   |
    | 合计 | <                            | 2,286,391.78 |
"""
HEADS = (
    "一、项目基本情况",
    "上述6个项目合计支出228.64万元，其中：街道自筹 20万元。",
    "三、项目组织实施情况",
)
ITEMS = (
    "1. 城乡环境整治专项经费32.51万元，分片包干，每周检查 2 次。",
    "2.书屋免费开放4万元，购买图书 800 册。",
    "3.职工食堂经费82.85万元，全年供餐 248 天。",
    "4.社区安防设备网络费和服务经费15万元，保证不间断运行。",
    "5.应急值班83.28万元，全年处置 23 件。",
    "6.河道保洁经费11万元，每日巡河。",
)


def _report(*items: str) -> tuple[Block, ...]:
    texts = (*HEADS, *items)
    return (*tables(LIST), *(Block((Text(text, f"第{at}段"),)) for at, text in enumerate(texts, start=10)))


def _found(*items: str) -> Found:
    return critical(hold_alone(_report(*items), "外来报告.docx"))


def _digits(item: str) -> Iterator[str]:
    """Every way to change one digit of the amount an item begins with."""
    amount = re.search(r"\d[\d.]*(?=万元)", item)
    assert amount is not None
    for at in range(*amount.span()):
        if item[at].isdigit():
            yield item[:at] + item[at].translate(OTHER) + item[at + 1 :]


def test_a_true_report_is_left_alone() -> None:
    """Names without their year, in part, with words left out, and one that is called something else."""
    assert _found(*ITEMS) == []


@pytest.mark.parametrize("at", range(len(ITEMS)), ids=[item[2:8] for item in ITEMS])
def test_any_digit_off_in_an_amount_an_item_begins_with_is_found(at: int) -> None:
    """By name, by part of a name, by what is left over and differs in one digit."""
    for item in _digits(ITEMS[at]):
        assert _found(*ITEMS[:at], item, *ITEMS[at + 1 :]) == [("prose-amount", f"第{13 + at}段")], item


def test_the_total_and_the_number_of_projects_in_the_text_are_held_against_the_list() -> None:
    """228.64 and 6 follow from the table."""
    for old, new, rule in (("228.64", "228.65", "prose-declared"), ("6个项目", "7个项目", "prose-declared")):
        blocks = [
            replace(block, cells=tuple(replace(cell, text=cell.text.replace(old, new)) for cell in block.cells))
            for block in _report(*ITEMS)
        ]
        assert critical(hold_alone(blocks, "外来报告.docx")) == [(rule, "第11段")], new


@pytest.mark.parametrize(
    "item",
    [
        "5.应急值班90万元，全年处置 23 件。",
        "5.设备采购83.29万元，另行评价。",
        "5.应急值班人员补贴8.33万元，按月发放。",
        "7.购置办公设备12.5万元。",
        "7.上年结转83.38万元，本年不再安排。",
    ],
)
def test_an_item_that_may_be_about_something_else_is_not_accused(item: str) -> None:
    """Where fewer items name what they are about, or an amount is not nearly a listed one."""
    few = ITEMS[:2] if "83.29" in item else (*ITEMS[:4], ITEMS[5])
    if "83.38" in item:
        few = ITEMS
    assert _found(*few, item) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("河道保洁经费，全年核拨 110000元，用于日常巡护。", []),
        ("河道保洁经费，全年核拨 110100元，用于日常巡护。", ["report-amount-near"]),
        ("河道保洁经费，年初预算 110100元，用于日常巡护。", []),
        ("河道保洁经费，全年核拨 110100元，实付 11万元。", []),
        ("河道保洁经费，设备费 21000元、劳务费 89000元。", []),
        ("河道保洁经费，发放补助 12 万元。", []),
    ],
)
def test_an_amount_one_digit_off_in_the_item_of_its_project_is_found(text: str, found: list[str]) -> None:
    """Where the item says its spending nowhere else, and the amount is called nothing else."""
    assert [rule for rule, _ in _found(*ITEMS[:5], text)] == found


def test_the_limit_in_the_title_is_held_against_the_text() -> None:
    """单项 200 万元以下 in the title, 300 万元以下 in the text."""
    for said, found in (("200", []), ("300", [("prose-declared", "第10段")])):
        blocks = list(_report(*ITEMS))
        texts = (("丙街道2023年200万元以下项目支出绩效报告", "第1段"), ("一、项目基本情况", "第2段"))
        first = [Block((Text(text, where),)) for text, where in texts]
        told = Block((Text(f"{said}万元以下的项目主要是日常保障。", "第10段"),))
        assert critical(hold_alone([*first, told, *blocks[1:]], "外来报告.docx")) == found


def test_a_wrong_total_is_told_once_where_the_text_says_what_the_rows_add_up_to() -> None:
    """The text is right, and only a digit away from what the table says; a text that is neither is told."""
    wrong = [Block((Text(text, f"第{at}段"),)) for at, text in enumerate((*HEADS, *ITEMS), start=10)]
    blocks = (*tables(LIST.replace("2,286,391.78", "2,296,391.78")), *wrong)
    assert [rule for rule, _ in critical(hold_alone(blocks, "外来报告.docx"))] == ["report-table-sum"]


def test_names_that_fit_two_projects_bind_neither() -> None:
    """经费 and 社区 stand in several names."""
    assert _found(*ITEMS, "7.社区4.5万元，按需安排。", "8.专项经费9万元。") == []


def test_amounts_behind_a_name_that_are_not_its_spending_are_not_accused() -> None:
    """Parts, plans, other years, unit prices."""
    assert (
        _found(
            *ITEMS,
            "书屋免费开放补助资金2022年支出3.2万元，比上年增长25%。",
            "职工食堂补助经费中，食材采购 60.5万元。",
            "河道保洁经费每月支付9166.67元。",
        )
        == []
    )


WHOLE = """
    | 项目名称   | 全年预算（元） | 实际支出（元） |
    | 合计       | 8,650,000.00   | 8,210,340.55   |
    | 城乡低保   | 5,200,000.00   | 5,100,000.00   |
    | 临时救助   | 3,450,000.00   | 3,110,340.55   |
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2023年度安排项目资金共计 8,650,000 元，支出 8,210,340.55 元。", []),
        ("2023年度安排项目资金共计 8,650,001 元，支出 8,210,340.55 元。", ["8,650,001 元"]),
        ("2023年度安排项目资金共计 8,650,000 元，支出 8,210,340.56 元。", ["8,210,340.56 元"]),
        ("2023年度安排项目资金共计 865 万元，支出 821.04 万元。", ["821.04 万元"]),
        ("上年预算 8,650,001 元，收入 8,210,340.56 元。", []),
        ("2023年度预算 8,650,000 元，支出 7,000,000 元。", ["7,000,000 元"]),
        ("2023年度预算 8,650,000 元，上半年支出 7,000,000 元。", []),
        ("2023年度预算 8,650,000 元，其中救助支出 7,000,000 元。", []),
        ("2022年度预算 8,650,000 元，支出 7,000,000 元。", []),
    ],
)
def test_a_whole_one_digit_off_in_the_text_is_found(text: str, found: list[str]) -> None:
    """The budget or the spending of all projects, where the text says it nowhere else; and what stands beside one."""
    remarks = hold_alone(tables(WHOLE, between=["2023年项目支出情况。", text]), "外来报告.docx")
    assert [remark.finding.found for remark in remarks] == found


@pytest.mark.parametrize(
    ("right", "wrong", "rule"),
    [
        ("维修站房26,340.50元，折合2.63万元。", "维修站房26,340.50元，折合2.36万元。", "prose-restated"),
        ("3月1日开工，3月20日完工，历时20天。", "3月1日开工，3月20日完工，历时30天。", "prose-span"),
        ("计划义诊24场，实际义诊22场，完成91.67%。", "计划义诊24场，实际义诊22场，完成92.67%。", "prose-share"),
        ("工期112天，比120天提前8天。", "工期112天，比120天提前6天。", "prose-growth"),
    ],
)
def test_what_a_sentence_contradicts_by_itself_is_told_of_a_foreign_report_too(
    right: str, wrong: str, rule: str
) -> None:
    """Amounts told twice, days between dates, plans and what was reached of them, gaps to a target."""
    assert _found(*ITEMS[:5], f"{ITEMS[5]}{right}") == []
    assert _found(*ITEMS[:5], f"{ITEMS[5]}{wrong}") == [(rule, "第18段")]
