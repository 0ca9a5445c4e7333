"""The handed-back workbook where a file has what few files have: looks of rows, the last cell, gaps, many fills."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from pipeline.outputs.handback import hand_back
from pipeline.outputs.xlsx.book import Workbook as EditedWorkbook
from pipeline.outputs.xlsx.marks import drop_marks
from pipeline.outputs.xlsx.package import Package
from tests.handback_support import TOTAL, at, changed, comments, fills, nodes, office_workbook, pack, unpack

SHEET = "xl/worksheets/sheet1.xml"
MARK = "FFF8C8C8"


def saved(book: Workbook) -> bytes:
    """Write a workbook."""
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def plain(rows: int = 2) -> Workbook:
    """Make a workbook of one sheet."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = "清单"
    for row in range(1, rows + 1):
        page.append([f"第{row}行", row])
    return book


def test_a_blank_cell_of_a_coloured_row_keeps_the_look_of_the_row() -> None:
    """Its mark remembers the row's fill, and gives it back."""

    def colour(sheet: bytes) -> bytes:
        return sheet.replace(b'<row r="2"', b'<row r="2" s="1" customFormat="1" spans="1:2"', 1)

    book = plain()
    book.worksheets[0]["A1"].fill = PatternFill("solid", fgColor="FF00FF00")
    data = changed(saved(book), {SHEET: colour})
    copy = hand_back(data, [at(TOTAL, ("清单", 2, 5))])
    (row,) = [it for it in nodes(unpack(copy)[SHEET], "row") if it.get("r") == "2"]
    assert (row.get("spans"), row.get("s")) == ("1:5", "1")
    package = Package.of(copy)
    drop_marks(EditedWorkbook(package))
    left = unpack(package.to_bytes())[SHEET]
    assert [it.get("r") for it in nodes(left, "c")] == ["A1", "B1", "A2", "B2"]


def test_a_row_and_a_column_that_were_coloured_by_our_mark_get_their_look_back() -> None:
    """An office program may give the look of our cell to the whole row or column."""
    data = saved(plain())
    copy = hand_back(data, [at(TOTAL, ("清单", 2, 2))])
    (cell,) = [it for it in nodes(unpack(copy)[SHEET], "c") if it.get("r") == "B2"]
    style = cell.get("s", "").encode()

    def spread(sheet: bytes) -> bytes:
        column = b'<cols><col min="4" max="4" width="9" style="' + style + b'"/></cols><sheetData>'
        row = b'<row r="2" s="' + style + b'" customFormat="1"'
        return sheet.replace(b"<sheetData>", column, 1).replace(b'<row r="2"', row, 1)

    again = unpack(hand_back(changed(copy, {SHEET: spread}), []))[SHEET]
    assert [it.get("style") for it in nodes(again, "col")] == ["0"]
    assert [it.get("s") for it in nodes(again, "row")] == [None, "0"]
    assert fills(hand_back(changed(copy, {SHEET: spread}), []), "清单") == {}


def test_the_last_column_and_cells_before_hidden_columns_get_their_boxes() -> None:
    """A box ends where the sheet does."""
    book = plain()
    book.worksheets[0].column_dimensions.group("C", "XFD", hidden=True)
    copy = hand_back(saved(book), [at(TOTAL, ("清单", 3, 16_384)), at(TOTAL, ("清单", 1, 2))])
    assert set(comments(copy, "清单")) == {"XFD3", "B1"}


def test_a_cell_of_a_look_that_is_not_there_is_told_of_without_a_colour() -> None:
    """Its comment and the list say it."""
    data = changed(saved(plain()), {SHEET: lambda sheet: sheet.replace(b'<c r="B2"', b'<c r="B2" s="99"', 1)})
    copy = hand_back(data, [at(TOTAL, ("清单", 2, 2))])
    (cell,) = [it for it in nodes(unpack(copy)[SHEET], "c") if it.get("r") == "B2"]
    assert cell.get("s") == "99"
    assert "B2" in {it.get("ref") for it in nodes(unpack(copy)["xl/comments1.xml"], "comment")}


def test_more_fills_than_can_be_remembered_are_left_as_they_are() -> None:
    """The cells beyond them are told of by comment and list; no fill is ever lost."""
    book = plain(600)
    for row in range(1, 601):
        book.worksheets[0].cell(row, 1).fill = PatternFill("solid", fgColor=f"FF{row:06X}")
    data = saved(book)
    copy = hand_back(data, [at(TOTAL, ("清单", row, 1)) for row in range(1, 601)])
    shown = fills(copy, "清单")
    kept = {ref for ref, colour in fills(data, "清单").items() if shown[ref] == colour}
    assert len(kept) == 600 - 511
    assert len(comments(copy, "清单")) == 600
    assert fills(hand_back(copy, []), "清单") == fills(data, "清单")


