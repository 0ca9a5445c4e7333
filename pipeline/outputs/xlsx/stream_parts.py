"""The parts around a stream of rows (表格外壳): sheet frame, styles, names, relations and content types."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Sequence

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_DATE = (1980, 1, 1, 0, 0, 0)


class Sheet(NamedTuple):
    """A sheet that has been written: its name and its filled area."""

    name: str
    area: str


def letters(number: int) -> str:
    """Return the letters of a column counted from 0."""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


def entry(path: str) -> zipfile.ZipInfo:
    """Return an archive entry of no particular day, packed fast."""
    info = zipfile.ZipInfo(path, _DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    info._compresslevel = 3  # type: ignore[attr-defined]  # noqa: SLF001  (zipfile has no other way for one entry)
    return info


def opening(widths: Sequence[int], *, first: bool) -> str:
    """Begin a sheet: heading frozen, column widths."""
    columns = "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, width in enumerate(widths, start=1)
    )
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView{" tabSelected=" + quoteattr("1") if first else ""} workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" '
        'activeCell="A2" sqref="A2"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="16"/>'
        f"<cols>{columns}</cols><sheetData>"
    )


def closing(area: str, links: Sequence[str]) -> str:
    """End a sheet: filter, links, and a page that fits the paper's width."""
    marks = "".join(f'<hyperlink ref="{cell}" r:id="r{at}"/>' for at, cell in enumerate(links, start=1))
    return (
        f'</sheetData><autoFilter ref="{area}"/>{f"<hyperlinks>{marks}</hyperlinks>" if marks else ""}'
        '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>'
    )


def link_parts(links: Sequence[tuple[str, str]]) -> str:
    """Relations of a sheet: one a link."""
    lines = "".join(
        f'<Relationship Id="r{at}" Type="{_OFFICE}/hyperlink" Target={quoteattr(address)} TargetMode="External"/>'
        for at, (_, address) in enumerate(links, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _workbook(sheets: Sequence[Sheet]) -> str:
    entries = "".join(
        f'<sheet name={quoteattr(sheet.name)} sheetId="{at}" r:id="s{at}"/>' for at, sheet in enumerate(sheets, start=1)
    )
    names = ""
    for at, (name, area) in enumerate(sheets):
        quoted = escape("'" + name.replace("'", "''") + "'")
        first, last = area.split(":")
        fixed = f"$A$1:${last.rstrip('0123456789')}${last.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}"
        names += (
            f'<definedName name="_xlnm._FilterDatabase" localSheetId="{at}" hidden="1">{quoted}!{fixed}</definedName>'
        )
        names += f'<definedName name="_xlnm.Print_Titles" localSheetId="{at}">{quoted}!$1:${first[1:]}</definedName>'
    return (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><bookViews><workbookView activeTab="0"/></bookViews>'
        f"<sheets>{entries}</sheets><definedNames>{names}</definedNames></workbook>"
    )


def _styles() -> str:
    """Styles in the order that stream.Kind counts them."""
    fonts = ("", "<b/>", '<u/><color rgb="FF0B5CAD"/>')
    fills = ("FFE4EAF1", "FFFBDEDB", "FFFFF0CC", "FFDDF2E3")
    text = '<alignment horizontal="left" vertical="top" indent="1"/>'  # keeps off the number in the column before
    left = '<alignment vertical="top"/>'
    middle = '<alignment horizontal="center" vertical="top"/>'
    cells = (
        ("0", 0, 0, "", text),
        ("0", 1, 2, "", '<alignment horizontal="center" vertical="center" wrapText="1"/>'),
        ("3", 0, 0, "", left),
        ("4", 0, 0, "", left),
        ("2", 0, 0, "", left),
        ("0", 2, 0, "", middle),
        ("0", 0, 0, "", middle),
        ("0", 0, 0, ' quotePrefix="1"', text),
        *(("0", 0, fill, "", middle) for fill in (3, 4, 5)),
        ("0", 1, 2, "", left),
        ("0", 1, 2, "", middle),
        *((number, 1, 2, "", left) for number in ("3", "4", "2")),
    )
    xfs = "".join(
        f'<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="0" xfId="0" applyNumberFormat="1" '
        f'applyFont="1" applyFill="1" applyAlignment="1"{more}>{alignment}</xf>'
        for number, font, fill, more, alignment in cells
    )
    face = '<sz val="11"/>{}<name val="等线"/><family val="2"/>'
    faces = "".join(f"<font>{_font(face, extra)}</font>" for extra in fonts)
    colours = "".join(
        f'<fill><patternFill patternType="solid"><fgColor rgb="{colour}"/></patternFill></fill>' for colour in fills
    )
    return (
        f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="{len(fonts)}">{faces}</fonts>'
        f'<fills count="{len(fills) + 2}">'
        '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
        f'{colours}</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(cells)}">{xfs}</cellXfs><cellStyles count="1"><cellStyle name="常规" xfId="0" '
        'builtinId="0"/></cellStyles></styleSheet>'
    )


def _font(face: str, extra: str) -> str:
    """Put a font's parts into the order the schema asks for: bold and underline, size, colour, name."""
    marks, _, colour = extra.partition("<color")
    return marks + face.format(f"<color{colour}" if colour else "")


def surroundings(sheets: Sequence[Sheet]) -> dict[str, str]:
    """Return every other part by its path."""
    numbers = range(1, len(sheets) + 1)
    relations = "".join(
        f'<Relationship Id="s{at}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{at}.xml"/>' for at in numbers
    )
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{at}.xml" ContentType="{_TYPE}.worksheet+xml"/>' for at in numbers
    )
    begin = f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    return {
        "xl/workbook.xml": _workbook(sheets),
        "xl/styles.xml": _styles(),
        "xl/_rels/workbook.xml.rels": f'{begin}{relations}<Relationship Id="t1" Type="{_OFFICE}/styles" '
        'Target="styles.xml"/></Relationships>',
        "_rels/.rels": f'{begin}<Relationship Id="w1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>",
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="txt" ContentType="text/plain"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>{types}</Types>',
    }
