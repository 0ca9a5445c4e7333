"""Edits that leave every number in its place are never accused."""

from __future__ import annotations

import random
import re
from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

from pipeline.checks.prose import read_prose
from pipeline.model.policy import policy
from pipeline.outputs.compose import compose
from pipeline.outputs.forms.write import write_forms
from pipeline.outputs.report.write import write_report
from pipeline.outputs.word.wordml import w
from pipeline.verify.against import hold_against
from pipeline.verify.comparing.comparison import Comparison
from pipeline.verify.reading.blocks import Block, Text, blocks_of, read_blocks
from pipeline.verify.reading.opening import open_report
from tests.verify_support import accused, by_word, critical, forms, one_line, paragraph_with, report, sample_book

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document as WordDocument
    from lxml import etree

    from tests.conftest import ConvertAll

DELETED = "report-number-deleted"


def _split(word: WordDocument, words: str, behind: str) -> None:
    """Split a paragraph in two behind some words, as the Enter key does."""
    paragraph = paragraph_with(word, words)
    second = deepcopy(paragraph)
    for mark in [*second.iter(w("bookmarkStart"), w("bookmarkEnd"))]:
        mark.getparent().remove(mark)
    text = "".join(t.text or "" for t in paragraph.iter(w("t")))
    cut = text.index(behind) + len(behind)
    _keep(paragraph, 0, cut)
    _keep(second, cut, len(text))
    paragraph.addnext(second)


def _keep(paragraph: etree._Element, start: int, end: int) -> None:
    at = 0
    for element in paragraph.iter(w("t")):
        length = len(element.text or "")
        element.text = (element.text or "")[max(0, start - at) : max(0, end - at)]
        at += length


