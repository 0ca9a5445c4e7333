"""Reading sees what Excel shows: values to the letter, and what values alone do not tell."""

from __future__ import annotations

import gc
import io
import random
import re
import time
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from pipeline.intake.raw import Mark, RawSheet
from pipeline.intake.safety.refusals import RefusalError
from pipeline.intake.safety.styles import is_era_date, is_percent
from pipeline.intake.sheets.read import read
from tests.hostile_support import (
    SHEET,
    STRICT,
    STRICT_OFFICE,
    number_formats,
    sheet_of_bytes,
    sheet_xml,
    with_parts,
    workbook,
    workbook_parts,
    zipped,
)

if TYPE_CHECKING:
    from tests.conftest import Convert


def first(data: bytes) -> RawSheet:
    """Read the first sheet."""
    return read(data).sheets[0]


def row_of(*cells: str) -> str:
    """Write row 1 from the inside of its cells: `t="s"><v>0</v>`."""
    return '<row r="1">' + "".join(f'<c r="{chr(65 + i)}1" {cell}</c>' for i, cell in enumerate(cells)) + "</row>"


TEXTS = {
    "  两头空格  ": '<si><t xml:space="preserve">  两头空格  </t></si>',
    " 没写 preserve ": "<si><t> 没写 preserve </t></si>",
    "　　段首全角空格　": "<si><t>　　段首全角空格　</t></si>",
    "第一行\n第二行": "<si><t>第一行\n第二行</t></si>",
    "\n行首换行\n": '<si><t xml:space="preserve">\n行首换行\n</t></si>',
    "a & b < c > d \" '": "<si><t>a &amp; b &lt; c &gt; d &quot; &apos;</t></si>",
    "𠮷😀": "<si><t>&#134071;&#x1F600;</t></si>",
    "粗体 后面": '<si><r><rPr><b/></rPr><t>粗体</t></r><r><t xml:space="preserve"> 后面</t></r></si>',
    "注音": '<si><t>注音</t><rPh sb="0" eb="2"><t>zhuyin</t></rPh></si>',
    "x<y": "<si><t><![CDATA[x<y]]></t></si>",
    "前后": "<si><t>前<!-- 批注 -->后</t></si>",
    "a\x08b\rc_x0041_": "<si><t>a_x0008_b_x000D_c_x005F_x0041_</t></si>",
    '=DISPIMG("ID_1",1)': "<si><t>=DISPIMG(&quot;ID_1&quot;,1)</t></si>",
}


@pytest.mark.parametrize("text", TEXTS)
def test_shared_text_arrives_character_for_character(text: str) -> None:
    """Blanks, line breaks, entities, runs, phonetic guides and rare characters survive."""
    assert first(workbook(row_of('t="s"><v>0</v>'), texts=TEXTS[text])).rows == [[text]]


@pytest.mark.parametrize("text", [text for text in TEXTS if "_x0041_" not in text])
def test_inline_text_arrives_character_for_character(text: str) -> None:
    """The same for text that stands in its cell."""
    inside = TEXTS[text].removeprefix("<si>").removesuffix("</si>")
    assert first(workbook(row_of(f't="inlineStr"><is>{inside}</is>'))).rows == [[text]]


def test_all_texts_of_one_workbook_arrive_together() -> None:
    """One odd text does not change its neighbours."""
    cells = [f't="s"><v>{index}</v>' for index in range(len(TEXTS))]
    assert first(workbook(row_of(*cells), texts="".join(TEXTS.values()))).rows == [list(TEXTS)]


def test_values_keep_their_types() -> None:
    """Numbers are numbers, booleans booleans, formula texts texts."""
    row = row_of("><v>1.5</v>", 't="b"><v>1</v>', 't="str"><f>A1</f><v>x</v>', 't="n"><v>1E3</v>')
    assert first(workbook(row)).rows == [[1.5, True, "x", 1000.0]]


