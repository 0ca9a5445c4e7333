"""Footnotes, text boxes in tables, odd signs and Chinese list numbers: what a reader sees of a report is read."""

from __future__ import annotations

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline.outputs.word.wordml import w
from pipeline.verify.reading.blocks import blocks_of
from pipeline.verify.reading.opening import Parts, UnreadableError, open_report
from pipeline.verify.reading.styles import Styles
from tests.hostile_support import zipped
from tests.verify_support import parts_of, report

NOTES = (
    "<w:footnotes {ns}><w:footnote w:id='2'><w:p><w:r><w:t>含上年结转500元</w:t></w:r></w:p></w:footnote>"
    "<w:footnote w:id='3'><w:p/></w:footnote></w:footnotes>"
)
REFERENCE = "<w:r><w:footnoteReference w:id='{}'/></w:r>"
LISTED = "<w:p><w:pPr><w:numPr><w:numId w:val='7'/></w:numPr></w:pPr><w:r><w:t>办理</w:t></w:r></w:p>"


def read(body: str, *, styles: str = "", numbering: str = "", footnotes: str = "") -> list[list[str]]:
    """Texts of every block of a body that is given as XML, cell by cell."""
    made = [
        parse_xml(part.replace("{ns}", nsdecls("w"))) if part else None
        for part in (f"<w:body {{ns}}>{body}</w:body>", styles, numbering, footnotes)
    ]
    parts = Parts(made[0], made[1], made[2], made[3], None)
    return [[cell.text for cell in block.cells] for block in blocks_of(parts)]


def lists(spelling: str, text: str = "（%1）", start: int = 1, style: str = "") -> str:
    """Write a list of one level, and the list 7 of it."""
    return (
        "<w:numbering {ns}><w:abstractNum w:abstractNumId='1'>"
        f"<w:lvl w:ilvl='0'><w:start w:val='{start}'/><w:numFmt w:val='{spelling}'/>{style}"
        f"<w:lvlText w:val='{text}'/></w:lvl></w:abstractNum>"
        "<w:num w:numId='7'><w:abstractNumId w:val='1'/><w:lvlOverride w:ilvl='0'/></w:num></w:numbering>"
    )


def test_a_footnote_is_read_behind_its_paragraph_once() -> None:
    """One that says nothing and one that is not there are nothing."""
    body = f"<w:p><w:r><w:t>支出9元</w:t></w:r>{REFERENCE.format(2)}</w:p>"
    more = f"<w:p><w:r><w:t>同上</w:t></w:r>{REFERENCE.format(2)}{REFERENCE.format(3)}{REFERENCE.format(9)}</w:p>"
    assert read(body + more, footnotes=NOTES) == [["支出9元"], ["含上年结转500元"], ["同上"]]


def test_the_footnote_of_a_cell_is_read_behind_its_row() -> None:
    """A row that says nothing is passed over, its footnote is not."""
    row = "<w:tr><w:tc><w:p>{}{}</w:p></w:tc></w:tr>"
    table = f"<w:tbl>{row.format('<w:r><w:t>9</w:t></w:r>', '')}{row.format('', REFERENCE.format(2))}</w:tbl>"
    assert read(table, footnotes=NOTES) == [["9"], ["含上年结转500元"]]


def test_a_text_box_in_a_cell_is_part_of_the_cell() -> None:
    """As a reader sees it."""
    box = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>共3项</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    cell = f"<w:tc><w:p><w:r><w:t>项目</w:t></w:r>{box}</w:p></w:tc>"
    (row,) = read(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>")
    assert "项目" in row[0]
    assert row[0].count("共3项") == 1


@pytest.mark.parametrize(
    ("start", "printed"),
    [(1, "（一）"), (10, "（十）"), (12, "（十二）"), (20, "（二十）"), (35, "（三十五）"), (100, "（100）")],
)
def test_lists_in_chinese_are_numbered_as_word_prints_them(start: int, printed: str) -> None:
    """The number stands in no text of the file."""
    assert read(LISTED, numbering=lists("chineseCounting", start=start)) == [[f"{printed}办理"]]


@pytest.mark.parametrize(
    ("spelling", "text", "printed"),
    [
        ("upperLetter", "%1.", ".办理"),
        ("decimal", "%1.%2", "1.办理"),
        ("bullet", "•", "办理"),
        ("decimal", "第%1项", "第1项办理"),
    ],
    ids=["letters", "a level that is not there", "a bullet", "words around"],
)
def test_what_is_no_number_of_a_list_becomes_none(spelling: str, text: str, printed: str) -> None:
    """Letters and bullets say no figure."""
    assert read(LISTED, numbering=lists(spelling, text)) == [[printed]]


def test_a_style_brings_its_list_and_the_list_its_level() -> None:
    """Neither stands at the paragraph itself."""
    styles = (
        "<w:styles {ns}><w:style w:styleId='H'><w:name w:val='标题'/><w:basedOn w:val='H0'/></w:style>"
        "<w:style w:styleId='H0'><w:pPr><w:numPr><w:numId w:val='7'/></w:numPr></w:pPr></w:style></w:styles>"
    )
    paragraph = "<w:p><w:pPr><w:pStyle w:val='H'/></w:pPr><w:r><w:t>概况</w:t></w:r></w:p>"
    numbering = lists("chineseCounting", "%1、", style="<w:pStyle w:val='H'/>")
    assert read(paragraph, styles=styles, numbering=numbering) == [["一、概况"]]


def test_styles_that_are_based_on_each_other_end() -> None:
    """A circle is followed a dozen times."""
    circle = parse_xml(
        f"<w:styles {nsdecls('w')}><w:style w:styleId='a'><w:basedOn w:val='b'/></w:style>"
        "<w:style w:styleId='b'><w:basedOn w:val='a'/></w:style></w:styles>"
    )
    assert [style.get(w("styleId")) for style in Styles(circle).based("a")] == ["a", "b"] * 6


@pytest.mark.parametrize(
    ("run", "text"),
    [
        ("<w:sym w:font='x' w:char='F035'/>", "支出5元"),
        ("<w:sym w:font='x' w:char='F0B7'/>", "支出元"),
        ("<w:sym w:font='x' w:char='?'/>", "支出元"),
        ("<w:bookmarkEnd w:id='99'/>", "支出元"),
    ],
    ids=["a digit of a font of signs", "a bullet", "no number of a sign", "the end of no bookmark"],
)
def test_signs_of_other_fonts_are_read_where_they_are_digits(run: str, text: str) -> None:
    """Any other is a mark, not a figure."""
    assert read(f"<w:p><w:r><w:t>支出</w:t></w:r><w:r>{run}</w:r><w:r><w:t>元</w:t></w:r></w:p>") == [[text]]


def test_a_document_without_a_body_and_one_beyond_the_limit_are_refused() -> None:
    """Each in a sentence."""
    empty = b"<w:document " + nsdecls("w").encode() + b"/>"
    with pytest.raises(UnreadableError, match="没有可以读取的正文"):
        open_report(zipped({**parts_of(report().package), "word/document.xml": empty}))
    with pytest.raises(UnreadableError, match="超过上限"):
        open_report(b"PK" + bytes(100 << 20))
