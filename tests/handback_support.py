"""Workbooks as offices really have them: pictures, protection, comments, drop-downs, stored formula values."""

from __future__ import annotations

import base64
import re
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO

from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from pipeline.model.cells import Cell
from pipeline.model.findings import Finding, Rule, Severity
from pipeline.outputs.xlsx.book import Workbook as EditedWorkbook
from pipeline.outputs.xlsx.marks import drop_marks
from pipeline.outputs.xlsx.package import Package

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP8z4APMOGVHbHSAEEsAROxCnMTAAAAAElFTkSuQmCC"
)
TOTAL = Rule("handback-total", "合计对不上", Severity.CRITICAL, "test", "合计等于各行之和。", "请改正合计。")
OUTCOME = Rule("handback-outcome", "完成情况没写", Severity.WARNING, "test", "完成情况要写。", "请写明。")
TYPED = Rule("handback-typed", "数字按文本录入", Severity.INFO, "test", "按数字读取。", "请改成数字。")
Parts = dict[str, bytes]
# What a mark may leave behind once it is taken out: sheet view, size of the used area, author's name, box sizes.
LEFT_BEHIND = re.compile(rb' (tabSelected|activeTab)="\d"|<author>[^<]*</author>|<ns\d:Anchor>[^<]*</ns\d:Anchor>')


def at(rule: Rule, *places: tuple[str, int, int], sheet: str | None = None, **words: str) -> Finding:
    """Raise a rule at places given as (sheet, row, column)."""
    said = {"found": "是 1", "expected": "应为 2", "message": "合计是 1.00 元，相加是 2.00 元。", **words}
    return rule.at(*(Cell(*place) for place in places), sheet=sheet, **said)


def three_findings() -> list[Finding]:
    """Raise one finding of each severity on the office workbook, one cell twice, one inside a merged range."""
    return [
        at(TOTAL, ("清单", 5, 2), ("清单", 2, 2)),
        at(OUTCOME, ("清单", 3, 3), ("清单", 4, 2), ("说明", 3, 3)),
        at(TYPED, ("清单", 2, 2), message="金额按文本录入。"),
    ]


def unpack(data: bytes) -> Parts:
    """All parts of a package by name, in order."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Zip parts into a package."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return target.getvalue()


def changed(data: bytes, edits: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """Return the package with some parts changed."""
    parts = unpack(data)
    for name, edit in edits.items():
        parts[name] = edit(parts[name])
    return pack(parts)


def _store_formula_value(sheet: bytes) -> bytes:
    return re.sub(
        rb"(<f>SUM\(B2:B3\)</f>)<v\s*/>|(<f>SUM\(B2:B3\)</f>)<v></v>", rb"<f>SUM(B2:B3)</f><v>300.3</v>", sheet
    )


def _with_picture(data: bytes) -> bytes:
    """Anchor a picture on the first sheet; written as XML because openpyxl would want Pillow for it."""
    parts = unpack(data)
    drawing = (
        '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:oneCellAnchor><xdr:from><xdr:col>4</xdr:col>'
        "<xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
        '<xdr:ext cx="400000" cy="400000"/><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="1" name="章"/><xdr:cNvPicPr/>'
        "</xdr:nvPicPr><xdr:blipFill>"
        '<a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="rId1"/>'
        '<a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="400000" cy="400000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic>'
        "<xdr:clientData/></xdr:oneCellAnchor></xdr:wsDr>"
    )
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    head = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    parts["xl/drawings/drawing9.xml"] = drawing.encode()
    parts["xl/media/image9.png"] = PNG
    parts["xl/drawings/_rels/drawing9.xml.rels"] = (
        f'{head}<Relationship Id="rId1" Type="{relation}/image" Target="../media/image9.png"/></Relationships>'
    ).encode()
    rels = parts["xl/worksheets/_rels/sheet1.xml.rels"].decode()
    link = f'<Relationship Id="rIdPic" Type="{relation}/drawing" Target="../drawings/drawing9.xml"/></Relationships>'
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = rels.replace("</Relationships>", link).encode()
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    pointer = f'<drawing xmlns:r="{relation}" r:id="rIdPic"/><legacyDrawing'
    parts["xl/worksheets/sheet1.xml"] = sheet.replace("<legacyDrawing", pointer).encode()
    types = parts["[Content_Types].xml"].decode()
    added = (
        '<Default Extension="png" ContentType="image/png"/><Override PartName="/xl/drawings/drawing9.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/></Types>'
    )
    parts["[Content_Types].xml"] = types.replace("</Types>", added).encode()
    return pack(parts)


def office_workbook() -> bytes:
    """Build a workbook with all that must survive: 清单 (the busy sheet), 说明 (a note), 附表 (an extra one)."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = "清单"
    for row in (["项目", "支出（元）", "状态"], ["甲", 100.1, "已完成"], ["乙", 200.2, "未完成"]):
        page.append(row)
    page["A5"], page["B5"] = "合计", "=SUM(B2:B3)"
    _decorate(book)
    book.create_sheet("附表")["B2"] = "=清单!B5"
    note = book.create_sheet("说明")
    note["A1"] = "前言"
    note.merge_cells("B2:D4")
    note["B2"] = "合并的说明"
    book.defined_names["支出列"] = DefinedName("支出列", attr_text="清单!$B$2:$B$3")
    book.active = 2
    target = BytesIO()
    book.save(target)
    return _with_picture(changed(target.getvalue(), {"xl/worksheets/sheet1.xml": _store_formula_value}))


