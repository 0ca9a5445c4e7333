"""A foreign table in 万元 is rounded: what the exact amounts give is not accused, what rounding cannot explain is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from pipeline.verify.foreign.alone import hold_alone
from pipeline.verify.reading.blocks import Block, Text
from tests.verify_support import Found, critical, forms, tables


def _found(blocks: Sequence[Block]) -> Found:
    return critical(hold_alone(blocks, "外来报告.docx"))


WAN = (
    "| 序号 | 预算项目 | 全年预算（万元） | 支出（万元） | 结余（万元） | 执行率 |\n"
    "| 1 | 水渠清淤经费 | 18.00 | 9.00 | 9 | 50% |\n"
    "| 2 | 路灯维修经费 | 10.00 | 10.00 | 0 | 100% |\n"
    "| 3 | 公园管护经费 | 20.00 | 15.00 | 5 | 75% |\n"
    "| 4 | 街面整治经费 | 35.00 | 32.51 | {rest} | {rate} |\n"
    "| 5 | 河道保洁经费 | 40.00 | 20.00 | 20 | 50% |\n"
)


@pytest.mark.parametrize(
    ("rest", "rate", "found"),
    [
        ("2.49", "92.89%", []),
        ("2.49", "92.88%", []),
        ("2.50", "92.88%", []),
        ("2.49", "93.88%", [("report-table-rate", "表1第5行第6列")]),
        ("2.94", "92.88%", [("report-table-row", "表1第5行第5列")]),
    ],
)
def test_what_follows_from_amounts_rounded_to_the_table_is_not_accused(
    rest: str, rate: str, found: list[tuple[str, str]]
) -> None:
    """325,068元 of 350,000元 are 92.88%, and printed in 万元 32.51 of 35.00: that would be 92.89%."""
    assert _found(tables(WAN.format(rest=rest, rate=rate))) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("街面整治经费全年预算35万元，支出325,068.32元，执行率92.88%。", []),
        ("街面整治经费支出32.5068万元。", []),
        ("街面整治经费支出325,101.00元。", []),
        ("街面整治经费执行率92.88%。", []),
        ("街面整治经费支出326,068.32元。", ["prose-amount"]),
        ("街面整治经费支出32.52万元。", ["prose-amount"]),
        ("街面整治经费执行率93.88%。", ["prose-rate"]),
    ],
)
def test_a_text_may_say_an_amount_more_finely_than_a_rounded_table(text: str, found: list[str]) -> None:
    """The table tells it to its last digit only; beyond that the text contradicts it."""
    blocks = (*tables(WAN.format(rest="2.49", rate="92.89%")), Block((Text(f"4.{text}", "第9段"),)))
    assert _found(blocks) == [(rule, "第9段") for rule in found]


def test_sums_in_other_coarse_units_may_have_a_tail_too() -> None:
    """1.23 + 2.35 + 3.40 亿元 may be 6.99."""
    rows = "| 项目名称 | 支出（{unit}） |\n| 甲工程 | 1.23 |\n| 乙工程 | 2.35 |\n| 丙工程 | 3.40 |\n| 合计 | 6.99 |\n"
    assert _found(tables(rows.format(unit="亿元"))) == []
    assert _found(tables(rows.format(unit="元"))) == [("report-table-sum", "表1第5行第2列")]


@pytest.mark.parametrize(("rate", "found"), [("95.61%", []), ("95.62%", []), ("95.51%", ["form-rate"])])
def test_the_rate_of_a_form_may_follow_from_the_exact_amounts(rate: str, found: list[str]) -> None:
    """32.5067 of 34 are 95.61 %, and 32.51 of 34 would be 95.62 %."""
    changes = {"32.5067": "32.51", "95.61%": rate}
    blocks = [
        replace(block, cells=tuple(replace(cell, text=changes.get(cell.text, cell.text)) for cell in block.cells))
        for block in forms().blocks
    ]
    assert sum("32.51" in [cell.text for cell in block.cells] for block in blocks) > 1
    assert [rule for rule, _ in _found(blocks)] == found