def test_what_the_program_wrote_is_untouched() -> None:
    """Report and forms, final or draft, have nothing to remark at all."""
    book = sample_book()
    document = compose(book, read_prose(book)[1], policy())
    drafts = write_report(document, draft=True), write_forms(book, policy(), draft=True)
    for package in (report().package, forms().package, *drafts):
        assert hold_against(book, read_blocks(package)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("单项 200 万元以下", "单项200万元以下"),
        ("全年支出390.27万元", "全年支出 ３９０．２７ 万元"),
        ("讲解设备 12,880 元", "讲解设备12880元"),
        ("执行率84%，其中", "执行率84.00％，其中"),
        ("共有项目 16 个，", "共有 16 个项目，"),
        ("共有项目 16 个，", "项目共计16个，"),
        ("两个社区的方案", "2个社区的方案"),
        ("全年化解重点信访事项 23 件", "全年共有 23 件重点信访事项得到化解"),
        ("应急响应平均用时 1.5 小时。", "平均只用 1.5 小时就完成应急响应。"),
        ("遇到紧急情况先到现场再补手续，应急响应平均用时 1.5 小时。", "应急响应平均用时 1.5 小时，遇到急事先到现场。"),
        ("全年供餐 248 天，街道机关和搭伙单位 9 个的职工", "街道机关和搭伙单位 9 个的职工全年享受供餐 248 天，他们"),
        ("清查单位和个体经营户 13,776 户。", "共清查13776户单位和个体经营户。"),
        ("资助 38 人，每人 300 元。名单", "共资助 38 人，标准为每人 300 元。受助名单"),
        ("做到账表一致。", "确保账表相符。"),
        ("做到账表一致。", "深入贯彻党的二十大精神，做到账表一致。"),
        ("做到账表一致。", "按照十四五规划要求，千方百计做到账表一致。"),
        ("做到账表一致。", "按照“十四五”规划和“十五五”谋划，做到账表一致。"),
        ("做到账表一致。", "统一部署，第一时间做到账表一致，万无一失。"),
        ("做到账表一致。", "引入第三方评价，推进二次供水改造，做到账表一致。"),
        ("一是部分项目", "其一，部分项目"),
        ("学习活动每月一次，", "学习活动按月开展，"),
        ("喷涂和签订承诺书一次办完", "喷涂和签订承诺书一并办完"),
        ("一、项目基本情况", ""),
        ("3.项目的效益性分析", "3．项目的效益性分析"),
        ("乡镇财政公共服务能力提升建设专项资金的目标", "该专项资金的目标"),
        ("比计划少用 8 天", "较计划提前 8 天"),
        ("普查人员 100 名分片", "普查人员 100 人分片"),
        ("1.专项稳控项目支出", "1.进京劝返及专项稳控工作经费支出"),
    ],
)
def test_rewording_without_another_number_is_at_most_an_info(old: str, new: str) -> None:
    """Blanks, widths, commas, synonyms, word order within a clause, clauses in another order."""
    remarks = report().held(report().edited((old, new)))
    assert critical(remarks) == []
    assert {remark.finding.severity.value for remark in remarks} <= {"info"}


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("占比 5%～8%", "占比 5%-8%", "占比 5%-9%"),
        ("占比 5%～8%", "占比5～8%", "占比6～8%"),
        ("占比 5%～8%", "占比百分之五至百分之八", "占比百分之五至百分之九"),
        ("每天 3至5次", "每天三至五次", "每天三至六次"),
        ("支出30-50万元", "支出三十至五十万元", "支出二十至五十万元"),
        ("盗窃下降百分之七点八", "盗窃下降7.8%", "盗窃下降7.9%"),
        ("老化率 3‰", "老化率千分之三", "老化率百分之三"),
        ("2024年5—7月", "2024年5月至7月", "2024年5月至8月"),
        ("2023—2025年", "2023年至2025年", "2022年至2025年"),
        ("于2024年3月5日开工", "于2024-03-05开工", "于2024-05-03开工"),
        ("于2024年3月5日开工", "于2024.3.5开工", "于2024.3.6开工"),
        ("于2024年3月5日开工", "于2024年03月05号开工", "于2024年03月15号开工"),
        ("于2024年3月5日开工", "于二〇二四年三月五日开工", "于二〇二四年三月六日开工"),
        ("3.5G安防经费支出 8 万元", "3、5G安防经费支出 8 万元", "4、5G安防经费支出 8 万元"),
        ("3.24小时自助区经费 8 万元", "（3）24小时自助区经费 8 万元", "（3）12小时自助区经费 8 万元"),
        ("12.5 万元用于采购设备", "12.50万元用于采购设备", "12.05万元用于采购设备"),
        ("（1）设备老化；（2）人手不足", "①设备老化；②人手不足", "①设备老化；③人手不足"),
        ("（10）人手不足", "⑩人手不足", "⑪人手不足"),
        ("占辖区的七分之一", "占辖区的1/7", "占辖区的1/8"),
        ("占辖区的七分之一", "占辖区的7分之1", "占辖区的7分之2"),
        ("服务20余人", "服务20多人", "服务30多人"),
        ("服务三千余人", "服务三千多人", "服务四千多人"),
        ("合格率 ≥95%", "合格率不低于95%", "合格率≤95%"),
        ("成本不超过3万元", "成本在3万元以内", "成本不低于3万元"),
        ("惠及200户以上", "惠及不少于200户", "惠及200户以下"),
        ("支出未超过3万元", "支出不超过3万元", "支出超过3万元"),
        ("合格率不得低于95%", "合格率不低于95%", "合格率低于95%"),
        ("成本没有高于3万元", "成本未超3万元", "成本不少于3万元"),
        ("惠及200户以上", "惠及200户", "惠及200户以内"),
    ],
)
def test_a_number_may_be_spelt_otherwise(old: str, new: str, wrong: str) -> None:
    """Ranges, shares and dates in another of the usual spellings are the same; with another digit they are not."""
    assert one_line(old, new) == []
    assert one_line(old, wrong)


