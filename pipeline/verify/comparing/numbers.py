"""Numbers (数字) as a reader sees them: value and unit, so that 8,000元 and ８０００元 are one and 8万元 another."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from pipeline.verify.comparing.cutting import Raw, cut_numbers

_BREAK = re.compile(r"[，。；：、！？,;:!?（）()\t\n]")
_SPACE = re.compile(r"\s+")
_LISTED = "①②③④⑤⑥⑦⑧⑨⓪"
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


def folded(text: str) -> str:
    """Fold full-width forms one for one, so that places in the text stay; ① stays a sign of a list."""
    if unicodedata.is_normalized("NFKC", text):
        return text
    signs = (char if char in _LISTED else unicodedata.normalize("NFKC", char) for char in text)
    return "".join(new if len(new) == 1 else old for new, old in zip(signs, text, strict=True))


def key_of(text: str) -> str:
    """Spell a text without blanks and widths, to tell whether two are the same to a reader."""
    return _SPACE.sub("", folded(text))


def _clause(text: str, breaks: list[int], raw: Raw, taken: list[Raw]) -> str:
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
    cut = cut_numbers(plain)
    found: list[Number] = []
    last = 0
    breaks = [0, *(match.end() for match in _BREAK.finditer(plain)), len(plain)] if cut else []
    for raw in cut:
        near = cut[max(0, len(found) - 3) : len(found) + 4]
        before = _SPACE.sub("", _BREAK.split(plain[max(last, raw.start - _LONGEST) : raw.start])[-1])
        printed = text[raw.start : raw.end].strip().rstrip("-/.")
        clause = _clause(plain, breaks, raw, near)
        found.append(Number(raw.value, raw.unit, printed, raw.start, raw.end, before, clause, raw.loose))
        last = raw.end
    return tuple(found)
