"""What payments promise: meetings first, inside the year, once, and not split."""

from __future__ import annotations

import pytest

from tests.checks_support import Case, Findings, places, pooled

STARTS = {"基本信息!B12": "5,000", "基本信息!B13": "100,000", "基本信息!B6": "2,000,000"}
PAID = "支付明细!"


def ledger(*payments: dict[str, str]) -> dict[str, str]:
    """Payments of project 1 (96,000 in all) after one of project 2, by column letter; blank columns are filled in."""
    rows = [{"A": "2", "F": "60,000", "G": "2023-05-01"}, *payments]
    cells = {}
    for at, row in enumerate(rows, start=2):
        filled = {"A": "1", "B": "2023-06-15", "C": f"记-{at}", "D": f"收款单位{at}"} | row
        cells |= {f"{PAID}{column}{at}": value for column, value in filled.items()}
    return STARTS | cells


def big(**more: str) -> dict[str, str]:
    """Make a sound book in which project 1 spends its 96,000 in one payment."""
    return ledger({"F": "96,000"} | more)


PARTY = {
    "项目清单!G2": "100,000",
    "项目清单!H2": "100,000",
    "项目清单!H4": "160,000",
    "基本信息!B7": "160,000",
    "基本信息!B9": "99.25",
}

CASES = [
    Case("a payment after its meeting is left alone", big(G="2023-06-01")),
    Case("a meeting on the day of payment is in time", big(G="2023-06-15")),
    Case(
        "a payment at the start without a meeting is flagged at the amount", big(), {("meeting-missing", PAID + "F3")}
    ),
    Case(
        "a meeting after the payment is flagged at the date",
        big(G="2023-06-16"),
        {("meeting-after-payment", PAID + "B3")},
    ),
    Case(
        "a payment just at the second start needs both meetings",
        PARTY | ledger({"F": "100,000", "G": "2023-06-01"}),
        {("meeting-missing", PAID + "F3")},
    ),
    Case(
        "a payment at the second start with both meetings is left alone",
        PARTY | ledger({"F": "100,000", "G": "2023-06-01", "H": "2023-06-02"}),
    ),
    Case("a reason for no meeting is an info", big(I="工资"), {("meeting-exempted", PAID + "F3")}),
    Case("“无” is no reason for no meeting", big(I="无"), {("meeting-missing", PAID + "F3")}),
    Case("an unreadable meeting date was reported by intake", big(G="?")),
    Case("a payment below every start needs no meeting", ledger({"F": "92,000", "G": "2023-06-01"}, {"F": "4,000"})),
    Case(
        "a payment exactly at the first start needs a meeting",
        ledger({"F": "91,000", "G": "2023-06-01"}, {"F": "5,000"}),
        {("meeting-missing", PAID + "F4")},
    ),
    Case(
        "a reversal needs no meeting", ledger({"F": "106,000", "G": "2023-06-01", "H": "2023-06-01"}, {"F": "-10,000"})
    ),
    Case("without declared starts no meeting is asked for", big() | {"基本信息!B12": "", "基本信息!B13": ""}),
    Case(
        "a payment outside the year is flagged at its date",
        big(G="2023-06-01", B="2024-01-05"),
        {("payment-outside-year", PAID + "B3")},
    ),
    Case(
        "a day typed in last year is one mistake, though every meeting is later",
        big(G="2023-06-01", B="2022-06-15"),
        {("payment-outside-year", PAID + "B3")},
    ),
    Case(
        "a year beside every payment is one cause",
        big(G="2022-06-01") | {"基本信息!B3": "2022"},
        {("payment-outside-year", PAID + "B2")},
    ),
    Case("a late meeting with a reason for none is left alone", big(G="2023-07-01", I="工资")),
    Case("the last day of the year is inside", big(G="2023-06-01", B="2023-12-31")),
    Case(
        "the same payee, amount and day twice is doubted at the later one",
        ledger({"F": "48,000", "G": "2023-06-01", "D": "甲公司"}, {"F": "48,000", "G": "2023-06-01", "D": "甲公司 "}),
        {("payment-twice", PAID + "F4")},
    ),
    Case(
        "the same payee and amount on another day is left alone",
        ledger(
            {"F": "48,000", "G": "2023-06-01", "D": "甲公司"},
            {"F": "48,000", "G": "2023-06-01", "D": "甲公司", "B": "2023-08-15"},
        ),
    ),
    Case(
        "a payment taken back and booked anew is one",
        ledger(
            {"F": "48,000", "G": "2023-06-01", "D": "甲公司"},
            {"F": "-48,000", "D": "甲公司"},
            {"F": "48,000", "G": "2023-06-01", "D": "甲公司"},
            {"F": "48,000", "G": "2023-06-01"},
        ),
    ),
    Case(
        "two payments of three stand when one is taken back",
        ledger(
            {"F": "48,000", "G": "2023-06-01", "D": "甲公司"},
            {"F": "-48,000", "D": "甲公司", "B": "2023-07-01"},
            {"F": "48,000", "G": "2023-06-01", "D": "甲公司"},
            {"F": "48,000", "G": "2023-06-01", "D": "甲公司"},
        ),
        {("payment-twice", PAID + "F6")},
    ),
    Case(
        "a payment just under a start that was taken back is no part of a split",
        ledger(
            {"F": "91,100", "G": "2023-06-01"},
            {"F": "4,900", "D": "乙公司"},
            {"F": "-4,900", "D": "乙公司", "B": "2023-06-16"},
            {"F": "4,900", "D": "乙公司", "B": "2023-06-17"},
        ),
    ),
    Case(
        "payments just under a start within a week are doubted",
        ledger(
            {"F": "86,100", "G": "2023-06-01"},
            {"F": "4,900", "D": "乙公司"},
            {"F": "5,000", "D": "乙公司", "I": "水电费"},
        )
        | {PAID + "F5": "4,999.99", PAID + "B5": "2023-06-20", PAID + "I5": "", PAID + "F3": "86,100.01"},
        {("payment-split", PAID + "F4")},
    ),
    Case(
        "payments just under a start within days are told, one months later is none of them",
        ledger(
            {"F": "76,390", "G": "2023-06-01"},
            {"F": "4,900", "D": "乙公司"},
            {"F": "4,910", "D": "乙公司"},
            {"F": "4,900", "D": "乙公司", "B": "2023-09-15"},
            {"F": "4,900", "D": "丙公司"},
        ),
        {("payment-split", PAID + "F4")},
    ),
    Case(
        "payments just under a start months apart are left alone",
        ledger(
            {"F": "86,200", "G": "2023-06-01"},
            {"F": "4,900", "D": "乙公司"},
            {"F": "4,900", "D": "乙公司", "B": "2023-09-15"},
        ),
    ),
    Case(
        "payments far under a start are left alone",
        ledger(
            {"F": "90,000", "G": "2023-06-01"},
            {"F": "3,000", "D": "乙公司"},
            {"F": "3,000", "D": "乙公司", "B": "2023-06-16"},
        ),
    ),
    Case(
        "payments just under the second start are doubted",
        PARTY
        | {
            "项目清单!F2": "180,000",
            "项目清单!F4": "180,000",
            "项目清单!G2": "180,000",
            "项目清单!H2": "180,000",
            "项目清单!G4": "240,000",
            "项目清单!H4": "240,000",
            "基本信息!B7": "240,000",
        }
        | ledger(
            {"F": "90,000", "G": "2023-06-01", "D": "乙公司"},
            {"F": "90,000", "G": "2023-06-01", "D": "乙公司", "B": "2023-06-18"},
        ),
        {("payment-split", PAID + "F3")},
    ),
    Case(
        "a blank voucher and a blank date are flagged",
        big(G="2023-06-01", C="", B=""),
        {("payments-voucher-blank", PAID + "C3"), ("payments-paid-on-blank", PAID + "B3")},
    ),
]


@pytest.fixture(scope="module")
def found() -> Findings:
    """All cases of this file, checked in one pool."""
    return pooled(CASES)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_payments(case: Case, found: Findings) -> None:
    """Each sentence holds to the cell."""
    assert places(found[case.sentence]) == case.finds


def test_meeting_message(found: Findings) -> None:
    """A missing meeting is named with the amount and the start that asks for it."""
    (finding,) = found["a payment just at the second start needs both meetings"]
    assert "党工委会日期" in finding.message
    assert "行政办公会日期" not in finding.message
    assert "100,000.00 元" in finding.message
    assert [cell.ref for cell in finding.cells] == ["F3", "H3"]
