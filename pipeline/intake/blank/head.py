"""The head (表头) of a sheet we write: title, purpose, hint, guidance above each column, headings."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from pipeline.intake.blank import styles
from pipeline.intake.blank.checks import CHECKS
from pipeline.intake.blank.layout import (
    GUIDANCE_ROW,
    HEADING_ROW,
    HOW,
    HOW_ROW,
    INFO_WIDTHS,
    PURPOSE_ROW,
    TITLE_ROW,
)
from pipeline.model.cells import column_letters

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from pipeline.model.fields import Field, Sheet

ROW_HEIGHTS = {TITLE_ROW: 28, PURPOSE_ROW: 18, HOW_ROW: 18, GUIDANCE_ROW: 44, HEADING_ROW: 26}
LINE_HEIGHT = 15


def guidance_of(field: Field) -> str:
    """Say how a field is filled in, and whether it must be."""
    return f"必填。{field.guidance}" if field.required else field.guidance


def _heads(sheet: Sheet) -> list[tuple[str, str, str, int]]:
    """Heading, what stands above it, its look (required, optional, checked) and width, column by column."""
    if sheet.paired:
        words, above = ("项目", "内容", "怎么填", "核对结果"), ("", "请在这一列填写", "", "")
        looks = ("required", "required", "checked", "checked")
        return list(zip(words, above, looks, INFO_WIDTHS, strict=True))
    fields = [
        (field.heading, guidance_of(field), "required" if field.required else "optional", field.width)
        for field in sheet.fields
    ]
    return fields + [(check.heading, check.guidance, "checked", check.width) for check in CHECKS[sheet.key]]


def write_head(page: Worksheet, sheet: Sheet) -> None:
    """Write title, purpose, hint and headings of a sheet."""
    for row, text, font in (
        (TITLE_ROW, sheet.name, styles.TITLE),
        (PURPOSE_ROW, sheet.purpose, styles.NOTE),
        (HOW_ROW, HOW[sheet.key], styles.NOTE),
    ):
        styles.dress(page[f"A{row}"], font, styles.ONE_LINE)
        page[f"A{row}"].value = text
    for place, (heading, above, look, width) in enumerate(_heads(sheet), start=1):
        column = column_letters(place)
        page[f"{column}{GUIDANCE_ROW}"].value, page[f"{column}{HEADING_ROW}"].value = above, heading
        styles.dress(page[f"{column}{GUIDANCE_ROW}"], styles.NOTE, styles.BOTTOM)
        styles.dress(page[f"{column}{HEADING_ROW}"], *styles.HEADS[look], border=styles.BOX)
        page.column_dimensions[column].width = width
    for row, height in ROW_HEIGHTS.items():
        page.row_dimensions[row].height = height
    _wrap_hint(page, sheet)


def _wrap_hint(page: Worksheet, sheet: Sheet) -> None:
    """Spread a hint over the printed columns where it is longer than they are wide: on paper it would be cut off."""
    room = sum(field.width for field in sheet.fields) - styles.padding(sheet.fields[0])
    lines = math.ceil(styles.text_width(HOW[sheet.key]) / room)
    if not sheet.paired and lines > 1:
        page.merge_cells(f"A{HOW_ROW}:{column_letters(len(sheet.fields))}{HOW_ROW}")
        page[f"A{HOW_ROW}"].alignment = styles.WRAPPED
        page.row_dimensions[HOW_ROW].height = lines * LINE_HEIGHT
