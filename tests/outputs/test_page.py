"""The pages: what they say, for every verdict and whatever the workbook contains."""

from __future__ import annotations

import os
import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import html

from pipeline.model.cells import Cell
from pipeline.outputs.page.pages import result_page
from tests import page_samples as samples
from tests import page_support as support

if TYPE_CHECKING:
    from pipeline.model.findings import Finding

SNAPSHOTS = Path(__file__).parent / "snapshots"
PAGES = samples.pages()


def _tree(page: str) -> html.HtmlElement:
    return html.document_fromstring(page)


def _words(page: str) -> str:
    return samples.visible_text(page)


def _heading(page: str) -> str:
    return str(_tree(page).xpath("string(//h1)"))


@pytest.mark.parametrize("name", ["failed", "passed", "unreadable", "index"])
def test_what_a_page_says_stays_as_agreed(name: str) -> None:
    """The visible text is the committed one; UPDATE_SNAPSHOTS=1 takes over a new one."""
    snapshot = SNAPSHOTS / f"page-{name}.txt"
    text = _words(PAGES[name])
    if os.environ.get("UPDATE_SNAPSHOTS") == "1":
        snapshot.write_text(text, encoding="utf-8", newline="\n")
    assert text == snapshot.read_text(encoding="utf-8")


FOUND = support.findings()


@pytest.mark.parametrize(
    ("findings", "sentence"),
    [
        (FOUND, "不通过：有 3 个问题必须修改，另有 2 条提醒。"),
        (FOUND[:1], "不通过：有 1 个问题必须修改。"),
        (FOUND[3:], "有提醒：没有必须修改的问题，有 2 条提醒请核对。"),
        (FOUND[5:], "通过：没有发现需要修改的问题，另有 2 条说明供参考。"),
        ([], "通过：没有发现需要修改的问题。"),
    ],
)
def test_the_verdict_comes_first_in_one_sentence(findings: list[Finding], sentence: str) -> None:
    """The only first-level heading is the verdict, with its numbers."""
    page = result_page(support.result(findings))
    assert _heading(page) == sentence
    assert len(_tree(page).xpath("//h1")) == 1


def test_an_unreadable_workbook_is_named_with_what_to_do() -> None:
    """Neither unit, year nor totals are invented for a file that could not be read."""
    page = PAGES["unreadable"]
    words = _words(page)
    assert _heading(page).startswith("无法读取：")
    assert "旧表.xls" in words
    assert "另存为 .xlsx" in words
    assert not _tree(page).xpath("//*[@id='totals' or @id='projects' or @id='figures']")


def test_every_finding_shows_its_cells_and_what_was_found_expected_and_to_do() -> None:
    """Nothing of a finding is left to the json."""
    shown = _tree(PAGES["failed"]).xpath("//*[@data-item][@data-severity]")
    assert len(shown) == len(FOUND)
    for finding in support.result().findings:
        own = [it for it in shown if finding.message in it.text_content()]
        assert len(own) == 1
        text = own[0].text_content()
        assert all(part in text for part in (finding.found, finding.expected, finding.fix))
        assert {cell.address for cell in finding.cells} == set(own[0].xpath(".//a[@class='cell']/text()"))


def test_findings_stand_by_severity_then_cause_then_sheet() -> None:
    """What blocks the report comes first; one cause stands together, its sheets in the order of the workbook."""
    tree = _tree(PAGES["failed"])
    assert tree.xpath("//section[@id or @data-group]/h3[@id]/text()") == ["必须修改（3）", "提醒（2）", "说明（2）"]
    assert tree.xpath("//h4/text()") == [
        "支出超过预算",
        "合计不符",
        "文中金额不符",
        "处处满分（2）",
        "说法没有依据",
        "空行",
    ]
    assert tree.xpath("//h5/text()") == ["基本信息（1）", "绩效指标（1）"]
    assert tree.xpath("//li[@data-severity]//span[@class='number']/text()") == list("1234567")


