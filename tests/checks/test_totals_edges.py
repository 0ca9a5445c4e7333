"""What totals and references say, to the word, and what they leave alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.checks.references import references
from pipeline.checks.tables import pool
from pipeline.checks.totals import totals
from pipeline.model.book import Place
from tests.books_support import sound_book
from tests.checks.test_reconcile import LEDGER, SPLIT, part, payment

Said = set[tuple[str, tuple[str, ...], str]]


def said(*changes: dict[str, str], without: list[str] | None = None) -> list[Said]:
    """Check books in one pool; of each, rule, cells and message of what was found."""
    books = [sound_book(cells, without=without or []) for cells in changes]
    found: list[Said] = [set() for _ in books]
    for workbook, finding in (*totals(pool(books)), *references(pool(books))):
        found[workbook].add((finding.rule.id, tuple(cell.address for cell in finding.cells), finding.message))
    return found


def test_a_wrong_total_says_by_how_much_it_is_too_high_or_too_low() -> None:
    """Both ways, each column by its name."""
    high = "合计行的全年预算是 160,001.00 元，各项目相加是 160,000.00 元，合计多 1.00 元。"
    low = "合计行的支出是 155,999.99 元，各项目相加是 156,000.00 元，合计少 0.01 元。"
    assert said({"项目清单!G4": "160,001", "项目清单!H4": "155,999.99"}) == [
        {("list-total", ("项目清单!G4",), high), ("list-total", ("项目清单!H4",), low)}
    ]


def test_a_wrong_control_total_says_by_how_much_it_is_off() -> None:
    """At its own cell; the 合计 row is right."""
    message = "基本信息的支出合计是 156,000.01 元，项目清单各项目支出相加是 156,000.00 元，支出合计多 0.01 元。"
    assert said({"基本信息!B7": "156,000.01"}) == [{("control-total", ("基本信息!B7",), message)}]


def test_two_totals_that_agree_against_the_rows_are_one_finding_and_no_other_total_is_drawn_in() -> None:
    """The wrong budget beside them is a finding of its own."""
    both = (
        "合计行的支出是 157,000.00 元，各项目相加是 156,000.00 元，合计多 1,000.00 元，"
        "而且与基本信息的支出合计一致，可能是某个项目的支出填错、漏列或重列。"
    )
    alone = "合计行的全年预算是 157,000.00 元，各项目相加是 160,000.00 元，合计少 3,000.00 元。"
    assert said({"项目清单!G4": "157,000", "项目清单!H4": "157,000", "基本信息!B7": "157,000"}) == [
        {
            ("list-total", ("项目清单!H4", "基本信息!B7"), both),
            ("list-total", ("项目清单!G4",), alone),
        }
    ]


def test_a_total_over_blank_amounts_counts_them_as_nothing_where_blank_is_allowed() -> None:
    """Every initial budget blank: the total of them is nothing, and so it may say."""
    message = "合计行的年初预算是 100,000.00 元，各项目相加是 0.00 元，合计多 100,000.00 元。"
    blank = {"项目清单!F2": ""}
    assert said(blank, blank | {"项目清单!F4": "0"}) == [{("list-total", ("项目清单!F4",), message)}, set()]


def test_each_blank_total_is_a_reminder_of_its_own() -> None:
    """An unreadable one and one without a column were reported elsewhere."""
    budget, spent = "合计行的全年预算没有填写。", "合计行的支出没有填写。"
    assert said({"项目清单!G4": "", "项目清单!H4": ""}, {"项目清单!G4": "?", "项目清单!H4": ""}) == [
        {("total-blank", ("项目清单!G4",), budget), ("total-blank", ("项目清单!H4",), spent)},
        {("total-blank", ("项目清单!H4",), spent)},
    ]
    assert said({}, without=["项目清单!全年预算（元）"]) == [set()]
    begun_with_nothing = {"项目清单!F2": "", "项目清单!F4": "", "项目清单!G4": ""}
    assert said(begun_with_nothing) == [{("total-blank", ("项目清单!G4",), budget)}]


@pytest.mark.parametrize(("count", "apart"), [("3", 1), ("1", 1), ("5", 3)])
def test_a_wrong_count_says_how_many_are_listed(count: str, apart: int) -> None:
    """More or fewer."""
    message = f"项目数量填了 {count} 个，项目清单里有 2 个，相差 {apart} 个。"
    assert said({"基本信息!B8": count}) == [{("project-count", ("基本信息!B8",), message)}]


def test_rows_of_one_unknown_project_are_one_finding_with_all_their_cells() -> None:
    """Counted where they are several; each table and each number by itself."""
    parts = "资金构成里的项目序号 7 在项目清单里找不到（共 2 行）。"
    payments = "支付明细里的项目序号 {} 在项目清单里找不到。"
    cells = SPLIT | {"资金构成!A2": "7", "资金构成!A3": "7"} | LEDGER | {"支付明细!A4": "8", "支付明细!A5": "9"}
    assert said(cells) == [
        {
            ("project-unknown", ("资金构成!A2", "资金构成!A3"), parts),
            ("project-unknown", ("支付明细!A4",), payments.format(8)),
            ("project-unknown", ("支付明细!A5",), payments.format(9)),
        }
    ]


def test_a_row_may_name_a_project_whose_own_number_is_missing() -> None:
    """Its place tells which it is; without any project nothing is unknown."""
    rows = part(2, 2, "其他资金", "1", "1", "1") | payment(2, 2, "1")
    nobody = {f"项目清单!{column}{row}": "" for row in (2, 3) for column in "ABEFGHJK"}
    assert said(rows | {"项目清单!A3": ""}, rows | nobody) == [set(), set()]


def test_projects_of_one_name_are_named_with_their_number_of_rows() -> None:
    """Critical with the same money, to be looked at with different money; the later row is looked at first."""
    same = "“沟渠保洁经费”在项目清单里列了 2 行，资金来源也相同。"
    other = "“沟渠保洁经费”在项目清单里列了 2 行，资金来源各不相同。"
    name = {"项目清单!B3": "沟渠 保洁经费"}
    cells = ("项目清单!B3", "项目清单!B2")
    assert said(name | {"项目清单!E3": ""}, name, {"项目清单!B2": "", "项目清单!B3": ""}) == [
        {("name-repeated", cells, same)},
        {("name-shared", cells, other)},
        set(),
    ]


def test_an_unreadable_kind_of_money_stops_the_comparison_of_names_there_only() -> None:
    """The next names of the workbook are still compared."""
    three = {"项目清单!A4": "3", "项目清单!B4": "甲", "项目清单!E4": "?"}
    four = {"项目清单!A5": "4", "项目清单!B5": "甲"}
    pair = {"项目清单!A2": "1", "项目清单!B2": "甲", "项目清单!A3": "2", "项目清单!B3": "乙"}
    six = {"项目清单!A6": "5", "项目清单!B6": "乙", "项目清单!E6": "上年结转资金", "基本信息!B8": "5"}
    message = "“乙”在项目清单里列了 2 行，资金来源也相同。"
    assert said(pair | three | four | six) == [{("name-repeated", ("项目清单!B6", "项目清单!B3"), message)}]


@pytest.mark.parametrize(
    ("numbers", "row", "message"),
    [
        (("1", "3"), 3, "项目清单的序号不连续：这里应是 2，填了 3。"),
        (("2", "3"), 2, "项目清单的序号不连续：这里应是 1，填了 2。"),
        (("3", "1"), 2, "项目清单的序号不连续：这里应是 1，填了 3。"),
    ],
)
def test_a_gap_is_told_at_the_first_number_that_should_be_another(
    numbers: tuple[str, str], row: int, message: str
) -> None:
    """With the number that belongs there."""
    cells = dict(zip(("项目清单!A2", "项目清单!A3"), numbers, strict=True))
    others = {f"绩效指标!A{at}": numbers[0] if at < 8 else numbers[1] for at in range(2, 14)}
    paragraphs = dict(zip(("报告正文!B3", "报告正文!B4"), numbers, strict=True))
    assert said(cells | others | paragraphs) == [{("number-gap", (f"项目清单!A{row}",), message)}]


@pytest.mark.parametrize(
    "cells",
    [{"项目清单!A2": "2", "项目清单!A3": "1"}, {"项目清单!A3": ""}, {"项目清单!A3": "1"}],
    ids=["another order", "a number missing", "a number twice"],
)
def test_numbers_that_have_no_gap_of_their_own_are_left_alone(cells: dict[str, str]) -> None:
    """A missing or repeated number is reported as that."""
    quiet = {f"绩效指标!A{at}": "1" for at in range(8, 14)} | {"报告正文!B4": "1"}
    assert said(cells | quiet) == [set()]


def test_a_gap_is_told_in_the_column_of_the_numbers_wherever_it_stands() -> None:
    """Here it is the fourth."""
    others = {f"绩效指标!A{at}": "3" for at in range(8, 14)} | {"报告正文!B4": "3"}
    book = sound_book({"项目清单!A3": "3"} | others)
    place = book.places["projects"]
    aside = Place(place.sheet, place.heading, {key: column + 3 for key, column in place.columns.items()})
    found = references(pool([replace(book, places={**book.places, "projects": aside})]))
    cells = {(it.rule.id, cell.address) for _, it in found for cell in it.cells if it.rule.id == "number-gap"}
    assert cells == {("number-gap", "项目清单!D3")}
