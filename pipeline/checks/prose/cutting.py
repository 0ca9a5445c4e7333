"""Cutting (切分): a number with the unit behind it, cut out of the text, and what it is worth."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from pipeline.checks.prose import numerals
from pipeline.checks.prose.context import PLAIN
from pipeline.checks.prose.lexicon import CN_COUNTS, COUNTS, DIGITS, MEASURES, MONEY, PER

NUMBER = re.compile(
    rf"(?:[{DIGITS}]{{1,3}}(?:[,，][{DIGITS}]{{3}})+(?![{DIGITS}])|[０-９]{{1,3}}(?:，[０-９]{{3}})+(?![０-９])"
    rf"|[{DIGITS}]+)"
    rf"(?:[.．](?!(?:19"
    rf"|20)[0-9]{{2}}[ 　]*年)[{DIGITS}]+)?(?:[亿万千百][{DIGITS}]{{1,4}}(?=[万千百元]))*(?:[十百万亿]"
    rf"|千(?![瓦米克卡升]))*"
)
_TENTHS = "成(?![立为员果都人本效功长绩熟就分品交形套年份因语了的])"
_SHAPES = f"(个?百分点)|([%％‰])|(倍|{_TENTHS})|({{money}})|({{measures}})|({{counts}})"
_VAGUE = "[余多来几]"


def _tail(counts: str) -> str:
    shapes = _SHAPES.format(money=MONEY, measures=MEASURES, counts=counts)
    return (
        rf"[ 　]?({_VAGUE})?((?:[十百万亿]"
        rf"|千(?![瓦米克卡升])){{0,2}})({_VAGUE})?[ 　]?(?:(?:{shapes}){PER}"
        r"(?:[（(][套个次处件台座只头人户家组条份][)）])?)?"
    )


ARABIC_TAIL = re.compile(f"(){_tail(COUNTS)}")  # group 1: the number, where it is cut out in the same go
CHINESE_TAIL = re.compile(f"(){_tail(CN_COUNTS)}")
_FIGURE = re.compile(  # a number with its unit, as most are: no range, no ratio; others are looked at step by step
    rf"(?<![￥¥]){PLAIN.pattern}((?>{NUMBER.pattern}))(?![ ]?[:：∶比/])(?>{_tail(COUNTS)})(?![ ]?[-－—–~～至到])"
)


class Kind(StrEnum):
    """What a figure counts."""

    MONEY = "money"
    COUNT = "count"
    PERCENT = "percent"
    MEASURE = "measure"
    RATIO = "ratio"
    POINTS = "points"


_KINDS = {5: Kind.POINTS, 6: Kind.PERCENT, 7: Kind.RATIO, 8: Kind.MONEY, 9: Kind.MEASURE, 10: Kind.COUNT}
_MINUS = frozenset("-−－下")
_BELOW = re.compile("(?<=[一-龥：（、，])([-−－]|零下)$")
_MONEY, _COUNT = Kind.MONEY, Kind.COUNT  # Python 3.11 works out Kind.MONEY anew wherever it is written


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
    cut = _cut_of(found, text, text[start:end]) if found else None
    return cut or _without_unit(found, text[start:end], end)


def _cut_of(found: re.Match[str], text: str, digits: str) -> Cut | None:
    """Cut a number with the unit that was found behind it; None where there is none."""
    shape = found.lastindex or 0
    kind = _KINDS.get(shape)
    if kind is None:
        return None
    vague, scale, more = found.group(2, 3, 4)
    end = found.end()
    return Cut(end, digits, scale or "", text[found.start(shape) : end], kind, vague or more or "")


def _without_unit(found: re.Match[str] | None, digits: str, end: int) -> Cut:
    """Cut a number that ends in 万 or 亿, or in nothing."""
    vague, scale, more = found.group(2, 3, 4) if found else ("", "", "")
    scaled = scale or ""
    behind = found.end(4 if more else 3) if found and scaled else end
    money = Kind.MONEY if (scaled or digits[-1:])[-1:] in {"万", "亿"} else None
    return Cut(behind, digits, scaled, "", money, (vague or more or "") if scaled else "")


def worth(digits: str, scale: str, unit: str, kind: Kind) -> numerals.Number:
    """Work out value, step and decimals in fen, percent or the figure's own unit."""
    value, step, decimals = numerals.read(digits)
    if unit == "‰":
        return numerals.Number(value / 10, step / 10, decimals)
    factor = numerals.scale_of(scale) * (100 if kind is _MONEY else 1)
    return numerals.Number(value * factor, step * factor, decimals)


def _money_unit(digits: str, scale: str, unit: str) -> str:
    """Name the unit as printed before the 元: 万元 for 83.28万元, 万 for 200万."""
    bare = digits.rstrip("十百千万亿")
    arabic = bare[-1:].isdigit() and bare[:1] not in numerals.CN_DIGITS
    return (digits[len(bare) :] if arabic else digits[-1:] if digits[-1:] in "万亿" else "") + scale + unit


@lru_cache(maxsize=1 << 12)  # small numbers are read in every text
def _quantity(digits: str, scale: str, unit: str, kind: Kind) -> tuple[Kind, str, Decimal, Decimal, int]:
    """Give kind, unit, value, step and decimals of a figure."""
    value, step, decimals = worth(digits, scale, unit, kind)
    if kind is _MONEY:
        unit = _money_unit(digits, scale, unit)
        if unit == "角":
            value, step = value / 10, step / 10
        elif unit.endswith(("角", "分")):
            value, step = value + numerals.change(unit), Decimal(1 if unit.endswith("分") else 10)
    elif unit == "成":
        value, step = value * 10, step * 10
    elif unit[:2] == "个半":
        value += Decimal("0.5")
    elif kind is _COUNT and "/" in unit:
        kind = Kind.MEASURE
    return kind, unit, value, step, decimals


def mention_of(text: str, start: int, cut: Cut, kind: Kind) -> Mention:
    """Make the figure of a cut."""
    end, digits, scale, unit, _, vague = cut
    kind, unit, value, step, decimals = _quantity(digits, scale, unit, kind)
    return Mention(start, end, text[start:end], kind, unit, value, step, decimals, None, vague)


def plain_figure(text: str, start: int) -> Mention | None:
    """Read a number with its unit where nothing around it says that it may be more or less than that."""
    found = _FIGURE.match(text, start)
    shape = (found.lastindex or 0) if found else 0
    if found is None or shape not in _KINDS:
        return None
    digits, vague, scale, more = found.group(1, 2, 3, 4)
    if len(digits) > numerals.LONGEST:
        return None
    end = found.end()
    kind, unit, value, step, decimals = _quantity(digits, scale or "", text[found.start(shape) : end], _KINDS[shape])
    return Mention(start, end, text[start:end], kind, unit, value, step, decimals, None, vague or more or "")


def signed(text: str, mention: Mention) -> Mention:
    """Take the ￥, the minus or the 零下 before a number into its figure."""
    before = text[mention.start - 1 : mention.start]
    if before in {"￥", "¥"} and mention.kind is _MONEY:
        return mention._replace(start=mention.start - 1, text=before + mention.text)
    found = _BELOW.search(text, max(0, mention.start - 3), mention.start) if before in _MINUS else None
    if found is None or mention.value is None or mention.kind in {_COUNT, Kind.RATIO}:
        return mention
    return mention._replace(start=found.start(1), text=found[1] + mention.text, value=-mention.value)
