"""Workbooks as a person types them: rows by field, laid out in many ways, written as .xlsx by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from pipeline.model.cells import Cell, column_letters
from pipeline.model.contract import SHEETS
from tests.hostile_support import MAIN, OFFICE, PACKAGE

if TYPE_CHECKING:
    from pipeline.model.fields import Sheet

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill><patternFill/></fill>'
    '</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3">'
    '<xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="4" applyNumberFormat="1"/>'
    "</cellXfs></styleSheet>"
)
_DATE_STYLE, _AMOUNT_STYLE = 1, 2


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with what it shows; None where nobody has calculated it."""

    text: str
    shows: Decimal | int | None


@dataclass(frozen=True, slots=True)
class Broken:
    """An error value (错误值), such as #REF!."""

    shows: str


Value = str | int | Decimal | date | Formula | Broken | None
Row = dict[str, Value]


@dataclass
class Page:
    """One sheet as typed: `rows` hold values by field key, an empty one is a blank row; info is one row."""

    sheet: Sheet
    rows: list[Row]
    columns: list[str]
    name: str = ""
    above: int = 0  # rows of title and guidance over the headings
    headings: dict[str, str] = field(default_factory=dict)
    merged: list[tuple[Row, str, int]] = field(default_factory=list)  # from a row's field so many rows down
    doubled: str | None = None  # a heading that stands a second time, after the last column

    def __post_init__(self) -> None:
        """Take the contract's words where no others are given."""
        self.name = self.name or self.sheet.name

    def heading(self, key: str) -> str:
        """Give the heading of a field as typed here."""
        return self.headings.get(key, self.sheet.field(key).heading)

    def row_of(self, row: Row) -> int:
        """Give the row number in the file."""
        return self.above + 2 + next(at for at, other in enumerate(self.rows) if other is row)

    def cell(self, row: Row, key: str) -> Cell:
        """Name the cell of a field of a row."""
        if self.sheet.paired:
            return Cell(self.name, self.above + 2 + self.columns.index(key), 2)
        return Cell(self.name, self.row_of(row), self.columns.index(key) + 1)

    def heading_cell(self) -> Cell:
        """Name the first cell of the heading row."""
        return Cell(self.name, self.above + 1, 1)

    def grid(self) -> Iterator[tuple[int, list[Value]]]:
        """Give every row of the file with its number."""
        for at in range(self.above):
            yield at + 1, [f"{self.sheet.name}（{at + 1}）" if at == 0 else "请照实填写，不要改动标题。"]
        top = self.above + 1
        if self.sheet.paired:
            yield top, ["项目", "内容"]
            yield from (
                (top + at, [self.heading(key), self.rows[0].get(key)]) for at, key in enumerate(self.columns, 1)
            )
            return
        doubled = [self.heading(self.doubled)] if self.doubled else []
        yield top, [*map(self.heading, self.columns), *doubled]
        for at, row in enumerate(self.rows, start=1):
            yield top + at, [row.get(key) for key in self.columns]

    def spans(self) -> list[str]:
        """Give the merged ranges as Excel writes them."""
        found = []
        for row, key, count in self.merged:
            first = self.cell(row, key)
            found.append(f"{first.ref}:{column_letters(first.column)}{first.row + count - 1}")
        return found


@dataclass
class Typed:
    """A workbook as typed: its pages in the file's order."""

    pages: list[Page]
    seed: int = 0

    def __getitem__(self, key: str) -> Page:
        """Return the page of a contract sheet; KeyError where the file has none."""
        return {page.sheet.key: page for page in self.pages}[key]

    def has(self, key: str) -> bool:
        """Tell whether the file has this sheet."""
        return any(page.sheet.key == key for page in self.pages)

    @property
    def info(self) -> Row:
        """The answers of 基本信息."""
        return self["info"].rows[0]

    def real(self, key: str) -> list[Row]:
        """List the rows of a sheet that are neither blank nor 合计 nor a note below it."""
        if not self.has(key):
            return []
        needed = next(one.key for one in SHEETS if one.key == key)
        return [row for row in self[needed].rows if row and row.get("_") is None]

    def total(self) -> Row | None:
        """Return the 合计 row."""
        return next((row for row in self["projects"].rows if row.get("_") == "total"), None)


def _cell_xml(ref: str, value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f'<c r="{ref}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    if isinstance(value, Broken):
        return f'<c r="{ref}" t="e"><v>{value.shows}</v></c>'
    if isinstance(value, Formula):
        shown = "" if value.shows is None else f"<v>{value.shows}</v>"
        return f'<c r="{ref}"><f>{escape(value.text)}</f>{shown}</c>'
    if isinstance(value, date):
        return f'<c r="{ref}" s="{_DATE_STYLE}"><v>{value.toordinal() - date(1899, 12, 30).toordinal()}</v></c>'
    style = f' s="{_AMOUNT_STYLE}"' if isinstance(value, Decimal) else ""
    return f'<c r="{ref}"{style}><v>{value}</v></c>'


def _page_xml(page: Page) -> str:
    rows = "".join(
        f'<row r="{number}">'
        + "".join(_cell_xml(f"{column_letters(at)}{number}", value) for at, value in enumerate(values, start=1))
        + "</row>"
        for number, values in page.grid()
        if any(value is not None for value in values)
    )
    spans = "".join(f'<mergeCell ref="{span}"/>' for span in page.spans())
    merges = f"<mergeCells>{spans}</mergeCells>" if spans else ""
    return f'{_HEAD}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{merges}</worksheet>'


def _relations(pages: int) -> str:
    lines = [(f"rId{at}", "worksheet", f"worksheets/sheet{at}.xml") for at in range(1, pages + 1)]
    lines.append(("rId999", "styles", "styles.xml"))
    body = "".join(f'<Relationship Id="{one}" Type="{OFFICE}/{kind}" Target="{to}"/>' for one, kind, to in lines)
    return f'{_HEAD}<Relationships xmlns="{PACKAGE}">{body}</Relationships>'


def _parts(typed: Typed) -> Iterator[tuple[str, str]]:
    numbers = range(1, len(typed.pages) + 1)
    kinds = "".join(
        f'<Override PartName="/xl/worksheets/sheet{at}.xml" ContentType="{_TYPE}.worksheet+xml"/>' for at in numbers
    )
    yield (
        "[Content_Types].xml",
        (
            f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{kinds}'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>'
        ),
    )
    root = f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    yield "_rels/.rels", f'{_HEAD}<Relationships xmlns="{PACKAGE}">{root}</Relationships>'
    sheets = "".join(
        f'<sheet name="{escape(page.name)}" sheetId="{at}" r:id="rId{at}"/>' for at, page in enumerate(typed.pages, 1)
    )
    yield (
        "xl/workbook.xml",
        f'{_HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>',
    )
    yield "xl/_rels/workbook.xml.rels", _relations(len(typed.pages))
    yield "xl/styles.xml", _STYLES
    for at, page in zip(numbers, typed.pages, strict=True):
        yield f"xl/worksheets/sheet{at}.xml", _page_xml(page)


def write(typed: Typed) -> bytes:
    """Write the workbook as .xlsx, its formulas' stored values included."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in _parts(typed):
            archive.writestr(name, text)
    return out.getvalue()
