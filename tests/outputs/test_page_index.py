"""The index page: every workbook with results, what comes first and where the links lead."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from lxml import html

from pipeline.outputs.page.pages import index_page
from pipeline.outputs.result import Verdict
from tests import page_samples as samples

PAGES = samples.pages()


def _tree(page: str) -> html.HtmlElement:
    return html.document_fromstring(page)


def _heading(page: str) -> str:
    return str(_tree(page).xpath("string(//h1)"))


def test_the_index_puts_this_run_first_then_what_needs_work() -> None:
    """Counts on top; unreadable before failed before reminded before passed."""
    tree = _tree(PAGES["index"])
    assert _heading(PAGES["index"]) == "共 5 个工作簿：无法读取 1 个，不通过 1 个，有提醒 1 个，通过 2 个。"
    assert tree.xpath("//h2/text()") == ["本次运行（4）", "以前的结果（1）"]
    assert tree.xpath("//tr/@data-verdict") == ["无法读取", "不通过", "有提醒", "通过", "通过"]
    assert "同一单位同一年度有多份工作簿，请留下一份。" in tree.text_content()


@pytest.mark.parametrize(
    ("verdicts", "said"),
    [
        ({Verdict.FAILED, Verdict.PASSED}, "请先处理"),
        ({Verdict.UNREADABLE}, "请先处理"),
        ({Verdict.REMINDED, Verdict.PASSED}, "没有必须修改的问题"),
        ({Verdict.PASSED}, "全部通过"),
    ],
)
def test_the_index_says_what_to_do_next(verdicts: set[Verdict], said: str) -> None:
    """Work is asked for only where there is some."""
    page = index_page([entry for entry in samples.entries() if entry.verdict in verdicts])
    assert _tree(page).xpath("string(//p[@class='next'])").startswith(said)


def test_links_of_the_index_are_relative_and_percent_encoded() -> None:
    """Blanks, # and % of a folder's name reach the file that is meant."""
    links = _tree(PAGES["index"]).xpath("//td[@class='links']/a/@href")
    assert "乙 街道#1%-2023/校验结果.html" in [unquote(link) for link in links]
    assert all(re.fullmatch(r"[A-Za-z0-9%./_~-]+", link) for link in links)


def test_an_index_without_workbooks_says_what_to_do() -> None:
    """Nothing to show is no empty table."""
    assert _heading(index_page([])) == "还没有校验结果。"
    assert not _tree(PAGES["empty-index"]).xpath("//table")


def test_files_that_are_missing_are_not_linked() -> None:
    """A sound workbook that was only validated has its json and nothing else."""
    [passed] = [entry for entry in samples.entries() if entry.verdict is Verdict.PASSED and not entry.this_run]
    links = _tree(index_page([passed])).xpath("//td[@class='links']/a/text()")
    assert links == ["数据"]
