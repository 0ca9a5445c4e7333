"""Mistakes in 资金构成 and 支付明细."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from tests.faults.kinds import Kind, critical, number, pick, project_of, shifted, typed_in, warning
from tests.faults.typed import Broken, Formula

if TYPE_CHECKING:
    from pipeline.model.cells import Cell
    from tests.faults.typed import Row, Typed

FEN = Decimal("0.01")


@critical("fund-parts")
def fund_part_off(typed: Typed, dice: random.Random) -> Cell | None:
    """One fund row a fen off its project."""
    row, key = pick(typed, dice, "parts"), dice.choice(["budget", "spent"])
    if row is None:
        return None
    row[key] = shifted(row[key], FEN if key == "budget" else -FEN)
    return None if number(row[key]) < 0 else typed["projects"].cell(project_of(typed, row), key)


@warning("part-repeated")
def category_twice(typed: Typed, dice: random.Random) -> Cell | None:
    """Both rows of a project under one category."""
    row = pick(typed, dice, "parts")
    if row is None:
        return None
    own = [one for one in typed.real("parts") if number(one["project"]) == number(row["project"])]
    own[-1]["category"] = own[0]["category"]
    project_of(typed, row)["funding"] = own[0]["category"]
    return typed["parts"].cell(own[-1], "category")


@warning("part-over-budget")
def part_over_its_budget(typed: Typed, dice: random.Random) -> Cell | None:
    """More of one kind of money spent than there was, the sum still right."""
    row = pick(typed, dice, "parts", lambda row: number(project_of(typed, row)["spent"]) > number(row["budget"]))
    if row is None:
        return None
    own = [one for one in typed.real("parts") if number(one["project"]) == number(row["project"])]
    for one in own:
        one["spent"] = number(project_of(typed, row)["spent"]) if one is row else 0
    return typed["parts"].cell(row, "spent")


@critical("project-unknown")
def part_of_no_project(typed: Typed, dice: random.Random) -> Cell | None:
    """项目序号 that the list does not have."""
    row = pick(typed, dice, "parts")
    if row is None:
        return None
    row["project"] = 97
    return typed["parts"].cell(row, "project")


@critical("ledger-sum")
def payment_off(typed: Typed, dice: random.Random) -> Cell | None:
    """One payment a fen off; the project's 支出 is where to look."""
    row = pick(typed, dice, "payments", lambda row: number(row["amount"]) > 1 and number(row["amount"]) % 5_000 != 0)
    if row is None:
        return None
    row["amount"] = shifted(row["amount"], dice.choice([-FEN, FEN]))
    return typed["projects"].cell(project_of(typed, row), "spent")


@warning("ledger-missing")
def project_without_payments(typed: Typed, dice: random.Random) -> Cell | None:
    """Leave one project out of the ledger."""
    row = pick(typed, dice, "payments")
    if row is None:
        return None
    left = [one for one in typed.real("payments") if number(one["project"]) != number(row["project"])]
    owner = project_of(typed, row)
    typed["payments"].rows = left
    return typed["projects"].cell(owner, "spent") if left else None


@critical("payment-outside-year")
def paid_in_another_year(typed: Typed, dice: random.Random) -> Cell | None:
    """Date a payment in the next January."""
    row = pick(typed, dice, "payments")
    if row is None:
        return None
    row["paid_on"] = date(int(number(typed.info["year"])) + 1, 1, 4)
    return typed["payments"].cell(row, "paid_on")


def _bound(typed: Typed, row: Row) -> bool:
    """Tell whether a payment needed a meeting of the office."""
    start = typed.info.get("office_from")
    return start is not None and number(row["amount"]) >= number(start) and not row.get("exempt")


@critical("meeting-missing")
def meeting_not_dated(typed: Typed, dice: random.Random) -> Cell | None:
    """Leave out the meeting of a payment above the threshold."""
    row = pick(typed, dice, "payments", lambda row: _bound(typed, row))
    if row is None:
        return None
    row["office_on"] = None
    return typed["payments"].cell(row, "amount")


@critical("meeting-after-payment")
def meeting_after_the_payment(typed: Typed, dice: random.Random) -> Cell | None:
    """Paid first, decided later."""
    row = pick(typed, dice, "payments", lambda row: _bound(typed, row) and isinstance(row["paid_on"], date))
    if row is None or not isinstance(row["paid_on"], date):
        return None
    row["office_on"] = row["paid_on"] + timedelta(days=1)
    return typed["payments"].cell(row, "paid_on")


@critical("project-unknown")
def payment_of_no_project(typed: Typed, dice: random.Random) -> Cell | None:
    """项目序号 that the list does not have."""
    row = pick(typed, dice, "payments")
    if row is None:
        return None
    row["project"] = 97
    return typed["payments"].cell(row, "project")


@warning("payment-twice")
def payment_entered_twice(typed: Typed, dice: random.Random) -> Cell | None:
    """Two payments alike in payee, day and amount; the sum still right."""
    row = pick(typed, dice, "payments", lambda row: number(row["amount"]) > 10 and number(row["amount"]) * 50 % 1 == 0)
    if row is None:
        return None
    row["amount"] = shifted(0, number(row["amount"]) / 2)
    again = dict(row)
    page = typed["payments"]
    page.rows.append(again)
    return page.cell(again, "amount")


KINDS: tuple[Kind, ...] = (
    fund_part_off,
    category_twice,
    part_over_its_budget,
    part_of_no_project,
    payment_off,
    project_without_payments,
    paid_in_another_year,
    meeting_not_dated,
    meeting_after_the_payment,
    payment_of_no_project,
    payment_entered_twice,
    typed_in("choice-unknown", "critical", "parts.category", "银行贷款", "unknown"),
    typed_in("parts-category-blank", "critical", "parts.category", None, "blank"),
    typed_in("parts-project-blank", "critical", "parts.project", None, "blank"),
    typed_in("amount-in-words", "critical", "parts.budget", "34万元", "in 万元"),
    typed_in("cell-error", "critical", "parts.spent", Broken("#REF!"), "an error value"),
    typed_in("payments-project-blank", "critical", "payments.project", None, "blank"),
    typed_in("payments-paid-on-blank", "critical", "payments.paid_on", None, "blank"),
    typed_in("payments-voucher-blank", "critical", "payments.voucher", None, "blank"),
    typed_in("payments-amount-blank", "critical", "payments.amount", None, "blank"),
    typed_in("date-unreadable", "critical", "payments.paid_on", "2023-02-30", "impossible"),
    typed_in("date-unreadable", "critical", "payments.paid_on", "年底前后", "in words"),
    typed_in("amount-unreadable", "critical", "payments.amount", "见发票", "in words"),
    typed_in("amount-decimals", "critical", "payments.amount", Decimal("99.999"), "with three decimals"),
    typed_in("formula-uncached", "critical", "payments.amount", Formula("F2+1", None), "never calculated"),
)
