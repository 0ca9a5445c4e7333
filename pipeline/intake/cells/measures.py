"""Measures (指标值与完成值): a number, a day or words, read with an eye to the other cells of the row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from pipeline.intake.cells import faults
from pipeline.intake.cells.choices import direction
from pipeline.intake.cells.dates import deadline_in
from pipeline.intake.cells.faults import Fault, Reading, day_text, excerpt
from pipeline.intake.cells.numerals import percent_number, plain_number
from pipeline.intake.cells.values import number_of
from pipeline.intake.fold import fold, is_blank, squeeze
from pipeline.model.book import Measure
from pipeline.model.contract import QUALITATIVE, TIERS
from pipeline.model.money import plain

if TYPE_CHECKING:
    from pipeline.intake.raw import Scalar

_NUMBER_AND_UNIT = re.compile(r"([+-]?[0-9][0-9,.]*)(\D{1,6})")
_OPERATOR = re.compile(r"(>=|=>|<=|=<|[≥≧⩾≤≦⩽<>=]|[^0-9.+-]{2,5})(.+)")
_NO_UNIT = re.compile(r"^[元万亿月]|[完达已约余多%‰]|以[上下内前]|左右|[前底]$")  # amounts, months and words


@dataclass(frozen=True, slots=True)
class Row:
    """What the other cells of an indicator say; its unit may stand behind the number where the cell is blank."""

    heading: str
    direction: str | None = None
    unit: str = ""
    year: int | None = None
    is_actual: bool = False


def unit_behind(value: Scalar) -> str:
    """Give the unit typed behind a number (14个): it stands in for a blank 计量单位."""
    found = _NUMBER_AND_UNIT.fullmatch(squeeze(value)) if isinstance(value, str) else None
    return "" if found is None or _NO_UNIT.search(found[2]) else found[2]


def common_unit(unit: Scalar, target: Scalar, actual: Scalar) -> str:
    """Give the unit of a row; where its cell is blank, the only one that target and actual carry themselves."""
    if isinstance(unit, str) and not is_blank(unit):
        return squeeze(unit)
    behind = {found for found in map(unit_behind, (target, actual)) if found}
    return behind.pop() if len(behind) == 1 else ""


def _after_operator(text: str, row: Row) -> str:
    """Drop an operator that only repeats the row's own direction before a target (≥90 under ≥)."""
    found = None if row.is_actual else _OPERATOR.fullmatch(text)
    return found[2] if found and row.direction and direction(found[1]) == row.direction else text


def _of_text(value: str, row: Row) -> Reading:
    typed = value.strip()
    if row.direction == QUALITATIVE:
        tiers = {fold(tier): tier for tier in TIERS} if row.is_actual else {}
        return Reading(Measure(tiers.get(fold(typed), typed), plain_number(typed)))
    text = _after_operator(squeeze(value), row)
    number = percent_number(text)
    if number is None and row.unit:
        number = plain_number(text.removesuffix(row.unit))
    number = plain_number(text) if number is None else number
    if number is not None:
        return Reading(Measure(typed, number), faults.as_text(row.heading, excerpt(value), number))
    return Reading(Measure(typed, None, deadline_in(text, row.year, earliest=row.is_actual)))


def read_measure(value: Scalar, row: Row, *, percent: bool = False) -> Reading:
    """Read a target or an actual; words stay words, whether they may stand there is not said here."""
    if isinstance(value, str):
        return Reading() if is_blank(value) else _of_text(value, row)
    if value is None:
        return Reading()
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return Reading(Measure(day_text(day), None, day))
    number = None if isinstance(value, bool | time | timedelta) else number_of(value, percent=percent)
    if number is not None:
        return Reading(Measure(plain(number) + ("%" if percent else ""), number))
    typed = excerpt(value)
    message = f"“{row.heading}”里填的是“{typed}”，不是数字、日期或文字。"
    return Reading(None, Fault(faults.MEASURE_UNREADABLE, typed, "数字、日期或文字", message))
