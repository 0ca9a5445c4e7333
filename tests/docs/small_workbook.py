"""A small workbook (小工作簿) as a file: the sound tables of tests.books_support, with single cells spoilt."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from datetime import date

from openpyxl import Workbook

from pipeline.model.contract import SHEETS
from tests.books_support import SOUND
from tests.markdown import table

Spoil = Callable[[Workbook], object]


def typed(text: str) -> str | int | float | date | None:
    """Read what a person typed: 1,000 and 0.5 are numbers, 2023-08-05 a day; after a ' everything is text."""
    if text.startswith("'"):
        return text[1:]
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return date.fromisoformat(text)
    if re.fullmatch(r"-?[\d,]+(\.\d+)?", text):
        bare = text.replace(",", "")
        return float(bare) if "." in bare else int(bare)
    return text or None


def _fill(book: Workbook, tables: Mapping[str, str]) -> None:
    for sheet in SHEETS:
        if sheet.name not in tables:
            continue
        page = book.create_sheet(sheet.name)
        rows = table(tables[sheet.name])
        if sheet.paired:
            page.append(["项目", "内容"])
            for field in sheet.fields:
                page.append([field.heading, typed(rows[0].get(field.heading, ""))])
            continue
        page.append([field.heading for field in sheet.fields])
        for row in rows:
            page.append([typed(row.get(field.heading, "")) for field in sheet.fields])


def small_workbook(
    changes: Mapping[str, str] | None = None, spoil: Spoil | None = None, more: Mapping[str, str] | None = None
) -> bytes:
    """Write the sound workbook with further tables, cells changed by address, then spoilt as told."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _fill(book, SOUND | dict(more or {}))
    for address, text in (changes or {}).items():
        name, ref = address.split("!")
        page = book[name] if name in book.sheetnames else book.create_sheet(name)
        page[ref].number_format = "General"
        page[ref] = typed(text)
    if spoil:
        spoil(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
