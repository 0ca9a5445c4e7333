"""Last year at hand (上年工作簿): given beside this year's, for a workbook that brings no 上年对照 along."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.intake.fold import fold
from pipeline.intake.sources import fetch, find_sources
from pipeline.model.policy import policy
from pipeline.rollover.remember import remember

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from pipeline.model.before import Before
    from pipeline.model.book import Book
    from pipeline.model.findings import Finding

    Read = Callable[[bytes, str], tuple[Book | None, Sequence[Finding]]]


def remembered(given: Path, output: Path, load: Read) -> Mapping[tuple[str, int], Before]:
    """Remember every workbook below `given` that can be read, by unit and year; two of one unit and year: neither."""
    found: dict[tuple[str, int], list[Before]] = {}
    for source in find_sources(given, output):
        data = fetch(source)
        book, _ = load(data, source.name) if isinstance(data, bytes) else (None, ())
        if book is not None and book.info.unit and book.info.year and book.projects:
            found.setdefault((fold(book.info.unit), book.info.year), []).append(remember(book, policy()))
    return {key: befores[0] for key, befores in found.items() if len(befores) == 1}


def beside(book: Book, lasts: Mapping[tuple[str, int], Before]) -> Book:
    """Give a book its last year, where it brings none along and the same unit's is there."""
    info = book.info
    if book.before is not None or not info.unit or not info.year:
        return book
    before = lasts.get((fold(info.unit), info.year - 1))
    return book if before is None else replace(book, before=before)
