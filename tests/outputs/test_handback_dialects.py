"""The handed-back workbook of odd files: other programs' ways of writing, and whatever a sheet may hold."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import Workbook as OpenpyxlWorkbook

from pipeline.outputs.handback import hand_back
from pipeline.outputs.xlsx.cells import ref_of
from tests.handback_support import (
    OUTCOME,
    TOTAL,
    TYPED,
    at,
    canonical,
    changed,
    comments,
    fills,
    nodes,
    office_workbook,
    pack,
    three_findings,
    unpack,
    without_marks,
)

FINDINGS = three_findings()


@pytest.fixture(scope="module")
def original() -> bytes:
    """Build a workbook with all that must survive."""
    return office_workbook()


@pytest.fixture(scope="module")
def copy(original: bytes) -> bytes:
    """Hand the workbook back with three findings."""
    return hand_back(original, FINDINGS)


def test_cells_and_rows_without_addresses_are_counted() -> None:
    """Some programs write cells without r: marks still land where the cell is, missing cells in their order."""
    book = OpenpyxlWorkbook()
    for row in ([1, 2, 3], [4, 5, 6]):
        book.worksheets[0].append(row)
    target = BytesIO()
    book.save(target)
    bare = changed(target.getvalue(), {"xl/worksheets/sheet1.xml": lambda part: re.sub(rb' r="[A-Z]?\d+"', b"", part)})
    copy = hand_back(bare, [at(TOTAL, ("Sheet", 2, 2), ("Sheet", 1, 5), ("Sheet", 4, 1))])
    assert set(fills(copy, "Sheet")) == {"B2", "E1", "A4"}
    rows = [[it.get("r") for it in row] for row in nodes(unpack(copy)["xl/worksheets/sheet1.xml"], "row")]
    assert rows == [["A1", "B1", "C1", "E1"], ["A2", "B2", "C2"], ["A4"]]


def test_prefixed_parts_and_other_paths_are_understood() -> None:
    """Elements written as x:row, and parts that relations name from the root or from beside, are the same workbook."""
    book = OpenpyxlWorkbook()
    book.worksheets[0]["A1"] = "甲"
    target = BytesIO()
    book.save(target)
    parts = unpack(target.getvalue())
    for name in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"):
        text = parts[name].decode()
        text = re.sub(r"<(/?)(?=[A-Za-z])(?!dc|cp)", r"<\1x:", text)
        parts[name] = text.replace(' xmlns="http://schemas.open', ' xmlns:x="http://schemas.open', 1).encode()
    rels = parts["xl/_rels/workbook.xml.rels"]
    parts["xl/_rels/workbook.xml.rels"] = rels.replace(b'"/xl/', b'"')
    copy = hand_back(pack(parts), [at(TOTAL, ("Sheet", 1, 1), ("Sheet", 2, 2))])
    assert set(fills(copy, "Sheet")) == {"A1", "B2"}
    assert set(comments(copy, "Sheet")) == {"A1", "B2"}
    assert b"<x:legacyDrawing " in unpack(copy)["xl/worksheets/sheet1.xml"]


CELLS = st.one_of(st.integers(-(10**9), 10**9), st.booleans(), st.text(max_size=12).filter(str.isprintable))
PLACES = st.tuples(st.integers(1, 12), st.integers(1, 8))


@settings(max_examples=12, deadline=None)
@given(st.dictionaries(PLACES, CELLS), st.lists(st.lists(PLACES, max_size=4), max_size=4))
def test_any_workbook_with_any_findings_comes_back_whole(
    cells: dict[tuple[int, int], object], found: list[list[tuple[int, int]]]
) -> None:
    """Whatever stands in the cells and wherever findings lie, the copy and the copy of the copy keep every value."""
    book = OpenpyxlWorkbook()
    for (row, column), value in cells.items():
        cell = book.worksheets[0].cell(row, column, value)  # type: ignore[arg-type]  # openpyxl takes all of these
        cell.data_type = "s" if isinstance(value, str) else cell.data_type
    target = BytesIO()
    book.save(target)
    findings = [
        at((TOTAL, OUTCOME, TYPED)[number % 3], *(("Sheet", *it) for it in places))
        for number, places in enumerate(found)
    ]
    copy = hand_back(target.getvalue(), findings)
    assert set(fills(copy, "Sheet")) == {ref_of(*it) for places in found for it in places}
    assert hand_back(copy, findings) == copy
    before, after = unpack(target.getvalue()), without_marks(copy)
    assert canonical(before["xl/worksheets/sheet1.xml"]) == canonical(after["xl/worksheets/sheet1.xml"])


def test_other_shapes_of_the_drawing_stay(original: bytes) -> None:
    """Buttons and boxes that are no comments share the drawing part; Excel writes some with unclosed line breaks."""
    button = (
        b'<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel" id="b">'
        b'<v:textbox><div>a<br>b</div></v:textbox><x:ClientData ObjectType="Button"/></v:shape></xml>'
    )
    name = "xl/drawings/commentsDrawing1.vml"
    with_button = changed(original, {name: lambda part: part.replace(b"</xml>", button)})
    for data in (hand_back(with_button, FINDINGS), hand_back(hand_back(with_button, FINDINGS), [])):
        kinds = [it.get("ObjectType") for it in nodes(unpack(data)[name], "ClientData")]
        assert kinds.count("Button") == 1
    assert kinds.count("Note") == 2


def test_the_strict_dialect_is_understood(original: bytes) -> None:
    """Excel can save in ISO Strict, with other namespaces for the same things; ours are written in the same dialect."""
    spaces = {
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/": b"http://purl.oclc.org/ooxml/officeDocument/",
    }
    parts = unpack(original)
    for name, part in parts.items():
        for loose, strict in spaces.items():
            parts[name] = parts[name].replace(loose, strict) if name.endswith((".xml", ".rels")) else part
    copy = hand_back(pack(parts), FINDINGS)
    assert hand_back(copy, FINDINGS) == copy
    added = b"".join(part for name, part in unpack(copy).items() if name not in parts)
    assert not any(loose in added for loose in spaces)


def test_extensions_stay_and_the_order_of_the_schema_is_kept(original: bytes) -> None:
    """Excel refuses a sheet whose elements are out of order; what newer Excels add at the end stays at the end."""
    extension = (
        b'<rowBreaks count="1"><brk id="3"/></rowBreaks><extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
        b'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:dataValidations count="0"/>'
        b"</ext></extLst></worksheet>"
    )
    extended = changed(original, {"xl/worksheets/sheet3.xml": lambda part: part.replace(b"</worksheet>", extension)})
    sheet = etree.fromstring(unpack(hand_back(extended, FINDINGS))["xl/worksheets/sheet3.xml"])
    names = [etree.QName(it).localname for it in sheet]
    assert names[-3:] == ["rowBreaks", "legacyDrawing", "extLst"]
    assert sheet[-1][0][0].tag.endswith("dataValidations")


def test_the_barest_workbook_is_enough() -> None:
    """A file without styles, views or addresses, with folders in the zip, still comes back marked."""
    head = '<?xml version="1.0"?>'
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts = {
        "xl/": "",
        "[Content_Types].xml": (
            f'{head}<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/'
            'vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
            f'ContentType="{types}.sheet.main+xml"/><Override PartName="/xl/a.xml" '
            f'ContentType="{types}.worksheet+xml"/></Types>'
        ),
        "_rels/.rels": (
            f'{head}<Relationships xmlns="{package}/relationships"><Relationship Id="a" '
            f'Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'{head}<Relationships xmlns="{package}/relationships"><Relationship Id="b" '
            f'Type="{relations}/worksheet" Target="a.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'{head}<workbook xmlns="{main}" xmlns:q="{relations}"><sheets>'
            '<sheet name="表 \'一\'" sheetId="7" q:id="b"/></sheets></workbook>'
        ),
        "xl/a.xml": f'{head}<worksheet xmlns="{main}"><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>',
    }
    name = "表 '一'"
    copy = hand_back(
        pack({part: text.encode() for part, text in parts.items()}), [at(TOTAL, (name, 1, 1), (name, 3, 2))]
    )
    assert set(fills(copy, name)) == {"A1", "B3"}
    assert set(comments(copy, name)) == {"A1", "B3"}
    links = [it.get("location") for it in nodes(unpack(copy)["xl/worksheets/sheet1.xml"], "hyperlink")]
    assert links == ["'表 ''一'''!A1"]
    assert hand_back(copy, [at(TOTAL, (name, 1, 1), (name, 3, 2))]) == copy
