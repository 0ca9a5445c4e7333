"""Which part is which sheet: as the relations say it, wherever the parts lie and however they are named."""

from __future__ import annotations

import pytest

from pipeline.intake.safety.archive import Archive
from pipeline.intake.safety.package import Package, SheetPart, unfold
from pipeline.intake.safety.refusals import RefusalError
from pipeline.model.policy import policy
from tests.hostile_support import MAIN, OFFICE, PACKAGE, relations, workbook_parts, zipped

Parts = dict[str, bytes]
BOOK, RELS, ROOT = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels"
PLAIN = SheetPart("表1", "xl/worksheets/sheet1.xml", hidden=False)


def unfolded(parts: Parts) -> Package:
    """Unfold an archive of these parts."""
    return unfold(Archive(zipped(parts), policy().intake))


def refused(parts: Parts) -> tuple[str, str]:
    """Give the rule that refuses them, and what was found."""
    with pytest.raises(RefusalError) as refusal:
        unfolded(parts)
    return refusal.value.finding.rule.id, refusal.value.finding.found


def book(*sheets: str, properties: str = "") -> bytes:
    """Write the workbook part around its sheets."""
    space = f'xmlns="{MAIN}" xmlns:r="{OFFICE}"'
    return f"<workbook {space}>{properties}<sheets>{''.join(sheets)}</sheets></workbook>".encode()


def sheet(name: str = "表1", rest: str = 'r:id="rId1"') -> str:
    """Write the entry of a sheet."""
    return f'<sheet name="{name}" sheetId="1" {rest}/>'


def linked(*lines: str) -> bytes:
    """Write relations as they stand."""
    return f'<Relationships xmlns="{PACKAGE}">{"".join(lines)}</Relationships>'.encode()


def test_a_plain_workbook_has_its_sheet_and_nothing_else() -> None:
    """No shared texts, no styles, days from 1900."""
    assert unfolded(workbook_parts()) == Package((PLAIN,), None, None, date1904=False)


def test_shared_texts_and_styles_are_found_and_must_be_there() -> None:
    """A relation to a part that is missing is a broken file."""
    parts = workbook_parts(texts="<si/>", styles="<a/>")
    assert unfolded(parts) == Package((PLAIN,), "xl/sharedstrings.xml", "xl/styles.xml", date1904=False)
    for name in ("xl/sharedStrings.xml", "xl/styles.xml"):
        rest = {part: body for part, body in parts.items() if part != name}
        assert refused(rest) == ("file-malformed", f"内部文件 {name.lower()}")


@pytest.mark.parametrize(
    ("said", "old"),
    [('date1904="1"', True), ('date1904="true"', True), ('date1904="on"', True), ('date1904="0"', False), ("", False)],
)
def test_days_from_1904_are_told_however_that_is_written(said: str, *, old: bool) -> None:
    """As 1, true or on."""
    assert unfolded(workbook_parts(properties=f"<workbookPr {said}/>")).date1904 is old


@pytest.mark.parametrize(
    ("state", "hidden"),
    [("", False), ('state="visible"', False), ('state="hidden"', True), ('state="veryHidden"', True)],
)
def test_hidden_sheets_are_told(state: str, *, hidden: bool) -> None:
    """Those that Excel itself does not offer to show, too."""
    assert unfolded(workbook_parts(states=(state,))).sheets[0].hidden is hidden


@pytest.mark.parametrize(
    "target",
    [
        "worksheets/sheet1.xml",
        "/xl/worksheets/sheet1.xml",
        "/XL/worksheets/sheet1.xml",
        "./worksheets/../worksheets/sheet1.xml",
        "worksheets\\sheet1.xml",
        "Worksheets/SHEET1.xml",
        "worksheets/%73heet1.xml",
    ],
)
def test_a_part_is_found_however_its_relation_writes_its_place(target: str) -> None:
    """From the workbook's folder or from the root, with either slash, in any case, with escaped letters."""
    assert unfolded(workbook_parts() | {RELS: relations(("rId1", "worksheet", target))}).sheets == (PLAIN,)


