"""Portions (分数): what Chinese words say of a part and its whole, 三分之二, 百分之七点八, 六比四."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from pipeline.checks.prose.reading import numerals
from pipeline.checks.prose.reading.cutting import Mention
from pipeline.checks.prose.reading.lexicon import DIGITS
from pipeline.checks.prose.reading.worths import Kind

_CN = numerals.CN_DIGITS + numerals.CN_SCALES
_OF = re.compile(rf"([{_CN}]+|[{DIGITS}]+)分之([{_CN}]+(?:点[零〇一二三四五六七八九]+)?|[{DIGITS}.．]+)")
_VERSUS = re.compile("([一二三四五六七八九十]+)比([一二三四五六七八九十]+)(?![较例重如])")
_PARTS_OF = {"百": Decimal(1), "千": Decimal("0.1"), "万": Decimal("0.01")}


def fraction(text: str, start: int, end: int) -> Mention | None:
    """三分之二, 百分之七点八, 百分百: a percentage where the whole is 百, 千 or 万, else a ratio; 六比四 too."""
    if text.startswith("百分百", start):
        return Mention(start, start + 3, "百分百", Kind.PERCENT, "%", Decimal(100), Decimal(1))
    versus = _VERSUS.match(text, start) if text.startswith("比", end) else None
    if versus:
        parts = Fraction(numerals.chinese(versus[1]), numerals.chinese(versus[2]))
        return Mention(start, versus.end(), versus[0], Kind.RATIO, "", parts, Decimal(0))
    found = _OF.match(text, start) if text.startswith("分之", end) else None
    if found is None:
        return None
    part = numerals.read(found[2])
    if found[1] in _PARTS_OF:
        factor = _PARTS_OF[found[1]]
        return Mention(
            start, found.end(), found[0], Kind.PERCENT, "%", part.value * factor, part.step * factor, part.decimals
        )
    whole = numerals.read(found[1]).value
    value = Fraction(part.value) / Fraction(whole) if whole else None
    return Mention(start, found.end(), found[0], Kind.RATIO, "", value, Decimal(0))
