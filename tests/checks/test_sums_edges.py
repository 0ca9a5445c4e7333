"""What the sums of parts and payments say, to the word, and what they leave to another finding."""

from __future__ import annotations

import pytest

from pipeline.checks.sums import sums
from pipeline.checks.tables import pool
from tests.books_support import sound_book
from tests.checks.test_reconcile import LEDGER, SPLIT, part, payment

Said = set[tuple[str, tuple[str, ...], str]]


def said(*changes: dict[str, str], without: list[str] | None = None) -> list[Said]:
    """Check books in one pool; of each, rule, cells and message of what was found."""
    books = [sound_book(cells, without=without or []) for cells in changes]
    found: list[Said] = [set() for _ in books]
    for workbook, finding in sums(pool(books)):
        found[workbook].add((finding.rule.id, tuple(cell.address for cell in finding.cells), finding.message))
    return found


SHORT = SPLIT | {"资金构成!E3": "29,999.99"}
SHORT_SAID = {
    (
        "fund-parts",
        ("项目清单!H2", "资金构成!E2", "资金构成!E3"),
        "“沟渠保洁经费”的支出是 96,000.00 元，资金构成相加是 95,999.99 元，相差 0.01 元。",
    )
}
OVERDRAWN = LEDGER | {"支付明细!F3": "5,999.98"}
OVERDRAWN_SAID = {
    (
        "ledger-sum",
        ("项目清单!H2", "支付明细!F2", "支付明细!F3"),
        "“沟渠保洁经费”的支出是 96,000.00 元，2 笔支付相加是 95,999.99 元，相差 0.01 元。",
    )
}


def test_a_blank_initial_budget_counts_as_nothing_against_its_parts() -> None:
    """A project that began with nothing has no part that began with five yuan."""
    parts = part(2, 2, "上年结转资金", "5", "60,000", "60,000")
    message = "“文化活动经费”的年初预算是 0.00 元，资金构成相加是 5.00 元，相差 5.00 元。"
    assert said(parts) == [{("fund-parts", ("项目清单!F3", "资金构成!C2"), message)}]


def test_a_blank_budget_or_spending_is_no_nought_to_its_parts() -> None:
    """Blank required cells are reported as blank, not as a sum that differs."""
    parts = part(2, 2, "上年结转资金", "", "60,000", "60,000")
    assert said(parts | {"项目清单!G3": "", "项目清单!H3": ""}) == [set()]


@pytest.mark.parametrize(
    ("cells", "without"),
    [
        (SPLIT, ["资金构成!年初预算（元）"]),
        (SPLIT, ["项目清单!年初预算（元）"]),
        (SPLIT | {"项目清单!F2": "?"}, []),
    ],
    ids=["parts without the column", "a list without the column", "an unreadable amount of the project"],
)
def test_parts_are_not_held_against_what_nobody_could_read(cells: dict[str, str], without: list[str]) -> None:
    """A missing column and an unreadable cell were reported by intake."""
    assert said(cells, without=without) == [set()]


@pytest.mark.parametrize(
    "quiet",
    [SPLIT | {"项目清单!H2": "?"}, SPLIT | {"资金构成!E3": "?"}, SPLIT | {"资金构成!A3": "7"}],
    ids=["an unreadable amount", "an unreadable part", "a part of an unknown project"],
)
def test_what_stops_the_parts_of_one_workbook_stops_no_other(quiet: dict[str, str]) -> None:
    """The next workbook of the night is told its fen."""
    assert said(quiet, SHORT) == [set(), SHORT_SAID]


def test_an_unreadable_amount_of_a_project_stops_the_parts_of_no_other() -> None:
    """A blank initial budget counts as nothing, one that nobody could read as nothing known."""
    cells = ("项目清单!F2", "资金构成!C2", "资金构成!C3")
    message = "“沟渠保洁经费”的年初预算是 100,000.00 元，资金构成相加是 100,001.00 元，相差 1.00 元。"
    found = said(SPLIT | {"项目清单!F2": "?"}, SPLIT | {"资金构成!C3": "1"})
    assert found == [set(), {("fund-parts", cells, message)}]


@pytest.mark.parametrize(
    "quiet",
    [LEDGER | {"支付明细!F3": "?"}, LEDGER | {"支付明细!A3": "9"}],
    ids=["an unreadable payment", "a payment of an unknown project"],
)
def test_what_stops_the_ledger_of_one_workbook_stops_no_other(quiet: dict[str, str]) -> None:
    """The next workbook of the night is told its fen."""
    assert said(quiet, OVERDRAWN) == [set(), OVERDRAWN_SAID]


@pytest.mark.parametrize(("count", "shown"), [(20, 20), (21, 0)])
def test_a_ledger_of_up_to_twenty_payments_is_shown_payment_by_payment(count: int, shown: int) -> None:
    """More cells than anybody would look through are not marked."""
    rows: dict[str, str] = payment(60, 2, "60,000")
    for row in range(2, 2 + count):
        rows |= payment(row, 1, "1")
    cells = ("项目清单!H2", *(f"支付明细!F{row}" for row in range(2, 2 + shown)))
    paid = 96_000 - count
    message = f"“沟渠保洁经费”的支出是 96,000.00 元，{count} 笔支付相加是 {count}.00 元，相差 {paid:,}.00 元。"
    assert said(rows) == [{("ledger-sum", cells, message)}]


def test_projects_without_payments_are_one_finding_with_their_money() -> None:
    """The first by name, the others by number; where it is one only, nobody else is meant."""
    both = "“沟渠保洁经费”等 2 个项目在支付明细里一笔也没有，支出合计 156,000.00 元。"
    one = "“文化活动经费”在支付明细里一笔也没有，支出合计 60,000.00 元。"
    assert said(payment(2, 9, "1"), payment(2, 1, "96,000")) == [
        {("ledger-missing", ("项目清单!H2", "项目清单!H3"), both)},
        {("ledger-missing", ("项目清单!H3",), one)},
    ]


@pytest.mark.parametrize(
    "cells",
    [
        payment(2, 1, "96,000") | payment(3, "", "5") | {"项目清单!H3": "0"},
        payment(2, 1, "96,000") | payment(3, "", "60,000") | payment(4, "", "5"),
        payment(2, "", "59,000") | payment(3, 1, "96,000") | payment(4, 8, "1,000"),
        {},
    ],
    ids=["nothing spent", "a stray payment of that amount", "stray payments that add up to it", "no ledger at all"],
)
def test_a_project_is_not_missed_in_a_ledger_that_lacks_nothing(cells: dict[str, str]) -> None:
    """What a payment without a known project explains is reported at that payment."""
    assert said(cells) == [set()]


def test_both_thresholds_are_named_where_there_is_no_ledger() -> None:
    """Each at its cell."""
    message = "填写了会议审批起点（5,000.00 元、100,000.00 元），但没有支付明细，先开会后支付的说法无法核实。"
    cells = {"基本信息!B12": "5,000", "基本信息!B13": "100,000"}
    assert said(cells, cells | LEDGER) == [{("ledger-none", ("基本信息!B12", "基本信息!B13"), message)}, set()]
