"""Values (单元格的值): one cell of one column, read as what the contract says it holds."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.intake.cells import faults
from pipeline.intake.cells.amounts import read_money
from pipeline.intake.cells.choices import choices_of
from pipeline.intake.cells.dates import (
    FIRST_YEAR,
    LAST_YEAR,
    day_in,
    day_of_serial,
    in_range,
    is_impossible_day,
    serial_of,
)
from pipeline.intake.cells.faults import Fault, Reading, day_text, excerpt
from pipeline.intake.cells.numerals import chinese_digits, percent_number, plain_number
from pipeline.intake.cells.spec import Spec, wrong
from pipeline.intake.fold import is_blank, seen, squeeze
from pipeline.model.fields import Kind
from pipeline.model.money import to_decimal

if TYPE_CHECKING:
    from pipeline.intake.raw import Scalar

MOST_COUNT = 999_999
FULL_SCORE = 100
_COUNT_TEXT = re.compile(r"第?\(?([0-9]{1,9})\)?[.、)]?[个项]?")
_NOT_APPLICABLE = re.compile(r"[-—–/\\]+|无|不适用|N/?A", re.IGNORECASE)
_YEAR_TEXT = re.compile(r"([0-9]{4})年?度?")


def read_count(value: Scalar, spec: Spec, *, percent: bool = False) -> Reading:
    """Read a 序号 or a count: a whole number from 1."""
    number: Decimal | None = None
    if isinstance(value, str):
        found = _COUNT_TEXT.fullmatch(squeeze(value))
        number = Decimal(found[1]) if found else plain_number(value)
    elif isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value) and not percent:
        number = to_decimal(value)
    if number is None or number != number.to_integral_value() or not 1 <= number <= MOST_COUNT:
        return wrong(faults.COUNT_UNREADABLE, spec, value, "正整数", percent=percent)
    whole = int(number)
    fault = faults.as_text(spec.heading, excerpt(value), Decimal(whole)) if isinstance(value, str) else None
    return Reading(whole, fault)


_remembered = lru_cache(maxsize=4096, typed=True)(to_decimal)


def decimal_of(value: float) -> Decimal:
    """Read a number as `to_decimal` does; scores, targets and actuals are few, and the same again and again."""
    return _remembered(value) if value > 0 else to_decimal(value)


def number_of(value: Scalar, *, percent: bool = False) -> Decimal | None:
    """Read a plain number or a percentage, as a number or as text; None where it is neither."""
    if isinstance(value, str):
        number = percent_number(value)
        return plain_number(value) if number is None else number
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return decimal_of(value) * 100 if percent else decimal_of(value)


def read_score(value: Scalar, spec: Spec, *, percent: bool = False) -> Reading:
    """Read points with their own decimals."""
    points = squeeze(value).removesuffix("分") if isinstance(value, str) else value
    number = number_of(points, percent=percent)
    if number is None:
        return wrong(faults.SCORE_UNREADABLE, spec, value, "数字", percent=percent)
    if number < 0 or number > (spec.most or MOST_COUNT):
        expected = f"0 到 {spec.most} 之间的数" if spec.most else "不小于 0 的数"
        why = "不能是负数" if number < 0 else f"超过了 {spec.most or MOST_COUNT}"
        return wrong(faults.SCORE_RANGE, spec, value, expected, percent=percent, why=why)
    return Reading(number, faults.as_text(spec.heading, excerpt(value), number) if isinstance(value, str) else None)


def _year_of(value: Scalar) -> int | None:
    if isinstance(value, str):
        found = _YEAR_TEXT.fullmatch(squeeze(value))
        digits = found[1] if found else chinese_digits(squeeze(value).rstrip("年度"))
        return int(digits) if digits else None
    if isinstance(value, date):  # 2023 under a date format is shown as 1905-07-15
        return value.year if in_range(value) else serial_of(date(value.year, value.month, value.day))
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return int(value) if value == int(value) else None


def read_year(value: Scalar, spec: Spec, *, percent: bool = False) -> Reading:
    """Read a year: 2023, 2023年, a date cell of that year."""
    year = None if percent else _year_of(value)
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return wrong(faults.YEAR_UNREADABLE, spec, value, "四位数字的年份", percent=percent)
    if isinstance(value, int | float):
        return Reading(year)
    typed = excerpt(value)
    message = f"“{spec.heading}”里的“{typed}”已读作 {year}。"
    return Reading(year, Fault(faults.NUMBER_AS_TEXT, typed, f"数字 {year}", message))


def _day_of_number(value: float) -> date | None:
    if not math.isfinite(value):
        return None
    return day_in(str(int(value))) or day_of_serial(int(value))


def read_date(value: Scalar, spec: Spec, *, percent: bool = False) -> Reading:
    """Read a date cell or a day typed as text; a bare serial number is what a date without its format looks like."""
    expected = "写到日的日期"
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return Reading(day) if in_range(day) else wrong(faults.DATE_UNREADABLE, spec, value, expected)
    if isinstance(value, str) and not spec.field.required and _NOT_APPLICABLE.fullmatch(squeeze(value)):
        return Reading()
    if isinstance(value, str):
        day_typed = day_in(value)
        if day_typed and in_range(day_typed):
            return Reading(day_typed)
        why = "这一天并不存在" if is_impossible_day(value) else ""
        return wrong(faults.DATE_UNREADABLE, spec, value, expected, why=why)
    number = value if isinstance(value, int | float) and not isinstance(value, bool) and not percent else None
    from_number = None if number is None else _day_of_number(number)
    if from_number is None or not in_range(from_number):
        return wrong(faults.DATE_UNREADABLE, spec, value, expected, percent=percent)
    typed = excerpt(value)
    message = f"“{spec.heading}”里显示的是数字 {typed}，已读作 {day_text(from_number)}。"
    return Reading(from_number, Fault(faults.DATE_AS_NUMBER, typed, day_text(from_number), message))


def read_choice(value: Scalar, spec: Spec, *, percent: bool = False) -> Reading:
    """Read one of a closed list, in any spelling that can mean only that one."""
    chosen = spec.choose(faults.shown(value, percent=percent)) if spec.choose else None
    if chosen:
        return Reading(chosen)
    expected = "、".join(choices_of(spec.field))
    return wrong(faults.CHOICE_UNKNOWN, spec, value, expected, percent=percent, why="不在可选的范围内")


_NAMES = frozenset({"unit", "name", "short", "department", "third", "payee"})
_LINE_BREAKS = re.compile(r"\s*[\r\n]+\s*")
_UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BEFORE = 10


def read_text(value: Scalar, spec: Spec, *, percent: bool = False) -> Reading:
    """Read text as typed; numbers and dates become what their reader sees. A name broken over lines is one line."""
    text = seen(faults.shown(value, percent=percent))
    if spec.field.key in _NAMES:
        text = _LINE_BREAKS.sub("", text)
    return Reading(text if spec.verbatim else text.strip(), _unprintable(text, spec))


def _unprintable(text: str, spec: Spec) -> Fault | None:
    """Say where a text holds what no office program prints: control characters mostly."""
    places = list(_UNPRINTABLE.finditer(text))
    if not places:
        return None
    before = _UNPRINTABLE.sub("", text[: places[0].start()])[-_BEFORE:]
    where = f"“{excerpt(before)}”后面" if before.strip() else "开头"
    message = f"“{spec.heading}”里有 {len(places)} 个打印不出的字符，第一个在{where}。"
    return Fault(faults.TEXT_CONTROL, f"{len(places)} 个打印不出的字符", "只有看得见的文字", message)


READERS: Mapping[Kind, Callable[..., Reading]] = {
    Kind.TEXT: read_text,
    Kind.YEAR: read_year,
    Kind.MONEY: read_money,
    Kind.COUNT: read_count,
    Kind.SCORE: read_score,
    Kind.CHOICE: read_choice,
    Kind.DATE: read_date,
}


def read_value(value: Scalar, spec: Spec, *, percent: bool = False) -> Reading:
    """Read one cell of any kind but a measure; blank is nothing and nothing to say."""
    if is_blank(value):
        return Reading()
    read = read_choice if spec.choose else READERS[spec.field.kind]
    return read(value, spec, percent=percent)
