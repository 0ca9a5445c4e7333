"""The stages of a rollover: the bytes of last year's file in, a workbook to fill in out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.intake.load import load
from pipeline.intake.sources import Source, fetch
from pipeline.model.contract import BY_KEY, Sheet
from pipeline.outputs.names import safe_name, stem_of
from pipeline.rollover.carry import roll_over

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.model.book import Book

NEEDED = ("info", "projects")


class NotRolledError(Exception):
    """Last year's file gives nothing to carry over; the text is the Chinese sentence why, and what to do."""


@dataclass(frozen=True, slots=True)
class Rolled:
    """A workbook to fill in: its file name, its bytes, and what there is to say about it."""

    name: str
    content: bytes
    told: tuple[str, ...] = ()


def file_name(unit: str | None, year: int | None, otherwise: str) -> str:
    """Name a workbook by unit and year; by the file it came from where one is missing."""
    return f"{safe_name(f'{unit}-{year}' if unit and year else f'{otherwise}-结转')}.xlsx"


def read_last(path: Path) -> Book:
    """Read last year's workbook; NotRolledError where there is nothing to carry over."""
    data = fetch(Source(path.name, path))
    if not isinstance(data, bytes):
        message = f"{data.message}{data.fix}"
        raise NotRolledError(message)
    book, findings = load(data, path.name)
    if book is None:
        message = f"“{path.name}”：{findings[0].message}{findings[0].fix}"
        raise NotRolledError(message)
    missing: list[Sheet] = [BY_KEY[key] for key in NEEDED if not book.has(key)]
    if missing or not book.projects:
        names = "、".join(sheet.name for sheet in missing) or "项目清单里的项目"
        message = f"“{path.name}”里没有找到{names}，没有可以沿用的内容。请确认这是上年的绩效工作簿。"
        raise NotRolledError(message)
    return book


def rolled(path: Path) -> Rolled:
    """Roll last year's workbook over to the next year."""
    book = read_last(path)
    year = None if book.info.year is None else book.info.year + 1
    told = (
        f"已沿用 {len(book.projects)} 个项目、{len(book.indicators)} 条指标、{len(book.paragraphs)} 段正文的框架。",
    )
    return Rolled(file_name(book.info.unit, year, stem_of(path.name)), roll_over(book), told)
