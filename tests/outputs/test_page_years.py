"""The page shows two years side by side where the workbook remembers the last one."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.checks.run_checks import check
from pipeline.model.before import Before
from pipeline.model.policy import policy
from pipeline.outputs.page.pages import result_page
from pipeline.outputs.page.years import MOST_COPIES, shown
from pipeline.outputs.result import make_result
from tests.books_support import sound_book
from tests.rollover_support import two_years

if TYPE_CHECKING:
    from pipeline.model.book import Book

COPIED = {"报告正文!C3": "沟渠保洁经费支出9.4万元，清运垃圾120吨。", "报告正文!C2": "资金由财务室保管和核算。"}
REASON = {"绩效指标!K8": "雨天多，少办了两场，明年改在室内"}
GONE = {
    "项目清单!A4": "3",
    "项目清单!B4": "图书采购经费",
    "项目清单!G4": "50,000",
    "项目清单!H4": "48,000",
    "项目清单!A5": "合计",
}


def page(book: Book) -> str:
    """Write the page of a checked book."""
    (verdict,) = check([book])
    return result_page(make_result(book.name, book.sha256, book, verdict.findings, verdict.figures))


def section(book: Book) -> str:
    """Give the section of two years, without tags."""
    found = re.search(r'<section aria-labelledby="years">(.*?)</section>', page(book), re.DOTALL)
    return re.sub(r"\s*<[^>]+>\s*", "|", found[1]) if found else ""


def test_spending_and_scores_stand_side_by_side() -> None:
    """Last year, this year and the change of each project; the year is named."""
    said = section(two_years())
    assert "与上年对照（上年：2022 年）" in said
    assert "沟渠保洁经费||94,000.00||96,000.00||增加 2.13%" in re.sub(r"\|{2,}", "||", said)


def test_projects_that_came_or_ended_are_named_so() -> None:
    """What only one of the years lists."""
    lines = shown(two_years({"项目清单!B2": "道路保洁经费"}, GONE), policy())
    assert lines is not None
    assert {(it.name, it.change) for it in lines.lines} >= {
        ("道路保洁经费", "今年新增"),
        ("沟渠保洁经费", "今年没有"),
        ("图书采购经费", "今年没有"),
    }


def test_copied_texts_stand_side_by_side_those_with_figures_first() -> None:
    """Both texts, at the cell of this year's."""
    years = shown(two_years(COPIED), policy())
    assert years is not None
    assert [(it.cell.address, it.with_figures) for it in years.copies] == [
        ("报告正文!C3", True),
        ("报告正文!C2", False),
    ]
    said = section(two_years(COPIED))
    assert said.count("清运垃圾120吨") == 2
    assert "连数字也相同" in said


def test_a_reason_of_last_year_stands_beside_it() -> None:
    """偏差原因 is read like the other texts."""
    years = shown(two_years(REASON, REASON), policy())
    assert years is not None
    assert [it.cell.address for it in years.copies] == ["绩效指标!K8"]


def test_a_workbook_without_last_year_has_no_such_section() -> None:
    """Nor a link to it."""
    assert "years" not in page(sound_book())


def test_markup_in_last_years_text_is_shown_as_text() -> None:
    """What another workbook held is never taken for HTML."""
    book = two_years(
        {"报告正文!C2": "<b>资金由财务室保管</b>和核算。"}, {"报告正文!C2": "<b>资金由财务室保管</b>和核算。"}
    )
    assert "<b>资金" not in page(book)


def test_a_flood_of_copied_texts_is_cut_and_counted() -> None:
    """The page stays readable."""
    book = two_years(COPIED)
    assert book.before is not None
    rows = tuple(replace(book.paragraphs[1], row=row) for row in range(10, 10 + MOST_COPIES + 5))
    years = shown(replace(book, paragraphs=rows, before=Before(book.before.kept)), policy())
    assert years is not None
    assert (len(years.copies), years.left_out) == (MOST_COPIES, 5)
