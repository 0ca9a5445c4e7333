"""Texts for the benchmark: the sample's workbook with all its money multiplied, as true as before, no two alike."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from pipeline.model.book import Book, Indicator, Info, Paragraph, Part, Payment, Project

Row = TypeVar("Row", "Info", "Project", "Part", "Payment", "Indicator", "Paragraph")
_MONEY = re.compile("([0-9][0-9,]*(?:[.][0-9]+)?)(?= ?[万亿]?元)")
_FEN = ("cap", "control", "office_from", "party_from", "initial", "budget", "spent", "amount")
_TEXTS = ("goal", "outcome", "reason", "text")
TENFOLD = 10


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
