"""What must agree to the fen between rows, totals, parts and payments."""

from __future__ import annotations

import pytest

from tests.checks_support import Case, Findings, places, pooled

UNKNOWN = "project-unknown"


def part(row: int, project: object, category: str, *amounts: str) -> dict[str, str]:
    """One row of 资金构成: 年初预算, 全年预算, 全年执行."""
    return {
        f"资金构成!{column}{row}": str(value)
        for column, value in zip("ABCDE", (project, category, *amounts), strict=True)
    }


def payment(row: int, project: object, amount: str, **more: str) -> dict[str, str]:
    """One row of 支付明细, voucher and payee of its own; `more` by column letter."""
    cells = {"A": str(project), "B": "2023-06-15", "C": f"记-{row}", "D": f"收款单位{row}", "F": amount} | more
    return {f"支付明细!{column}{row}": value for column, value in cells.items()}


PARTS = part(2, 1, "当年财政拨款", "100,000", "70,000", "66,000") | part(3, 1, "其他资金", "", "30,000", "30,000")
SPLIT = PARTS | {"项目清单!E2": "当年财政拨款、其他资金"}
LEDGER = payment(2, 1, "90,000.01") | payment(3, 1, "5,999.99") | payment(4, 2, "61,000") | payment(5, 2, "-1,000")

