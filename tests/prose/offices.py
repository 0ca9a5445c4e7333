"""Whole reports of offices of all kinds, as true_offices.md tells them, read as books."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.model.book import Indicator, Measure
from pipeline.model.contract import QUALITATIVE
from tests.markdown import table
from tests.prose_support import book, fen, project

if TYPE_CHECKING:
    from pipeline.model.book import Book, Project

OFFICES = Path(__file__).with_name("true_offices.md").read_text(encoding="utf-8").split("\n## ")[1:]
_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _project(row: dict[str, str]) -> Project:
    return project(
        int(row["序号"]),
        row["预算项目"],
        row["支出（元）"],
        row["全年预算（元）"],
        short=row["简称"] or None,
        initial=fen(row["年初预算（元）"] or None),
        goal=row["绩效目标"],
        outcome=row["完成情况"] or None,
    )


def measure(text: str) -> Measure:
    """Read a value as typed: a number, a day, or words."""
    number = Decimal(text) if text.replace(".", "").replace("-", "").isdecimal() and "-" not in text[1:] else None
    return Measure(text, number, date.fromisoformat(text) if _DATE.fullmatch(text) else None)


def _indicator(at: int, row: dict[str, str]) -> Indicator:
    qualitative = row["指标方向"] == QUALITATIVE
    target, actual = (Measure(row[it]) if qualitative else measure(row[it]) for it in ("指标值", "完成值"))
    texts = (row["一级指标"], row["二级指标"], row["三级指标"], row["指标方向"])
    points = (Decimal(row["分值"]), Decimal(row["得分"]))
    reason = row["偏差原因及改进措施"] or None
    return Indicator(at, int(row["项目序号"]), *texts, target, row["计量单位"] or None, actual, *points, reason)


def book_of(office: str) -> Book:
    """Read an office's section: its heading, its projects, its indicators, its paragraphs."""
    heading, *tables = office.strip().split("\n\n")
    _, year, preset, _ = heading.split(" ")
    listed, indicators, paragraphs = (table(it) for it in tables)
    texts = [
        (row["章节"], int(row["项目序号"]) if row["项目序号"] else None, row["正文"].replace("⏎", "\n"))
        for row in paragraphs
    ]
    rows = [_indicator(at, row) for at, row in enumerate(indicators, start=2)]
    return book(list(map(_project, listed)), texts, rows, unit=heading.split(" ")[0], year=int(year), preset=preset)
