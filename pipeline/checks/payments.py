"""Payments (支付明细) taken together: the same one twice, and one split so that it needs no meeting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.checks.facts import explains_nothing, folded
from pipeline.model.findings import Finding, rule
from pipeline.model.money import yuan_text
from pipeline.model.policy import policy

if TYPE_CHECKING:
    from pipeline.model.book import Book, Payment


def standing(book: Book) -> list[Payment]:
    """List the payments that no reversal (红字冲销) took back; one of equal payee and amount takes back one."""
    reversals = Counter(
        (folded(payment.payee), -payment.amount)
        for payment in book.payments
        if payment.payee and payment.amount and payment.amount < 0
    )
    standing = []
    for payment in book.payments:
        key = folded(payment.payee or ""), payment.amount or 0
        if reversals[key]:
            reversals[key] -= 1
        elif key[1] > 0:
            standing.append(payment)
    return standing


@rule(
    "同日同额支付两次",
    "warning",
    source="rules payments",
    fix="请核对凭证，确认不是重复支付或重复登记；不是的，写核实说明。",
)
def payment_twice(book: Book) -> Iterator[Finding]:
    """同一收款人同一天同一金额的支付只有一笔。"""
    alike: dict[tuple[str, int, date], list[Payment]] = {}
    for payment in standing(book):
        if payment.payee and payment.amount and payment.paid_on:
            alike.setdefault((folded(payment.payee), payment.amount, payment.paid_on), []).append(payment)
    for (_, amount, paid_on), payments in alike.items():
        if len(payments) > 1:
            yield payment_twice.at(
                *(book.cell(payment, "amount") for payment in reversed(payments)),
                found=f"{len(payments)} 笔 {yuan_text(amount)} 元",
                expected="一笔",
                message=f"{paid_on.isoformat()} 向“{payments[0].payee}”支付了 {len(payments)} 笔 "
                f"{yuan_text(amount)} 元，可能重复。",
            )


def _starts(book: Book) -> list[int]:
    """List the declared thresholds, highest first."""
    return sorted({start for start in book.info.starts if start}, reverse=True)


def _just_under(book: Book, start: int, lower: int) -> dict[str, list[Payment]]:
    """Group by payee the payments just under a threshold; what reaches the next one below is a case of its own."""
    least = max(Fraction(policy().checks.split_share) * start, Fraction(lower))
    groups: dict[str, list[Payment]] = {}
    for payment in standing(book):
        held = payment.party_on if lower else payment.office_on
        unmet = held is None and explains_nothing(payment.exempt)
        if payment.payee and payment.paid_on and payment.amount and unmet and least <= payment.amount < start:
            groups.setdefault(folded(payment.payee), []).append(payment)
    return groups


def _runs(payments: Sequence[Payment]) -> Iterator[list[Payment]]:
    """Cut payments, sorted by day, into runs whose first and last are few days apart; runs of one are left out."""
    run: list[Payment] = []
    for payment in sorted(payments, key=lambda each: (each.paid_on or date.min, each.row)):
        first = run[0].paid_on if run else None
        if first and payment.paid_on and (payment.paid_on - first).days > policy().checks.split_days:
            if len(run) > 1:
                yield run
            run = []
        run.append(payment)
    if len(run) > 1:
        yield run


@rule(
    "疑似拆分支付",
    "warning",
    source="rules payments",
    fix="请核对是不是同一笔事项分几次支付；是的，应按合计数履行审批。",
)
def payment_split(book: Book) -> Iterator[Finding]:
    """几天之内向同一收款人支付几笔略低于审批起点的款，合计达到起点的，要说明不是拆分。"""
    starts = _starts(book)
    for start, lower in zip(starts, [*starts, 0][1:], strict=True):
        for payments in _just_under(book, start, lower).values():
            for run in _runs(payments):
                money = sum(payment.amount or 0 for payment in run)
                yield payment_split.at(
                    *(book.cell(payment, "amount") for payment in run),
                    found=f"{len(run)} 笔，合计 {yuan_text(money)} 元",
                    expected=f"合计达到 {yuan_text(start)} 元的按起点审批",
                    message=f"几天之内向“{run[0].payee}”支付了 {len(run)} 笔，"
                    f"每笔都略低于审批起点 {yuan_text(start)} 元，合计 {yuan_text(money)} 元。",
                )
