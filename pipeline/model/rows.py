"""Rows (行): what one row of each sheet of the workbook says, as typed values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Measure:
    """A target or an actual (指标值, 完成值): `text` as shown, with its number or date where it is one."""

    text: str
    number: Decimal | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Info:
    """基本信息: None where blank or unreadable; money in fen, scores in points."""

    unit: str | None = None
    year: int | None = None
    title: str | None = None
    label: str | None = None
    cap: int | None = None
    control: int | None = None
    count: int | None = None
    score: Decimal | None = None
    preset: str | None = None
    layout: str | None = None
    office_from: int | None = None
    party_from: int | None = None
    author: str | None = None
    reviewer: str | None = None
    phone: str | None = None
    email: str | None = None
    filled_on: date | None = None

    @property
    def starts(self) -> tuple[int | None, int | None]:
        """From which amounts 行政办公会 and 党工委会 meet; neither is known where they stand the wrong way round."""
        swapped = self.office_from is not None and self.party_from is not None and self.party_from < self.office_from
        return (None, None) if swapped else (self.office_from, self.party_from)


@dataclass(frozen=True, slots=True)
class Project:
    """One row of 项目清单; amounts in fen. The 合计 row is one too, with `number` None."""

    table: ClassVar[str] = "projects"
    row: int
    number: int | None = None
    name: str | None = None
    short: str | None = None
    department: str | None = None
    funding: str | None = None
    initial: int | None = None
    budget: int | None = None
    spent: int | None = None
    adjusted_on: date | None = None
    goal: str | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of 绩效指标; `first` and `second` in their long form (产出指标); weight and points in points."""

    table: ClassVar[str] = "indicators"
    row: int
    project: int | None = None
    first: str | None = None
    second: str | None = None
    third: str | None = None
    direction: str | None = None
    target: Measure | None = None
    unit: str | None = None
    actual: Measure | None = None
    weight: Decimal | None = None
    points: Decimal | None = None
    reason: str | None = None
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One row of 报告正文; `text` as typed, tokens not yet filled in."""

    table: ClassVar[str] = "paragraphs"
    row: int
    section: str | None = None
    project: int | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One row of 资金构成; amounts in fen."""

    table: ClassVar[str] = "parts"
    row: int
    project: int | None = None
    category: str | None = None
    initial: int | None = None
    budget: int | None = None
    spent: int | None = None


@dataclass(frozen=True, slots=True)
class Payment:
    """One row of 支付明细; the amount in fen, negative for a reversal (红字冲销)."""

    table: ClassVar[str] = "payments"
    row: int
    project: int | None = None
    paid_on: date | None = None
    voucher: str | None = None
    payee: str | None = None
    purpose: str | None = None
    amount: int | None = None
    office_on: date | None = None
    party_on: date | None = None
    exempt: str | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """One row of 核实说明: a warning that a person has looked into."""

    table: ClassVar[str] = "explanations"
    row: int
    rule: str | None = None
    cell: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class SumRow:
    """A row of a table that adds up others (小计, 合计): `word` is what it calls itself, `values` fen or points."""

    table: str
    row: int
    word: str
    project: int | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


Row = Project | Indicator | Paragraph | Part | Payment | Explanation | SumRow
