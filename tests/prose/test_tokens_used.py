"""A token that cannot be filled in is reported once, where the mistake is: at the token or at what it would print."""

from __future__ import annotations

from dataclasses import replace

from pipeline.checks.prose import read_prose
from pipeline.model.book import Place
from pipeline.model.cells import Cell
from tests.prose_support import book, project, raised

LIST = [project(1, "保洁经费", "1000"), project(2, "绿化经费", "2000")]
TEXT = [("三", 1, "支出{支出万元}，执行率{执行率}。"), ("三", 2, "支出{支出万元}。")]
TOKEN = "prose-token"  # noqa: S105  (a rule's id, no secret)


def test_a_token_of_another_project_that_is_not_listed_is_the_tokens_mistake() -> None:
    """{项目9.支出万元}: nothing else names project 9."""
    assert raised(book(LIST, [("三", 1, "支出{项目9.支出万元}。")]), TOKEN) == {(TOKEN, "报告正文!C2")}


def test_a_project_number_that_is_not_listed_is_not_accused_again_at_its_tokens() -> None:
    """The number itself is reported at its own cell."""
    assert raised(book(LIST, [("三", 9, "支出{支出万元}。")]), TOKEN) == set()


def test_a_missing_or_unread_amount_is_not_accused_again_at_the_tokens_that_would_print_it() -> None:
    """Neither an amount, nor the year, nor a list that is not there."""
    assert raised(book([replace(LIST[0], spent=None), LIST[1]], TEXT), TOKEN) == set()
    assert raised(book(LIST, [("二", None, "{年度}年得{自评得分}分。")], year=None), TOKEN) == set()
    assert raised(book([], TEXT), TOKEN) == set()


def test_a_repeated_number_is_not_accused_again_at_the_tokens_of_the_lost_one() -> None:
    """序号 1, 1: project 2 is not gone, its number is wrong."""
    twice = [LIST[0], replace(LIST[1], number=1)]
    assert raised(book(twice, [*TEXT, ("二", None, "{项目2.支出万元}")]), TOKEN) == set()


def test_a_rate_of_nothing_is_the_tokens_mistake() -> None:
    """A project without budget and spending is allowed, printing its rate is not."""
    idle = project(2, "绿化经费", "0")
    (finding,) = [
        it for it in read_prose(book([LIST[0], idle], [("三", 2, "执行率{执行率}。")]))[0] if it.rule.id == TOKEN
    ]
    assert finding.cells == (Cell("报告正文", 2, 3),)
    assert finding.message == "记号 {执行率} 没有数可印：这个项目的全年预算和支出都是 0。"


def test_a_token_without_a_project_number_is_reported_at_its_paragraph() -> None:
    """Unless the number stands there and could not be read."""
    made = book(LIST, [("三", None, "支出{支出万元}。")])
    assert raised(made, TOKEN) == {(TOKEN, "报告正文!C2")}
    assert raised(replace(made, unread=frozenset({Cell("报告正文", 2, 2)})), TOKEN) == set()


def test_a_missing_column_of_project_numbers_is_one_finding_for_all_paragraphs() -> None:
    """With every paragraph among its cells."""
    made = book(LIST, [(section, None, text) for section, _, text in TEXT])
    places = {**made.places, "paragraphs": Place("报告正文", 1, {"section": 1, "text": 3})}
    (finding,) = [it for it in read_prose(replace(made, places=places))[0] if it.rule.id == TOKEN]
    assert [cell.ref for cell in finding.cells] == ["C2", "C3"]
