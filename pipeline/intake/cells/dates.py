"""Dates (日期的写法): days as people type them in text, and deadlines such as 2023年12月底前."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from pipeline.intake.cells.numerals import chinese_digits, chinese_integer
from pipeline.intake.fold import squeeze

FIRST_YEAR, LAST_YEAR = 1990, 2100
_SERIAL_ZERO = date(1899, 12, 30)
_DAY = re.compile(r"([0-9]{4})(?:[-/.]|年)([0-9]{1,2})(?:[-/.]|月)([0-9]{1,2})[日号]?")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_IN_WORDS = re.compile(
    r"([零〇○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号]"
)
_TAIL = re.compile(
    r"[\sT]*(?:\d{1,2}[::]\d{2}(?:[::]\d{2}(?:\.\d+)?)?|[（(]?(?:星期|周|礼拜)[一二三四五六日天][）)]?)\s*$"
)

_LEAD = re.compile(r"^(?:于|在|截至|截止到?|不晚于|不迟于)")
_END = re.compile(r"(?:之前|以前|前)?(?:完成|办结|竣工)?$")
_YEAR = r"(?:([0-9]{4}|本|当)年度?)?"
_MONTH = re.compile(_YEAR + r"([0-9]{1,2})月份?(底|末|内|上旬|中旬|下旬|[0-9]{1,2}[日号])?")
_QUARTER = re.compile(_YEAR + r"第?([一二三四1-4])季度(底|末|内)?")
_HALF = re.compile(_YEAR + r"([上下])半年(底|末|内)?")
_YEAR_END = re.compile(r"([0-9]{4}|本|当|)年度?(底|末|终|内)")
_THIRDS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def in_range(day: date) -> bool:
    """Tell whether a day can belong to a workbook at all."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def _numbers(text: str) -> tuple[int, int, int] | None:
    found = _DAY.fullmatch(text) or _COMPACT.fullmatch(text)
    if found:
        return int(found[1]), int(found[2]), int(found[3])
    words = _IN_WORDS.fullmatch(text)
    if words:
        month, day = chinese_integer(words[2]), chinese_integer(words[3])
        return int(chinese_digits(words[1]) or 0), month or 0, day or 0
    return None


@lru_cache(maxsize=4096)
def day_in(text: str) -> date | None:
    """Read 2023-8-5, 2023/8/5, 2023.8.5, 2023年8月5日 and 20230805, full-width too; None where it is no such day."""
    numbers = _numbers(squeeze(_TAIL.sub("", text)))
    return _day(*numbers) if numbers else None


def is_impossible_day(text: str) -> bool:
    """Tell whether a text is written as a date but names a day that does not exist (2023-2-30)."""
    numbers = _numbers(squeeze(_TAIL.sub("", text)))
    return numbers is not None and _day(*numbers) is None


def serial_of(day: date) -> int:
    """Give the number that Excel stores for a day."""
    return (day - _SERIAL_ZERO).days


def day_of_serial(serial: int) -> date | None:
    """Give the day of a number stored by Excel; None where it lies outside the years of a workbook."""
    if not serial_of(date(FIRST_YEAR, 1, 1)) <= serial <= serial_of(date(LAST_YEAR, 12, 31)):
        return None
    return _SERIAL_ZERO + timedelta(days=serial)


def _within(year: int, first_month: int, months: int, *, earliest: bool) -> date | None:
    last_month = first_month + months - 1
    if not (1 <= first_month <= last_month <= 12 and FIRST_YEAR <= year <= LAST_YEAR):  # noqa: PLR2004  (months of a year)
        return None
    return date(year, first_month, 1) if earliest else date(year, last_month, monthrange(year, last_month)[1])


def _in_month(year: int, month: int, part: str | None, *, earliest: bool) -> date | None:
    last = _within(year, month, 1, earliest=False)
    if last is None or part in {"底", "末"}:
        return last
    if part in _THIRDS:
        first_day, last_day = _THIRDS[part]
        return last.replace(day=first_day if earliest else min(last_day, last.day))
    if part and part != "内":
        return _day(year, month, int(part[:-1]))
    return last.replace(day=1) if earliest else last


def _span(found: re.Match[str]) -> tuple[int, int]:
    """Give the first month of a quarter, half or whole year, and how many months it has."""
    if found.re is _QUARTER:
        return 3 * ("一二三四1234".index(found[2]) % 4) + 1, 3
    return ("上下".index(found[2]) * 6 + 1, 6) if found.re is _HALF else (1, 12)


def deadline_in(text: str, year: int | None, *, earliest: bool = False) -> date | None:
    """Read a day or a period (2023年12月底前, 12月底前, 三季度末) as one day; `year` is the report's.

    A target counts to the end of its period, an actual from its beginning (`earliest`): nobody is late in error.
    """
    exact = day_in(text)
    if exact:
        return exact
    core = _END.sub("", _LEAD.sub("", squeeze(text)))
    found = _MONTH.fullmatch(core) or _QUARTER.fullmatch(core) or _HALF.fullmatch(core)
    found = found or _YEAR_END.fullmatch(core)
    if not found:
        return day_in(core)
    named = found[1] if found[1] and found[1].isdigit() else None
    in_year = int(named) if named else year
    if in_year is None:
        return None
    if found.re is _MONTH:
        return _in_month(in_year, int(found[2]), found[3], earliest=earliest)
    earliest = earliest and found[found.re.groups] not in {"底", "末", "终"}
    first, months = _span(found)
    return _within(in_year, first, months, earliest=earliest)