def test_the_workbook_is_where_the_root_says_or_else_where_it_always_is() -> None:
    """A relation to nothing, and another kind of part, are passed over."""
    parts = workbook_parts()
    moved = {name.replace("xl/", "office/"): body for name, body in parts.items()}
    moved[ROOT] = relations(
        ("a", "officeDocument", "gone.xml"),
        ("b", "thumbnail", "office/styles.xml"),
        ("c", "officeDocument", "office/workbook.xml"),
    )
    assert unfolded(moved).sheets == (SheetPart("表1", "office/worksheets/sheet1.xml", hidden=False),)
    assert unfolded({name: body for name, body in parts.items() if name != ROOT}).sheets == (PLAIN,)
    nothing = {name: body for name, body in parts.items() if name not in {ROOT, BOOK}}
    assert refused(nothing) == ("file-foreign", "没有工作簿部件")


def test_relations_to_other_files_and_to_nowhere_are_left_out() -> None:
    """So is one without an id or a type, which nothing can mean."""
    kind = f'Type="{OFFICE}/worksheet"'
    odd = (
        f'<Relationship Id="rId1" {kind} Target="worksheets/sheet1.xml" TargetMode="External"/>',
        f'<Relationship Id="rId1" {kind}/>',
        f'<Relationship {kind} Target="worksheets/sheet1.xml"/>',
        '<Relationship Id="rId1" Target="worksheets/sheet1.xml"/>',
    )
    for line in odd:
        assert refused(workbook_parts() | {RELS: linked(line)}) == ("file-no-sheets", "工作表“表1”的内容缺失")
    inside = f'<Relationship Id="rId1" {kind} Target="worksheets/sheet1.xml" TargetMode="Internal"/>'
    assert unfolded(workbook_parts() | {RELS: linked(inside)}).sheets == (PLAIN,)


@pytest.mark.parametrize("kind", ["vbaProject", "xlMacrosheet", "xlIntlMacrosheet"])
def test_a_relation_to_macros_is_refused(kind: str) -> None:
    """Whatever the part is called."""
    rels = relations(("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", kind, "a.bin"))
    assert refused(workbook_parts() | {RELS: rels})[0] == "file-macro"


@pytest.mark.parametrize("kind", ["chartsheet", "dialogsheet"])
def test_sheets_that_hold_no_table_are_passed_over(kind: str) -> None:
    """They need not even be there."""
    rels = relations(("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", kind, "charts/sheet1.xml"))
    parts = workbook_parts() | {BOOK: book(sheet("图", 'r:id="rId2"'), sheet()), RELS: rels}
    assert unfolded(parts).sheets == (PLAIN,)


@pytest.mark.parametrize("rest", ['r:id="rId9"', "", 'id="rId1"', 'r:ids="rId1"'])
def test_a_sheet_without_a_part_is_named(rest: str) -> None:
    """By as much of its name as a line holds."""
    name = "长" * 41
    parts = workbook_parts() | {BOOK: book(sheet(name, rest))}
    assert refused(parts) == ("file-no-sheets", f"工作表“{name[:40]}”的内容缺失")


def test_a_sheet_of_another_kind_is_none() -> None:
    """The part is there, but is no worksheet."""
    rels = relations(("rId1", "customSheet", "worksheets/sheet1.xml"))
    assert refused(workbook_parts() | {RELS: rels}) == ("file-no-sheets", "工作表“表1”的内容缺失")


def test_a_sheet_without_a_name_has_an_empty_one() -> None:
    """It is not taken for one of the sheets that staff fill in."""
    parts = workbook_parts() | {BOOK: book('<sheet sheetId="1" r:id="rId1"/>')}
    assert unfolded(parts).sheets == (SheetPart("", PLAIN.part, hidden=False),)


@pytest.mark.parametrize(("count", "found"), [(0, "0 张工作表"), (1001, "1001 张工作表")])
def test_no_sheets_and_more_than_a_thousand_are_refused(count: int, found: str) -> None:
    """A thousand are read."""
    assert refused(workbook_parts() | {BOOK: book(*[sheet()] * count)}) == ("file-no-sheets", found)
    assert len(unfolded(workbook_parts() | {BOOK: book(*[sheet()] * 1000)}).sheets) == 1000
