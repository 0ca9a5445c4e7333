"""Year words (年份的写法): a year as people write it: ２０２４年, 二〇二四年, 2024全年, 24年底; （2024） in names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_D, _CN = "0-9０-９", "零〇○一二三四五六七八九"
_SPAN = "\\-－—–~～"
ALONE = rf"(?<![{_D}{_CN}{_SPAN}])(?<![{_D}年][至到])"  # 2022—2024年 is a span, no year; 截至2024年底 is one
YEAR = rf"(?:(?:19|20|１９|２０)[{_D}]{{2}}|二[零〇○][{_CN}]{{2}})"
_FULL = rf"{ALONE}{YEAR}(?=[ ]?年|全年|财年)"
_SHORT = rf"{ALONE}(?<![.．第])[{_D}]{{2}}(?=年(?:[底初末度]|[{_D}]{{1,2}}月))"
_OF_TEXT = re.compile(f"{_FULL}|{_SHORT}")
_OF_NAME = re.compile(
    rf"{_FULL}|^{YEAR}(?![{_D}号{_SPAN}])|^[{_D}]{{2}}(?=年)|(?<=[（(]){YEAR}(?=[）)])|(?<![{_D}A-Za-z第{_SPAN}]){YEAR}$"
)
_ANY = re.compile(rf"{YEAR}(?:年度?)?|^[{_D}]{{2}}年度?|[ 　]")
_EMPTY = re.compile("[（(][）)]")
_LONG_AGO, _SHORTENED = 100, 2000


class YearWord(NamedTuple):
    """Where the number of a year stands, without the word 年, and which year it is."""

    start: int
    end: int
    year: int


def year_of(number: str) -> int:
    """Read the number of a year: 2024, ２０２４, 二〇二四, 24."""
    year = int("".join(str(int(unicodedata.numeric(sign if sign != "○" else "〇"))) for sign in number))
    return year if year >= _LONG_AGO else year + _SHORTENED


def _found(pattern: re.Pattern[str], text: str) -> Iterator[YearWord]:
    return (YearWord(*found.span(), year_of(found[0])) for found in pattern.finditer(text))


def years_in(text: str) -> Iterator[YearWord]:
    """Find the years of a running text; spans of years are none."""
    return _found(_OF_TEXT, text)


def years_in_name(name: str) -> Iterator[YearWord]:
    """Find the years in a project's name, where the word 年 may be missing."""
    return _found(_OF_NAME, name)


def without_years(name: str) -> str:
    """Leave out of a name its years, spans of years, the brackets around them, and blanks."""
    return _EMPTY.sub("", _ANY.sub("", name))
