"""Cutting (取数): where the numbers of a text stand, whichever way they are spelt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.checks.prose import lexicon, numerals
from pipeline.checks.prose.mentions import find_mentions
from pipeline.verify.comparing.spelt import find_spelt, set_phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

CHINESE = frozenset(numerals.CN_DIGITS + numerals.CN_SCALES + "廿卅")
_UNITS = rf"个百分点|百分点|[%％‰]|倍|{lexicon.MEASURES}|{lexicon.MONEY}|{lexicon.COUNTS}"
_UNIT = rf"(?:[百千万亿]{{0,2}}[余多几]?(?:{_UNITS}|[年月日号时届章版楼层室]|(?<=[百千万亿])){lexicon.PER})?"
_TAIL = re.compile(rf"\s*({_UNIT})")
_NUMBER = re.compile(
    r"(?P<sign>(?<![\dA-Za-z年月日号)）])(?<![\dA-Za-z年月日号)）]\s)[-\u2212])?(?P<digits>\d{1,3}(?:,\d{3})+(?!\d)|\d+)"
    r"(?P<decimals>\.(?!\d{4}\s*年)\d+)?"
)
_CAPTION = re.compile(rf"单位\s*[:：]\s*([百千万亿]{{0,2}}元|%|‰)|[(（]\s*([百千万亿]{{0,2}}(?:{_UNITS}))\s*[)）]")
_SAME_UNIT = {"名": "人", "位": "人", "公里": "千米", "㎡": "平方米", "m²": "平方米", "m2": "平方米", "平米": "平方米"}


@dataclass(frozen=True, slots=True)
class Raw:
    """A number as cut out, without its surroundings."""

    start: int
    end: int
    value: str
    unit: str
    loose: bool = False


def _digits(text: str) -> Iterator[Raw]:
    for match in _NUMBER.finditer(text):
        decimals = (match["decimals"] or "").rstrip("0").rstrip(".")
        value = ("-" if match["sign"] else "") + match["digits"].replace(",", "") + decimals
        tail = _TAIL.match(text, match.end())
        unit = tail[1] if tail else ""
        yield Raw(match.start(), tail.end() if tail and unit else match.end(), value, _SAME_UNIT.get(unit, unit))


def _chinese(text: str) -> Iterator[Raw]:
    """Figures in Chinese numerals: 三十三万元 reads as 33万元."""
    if CHINESE.isdisjoint(text):
        return
    for mention in find_mentions(text):
        if mention.text[0] not in CHINESE:
            continue
        signs = "".join(char for char in mention.text if char in CHINESE or char == "点")
        if "分之" in mention.text or mention.high is not None or mention.vague:
            yield Raw(mention.start, mention.end, mention.text, "")
            continue
        bare = signs.rstrip("万亿")
        number = str(numerals.read(bare).value) if bare else signs
        unit = signs[len(bare) :] + mention.unit.removeprefix(signs[len(bare) :])
        yield Raw(mention.start, mention.end, number, _SAME_UNIT.get(unit, unit), loose=signs == "一")


def _spelt(text: str) -> Iterator[Raw]:
    for found in find_spelt(text):
        tail = _TAIL.match(text, found.end)
        unit = tail[1] if tail else ""
        yield Raw(found.start, tail.end() if tail and unit else found.end, found.value, _SAME_UNIT.get(unit, unit))


def _captions(text: str) -> Iterator[Raw]:
    for match in _CAPTION.finditer(text):
        group = 1 if match[1] else 2
        yield Raw(match.start(group), match.end(group), "", match[group])


def cut_numbers(text: str) -> list[Raw]:
    """Cut out every number; of two that overlap the one that begins first, of a set phrase none."""
    phrases = set_phrases(text)
    found = (*_digits(text), *_chinese(text), *_captions(text), *_spelt(text))
    cut: list[Raw] = []
    for raw in sorted(found, key=lambda it: (it.start, -it.end)):
        named = any(start <= raw.start < end for start, end in phrases)
        if not named and (not cut or raw.start >= cut[-1].end):
            cut.append(raw)
    return cut
