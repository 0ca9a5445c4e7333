"""Extras (标注与附表) of a prefilled workbook: marked cells that say what is still to do, and sheets to read only."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.properties import PageSetupProperties

from pipeline.intake.blank import styles
from pipeline.intake.blank.layout import FIRST_ROW, letter
from pipeline.model.before import BLANK_MARK
from pipeline.model.cells import column_letters
from pipeline.model.contract import BY_KEY, INFO

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

AUTHOR = "绩效"
NOTE_WIDTH, LINE_CHARACTERS, LINE_PIXELS, MOST_PIXELS = 320, 22, 18, 420
MOST_NOTE = 2_000
DONE = "FFFFFFFF"
ROW_HEIGHT, LINE_HEIGHT = 20, 15
TITLE_ROW, PURPOSE_ROW, HEADING_ROW, FIRST_LISTED = 1, 2, 4, 5


class Tone(StrEnum):
    """What a mark asks of a person: fill it in, look at it, or nothing, as the program is sure of it."""

    FILL = "待填"
    LOOK = "请看一眼"
    SURE = "已确认"


COLOURS = {Tone.FILL: "FFFFF2CC", Tone.LOOK: "FFFCE4D6", Tone.SURE: "FFE2EFDA"}


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked cell: sheet key, place of its row in the content (0 for 基本信息), field, and its comment."""

    table: str
    row: int
    key: str
    tone: Tone
    note: str = ""

    @property
    def ref(self) -> str:
        """The place inside its sheet: H18."""
        if self.table == INFO.key:
            return f"B{FIRST_ROW + [field.key for field in INFO.fields].index(self.key)}"
        return f"{letter(self.table, self.key)}{FIRST_ROW + self.row}"


@dataclass(frozen=True, slots=True)
class Listing:
    """One sheet to read only: what it is for, its columns as (heading, width), its rows."""

    name: str
    purpose: str
    columns: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[str | int | None]]


@dataclass(frozen=True, slots=True)
class Extras:
    """What a prefilled workbook has beyond its content."""

    marks: Sequence[Mark] = ()
    listings: Sequence[Listing] = ()


def _note(text: str) -> Comment:
    comment = Comment(styles.clean(text)[:MOST_NOTE], AUTHOR)
    lines = sum(1 + len(line) // LINE_CHARACTERS for line in text.splitlines())
    comment.width, comment.height = NOTE_WIDTH, min(MOST_PIXELS, LINE_PIXELS * (lines + 1))
    return comment


def _mark(page: Worksheet, mark: Mark) -> None:
    cell = page[mark.ref]
    cell.fill = styles.solid(COLOURS[mark.tone])
    if mark.note:
        cell.comment = _note(mark.note)


def _clear_when_filled(page: Worksheet, refs: Sequence[str]) -> None:
    """Let the colour of cells to fill in go as soon as something stands there and no 【待填】 is left."""
    first = refs[0]
    look = DifferentialStyle(fill=PatternFill(bgColor=DONE))
    condition = f'AND({first}<>"",ISERROR(FIND("{BLANK_MARK}",{first})))'
    rule = Rule(type="expression", dxf=look, formula=[condition])
    page.conditional_formatting.add(" ".join(refs), rule)


def _heads(page: Worksheet, listing: Listing) -> None:
    for row, text, font in ((TITLE_ROW, listing.name, styles.TITLE), (PURPOSE_ROW, listing.purpose, styles.NOTE)):
        styles.dress(page[f"A{row}"], font, styles.ONE_LINE)
        page[f"A{row}"].value = text
    for place, (heading, width) in enumerate(listing.columns, start=1):
        cell = page.cell(HEADING_ROW, place, heading)
        styles.dress(cell, *styles.HEADS["checked"], border=styles.BOX)
        page.column_dimensions[column_letters(place)].width = width


def _list(book: Workbook, listing: Listing) -> None:
    """Write a sheet to read only: what it is for, its headings, its rows as high as their longest text."""
    page = book.create_sheet(listing.name)
    _heads(page, listing)
    for row, values in enumerate(listing.rows, start=FIRST_LISTED):
        for place, value in enumerate(values, start=1):
            cell = page.cell(row, place)
            styles.dress(cell, styles.BODY, styles.LEFT, border=styles.BOX)
            styles.put(cell, value)
        page.row_dimensions[row].height = _height(listing, values)
    _finish(page, listing)


def _height(listing: Listing, values: Sequence[str | int | None]) -> float:
    pairs = zip(values, listing.columns, strict=True)
    lines = (math.ceil(styles.text_width(str(value or "")) / (width - 2)) for value, (_, width) in pairs)
    return ROW_HEIGHT + (max(1, *lines) - 1) * LINE_HEIGHT


def _finish(page: Worksheet, listing: Listing) -> None:
    last = column_letters(len(listing.columns))
    page.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"
    page.freeze_panes = f"A{FIRST_LISTED}"
    page.auto_filter.ref = f"A{HEADING_ROW}:{last}{max(FIRST_LISTED, FIRST_LISTED + len(listing.rows) - 1)}"
    page.page_setup.orientation, page.page_setup.paperSize, page.page_setup.fitToWidth = "landscape", 9, 1
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.sheet_view.showGridLines = False


def add_extras(book: Workbook, extras: Extras) -> None:
    """Mark cells, and put the sheets to read only behind the others."""
    for table, sheet in BY_KEY.items():
        marks = [mark for mark in extras.marks if mark.table == table]
        for mark in marks:
            _mark(book[sheet.name], mark)
        for key in dict.fromkeys(mark.key for mark in marks if mark.tone is Tone.FILL):
            refs = [mark.ref for mark in marks if mark.tone is Tone.FILL and mark.key == key]
            _clear_when_filled(book[sheet.name], refs)
    for listing in extras.listings:
        _list(book, listing)
