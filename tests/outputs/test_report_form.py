"""The form of the report, number by number: GB/T 9704-2012 as rules.md states it."""

from __future__ import annotations

import re
from functools import cache

import pytest
from lxml import etree

from pipeline.model.policy import policy
from pipeline.outputs.compose import compose
from pipeline.outputs.package import unpack
from pipeline.outputs.report.template import TEMPLATE, build
from pipeline.outputs.report.write import write_report
from pipeline.outputs.word.readback import printed_paragraphs
from pipeline.outputs.word.wordml import w
from tests.outputs_support import a_book

FANGSONG, KAITI, HEITI, TITLE = "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体"
HEADINGS = (
    "一、项目基本情况",
    "（一）项目概况",
    "（二）绩效目标设定及指标完成情况",
    "二、项目资金使用及管理情况",
    "三、项目组织实施情况",
    "四、项目绩效情况",
    "1.项目经济性分析",
    "2.项目的效率性分析",
    "3.项目的效益性分析",
    "4.项目可持续性分析",
    "五、存在的问题",
    "六、其他需要说明的问题",
)
TWIPS = 1440 / 25.4


@cache
def parts(layout: str = "国标") -> dict[str, bytes]:
    """Parts of the sample report in a layout."""
    return unpack(write_report(compose(a_book(), (), policy()), layout=layout))


def part(name: str, layout: str = "国标") -> etree._Element:
    """One part as XML."""
    return etree.fromstring(parts(layout)[name])


def body(layout: str = "国标") -> etree._Element:
    """Return the document part."""
    return part("word/document.xml", layout)


def words(element: etree._Element) -> str:
    """Text inside an element."""
    return "".join(node.text or "" for node in element.iter(w("t")))


def paragraph(text: str, layout: str = "国标") -> etree._Element:
    """Find the first paragraph that begins with a text."""
    return next(each for each in body(layout).iter(w("p")) if words(each).startswith(text))


def value(element: etree._Element, path: str, attribute: str = "val") -> str | None:
    """Read an attribute of the element at a path of names."""
    found = element.find("/".join(w(name) for name in path.split("/")))
    return None if found is None else found.get(w(attribute))


def style_of(element: etree._Element, layout: str = "国标") -> etree._Element:
    """Find the style of a paragraph."""
    wanted = value(element, "pPr/pStyle")
    return next(style for style in part("word/styles.xml", layout) if style.get(w("styleId")) == wanted)


def test_page_is_a4_with_the_margins_of_the_standard() -> None:
    """37, 35, 28 and 26 mm leave a type area of 156 × 225 mm."""
    section = next(body().iter(w("sectPr")))
    size, margin = section.find(w("pgSz")), section.find(w("pgMar"))
    assert size is not None
    assert margin is not None
    assert (size.get(w("w")), size.get(w("h"))) == ("11906", "16838")
    for side, millimetres in {"top": 37, "bottom": 35, "left": 28, "right": 26}.items():
        assert abs(int(margin.get(w(side), "0")) - millimetres * TWIPS) < 1


@pytest.mark.parametrize(("layout", "pitch", "lines"), [("国标", 576, 22), ("审核", 600, 21)])
def test_grid_gives_the_lines_and_characters_asked_for(layout: str, pitch: int, lines: int) -> None:
    """Fixed 28.8 pt gives 22 lines, fixed 30 pt 21; the grid tightens 16 pt to 28 characters."""
    grid = next(body(layout).iter(w("docGrid")))
    assert (grid.get(w("type")), grid.get(w("linePitch"))) == ("linesAndChars", str(pitch))
    assert (16838 - 2098 - 1984) // pitch == lines
    character = 16 + int(grid.get(w("charSpace"), "0")) / 4096
    assert int(8845 / 20 / character) == 28
    default = next(part("word/styles.xml", layout).iter(w("pPrDefault")))
    spacing = value(default, "pPr/spacing", "line"), value(default, "pPr/spacing", "lineRule")
    assert spacing == (str(pitch), "exact")
    tightened = value(style_of(paragraph("本报告把", layout), layout), "rPr/spacing")
    assert int(8845 / 20 / (16 + int(tightened or 0) / 20)) == 28