def test_every_text_that_was_changed_or_taken_out_is_named() -> None:
    """The count and the places agree: what was reworded by its place now, what is gone by its place before."""
    old = [
        Block((Text(text, f"第{at}段"),)) for at, text in enumerate(("标题", "甲说明", "乙做法", "丙安排", "结尾"), 1)
    ]
    new = [Block((Text(text, f"第{at}段"),)) for at, text in enumerate(("标题", "丙的安排已改", "结尾"), 1)]
    (remark,) = Comparison(lambda *_: ()).run(old, new)
    assert remark.finding.message == "有 3 处文字与工作簿生成的不同：第2段、原第2段、原第3段。"
    (remark,) = Comparison(lambda *_: ()).run(old, old[:1])
    assert remark.finding.message == "有 4 处文字与工作簿生成的不同：原第2段、原第3段、原第4段、原第5段。"


@pytest.mark.parametrize(
    ("old", "new"), [("各村（社区）推进", "各村、社区推进"), ("清淤（标段）一并验收", "清淤一并验收")]
)
def test_a_word_in_brackets_that_is_a_place_is_no_unit(old: str, new: str) -> None:
    """社区 counts places and names one here: it may be reworded."""
    assert one_line(old, new) == []


def test_an_amount_of_the_table_may_say_its_unit_again() -> None:
    """支出（元） stands over it; another unit than that is a change."""
    for unit, found in (("元", []), ("万元", ["report-unit-changed"])):
        seen = report().edited(("828,483.78", f"828,483.78{unit}"))
        assert [rule for rule, _ in critical(report().held(seen))] == found


def test_a_paragraph_may_be_split_and_two_may_be_joined() -> None:
    """The Enter key and the Delete key at the end of a paragraph."""
    assert accused(report(), lambda word: _split(word, "3.基层党建项目支出", "党代表工作室")) == []
    assert accused(report(), lambda word: _split(word, "年终由承办科室", "标。")) == []

    def join(word: WordDocument) -> None:
        first, second = (paragraph_with(word, it) for it in ("1.专项稳控项目支出", "专班实行每日碰头"))
        for run in second.findall(w("r")):
            first.append(run)
        second.getparent().remove(second)

    assert accused(report(), join) == []


def test_formatting_and_split_runs_are_harmless() -> None:
    """Bold, colour, size, highlighting; each sign in a run of its own."""

    def painted(word: WordDocument) -> None:
        for run in (run for paragraph in word.paragraphs for run in paragraph.runs):
            run.bold, run.font.size, run.font.color.rgb = True, Pt(9), RGBColor(200, 0, 0)

    def signs_apart(word: WordDocument) -> None:
        for element in list(word.element.body.iter(w("r"))):
            text = element.find(w("t"))
            for sign in reversed((text.text or "")[1:] if text is not None else ""):
                new = deepcopy(element)
                new.find(w("t")).text = sign
                element.addnext(new)
            if text is not None:
                text.text = (text.text or "")[:1]

    assert accused(report(), painted) == []
    assert accused(report(), signs_apart) == []
    assert accused(forms(), signs_apart) == []


def test_tracked_changes_are_read_as_if_accepted() -> None:
    """Inserted text is seen, deleted text is not; a deleted row is gone, a deleted number is missed."""

    def track(word: WordDocument, kind: str, words: str) -> None:
        run = next(r for r in paragraph_with(word, words).iter(w("r")) if words in "".join(r.itertext()))
        wrapper = OxmlElement(f"w:{kind}")
        run.addprevious(wrapper)
        wrapper.append(run)
        if kind == "del":
            for text in run.iter(w("t")):
                text.tag = w("delText")

    assert accused(report(), lambda word: track(word, "ins", "23 件")) == []
    assert [rule for rule, _ in accused(report(), lambda word: track(word, "del", "23 件"))] == [DELETED]

    def replaced(word: WordDocument) -> None:
        run = next(r for r in paragraph_with(word, "23 件").iter(w("r")) if "23 件" in "".join(r.itertext()))
        new = deepcopy(run)
        run.addnext(new)
        wrapper = OxmlElement("w:del")
        run.addprevious(wrapper)
        wrapper.append(run)
        for text in run.iter(w("t")):
            text.tag = w("delText")

    assert accused(report(), replaced) == []


