"""Texts for the benchmark: the sample's, told short with many figures or at length with few, and no two alike."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pipeline.model.book import Paragraph
from tests.markdown import table

if TYPE_CHECKING:
    from pipeline.model.book import Book, Indicator, Info, Part, Payment, Project

Row = TypeVar("Row", "Info", "Project", "Part", "Payment", "Indicator", "Paragraph")
_MONEY = re.compile("([0-9][0-9,]*(?:[.][0-9]+)?)(?= ?[万亿]?元)")
_FEN = ("cap", "control", "office_from", "party_from", "initial", "budget", "spent", "amount")
_TEXTS = ("goal", "outcome", "reason", "text")
TENFOLD = 10
_LONG = Path(__file__).with_name("long_report.md")


def _told(text: str, times: int) -> str:
    """Multiply every amount that a text tells."""
    return _MONEY.sub(lambda found: f"{Decimal(found[1].replace(',', '')) * times:{',' * (',' in found[1])}f}", text)


def _multiplied(row: Row, times: int) -> Row:
    fen = {key: getattr(row, key) * times for key in _FEN if getattr(row, key, None)}
    texts = {key: _told(getattr(row, key), times) for key in _TEXTS if getattr(row, key, None)}
    return replace(row, **fen, **texts)


def multiplied(book: Book, times: int) -> Book:
    """Multiply every amount of a book, in its tables and in its texts."""
    return replace(
        book,
        info=_multiplied(book.info, times),
        projects=tuple([_multiplied(row, times) for row in book.projects]),
        total=book.total and _multiplied(book.total, times),
        parts=tuple([_multiplied(row, times) for row in book.parts]),
        payments=tuple([_multiplied(row, times) for row in book.payments]),
        indicators=tuple([_multiplied(row, times) for row in book.indicators]),
        paragraphs=tuple([_multiplied(row, times) for row in book.paragraphs]),
    )


def tenfold(book: Book) -> Book:
    """Repeat the paragraphs of a book ten times, each in a row of its own."""
    rows = [replace(row, row=row.row + 1000 * at) for at in range(TENFOLD) for row in book.paragraphs]
    return replace(book, paragraphs=tuple(rows))


def told_at_length(book: Book) -> Book:
    """Give the sample the paragraphs of long_report.md in place of its own: as long as real ones, with few figures."""
    rows = table(_LONG.read_text(encoding="utf-8").split("\n\n")[-1])
    numbers = (int(row["项目序号"]) if row["项目序号"] else None for row in rows)
    told = enumerate(zip(rows, numbers, strict=True), start=2)
    paragraphs = tuple(Paragraph(at, row["章节"], number, row["正文"]) for at, (row, number) in told)
    return replace(book, paragraphs=paragraphs)