FORMATS: dict[str | int, date | datetime | float] = {
    14: date(2023, 8, 5),
    27: date(2023, 8, 5),
    31: date(2023, 8, 5),
    36: date(2023, 8, 5),
    50: date(2023, 8, 5),
    57: date(2023, 8, 5),
    58: date(2023, 8, 5),
    'yyyy"年"m"月"d"日";@': date(2023, 8, 5),
    "[DBNum1][$-804]yyyy年m月d日": date(2023, 8, 5),
    "[$-404]e/m/d": date(2023, 8, 5),
    'e"年"': date(2023, 8, 5),
    "[$-804]aaaa": date(2023, 8, 5),
    '0.00"日"': 45143.0,
    "#,##0.00_ ;[Red]-#,##0.00\\ ": 45143.0,
    '[DBNum2][$-804]General"元"': 45143.0,
    '0!.0,"万"': 45143.0,
    "0!m": 45143.0,
    "General": 45143.0,
    "0.00E+00": 45143.0,
}


@pytest.mark.parametrize("code", FORMATS)
def test_a_date_is_told_by_its_format(code: str | int) -> None:
    """Built-in Chinese formats, custom and era formats give dates; formats with a quoted 日 give numbers."""
    assert first(workbook(row_of('s="0"><v>45143</v>'), styles=number_formats(code))).rows == [[FORMATS[code]]]


def test_the_1904_system_and_hours_are_respected() -> None:
    """The same number is four years later in the 1904 system; a time of day makes a moment."""
    row = row_of('s="0"><v>45143</v>', 's="0"><v>45143.25</v>')
    styles = number_formats(14)
    assert first(workbook(row, styles=styles)).rows == [[date(2023, 8, 5), datetime(2023, 8, 5, 6)]]  # noqa: DTZ001  (Excel knows no zones)
    later = first(workbook(row, styles=styles, properties='<workbookPr date1904="1"/>'))
    assert later.rows[0][0] == date(2027, 8, 6)


