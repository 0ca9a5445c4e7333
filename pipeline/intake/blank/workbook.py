"""The blank workbook (空白工作簿), written from the contract alone; filled ones are the same with rows in them."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty

from pipeline.intake.blank import styles
from pipeline.intake.blank.check_kit import MONEY_FORMAT
from pipeline.intake.blank.extras import Extras, add_extras
from pipeline.intake.blank.formulas import Content, Formula, Value, formulas, letters, verdict_column
from pipeline.intake.blank.head import guidance_of, write_head
from pipeline.intake.blank.inputs import limit
from pipeline.intake.blank.layout import (
    FIRST_LOOK,
    FIRST_ROW,
    FROZEN_COLUMNS,
    GUIDANCE_ROW,
    HOW_ROW,
    LAST_INPUT_ROW,
    PREPARED_ROWS,
    Layout,
)
from pipeline.intake.blank.pack import Stored, repack
from pipeline.model.cells import column_letters
from pipeline.model.contract import CONTRACT_VERSION, INFO, SHEETS, TOTAL_WORD, VERSION_PROPERTY

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from pipeline.model.fields import Sheet

CREATOR = "jixiao"
ROW_HEIGHT, LINE_HEIGHT = 22, 15


def _write_info(page: Worksheet, content: Content) -> None:
    typed = next(iter(content.get("info", ())), {})
    for row, field in enumerate(INFO.fields, start=FIRST_ROW):
        label = styles.STRONG if field.required else styles.BODY
        styles.dress(page[f"A{row}"], label, styles.LEFT, styles.TINT, styles.BOX)
        styles.dress_input(page[f"B{row}"], field, styles.LEFT)
        styles.dress(page[f"C{row}"], styles.NOTE, styles.LEFT, border=styles.BOX)
        styles.dress(page[f"D{row}"], styles.BODY, styles.LEFT, styles.CHECKED, styles.BOX)
        page[f"A{row}"].value, page[f"C{row}"].value = field.heading, guidance_of(field)
        styles.put(page[f"B{row}"], typed.get(field.key))
        page.row_dimensions[row].height = ROW_HEIGHT
        limit(page, field, f"B{row}")


def _height(sheet: Sheet, typed: Mapping[str, Value]) -> float:
    """Height that shows the longest wrapped text of a row; Excel and WPS fit it anew once the row is edited."""
    lines = [
        math.ceil(styles.text_width(str(typed.get(field.key) or "")) / (field.width - styles.padding(field)))
        for field in sheet.fields
        if field.kind not in styles.ONE_LINERS
    ]
    return max(ROW_HEIGHT, max(lines) * LINE_HEIGHT + (ROW_HEIGHT - LINE_HEIGHT))


def _write_rows(page: Worksheet, layout: Layout, content: Content) -> None:
    columns, end = letters(layout.sheet), layout.last if layout.total_row else LAST_INPUT_ROW
    for field in layout.sheet.fields:
        column = columns[field.key]
        styles.dress_column(page.column_dimensions[column], field)
        for row in range(FIRST_ROW, layout.last + 1):
            page.row_dimensions[row].height = ROW_HEIGHT
            styles.dress_input(page[f"{column}{row}"], field, styles.alignment(field))
        limit(page, field, f"{column}{FIRST_ROW}:{column}{end}")
    for row, typed in enumerate(content.get(layout.sheet.key, ()), start=FIRST_ROW):
        for key, value in typed.items():
            styles.put(page[f"{columns[key]}{row}"], value)
        page.row_dimensions[row].height = max(page.row_dimensions[row].height or 0, _height(layout.sheet, typed))
    if layout.total_row:
        for column in columns.values():
            styles.dress(page[f"{column}{layout.total_row}"], styles.STRONG, styles.MIDDLE, styles.TINT, styles.BOX)
        page[f"A{layout.total_row}"].value = TOTAL_WORD
        page.row_dimensions[layout.total_row].height = ROW_HEIGHT


def _write_formula(page: Worksheet, formula: Formula) -> None:
    cell = page[formula.ref]
    cell.value, cell.number_format = formula.text, formula.number_format
    if cell.row >= FIRST_ROW and page.title != INFO.name:
        total = page[f"A{cell.row}"].value == TOTAL_WORD
        look = styles.RIGHT if formula.number_format == MONEY_FORMAT else styles.MIDDLE
        font, fill = (styles.STRONG, styles.TINT) if total else (styles.BODY, styles.CHECKED)
        styles.dress(cell, font, look, fill, styles.BOX)


def _mark_verdicts(page: Worksheet, layout: Layout) -> None:
    """Red where a verdict names a mistake, and red the cell where the person looks first."""
    column, sheet = verdict_column(layout.sheet), layout.sheet
    if column is None:
        return
    last = layout.total_row or layout.last
    styles.judge(page, f"{column}{FIRST_ROW}:{column}{last}", f"${column}{FIRST_ROW}")
    look = "B" if sheet.paired else letters(sheet)[FIRST_LOOK[sheet.key]]
    styles.redden(page, f"{look}{FIRST_ROW}:{look}{layout.last}", styles.problem(f"${column}{FIRST_ROW}"))
    if layout.total_row:
        styles.redden(page, f"A{last}", styles.problem(f"${column}{last}"))
    styles.redden(page, f"{column}{GUIDANCE_ROW}", f"${column}${GUIDANCE_ROW}>0")
    if sheet.paired:
        styles.dress(page[f"{column}{HOW_ROW}"], styles.NOTE, styles.MIDDLE)
        styles.redden(page, f"{column}{HOW_ROW}", f'ISNUMBER(FIND("共",${column}${HOW_ROW}))')
    styles.dress(page[f"{column}{GUIDANCE_ROW}"], styles.NOTE, styles.BOTTOM)


def _finish(page: Worksheet, layout: Layout) -> None:
    frozen = column_letters(FROZEN_COLUMNS.get(layout.sheet.key, 0) + 1)
    page.freeze_panes = f"{frozen}{FIRST_ROW}"
    styles.set_up_print(
        page, f"A1:{column_letters(layout.width)}{layout.total_row or layout.last}", one_page=layout.sheet.paired
    )
    styles.protect(page)
    page.sheet_view.showGridLines = False
    page.sheet_view.zoomScale = 100


def _laid_out(content: Content, prepared: Mapping[str, int]) -> dict[str, Layout]:
    """Lay out every sheet, long enough for the prepared rows and for the content."""
    lengths = {
        sheet.key: len(sheet.fields) if sheet.paired else max(prepared[sheet.key], len(content.get(sheet.key, ())))
        for sheet in SHEETS
    }
    return {sheet.key: Layout(sheet, FIRST_ROW - 1 + lengths[sheet.key]) for sheet in SHEETS}


def write_workbook(
    content: Content,
    prepared: Mapping[str, int] = PREPARED_ROWS,
    stored: Stored | None = None,
    extras: Extras | None = None,
) -> bytes:
    """Write a workbook with these rows typed in; `stored` overrides what formulas show until recalculated."""
    layouts = _laid_out(content, prepared)
    book = Workbook()
    book.remove(book.worksheets[0])
    for layout in layouts.values():
        page = book.create_sheet(layout.sheet.name)
        write_head(page, layout.sheet)
        if layout.sheet.paired:
            _write_info(page, content)
        else:
            _write_rows(page, layout, content)
    book.worksheets[0].sheet_view.tabSelected = True
    written = list(formulas(layouts, content))
    for formula in written:
        _write_formula(book[formula.sheet], formula)
    for layout in layouts.values():
        _mark_verdicts(book[layout.sheet.name], layout)
        _finish(book[layout.sheet.name], layout)
    if extras:
        add_extras(book, extras)
    return _saved(book, {**{(formula.sheet, formula.ref): formula.shows for formula in written}, **(stored or {})})


def _saved(book: Workbook, stored: Stored) -> bytes:
    book.properties.creator = book.properties.lastModifiedBy = CREATOR
    book.properties.title = "项目支出绩效自评工作簿"
    book.properties.version = CONTRACT_VERSION
    about = StringProperty(name=VERSION_PROPERTY, value=CONTRACT_VERSION)
    book.custom_doc_props.append(about)  # type: ignore[attr-defined]  # (its stubs lack it)
    target = io.BytesIO()
    book.save(target)
    return repack(target.getvalue(), book.sheetnames, stored)


def blank_workbook() -> bytes:
    """Return the blank workbook: the same bytes on each call."""
    return write_workbook({})
