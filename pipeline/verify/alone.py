"""On its own (独立核对): a foreign report's table and paragraphs become a book, and its own numbers hold each other."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from pipeline.checks.prose import read_prose
from pipeline.model import money
from pipeline.model.book import Book, Info, Paragraph, Place, Project
from pipeline.model.contract import TOTAL_WORD
from pipeline.model.findings import declare
from pipeline.verify.remarks import NOTHING_TO_HOLD, Remark

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.model.cells import Cell
    from pipeline.verify.reading import Block

TABLE, PROSE = "项目表", "报告正文"
COLUMNS = {"number": 1, "name": 2, "spent": 3}
OWN_RULES = frozenset({"prose-undescribed", "prose-list-number", "prose-unproven"})  # they speak of a workbook
_TITLE = re.compile(r"(?P<unit>[^\d\s（()）]{2,30}?)(?P<year>20\d\d)年")
_CHAPTER = re.compile(r"^([一二三四五六])、")
_PART = re.compile(r"^（([一二])）")
_ANALYSIS = re.compile(r"^([1-4])[.．、].{2,16}分析$")
_ITEM = re.compile(r"^\s*\d{1,3}[.．、](?!\d)\s*")
_LONGEST_HEADING = 40

TABLE_SUM = declare(
    "report-table-sum",
    "报告项目表合计不符",
    "critical",
    source="rules 1",
    notes="报告里项目表各行之和必须等于合计行，一分不差。",
    fix="请核对表中各行和合计，改正错的那一个。",
)


@dataclass
class _Draft:
    """What is gathered while the blocks go by; `wheres` names the place of each made-up cell."""

    projects: list[Project] = field(default_factory=list)
    total: Project | None = None
    paragraphs: list[Paragraph] = field(default_factory=list)
    wheres: dict[tuple[str, int, int], str] = field(default_factory=dict)


def _fen(text: str, scale: int) -> int | None:
    try:
        value = Decimal(text.replace(",", "").replace("，", "").strip())
    except InvalidOperation:
        return None
    fen = value * scale
    return int(fen) if fen == fen.to_integral_value() else None


def _columns(block: Block) -> Mapping[str, int] | None:
    """Find 序号, 项目 and 支出 in a heading row."""
    columns: dict[str, int] = {}
    for index, cell in enumerate(block.cells):
        text = cell.text.replace("\n", "").replace(" ", "")
        if text == "序号":
            columns["number"] = index
        elif "项目" in text and "name" not in columns:
            columns["name"] = index
        elif re.search(r"支出|金额|执行数|决算", text) and "spent" not in columns:
            columns["spent"] = index
            columns["scale"] = money.FEN_PER_WAN if "万元" in text else money.FEN_PER_YUAN
    return columns if {"name", "spent"} <= columns.keys() else None


def _take_row(draft: _Draft, block: Block, columns: Mapping[str, int], row: int) -> None:
    texts = [cell.text.strip() for cell in block.cells]
    is_total = any(text.replace(" ", "").replace("\u3000", "") == TOTAL_WORD for text in texts)
    spent_at = len(texts) - 1 if is_total else columns["spent"]
    if spent_at >= len(texts) or columns["name"] >= len(texts):
        return
    fen = _fen(texts[spent_at], columns["scale"])
    for name, column in COLUMNS.items():
        at = min(columns.get(name, 0), len(texts) - 1) if name != "spent" else spent_at
        draft.wheres[TABLE, row, column] = block.cells[at].where
    if is_total:
        draft.total = Project(row, spent=fen)
    else:
        draft.projects.append(Project(row, len(draft.projects) + 1, texts[columns["name"]], budget=None, spent=fen))


def _tables(draft: _Draft, blocks: Sequence[Block]) -> None:
    """Take the first table that lists projects with their spending."""
    columns, table = None, 0
    for row, block in enumerate((block for block in blocks if block.table), start=1):
        if columns is None:
            columns, table = _columns(block), block.table
        elif block.table == table and draft.total is None:
            _take_row(draft, block, columns, row)


def _section(text: str, before: str) -> str | None:
    """Name the 章节 a heading opens; None where the text is no heading."""
    if len(text) > _LONGEST_HEADING:
        return None
    chapter, part, analysis = _CHAPTER.match(text), _PART.match(text), _ANALYSIS.match(text)
    if chapter:
        return {"一": "一（一）", "四": "四.1"}.get(chapter[1], chapter[1])
    if part and before.startswith("一"):
        return f"一（{part[1]}）"
    if analysis and before.startswith("四"):
        return f"四.{analysis[1]}"
    return None


def _project_of(draft: _Draft, text: str) -> int | None:
    named = [it for it in draft.projects if it.name and text.startswith(it.name)]
    return max(named, key=lambda it: len(it.name or "")).number if named else None


def _prose(draft: _Draft, blocks: Sequence[Block]) -> None:
    section, project = "", None
    for row, block in enumerate((block for block in blocks if not block.table), start=1):
        text = block.text.strip()
        heading = _section(text, section)
        if heading:
            section, project = heading, None
        elif section:
            item = _ITEM.match(text)
            words = text[item.end() :] if item else text
            project = _project_of(draft, words) if item else project
            draft.paragraphs.append(Paragraph(row, section, project, words))
            draft.wheres[PROSE, row, 3] = block.where


def book_of(blocks: Sequence[Block], name: str) -> tuple[Book, Mapping[tuple[str, int, int], str]]:
    """Make a book of what a report says of itself, and the place in the report of each of its cells."""
    draft = _Draft()
    _tables(draft, blocks)
    _prose(draft, blocks)
    title = next((found for block in blocks[:6] if (found := _TITLE.search(block.text))), None)
    info = Info(unit=title["unit"] if title else None, year=int(title["year"]) if title else None)
    places = {
        "info": Place("基本信息", 1, {}),
        "projects": Place(TABLE, 1, COLUMNS),
        "indicators": Place("绩效指标", 1, {}),
        "paragraphs": Place(PROSE, 1, {"section": 1, "project": 2, "text": 3}),
    }
    book = Book(name, "", info, tuple(draft.projects), draft.total, paragraphs=tuple(draft.paragraphs), places=places)
    return book, draft.wheres


def _table_sum(book: Book) -> Iterator[tuple[Cell, Remark]]:
    amounts = [project.spent for project in book.projects]
    if book.total is None or book.total.spent is None or None in amounts:
        return
    listed = sum(amount or 0 for amount in amounts)
    if listed != book.total.spent:
        cell = book.cell(book.total, "spent")
        found, expected = f"{money.yuan_text(book.total.spent)} 元", f"{money.yuan_text(listed)} 元"
        gap = money.yuan_text(abs(listed - book.total.spent))
        message = f"项目表合计写的是 {found}，各行相加是 {expected}，相差 {gap} 元。"
        yield cell, Remark(TABLE_SUM.at(cell, found=found, expected=expected, message=message), "")


def hold_alone(blocks: Sequence[Block], name: str) -> list[Remark]:
    """Hold a report against itself: its table's sum, its prose against its table, parts against wholes."""
    book, wheres = book_of(blocks, name)
    remarks = [Remark(remark.finding, wheres[cell.sheet, cell.row, cell.column]) for cell, remark in _table_sum(book)]
    if not book.projects:
        message = "报告里没有找到列出项目和支出的表，正文里的数字没有可以对照的来源。"
        remarks.append(Remark(NOTHING_TO_HOLD.at(found="没有项目表", expected="项目表", message=message), ""))
    for finding in read_prose(book)[0]:
        if finding.rule.id not in OWN_RULES:
            first = finding.cells[0] if finding.cells else None
            where = wheres.get((first.sheet, first.row, first.column), "") if first else ""
            remarks.append(Remark(finding, where))
    return remarks
