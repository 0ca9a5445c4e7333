"""A typed title names the year and the limit of 基本信息, or it is flagged with both."""

from __future__ import annotations

import pytest

from pipeline.checks.run_checks import book_rules, run_rule
from tests.books_support import sound_book

TITLE, UNIT_CELL, YEAR, CAP = "基本信息!B4", "基本信息!B2", "基本信息!B3", "基本信息!B6"
COUNT = "基本信息!B8"
UNIT = "龙城街道办事处"


@pytest.mark.parametrize(
    ("title", "cells"),
    [
        (f"{UNIT}2023年200万元以下项目支出绩效报告（自评）", []),
        (f"{UNIT}2023年度200万以内项目支出绩效报告", []),
        (f"{UNIT}2022年50万元以上200万元以下项目支出绩效报告", [[TITLE, YEAR]]),
        (f"{UNIT}二〇二二年项目支出绩效报告", [[TITLE, YEAR]]),
        (f"{UNIT}2022年300万元（含）以下项目支出绩效报告", [[TITLE, YEAR], [TITLE, CAP]]),
        (f"{UNIT}2022—2023年项目支出绩效报告", []),
        (f"{UNIT}2022年安排的2023年项目支出绩效报告", []),
        (f"{UNIT}项目支出绩效报告", []),
        ("龙城街道2023年度项目支出绩效报告", []),
        ("呈贡区龙城街道办事处2023年度项目支出绩效报告", []),
        ("青山镇人民政府2023年度项目支出绩效报告", [[TITLE, UNIT_CELL]]),
        ("关于雨花街道2023年度项目支出绩效自评情况的报告", [[TITLE, UNIT_CELL]]),
        (f"{UNIT}2023年乡镇财政、城乡项目支出绩效报告", []),
        (f"{UNIT}2023年度2个项目支出绩效报告", []),
        (f"{UNIT}2023年度三个项目支出绩效报告", [[TITLE, COUNT]]),
        ("", []),
    ],
)
def test_a_title_that_names_another_year_or_limit_is_flagged(title: str, cells: list[list[str]]) -> None:
    """At the title and at the cell it differs from; spans of years, and titles without a year, are left alone."""
    (rule,) = (it for it in book_rules() if it.id == "title-unlike-info")
    found = run_rule(rule, sound_book({TITLE: title}))
    assert [[cell.address for cell in it.cells] for it in found] == cells
