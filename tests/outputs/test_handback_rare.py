"""The handed-back workbook keeps what openpyxl would drop: threads, charts, pivots, links to other files."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.chart import BarChart, Reference

from pipeline.intake.sheets.read import read
from pipeline.outputs.handback import hand_back
from pipeline.outputs.xlsx import package, tails
from pipeline.outputs.xlsx.threads import PERSON
from tests.handback_support import TOTAL, at, nodes, office_workbook, pack, unpack
from tests.hostile_support import relations, workbook, workbook_parts

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NEWER = "http://schemas.microsoft.com/office/2017/10/relationships"
THREADED = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
THREAD, PEOPLE = "xl/threadedComments/threadedComment1.xml", "xl/persons/person.xml"
LINK, PIVOT = "xl/externalLinks/externalLink1.xml", "xl/pivotCache/pivotCacheDefinition1.xml"
FIRST, WRITER = "{11111111-2222-3333-4444-555555555555}", "{99999999-2222-3333-4444-555555555555}"
ACCOUNTANT = f'<person displayName="王会计" id="{WRITER}" userId="w" providerId="None"/>'
QUESTION = (
    f'<threadedComment ref="B2" dT="2024-01-02T03:04:05.67" personId="{WRITER}" id="{FIRST}">'
    "<text>这个数对吗？</text></threadedComment>"
)
ADDED = {  # part: owner, relation, content type, content
    THREAD: (
        "xl/worksheets/_rels/sheet1.xml.rels",
        f"{NEWER}/threadedComment",
        "application/vnd.ms-excel.threadedcomments+xml",
        f'<ThreadedComments xmlns="{THREADED}">{QUESTION}</ThreadedComments>',
    ),
    PEOPLE: (
        "xl/_rels/workbook.xml.rels",
        f"{NEWER}/person",
        "application/vnd.ms-excel.person+xml",
        f'<personList xmlns="{THREADED}">{ACCOUNTANT}</personList>',
    ),
    LINK: (
        "xl/_rels/workbook.xml.rels",
        f"{OFFICE}/externalLink",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml",
        '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>',
    ),
    PIVOT: (
        "xl/_rels/workbook.xml.rels",
        f"{OFFICE}/pivotCacheDefinition",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.pivotCacheDefinition+xml",
        '<pivotCacheDefinition xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>',
    ),
}


def _charted() -> bytes:
    """Put a chart on an extra sheet of the office workbook."""
    book = load_workbook(BytesIO(office_workbook()))
    chart = BarChart()
    chart.add_data(Reference(book["清单"], min_col=2, min_row=1, max_row=3), titles_from_data=True)
    book["附表"].add_chart(chart, "D4")
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def noted(data: bytes) -> dict[str | None, str]:
    """Read the comments of the busy sheet by cell."""
    return {
        it.get("ref"): "".join(map(str, it.itertext()))
        for it in nodes(unpack(data)["xl/comments/comment1.xml"], "comment")
    }


@pytest.fixture(scope="module")
def original() -> bytes:
    """Add the parts by hand, as Excel writes them; workbook.xml names link and pivot."""
    parts = unpack(_charted())
    for number, (name, (owner, relation, kind, content)) in enumerate(ADDED.items(), start=70):
        parts[name] = content.encode()
        rels = f'<Relationship Id="rId{number}" Type="{relation}" Target="/{name}"/></Relationships>'
        parts[owner] = parts[owner].replace(b"</Relationships>", rels.encode())
        types = f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", types.encode())
    named = f'<externalReferences><externalReference xmlns:r="{OFFICE}" r:id="rId72"/></externalReferences>'
    caches = f'<pivotCaches><pivotCache xmlns:r="{OFFICE}" cacheId="1" r:id="rId73"/></pivotCaches></workbook>'
    book = parts["xl/workbook.xml"].replace(b"<definedNames", named.encode() + b"<definedNames", 1)
    parts["xl/workbook.xml"] = book.replace(b"</workbook>", caches.encode())
    return pack(parts)


@pytest.fixture(scope="module")
def copy(original: bytes) -> bytes:
    """Mark a cell with a thread and one without."""
    return hand_back(original, [at(TOTAL, ("清单", 2, 2), ("清单", 3, 2))])


def test_charts_pivots_and_links_keep_their_bytes_and_their_names(original: bytes, copy: bytes) -> None:
    """The workbook still points to them."""
    before, after = unpack(original), unpack(copy)
    charts = [name for name in before if name.startswith(("xl/charts/", "xl/drawings/drawing"))]
    assert len(charts) >= 2
    assert {name: after[name] for name in (*charts, LINK, PIVOT)} == {
        name: before[name] for name in (*charts, LINK, PIVOT)
    }
    for element in ("externalReference", "pivotCache"):
        assert len(nodes(after["xl/workbook.xml"], element)) == 1
    for wanted in (LINK, PIVOT):
        assert wanted.encode() in after["xl/_rels/workbook.xml.rels"]


def test_a_thread_gets_our_finding_as_a_reply(copy: bytes) -> None:
    """Newer Excels show the thread and not the comment; older programs show the comment."""
    parts = unpack(copy)
    question, reply = nodes(parts[THREAD], "threadedComment")
    assert (question.get("id"), reply.get("parentId"), reply.get("ref")) == (FIRST, FIRST, "B2")
    assert "【必须修改】" in "".join(map(str, reply.itertext()))
    assert [person.get("id") for person in nodes(parts[PEOPLE], "person")] == [WRITER, PERSON]
    assert reply.get("personId") == PERSON
    assert set(noted(copy)) >= {"B2", "B3"}


def test_handed_in_again_our_reply_goes_and_theirs_stays(original: bytes, copy: bytes) -> None:
    """Once more gives the same; without findings nothing of ours is left in the thread."""
    assert hand_back(copy, [at(TOTAL, ("清单", 2, 2), ("清单", 3, 2))]) == copy
    again = unpack(hand_back(copy, []))
    (question,) = nodes(again[THREAD], "threadedComment")
    assert question.get("id") == FIRST
    assert [person.get("id") for person in nodes(again[PEOPLE], "person")] == [WRITER]
    assert noted(hand_back(copy, [])) == noted(original)


def _with_empty_rows(first: int, last: int) -> bytes:
    """Give the busy sheet of the office workbook formatted rows without content down to `last`."""
    parts = unpack(office_workbook())
    rows = "".join(f'<row r="{row}" s="1" customFormat="1"><c r="A{row}" s="1"/></row>' for row in range(first, last))
    name = "xl/worksheets/sheet1.xml"
    return pack(parts | {name: parts[name].replace(b"</sheetData>", f"{rows}</sheetData>".encode())})


def test_endless_empty_rows_stay_as_they_are_without_becoming_a_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    """The copy is the same byte for byte as with all rows in the tree, also where a mark lies among them, and again."""
    data = _with_empty_rows(100, 6_000)
    for row in (5, 300, 4_000):
        findings = [at(TOTAL, ("清单", row, 2))]
        short = hand_back(data, findings)
        again = hand_back(short, findings)
        with monkeypatch.context() as whole:
            whole.setattr(package, "split", lambda *_: None)
            assert hand_back(data, findings) == short
            assert hand_back(short, findings) == again
    split = tails.split(unpack(data)["xl/worksheets/sheet1.xml"], 5)
    assert split
    assert len(split.tail) > 300_000
    assert tails.split(unpack(data)["xl/worksheets/sheet1.xml"], 4_000) is None


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="3"/>',
        "<!-- <row -->",
        "".join(f'<row r="{row}"/>' for row in range(3, 900)),
        "".join(f'<row r="{row}"/>' for row in range(3, 1_200)) + '<row r="5000"><c r="A5000"><v>1</v></c></row>',
        "<row/>" * 1_200,
    ],
)
def test_rows_are_kept_in_the_tree_where_anything_may_need_them(rows: str) -> None:
    """Few rows, comments, content at the end, rows without an address."""
    xml = f'<worksheet><sheetData><row r="2"><c r="A2"><v>1</v></c></row>{rows}</sheetData></worksheet>'
    assert tails.split(xml.encode(), 2) is None


_PLAIN_ROWS = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"{}><c r="A2"><v>2</v></c></row>'


@pytest.mark.parametrize(
    "attributes", ['s="x" customFormat="1"', 's="-1"', 'ht="abc"', 'ht="NaN"', 'ht="1e999"', 'spans="x:y"']
)
def test_rows_with_senseless_attributes_are_marked_like_others(attributes: str) -> None:
    """What Excel would repair is no fault of ours; the values stay."""
    data = workbook(_PLAIN_ROWS.format(f" {attributes}"))
    copy = hand_back(data, [at(TOTAL, ("表1", 2, 1), ("表1", 2, 9), ("表1", 1, 1))])
    assert read(copy).sheets[1].rows == [[1.0], [2.0]]


@pytest.mark.parametrize(
    "head",
    [
        '<cols><col min="x" max="3" width="9"/></cols>',
        '<cols><col min="1" max="30" width="wide" style="x"/></cols>',
        '<sheetFormatPr defaultRowHeight="x" defaultColWidth="-"/>',
    ],
)
def test_columns_with_senseless_attributes_are_marked_like_others(head: str) -> None:
    """Likewise."""
    copy = hand_back(workbook(_PLAIN_ROWS.format(""), head=head), [at(TOTAL, ("表1", 2, 9))])
    assert read(copy).sheets[1].rows[1][0] == 2.0


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'sheetId="1"', b'sheetId="x"'),
        (b"<sheets>", b'<bookViews><workbookView activeTab="x" firstSheet="99"/></bookViews><sheets>'),
        (b"</sheets>", b'</sheets><definedNames><definedName name="a" localSheetId="x">1</definedName></definedNames>'),
    ],
)
def test_a_workbook_part_with_senseless_attributes_is_handed_back(before: bytes, after: bytes) -> None:
    """Ids, views and names that are no numbers."""
    parts = workbook_parts()
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(before, after)
    once = hand_back(pack(parts), [at(TOTAL, ("表1", 1, 1))])
    assert read(hand_back(once, [at(TOTAL, ("表1", 1, 1))])).sheets[1].rows == [[1.0]]


@pytest.mark.parametrize("drawing", [b"", b"<xml><v:shape></xml>", b"\xff\xfe<"])
def test_a_drawing_that_nobody_can_read_gives_way_to_our_boxes(drawing: bytes) -> None:
    """The comments themselves are in another part."""
    tail = '<legacyDrawing xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId1"/>'
    parts = workbook_parts(tail=tail) | {
        "xl/drawings/v.vml": drawing,
        "xl/worksheets/_rels/sheet1.xml.rels": relations(("rId1", "vmlDrawing", "../drawings/v.vml")),
    }
    copy = unpack(hand_back(pack(parts), [at(TOTAL, ("表1", 1, 1))]))
    assert len(nodes(copy["xl/drawings/v.vml"], "ClientData")) == 1


def test_a_format_that_points_to_no_fill_is_marked_like_others() -> None:
    """fillId="x" is no fill."""
    styles = '<cellXfs><xf numFmtId="0" fillId="x"/></cellXfs>'
    copy = hand_back(workbook(styles=styles), [at(TOTAL, ("表1", 1, 1))])
    assert read(hand_back(copy, [])).sheets[1].rows == [[1.0]]