@pytest.mark.parametrize(
    ("text", "font", "half_points"),
    [
        ("附件4-2", HEITI, "32"),
        ("龙城街道办事处2023年", TITLE, "44"),
        ("一、项目基本情况", HEITI, "32"),
        ("（一）项目概况", KAITI, "32"),
        ("1.项目经济性分析", FANGSONG, "32"),
        ("本报告把", FANGSONG, "32"),
        ("325,067.00", FANGSONG, "28"),
    ],
)
@pytest.mark.parametrize("layout", ["国标", "审核"])
def test_every_level_has_its_font_and_size_on_every_run(text: str, font: str, half_points: str, layout: str) -> None:
    """Font (w:eastAsia) and size are named on the runs themselves; digits are of that font, or Times New Roman."""
    element = paragraph(text, layout)
    runs = list(element.iter(w("r")))
    assert {value(run, "rPr/rFonts", "eastAsia") for run in runs} == {font}
    assert {value(run, "rPr/sz") for run in runs} == {half_points}
    latin = font if layout == "国标" else "Times New Roman"
    assert {value(run, "rPr/rFonts", "ascii") for run in runs} == {latin}


@pytest.mark.parametrize("name", ["word/document.xml", "word/footer1.xml", "word/footer2.xml"])
def test_no_run_leaves_its_east_asian_font_or_language_to_chance(name: str) -> None:
    """A missing w:eastAsia would fall back to MS Mincho."""
    runs = list(part(name).iter(w("r")))
    assert runs
    assert all(value(run, "rPr/rFonts", "eastAsia") for run in runs)
    assert {value(run, "rPr/lang", "eastAsia") for run in runs} == {"zh-CN"}


@pytest.mark.parametrize(("layout", "others"), [("国标", set()), ("审核", {"Times New Roman"})])
def test_no_font_but_those_of_the_standard_is_asked_for(layout: str, others: set[str]) -> None:
    """Every font that any run or style names; 宋体 is that of the page number's dashes."""
    named = {
        str(font)
        for name, content in parts(layout).items()
        if name.startswith("word/") and name.endswith(".xml")
        for fonts in etree.fromstring(content).iter(w("rFonts"))
        for key, font in fonts.attrib.items()
        if key != w("hint")
    }
    assert named == {FANGSONG, KAITI, HEITI, TITLE, "宋体"} | others


@pytest.mark.parametrize(("layout", "bold"), [("国标", set()), ("审核", {"Title", "Heading2"})])
def test_only_the_review_layout_has_bold_title_and_kaiti(layout: str, bold: set[str]) -> None:
    """审核 asks for bold title and bold 楷体; 国标 has no bold at all."""
    styles = part("word/styles.xml", layout)
    assert {
        style.get(w("styleId")) for style in styles.iter(w("style")) if style.find(f".//{w('b')}") is not None
    } == bold
    assert {
        value(each, "pPr/pStyle") for each in body(layout).iter(w("p")) if each.find(f".//{w('b')}") is not None
    } == bold


def test_paragraphs_are_indented_by_two_characters_title_centred_label_flush() -> None:
    """The first line of text and headings by two characters; the label stands flush left on the first line."""
    for text in ("本报告把", "一、项目", "（一）项目", "1.项目经"):
        assert value(style_of(paragraph(text)), "pPr/ind", "firstLineChars") == "200"
    assert value(style_of(paragraph("龙城街道办事处2023年")), "pPr/jc") == "center"
    assert style_of(paragraph("附件4-2")).find(f"{w('pPr')}/{w('ind')}") is None
    assert printed_paragraphs(write_report(compose(a_book(), (), policy())))[0] == "附件4-2"


def test_headings_stand_in_order_and_stay_with_what_follows() -> None:
    """The heading words of the reference report, exactly; none is left alone at the foot of a page."""
    found = [each for each in body().iter(w("p")) if (value(each, "pPr/pStyle") or "").startswith("Heading")]
    assert tuple(words(each) for each in found) == HEADINGS
    assert all(style_of(each).find(f"{w('pPr')}/{w('keepNext')}") is not None for each in found)


