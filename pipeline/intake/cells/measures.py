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

_NUMBER_AND_UNIT = re.compile(r"([+-]?[0-9][0-9,.]*)(\D{1,6}?)(?:以[上下内]|之内)?")
_OPERATOR = re.compile(r"(>=|=>|<=|=<|[≥≧⩾≤≦⩽<>=]|[^0-9.+-]{2,5})(.+)")
_BEHIND = re.compile(r"(.+?)[及或]?(以[上下内]|之内)")
_MEANT_BEHIND = {"以上": "≥", "以下": "≤", "以内": "≤", "之内": "≤"}
_TIERS = {fold(tier): tier for tier in TIERS}
_NO_UNIT = re.compile(r"^[元万亿月]|^年.|[完达已约余多%‰]|以[上下内前]?|左右|[前底]$")  # amounts, days and words
_ONE_KIND: tuple[dict[str, int], ...] = (  # units that count the same, with what each counts
    {"万元": 10**4, "千元": 10**3, "亿元": 10**8, "元": 1},
    {"人": 1, "名": 1, "位": 1},
)


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
    """Drop from a target what only repeats the row's own direction (≥90 and 90以上 under ≥)."""
    if row.is_actual or not row.direction:
        return text
    found = _OPERATOR.fullmatch(text)
    if found and direction(found[1]) == row.direction:
        return found[2]
    found = _BEHIND.fullmatch(text)
    return found[1] if found and _MEANT_BEHIND[found[2]] == row.direction else text


def _in_unit(text: str, unit: str) -> Decimal | None:
    """Read a number with its unit, given in the row's unit: 28000元 in a row of 万元 is 2.8."""
    number = plain_number(text.removesuffix(unit))
    kind = next((kind for kind in _ONE_KIND if unit in kind), {})
    typed = next((it for it in kind if text.endswith(it)), None)
    if number is not None or typed is None:
        return number
    counted = plain_number(text.removesuffix(typed))
    return None if counted is None else counted * kind[typed] / kind[unit]


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
        number = _in_unit(text, row.unit)
    number = plain_number(text) if number is None else number
    if number is not None:
        counted = "" if not row.unit or text.endswith((row.unit, "%")) or text[-1:].isdecimal() else row.unit
        return Reading(Measure(typed, number), faults.as_text(row.heading, excerpt(value), number, counted))
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