@pytest.mark.parametrize("name", PAGES)
def test_every_link_inside_a_page_leads_somewhere(name: str) -> None:
    """Ids are unique and safe, and each link to a place on the page finds it."""
    tree = _tree(PAGES[name])
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert not [name for name in ids if re.search(r"\s", name)]
    inside = {link[1:] for link in tree.xpath("//a/@href") if link.startswith("#")}
    assert inside <= set(ids)
    assert "main" in inside


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_one_file_that_asks_for_nothing(name: str) -> None:
    """No address leaves the folder, nothing is loaded, and a policy in the page forbids it as well."""
    tree = _tree(PAGES[name])
    assert not tree.xpath("//@src | //@action | //@srcset | //img | //iframe | //object | //form")
    assert tree.xpath("//link/@href") == ["data:,"]
    addresses = [link for link in tree.xpath("//a/@href") if not link.startswith("#")]
    assert not [link for link in addresses if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|/|\\", link)]
    assert "default-src 'none'" in tree.xpath("string(//meta[@http-equiv]/@content)")
    assert not re.search(r"url\(|@import|https?://(?!www\.w3\.org/2000/svg)", PAGES[name])


@pytest.mark.parametrize("name", PAGES)
def test_headings_never_skip_a_level_and_tables_name_their_columns(name: str) -> None:
    """A screen reader finds its way by headings, landmarks and table headings."""
    tree = _tree(PAGES[name])
    levels = [int(heading.tag[1]) for heading in tree.xpath("//h1|//h2|//h3|//h4|//h5")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert tree.get("lang") == "zh-CN"
    assert len(tree.xpath("//main")) == 1
    assert not tree.xpath("//th[not(@scope)] | //table[not(caption)]")


def test_no_text_of_a_workbook_becomes_part_of_the_page() -> None:
    """Markup, quotes and template signs in names, cells and file names are shown as typed."""
    for page in (PAGES["hostile"], PAGES["index"]):
        tree = _tree(page)
        assert not tree.xpath("//img")
        assert not [name for name in tree.xpath("//@*/..") for key in name.attrib if str(key).startswith("on")]
        assert len(tree.xpath("//script")) == 1
        assert samples.HOSTILE in tree.text_content()


def test_a_page_can_be_written_whatever_the_file_was_called() -> None:
    """Lone surrogates, control characters and signs that turn the reading direction become U+FFFD."""
    page = result_page(samples.hostile())
    assert "\ufffd反\ufffd\ufffd\ufffd\ufffd 尾" in page
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", page)
    assert page.encode("utf-8").decode("utf-8") == page


def test_the_same_result_gives_the_same_page() -> None:
    """Nothing of the clock or the machine stands in a page."""
    assert samples.pages() == PAGES


def test_a_note_such_as_an_older_report_stands_above_the_findings() -> None:
    """The line comes before the main part."""
    header = _tree(PAGES["failed"]).xpath("string(//header)")
    assert "请注意：报告比工作簿旧，请重新生成。" in header
    assert "请注意" not in _tree(PAGES["passed"]).xpath("string(//header)")


def test_a_figure_leads_to_its_cells_and_they_lead_back() -> None:
    """Text, place, status and sources of each figure; each cell shows what stands in it and who speaks of it."""
    tree = _tree(PAGES["failed"])
    figure = tree.xpath("//li[@data-status='mismatched']")[0]
    assert "46.92万元 不一致 对照 项目清单!H4" in " ".join(figure.text_content().split())
    assert figure.xpath(".//a/@href") == ["#cell-项目清单-H4"]
    cell = tree.xpath("//tr[@id='cell-项目清单-H4']")[0]
    assert "462,880.00" in cell.text_content()
    assert f"#{figure.get('id')}" in cell.xpath(".//a/@href")
    assert "#cell-报告正文-C4" in tree.xpath("//section[@aria-label='报告正文!C4']/h3/a/@href")


def test_figures_are_marked_in_the_text_as_it_is_printed() -> None:
    """Tokens are filled in; a figure that does not stand where it says leaves the text out instead of garbling it."""
    quote = _tree(PAGES["failed"]).xpath("//blockquote")[0]
    assert quote.text_content() == "2023年共安排6个项目，支出合计227.71万元。"
    assert quote.xpath("a/text()") == ["6个", "227.71万元"]
    assert not _tree(PAGES["hostile"]).xpath("//blockquote")


def test_the_script_is_understood_by_old_browsers() -> None:
    """No word of JavaScript younger than ES5 stands in a page, nor a module."""
    script = re.sub(r"/\*.*?\*/", "", str(_tree(PAGES["failed"]).xpath("string(//script)")))
    assert "function" in script
    assert not re.search(r"=>|`|\b(let|const|class|async|await|import|of)\b|\?\.|\?\?|\.\.\.", script)
    assert not re.search(
        r"\.(closest|includes|matches|append|remove|toggle|forEach)\((?!\.call)",
        script.replace("prototype.forEach.call", ""),
    )
    assert not _tree(PAGES["failed"]).xpath("//script/@type")


@pytest.mark.parametrize("name", PAGES)
def test_browsers_of_two_engines_are_asked_for_their_newer_one(name: str) -> None:
    """From a share, Internet Explorer and 360 would take a page for one of twenty years ago."""
    assert _tree(PAGES[name]).xpath("//meta[@http-equiv='X-UA-Compatible']/@content") == ["IE=edge"]
    assert _tree(PAGES[name]).xpath("//meta[@name='renderer']/@content") == ["webkit"]


def test_a_finding_without_a_cell_names_its_sheet_or_the_file() -> None:
    """There is always a place to look."""
    found = [
        support.EMPTY.at(found="", expected="", message="甲"),
        support.EMPTY.at(sheet="附注", found="", expected="", message="乙"),
    ]
    places = _tree(result_page(support.result(found, numbers=[]))).xpath(
        "//li[@data-severity]//span[@class='cell']/text()"
    )
    assert sorted(places) == ["整个文件", "附注"]


def test_many_cells_of_one_finding_are_folded_up_but_all_there() -> None:
    """Twelve at once, the others on demand."""
    cells = [Cell("项目清单", row, 8) for row in range(3, 203)]
    found = [support.OVER.at(*cells, found="", expected="", message="甲")]
    tree = _tree(result_page(support.result(found, numbers=[])))
    assert len(tree.xpath("//li[@data-severity]/p[@class='where']/a")) == 12
    assert len(tree.xpath("//li[@data-severity]/details//a")) == 188
    assert tree.xpath("string(//summary)") == "另有 188 个单元格"


def test_three_findings_need_no_filter() -> None:
    """Controls appear where there is something to choose from."""
    few, more = (result_page(support.result(FOUND[:count], numbers=[])) for count in (3, 4))
    assert not _tree(few).xpath("//*[@data-filter]")
    assert _tree(more).xpath("//@data-filter") == ["finding"]
