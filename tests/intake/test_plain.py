"""The plain form of a sheet, byte for byte: one way of writing for everything that says the same."""

from __future__ import annotations

import pytest

from pipeline.intake.safety.plain import plain_sheet
from pipeline.intake.safety.refusals import RefusalError
from tests.hostile_support import MAIN, alternative, sheet_xml

OTHER = 'xmlns:o="urn:other"'


def plain(xml: bytes) -> str:
    """Rewrite a sheet; what stands between its root's tags."""
    written = plain_sheet(xml, "表").decode()
    head, tail = '<?xml version="1.0" encoding="UTF-8"?><worksheet>', "</worksheet>"
    assert written.startswith(head)
    assert written.endswith(tail)
    return written[len(head) : -len(tail)]


def rows(inside: str) -> str:
    """Rewrite a sheet of these rows; what stands between the tags of its rows."""
    written = plain(sheet_xml(inside))
    assert written.startswith("<sheetData>")
    assert written.endswith("</sheetData>")
    return written[len("<sheetData>") : -len("</sheetData>")]


def cell(inside: str, kind: str = "") -> str:
    """Rewrite a cell at A1; its type and what is in it."""
    written = rows(f'<row r="1"><c r="A1"{kind}>{inside}</c></row>')
    head, tail = '<row r="1"><c r="A1" s="0"', "</c></row>"
    assert written.startswith(head)
    assert written.endswith(tail)
    return written[len(head) : -len(tail)]


@pytest.mark.parametrize(
    ("inside", "kind", "written"),
    [
        ("<v>1</v>", "", "><v>1</v>"),
        ("", "", ">"),
        ("<v/>", "", "><v></v>"),
        ("<v>1<!-- 9 -->2</v>", "", "><v>12</v>"),
        ("<v><![CDATA[<&>]]></v>", ' t="str"', ' t="str"><v>&lt;&amp;&gt;</v>'),
        ("<v>&#34;&#13;&#10;</v>", " t='str'", ' t="str"><v>&quot;&#13;\n</v>'),
        ("<v>1</v><f>A2</f>", "", "><f>A2</f><v>1</v>"),
        ("<f>A2</f>", ' t="str"', ' t="str"><f>A2</f>'),
        ("<v> 3 </v>", ' t="s"', ' t="s"><v>3</v>'),
        ("<v> </v>", ' t="s"', ' t="s">'),
        ("<v/>", ' t="s"', ' t="s">'),
        ("", ' t="s"', ' t="s">'),
        ("<is><t>甲</t></is>", ' t="inlineStr"', ' t="inlineStr"><is><t xml:space="preserve">甲</t></is>'),
        ("<is><t> 甲 </t></is>", "", ' t="inlineStr"><is><t xml:space="preserve"> 甲 </t></is>'),
        ("<is/>", ' t="inlineStr"', ' t="inlineStr"><is><t xml:space="preserve"></t></is>'),
        (
            '<is><r><rPr><b/></rPr><t>甲</t></r><r><t>乙</t></r><rPh sb="0" eb="1"><t>jia</t></rPh></is>',
            ' t="inlineStr"',
            ' t="inlineStr"><is><t xml:space="preserve">甲乙</t></is>',
        ),
        ("<v>1</v>", ' t="&quot;"', ' t="&quot;"><v>1</v>'),
        ("<extLst><ext>9</ext></extLst><v>1</v>", "", "><v>1</v>"),
        ("9<v>1</v>", "", "><v>1</v>"),
    ],
)
def test_a_cell_says_what_it_said(inside: str, kind: str, written: str) -> None:
    """The formula before the value, texts in one piece, references where they are needed."""
    assert cell(inside, kind) == written


@pytest.mark.parametrize(
    "cells",
    [
        "<c><v>1</v><v>2</v></c>",
        "<c><f>1</f><v>1</v><f>2</f></c>",
        '<c t="inlineStr"><is><t>1</t></is><is><t>2</t></is></c>',
        '<c t="inlineStr"><is><t>1</t></is><v>1</v></c>',
        '<c t="inlineStr"><f>1</f><is><t>1</t></is></c>',
        '<c t="str"><is><t>1</t></is></c>',
        "<c><c><v>1</v></c></c>",
        "<c><row/></c>",
        f"<c><o:v {OTHER}>1</o:v></c>",
        f"<c><v><o:a {OTHER}/></v></c>",
        '<c r="1A"/>',
        '<c r=""/>',
        '<c r="A0"/>',
        '<c r="AAAA1"/>',
        '<c r="A12345678"/>',
        '<c r="A1:B1"/>',
    ],
)
def test_what_can_be_read_in_two_ways_is_refused(cells: str) -> None:
    """Two contents, a text among others, cells in cells, elements of other programs, addresses that are none."""
    with pytest.raises(RefusalError):
        rows(f'<row r="1">{cells}</row>')


@pytest.mark.parametrize(
    "inside",
    [
        '<row r="1"><row r="2"/></row>',
        '<c r="A1"/>',
        '<row r="1"><a><c r="A1"/></a></row>',
        alternative('<row r="1"/>', '<row r="2"/>'),
        alternative("<a/>", "<b/>"),
        f"<row><o:a {OTHER}><row/></o:a></row>",
    ],
)
def test_rows_and_cells_stand_nowhere_else(inside: str) -> None:
    """Nor in alternatives."""
    with pytest.raises(RefusalError):
        rows(inside)