def test_bookmarks_comments_headers_and_controls_are_no_part_of_the_text() -> None:
    """Anchors removed, a comment added, header and footer rewritten, a paragraph put into a content control."""

    def edit(word: WordDocument) -> None:
        body = word.element.body
        for mark in [*body.iter(w("bookmarkStart"), w("bookmarkEnd"))]:
            mark.getparent().remove(mark)
        word.add_comment(word.paragraphs[8].runs[:1], text="这里 99 万元对吗？", author="某人")
        word.sections[0].header.paragraphs[0].text = "第 3 稿 2024年5月6日"
        word.sections[0].footer.paragraphs[0].text = "共 12 页"
        paragraph = paragraph_with(word, "应急响应平均用时")
        control = parse_xml(f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="7"/></w:sdtPr><w:sdtContent/></w:sdt>')
        paragraph.addprevious(control)
        control.find(qn("w:sdtContent")).append(paragraph)

    assert accused(report(), edit) == []


def test_a_table_of_contents_is_no_part_of_the_report() -> None:
    """Inserted by Word as a content control, or as paragraphs of the contents style, its page numbers are not read."""

    def control(word: WordDocument) -> None:
        word.element.body.insert(
            0,
            parse_xml(
                f'<w:sdt {nsdecls("w")}><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
                "</w:docPartObj></w:sdtPr><w:sdtContent><w:p><w:r><w:t>一、项目基本情况 1</w:t></w:r></w:p>"
                "</w:sdtContent></w:sdt>"
            ),
        )

    def field(word: WordDocument) -> None:
        run = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>".format
        code = '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-3" </w:instrText></w:r>'
        first = f"{run('begin')}{code}{run('separate')}<w:r><w:t>一、项目基本情况 1</w:t></w:r>"
        for content in (f"<w:r><w:t>二、项目资金使用 12</w:t></w:r>{run('end')}", first):
            word.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{content}</w:p>"))

    assert accused(report(), control) == []
    assert accused(report(), field) == []


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ("一、项目基本情况\t1", []),
        ("四、项目绩效情况……………… 12", []),
        ("1.项目经济性分析........5", []),
        ("四、项目绩效总体情况……12", ["report-number-added"]),
        ("四、项目绩效情况 12", ["report-number-added"]),
    ],
)
def test_a_table_of_contents_typed_by_hand_repeats_headings_and_pages(entry: str, found: list[str]) -> None:
    """Dots or a tab lead from a heading of the report to its page; other lines are text."""

    def edit(word: WordDocument) -> None:
        word.paragraphs[2].insert_paragraph_before(entry)

    assert [rule for rule, _ in accused(report(), edit)] == found


