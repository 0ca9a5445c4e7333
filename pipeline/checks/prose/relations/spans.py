"""Spans (起止时间): days and months between the dates that a sentence names, and what was done every month of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading import numerals
from pipeline.model.findings import Finding, declare

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose

SPAN = declare(
    "prose-span",
    "文中起止时间与天数不符",
    "critical",
    source="rules 16",
    notes="正文同时写了起止日期和天数、月数的，要算得出来；首尾两天算不算都可以。",
    fix="请核对日期和天数。",
)
_D = "[ 　]?[0-9]{1,2}[ 　]?"
_N = "[ 　]?([0-9]{1,4}|[一二三四五六七八九十百两]{1,4})[ 　]?"
_DATE = re.compile(f"(?:((?:19|20)[0-9]{{2}})[ 　]?年)?({_D})月({_D})[日号]")
_DAYS = re.compile(
    "[时前迟期后](?:(?<=([历用]时|工期))|(?<=提前)|(?<=[推延]迟)|(?<=[延逾超]期)|(?<=延后))"
    f"(?:了|约|共|完工|完成|交付)*{_N}(?:天|日)(?![内前])"
)
_ASKED = re.compile(f"[时前迟期后共计](?=(?:了|约|共|计|完工|完成|交付)*{_N})")
_PLANNED = re.compile("计划|约定|原定|要求|规定|应|合同|目标")
_BEGUN = re.compile("[开动]工|进场|启动|开始|起")
_STOPPED = re.compile("停工|暂停|扣除|中断|顺延|节假日|工作日|除去")
_TO = "[-－—–~～至到]{1,2}"
_COUNTED = re.compile(f"[共计](?:(?<=共)计?|(?<=合计)){_N}天(?=[，。；、）)])")
_FROM_TO = re.compile(f"{_DATE.pattern}起?{_TO}{_DATE.pattern}止?[，,（(]?$")
_SIZE = re.compile(f"[共计期时](?:(?<=共)计?|(?<=合计)|(?<=为期)|(?<=历时)){_N}(个月|年)(?![度级])")
_MONTHS = re.compile(
    f"(?<![0-9])(?:((?:19|20)[0-9]{{2}})年)?({_D})月份?({_D}日)?起?{_TO}(?:((?:19|20)[0-9]{{2}})年)?({_D})月份?({_D}日|底|末)?止?"
    "(?:[，,（(]?(?:共|共计|为期|历时|合计)|[^，。；、0-9]{1,12}[，,](?:历时|为期))$"
)
_BETWEEN = re.compile(f"(?<![0-9])({_D})月份?{_TO}({_D})月份?[，,]?$")
_EVERY = re.compile(
    f"每月[^，。；、0-9]{{0,10}}{_N}([次场期轮份笔])[^，。；、0-9]{{0,8}}"
    f"[，,](?:共计?|累计|合计)[^，。；、0-9]{{0,8}}{_N}([次场期轮份笔])"
)
_YEAR, _WIDEST = 12, 40


def judge_spans(prose: Prose) -> Iterator[Finding]:
    """Every number of days or months that the dates of its own sentence contradict."""
    text = prose.text
    for asked in _ASKED.finditer(text):
        days, size = _DAYS.match(text, asked.start()), _SIZE.match(text, asked.start())
        if days:
            yield from _days(prose, days)
        else:
            yield from _counted(prose, asked.start())
        months = _MONTHS.search(text[max(0, size.start(1) - _WIDEST) : size.start(1)]) if size else None
        if size and months:
            yield from _months(prose, size, months)
    if "每月" in text:
        for found in _EVERY.finditer(text):
            months = _BETWEEN.search(text[max(0, found.start() - _WIDEST) : found.start()])
            if months:
                yield from _every_month(prose, found, months)


def _read(text: str) -> int:
    return int(numerals.read(text).value)


def _told(prose: Prose, place: int, found: str, expected: str) -> Finding:
    message = f"文中写的{found}与同一句的日期不一致，应为{expected}。"
    return SPAN.at(prose.passage_at(place).where, found=found, expected=expected, message=message)


def _days(prose: Prose, found: re.Match[str]) -> Iterator[Finding]:
    """3月1日开工，5月30日竣工，历时91天; 计划9月30日、实际9月20日，提前10天."""
    begin = prose.sentence(found.start())[0]
    words = prose.text[begin : found.start()]
    told = list(_DATE.finditer(words))
    if found[1] and len(told) > 2:  # noqa: PLR2004  (5月6日进场，8月26日竣工，比8月31日提前5天，工期113天)
        told = _begun_and_done(told, prose.book.info.year or 0, _read(found[2]))
    if not found[1] and len(told) > 2:  # noqa: PLR2004  (2月15日开工，计划8月15日、实际7月31日完工: the last two)
        words, told = words[told[-3].end() :], list(_DATE.finditer(words[told[-3].end() :]))
    against = not found[1] and len(told) > 1 and re.search("[比较]", words[told[1].end() :])
    planned = found[1] == "工期" and (_PLANNED.search(words[-4:]) or not _BEGUN.search(words))
    if len(told) != 2 or _STOPPED.search(words) or against or planned:  # noqa: PLR2004  (from and to)
        return
    if not found[1]:
        first, second = words[: told[0].start()], words[told[0].end() : told[1].start()]
        if bool(_PLANNED.search(first)) == bool(_PLANNED.search(second)):
            return
    days = _between(told, prose.book.info.year or 0)
    if days is None or abs(_read(found[2]) - days) <= 1:
        return
    yield _told(prose, found.start(), f"{found[2]}天", f"{days}天")


def _begun_and_done(told: list[re.Match[str]], year: int, days: int) -> list[re.Match[str]]:
    """Return the first two days, unless another two of them lie so far apart."""
    pairs = ((it, _between([*it], year)) for it in combinations(told, 2))
    return [] if any(size is not None and abs(size - days) <= 1 for _, size in pairs) else told[:2]


def _counted(prose: Prose, place: int) -> Iterator[Finding]:
    """从6月1日到9月30日，共122天."""
    size = _COUNTED.match(prose.text, place)
    told = _FROM_TO.search(prose.text[max(0, place - _WIDEST) : place]) if size else None
    days = _between(list(_DATE.finditer(told[0])), prose.book.info.year or 0) if told else None
    if size and days is not None and _read(size[1]) not in {days, days + 1}:
        yield _told(prose, place, f"{size[1]}天", f"{days + 1}天")


def _between(told: list[re.Match[str]], year: int) -> int | None:
    """Count the days between two dates; the year of the first is that of the second where it has none."""
    try:
        years = [int(it[1]) if it[1] else 0 for it in told]
        one = years[0] or years[1] or year
        two = years[1] or one
        dates = [date(at, int(it[2]), int(it[3])) for at, it in zip((one, two), told, strict=True)]
    except ValueError:
        return None
    return abs((dates[1] - dates[0]).days)


def _months(prose: Prose, found: re.Match[str], between: re.Match[str]) -> Iterator[Finding]:
    """2023年4月至11月，共8个月; 2021年1月至2023年12月，共3年."""
    (first_year, first, _, last_year, last, _), (said, unit) = between.groups(), found.groups()
    years = int(last_year) - int(first_year) if last_year and first_year else 0
    months = years * _YEAR + int(last) - int(first) + 1
    size = _read(said) * (_YEAR if unit == "年" else 1)
    if months <= 1 or size in {months - 1, months} or not (1 <= int(first) <= _YEAR and 1 <= int(last) <= _YEAR):
        return
    if unit == "年" and abs(size - months) <= 1:
        return
    expected = f"{months}个月" if unit == "个月" or months % _YEAR else f"{months // _YEAR}年"
    yield _told(prose, found.start(1), f"{said}{unit}", expected)


def _every_month(prose: Prose, found: re.Match[str], between: re.Match[str]) -> Iterator[Finding]:
    """9月至12月每月组织2次，共8次."""
    each, unit, said, of = found.groups()
    months = int(between[2]) - int(between[1]) + 1
    if unit == of and 1 < months <= _YEAR and _read(said) != months * _read(each):
        yield _told(prose, found.start(3), f"{said}{of}", f"{months * _read(each)}{of}")