CASES = [
    Case(
        "several kinds of money are held to no split while the list has no numbers",
        {"项目清单!E2": "当年财政拨款、其他资金"},
        without=["项目清单!序号"],
    ),
    Case(
        "a kind of money typed twice is reported there, not at 资金来源 again",
        SPLIT | {"资金构成!B3": "当年财政拨款"},
        {("part-repeated", "资金构成!B3")},
    ),
    Case(
        "an empty list was reported by intake, no total and no reference follows",
        {f"项目清单!{column}{row}": "" for row in (2, 3) for column in "ABEFGHJK"},
    ),
    Case(
        "no indicator at all was reported by intake",
        {f"绩效指标!{column}{row}": "" for row in range(2, 14) for column in "ABCDEFGHIJKL"},
    ),
    Case("a missing column of project numbers was reported by intake", {}, without=["绩效指标!项目序号"]),
    Case("payments without a column of project numbers were reported by intake", LEDGER, without=["支付明细!项目序号"]),
    Case(
        "a wrong total of spending is flagged at the 合计 cell",
        {"项目清单!H4": "156,000.01"},
        {("list-total", "项目清单!H4")},
    ),
    Case(
        "a wrong total of budgets is flagged at its cell", {"项目清单!G4": "160,001"}, {("list-total", "项目清单!G4")}
    ),
    Case(
        "a wrong total of initial budgets is flagged at its cell",
        {"项目清单!F4": "99,999.99"},
        {("list-total", "项目清单!F4")},
    ),
    Case(
        "a wrong control total is flagged at 支出合计",
        {"基本信息!B7": "155,999.99"},
        {("control-total", "基本信息!B7")},
    ),
    Case(
        "both totals wrong in two ways are two findings",
        {"项目清单!H4": "1", "基本信息!B7": "2"},
        {("list-total", "项目清单!H4"), ("control-total", "基本信息!B7")},
    ),
    Case(
        "both totals wrong in one way have one cause",
        {"项目清单!H4": "157,000", "基本信息!B7": "157,000"},
        {("list-total", "项目清单!H4")},
    ),
    Case(
        "no 合计 row leaves the control total",
        {"项目清单!A4": "", "项目清单!F4": "", "项目清单!G4": "", "项目清单!H4": "", "基本信息!B7": "1"},
        {("control-total", "基本信息!B7")},
    ),
    Case(
        "an unreadable amount stops only the sums it is in",
        {"项目清单!H2": "?", "项目清单!H4": "1", "项目清单!G4": "2"},
        {("list-total", "项目清单!G4")},
    ),
    Case("an unreadable initial budget is not counted as nothing", {"项目清单!F2": "?"}),
    Case("a blank total is a reminder", {"项目清单!H4": ""}, {("total-blank", "项目清单!H4")}),
    Case("so is one of initial budgets", {"项目清单!F4": ""}, {("total-blank", "项目清单!F4")}),
    Case("without initial budgets their total may be blank", {f"项目清单!F{row}": "" for row in (2, 3, 4)}),
    Case("nor is it missed where they are zero", {"项目清单!F2": "", "项目清单!F3": "0", "项目清单!F4": ""}),
    Case("an unreadable total was reported by intake", {"项目清单!H4": "?"}),
    Case("a wrong count is flagged", {"基本信息!B8": "3"}, {("project-count", "基本信息!B8")}),
    Case("no declared count is left alone", {"基本信息!B8": ""}),
    Case("parts that sum up are left alone", SPLIT),
    Case(
        "parts short by a fen are flagged at the project",
        SPLIT | {"资金构成!E3": "29,999.99"},
        {("fund-parts", "项目清单!H2")},
    ),
    Case(
        "each column of parts is held against its own",
        SPLIT | {"资金构成!C3": "1", "资金构成!D3": "30,001"},
        {("fund-parts", "项目清单!F2"), ("fund-parts", "项目清单!G2")},
    ),
    Case("an unreadable part stops its column", SPLIT | {"资金构成!E3": "?"}),
    Case(
        "a part beyond its budget is doubted",
        SPLIT | {"资金构成!E2": "65,000", "资金构成!E3": "31,000"},
        {("part-over-budget", "资金构成!E3")},
    ),
    Case(
        "a part of an unknown project is flagged there, not at the project it came from",
        SPLIT | {"资金构成!A3": "7"},
        {(UNKNOWN, "资金构成!A3")},
    ),
    Case(
        "a category twice is doubted at the later row",
        SPLIT | part(4, 1, "其他资金", "", "", ""),
        {("part-repeated", "资金构成!B4")},
    ),
    Case("fundings other than those of the parts are doubted", PARTS, {("funding-conflict", "项目清单!E2")}),
    Case("a blank category is flagged once", SPLIT | {"资金构成!B3": ""}, {("parts-category-blank", "资金构成!B3")}),
    Case("a ledger that sums up is left alone, reversals included", LEDGER),
    Case(
        "a ledger short by a fen is flagged at the spending",
        LEDGER | {"支付明细!F3": "5,999.98"},
        {("ledger-sum", "项目清单!H2")},
    ),
    Case("an unreadable payment stops the sum of its project", LEDGER | {"支付明细!F3": "?"}),
    Case("a blank payment is flagged once", LEDGER | {"支付明细!F3": ""}, {("payments-amount-blank", "支付明细!F3")}),
    Case(
        "a payment of an unknown project is flagged there, not at the project it came from",
        LEDGER | {"支付明细!A3": "9"},
        {(UNKNOWN, "支付明细!A3")},
    ),
    Case(
        "a payment without a project is flagged there, not at the project it came from",
        LEDGER | {"支付明细!A3": ""},
        {("payments-project-blank", "支付明细!A3")},
    ),
    Case(
        "a project without payments in a filled ledger is doubted",
        payment(2, 1, "96,000"),
        {("ledger-missing", "项目清单!H3")},
    ),
    Case(
        "thresholds without a ledger are told to be unproven",
        {"基本信息!B12": "5,000"},
        {("ledger-none", "基本信息!B12")},
    ),
    Case(
        "an unknown project of indicators is one finding for all its rows",
        {f"绩效指标!A{row}": "8" for row in range(8, 14)},
        {(UNKNOWN, "绩效指标!A8")},
    ),
    Case("an unknown project of a paragraph is flagged", {"报告正文!B4": "3"}, {(UNKNOWN, "报告正文!B4")}),
    Case(
        "a gap in the numbers is a reminder",
        {"项目清单!A3": "3"} | {f"绩效指标!A{row}": "3" for row in range(8, 14)} | {"报告正文!B4": "3"},
        {("number-gap", "项目清单!A3")},
    ),
    Case(
        "a number mistyped in the list alone is one mistake there",
        {"项目清单!A3": "3"},
        {(UNKNOWN, "项目清单!A3")},
    ),
    Case(
        "numbers in another order are left alone",
        {"项目清单!A2": "2", "项目清单!A3": "1"}
        | {f"绩效指标!A{row}": "2" if row < 8 else "1" for row in range(2, 14)},
    ),
    Case(
        "one name with one funding twice is flagged at the later row",
        {"项目清单!B3": "沟渠保洁 经费", "项目清单!E3": ""},
        {("name-repeated", "项目清单!B3")},
    ),
    Case("one name with two fundings is an info", {"项目清单!B3": "沟渠保洁经费"}, {("name-shared", "项目清单!B3")}),
    Case(
        "a short name of two projects is flagged at the later one",
        {"项目清单!C2": "保洁项目", "项目清单!C3": "保洁 项目"},
        {("short-shared", "项目清单!C3")},
    ),
    Case(
        "a short name that is another project's name is flagged where it is short",
        {"项目清单!C2": "文化活动经费"},
        {("short-shared", "项目清单!C2")},
    ),
    Case(
        "one project in two rows may have one short name, and a project its own name",
        {"项目清单!B3": "沟渠保洁经费", "项目清单!C2": "保洁项目", "项目清单!C3": "保洁项目"},
        {("name-shared", "项目清单!B3")},
    ),
    Case("a project may be called by its own name", {"项目清单!C2": "沟渠保洁经费"}),
    Case(
        "no indicators of a project are flagged at its number",
        {f"绩效指标!{column}{row}": "" for row in range(8, 14) for column in "ABCDEFGHIJKL"},
        {("project-without-indicators", "项目清单!A3")},
    ),
]


@pytest.fixture(scope="module")
def found() -> Findings:
    """All cases of this file, checked in one pool."""
    return pooled(CASES)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_reconcile(case: Case, found: Findings) -> None:
    """Each sentence holds to the cell."""
    assert places(found[case.sentence]) == case.finds


def test_message_shows_numbers(found: Findings) -> None:
    """A mismatch shows both numbers and their difference."""
    (finding,) = found["a wrong total of spending is flagged at the 合计 cell"]
    assert "156,000.01 元" in finding.message
    assert "156,000.00 元" in finding.message
    assert "多 0.01 元" in finding.message


def test_one_cause_names_both_totals(found: Findings) -> None:
    """Where both totals agree against the rows, the one finding names both cells."""
    (finding,) = found["both totals wrong in one way have one cause"]
    assert [cell.address for cell in finding.cells] == ["项目清单!H4", "基本信息!B7"]
