"""Indicators (绩效指标) for the next year: what is measured stays, what was reached is shown beside it only."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.intake.blank.extras import Tone
from pipeline.model import money
from pipeline.model.contract import QUALITATIVE
from pipeline.rollover.wording import renew

if TYPE_CHECKING:
    from pipeline.intake.blank.formulas import Value
    from pipeline.model.book import Book, Indicator, Measure
    from pipeline.rollover.draft import Draft, Row


def typed_number(number: Decimal) -> int | Decimal:
    """Give a number as a spreadsheet keeps it."""
    return int(number) if number == number.to_integral_value() else number


def typed_measure(measure: Measure | None) -> Value:
    """Give a target or an actual as it is typed: a date, a number, or words."""
    if measure is None:
        return None
    if measure.day:
        return measure.day
    return measure.text if measure.number is None else typed_number(measure.number)


def _target(row: Indicator, year: int | None) -> tuple[Value, Tone, str]:
    """Give the target for the new year, and what to do about it."""
    target = row.target
    if target is None:
        return None, Tone.FILL, ""
    last = f"上年指标值：{target.text}"
    if target.day:
        return None, Tone.FILL, f"{last}。请填今年的日期。"
    if row.direction == QUALITATIVE or target.number is None:
        renewed = renew(target.text, year)
        return renewed.text, Tone.FILL if renewed.open else Tone.LOOK, last
    return typed_measure(target), Tone.LOOK, f"{last}。请按今年的批复核对。"


def _carry(row: Indicator, year: int | None, draft: Draft) -> None:
    target, tone, note = _target(row, year)
    third, evidence = renew(row.third or "", year), renew(row.evidence or "", year)
    weight = None if row.weight is None else typed_number(row.weight)
    carried: Row = {key: getattr(row, key) for key in ("project", "first", "second", "direction", "unit")}
    carried |= {"third": third.text or None, "evidence": evidence.text or None, "target": target, "weight": weight}
    at = draft.add("indicators", carried)
    draft.mark("indicators", at, "target", tone, note)
    for key, renewed, last in (("third", third, row.third), ("evidence", evidence, row.evidence)):
        if renewed.open:
            draft.mark("indicators", at, key, Tone.FILL, f"上年：{last}")
    actual = f"上年完成值：{row.actual.text}" if row.actual else ""
    draft.mark("indicators", at, "actual", Tone.FILL, actual)
    points = "" if row.points is None else f"上年得分：{money.plain(row.points)}"
    draft.mark("indicators", at, "points", Tone.FILL, points)


def carry_indicators(book: Book, draft: Draft) -> None:
    """Carry every indicator; 完成值, 得分 and the reasons are this year's."""
    for row in book.indicators:
        _carry(row, book.info.year, draft)
