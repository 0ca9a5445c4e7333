"""The handed-back workbook: the accountant's own file, every finding at its cell, nothing lost."""

from __future__ import annotations

from io import BytesIO

import pytest
from lxml import etree
from openpyxl import load_workbook

from pipeline.outputs.handback import hand_back
from tests.handback_support import (
    OUTCOME,
    TOTAL,
    TYPED,
    at,
    canonical,
    comments,
    fills,
    listed,
    nodes,
    office_workbook,
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


def test_parts_without_marks_keep_their_bytes(original: bytes, copy: bytes) -> None:
    """Pictures, drawings, themes, shared strings and sheets without findings come back byte for byte."""
    before, after = unpack(original), unpack(copy)
    touched = {name for name in before if before[name] != after[name]}
    assert touched == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet3.xml",
        "xl/comments/comment1.xml",
        "xl/drawings/commentsDrawing1.vml",
    }


def test_nothing_but_marks_is_added(original: bytes, copy: bytes) -> None:
    """With the marks taken out again every part says what it said before: drop-downs, protection, print set-up."""
    before, after = unpack(original), without_marks(copy)
    assert set(before) == set(after)
    different = {
        name
        for name in before
        if name.endswith((".xml", ".rels", ".vml")) and canonical(before[name]) != canonical(after[name])
    }
    assert different == {"xl/styles.xml"}


def test_styles_are_only_added_to(original: bytes, copy: bytes) -> None:
    """Formats, fonts and fills that the file had stay where they were; cells that are not ours point to the same."""
    before, after = unpack(original)["xl/styles.xml"], unpack(copy)["xl/styles.xml"]
    for name in ("font", "fill", "border", "xf", "dxf", "numFmt"):
        old, new = ([etree.tostring(it, method="c14n") for it in nodes(part, name)] for part in (before, after))
        assert [it for it in new if it in old][: len(old)] == old


def test_stored_formula_values_survive(copy: bytes) -> None:
    """The copy can be handed in as it is: formulas keep the value that was stored."""
    assert load_workbook(BytesIO(copy), data_only=True)["清单"]["B5"].value == 300.3
    assert load_workbook(BytesIO(copy))["清单"]["B5"].value == "=SUM(B2:B3)"


def test_a_marked_cell_keeps_the_rest_of_its_style(original: bytes, copy: bytes) -> None:
    """Number format, font, borders, alignment and protection stay; only the fill changes."""
    before, after = (load_workbook(BytesIO(data))["清单"]["B2"] for data in (original, copy))
    for name in ("number_format", "font", "border", "alignment", "protection"):
        assert repr(getattr(after, name)) == repr(getattr(before, name))
    assert before.fill.fgColor.rgb != after.fill.fgColor.rgb


def test_fills_tell_the_severity_of_the_heaviest_finding(copy: bytes) -> None:
    """Red for what must be changed, yellow for a warning; a cell of a merged range shows at its top left."""
    assert fills(copy, "清单") == {"B2": "FFF8C8C9", "B5": "FFF8C8C8", "C3": "FFF8F0AA", "B4": "FFF8F0A8"}
    assert fills(copy, "说明") == {"B2": "FFF8F0A8"}


def test_comments_say_what_is_wrong_and_what_to_do(copy: bytes) -> None:
    """Several findings share one comment, below what people wrote there; comments of others stay."""
    said = comments(copy, "清单")
    assert said["A2"] == "这是旧项目"
    assert said["B2"] == (
        "请会计再核一遍\n—— 校验 ——\n"
        "【必须修改】合计对不上：与 清单!B5 是同一条。合计是 1.00 元，相加是 2.00 元。 怎么办：请改正合计。\n"
        "【说明】数字按文本录入：金额按文本录入。 怎么办：请改成数字。"
    )
    assert said["B4"] == "【提醒】完成情况没写：与 清单!C3 是同一条。合计是 1.00 元，相加是 2.00 元。 怎么办：请写明。"
    assert set(said) == {"A2", "B2", "B4", "B5", "C3"}
    authors = {it.text for it in nodes(unpack(copy)["xl/comments1.xml"], "author")}
    assert authors == {"校验"}