@pytest.mark.parametrize(
    ("inside", "written"),
    [
        ("<row/><row/>", '<row r="1"></row><row r="2"></row>'),
        ('<row r=" 7 "/><row/>', '<row r="7"></row><row r="8"></row>'),
        ('<row r="0"/><row r="x"/>', '<row r="1"></row><row r="2"></row>'),
        ('<row r="12345678"/>', '<row r="1"></row>'),
        ('<row r="1" hidden="1"/>', '<row r="1" hidden="1"></row>'),
        ('<row r="1" hidden="true"/>', '<row r="1" hidden="1"></row>'),
        ('<row r="1" hidden="on"/>', '<row r="1" hidden="1"></row>'),
        ('<row r="1" hidden="0"/>', '<row r="1"></row>'),
        ('<row r="1" ht="0"/>', '<row r="1" hidden="1"></row>'),
        ('<row r="1" ht="00.0"/>', '<row r="1" hidden="1"></row>'),
        ('<row r="1" ht="0.5"/>', '<row r="1"></row>'),
        ('<row r="1" ht="10"/>', '<row r="1"></row>'),
        ('<row r="1" width="0"/>', '<row r="1"></row>'),
        ('<row r="1"><c/><c/></row>', '<row r="1"><c r="A1" s="0"></c><c r="B1" s="0"></c></row>'),
        ('<row r="1"><c r="$b$1"/><c/></row>', '<row r="1"><c r="B1" s="0"></c><c r="C1" s="0"></c></row>'),
        ('<row r="1"><c r=" AZ1 "/><c/></row>', '<row r="1"><c r="AZ1" s="0"></c><c r="BA1" s="0"></c></row>'),
        ('<row r="1"><c r="ABC1"/><c/></row>', '<row r="1"><c r="ABC1" s="0"></c><c r="ABD1" s="0"></c></row>'),
        ("<row><c s='7' t='n'/></row>", '<row r="1"><c r="A1" s="7" t="n"></c></row>'),
        ('<row><c s="&quot;"/></row>', '<row r="1"><c r="A1" s="&quot;"></c></row>'),
        (
            '<row r="1"><c r="B1"/></row><row><c/></row>',
            '<row r="1"><c r="B1" s="0"></c></row><row r="2"><c r="A2" s="0"></c></row>',
        ),
        (
            '<row r="1"><c r="B3"/></row><row/>',
            '<row r="1"></row><row r="3"><c r="B3" s="0"></c></row><row r="2"></row>',
        ),
        (
            '<row r="1"><c r="B3"/><c/></row>',
            '<row r="1"></row><row r="3"><c r="B3" s="0"></c></row><row r="1"><c r="C1" s="0"></c></row>',
        ),
        (f'<o:row {OTHER}><o:c/></o:row><row r="1"><o:c {OTHER}/></row>', '<row r="1"></row>'),
    ],
)
def test_rows_and_cells_get_the_addresses_they_have_or_would_have_next(inside: str, written: str) -> None:
    """A cell that names another row stands in that one."""
    assert rows(inside) == written


@pytest.mark.parametrize(
    ("head", "tail", "written"),
    [
        ("", "", "<sheetData></sheetData>"),
        (
            '<cols><col min="2" max="3" hidden="1"/></cols>',
            "",
            '<cols><col min="2" max="3" hidden="1"/></cols><sheetData></sheetData>',
        ),
        (
            '<cols><col min="2" width="0.0"/><col min="4" max="4" width="9"/></cols>',
            "",
            '<cols><col min="2" hidden="1"/></cols><sheetData></sheetData>',
        ),
        (
            '<cols><col min="&quot;" max="3" ht="0"/><col max="&quot;" hidden="on"/></cols>',
            "",
            '<cols><col max="&quot;" hidden="1"/></cols><sheetData></sheetData>',
        ),
        (
            "",
            '<mergeCells count="2"><mergeCell ref="a1:b2"/><mergeCell/></mergeCells>',
            '<sheetData></sheetData><mergeCells><mergeCell ref="A1:B2"/><mergeCell ref=""/></mergeCells>',
        ),
        (
            "",
            '<mergeCells><mergeCell ref="&quot;"/></mergeCells>',
            '<sheetData></sheetData><mergeCells><mergeCell ref="&quot;"/></mergeCells>',
        ),
        ("<a><cols><col hidden='1'/></cols></a>", "<b><mergeCells/></b>", "<sheetData></sheetData>"),
        ("<sheetViews><row/><c/></sheetViews>", alternative("<a/>", "<b/>"), "<sheetData></sheetData>"),
        (f'<o:cols {OTHER}><col hidden="1"/></o:cols>', "", "<sheetData></sheetData>"),
    ],
)
def test_of_what_stands_around_the_rows_only_hidden_columns_and_merges_stay(head: str, tail: str, written: str) -> None:
    """In the place where Excel has them, and nowhere else."""
    assert plain(sheet_xml("", head=head, tail=tail)) == written


def test_a_sheet_without_rows_gets_their_place() -> None:
    """A reader expects it."""
    assert plain(f'<worksheet xmlns="{MAIN}"/>'.encode()) == "<sheetData></sheetData>"


def test_a_prefix_says_what_no_prefix_says() -> None:
    """The name space counts."""
    inside = '<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>'
    xml = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{inside}</x:sheetData></x:worksheet>'
    assert plain(xml.encode()) == '<sheetData><row r="1"><c r="A1" s="0"><v>1</v></c></row></sheetData>'


@pytest.mark.parametrize(("levels", "sound"), [(63, True), (64, False)])
def test_what_nests_as_deep_as_nobody_writes_is_refused(levels: int, *, sound: bool) -> None:
    """Below the root."""
    xml = sheet_xml("", tail="<a>" * levels + "</a>" * levels)
    if sound:
        assert plain(xml) == "<sheetData></sheetData>"
        return
    with pytest.raises(RefusalError):
        plain(xml)
