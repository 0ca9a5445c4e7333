"""Last year (上年对照): the sheet a rolled-over workbook brings along, read back; a broken one is none of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.intake.fold import fold, fold_heading, is_blank
from pipeline.model.before import HEADINGS, SHEET, Before, Kept
from pipeline.model.contract import HEADING_SEARCH_ROWS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.intake.raw import RawBook, RawSheet, Scalar

_FOLDED = tuple(map(fold_heading, HEADINGS))


def _columns(sheet: RawSheet) -> tuple[int, list[int]] | None:
    """Give the heading row (0-based) and the places of the five columns."""
    for row, cells in enumerate(sheet.rows[:HEADING_SEARCH_ROWS]):
        texts = [fold_heading(cell) if isinstance(cell, str) else "" for cell in cells]
        if all(heading in texts for heading in _FOLDED):
            return row, [texts.index(heading) for heading in _FOLDED]
    return None


def _text(value: Scalar) -> str:
    if value is None or is_blank(value):
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _rows(rows: Sequence[Sequence[Scalar]], columns: Sequence[int]) -> Iterator[Kept]:
    for cells in rows:
        sheet, number, name, heading, text = (_text(cells[place]) if place < len(cells) else "" for place in columns)
        if sheet and heading and text:
            yield Kept(sheet, int(number) if number.isascii() and number.isdigit() else None, name, heading, text)


def read_before(raw: RawBook) -> Before | None:
    """Read what a workbook remembers of last year; None where it remembers nothing."""
    sheet = next((it for it in raw.sheets if fold(it.name) == fold(SHEET)), None)
    found = _columns(sheet) if sheet else None
    if sheet is None or found is None:
        return None
    kept = tuple(_rows(sheet.rows[found[0] + 1 :], found[1]))
    return Before(kept) if kept else None
