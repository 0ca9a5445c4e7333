"""Facts of payments (支付明细): the columns that expectations look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checks.facts import BookFacts, explains_nothing
from pipeline.model.money import yuan_text

if TYPE_CHECKING:
    from pipeline.model.book import Payment

PAYMENT_COLUMNS = {
    "project": "number",
    "paid_on": "text",
    "voucher": "text",
    "amount": "number",
    "paid_year": "number",
    "year": "number",
    "meetings_missing": "text",
    "meetings_late": "text",
    "meeting_fields": "text",
    "starts": "text",
    "exempted": "text",
    "year_group": "text",
}


class _Meetings:
    """The meetings that a payment needs: headings it lacks, dates that lie after it, and the fields concerned."""

    def __init__(self, facts: BookFacts, payment: Payment) -> None:
        """Look at one payment."""
        amount, (office_from, party_from) = payment.amount, facts.book.info.starts
        stray = payment.paid_on is not None and facts.paid_beside_year(payment.paid_on)
        self.missing: list[str] = []
        self.late: list[str] = []
        self.fields: list[str] = []
        self.starts: list[str] = []
        for name, key, held_on, start in (
            ("行政办公会", "office_on", payment.office_on, office_from),
            ("党工委会", "party_on", payment.party_on, party_from),
        ):
            if amount is None or start is None or amount < start or facts.unread(payment, key, "exempt"):
                continue
            if held_on is None:
                self.missing.append(f"{name}日期")
            elif payment.paid_on is not None and held_on > payment.paid_on and not stray:
                self.late.append(f"{name}日期 {held_on.isoformat()}")
            else:
                continue
            self.fields.append(key)
            self.starts.append(f"{name} {yuan_text(start)} 元")


def payment_facts(facts: BookFacts, payment: Payment) -> tuple[object, ...]:
    """One row of 支付明细."""
    meetings = _Meetings(facts, payment)
    missing = "、".join(meetings.missing) or None
    exempt = None if explains_nothing(payment.exempt) else payment.exempt
    return (
        payment.project,
        payment.paid_on.isoformat() if payment.paid_on else None,
        payment.voucher,
        payment.amount,
        payment.paid_on.year if payment.paid_on else None,
        facts.book.info.year,
        None if exempt else missing,
        None if exempt else "、".join(meetings.late) or None,
        " ".join(meetings.fields),
        "、".join(meetings.starts),
        exempt if missing else None,
        "year" if facts.year_beside_all else str(payment.row),
    )
