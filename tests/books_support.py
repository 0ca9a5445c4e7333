"""Books for tests: a small sound one, the same with a few cells changed, and sound ones in variety."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pipeline.model import book as nouns
from pipeline.model.book import Book, Info, Measure, Place
from pipeline.model.cells import Cell, column_letters
from pipeline.model.contract import BY_KEY, SHEETS, TOTAL_WORD
from pipeline.model.fields import Field, Kind
from tests.markdown import table

UNREAD = "?"
ROWS = {
    "projects": nouns.Project,
    "indicators": nouns.Indicator,
    "paragraphs": nouns.Paragraph,
    "parts": nouns.Part,
    "payments": nouns.Payment,
    "explanations": nouns.Explanation,
}
SOUND = {
    "基本信息": """
        | 单位名称 | 预算年度 | 单项上限（元） | 支出合计（元） | 项目数量 | 自评得分 |
        |---|---|---|---|---|---|
        | 龙城街道办事处 | 2023 | 2,000,000 | 156,000 | 2 | 99.05 |
    """,
    "项目清单": """
        | 序号 | 预算项目 | 资金来源 | 年初预算（元） | 全年预算（元） | 支出（元） | 绩效目标 | 完成情况 |
        |---|---|---|---|---|---|---|---|
        | 1 | 沟渠保洁经费 | 当年财政拨款 | 100,000 | 100,000 | 96,000 | 沟渠干净 | 保洁到位 |
        | 2 | 文化活动经费 | 上年结转资金 | | 60,000 | 60,000 | 活动丰富 | 按计划开展 |
        | 合计 | | | 100,000 | 160,000 | 156,000 | | |
    """,
    "绩效指标": """
        | 项目序号 | 一级指标 | 二级指标 | 三级指标 | 指标方向 | 指标值 | 计量单位 | 完成值 | 分值 | 得分 | 偏差原因及改进措施 | 佐证材料 |
        |---|---|---|---|---|---|---|---|---|---|---|---|
        | 1 | 产出指标 | 数量指标 | 保洁沟渠条数 | ≥ | 4 | 条 | 4 | 15 | 15 | | 保洁合同 |
        | 1 | 产出指标 | 质量指标 | 检查合格率 | ≥ | 95 | % | 96 | 15 | 15 | | 检查记录 |
        | 1 | 产出指标 | 时效指标 | 完成月份 | ≤ | 12 | 月 | 12 | 10 | 10 | | 验收单 |
        | 1 | 产出指标 | 成本指标 | 每条沟渠费用 | ≤ | 25000 | 元 | 24000 | 10 | 10 | | 结算单 |
        | 1 | 效益指标 | 生态效益指标 | 水面整洁 | 定性 | 水面无漂浮垃圾 | | 达成 | 30 | 30 | | 巡查照片 |
        | 1 | 满意度指标 | 服务对象满意度指标 | 居民满意度 | ≥ | 90 | % | 92 | 10 | 10 | | 问卷调查表 |
        | 2 | 产出指标 | 数量指标 | 活动场次 | ≥ | 10 | 场 | 9 | 15 | 13.5 | 雨天取消一场，明年改室内 | 活动签到表 |
        | 2 | 产出指标 | 质量指标 | 活动完成率 | ≥ | 90 | % | 90 | 15 | 15 | | 活动总结 |
        | 2 | 产出指标 | 时效指标 | 完成日期 | ≤ | 2023-12-31 | | 2023-12-20 | 10 | 10 | | 活动总结 |
        | 2 | 产出指标 | 成本指标 | 每场费用 | ≤ | 6000 | 元 | 6000 | 10 | 10 | | 结算单 |
        | 2 | 效益指标 | 社会效益指标 | 参加人次 | ≥ | 500 | 人次 | 620 | 30 | 30 | | 活动签到表 |
        | 2 | 满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥ | 90 | % | 95 | 10 | 10 | | 问卷调查表 |
    """,  # noqa: E501  (a table row is not cut)
    "报告正文": """
        | 章节 | 项目序号 | 正文 |
        |---|---|---|
        | 二 | | 资金按制度使用。 |
        | 三 | 1 | 沟渠保洁经费用于日常保洁。 |
        | 三 | 2 | 文化活动经费用于开展活动。 |
    """,
}


def _measure(text: str) -> Measure:
    bare = text.removesuffix("%").replace(",", "")
    if re.fullmatch(r"-?\d+(\.\d+)?", bare):
        return Measure(text, Decimal(bare))
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}前?", text):
        return Measure(text, None, date.fromisoformat(text.removesuffix("前")))
    return Measure(text)


def read_cell(text: str, field: Field) -> Any:  # noqa: ANN401  (what a cell holds depends on its column)
    """Read a cell as a test writes it: 325,067.00 is an amount, 2023-08-05 a day; blank and `?` are None."""
    if text in {"", UNREAD}:
        return None
    readers = {
        Kind.MONEY: lambda typed: int(Decimal(typed.replace(",", "")) * 100),
        Kind.COUNT: int,
        Kind.YEAR: int,
        Kind.SCORE: Decimal,
        Kind.DATE: date.fromisoformat,
        Kind.MEASURE: _measure,
    }
    return readers.get(field.kind, str)(text)


def read_grids(tables: Mapping[str, str], changes: Mapping[str, str]) -> dict[str, list[dict[str, str]]]:
    """Rows of every sheet by heading, with the cells at these addresses changed (a row below the last is added)."""
    grids = {sheet.name: table(tables[sheet.name]) for sheet in SHEETS if sheet.name in tables}
    for address, text in changes.items():
        name, ref = address.split("!")
        letters, row = re.fullmatch(r"([A-Z]+)(\d+)", ref).groups()  # type: ignore[union-attr]
        sheet = next(sheet for sheet in SHEETS if sheet.name == name)
        if sheet.paired:
            grids[name][0][sheet.fields[int(row) - 2].heading] = text
            continue
        grid = grids.setdefault(name, [])
        while len(grid) < int(row) - 1:
            grid.append({})
        column = next(at for at, _ in enumerate(sheet.fields) if column_letters(at + 1) == letters)
        grid[int(row) - 2][sheet.fields[column].heading] = text
    return grids


def _values(row: Mapping[str, str], fields: Iterable[Field]) -> dict[str, Any]:
    return {
        field.key: read_cell(row.get(field.heading, ""), field)
        for field in fields
        if row.get(field.heading) != TOTAL_WORD
    }


def make_book(
    tables: Mapping[str, str],
    changes: Mapping[str, str] | None = None,
    *,
    without: Iterable[str] = (),
    name: str = "甲.xlsx",
) -> Book:
    """Make a book of Markdown tables by sheet name; `changes` by address; `without` lists 工作表!列 that are missing.

    Heading rows stand in row 1, columns in the contract's order; 基本信息 lists its labels from row 2.
    """
    grids = read_grids(tables, changes or {})
    content: dict[str, Any] = {}
    places: dict[str, Place] = {}
    unread: set[Cell] = set()
    for sheet in SHEETS:
        if sheet.name not in grids:
            continue
        fields = [field for field in sheet.fields if f"{sheet.name}!{field.heading}" not in set(without)]
        start = 2 if sheet.paired else 1
        columns = {field.key: at for at, field in enumerate(sheet.fields, start=start) if field in fields}
        places[sheet.key] = Place(sheet.name, 1, columns)
        grid = grids[sheet.name]
        for at, row in enumerate(grid, start=2):
            for field in fields:
                if row.get(field.heading) == UNREAD:
                    place = columns[field.key]
                    unread.add(Cell(sheet.name, *((place, 2) if sheet.paired else (at, place))))
        if sheet.paired:
            content["info"] = Info(**_values(grid[0], fields))
            continue
        rows = [
            (TOTAL_WORD in row.values(), ROWS[sheet.key](row=at, **_values(row, fields)))
            for at, row in enumerate(grid, start=2)
            if any(row.values())
        ]
        content[sheet.key] = tuple(row for is_total, row in rows if not is_total)
        if any(is_total for is_total, _ in rows):
            content["total"] = next(row for is_total, row in rows if is_total)
    return Book(name, "0" * 64, places=places, unread=frozenset(unread), **content)


def sound_book(changes: Mapping[str, str] | None = None, /, *, without: Iterable[str] = (), **tables: str) -> Book:
    """Make the small sound book, with cells changed by address and whole tables by sheet name."""
    return make_book({**SOUND, **tables}, changes, without=without)


def heading_of(key: str, field: str) -> str:
    """Give the heading of a field of the contract."""
    return BY_KEY[key].field(field).heading
