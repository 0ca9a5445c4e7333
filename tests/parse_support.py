"""A small sound workbook as raw sheets, and a way to spoil single cells of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from pipeline.intake.raw import Mark, RawBook, RawSheet, Scalar
from pipeline.intake.rows.parse import parse

if TYPE_CHECKING:
    from pipeline.model.book import Book
    from pipeline.model.findings import Finding

Rows = list[list[Scalar]]


def sound_rows() -> dict[str, Rows]:
    """Every sheet of a workbook that reads without a finding; headings in row 2 of 基本信息, else in row 1."""
    info: Rows = [
        ["示例街道办事处基本信息", None, None],
        ["项目", "内容", "怎么填"],
        ["单位名称", "示例街道办事处", "写全称"],
        ["预算年度", 2023, None],
        ["单项上限（元）", 2000000, None],
        ["支出合计（元）", 3000.5, None],
        ["项目数量", 3, None],
        ["自评得分", 97.5, None],
        ["评分办法", "mof-2020", None],
        ["版式", "国标", None],
        ["填报日期", date(2024, 1, 15), None],
    ]
    projects: Rows = [
        [
            "序号",
            "预算项目",
            "资金来源",
            "年初预算（元）",
            "全年预算（元）",
            "支出（元）",
            "指标调整日期",
            "绩效目标",
            "完成情况",
        ],
        [1, "道路维修", "当年财政拨款", 1000, 1000, 1000, None, "修好道路", "已修好"],
        [2, "社区活动", "上年结转资金", 1000, 1000, 1000.5, date(2023, 3, 1), "办好活动", "已办好"],
        [3, "图书采购", None, None, 1000, 1000, None, "买好图书", "已买好"],
        ["合计", None, None, 2000, 3000, 3000.5, None, None, None],
    ]
    indicators: Rows = [
        [
            "项目序号",
            "一级指标",
            "二级指标",
            "三级指标",
            "指标方向",
            "指标值",
            "计量单位",
            "完成值",
            "分值",
            "得分",
            "佐证材料",
        ],
        [1, "产出指标", "数量指标", "维修里程", "≥", 5, "公里", 5.5, 50, 50, "验收单"],
        [1, "效益指标", "社会效益指标", "出行改善", "定性", "明显改善", None, "达成", 30, 30, "照片"],
        [1, "满意度指标", "服务对象满意度指标", "群众满意度", "≥", 90, "%", 95, 10, 10, "问卷"],
    ]
    paragraphs: Rows = [
        ["章节", "项目序号", "正文"],
        ["一（一）", None, "本年共有项目 {项目数量} 个。"],
        ["三", 1, "  道路维修支出{支出元}。 "],
    ]
    parts: Rows = [
        ["项目序号", "资金类别", "年初预算（元）", "全年预算（元）", "全年执行（元）"],
        [2, "上年结转资金", 1000, 1000, 1000.5],
    ]
    payments: Rows = [
        [
            "项目序号",
            "支付日期",
            "凭证号",
            "收款人",
            "摘要",
            "金额（元）",
            "行政办公会日期",
            "党工委会日期",
            "免议事由",
        ],
        [1, date(2023, 8, 5), "2023-001", "某公司", "修路", 1200, date(2023, 8, 1), None, None],
        [1, date(2023, 8, 6), "2023-002", "某公司", "冲销", -200, None, None, None],
    ]
    explanations: Rows = [["规则", "单元格", "说明"], ["almost-split", "支付明细!F2", "已核实"]]
    return {
        "基本信息": info,
        "项目清单": projects,
        "绩效指标": indicators,
        "报告正文": paragraphs,
        "资金构成": parts,
        "支付明细": payments,
        "核实说明": explanations,
    }


def place(address: str) -> tuple[str, int, int]:
    """Take 项目清单!H18 apart: sheet, row, column."""
    sheet, letters, row = re.fullmatch(r"(?:(.+)!)?([A-Z]+)(\d+)", address).groups()  # type: ignore[union-attr]
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - 64
    return sheet or "", int(row), column


def put(rows: Rows, row: int, column: int, value: Scalar) -> None:
    """Set a cell, growing the sheet as needed."""
    while len(rows) < row:
        rows.append([])
    while len(rows[row - 1]) < column:
        rows[row - 1].append(None)
    rows[row - 1][column - 1] = value


def raw_book(
    edits: Mapping[str, Scalar] | None = None,
    *,
    marks: Mapping[str, Mark] | None = None,
    merged: Sequence[str] = (),
    without: Sequence[str] = (),
    extra: Mapping[str, Rows] | None = None,
) -> RawBook:
    """Give the sound workbook with cells set by address, marked, merged (项目清单!A2:A3), sheets dropped or added."""
    sheets = {name: rows for name, rows in (sound_rows() | dict(extra or {})).items() if name not in without}
    for address, value in (edits or {}).items():
        sheet, row, column = place(address)
        put(sheets[sheet], row, column, value)
    marked: dict[str, dict[tuple[int, int], Mark]] = {}
    for address, mark in (marks or {}).items():
        sheet, row, column = place(address)
        marked.setdefault(sheet, {})[row, column] = mark
    ranges: dict[str, list[tuple[int, int, int, int]]] = {}
    for span in merged:
        first, last = span.split(":")
        sheet, row, column = place(first)
        ranges.setdefault(sheet, []).append((row, column, *place(last)[1:]))
    blank = {name: [["" if value is None else value for value in row] for row in rows] for name, rows in sheets.items()}
    return RawBook(
        tuple(
            RawSheet(name, rows, marks=marked.get(name, {}), merged=tuple(ranges.get(name, ())))
            for name, rows in blank.items()  # as the reader gives blank cells
        )
    )


def said(findings: Sequence[Finding]) -> set[tuple[str, str | None]]:
    """Give each finding as (rule, where a person looks first): address, or sheet where there is no cell."""
    return {(one.rule.id, one.cells[0].address if one.cells else one.sheet) for one in findings}


def read_book(raw: RawBook) -> tuple[Book, list[Finding]]:
    """Parse under a name of no importance."""
    return parse(raw, "表.xlsx", "0" * 64)


def read_edited(edits: Mapping[str, Scalar]) -> tuple[Book, set[tuple[str, str | None]]]:
    """Parse the sound workbook with some cells changed; give the book and what was said."""
    book, findings = read_book(raw_book(edits))
    assert len(said(findings)) == len(findings), "one cause was said twice"
    return book, said(findings)
