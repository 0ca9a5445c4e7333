"""The handed-back workbook: the accountant's own file, every finding at its cell, nothing lost."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import Workbook as OpenpyxlWorkbook
from openpyxl import load_workbook

from pipeline.outputs.handback import hand_back
from pipeline.outputs.xlsx.book import Workbook
from pipeline.outputs.xlsx.cells import ref_of
from pipeline.outputs.xlsx.marks import drop_marks
from pipeline.outputs.xlsx.package import Package
from tests.handback_support import (
    OUTCOME,
    TOTAL,
    TYPED,
    at,
    changed,
    comments,
    fills,
    listed,
    nodes,
    office_workbook,
    pack,
    unpack,
)

if TYPE_CHECKING:
    from pipeline.model.findings import Finding

FINDINGS = [
    at(TOTAL, ("清单", 5, 2), ("清单", 2, 2)),
    at(OUTCOME, ("清单", 3, 3), ("清单", 4, 2), ("说明", 3, 3)),
    at(TYPED, ("清单", 2, 2), message="金额按文本录入。"),
]
# What a mark may leave behind once it is taken out: sheet view, size of the used area, author's name, box sizes.
LEFT_BEHIND = re.compile(rb' (tabSelected|activeTab)="\d"|<author>[^<]*</author>|<ns\d:Anchor>[^<]*</ns\d:Anchor>')


@pytest.fixture(scope="module")
def original() -> bytes:
    """Build a workbook with all that must survive."""
    return office_workbook()


@pytest.fixture(scope="module")
def copy(original: bytes) -> bytes:
    """Hand the workbook back with three findings."""
    return hand_back(original, FINDINGS)


def without_marks(data: bytes) -> dict[str, bytes]:
    """Parts of a copy after our marks were taken out."""
    package = Package.of(data)
    drop_marks(Workbook(package))
    return unpack(package.to_bytes())


def canonical(part: bytes) -> bytes:
    """Write a part in canonical form, less what a mark may leave behind."""
    return LEFT_BEHIND.sub(b"", etree.tostring(etree.fromstring(part), method="c14n"))


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
        "请会计再核一遍\n—— 校验 ——\n【必须修改】合计对不上：合计是 1.00 元，相加是 2.00 元。 怎么办：请改正合计。\n"
        "【说明】数字按文本录入：金额按文本录入。 怎么办：请改成数字。"
    )
    assert said["B4"] == "【提醒】完成情况没写：合计是 1.00 元，相加是 2.00 元。 怎么办：请写明。"
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
    assert [row[2:4] for row in listed(copy)] == [
        ["项目清单", None],
        ["没有的表", "C3"],
        [None, None],
        ["清单", "I0、A2000000"],
    ]
    assert unpack(copy)["xl/worksheets/sheet3.xml"].count(b"legacyDrawing") == 0


def test_text_that_looks_like_a_formula_stays_text(original: bytes) -> None:
    """Found and expected may begin with = + - @; the list never turns them into formulas."""
    copy = hand_back(original, [at(TOTAL, found="=1+1", expected="-2", message="+3", fix="@4\x00_x0041_")])
    assert listed(copy)[0][5:] == ["=1+1", "-2", "@4\ufffd_x005F_x0041_"]  # as stored; Excel shows _x0041_
    part = unpack(copy)["xl/worksheets/sheet4.xml"]
    assert nodes(part, "f") == []


@pytest.mark.parametrize("findings", [FINDINGS, FINDINGS[1:], []])
def test_handed_in_again_old_marks_go_first(original: bytes, copy: bytes, findings: list[Finding]) -> None:
    """The copy of a copy shows today's findings only, as if the original had been handed in."""
    again, fresh = hand_back(copy, findings), hand_back(original, findings)
    for sheet in ("清单", "说明"):
        assert comments(again, sheet) == comments(fresh, sheet)
        assert fills(again, sheet) == fills(fresh, sheet)
    assert listed(again) == listed(fresh)


def test_the_fill_under_a_mark_comes_back(original: bytes, copy: bytes) -> None:
    """Patterns and colours that a mark covered are remembered in the file itself."""
    before, after = (load_workbook(BytesIO(data))["清单"] for data in (original, hand_back(copy, [])))
    for place in ("B2", "C3", "B5", "A1"):
        assert repr(after[place].fill) == repr(before[place].fill)


def test_the_same_findings_again_give_the_same_bytes(original: bytes, copy: bytes) -> None:
    """Once marked, marking again changes nothing; and the same workbook gives the same bytes."""
    assert hand_back(copy, FINDINGS) == copy
    assert hand_back(original, FINDINGS) == copy


def test_a_note_a_person_wrote_below_ours_is_kept(copy: bytes) -> None:
    """Lines typed into our comment are theirs and stay when ours go."""
    edited = changed(
        copy, {"xl/comments1.xml": lambda part: part.replace("请写明。".encode(), "请写明。\n已问过村里".encode())}
    )
    assert comments(hand_back(edited, []), "说明") == {"B2": "已问过村里"}


def test_another_sheet_of_that_name_is_not_ours() -> None:
    """A sheet someone called 校验结果 stays; ours gets another name and is recognised all the same."""
    book = OpenpyxlWorkbook()
    book.worksheets[0].title = "校验结果"
    book.worksheets[0]["A1"] = "我自己的核对记录"
    target = BytesIO()
    book.save(target)
    copy = hand_back(target.getvalue(), [at(TOTAL, ("校验结果", 1, 1))])
    assert load_workbook(BytesIO(copy)).sheetnames == ["校验结果 (2)", "校验结果"]
    assert hand_back(copy, [at(TOTAL, ("校验结果", 1, 1))]) == copy


def test_a_workbook_without_our_marks_loses_no_fill_that_looks_alike(original: bytes) -> None:
    """A fill in one of our colours is taken for ours only where the file bears our name, list or comments."""
    tinted = changed(original, {"xl/styles.xml": lambda part: part.replace(b"DDEBF7", b"F8C8C8")})
    assert fills(hand_back(tinted, []), "清单")["B2"] in {"00F8C8C8", "FFF8C8C8"}


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


def test_a_list_that_was_renamed_or_deleted_is_known_all_the_same(copy: bytes) -> None:
    """The hidden name follows the sheet; without the sheet the comments and fills still tell what is ours."""
    book = unpack(copy)["xl/workbook.xml"].decode()
    renamed = changed(copy, {"xl/workbook.xml": lambda _: book.replace("校验结果", "改完了").encode()})
    assert load_workbook(BytesIO(hand_back(renamed, []))).sheetnames == ["校验结果", "清单", "附表", "说明"]
    package = Package.of(copy)
    workbook = Workbook(package)
    workbook.remove(workbook.sheets()[0])
    without_list = hand_back(package.to_bytes(), [])
    assert load_workbook(BytesIO(without_list)).sheetnames == ["校验结果", "清单", "附表", "说明"]
    assert comments(without_list, "清单") == {"A2": "这是旧项目", "B2": "请会计再核一遍"}
    assert fills(without_list, "清单") == {"B2": "FFDDEBF7"}
