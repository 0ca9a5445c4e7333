"""Verification reads what a reader sees, all of it and nothing else."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls

from pipeline.outputs.word.wordml import w
from pipeline.verify.reading.blocks import blocks_of, read_blocks
from pipeline.verify.reading.opening import UnreadableError, open_report
from pipeline.verify.reading.report import read_report
from pipeline.verify.stages import Workbook, verify_one
from tests.hostile_support import macro_parts, zipped
from tests.verify_support import Found, by_word, paragraph_with, parts_of, report, sample_book

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from lxml import etree

ADDED, DELETED = "report-number-added", "report-number-deleted"
HAND = "应急响应平均用时"
Edit = Callable[["WordDocument"], object]


def _verdict(edit: Edit) -> tuple[str, Found]:
    """Verify an edited file against the sample workbook: the verdict, and every remark above an info."""
    outcome = verify_one("改.docx", by_word(report().package, edit), Workbook("示例.xlsx", sample_book()))
    told = [(it.finding.rule.id, it.where) for it in outcome.remarks if it.finding.severity.value != "info"]
    return outcome.verdict.value, told


def _xml(content: str) -> etree._Element:
    names = (
        'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    )
    return parse_xml(content.replace("<w:r", f"<w:r {nsdecls('w')} {names}", 1))


def _with(content: str) -> Edit:
    """Put a run at the end of a paragraph."""
    return lambda word: paragraph_with(word, HAND).append(_xml(content))


def _last_run(word: WordDocument, text: str) -> etree._Element:
    run = _xml(f"<w:r><w:rPr/><w:t>{text}</w:t></w:r>")
    paragraph_with(word, HAND).append(run)
    return run


@pytest.mark.parametrize(
    "content",
    [
        "<w:r><w:t>另有</w:t><w:sym w:font='Symbol' w:char='F037'/><w:t>次</w:t></w:r>",
        "<w:r><w:pict><v:shape><v:textpath string='另有 7 次'/></v:shape></w:pict></w:r>",
        "<w:r><w:drawing><a:t>另有 7 次</a:t></w:drawing></w:r>",
        "<w:r><w:t>另有\u200b7\u00ad 次</w:t></w:r>",
        "<w:r><w:t>另有 7</w:t><w:softHyphen/><w:t>次</w:t></w:r>",
        "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>另有 7 次</w:t></w:r>",
        (
            "<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>= 3+4</w:instrText>"
            "<w:fldChar w:fldCharType='separate'/><w:t>7 次</w:t><w:fldChar w:fldCharType='end'/></w:r>"
        ),
    ],
)
def test_a_number_is_seen_however_it_was_put_in(content: str) -> None:
    """Signs of another font, word art, shapes, with invisible signs in between, the result of a field."""
    verdict, told = _verdict(_with(content))
    assert (verdict, [rule for rule, _ in told]) == ("不一致", [ADDED])


@pytest.mark.parametrize(
    "content",
    [
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>另有 7 次</w:t></w:r>",
        "<w:r><w:rPr><w:strike/></w:rPr><w:t>另有 7 次</w:t></w:r>",
        "<w:r><w:rPr><w:dstrike w:val='1'/></w:rPr><w:t>另有 7 次</w:t></w:r>",
        "<w:r><w:instrText>QUOTE 7 次</w:instrText></w:r>",
        "<w:r><w:sym w:font='Wingdings' w:char='F0FC'/></w:r>",
        "<w:r><w:softHyphen/><w:t>\u200b\ufeff</w:t></w:r>",
        "<w:r><w:annotationRef/></w:r>",
    ],
)
def test_what_no_reader_sees_is_not_read(content: str) -> None:
    """Hidden text, field codes, marks and signs of no width."""
    assert _verdict(_with(content)) == ("一致", [])


def test_a_number_that_was_crossed_out_is_gone() -> None:
    """Whoever draws a line through it takes it back, with or without another number beside it."""

    def edit(word: WordDocument) -> None:
        for run in paragraph_with(word, HAND).iter(w("r")):
            run.get_or_add_rPr().append(OxmlElement("w:strike"))

    verdict, told = _verdict(edit)
    assert (verdict, {rule for rule, _ in told}) == ("不一致", {"report-number-deleted"})


def test_invisible_signs_inside_a_number_leave_it_what_it_is() -> None:
    """A joiner between two digits changes nothing for the reader."""

    def edit(word: WordDocument) -> None:
        for text in word.element.body.iter(w("t")):
            text.text = "\u200b".join(text.text or "")

    assert _verdict(edit) == ("一致", [])


@pytest.mark.parametrize("kind", [WD_STYLE_TYPE.CHARACTER, WD_STYLE_TYPE.PARAGRAPH])
def test_text_hidden_by_a_style_is_not_seen(kind: WD_STYLE_TYPE) -> None:
    """The run's style or the paragraph's, along what the style is based on: what was there is gone."""

    def edit(word: WordDocument) -> None:
        base, style = (word.styles.add_style(name, kind) for name in ("隐藏", "隐藏之上"))
        style.base_style, base.font.hidden = base, True
        at = next(it for it in word.paragraphs if HAND in it.text)
        for run in at.runs if kind == WD_STYLE_TYPE.CHARACTER else ():
            run.style = style
        if kind == WD_STYLE_TYPE.PARAGRAPH:
            at.style = style

    assert [rule for rule, _ in _verdict(edit)[1]] == [DELETED]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("本年支出 99 万元", [(ADDED, "页眉")]),
        ("满意度 98%", [(ADDED, "页眉")]),
        ("第 3 稿 2024年5月6日 共 12 页", []),
        ("龙城街道办事处", []),
        ("龙城街道办事处2023年度项目支出绩效自评报告", []),
        ("龙城街道办事处2022年度项目支出绩效自评报告", [(ADDED, "页眉")]),
    ],
)
def test_figures_in_headers_are_seen_and_dates_and_page_counts_are_not_accused(text: str, found: Found) -> None:
    """A header that says what was spent has to agree with the workbook; one that says which draft it is need not."""

    def edit(word: WordDocument) -> None:
        word.sections[0].header.paragraphs[0].text = text

    assert _verdict(edit)[1] == found


def test_footers_are_seen_too() -> None:
    """Where the page number stands."""

    def edit(word: WordDocument) -> None:
        word.sections[0].footer.paragraphs[0].add_run("支出 99 万元")

    assert _verdict(edit)[1] == [(ADDED, "页脚")]


@pytest.mark.parametrize("inside", ["<a:blip/>", "<c:chart/>"])
def test_pictures_and_charts_are_told_not_accused(inside: str) -> None:
    """Their numbers can not be read: a person has to look."""
    content = f"<w:r><w:drawing>{inside}</w:drawing></w:r>"
    assert _verdict(_with(content)) == ("一致", [("report-picture-unread", "")])
    deleted = f"<w:r><w:del><w:r><w:drawing>{inside}</w:drawing></w:r></w:del></w:r>"
    assert _verdict(_with(deleted)) == ("一致", [])


def test_a_number_in_the_style_of_a_table_of_contents_is_seen() -> None:
    """Entries repeat headings; what is no heading is text like any other."""

    def edit(word: WordDocument) -> None:
        word.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
        for text in ("四、项目绩效情况 ........ 5", "1.项目经济性分析\t5", "另支出 99 万元"):
            word.paragraphs[0].insert_paragraph_before(text, style="toc 1")

    assert [rule for rule, _ in _verdict(edit)[1]] == [ADDED]


def _numbered(numbering: str, *numbers: int) -> list[str]:
    """Texts of paragraphs numbered by Word, one for each list."""
    word = docx.Document()
    for number in numbers:
        paragraph = word.add_paragraph("办理")
        own = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        paragraph._p.get_or_add_pPr().append(parse_xml(own))  # noqa: SLF001  (the paragraph's own element)
    out = BytesIO()
    word.save(out)
    parts = replace(open_report(out.getvalue()), numbering=parse_xml(numbering.format(ns=nsdecls("w"))))
    return [block.text for block in blocks_of(parts)]


def test_a_list_that_starts_anew_is_counted_as_word_counts_it() -> None:
    """Two lists of one kind go on counting together, unless one starts anew."""
    kind = (
        "<w:numbering {ns}><w:abstractNum w:abstractNumId='7'><w:lvl w:ilvl='0'><w:start w:val='1'/>"
        "<w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl></w:abstractNum>"
        "<w:num w:numId='7'><w:abstractNumId w:val='7'/></w:num><w:num w:numId='8'><w:abstractNumId w:val='7'/>{anew}"
        "</w:num></w:numbering>"
    )
    anew = "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride>"
    assert _numbered(kind.replace("{anew}", ""), 7, 7, 8) == ["1.办理", "2.办理", "3.办理"]
    assert _numbered(kind.replace("{anew}", anew), 7, 7, 8, 8) == ["1.办理", "2.办理", "1.办理", "2.办理"]


def test_a_deleted_cell_is_gone() -> None:
    """Tracked: the reader who accepts it does not see it."""

    def edit(word: WordDocument) -> None:
        cell = word.tables[0].rows[3].cells[2]._tc  # noqa: SLF001  (its own element)
        cell.get_or_add_tcPr().append(parse_xml(f"<w:cellDel {nsdecls('w')}/>"))

    assert [rule for rule, _ in _verdict(edit)[1]] == [DELETED]


def test_a_document_that_refers_to_another_is_refused() -> None:
    """What stands in the other file is not here to be read."""
    parts = parts_of(report().package)
    rels = parts["word/_rels/document.xml.rels"]
    other = b'<Relationship Id="x" Type="http://x/subDocument" Target="b.docx" TargetMode="External"/></Relationships>'
    changed = zipped({**parts, "word/_rels/document.xml.rels": rels.replace(b"</Relationships>", other)})
    with pytest.raises(UnreadableError, match="嵌入了另一个文件"):
        open_report(changed)


def test_macros_are_never_run_and_do_not_stand_in_the_way() -> None:
    """The text is read; nothing else is done with the file."""
    changed = zipped({**parts_of(report().package), **{f"word/{name}": part for name, part in macro_parts().items()}})
    assert read_blocks(changed) == report().blocks


def test_a_hundred_thousand_paragraphs_are_read_in_seconds() -> None:
    """Time grows with the length and no faster."""
    parts = parts_of(report().package)
    body = parts["word/document.xml"]

    def seconds(count: int) -> float:
        more = b"".join(b"<w:p><w:r><w:t>x%d</w:t></w:r></w:p>" % number for number in range(count))
        package = zipped({**parts, "word/document.xml": body.replace(b"<w:sectPr", more + b"<w:sectPr", 1)})
        started = time.process_time()
        assert len(read_report(package).blocks) == len(report().blocks) + count
        return time.process_time() - started

    assert seconds(100_000) < 30


@pytest.mark.parametrize(
    "more",
    [b"<w:p/>" * 4_000_001, b"<w:p><w:r><w:t>" + b"ab " * 700_000 + b"</w:t></w:r></w:p>"],
    ids=["tags", "signs"],
)
def test_what_is_longer_than_any_report_is_refused(more: bytes) -> None:
    """Packed it is small; read, it would take the memory and the minutes of all the others."""
    parts = parts_of(report().package)
    body = parts["word/document.xml"].replace(b"<w:sectPr", more + b"<w:sectPr", 1)
    started = time.process_time()
    with pytest.raises(UnreadableError, match="太长"):
        read_report(zipped({**parts, "word/document.xml": body}))
    assert time.process_time() - started < 10