def test_an_automatic_number_is_a_number_the_reader_sees() -> None:
    """Word turned "1." into a list: the reader still sees 1.; a list put before other paragraphs adds numbers."""
    numbering = parse_xml(
        f'<w:numbering {nsdecls("w")}><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )

    def listed(*words: str) -> list[tuple[str, str]]:
        parts = replace(open_report(report().package), numbering=numbering)
        for paragraph in parts.body.iter(w("p")):
            if any(it in "".join(text.text or "" for text in paragraph.iter(w("t"))) for it in words):
                number = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>'
                paragraph.find(w("pPr")).append(parse_xml(number))
                first = next(paragraph.iter(w("t")))
                first.text = "" if re.fullmatch(r"\d+\.", first.text or "") else first.text
        return critical(report().held(blocks_of(parts)))

    assert listed("1.专项稳控项目支出") == []
    assert listed("1.专项稳控项目支出", "2.职工食堂项目支出", "3.基层党建项目支出") == []
    assert [rule for rule, _ in listed("2.职工食堂项目支出")] == ["report-number-changed"]
    assert [rule for rule, _ in listed("专班实行每日碰头")] == ["report-number-added"]


def test_text_boxes_nested_tables_and_footnotes_are_seen() -> None:
    """A number in any of them is one the reader sees."""
    box = (
        '<w:r {ns}><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
        "<w:p><w:r><w:t>另有 99 万元</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    table = "<w:tbl {ns}><w:tr><w:tc><w:p><w:r><w:t>99 万元</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"

    def with_box(word: WordDocument) -> None:
        paragraph_with(word, "应急响应平均用时").append(parse_xml(box.format(ns=nsdecls("w"))))

    def with_table(word: WordDocument) -> None:
        word.tables[0].rows[3].cells[1]._tc.insert(1, parse_xml(table.format(ns=nsdecls("w"))))  # noqa: SLF001  (its element)

    assert [rule for rule, _ in accused(report(), with_box)] == ["report-number-added"]
    assert accused(report(), with_table) == [("report-number-added", "表1第4行第2列")]


def test_a_table_laid_into_a_frame_of_one_cell_is_still_the_table() -> None:
    """As copying out of a web page does; what is wrong in it is found as before."""

    def framed(word: WordDocument) -> None:
        inner = word.tables[0]._tbl  # noqa: SLF001  (its element)
        frame = parse_xml(f"<w:tbl {nsdecls('w')}><w:tr><w:tc/></w:tr></w:tbl>")
        inner.addprevious(frame)
        next(frame.iter(qn("w:tc"))).extend([inner, OxmlElement("w:p")])

    def wrong(word: WordDocument) -> None:
        framed(word)
        amount = next(it for it in word.element.body.iter(qn("w:t")) if it.text == "3,902,733.78")
        amount.text = "3,902,738.73"

    assert accused(report(), framed) == []
    assert [rule for rule, _ in accused(report(), wrong)] == ["report-number-changed"]


def test_a_save_by_another_office_program_changes_nothing(tmp_path: Path, convert_all: ConvertAll) -> None:
    """LibreOffice opens and saves report, draft and forms: not a word differs to the reader."""
    book = sample_book()
    draft = write_report(compose(book, read_prose(book)[1], policy()), draft=True)
    paths = [tmp_path / name for name in ("报告.docx", "草稿-报告.docx", "自评表.docx")]
    for path, package in zip(paths, (report().package, draft, forms().package), strict=True):
        path.write_bytes(package)
    for saved in convert_all(paths, "docx"):
        assert saved.read_bytes()[:2] == b"PK"
        assert hold_against(book, read_blocks(saved.read_bytes())) == []


def test_many_random_harmless_edits_together_are_not_accused() -> None:
    """Runs split at random places, blanks put between words and numbers, empty paragraphs and page breaks added."""
    chance = random.Random(20231231)  # noqa: S311  (nothing secret: the same edits every time)

    def edit(word: WordDocument) -> None:
        for paragraph in list(word.element.body.iter(w("p"))):
            if chance.random() < 0.1:
                paragraph.addprevious(parse_xml(f"<w:p {nsdecls('w')}/>"))
            for run in list(paragraph.iter(w("r"))):
                text = run.find(w("t"))
                if text is None or len(text.text or "") < 2:
                    continue
                cut = chance.randrange(1, len(text.text))
                new = deepcopy(run)
                new.find(w("t")).text, text.text = text.text[cut:], text.text[:cut]
                run.addnext(new)

    for case in (report(), forms()):
        assert critical(hold_against(sample_book(), read_blocks(by_word(case.package, edit)))) == []


def test_a_table_may_be_laid_out_anew() -> None:
    """As lines of text, split in two with its headings said again, with an empty column more."""
    blocks = report().blocks
    rows = [at for at, block in enumerate(blocks) if block.table]
    head, middle = blocks[rows[0]], rows[8]
    as_text = [Block((Text(block.text, block.where),)) if block.table else block for block in blocks]
    more = [(*block.cells, Text("备注" if block is head else "", block.where)) for block in blocks]
    with_column = [replace(it, cells=cells) if it.table else it for it, cells in zip(blocks, more, strict=True)]
    for seen in (as_text, [*blocks[:middle], head, *blocks[middle:]], with_column):
        assert critical(report().held(seen)) == []


def test_forms_are_known_as_such_without_their_titles() -> None:
    """Titles of all forms removed: words only, and still held against the right file."""
    seen = [block for block in forms().blocks if "绩效自评表" not in block.text]
    assert critical(hold_against(sample_book(), seen)) == []
    untitled = [block for block in report().blocks if not block.text.startswith(("一、", "二、", "三、"))]
    assert critical(hold_against(sample_book(), untitled)) == []