def test_title_stays_as_typed_and_wraps_after_a_word() -> None:
    """A title longer than a line is indented from both sides, so that it wraps where a reader pauses."""
    title = "龙城街道办事处2023年200万元以下项目支出绩效报告（自评）"
    (paragraph,) = [each for each in body().iter(w("p")) if value(each, "pPr/pStyle") == "Title"]
    assert words(paragraph) == title
    indent = paragraph.find(f"{w('pPr')}/{w('ind')}")
    assert indent is not None
    assert indent.get(w("left")) == indent.get(w("right"))
    assert 0 < int(indent.get(w("left"))) < 2000


def test_page_numbers_stand_outside_with_dashes() -> None:
    """4号, a dash each side; odd pages right, even pages left, one character in."""
    assert part("word/settings.xml").find(w("evenAndOddHeaders")) is not None
    section = next(body().iter(w("sectPr")))
    kinds = [reference.get(w("type")) for reference in section.findall(w("footerReference"))]
    assert kinds == ["even", "default"]
    for name, side in (("word/footer1.xml", "left"), ("word/footer2.xml", "right")):
        footer = part(name)
        assert words(footer) == "— 1 —"
        assert "PAGE" in "".join(node.text or "" for node in footer.iter(w("instrText")))
        style = style_of(next(footer.iter(w("p"))))
        assert (value(style, "pPr/jc"), value(style, "pPr/ind", f"{side}Chars")) == (side, "100")
        assert {value(run, "rPr/sz") for run in footer.iter(w("r"))} == {"28"}


def test_table_repeats_its_heading_and_never_splits_a_row() -> None:
    """Fixed columns inside 156 mm, heading row repeated, rows whole, amounts right-aligned, 合计 kept with the list."""
    table = next(body().iter(w("tbl")))
    rows = table.findall(w("tr"))
    assert len(rows) == 18
    assert [row.find(f".//{w('tblHeader')}") is not None for row in rows] == [True] + [False] * 17
    assert all(row.find(f".//{w('cantSplit')}") is not None for row in rows)
    assert value(table, "tblPr/tblLayout", "type") == "fixed"
    assert sum(int(column.get(w("w"), "0")) for column in table.iter(w("gridCol"))) == 8845
    cells = [[words(cell) for cell in row.findall(w("tc"))] for row in rows]
    assert cells[0] == ["序号", "预算项目", "支出（元）"]
    assert cells[1] == ["1", "乡镇财政公共服务能力提升建设专项资金", "325,067.00"]
    assert cells[-1] == ["合计", "3,902,733.78"]
    for row in rows[1:]:
        amount = next(row.findall(w("tc"))[-1].iter(w("p")))
        assert value(style_of(amount), "pPr/jc") == "right"
    assert all(each.find(f"{w('pPr')}/{w('keepNext')}") is not None for each in rows[-2].iter(w("p")))
    above = table.getprevious()
    assert above is not None
    assert value(above, "pPr/spacing", "after") == "120"


def test_properties_name_title_and_unit_and_no_day_of_writing() -> None:
    """Author is the 单位名称; the dates come from the workbook."""
    core = parts()["docProps/core.xml"].decode()
    assert "<dc:title>龙城街道办事处2023年200万元以下项目支出绩效报告（自评）</dc:title>" in core
    assert "<dc:creator>龙城街道办事处</dc:creator>" in core
    assert "<dc:language>zh-CN</dc:language>" in core
    assert set(re.findall(r">(\d{4}-\d\d-\d\dT[^<]*)<", core)) == {"2023-12-31T00:00:00Z"}


def test_same_document_gives_the_same_bytes() -> None:
    """Nothing of the day or the machine gets in."""
    document = compose(a_book(), (), policy())
    assert write_report(document) == write_report(document)


def test_no_font_is_embedded_and_the_template_is_the_one_its_builder_writes() -> None:
    """Fonts are named only; the committed template is current."""
    assert not [name for name in parts() if "fonts/" in name]
    assert TEMPLATE.read_bytes() == build()
