"""An amount of 项目清单 that all other places contradict alike is one mistake, told once at its cell."""

from __future__ import annotations

import pytest

from pipeline.checks.run_checks import check
from tests.books_support import SOUND, make_book

SPENT, BUDGET = "项目清单!H2", "项目清单!G2"
PAYMENTS = """
    | 项目序号 | 支付日期 | 凭证号 | 收款人 | 金额（元） |
    |---|---|---|---|---|
    | 1 | 2023-06-15 | 6-12 | 清源保洁公司 | 90,000 |
    | 1 | 2023-12-11 | 12-31 | 清源保洁公司 | 6,000 |
    | 2 | 2023-09-20 | 9-7 | 文化服务中心 | 60,000 |
"""
PARTS = """
    | 项目序号 | 资金类别 | 年初预算（元） | 全年预算（元） | 全年执行（元） |
    |---|---|---|---|---|
    | 1 | 当年财政拨款 | 100,000 | 100,000 | 96,000 |
"""
TEXT = "沟渠保洁经费支出9.6万元。"
MONEY = {
    *("amount-alone", "list-total", "control-total", "ledger-sum", "fund-parts", "over-budget"),
    *("prose-amount", "prose-near", "part-over-budget"),
}


def told(changes: dict[str, str], *, ledger: bool = True, parts: bool = True) -> list[tuple[str, str]]:
    """Give rule and first cell of what is said of amounts in the sound book with payments, parts and a text."""
    tables = SOUND | ({"支付明细": PAYMENTS} if ledger else {}) | ({"资金构成": PARTS} if parts else {})
    made = make_book(tables, {"报告正文!C3": TEXT} | changes)
    return [(it.rule.id, it.cells[0].address) for it in check([made])[0].findings if it.rule.id in MONEY]


@pytest.mark.parametrize("typed", ["69,000", "96,000.01", "960,000"])
@pytest.mark.parametrize(("ledger", "parts"), [(True, True), (True, False), (False, True), (False, False)])
def test_a_mistyped_spending_is_told_once(typed: str, *, ledger: bool, parts: bool) -> None:
    """Payments, parts, 合计, 支出合计 and text agree, or as many of them as there are; over the budget or not."""
    alone = ledger or parts or typed != "96,000.01"  # which 9.6万元 does not contradict
    expected = [("amount-alone", SPENT)] if alone else [("list-total", "项目清单!H4")]
    assert told({SPENT: typed}, ledger=ledger, parts=parts) == expected


@pytest.mark.parametrize("cell", [BUDGET, "项目清单!F2"])
def test_a_mistyped_budget_is_told_once(cell: str) -> None:
    """Parts and 合计 agree; another project's 年初预算 may be blank."""
    assert told({cell: "190,000"}) == [("amount-alone", cell)]


@pytest.mark.parametrize(
    "changes",
    [
        {"支付明细!F3": "?"},
        {"资金构成!E2": "?"},
        {"资金构成!A3": "1", "资金构成!B3": "其他资金"},
        {"项目清单!F2": "?", "资金构成!C2": "?"},
    ],
    ids=["an unread payment", "an unread part", "a blank part", "unread amounts of another column"],
)
def test_a_mistyped_spending_is_told_once_whatever_else_is_not_known(changes: dict[str, str]) -> None:
    """What nobody could read says nothing; a blank part is nothing."""
    assert told({SPENT: "69,000"} | changes) == [("amount-alone", SPENT)]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"项目清单!H4": "165,000"}, [("list-total", "项目清单!H4")]),
        ({"支付明细!F2": "9,000"}, [("ledger-sum", SPENT)]),
        ({BUDGET: "190,000", "项目清单!G3": ""}, [("fund-parts", BUDGET)]),
        ({SPENT: "?", "支付明细!F2": "9,000"}, []),
        (
            {SPENT: "69,000", "项目清单!H4": "129,000"},
            [
                ("control-total", "基本信息!B7"),
                ("prose-amount", "报告正文!C3"),
                ("fund-parts", SPENT),
                ("ledger-sum", SPENT),
            ],
        ),
        (
            {SPENT: "69,000", "支付明细!F2": "63,000"},
            [("prose-amount", "报告正文!C3"), ("fund-parts", SPENT), ("list-total", "项目清单!H4")],
        ),
        (
            {SPENT: "69,000", "报告正文!C3": "沟渠保洁经费支出9.5万元。"},
            [("amount-alone", SPENT), ("prose-amount", "报告正文!C3")],
        ),
    ],
)
def test_places_that_do_not_agree_are_each_told(changes: dict[str, str], expected: list[tuple[str, str]]) -> None:
    """Where one of them holds what the list says, nobody knows which is wrong."""
    assert sorted(told(changes)) == sorted(expected)


def test_the_finding_names_the_places_and_the_amount() -> None:
    """And all cells concerned."""
    tables = SOUND | {"支付明细": PAYMENTS, "资金构成": PARTS}
    found = check([make_book(tables, {"报告正文!C3": TEXT, SPENT: "69,000"})])[0].findings
    (one,) = (it for it in found if it.rule.id == "amount-alone")
    assert one.message == (
        "“沟渠保洁经费”的支出填的是 69,000.00 元，而按支付明细、资金构成、合计行、支出合计、正文都应是 96,000.00 元，"
        "多半是这一格填错。"
    )
    assert {cell.address for cell in one.cells} == {
        *(SPENT, "项目清单!H4", "基本信息!B7", "支付明细!F2", "支付明细!F3", "资金构成!E2", "报告正文!C3"),
    }