def _decorate(book: Workbook) -> None:
    page = book.worksheets[0]
    page.column_dimensions["B"].width = 22
    page.row_dimensions[2].height = 33
    thin = Side(style="thin", color="FF00AA00")
    cell = page["B2"]
    cell.number_format, cell.font = "#,##0.00", Font(name="仿宋", bold=True, color="FF0000FF", size=14)
    cell.border, cell.protection = Border(left=thin, bottom=thin), Protection(locked=False)
    cell.alignment, cell.fill = Alignment(horizontal="right"), PatternFill("solid", fgColor="FFDDEBF7")
    page["C3"].fill = PatternFill("lightGrid", fgColor="FF112233", bgColor="FFFFEEDD")
    choice = DataValidation(type="list", formula1='"已完成,未完成"', allow_blank=True)
    choice.add("C2:C9")
    page.add_data_validation(choice)
    red = PatternFill(bgColor="FFFF0000")
    page.conditional_formatting.add("B2:B9", CellIsRule(operator="greaterThan", formula=["1000"], fill=red))
    page.protection.sheet, page.protection.password = True, "1234"
    page.freeze_panes, page.print_title_rows, page.print_area = "A2", "1:1", "A1:C9"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page["B2"].comment = Comment("请会计再核一遍", "王会计")
    page["A2"].comment = Comment("这是旧项目", "李主任")


def nodes(part: bytes, name: str) -> list[etree._Element]:
    """All elements of this local name in a part."""
    return [it for it in etree.fromstring(part).iter() if isinstance(it.tag, str) and etree.QName(it).localname == name]


def comments(data: bytes, sheet: str) -> dict[str, str]:
    """Comments of a sheet by cell."""
    page = load_workbook(BytesIO(data))[sheet]
    return {cell.coordinate: cell.comment.text for row in page.iter_rows() for cell in row if cell.comment}


def fills(data: bytes, sheet: str) -> dict[str, str]:
    """Solid fills of a sheet by cell."""
    page = load_workbook(BytesIO(data))[sheet]
    return {
        cell.coordinate: str(cell.fill.fgColor.rgb)
        for row in page.iter_rows()
        for cell in row
        if cell.fill.fill_type == "solid"
    }


def listed(data: bytes, sheet: str = "校验结果") -> list[list[object]]:
    """Rows of the list of findings."""
    return [[cell.value for cell in row] for row in load_workbook(BytesIO(data))[sheet].iter_rows(min_row=4)]


def without_marks(data: bytes) -> dict[str, bytes]:
    """Parts of a copy after our marks were taken out."""
    package = Package.of(data)
    drop_marks(EditedWorkbook(package))
    return unpack(package.to_bytes())


def canonical(part: bytes) -> bytes:
    """Write a part in canonical form, less what a mark may leave behind."""
    return LEFT_BEHIND.sub(b"", etree.tostring(etree.fromstring(part), method="c14n"))