def _noted() -> bytes:
    book = plain()
    book.worksheets[0]["B2"].comment = Comment("请再核", "王会计")
    return saved(book)


@pytest.mark.parametrize("text", ["", "<text><r><rPr/></r></text>"], ids=["no text", "a run without words"])
def test_a_comment_that_says_nothing_takes_our_words_in(text: str) -> None:
    """And handed in again, says the same."""

    def emptied(part: bytes) -> bytes:
        assert "<text><t>请再核</t></text>".encode() in part
        return part.replace("<text><t>请再核</t></text>".encode(), text.encode())

    data = changed(_noted(), {"xl/comments/comment1.xml": emptied})
    copy = hand_back(data, [at(TOTAL, ("清单", 2, 2))])
    assert "【必须修改】" in comments(copy, "清单")["B2"]
    assert comments(hand_back(copy, [at(TOTAL, ("清单", 2, 2))]), "清单") == comments(copy, "清单")


def test_a_box_of_another_kind_at_a_comment_is_left_alone() -> None:
    """A drawing whose shape says nothing of cells; ours comes beside it."""
    parts = unpack(_noted())
    (name,) = [name for name in parts if name.endswith(".vml")]
    shape = b'<v:shape xmlns:v="urn:schemas-microsoft-com:vml" id="_x0000_s9000"/></xml>'
    copy = hand_back(pack({**parts, name: parts[name].replace(b"</xml>", shape)}), [at(TOTAL, ("清单", 1, 1))])
    drawing = next(part for other, part in unpack(copy).items() if other.endswith(".vml"))
    assert b"_x0000_s9000" in drawing
    assert b"_x0000_s9001" in drawing


def test_our_comments_go_even_where_their_boxes_are_gone() -> None:
    """Some programs write comments without a drawing."""
    copy = hand_back(saved(plain()), [at(TOTAL, ("清单", 2, 2))])
    parts = unpack(copy)
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    (drawing,) = [name for name in parts if name.endswith(".vml")]
    pieces = [b"<Relationship " + piece for piece in parts[rels].split(b"<Relationship ")[1:] if b"vmlDrawing" in piece]
    parts[rels] = parts[rels].replace(pieces[0].partition(b"/>")[0] + b"/>", b"")
    del parts[drawing]
    assert load_workbook(BytesIO(pack({**parts, SHEET: _without_pointer(parts[SHEET])})))["清单"]["B2"].value == 2
    again = hand_back(pack({**parts, SHEET: _without_pointer(parts[SHEET])}), [])
    assert not [name for name in unpack(again) if "comments" in name]


def _without_pointer(sheet: bytes) -> bytes:
    start = sheet.index(b"<legacyDrawing")
    return sheet[:start] + sheet[sheet.index(b"/>", start) + 2 :]


def test_a_sheet_without_a_first_cell_is_not_taken_for_ours() -> None:
    """Even where it bears the name of our list."""
    book = plain()
    book.create_sheet("校验结果")["C3"] = "我们自己的"
    copy = hand_back(saved(book), [at(TOTAL, ("清单", 2, 2))])
    assert load_workbook(BytesIO(copy)).sheetnames == ["校验结果 (2)", "清单", "校验结果"]


def test_a_workbook_without_a_list_of_formats_gets_one() -> None:
    """The mark needs a format to stand in."""
    parts = unpack(saved(plain()))
    start, end = parts["xl/styles.xml"].index(b"<cellXfs"), parts["xl/styles.xml"].index(b"</cellXfs>") + 10
    parts["xl/styles.xml"] = parts["xl/styles.xml"][:start] + parts["xl/styles.xml"][end:]
    copy = hand_back(pack(parts), [at(TOTAL, ("清单", 2, 2))])
    assert len(nodes(unpack(copy)["xl/styles.xml"], "cellXfs")) == 1
    assert load_workbook(BytesIO(copy))["清单"]["B2"].value == 2


def test_the_office_workbook_with_two_marks_of_one_look_needs_one_format() -> None:
    """Formats are shared as people share them."""
    data = office_workbook()
    one = nodes(unpack(hand_back(data, [at(TOTAL, ("清单", 3, 1))]))["xl/styles.xml"], "xf")
    two = nodes(unpack(hand_back(data, [at(TOTAL, ("清单", 3, 1), ("清单", 5, 1))]))["xl/styles.xml"], "xf")
    assert len(one) == len(two)
