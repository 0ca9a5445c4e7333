"""How our workbooks look: fonts that Office and WPS both have, restrained colours, one format a kind of field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties

from pipeline.intake.blank.check_kit import FINE, MONEY_FORMAT, PENDING
from pipeline.intake.blank.layout import HEADING_ROW
from pipeline.model.contract import CONTRACT_VERSION
from pipeline.model.fields import Field, Kind

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.dimensions import ColumnDimension
    from openpyxl.worksheet.worksheet import Worksheet

SONG, HEI = "宋体", "黑体"
INK, MUTED, RED, GREEN = "FF222222", "FF595959", "FF9C0006", "FF548235"
HEADING, OPTIONAL, CHECKED, TINT, ALARM = "FF2F5597", "FFD9E2F3", "FFF2F2F2", "FFEDEDED", "FFFFC7CE"


def text_width(text: str) -> float:
    """Measure a text in column width: a Chinese character of 宋体 11 takes 15 pixels of 7, a digit 8."""
    wide = sum(unicodedata.east_asian_width(character) in "WFA" for character in text)
    return (15 * wide + 8 * (len(text) - wide)) / 7


def padding(field: Field) -> float:
    """How much of a column's width margins take, and the indent of text that stands to the left."""
    return 2 if field.kind is Kind.TEXT else 0.5


def solid(colour: str) -> PatternFill:
    """Fill a cell with one colour."""
    return PatternFill("solid", fgColor=colour)


THIN = Side(style="thin", color="FFBFBFBF")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
BODY = Font(name=SONG, size=11, color=INK)
STRONG = Font(name=SONG, size=11, bold=True, color=INK)
TITLE = Font(name=HEI, size=16, color="FF1F3864")
NOTE = Font(name=SONG, size=10, color=MUTED)
REQUIRED_HEADING = Font(name=HEI, size=11, color="FFFFFFFF")
OPTIONAL_HEADING = Font(name=HEI, size=11, color="FF1F3864")
LOCKED, OPEN = Protection(locked=True), Protection(locked=False)
MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
RIGHT = Alignment(horizontal="right", vertical="center", indent=1)
ONE_LINE = Alignment(horizontal="left", vertical="center")
WRAPPED = Alignment(horizontal="left", vertical="center", wrap_text=True)
BOTTOM = Alignment(horizontal="center", vertical="bottom", wrap_text=True)

TYPED_AS_TEXT = "@"
MOST_CHARACTERS = 32_767
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
AS_TEXT = {"voucher", "phone", "direction"}  # long numbers, leading zeros, and = alone stay what was typed
FORMATS: Mapping[Kind, str] = {
    Kind.TEXT: "General",
    Kind.YEAR: "0",
    Kind.MONEY: MONEY_FORMAT,
    Kind.COUNT: "0",
    Kind.SCORE: "General",
    Kind.CHOICE: "General",
    Kind.DATE: "yyyy-mm-dd",
    Kind.MEASURE: "General",
}
ALIGNMENTS: Mapping[Kind, Alignment] = {Kind.TEXT: LEFT, Kind.MONEY: RIGHT}

ONE_LINERS = {Kind.MONEY, Kind.COUNT, Kind.SCORE, Kind.DATE, Kind.YEAR}
HEADS: Mapping[str, tuple[Font, Alignment, str]] = {
    "required": (REQUIRED_HEADING, MIDDLE, HEADING),
    "optional": (OPTIONAL_HEADING, MIDDLE, OPTIONAL),
    "checked": (OPTIONAL_HEADING, MIDDLE, TINT),
}


def dress(
    cell: Cell | MergedCell, font: Font, where: Alignment, colour: str = "", border: Border | None = None
) -> None:
    """Give a locked cell its look."""
    cell.font, cell.alignment, cell.protection = font, where, LOCKED
    if colour:
        cell.fill = solid(colour)
    if border:
        cell.border = border


def dress_input(cell: Cell | MergedCell, field: Field, where: Alignment) -> None:
    """Give a cell that people type into its look and number format."""
    dress(cell, BODY, where, border=BOX)
    cell.protection, cell.number_format = OPEN, number_format(field)


def clean(text: str) -> str:
    """Leave out of a text what no file of a spreadsheet can hold, and what is beyond the length of a cell."""
    return _UNWRITABLE.sub("", text)[:MOST_CHARACTERS]


def put(cell: Cell | MergedCell, value: object) -> None:
    """Type a value into a cell: a text stays a text, also one that begins like a formula; what no file holds is cut."""
    typed = clean(value) if isinstance(value, str) else value
    cell.value = typed  # type: ignore[assignment]  # (typed loosely here, tightly where content is made)
    if isinstance(typed, str):
        cell.data_type = "s"


def dress_column(column: ColumnDimension, field: Field) -> None:
    """Keep a column open for typing below the prepared rows."""
    column.font, column.alignment, column.protection = BODY, alignment(field), OPEN
    column.number_format = number_format(field)


def number_format(field: Field) -> str:
    """Return the number format of a field; long texts are General: text format hides what exceeds 255 characters."""
    return TYPED_AS_TEXT if field.key in AS_TEXT else FORMATS[field.kind]


def alignment(field: Field) -> Alignment:
    """Text to the left, amounts to the right, all else centred."""
    return ALIGNMENTS.get(field.kind, MIDDLE)


def problem(verdict: str) -> str:
    """Condition that the verdict in this cell names a mistake."""
    return f'AND({verdict}<>"",{verdict}<>"{FINE}",LEFT({verdict},1)<>"{PENDING}")'


def redden(sheet: Worksheet, area: str, condition: str) -> None:
    """Turn an area red where the condition holds."""
    look = DifferentialStyle(font=Font(color=RED, bold=True), fill=PatternFill(bgColor=ALARM))
    sheet.conditional_formatting.add(area, Rule(type="expression", dxf=look, formula=[condition]))


def judge(sheet: Worksheet, area: str, verdict: str) -> None:
    """Show verdicts that name a mistake in red, those that are fine in green."""
    redden(sheet, area, problem(verdict))
    look = DifferentialStyle(font=Font(color=GREEN))
    sheet.conditional_formatting.add(area, Rule(type="expression", dxf=look, formula=[f'{verdict}="{FINE}"']))


def protect(sheet: Worksheet) -> None:
    """Lock headings and formulas without a password; rows, widths and formats stay free."""
    guard = sheet.protection
    guard.sheet = True
    guard.formatCells = guard.formatColumns = guard.formatRows = False
    guard.insertRows = guard.deleteRows = guard.sort = guard.autoFilter = False


def set_up_print(sheet: Worksheet, area: str, *, one_page: bool) -> None:
    """Print on A4 across, as wide as the page, headings on every page, page numbers below."""
    setup = sheet.page_setup
    setup.orientation, setup.paperSize, setup.fitToWidth = "landscape", 9, 1
    setup.fitToHeight = 1 if one_page else 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"
    sheet.print_area = area
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top, margins.bottom, margins.header, margins.footer = 0.8, 0.7, 0.35, 0.3
    header = HeaderFooterItem(center=_HeaderFooterPart(text=f"项目支出绩效自评工作簿 · {sheet.title}"))
    sheet.oddHeader = header
    sheet.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(text=f"模板版本 {CONTRACT_VERSION}"),
        right=_HeaderFooterPart(text="第 &P 页，共 &N 页"),
    )
