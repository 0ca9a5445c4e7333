"""The report as LibreOffice prints it: pages, lines and characters counted, not a character lost."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from pypdf import PdfReader

from pipeline.model.book import Project
from pipeline.model.policy import policy
from pipeline.outputs.compose import compose
from pipeline.outputs.package import unpack
from pipeline.outputs.report.write import TEMPLATE, write_report
from pipeline.outputs.word.anchors import read_anchors
from pipeline.outputs.word.readback import printed_paragraphs
from tests.outputs_support import a_book

if TYPE_CHECKING:
    from tests.conftest import Convert, ConvertAll

ODF = "urn:oasis:names:tc:opendocument:xmlns"
SENTENCE = "街道办事处按计划推进项目群众满意度稳步提高"
LONG = SENTENCE * 120  # 2,520 characters, no punctuation: 90 full lines and the indent
MARKED = "，".join(f"第{number}处整改完成{number * 37:,}元" for number in range(1, 600)) + "。"


def pages(path: Path) -> list[list[str]]:
    """Lines of each page, the page number left out."""
    texts = [page.extract_text() for page in PdfReader(path).pages]
    lines = [[line.strip() for line in text.splitlines() if line.strip()] for text in texts]
    return [[line for line in page if not re.fullmatch(r"—\s*\d+\s*—", line)] for page in lines]


def fonts_of(path: Path) -> set[str]:
    """Names of the fonts on the first page."""
    fonts = PdfReader(path).pages[0]["/Resources"]["/Font"].values()
    return {str(font.get_object()["/BaseFont"]) for font in fonts}


def printed(convert: Convert, folder: Path, package: bytes) -> list[list[str]]:
    """Convert a report and read its pages."""
    path = folder / "report.docx"
    path.write_bytes(package)
    return pages(convert(path, "pdf"))


@pytest.mark.parametrize(("layout", "lines"), [("国标", 22), ("审核", 21)])
def test_a_full_page_has_its_lines_and_a_full_line_28_characters(
    convert: Convert, tmp_path: Path, layout: str, lines: int
) -> None:
    """国标 22 lines of 28 characters, 审核 21."""
    book = a_book([("六", None, LONG)], projects=(), total=None)
    found = printed(convert, tmp_path, write_report(compose(book, (), policy()), layout=layout))
    assert len(found[1]) == lines
    assert {len(line) for line in found[1]} == {28}


def test_the_sample_report_has_the_pages_it_should_and_not_a_character_less(convert: Convert, tmp_path: Path) -> None:
    """Five pages; everything in the file is on paper, with the heading row of the table once a page."""
    package = write_report(compose(a_book(), (), policy()))
    found = printed(convert, tmp_path, package)
    assert len(found) == 5
    paper = re.sub(r"\s", "", "".join(line for page in found for line in page))
    meant = re.sub(r"\s", "", "".join(printed_paragraphs(package)))
    assert len(paper) == len(meant) + len("序号预算项目支出（元）")
    assert [page.count("序号 预算项目 支出（元）") for page in found] == [1, 1, 0, 0, 0]


def test_an_amount_stands_in_one_line_however_wide_its_digits(convert_all: ConvertAll, tmp_path: Path) -> None:
    """Up to 999,999,999.99, in whatever font stands in; a name of 19 characters does, too."""
    fen, name = 99_999_999_999, "街道社区环境卫生综合整治及长效管护补助经费"[:19]
    book = a_book(projects=(Project(2, 1, name, spent=fen),), total=Project(3, None, "合计", spent=fen))
    files = [tmp_path / f"{layout}.docx" for layout in ("国标", "审核")]
    for file in files:
        file.write_bytes(write_report(compose(book, (), policy()), layout=file.stem))
    for pdf in convert_all(files, "pdf"):
        lines = [line for page in pages(pdf) for line in page]
        assert f"1 {name} 999,999,999.99" in lines
        assert "合计 999,999,999.99" in lines


def test_the_office_program_is_asked_for_the_fonts_of_the_standard(convert: Convert, tmp_path: Path) -> None:
    """What LibreOffice reads out of the runs of text, headings, table and page numbers: the fonts named, no others."""
    path = tmp_path / "report.docx"
    path.write_bytes(write_report(compose(a_book(), (), policy())))
    flat = etree.parse(convert(path, "fodt"))
    names = {
        str(found).removesuffix("1")  # how LibreOffice names the Asian twin of a font
        for found in flat.xpath(
            "//office:automatic-styles/style:style[@style:family='text']/style:text-properties/@style:font-name-asian",
            namespaces={"office": f"{ODF}:office:1.0", "style": f"{ODF}:style:1.0"},
        )
    }
    assert names == {"仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "宋体"}


def test_no_comma_is_lost_at_the_end_of_a_line(convert: Convert, tmp_path: Path) -> None:
    """LibreOffice loses hanging punctuation in justified text unless the template prevents it."""
    book = a_book([("六", None, MARKED)], projects=(), total=None)
    found = printed(convert, tmp_path, write_report(compose(book, (), policy())))
    paper = re.sub(r"\s", "", "".join(line for page in found for line in page))
    assert MARKED in paper


def test_anchors_survive_a_save_by_libreoffice(convert: Convert, tmp_path: Path) -> None:
    """Bookmarks and the part that explains them are still there, and so is every word."""
    package = write_report(compose(a_book(), (), policy()))
    path = tmp_path / "report.docx"
    path.write_bytes(package)
    saved = convert(path, "docx").read_bytes()
    assert read_anchors(saved) == read_anchors(package)
    assert printed_paragraphs(saved) == printed_paragraphs(package)
    assert all(anchor.name.encode() in unpack(saved)["word/document.xml"] for anchor in read_anchors(package))


def test_a_template_saved_by_another_office_program_still_works(convert: Convert, tmp_path: Path) -> None:
    """Staff may edit the template: tags that an editor has split into runs are still found."""
    path = tmp_path / "template.docx"
    path.write_bytes(TEMPLATE.read_bytes())
    document = compose(a_book(), (), policy())
    package = write_report(document, template=convert(path, "docx").read_bytes())
    assert printed_paragraphs(package) == printed_paragraphs(write_report(document))


TITLES = [
    ["龙城街道办事处2023年200万元以下", "项目支出绩效报告（自评）"],
    ["桃源镇人民政府2024年", "项目支出绩效报告（自评）"],
    ["青山街道办事处2024年度", "项目支出绩效自评工作报告"],
    ["龙城街道办事处2023年度", "人居环境整治项目、基层治理项目、", "食堂运行项目支出绩效自评报告（汇总）"],
]
STAND_INS = ("Noto Sans Mono CJK SC", "DejaVu Serif")  # digits as narrow as those of Times New Roman, and the widest
FONTS = """<fontconfig><include>/etc/fonts/fonts.conf</include>
<match><test name="family"><string>Times New Roman</string></test>
<edit name="family" mode="assign" binding="strong"><string>{font}</string></edit></match></fontconfig>"""


@pytest.mark.parametrize(("layout", "font"), [("国标", ""), *(("审核", font) for font in STAND_INS)])
def test_a_long_title_breaks_at_a_pause_on_paper(
    convert_all: ConvertAll, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, layout: str, font: str
) -> None:
    """No word is torn, whatever stands in for Times New Roman, and the text in the file is the title as typed."""
    if font:
        monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "fonts.conf"))
        (tmp_path / "fonts.conf").write_text(FONTS.format(font=font), encoding="utf-8")
    book, files = a_book(), []
    for number, lines in enumerate(TITLES):
        info = replace(book.info, title="".join(lines), label=None)
        package = write_report(compose(replace(book, info=info), (), policy()), layout=layout)
        assert info.title in printed_paragraphs(package)
        files.append(tmp_path / f"{number}.docx")
        files[-1].write_bytes(package)
    for lines, pdf in zip(TITLES, convert_all(files, "pdf"), strict=True):
        assert [re.sub(r"\s", "", line) for line in pages(pdf)[0][: len(lines)]] == lines
        assert not font or any("DejaVuSerif" in name for name in fonts_of(pdf)) == (font == "DejaVu Serif")
