"""The rows of a sheet that need no parser: what office programs write, nothing that a reader would take otherwise."""

from __future__ import annotations

import codecs

import pytest

from pipeline.intake.safety.grammar import Rows, is_utf8, lean_rows, match_rows
from pipeline.intake.safety.refusals import RefusalError
from tests.hostile_support import ONE_CELL, sheet_xml

MIB = 1 << 20
OPEN = b"<sheetData>"
CHARACTERS = ["&amp;", "&lt;", "&gt;", "&quot;", "&apos;"]
ALLOWED = [9, 10, 13, 32, 39, 40, 99, 100, 9999, 10000, 49999, 50000, 54999, 55000, 55199, 55200, 55289, 55290, 55295]
ALLOWED += [57344, 57349, 57350, 57399, 57400, 57999, 58000, 59999, 60000, 64999, 65000, 65499, 65500, 65529, 65530]
ALLOWED += [65533, 65536, 65539, 65540, 65999, 66000, 69999, 70000, 99999, 100000, 199999]
FORBIDDEN = [0, 1, 8, 11, 12, 14, 31, 55296, 56000, 57343, 65534, 65535]


def one(inside: str, kind: str = "") -> bytes:
    """Write a sheet of one cell with this inside it."""
    return sheet_xml(f'<row r="1"><c r="A1"{kind}>{inside}</c></row>')


def matched(xml: bytes) -> bool:
    """Tell whether the rows are in the common form."""
    return match_rows(xml, "表") is not None


NUMBERS = ["<v>1</v>", "<v/>", "<v />", '<v xml:space="preserve">1</v>']
FORMULAS = [
    "",
    "<f/>",
    "<f>SUM(A1:A9)</f>",
    '<f t="shared" si="0"/>',
    '<f t="shared" si="0" />',
    '<f ca="1">A1&amp;B1</f>',
]


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("value", ["", *NUMBERS])
@pytest.mark.parametrize("kind", ["", ' t="n"', ' t="b"', ' t="e"', ' t="d"', ' s="3"', ' s="3" t="n" cm="1"'])
def test_a_number_in_any_common_form_is_matched(kind: str, value: str, formula: str) -> None:
    """With and without a formula, of any type and style."""
    assert matched(one(formula + value, kind))


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("value", ["", *NUMBERS, "<v>甲&amp;乙</v>", '<v xml:space="preserve"> 甲&#10;</v>'])
def test_a_text_of_a_formula_is_matched(value: str, formula: str) -> None:
    """It may hold references of characters."""
    assert matched(one(formula + value, ' t="str"'))


def test_a_number_with_references_is_not_matched() -> None:
    """The reader drops them."""
    assert not matched(one("<v>1&#48;</v>"))


@pytest.mark.parametrize("formula", FORMULAS)
def test_the_number_of_a_shared_text_is_matched(formula: str) -> None:
    """Digits, no more than nine."""
    assert matched(one(f"{formula}<v>0</v>", ' t="s"'))
    assert matched(one(formula, ' t="s"'))
    assert matched(one("<v>123456789</v>", ' t="s"'))
    assert not matched(one("<v>1234567890</v>", ' t="s"'))
    assert not matched(one("<v>-1</v>", ' t="s"'))


INLINE = ["<t>甲</t>", "<t>甲 乙</t>", "<t></t>", "<t/>", "<t />", '<t xml:space="preserve"> 甲 </t>']


@pytest.mark.parametrize("text", INLINE)
def test_a_text_of_its_own_is_matched(text: str) -> None:
    """As openpyxl writes it."""
    assert matched(one(f"<is>{text}</is>", ' t="inlineStr"'))


@pytest.mark.parametrize("text", ["<t> 甲</t>", "<t>甲 </t>", "<t> </t>", "<r><t>甲</t></r>", "<t>甲</t><t>乙</t>"])
def test_a_text_that_the_reader_would_change_is_not_matched(text: str) -> None:
    """It cuts blanks off, and knows pieces only otherwise."""
    assert not matched(one(f"<is>{text}</is>", ' t="inlineStr"'))


@pytest.mark.parametrize(
    "cell", ['<c r="A1"/>', '<c r="A1" />', '<c r="A1" s="1"/>', '<c r="A1" t="s"/>', '<c r="A1" s="1" t="str"/>']
)
def test_an_empty_cell_is_matched(cell: str) -> None:
    """Closed at once."""
    assert matched(sheet_xml(f'<row r="1">{cell}</row>'))


@pytest.mark.parametrize(
    "written",
    [
        *CHARACTERS,
        *(f"&#{it};" for it in ALLOWED),
        *(f"&#x{it:X};" for it in ALLOWED),
        *(f"&#x{it:x};" for it in ALLOWED),
    ],
)
def test_every_character_that_xml_allows_may_be_written_as_a_reference(written: str) -> None:
    """In decimal and in hexadecimal, at both ends of each range."""
    assert matched(one(f"<v>{written}</v>", ' t="str"'))


@pytest.mark.parametrize(
    "written",
    ["&", "&;", "&nbsp;", "&#;", "&#x;", *(f"&#{it};" for it in FORBIDDEN), *(f"&#x{it:X};" for it in FORBIDDEN)],
)
def test_no_other_reference_is_matched(written: str) -> None:
    """Control characters, surrogates, entities that nobody declared."""
    assert not matched(one(f"<v>{written}</v>", ' t="str"'))


