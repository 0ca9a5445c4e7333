"""The sentences about sums name the difference, whichever side is larger, and show cells a person can use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.checks.sums import CELLS_SHOWN
from tests.books_support import sound_book
from tests.checks_support import table_findings

if TYPE_CHECKING:
    from pipeline.model.findings import Finding


def _of(rule: str, changes: dict[str, str]) -> Finding:
    (finding,) = (one for one in table_findings([sound_book(changes)])[0] if one.rule.id == rule)
    return finding


def _payments(*amounts: str) -> dict[str, str]:
    cells: dict[str, str] = {}
    for at, amount in enumerate(amounts, start=2):
        for column, value in zip("ABCF", ("1", "2023-05-05", f"记-{at}", amount), strict=True):
            cells[f"支付明细!{column}{at}"] = value
    return cells


@pytest.mark.parametrize("amount", ["95,999", "96,001"])
def test_the_difference_of_payments_is_named_without_a_sign(amount: str) -> None:
    """One yuan too little or too much."""
    assert "相差 1.00 元" in _of("ledger-sum", _payments(amount)).message


@pytest.mark.parametrize("count", [CELLS_SHOWN, CELLS_SHOWN + 1])
def test_a_ledger_too_long_to_look_through_is_not_marked_cell_by_cell(count: int) -> None:
    """Twenty payments are shown, more are only counted."""
    finding = _of("ledger-sum", _payments(*["100"] * count))
    assert len(finding.cells) == 1 + (count if count <= CELLS_SHOWN else 0)
    assert f"{count} 笔支付" in finding.message


@pytest.mark.parametrize(("amount", "said"), [("100,001", "相差 1.00 元"), ("99,999", "相差 1.00 元")])
def test_the_difference_of_fund_parts_is_named_without_a_sign(amount: str, said: str) -> None:
    """Either way."""
    parts = {
        f"资金构成!{column}2": value
        for column, value in zip("ABCDE", ("1", "当年财政拨款", "100,000", amount, "96,000"), strict=True)
    }
    assert said in _of("fund-parts", parts).message


def test_a_total_that_agrees_with_the_control_total_says_so() -> None:
    """Then a row is wrong, not the sum; where they differ nothing of the kind is said."""
    both = {"基本信息!B7": "156,001", "项目清单!H4": "156,001"}
    assert "与基本信息的支出合计一致" in _of("list-total", both).message
    assert "一致" not in _of("list-total", {"项目清单!H4": "156,001"}).message
