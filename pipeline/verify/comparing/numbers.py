"""Numbers (数字) as a reader sees them: value and unit, so that 8,000元 and ８０００元 are one and 8万元 another."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.checks.prose import lexicon, numerals
from pipeline.checks.prose.mentions import find_mentions

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
_BREAK = re.compile(r"[，。；：、！？,;:!?（）()\t\n]")
_SPACE = re.compile(r"\s+")
_SAME_UNIT = {"名": "人", "位": "人", "公里": "千米", "㎡": "平方米", "m²": "平方米", "m2": "平方米", "平米": "平方米"}
_FEWEST = 2
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Number:
    """One number: `value` and `unit` in one spelling, `text` as printed, its stretch, the words before and around it.

    `loose` is a 一件 or 一次, which a rewording may drop; a unit in brackets (支出（元）) is a number without value.
    """

    value: str
    unit: str
    text: str
    start: int
    end: int
    before: str
    clause: str
    loose: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """What has to stay the same."""
        return self.value, self.unit


@dataclass(frozen=True, slots=True)
class _Raw:
    """A number as cut out, without its surroundings."""

    start: int
    end: int
    value: str
    unit: str
    loose: bool = False


def folded(text: str) -> str:
    """Fold full-width forms one for one, so that places in the text stay."""
    if unicodedata.is_normalized("NFKC", text):
        return text
    signs = (unicodedata.normalize("NFKC", char) for char in text)
    return "".join(new if len(new) == 1 else old for new, old in zip(signs, text, strict=True))


def key_of(text: str) -> str:
    """Spell a text without blanks and widths, to tell whether two are the same to a reader."""
    return _SPACE.sub("", folded(text))


def _digits(text: str) -> Iterator[_Raw]:
    for match in _NUMBER.finditer(text):
        decimals = (match["decimals"] or "").rstrip("0").rstrip(".")
        value = ("-" if match["sign"] else "") + match["digits"].replace(",", "") + decimals
        tail = _TAIL.match(text, match.end())
        unit = tail[1] if tail else ""
        yield _Raw(match.start(), tail.end() if tail and unit else match.end(), value, _SAME_UNIT.get(unit, unit))


def _chinese(text: str) -> Iterator[_Raw]:
    """Figures in Chinese numerals: 三十三万元 reads as 33万元."""
    if CHINESE.isdisjoint(text):
        return
    for mention in find_mentions(text):
        if mention.text[0] not in CHINESE:
            continue
        signs = "".join(char for char in mention.text if char in CHINESE or char == "点")
        if "分之" in mention.text or mention.high is not None or mention.vague:
            yield _Raw(mention.start, mention.end, mention.text, "")
            continue
        bare = signs.rstrip("万亿")
        number = str(numerals.read(bare).value) if bare else signs
        unit = signs[len(bare) :] + mention.unit.removeprefix(signs[len(bare) :])
        yield _Raw(mention.start, mention.end, number, _SAME_UNIT.get(unit, unit), loose=signs == "一")


def _captions(text: str) -> Iterator[_Raw]:
    for match in _CAPTION.finditer(text):
        group = 1 if match[1] else 2
        yield _Raw(match.start(group), match.end(group), "", match[group])


def _cut(text: str) -> list[_Raw]:
    """Every number, of two that overlap the one that begins first."""
    cut: list[_Raw] = []
    for raw in sorted((*_digits(text), *_chinese(text), *_captions(text)), key=lambda it: (it.start, -it.end)):
        if not cut or raw.start >= cut[-1].end:
            cut.append(raw)
    return cut


def _clause(text: str, breaks: list[int], raw: _Raw, taken: list[_Raw]) -> str:
    """Words of the clause around a number, other numbers left out; of its neighbours too where it has hardly any."""
    at = bisect_right(breaks, raw.start)
    words = ""
    for reach in (0, 1):
        start = max(breaks[max(0, at - 1 - reach)], raw.start - _LONGEST)
        end = min(breaks[min(len(breaks) - 1, at + reach)], raw.end + _LONGEST)
        words, last = "", start
        for other in taken:
            if other.end > start and other.start < end:
                words += text[last : max(last, other.start)]
                last = other.end
        words = _BREAK.sub("", _SPACE.sub("", words + text[last:end]))
        if len(words) >= _FEWEST:
            break
    return words


@lru_cache(maxsize=1 << 15)
def find_numbers(text: str) -> tuple[Number, ...]:
    """Find every number of a text, dates, ordinals in digits and document numbers included."""
    plain = folded(text)
    cut = _cut(plain)
    found: list[Number] = []
    last = 0
    breaks = [0, *(match.end() for match in _BREAK.finditer(plain)), len(plain)] if cut else []
    for raw in cut:
        near = cut[max(0, len(found) - 3) : len(found) + 4]
        before = _SPACE.sub("", _BREAK.split(plain[max(last, raw.start - _LONGEST) : raw.start])[-1])
        printed = text[raw.start : raw.end].strip()
        clause = _clause(plain, breaks, raw, near)
        found.append(Number(raw.value, raw.unit, printed, raw.start, raw.end, before, clause, raw.loose))
        last = raw.end
    return tuple(found)