@pytest.mark.parametrize(
    "text", ["2023-08-05", "2023-08-05T00:00:00", "2023-08-05T00:00:00Z", "2023-08-05T00:00:00.000"]
)
def test_dates_written_as_iso_text_are_dates(text: str) -> None:
    """Cells of type d are dates, with or without a zone letter."""
    assert first(workbook(row_of(f't="d"><v>{text}</v>'))).rows == [[date(2023, 8, 5)]]


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the system cannot change its zone in a running process")
@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York", "Pacific/Apia"])
def test_dates_do_not_depend_on_the_time_zone(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same file gives the same dates everywhere."""
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        row = row_of('s="0"><v>45143</v>', 't="d"><v>2023-08-05T00:00:00Z</v>')
        assert first(workbook(row, styles=number_formats(14))).rows == [[date(2023, 8, 5)] * 2]
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    "text", ["#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#SPILL!", "#CALC!", "#GETTING_DATA", "Err:502", "#BUSY!"]
)
def test_error_cells_are_marked_with_their_text(text: str) -> None:
    """Also errors that calamine does not know; the neighbours are read."""
    sheet = first(workbook(row_of(f't="e"><v>{text}</v>', "><v>2</v>", f't="e"><f>1/0</f><v>{text}</v>')))
    assert dict(sheet.marks) == {(1, 1): Mark.ERROR, (1, 3): Mark.ERROR | Mark.FORMULA}
    assert dict(sheet.errors) == {(1, 1): text, (1, 3): text}
    assert sheet.rows == [["", 2.0, ""]]


FORMULAS = {
    "><f>1+1</f><v>2</v>": Mark.FORMULA,
    "><f>1+1</f>": Mark.FORMULA | Mark.UNCACHED,
    "><f>1+1</f><v></v>": Mark.FORMULA | Mark.UNCACHED,
    "><f>1+1</f><v/>": Mark.FORMULA | Mark.UNCACHED,
    '><f t="shared" ref="A1:A9" si="0">1+1</f><v>2</v>': Mark.FORMULA,
    '><f t="shared" si="0"/><v>2</v>': Mark.FORMULA,
    '><f t="shared" si="0"/>': Mark.FORMULA | Mark.UNCACHED,
    't="str"><f>""</f><v></v>': Mark.FORMULA,
    't="str"><f>""</f><v/>': Mark.FORMULA,
    't="str"><f>""</f>': Mark.FORMULA | Mark.UNCACHED,
    "><f>0</f><v>0</v>": Mark.FORMULA,
}


@pytest.mark.parametrize("cell", FORMULAS)
def test_formulas_without_a_stored_value_are_told_from_the_others(cell: str) -> None:
    """A stored empty text is a value; nothing stored is not."""
    for data in (workbook(row_of(cell, "><v>1</v>")), odd_spelling(row_of(cell, "><v>1</v>"))):
        assert dict(first(data).marks) == {(1, 1): FORMULAS[cell]}


def odd_spelling(rows: str) -> bytes:
    """Return the same rows with a comment, single quotes and a prefix, which no byte search could read."""
    xml = sheet_xml(rows.replace('"', "'") + "<!-- t='e' -->").decode()
    for name in ("worksheet", "sheetData", "row", "c", "v", "f", "is", "t"):
        xml = xml.replace(f"<{name}>", f"<x:{name}>").replace(f"<{name} ", f"<x:{name} ")
        xml = xml.replace(f"<{name}/>", f"<x:{name}/>").replace(f"</{name}>", f"</x:{name}>")
    return sheet_of_bytes(xml.replace("xmlns=", "xmlns:x=").encode())


def test_prefixes_quotes_and_comments_change_nothing() -> None:
    """Another spelling of the same XML gives the same sheet."""
    rows = row_of("><v>1.5</v>", 't="e"><v>#REF!</v>', 't="inlineStr"><is><t>文字</t></is>', "><f>B1</f><v>3</v>")
    assert first(odd_spelling(rows)) == first(workbook(rows))


ODD = {
    "the value before its formula": row_of('t="str"><v>甲</v><f>B1</f>'),
    "pieces in a comment's way": row_of('t="str"><v>甲<!-- v --></v>'),
    "an inline text without a type": row_of("><is><t>甲</t></is>"),
    "an inline text in runs, with a guide": row_of(
        't="inlineStr"><is><r><t>甲</t></r><rPh sb="0" eb="1"><t>jia</t></rPh></is>'
    ),
    "cells of another name space": '<q:row xmlns:q="urn:q" r="1"><q:c r="A1"><q:v>9</q:v></q:c></q:row>'
    + row_of('t="str"><v>甲</v>'),
    "an extension behind the value": row_of('t="str"><v>甲</v><extLst><ext uri="x"><v>9</v></ext></extLst>'),
}


@pytest.mark.parametrize("rows", ODD.values(), ids=ODD)
def test_what_is_written_oddly_but_says_one_thing_is_read(rows: str) -> None:
    """Nothing beside the cell itself counts."""
    assert first(workbook(rows)).rows == [["甲"]]


@pytest.mark.parametrize(
    ("head", "texts"),
    [
        ('<dimension ref="foo"/>', "<si><t>甲</t></si>"),
        ("<dimension/>", "<si><t>甲</t></si>"),
        ("", "<si><t>甲</t><extLst><ext uri='x'><t>9</t></ext></extLst></si>"),
        ("", '<q:si xmlns:q="urn:q"><q:t>9</q:t></q:si><si><t>甲</t></si>'),
    ],
)
def test_decoys_around_the_cells_do_not_count(head: str, texts: str) -> None:
    """A dimension that is none, and what other programs put among the shared texts."""
    assert first(workbook(row_of('t="s"><v>0</v>'), head=head, texts=texts)).rows == [["甲"]]


@pytest.mark.parametrize("promised", ["4294967295", "2", "1e9", "0004294967295", "+9"])
def test_a_workbook_that_promises_more_texts_than_it_has_is_read(promised: str) -> None:
    """A reader that makes room for them beforehand dies of it, and its process with it."""
    parts = workbook_parts(row_of('t="s"><v>0</v>'), texts="<si><t>甲</t></si>")
    name = "xl/sharedStrings.xml"
    parts[name] = parts[name].replace(b"<sst ", f'<sst count="1" uniqueCount="{promised}" '.encode())
    assert first(zipped(parts)).rows == [["甲"]]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "iso-8859-1"])
def test_other_encodings_of_a_sheet_are_read(encoding: str) -> None:
    """A sheet in UTF-16 is not empty."""
    name = encoding.removesuffix("-sig")
    text = sheet_xml('<row r="1"><c r="A1" t="str"><v>é</v></c></row>').decode().replace("UTF-8", name)
    assert first(sheet_of_bytes(text.encode(encoding))).rows == [["é"]]


def test_rows_and_cells_without_an_address_stand_where_they_follow() -> None:
    """Addresses may be left out; they count on."""
    sheet = first(
        workbook('<row><c><v>1</v></c><c><v>2</v></c></row><row r="4"><c r="B4"><v>3</v></c><c><v>4</v></c></row>')
    )
    assert sheet.rows == [[1.0, 2.0, ""], ["", "", ""], ["", "", ""], ["", 3.0, 4.0]]


def test_a_strict_workbook_is_read() -> None:
    """The Strict namespace is another spelling, not an empty file."""
    row = row_of("><v>1</v>", 't="e"><v>#REF!</v>', 't="d"><v>2023-08-05</v>')
    sheet = first(workbook(row, namespace=STRICT, office=STRICT_OFFICE))
    assert sheet.rows == [[1.0, "", date(2023, 8, 5)]]
    assert dict(sheet.errors) == {(1, 2): "#REF!"}


PERCENTS = {
    "0%": True,
    "0.00%": True,
    "0.0%;[Red]-0.0%": True,
    '0"%"': False,
    "0\\%": False,
    "0": False,
    "[%]0": False,
    '0;0"%"': False,
}


def test_what_hides_or_merges_nothing_marks_nothing() -> None:
    """A hidden column that does not say which, ranges turned round, a number cut off behind its e."""
    sheet = first(
        workbook(
            row_of("><v>12e</v>", "><v>2</v>"),
            head='<cols><col width="9" hidden="1"/></cols>',
            tail='<mergeCells><mergeCell ref="B2:A1"/><mergeCell ref="A1:A1"/></mergeCells>',
        )
    )
    assert (sheet.rows, sheet.hidden_columns, sheet.merged, dict(sheet.marks)) == ([["12e", 2.0]], frozenset(), (), {})


@pytest.mark.parametrize("code", PERCENTS)
def test_a_percent_sign_counts_only_unquoted(code: str) -> None:
    """A sign in quotes or behind a backslash does not scale the number."""
    assert is_percent(code) is PERCENTS[code]


def test_only_numbers_shown_as_a_percentage_are_marked() -> None:
    """Text and empty cells of a percentage style are left alone, also where it is the default style."""
    formats = number_formats("General", 9, 10, "0.0%", '0"%"')
    row = row_of(
        's="0"><v>0.95</v>', 's="1"><v>0.95</v>', 's="2"><v>0.95</v>', 's="3"><v>1</v>', 's="4"><v>95</v>', 's="1">',
        's="1" t="str"><v>x</v>',
    )  # fmt: skip
    assert dict(first(workbook(row, styles=formats)).marks) == {(1, column): Mark.PERCENT for column in (2, 3, 4)}
    assert dict(first(workbook(row_of("><v>1</v>"), styles=number_formats(9))).marks) == {(1, 1): Mark.PERCENT}


def test_era_formats_are_dates_and_exponents_are_not() -> None:
    """An e is a year of the era, or the exponent of a number."""
    assert [is_era_date(code) for code in ("e", 'ggge"年"', "aaa", "0.0E+00", "General", '"e"0', "@")] == [
        True, True, True, False, False, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "long"),
    [
        ("123456789012345678", True),
        ("1.23456789012345E+17", True),
        ("-1234567890123456", True),
        ("999999999999999", False),
        ("3902733.7800000003", False),
        ("1E3", False),
    ],
)
def test_numbers_of_more_than_fifteen_digits_are_marked(text: str, *, long: bool) -> None:
    """Their last digits are lost; the noise of a sum in the seventeenth digit is none."""
    assert dict(first(workbook(row_of(f"><v>{text}</v>"))).marks) == ({(1, 1): Mark.LONG} if long else {})


@pytest.mark.parametrize("text", ["NaN", "inf", "-INF", "1e999"])
def test_what_is_no_number_is_text(text: str) -> None:
    """Infinity and not-a-number never become floats."""
    assert first(workbook(row_of(f"><v>{text}</v>", "><v>1</v>"))).rows == [[text, 1.0]]


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_rows_and_columns_without_height_or_width_are_hidden_too(prefix: str) -> None:
    """Whatever hides them, nobody sees them; rows written out in a sheet that hides all others are seen."""
    kinds = (' ht="0" customHeight="1"', ' ht="0.0"', ' ht="0.5"', ' ht="10"', "")
    rows = "".join(
        f'<row r="{row}"{kind}><c r="A{row}"><v>1</v></c><c r="B{row}"><v>1</v></c></row>'
        for row, kind in enumerate(kinds, start=1)
    )
    head = '<sheetFormatPr defaultRowHeight="15" zeroHeight="1"/><cols><col min="2" max="2" width="0"/></cols>'
    xml = sheet_xml(rows, head=head)
    if prefix:
        xml = re.sub(rb"<(/?)(?!\?)", rb"<\1x:", xml).replace(b"xmlns=", b"xmlns:x=")
    sheet = read(sheet_of_bytes(xml)).sheets[0]
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({1, 2}, {2})


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("><v>&#50;34567.89</v>", 234567.89),
        (' t="n"><f>1&lt;2</f><v>1&#x2E;5</v>', 1.5),
        (' t="b"><v>&#49;</v>', True),
        (' t="d"><v>2023-01-0&#49;</v>', date(2023, 1, 1)),
        (' t="str"><v>1&#50;&lt;3</v>', "12<3"),
    ],
)
def test_a_character_may_be_written_by_its_number_anywhere(cell: str, value: object) -> None:
    """Calamine gives a blank for a number written so."""
    assert first(workbook(f'<row r="1"><c r="A1"{cell}</c></row>')).rows == [[value]]


def test_hidden_rows_columns_and_sheets_are_told() -> None:
    """Hidden ones are read and named, as far as the sheet reaches."""
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="1"><c r="C2"><v>2</v></c></row>'
    head = (
        '<cols><col min="2" max="2" hidden="1"/><col min="3" max="3" width="9"/>'
        '<col min="4" max="16384" hidden="1"/></cols>'
    )
    states = ("", 'state="hidden"', 'state="veryHidden"', 'state="visible"')
    book = read(workbook(rows + '<row r="9" hidden="1"/>', head=head, states=states))
    assert [sheet.hidden for sheet in book.sheets] == [False, True, True, False]
    assert [sheet.name for sheet in book.sheets] == ["表1", "表2", "表3", "表4"]
    assert book.sheets[0].hidden_rows == {2}
    assert book.sheets[0].hidden_columns == {2}
    assert book.sheets[0].rows == [[1.0, "", ""], ["", "", 2.0]]


def test_merged_cells_are_marked_inside_the_sheet() -> None:
    """A merge that runs down the whole column is clipped to the rows there are."""
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>5</v></c></row><row r="2"><c r="B2"><v>2</v></c></row>'
    tail = '<mergeCells><mergeCell ref="A1:A1048576"/><mergeCell ref="B3:XFD9"/></mergeCells>'
    sheet = first(workbook(rows, tail=tail))
    assert dict(sheet.marks) == {(1, 1): Mark.MERGED_TOP, (2, 1): Mark.MERGED}
    assert sheet.merged == ((1, 1, 1048576, 1), (3, 2, 9, 16384))


def test_text_that_looks_like_markup_marks_nothing() -> None:
    """Markup inside a text is text."""
    row = row_of(
        't="inlineStr"><is><t>&lt;f&gt; t="e" hidden="1" s="1"</t></is>', 't="inlineStr"><is><t> t="e"</t></is>'
    )
    sheet = first(workbook(row, styles=number_formats("General", 9)))
    assert dict(sheet.marks) == {}
    assert not sheet.hidden_rows


def test_charts_between_the_sheets_shift_nothing() -> None:
    """A chart sheet is passed over; the others keep name and content."""
    parts = workbook_parts(states=("", ""))
    rels = parts["xl/_rels/workbook.xml.rels"]
    parts["xl/_rels/workbook.xml.rels"] = rels.replace(b"/worksheet", b"/chartsheet", 1)
    assert [(sheet.name, sheet.rows) for sheet in read(zipped(parts)).sheets] == [("表2", [[1.0]])]


@pytest.mark.parametrize(
    "target", ["/xl/worksheets/sheet1.xml", "./worksheets/sheet1.xml", "../xl/worksheets/Sheet1.xml"]
)
def test_sheets_are_found_however_the_relation_names_them(target: str) -> None:
    """Absolute, dotted and differently cased targets are the same part."""
    rels = workbook_parts()["xl/_rels/workbook.xml.rels"].replace(b"worksheets/sheet1.xml", target.encode())
    assert first(with_parts({"xl/_rels/workbook.xml.rels": rels})).rows == [[1.0]]


def test_what_has_a_style_but_no_content_costs_nothing() -> None:
    """200,000 styled empty rows and formatted columns are read as if they were not there."""
    empty = "".join(f'<row r="{row}"><c r="A{row}" s="1"/><c r="B{row}" s="1"></c></row>' for row in range(2, 200_002))
    data = workbook('<row r="1"><c r="A1" s="1"><v>1</v></c></row>' + empty, styles=number_formats("General", 9))
    start = time.monotonic()
    sheet = first(data)
    assert time.monotonic() - start < 10
    assert sheet.rows == [[1.0]]
    assert dict(sheet.marks) == {(1, 1): Mark.PERCENT}


def written_by_openpyxl() -> bytes:
    """Return a workbook with all that openpyxl can put into it."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "项目清单"
    sheet.append(
        ["  空格  ", "换行\n之后", "a & b < c", 1234.5, True, date(2023, 8, 5), None, 0.95, "=1+1", '=""', "=1/0"]
    )
    sheet["H1"].number_format = "0%"
    sheet["A3"] = "合并"
    sheet.merge_cells("A3:B4")
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet["K4"] = 20230805123456789
    book.create_sheet("藏").sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


TEXT_VALUES = ["  空格  ", "换行\n之后", "a & b < c", 1234.5, True, date(2023, 8, 5), "", 0.95]


def test_a_workbook_by_openpyxl_is_read_with_its_marks() -> None:
    """Formulas without values, percentages, merges, hidden parts and long numbers are all seen."""
    book = read(written_by_openpyxl())
    sheet = book.sheets[0]
    uncached = Mark.FORMULA | Mark.UNCACHED
    assert sheet.rows[0][:8] == TEXT_VALUES
    assert dict(sheet.marks) == {
        (1, 8): Mark.PERCENT, (1, 9): uncached, (1, 10): uncached, (1, 11): uncached, (4, 11): Mark.LONG,
        (3, 1): Mark.MERGED_TOP, (3, 2): Mark.MERGED, (4, 1): Mark.MERGED, (4, 2): Mark.MERGED,
    }  # fmt: skip
    assert (sheet.hidden_rows, sheet.hidden_columns, book.sheets[1].hidden) == ({4}, {3}, True)


def test_a_workbook_saved_by_libreoffice_is_read_with_its_values(convert: Convert, tmp_path: Path) -> None:
    """LibreOffice calculates: formulas have values, an empty text among them, and the division is an error."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(written_by_openpyxl())
    book = read(convert(path, "xlsx").read_bytes())
    sheet = book.sheets[0]
    assert sheet.rows[0][:10] == [*TEXT_VALUES, 2.0, ""]
    assert sheet.errors[1, 11] == "#DIV/0!"
    assert sheet.marks[1, 8] == Mark.PERCENT
    assert sheet.marks[1, 9] == sheet.marks[1, 10] == Mark.FORMULA
    assert sheet.marks[4, 2] == Mark.MERGED
    assert (sheet.hidden_rows, sheet.hidden_columns, book.sheets[1].hidden) == ({4}, {3}, True)


def large(rows: int) -> bytes:
    """Return a ledger of this many rows, with text in the cell."""
    cells = "".join(
        f'<row r="{row}"><c r="A{row}"><v>{row}</v></c><c r="B{row}" t="inlineStr"><is><t>收款人{row}</t></is></c>'
        f'<c r="C{row}"><v>{row}.25</v></c></row>'
        for row in range(1, rows + 1)
    )
    return with_parts({SHEET: sheet_xml(cells)})


def seconds_to_read(rows: int) -> float:
    """Read a ledger thrice; the quickest tells what reading costs, not what the neighbours do."""
    data, spent = large(rows), []
    for _ in range(3):
        gc.collect()
        start = time.process_time()
        assert len(first(data).rows) == rows
        spent.append(time.process_time() - start)
    return min(spent)


def test_reading_takes_time_in_proportion_to_the_rows() -> None:
    """Ten times the rows take about ten times as long: what grows with their square would take a hundred times."""
    assert seconds_to_read(50_000) < 30 * max(seconds_to_read(5_000), 0.01)


HIDDEN = (' hidden="1"', ' hidden="false"', "")


def random_rows(chance: random.Random) -> str:
    """Return three rows of cells of random type, style and content, as Excel would write them."""
    kinds = ("s", "e", "b", "d", "n", "str", "inlineStr")
    values = (
        "0",
        "1",
        "2",
        "-3.5",
        "1e400",
        "inf",
        "#N/A",
        "#SPILL!",
        "true",
        "2023-08-05",
        "x",
        "",
        "a &amp; b&#10;c",
    )
    rows = ""
    for row in sorted(chance.sample(range(1, 9), 3)):
        rows += f'<row r="{row}"{chance.choice(HIDDEN)}>'
        for column in sorted(chance.sample("ABCD", 3)):
            kind, value = chance.choice(kinds), chance.choice(values)
            value = chance.choice("012") if kind == "s" else value
            formula = chance.choice(("", "<f>A1</f>", '<f t="shared" si="0"/>'))
            stored = formula + chance.choice((f"<v>{value}</v>", "", "<v/>"))
            body = f"<is><t>{value}</t></is>" if kind == "inlineStr" else stored
            rows += f'<c r="{column}{row}" s="{chance.choice("012")}" t="{kind}">{body}</c>'
        rows += "</row>"
    return rows


def test_the_byte_search_and_the_parser_see_the_same_sheet() -> None:
    """A comment sends a sheet the long way through the parser: 300 random sheets come out alike."""
    chance = random.Random(11)  # noqa: S311  (a fixed sequence, no secret)
    texts = '<si><t>甲</t></si><si><t xml:space="preserve"> 乙 </t></si><si><r><t>丙</t></r><r><t>丁</t></r></si>'
    knobs = {"texts": texts, "styles": number_formats("General", 9, 14)}
    for _ in range(300):
        rows = random_rows(chance)
        sheets = []
        for data in (workbook(rows, **knobs), workbook(rows + "<!-- -->", **knobs)):
            try:
                sheets.append(repr(sorted_sheet(first(data))))
            except RefusalError as refusal:
                sheets.append(refusal.finding.rule.id)
        assert sheets[0] == sheets[1], rows


def sorted_sheet(sheet: RawSheet) -> tuple[object, ...]:
    """Return what a sheet holds in one order."""
    return sheet.rows, sorted(sheet.marks.items(), key=str), sorted(sheet.errors.items()), sorted(sheet.hidden_rows)
