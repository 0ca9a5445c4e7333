"""Measures (指标值与完成值): a number, a day or words, read with an eye to the other cells of the row."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.intake.cells import faults
from pipeline.intake.cells.choices import direction
from pipeline.intake.cells.dates import deadline_in
from pipeline.intake.cells.faults import Fault, Reading, day_text, excerpt
from pipeline.intake.cells.numerals import percent_number, plain_number
from pipeline.intake.cells.values import decimal_of, number_of
from pipeline.intake.fold import fold, is_blank, squeeze
from pipeline.model.book import Measure
from pipeline.model.contract import QUALITATIVE, TIERS
from pipeline.model.money import plain

if TYPE_CHECKING:
    from decimal import Decimal

    from pipeline.intake.raw import Scalar

_NUMBER_AND_UNIT = re.compile(r"([+-]?[0-9][0-9,.]*)(\D{1,6})")
_OPERATOR = re.compile(r"(>=|=>|<=|=<|[≥≧⩾≤≦⩽<>=]|[^0-9.+-]{2,5})(.+)")
_TIERS = {fold(tier): tier for tier in TIERS}
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


_squeezed = lru_cache(maxsize=1024)(squeeze)


def common_unit(unit: Scalar, target: Scalar, actual: Scalar) -> str:
    """Give the unit of a row; where its cell is blank, the only one that target and actual carry themselves."""
    if isinstance(unit, str) and not is_blank(unit):
        return _squeezed(unit)
    behind = {found for found in map(unit_behind, (target, actual)) if found}
    return behind.pop() if len(behind) == 1 else ""


def _after_operator(text: str, row: Row) -> str:
    """Drop an operator that only repeats the row's own direction before a target (≥90 under ≥)."""
    found = None if row.is_actual else _OPERATOR.fullmatch(text)
    return found[2] if found and row.direction and direction(found[1]) == row.direction else text


@lru_cache(maxsize=1024)
def _qualitative(typed: str, *, is_actual: bool) -> Reading:
    tier = _TIERS.get(fold(typed), typed) if is_actual else typed
    return Reading(Measure(tier, plain_number(typed)))


def _of_text(value: str, row: Row) -> Reading:
    typed = value.strip()
    if row.direction == QUALITATIVE:
        return _qualitative(typed, is_actual=row.is_actual)
    text = _after_operator(squeeze(value), row)
    number = percent_number(text)
    if number is None and row.unit:
        number = plain_number(text.removesuffix(row.unit))
    number = plain_number(text) if number is None else number
    if number is not None:
        return Reading(Measure(typed, number), faults.as_text(row.heading, excerpt(value), number))
    return Reading(Measure(typed, None, deadline_in(text, row.year, earliest=row.is_actual)))


def _of_number(number: Decimal, sign: str = "") -> Reading:
    return Reading(Measure(plain(number) + sign, number))


_remembered = lru_cache(maxsize=4096)(lambda value: _of_number(decimal_of(value)))


def read_measure(value: Scalar, row: Row, *, percent: bool = False) -> Reading:
    """Read a target or an actual; words stay words, whether they may stand there is not said here."""
    if type(value) is float and 0 < value < math.inf and not percent:
        return _remembered(value)
    if isinstance(value, str):
        return Reading() if is_blank(value) else _of_text(value, row)
    if value is None:
        return Reading()
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return Reading(Measure(day_text(day), None, day))
    number = None if isinstance(value, bool | time | timedelta) else number_of(value, percent=percent)
    if number is not None:
        return _of_number(number, "%" if percent else "")
    typed = excerpt(value)
    message = f"“{row.heading}”里填的是“{typed}”，不是数字、日期或文字。"
    return Reading(None, Fault(faults.MEASURE_UNREADABLE, typed, "数字、日期或文字", message))
