"""Values (单元格的值): one cell of one column, read as what the contract says it holds."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.intake import faults
from pipeline.intake.dates import FIRST_YEAR, LAST_YEAR, day_in, day_of_serial, in_range, is_impossible_day, serial_of
from pipeline.intake.faults import Fault, Reading, day_text, excerpt
from pipeline.intake.fold import is_blank, squeeze
from pipeline.intake.numerals import (
    chinese_digits,
    money_number,
    percent_number,
    plain_number,
    proposed_yuan,
)
from pipeline.model.contract import Field, Kind
from pipeline.model.money import FEN_PER_YUAN, plain, to_decimal, yuan_text, yuan_to_fen

if TYPE_CHECKING:
    from pipeline.intake.choices import Chooser
    from pipeline.intake.raw import Scalar
    from pipeline.model.findings import Rule

MOST_FEN = 10**13  # a hundred thousand such payments still fit 64 bits
MOST_COUNT = 999_999
FULL_SCORE = 100
_COUNT_TEXT = re.compile(r"第?\(?([0-9]{1,9})\)?[.、)]?[个项]?")
_YEAR_TEXT = re.compile(r"([0-9]{4})年?度?")


@dataclass(frozen=True, slots=True)
class Spec:
    """How a column is to be read; `signed`: amounts may be negative, `verbatim`: blanks at the ends count."""

    field: Field
    heading: str
    choose: Chooser | None = None
    signed: bool = False
    verbatim: bool = False
    most: int | None = None


def _wrong(  # noqa: PLR0913  (all of them go into one sentence)
    rule: Rule, spec: Spec, value: Scalar, expected: str, *, percent: bool = False, why: str = ""
) -> Reading:
    typed = excerpt(value, percent=percent)
    message = f"“{spec.heading}”里填的是“{typed}”，{why or f'不是{expected}'}。"
    return Reading(None, Fault(rule, typed, expected, message))


def _money_fault(yuan: Decimal, spec: Spec, value: Scalar) -> Reading | None:
    fen = yuan_to_fen(yuan)
    if abs(yuan) * FEN_PER_YUAN > MOST_FEN:
        return _wrong(faults.AMOUNT_HUGE, spec, value, "一千亿元以内的金额", why="超过了一千亿元")
    if fen is None:
        return _wrong(faults.AMOUNT_DECIMALS, spec, value, "最多两位小数的金额", why="超过了两位小数")
    if fen < 0 and not spec.signed:
        return _wrong(faults.AMOUNT_NEGATIVE, spec, value, "不小于 0 的金额", why="是负数")
    return None


def _money_in_words(text: str, spec: Spec) -> Reading:
    yuan = proposed_yuan(text)
    fen = None if yuan is None else yuan_to_fen(yuan)
    if yuan is None or fen is None:
        return _wrong(faults.AMOUNT_UNREADABLE, spec, text, "以元为单位的数字")
    typed, proposed = excerpt(text), f"{yuan_text(fen)} 元"
    message = f"“{spec.heading}”要以元为单位填数字，现在填的是“{typed}”，合 {proposed}。"
    fix = f"请核对后改填 {plain(Decimal(fen).scaleb(-2))}。"
    return Reading(None, Fault(faults.AMOUNT_WORDS, typed, proposed, message, fix))


def read_money(value: Scalar, spec: Spec, *, percent: bool = False) -> Reading:
    """Read an amount in yuan as whole fen."""
    if percent or isinstance(value, bool | date) or not isinstance(value, int | float | str):
        return _wrong(faults.AMOUNT_UNREADABLE, spec, value, "以元为单位的数字", percent=percent)
    if isinstance(value, str):
        typed = money_number(value)
        if typed is None:
            return _money_in_words(value, spec)
        fault = _money_fault(typed, spec, value)
        return fault or Reading(yuan_to_fen(typed), faults.as_text(spec.heading, excerpt(value), typed, " 元"))
    if not math.isfinite(value):
        return _wrong(faults.AMOUNT_UNREADABLE, spec, value, "以元为单位的数字")
    yuan = to_decimal(value)
    return _money_fault(yuan, spec, value) or Reading(yuan_to_fen(yuan))


def read_count(value: Scalar, spec: Spec, *, percent: bool = False) -> Reading:
    """Read a 序号 or a count: a whole number from 1."""
    number: Decimal | None = None
    if isinstance(value, str):
        found = _COUNT_TEXT.fullmatch(squeeze(value))
        number = Decimal(found[1]) if found else plain_number(value)
    elif isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value) and not percent:
        number = to_decimal(value)
    if number is None or number != number.to_integral_value() or not 1 <= number <= MOST_COUNT:
        return _wrong(faults.COUNT_UNREADABLE, spec, value, "正整数", percent=percent)
    whole = int(number)
    fault = faults.as_text(spec.heading, excerpt(value), Decimal(whole)) if isinstance(value, str) else None
    return Reading(whole, fault)


def number_of(value: Scalar, *, percent: bool = False) -> Decimal | None:
    """Read a plain number or a percentage, as a number or as text; None where it is neither."""
    if isinstance(value, str):
        number = percent_number(value)
        return plain_number(value) if number is None else number
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return to_decimal(value) * (100 if percent else 1)


def read_score(value: Scalar, spec: Spec, *, percent: bool = False) -> Reading:
    """Read points with their own decimals."""
    points = squeeze(value).removesuffix("分") if isinstance(value, str) else value
    number = number_of(points, percent=percent)
    if number is None:
        return _wrong(faults.SCORE_UNREADABLE, spec, value, "数字", percent=percent)
    if number < 0 or number > (spec.most or MOST_COUNT):
        expected = f"0 到 {spec.most} 之间的数" if spec.most else "不小于 0 的数"
        return _wrong(faults.SCORE_RANGE, spec, value, expected, percent=percent)
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
        return _wrong(faults.YEAR_UNREADABLE, spec, value, "四位数字的年份", percent=percent)
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
        return Reading(day) if in_range(day) else _wrong(faults.DATE_UNREADABLE, spec, value, expected)
    if isinstance(value, str):
        day_typed = day_in(value)
        if day_typed and in_range(day_typed):
            return Reading(day_typed)
        why = "这一天并不存在" if is_impossible_day(value) else ""
        return _wrong(faults.DATE_UNREADABLE, spec, value, expected, why=why)
    number = value if isinstance(value, int | float) and not isinstance(value, bool) and not percent else None
    from_number = None if number is None else _day_of_number(number)
    if from_number is None or not in_range(from_number):
        return _wrong(faults.DATE_UNREADABLE, spec, value, expected, percent=percent)
    typed = excerpt(value)
    message = f"“{spec.heading}”里显示的是数字 {typed}，已读作 {day_text(from_number)}。"
    return Reading(from_number, Fault(faults.DATE_AS_NUMBER, typed, day_text(from_number), message))


def read_choice(value: Scalar, spec: Spec, *, percent: bool = False) -> Reading:
    """Read one of a closed list, in any spelling that can mean only that one."""
    chosen = spec.choose(faults.shown(value, percent=percent)) if spec.choose else None
    if chosen:
        return Reading(chosen)
    expected = "、".join(spec.field.choices)
    return _wrong(faults.CHOICE_UNKNOWN, spec, value, expected, percent=percent, why="不在可选的范围内")


def read_text(value: Scalar, spec: Spec, *, percent: bool = False) -> Reading:
    """Read text as typed; numbers and dates become what their reader sees."""
    text = faults.shown(value, percent=percent)
    return Reading(text if spec.verbatim else text.strip())


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