def test_where_rows_stand_how_far_down_and_whether_far_to_the_right() -> None:
    """To the byte and to the row."""
    xml = sheet_xml(ONE_CELL + '<row r="7"><c r="ZZ7"><v>1</v></c></row> ')
    start, end = xml.index(OPEN) + len(OPEN), xml.index(b"</sheetData>")
    assert match_rows(xml, "表") == Rows(start, end, 7, near=True)
    far = sheet_xml('<row r="2"><c r="AAA2"><v>1</v></c></row>' + ONE_CELL)
    assert match_rows(far, "表") == Rows(start, far.index(b"</sheetData>"), 2, near=False)
    assert match_rows(sheet_xml(""), "表") == Rows(start, start, 0, near=True)
    bare = OPEN + b"</sheetData>"
    assert match_rows(bare, "表") == Rows(len(OPEN), len(OPEN), 0, near=True)


@pytest.mark.parametrize(
    ("head", "tail", "sound"),
    [
        ('<dimension ref="A1"/>', "", True),
        ('<dimension ref="A1:XFD1048576" />', "", True),
        ('<dimension ref=""/>', "", False),
        ('<dimension ref="1A"/>', "", False),
        ('<dimension ref="A1:"/>', "", False),
        ('<dimension ref="A1:B2:C3"/>', "", False),
        ("<!-- 甲 -->", "", False),
        ("", "<!-- 甲 -->", False),
        ("", f"<sheetData>{ONE_CELL}</sheetData>", False),
        ("", "<sheetData/>", False),
        ("", '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>', True),
    ],
)
def test_what_stands_around_the_rows_decides_too(head: str, tail: str, sound: bool) -> None:  # noqa: FBT001  (a column of the table)
    """A dimension that is none, comments, and rows in two places need the parser."""
    assert matched(sheet_xml(ONE_CELL, head=head, tail=tail)) == sound


@pytest.mark.parametrize("tail", ["<a>", "</a>", "<a b=1/>"])
def test_what_stands_around_the_rows_is_proven_well_formed(tail: str) -> None:
    """With or without formulas."""
    with pytest.raises(RefusalError):
        match_rows(sheet_xml(ONE_CELL, tail=tail), "表")
    with pytest.raises(RefusalError):
        lean_rows(sheet_xml('<row r="1"><c r="A1"><f>B1</f></c></row>', tail=tail), "表")


@pytest.mark.parametrize(
    ("xml", "known"),
    [
        (b"<a/>", True),
        ("<a>甲</a>".encode(), True),
        (codecs.BOM_UTF8 + b"<a/>", True),
        (b'<?xml version="1.0" encoding="UTF-8"?><a/>', True),
        (b"<?xml version='1.0' encoding = 'utf8' ?><a/>", True),
        (codecs.BOM_UTF8 + b'<?xml version="1.0" encoding="utf-8"?><a/>', True),
        (b'<?xml version="1.0" encoding="gbk"?><a/>', False),
        (codecs.BOM_UTF8 + b'<?xml version="1.0" encoding="GB18030"?><a/>', False),
        (b'<?xml version="1.0"' + b" " * 300 + b'encoding="gbk"?><a/>', False),
        (b"<a encoding='gbk'/>", True),
        (b"<a>\xe4\xb8", False),
        (b"<a>\xff</a>", False),
        (b" <a/>", False),
        (codecs.BOM_UTF8 + b" <a/>", False),
        ("<a/>".encode("utf-16"), False),
        (b"<a>" + b"x" * (MIB - 5) + b"\xe4\xb8", False),
        (b"<a>" + b"x" * (MIB - 4) + "甲</a>".encode(), True),
        (codecs.BOM_UTF8 + b"<a>" + b"x" * (MIB - 5) + b"\xe4\xb8", False),
    ],
    ids=range(18),
)
def test_utf_8_is_known_by_its_declaration_and_by_its_bytes(xml: bytes, known: bool) -> None:  # noqa: FBT001  (a column of the table)
    """A declaration of another encoding counts however far behind it stands; a character cut off is none."""
    assert is_utf8(xml) is known


def test_the_texts_of_formulas_are_left_out_and_their_cells_stay() -> None:
    """What comes is as long as it was, less the texts."""
    xml = one('<f ca="1">IF(A2&lt;3,"甲&amp;乙","")</f><v>1</v>')
    lean, rows = lean_rows(xml, "表") or (b"", None)
    assert lean == one("<f/><v>1</v>")
    assert rows == match_rows(lean, "表")


@pytest.mark.parametrize(
    "xml",
    [
        one("<v>1</v>"),
        one("<f>A1&B1</f>"),
        one("<f>A1&nbsp;B1</f>"),
        one("<f>\x1f</f>"),
        one("<f>\x00</f>"),
        one("<f>X</f>").replace(b"X", b"\xff"),
        b"<worksheet><f>1</f></worksheet>",
        one("<f>1</f>").replace(b"</sheetData>", b""),
        one("<f>1</f>").replace(b"<sheetData>", b""),
    ],
    ids=range(9),
)
def test_formulas_that_nobody_could_vouch_for_are_left_to_the_parser(xml: bytes) -> None:
    """None at all, stray brackets and references, control characters, bytes that are no text, no rows."""
    assert lean_rows(xml, "表") is None
