"""Totals, projects and their picture on the page."""

from __future__ import annotations

from decimal import Decimal

import pytest
from lxml import html

from pipeline.outputs.page.pages import result_page
from tests import page_samples, page_support


def _tree(page: str) -> html.HtmlElement:
    return html.document_fromstring(page)


def _words(page: str) -> str:
    return page_samples.visible_text(page)


def test_totals_stand_beside_what_was_typed() -> None:
    """Equal is said to be equal, unequal with its difference, unreadable as such."""
    words = _words(result_page(page_support.result()))
    assert "填报的支出合计 2,277,091.78 元，不一致，相差 1.00 元" in words
    assert "合计行 2,381,050.00 元，一致" in words
    assert "填报 6 个，一致" in words
    assert "95.63%" in words
    assert "按公式复算 95.01 分，相差 3.49 分" in words


def test_amounts_that_could_not_be_read_have_no_sum() -> None:
    """A total over an unreadable amount says so, and its project keeps its line."""
    spending = (("甲", None, 100, None), ("乙", None, 0, 0), ("丙", None, 100, 50))
    words = _words(result_page(page_support.result([], page_support.book(spending, score=None, count=4), [])))
    assert "算不出" in words
    assert "填报 4 个，不一致" in words
    assert "金额没有填或读不出来" in words
    assert "没有预算和支出，不计入平均分" in words
    assert "执行率偏低" in words


@pytest.mark.parametrize(("typed", "said"), [("95.01", "一致"), ("95.00", "相差 0.01 分"), ("95", "相差 0.01 分")])
def test_the_declared_score_stands_beside_the_recomputed_one(typed: str, said: str) -> None:
    """The page states the difference and leaves the judgement to the findings."""
    page = result_page(page_support.result([], page_support.book(score=Decimal(typed)), []))
    assert f"按公式复算 95.01 分，{said}" in _words(page)


def test_the_picture_draws_at_most_forty_projects_and_says_so() -> None:
    """The largest are drawn, the table has all."""
    tree = _tree(result_page(page_samples.many(5000)))
    assert len(tree.xpath("//svg/g")) == 40
    assert "支出最多的 40 个项目，其余 60 个" in tree.xpath("string(//svg/desc)")
    assert len(tree.xpath("//section[@aria-labelledby='projects']//tbody/tr")) == 100
    assert tree.xpath("string(//svg/g[1]/title)").startswith("100 第100个项目的经费：")


def test_bars_are_as_long_as_their_amounts() -> None:
    """The longest bar fills the width; a negative or unreadable amount has none."""
    spending = (("甲", None, 400, 100), ("乙", None, None, -5), ("丙", None, 200, 300))
    tree = _tree(result_page(page_support.result([], page_support.book(spending), [])))
    assert tree.xpath("//rect[@class='budget']/@width") == ["100%", "0%", "50%"]
    assert tree.xpath("//rect[starts-with(@class, 'spent')]/@width") == ["25%", "0%", "75%"]


def test_a_bar_beyond_its_budget_says_so_in_colour_and_in_words() -> None:
    """Red alone would not reach everybody; a bar as long as its budget is not beyond it."""
    spending = (("甲", None, 40_000, 40_000), ("乙", None, None, 500), ("丙", None, 20_000, 30_000))
    tree = _tree(result_page(page_support.result([], page_support.book(spending), [])))
    assert tree.xpath("//svg/g[.//rect[@class='spent over']]/title/text()") == [
        "3 丙：支出 0.03 万元，全年预算 0.02 万元，超出"
    ]
    assert "超出全年预算的支出" in tree.xpath("string(//p[@class='legend'])")
