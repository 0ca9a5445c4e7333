"""Cutting (切分): a number with the unit behind it, cut out of the text, and what it is worth."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from pipeline.checks.prose import numerals
from pipeline.checks.prose.lexicon import CN_COUNTS, COUNTS, DIGITS, MEASURES, MONEY, PER

NUMBER = re.compile(
    rf"(?:[{DIGITS}]{{1,3}}(?:[,，][{DIGITS}]{{3}})+(?![{DIGITS}])|[０-９]{{1,3}}(?:，[０-９]{{3}})+(?![０-９])"
    rf"|[{DIGITS}]+)"
    rf"(?:[.．](?!(?:19"
    rf"|20)[0-9]{{2}}[ 　]*年)[{DIGITS}]+)?(?:[亿万千百][{DIGITS}]{{1,4}}(?=[万千百]))*(?:[十百万亿]"
    rf"|千(?![瓦米克卡升]))*"
)
_SHAPES = "(个?百分点)|([%％‰])|(倍)|({money})|({measures})|({counts})"
_VAGUE = "[余多来几]"


def _tail(counts: str) -> re.Pattern[str]:
    shapes = _SHAPES.format(money=MONEY, measures=MEASURES, counts=counts)
    return re.compile(
        rf"[ 　]?({_VAGUE})?((?:[十百万亿]"
        rf"|千(?![瓦米克卡升])){{0,2}})({_VAGUE})?[ 　]?(?:(?:{shapes}){PER}(?:[（(][套个次处件台座][)）])?)?"
    )


ARABIC_TAIL = _tail(COUNTS)
CHINESE_TAIL = _tail(CN_COUNTS)


class Kind(StrEnum):
    """What a figure counts."""

    MONEY = "money"
    COUNT = "count"
    PERCENT = "percent"
    MEASURE = "measure"
    RATIO = "ratio"
    POINTS = "points"


_KINDS = {4: Kind.POINTS, 5: Kind.PERCENT, 6: Kind.RATIO, 7: Kind.MONEY, 8: Kind.MEASURE, 9: Kind.COUNT}


class Mention(NamedTuple):
    """One figure: value and step (worth of its last printed digit) in fen, percent or its own unit.

    `high` ends a range, `vague` is a 余 or 多 inside the figure; `value` is None where the text gives no one value.
    """

    start: int
    end: int
    text: str
    kind: Kind
    unit: str
    value: Decimal | Fraction | None
    step: Decimal
    decimals: int = 0
    high: Decimal | None = None
    vague: str = ""


class Cut(NamedTuple):
    """A number with its unit as cut out of the text, not yet worth anything."""

    end: int
    digits: str
    scale: str
    unit: str
    kind: Kind | None
    vague: str


def cut_at(text: str, start: int, end: int, tail: re.Pattern[str]) -> Cut:
    """Cut the unit behind a number; the kind is None where there is neither unit nor 万."""
    found = tail.match(text, end)
    index = found.lastindex or 0 if found else 0
    digits = text[start:end]
    if found is None or index < min(_KINDS):
        scale = (found[2] if found else "") or ""
        vague = ((found[1] or found[3]) if found and scale else "") or ""
        scaled = scale if found and (not found[1] or scale) else ""
        behind = found.end(3 if found[3] else 2) if found and scaled else end
        money = Kind.MONEY if (scaled or digits[-1:])[-1:] in {"万", "亿"} else None
        return Cut(behind, digits, scaled, "", money, vague)
    return Cut(
        found.end(),
        digits,
        found[2] or "",
        text[found.start(index) : found.end()],
        _KINDS[index],
        found[1] or found[3] or "",
    )


def worth(cut: Cut, kind: Kind) -> tuple[Decimal, Decimal, int]:
    """Work out value, step and decimals in fen, percent or the figure's own unit."""
    value, step, decimals = numerals.read(cut.digits)
    factor = numerals.scale_of(cut.scale) if cut.scale else 1
    if kind is Kind.MONEY:
        factor *= 100
    elif cut.unit == "‰":
        return value / 10, step / 10, decimals
    return (value, step, decimals) if factor == 1 else (value * factor, step * factor, decimals)


def _money_unit(cut: Cut) -> str:
    """Name the unit as printed before the 元: 万元 for 83.28万元, 万 for 200万."""
    digits = cut.digits.rstrip("十百千万亿")
    arabic = digits[-1:].isdigit() and digits[:1] not in numerals.CN_DIGITS
    scale = (cut.digits[len(digits) :] if arabic else cut.digits[-1:] if cut.digits[-1:] in "万亿" else "") + cut.scale
    return scale + cut.unit


def mention_of(text: str, start: int, cut: Cut, kind: Kind) -> Mention:
    """Make the figure of a cut."""
    value, step, decimals = worth(cut, kind)
    unit = _money_unit(cut) if kind is Kind.MONEY else cut.unit
    if kind is Kind.MONEY and unit.endswith(("角", "分")):
        value, step = value + numerals.change(unit), Decimal(1 if unit.endswith("分") else 10)
    kind = Kind.MEASURE if kind is Kind.COUNT and "/" in unit else kind
    return Mention(start, cut.end, text[start : cut.end], kind, unit, value, step, decimals, None, cut.vague)
