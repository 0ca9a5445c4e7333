"""A report that is not the workbook's is told in one sentence, one that was only edited never."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipeline.checks.prose import read_prose
from pipeline.model.policy import policy
from pipeline.outputs.compose import compose
from pipeline.outputs.forms.write import write_forms
from pipeline.outputs.report.write import write_report
from pipeline.verify.against import hold_against
from pipeline.verify.reading.blocks import read_blocks
from tests.outputs_support import a_book
from tests.verify_support import Found, critical, report, sample_book

if TYPE_CHECKING:
    from pipeline.model.book import Book

STRANGER = "report-of-other-workbook"


def _report_of(book: Book) -> Found:
    written = write_report(compose(book, read_prose(book)[1], policy()))
    return critical(hold_against(sample_book(), read_blocks(written)))


def _forms_of(book: Book) -> Found:
    return critical(hold_against(sample_book(), read_blocks(write_forms(book, policy(), draft=False))))


def _last_year() -> Book:
    book = sample_book()
    spent = tuple(replace(it, spent=(it.spent or 0) - 12_345) for it in book.projects)
    return replace(book, info=replace(book.info, year=2022), projects=spent)


def _other_unit() -> Book:
    book = sample_book()
    return replace(book, info=replace(book.info, unit="丙街道办事处"), projects=book.projects[:9])


@pytest.mark.parametrize("book", [_last_year, _other_unit], ids=["last year", "other unit"])
def test_a_report_of_another_year_or_unit_is_one_finding(book: Callable[[], Book]) -> None:
    """Not hundreds of numbers one by one, and the sentence says whose it is."""
    assert _report_of(book()) == [(STRANGER, "")]
    assert _forms_of(book()) == [(STRANGER, "")]


def test_the_sentence_names_both_years() -> None:
    """What the report says and what the workbook says."""
    written = write_report(compose(_last_year(), read_prose(_last_year())[1], policy()))
    [remark] = hold_against(sample_book(), read_blocks(written))
    assert "报告写的是 2022 年，工作簿是 2023 年" in remark.finding.message


def test_the_year_alone_changed_is_told_where_it_stands() -> None:
    """All other numbers agree: an edited report, not another's."""
    book = sample_book()
    found = _report_of(replace(book, info=replace(book.info, year=2024)))
    assert {rule for rule, _ in found} == {"report-number-changed"}


def test_whole_sections_taken_out_are_told_one_by_one() -> None:
    """Half of the items gone: still this workbook's report."""
    blocks = report().blocks
    found = critical(hold_against(sample_book(), (*blocks[:30], *blocks[45:])))
    assert found
    assert {rule for rule, _ in found} == {"report-number-deleted"}


def test_a_small_report_of_another_workbook_lists_what_differs() -> None:
    """A handful of numbers is told number by number."""
    book = a_book((("三", 1, "支出 5 万元。"),))
    other = replace(book, paragraphs=(replace(book.paragraphs[0], text="支出 6 万元。"),))
    written = write_report(compose(other, read_prose(other)[1], policy()))
    found = critical(hold_against(book, read_blocks(written)))
    assert [rule for rule, _ in found] == ["report-number-changed"]
