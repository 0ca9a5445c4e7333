"""Cutting (取数): where the numbers of a text stand, whichever way they are spelt."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading import lexicon, numerals
from pipeline.checks.prose.reading.mentions import find_mentions
from pipeline.verify.comparing.spelt import find_spelt, set_phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

CHINESE = frozenset(numerals.CN_DIGITS + numerals.CN_SCALES + "廿卅")
_UNITS = rf"个百分点|百分点|[%％‰]|倍|{lexicon.MEASURES}|{lexicon.MONEY}|{lexicon.COUNTS}"
_UNIT = rf"(?:[百千万亿]{{0,2}}[余多几]?(?:{_UNITS}|[年月日号时届章版楼层室]|(?<=[百千万亿])){lexicon.PER})?"
_TAIL = re.compile(rf"\s*({_UNIT})")
_GROUPED = r"\d{1,3}(?:,\d{3}){1,9}(?!,?\d)"
_MISGROUPED = (  # 82,85万元, 391,7280.39, 391,72839; bounded, for who writes a book of commas
    r"\d{1,15}(?:,\d{1,15}){1,9}(?=\.\d|\s*[百千万亿]{0,2}元)|\d{1,3}(?:,\d{3}){0,9},\d{4,15}"
)
_NUMBER = re.compile(
    r"(?P<sign>(?<![\dA-Za-z年月日号)）])(?<![\dA-Za-z年月日号)）]\s)[-\u2212\u2013负])?"
    rf"(?P<digits>{_GROUPED}|(?P<amiss>{_MISGROUPED})|\d+)(?P<decimals>\.(?!\d{{4}}\s*年)\d+)?"
)
_IN_BRACKETS = re.compile(r"\s*(\((\d{1,3}(?:,\d{3}){1,9}|\d{1,15})(\.\d{2})\))\s*")
_FRACTION = re.compile(r"(?<![\d/.])([1-9]\d?)/([1-9]\d?)(?![\d/.])|(?<![\d.])(\d+)分之(\d+)(?![\d.])")
_DATE = re.compile(
    r"(?<![\d.])(\d{4})(?P<sign>[-/.])(\d{1,2})(?P=sign)(\d{1,2})(?![\d.])"
    r"|(?<!\d)(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]"
)
_DATE_UNITS = (None, "年", None, "月", "日", "月", "日")
_ITEM = re.compile(r"\s*(\d{1,2})\.(\d[\d,.]*)")
_FEWEST_WORDS = 4  # signs behind it, before a decimal at the head of a text is an item's number and its first word
_RANGE = re.compile(r"\s*[-－—–~～至到]{1,2}\s*")
_SPELT_RANGE = re.compile(rf"([^至到~～—–-]+)[-－—–~～至到]+([{numerals.CN_DIGITS}{numerals.CN_SCALES}].*)")
_SPELT_FRACTION = re.compile(
    rf"[{numerals.CN_DIGITS}{numerals.CN_SCALES}]+分之[{numerals.CN_DIGITS}{numerals.CN_SCALES}]+"
)
_SHARES = {"百分之": "%", "千分之": "‰"}
_CAPTION = re.compile(rf"单位\s*[:：]\s*([百千万亿]{{0,2}}元|%|‰)|[(（]\s*([百千万亿]{{0,2}}(?:{_UNITS}))\s*[)）]")
_PLACES = frozenset(
    {
        "社区",
        "小区",
        "网格",
        "点位",
        "标段",
        "村",
        "路",
        "段",
        "站",
        "所",
        "台",
        "院",
        "门",
        "口",
        "层",
        "组",
        "队",
        "期",
    }
)
_SAME_UNIT = {"名": "人", "位": "人", "公里": "千米", "㎡": "平方米", "m²": "平方米", "m2": "平方米", "平米": "平方米"}


@dataclass(frozen=True, slots=True)
class Raw:
    """A number as cut out, without its surroundings."""

    start: int
    end: int
    value: str
    unit: str
    loose: bool = False


def _unit_at(text: str, at: int) -> tuple[str, int]:
    """Read the unit behind a number, and where it ends."""
    tail = _TAIL.match(text, at)
    unit = tail[1].replace("多", "余") if tail else ""
    return _SAME_UNIT.get(unit, unit), tail.end() if tail and unit else at


def _accounting(text: str) -> Iterator[Raw]:
    """Read an amount that stands alone in brackets as negative, as accounts do: (391,728.39)."""
    match = _IN_BRACKETS.fullmatch(text)
    if match:
        yield Raw(match.start(1), match.end(1), "-" + match[2].replace(",", "") + match[3].rstrip("0").rstrip("."), "")


def _fractions(text: str) -> Iterator[Raw]:
    """Fractions in digits: 1/7, 7分之1."""
    for match in _FRACTION.finditer(text):
        above, below = (match[1], match[2]) if match[1] else (match[4], match[3])
        yield Raw(*match.span(), f"{above}/{below}", "")


def _item_end(text: str) -> int:
    """Find where the number of an item ends whose first word is a number: 3.5G网络 is item 3."""
    item = _ITEM.match(text)
    unit, end = _unit_at(text, item.end()) if item else ("", 0)
    named = item and len(text) - end >= _FEWEST_WORDS and not unit.endswith(("元", "%", "‰"))
    return item.end(1) if item and named else 0


def _digits(text: str) -> Iterator[Raw]:
    end = _item_end(text)
    if end:
        yield Raw(0, end, text[:end].strip(), "")
    for match in _NUMBER.finditer(text, end):
        between = text[end : match.start()].strip()
        minus = bool(match["sign"]) and (not end or bool(between))  # behind a number it is a dash: 5%-8%
        decimals = (match["decimals"] or "").rstrip("0").rstrip(".")
        digits = match["digits"] if match["amiss"] else match["digits"].replace(",", "")
        value = ("-" if minus else "") + digits + decimals
        unit, end = _unit_at(text, match.end())
        yield Raw(match.start() if minus else match.start("digits"), end, value, unit)


def _dates(text: str) -> Iterator[Raw]:
    """Dates however they are written: 2024-03-05 and 2024.3.5 read as 2024年3月5日, 5号 as 5日."""
    for match in _DATE.finditer(text):
        groups = [(at, unit) for at, unit in enumerate(_DATE_UNITS) if unit and match[at]]
        ends = [*(match.start(at) for at, _ in groups[1:]), match.end()]
        for (at, unit), end in zip(groups, ends, strict=True):
            yield Raw(match.start(at), end, match[at].lstrip("0"), unit)


def _chinese(text: str) -> Iterator[Raw]:
    """Figures in Chinese numerals: 三十三万元 reads as 33万元, 百分之九十 as 90%, 三至五个 as 3 and 5个."""
    if CHINESE.isdisjoint(text):
        return
    for mention in find_mentions(text):
        if mention.text[0] not in CHINESE:
            continue
        span = mention.start, mention.end
        share = _SHARES.get(mention.text[:3])
        ends = _SPELT_RANGE.fullmatch(mention.text) if mention.high is not None else None
        if share:
            yield Raw(*span, f"{numerals.read(mention.text[3:]).value.normalize():f}", share)
        elif ends:
            yield _numeral(ends[1], mention.start, "")
            yield _numeral(ends[2], mention.start + ends.start(2), mention.unit)
        elif _SPELT_FRACTION.fullmatch(mention.text):
            below, above = (numerals.read(it).value for it in mention.text.split("分之"))
            yield Raw(*span, f"{above}/{below}", "")
        elif "分之" in mention.text or mention.high is not None or mention.vague:
            yield Raw(*span, mention.text.replace("多", "余"), "")
        else:
            yield _numeral(mention.text, mention.start, mention.unit)


def _numeral(text: str, start: int, of: str) -> Raw:
    """Read a numeral with its unit; `of` is the unit of the figure it belongs to."""
    signs = "".join(char for char in text if char in CHINESE or char == "点")
    bare = signs.rstrip("万亿")
    number = str(numerals.read(bare).value) if bare else signs
    unit = signs[len(bare) :] + of.removeprefix(signs[len(bare) :])
    return Raw(start, start + len(text), number, _SAME_UNIT.get(unit, unit), loose=signs == "一")


def _spelt(text: str) -> Iterator[Raw]:
    for found in find_spelt(text):
        unit, end = ("", found.end) if found.listed else _unit_at(text, found.end)
        yield Raw(found.start, end, found.value, unit)


def _captions(text: str) -> Iterator[Raw]:
    for match in _CAPTION.finditer(text):
        group = 1 if match[1] else 2
        if match[group] not in _PLACES:  # 村（社区）
            yield Raw(match.start(group), match.end(group), "", match[group])


def cut_numbers(text: str) -> list[Raw]:
    """Cut out every number; of two that overlap a date, else the one that begins first, of a set phrase none."""
    phrases = set_phrases(text)
    dates = list(_dates(text))
    found = (*_digits(text), *_chinese(text), *_captions(text), *_spelt(text), *_fractions(text), *_accounting(text))
    cut: list[Raw] = []
    for raw in sorted((*dates, *found), key=lambda it: (it.start, it not in dates, -it.end)):
        named = any(start <= raw.start < end for start, end in phrases)
        if not named and (not cut or raw.start >= cut[-1].end):
            cut.append(raw)
    return _with_units(text, cut)


def _with_units(text: str, cut: list[Raw]) -> list[Raw]:
    """Give the first end of a range the unit of the second: 5—7月 is 5月至7月."""
    for at, (low, high) in enumerate(pairwise(cut)):
        if low.value and not low.unit and high.value and _RANGE.fullmatch(text, low.end, high.start):
            cut[at] = replace(low, unit=high.unit)
    return cut