def test_each_comment_has_its_box(copy: bytes) -> None:
    """Excel shows a comment only where the drawing part has a box for its cell."""
    boxes = unpack(copy)["xl/drawings/commentsDrawing1.vml"]
    rows, columns = ([int(it.text or "") for it in nodes(boxes, name)] for name in ("Row", "Column"))
    assert sorted(zip(rows, columns, strict=True)) == [(1, 0), (1, 1), (2, 2), (3, 1), (4, 1)]
    assert len({it.get("id") for it in nodes(boxes, "shape")}) == 5


def test_the_list_comes_first_and_links_to_each_cell(copy: bytes) -> None:
    """校验结果 is the first sheet and the one that opens; its links lead to the cells."""
    book = load_workbook(BytesIO(copy))
    assert book.sheetnames == ["校验结果", "清单", "附表", "说明"]
    assert book.active is not None
    assert book.active.title == "校验结果"
    selected = [page.title for page in book if page.sheet_view.tabSelected]
    assert selected == ["校验结果"]
    page = book["校验结果"]
    assert page["A1"].value == "校验结果：不通过（必须修改 1 条，提醒 1 条，说明 1 条）"
    assert [page.cell(row, 4).hyperlink.location for row in (4, 5, 6)] == ["'清单'!B5", "'清单'!C3", "'清单'!B2"]
    assert page.freeze_panes == "A4"


def test_names_of_sheets_still_mean_their_sheets(original: bytes, copy: bytes) -> None:
    """Print areas and titles belong to a sheet by its place, which has moved by one."""
    before, after = (load_workbook(BytesIO(data)) for data in (original, copy))
    for book in (before, after):
        assert book["清单"].print_area == "'清单'!$A$1:$C$9"
        assert book["清单"].print_title_rows == "$1:$1"
    assert after["说明"].print_title_rows is None


def test_findings_without_a_cell_stand_in_the_list_only(original: bytes) -> None:
    """A missing sheet or a sheet that is not there has no cell to mark; both are listed."""
    found = [
        at(TOTAL, sheet="项目清单"),
        at(OUTCOME, ("没有的表", 3, 3)),
        at(TYPED),
        at(TYPED, ("清单", 0, 9), ("清单", 2_000_000, 1)),
    ]
    copy = hand_back(original, found)
    assert [row[2:5] for row in listed(copy)] == [
        ["项目清单", None, None],
        ["没有的表", "C3", None],
        [None, None, None],
        ["清单", "I0", "A2000000"],
    ]
    assert unpack(copy)["xl/worksheets/sheet3.xml"].count(b"legacyDrawing") == 0


def test_the_linked_cell_stands_alone_and_the_others_beside_it(original: bytes) -> None:
    """LibreOffice never wraps a link: only the first cell is one, the others wrap; of very many it says how many."""
    many = [("清单", row, 3) for row in range(2, 22, 2)]
    (row,) = listed(hand_back(original, [at(OUTCOME, *many)]))
    assert row[3:5] == ["C2", "C4、C6、C8、C10、C12 等，共 10 处"]


def test_text_that_looks_like_a_formula_stays_text(original: bytes) -> None:
    """Found and expected may begin with = + - @; the list never turns them into formulas."""
    copy = hand_back(original, [at(TOTAL, found="=1+1", expected="-2", message="+3", fix="@4\x00_x0041_")])
    assert listed(copy)[0][6:] == ["=1+1", "-2", "@4\ufffd_x005F_x0041_"]  # as stored; Excel shows _x0041_
    part = unpack(copy)["xl/worksheets/sheet4.xml"]
    assert nodes(part, "f") == []
