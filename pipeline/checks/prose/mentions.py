"""Mentions (文中数字): every figure of a text, where it stands, what kind it is and what it is worth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from pipeline.checks.prose import numerals
from pipeline.checks.prose.context import chinese_is_plain, is_bare_quantity, is_duration, passed_over
from pipeline.checks.prose.lexicon import CN_COUNTS, COUNTS, DIGITS, MEASURES, MONEY, PER

_CN = numerals.CN_DIGITS + numerals.CN_SCALES
_SIGNS = frozenset(_CN)
_RUN = re.compile(rf"[{DIGITS}{_CN}][{DIGITS}{_CN},，.．]*")
_NUMBER = re.compile(
    rf"(?:[{DIGITS}]{{1,3}}(?:,[{DIGITS}]{{3}})+(?![{DIGITS}])|[０-９]{{1,3}}(?:，[０-９]{{3}})+(?![０-９])|[{DIGITS}]+)"
    rf"(?:[.．](?!(?:19|20)[0-9]{{2}}[ 　]*年)[{DIGITS}]+)?(?:[十百万亿]|千(?![瓦米克卡升]))*"
)
_SHAPES = "(个?百分点)|([%％‰])|(倍)|({money})|({measures})|({counts})"
_VAGUE = "[余多来几]"


def _tail(counts: str) -> re.Pattern[str]:
    shapes = _SHAPES.format(money=MONEY, measures=MEASURES, counts=counts)
    return re.compile(
        rf"[ 　]?({_VAGUE})?((?:[十百万亿]|千(?![瓦米克卡升])){{0,2}})({_VAGUE})?[ 　]?(?:(?:{shapes}){PER}(?:[（(][套个次处件台座][)）])?)?"
    )


_TAIL = _tail(COUNTS)
_CN_TAIL = _tail(CN_COUNTS)
_CN_DECIMALS = re.compile("点[零〇一二三四五六七八九]+(?=倍|个百分点|万|亿|元)")
_CN_NEXT = frozenset(
    "余多个百人名户位次家处件条项套台支所场份篇册张间座辆栋幢棵株盏根只笔宗起例批期艘口部块面本轮种类款方平立公米吨亩小分天岁倍元车班标点网床大成万亿 "
)
_OF = re.compile(rf"([{_CN}]+|[{DIGITS}]+)分之([{_CN}]+(?:点[零〇一二三四五六七八九]+)?|[{DIGITS}.．]+)")
_TENTHS = re.compile(
    "[一二三四五六七八九两]成(?![立为员果都人本效功长绩熟就分品交形套年份因语了的])(?:[一二三四五六七八九]|半)?"
)
_SLASH = re.compile(rf"[{DIGITS}]{{1,3}}/[{DIGITS}]{{1,4}}(?![{DIGITS}/年月])")
_COLON = re.compile(
    rf"[{DIGITS}]{{1,3}}(?:\.[{DIGITS}]+)?[ ]?[:：∶比][ ]?[{DIGITS}]{{1,4}}(?:\.[{DIGITS}]+)?(?![{DIGITS}分])"
)
_RANGE = re.compile(rf"[ ]?(?:[-－—–~～]{{1,2}}|至|到)[ ]?(?=[{DIGITS}{_CN}])")
_RATIO_SIGNS = frozenset(":：∶比/ ")
_RANGE_SIGNS = frozenset("-－—–~～至到 ")
_PARTS_OF = {"百": Decimal(1), "千": Decimal("0.1"), "万": Decimal("0.01")}


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
    """One figure: value and step (worth of its last printed digit) in fen, percent or its own unit; `high` ends a range.

    `vague` is 余, 多 or the like where it stands in the figure; `value` is None where the text gives no one value.
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


class _Cut(NamedTuple):
    """A number with its unit as cut out of the text, not yet worth anything."""

    end: int
    digits: str
    scale: str
    unit: str
    kind: Kind | None
    vague: str


def _cut(text: str, start: int, end: int, tail: re.Pattern[str]) -> _Cut:
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
        return _Cut(behind, digits, scaled, "", money, vague)
    return _Cut(
        found.end(),
        digits,
        found[2] or "",
        text[found.start(index) : found.end()],
        _KINDS[index],
        found[1] or found[3] or "",
    )


def _worth(cut: _Cut, kind: Kind) -> tuple[Decimal, Decimal, int]:
    """Value, step and decimals in fen, percent or the figure's own unit."""
    value, step, decimals = numerals.read(cut.digits)
    factor = numerals.scale_of(cut.scale) if cut.scale else 1
    if kind is Kind.MONEY:
        factor *= 100
    elif cut.unit == "‰":
        return value / 10, step / 10, decimals
    return (value, step, decimals) if factor == 1 else (value * factor, step * factor, decimals)


def _money_unit(cut: _Cut) -> str:
    """Unit as printed before the 元: 万元 for 83.28万元, 万 for 200万."""
    digits = cut.digits.rstrip("十百千万亿")
    arabic = digits[-1:].isdigit() and digits[:1] not in numerals.CN_DIGITS
    scale = (cut.digits[len(digits) :] if arabic else cut.digits[-1:] if cut.digits[-1:] in "万亿" else "") + cut.scale
    return scale + cut.unit


def _mention(text: str, start: int, cut: _Cut, kind: Kind) -> Mention:
    value, step, decimals = _worth(cut, kind)
    unit = _money_unit(cut) if kind is Kind.MONEY else cut.unit
    kind = Kind.MEASURE if kind is Kind.COUNT and "/" in unit else kind
    return Mention(start, cut.end, text[start : cut.end], kind, unit, value, step, decimals, None, cut.vague)


def _fraction(text: str, start: int, end: int) -> Mention | None:
    """三分之二, 百分之七点八: a percentage where the whole is 百, 千 or 万, else a ratio."""
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


def _ranged(text: str, start: int, cut: _Cut, tail: re.Pattern[str]) -> Mention | None:
    """3—5个, 10%至20%: one figure; 从10个到20个 stays two."""
    dash = _RANGE.match(text, cut.end) if text[cut.end : cut.end + 1] in _RANGE_SIGNS else None
    if dash is None or (cut.kind and (text[start - 1 : start] in {"从", "由"} or dash[0].strip() == "到")):
        return None
    second = _NUMBER.match(text, dash.end()) if tail is _TAIL else _RUN.match(text, dash.end())
    other = _cut(text, second.start(), second.end(), tail) if second else None
    if other is None or other.kind is None or (cut.unit and cut.unit != other.unit):
        return None
    kind = other.kind
    low = _Cut(cut.end, cut.digits, cut.scale if cut.kind else other.scale, other.unit, kind, "")
    (value, step, decimals), (high, _, _) = _worth(low, kind), _worth(other, kind)
    if second is not None and cut.kind is None:
        factor = numerals.scale_of(second[0].lstrip("0123456789０１２３４５６７８９.．,，")) if tail is _TAIL else 1
        value, step = value * factor, step * factor
    return Mention(start, other.end, text[start : other.end], kind, other.unit, value, step, decimals, high)


def _arabic(text: str, start: int) -> tuple[Mention | None, int]:
    """Read the figure at an Arabic digit; the second value is where to go on."""
    behind = passed_over(text, start)
    if behind:
        return None, behind
    number = _NUMBER.match(text, start)
    if number is None or len(number[0]) > numerals.LONGEST:
        return None, start + 1 if number is None else number.end()
    ratio = text[number.end() : number.end() + 1] in _RATIO_SIGNS and (
        _COLON.match(text, start) or _SLASH.match(text, start)
    )
    if ratio:
        return Mention(start, ratio.end(), ratio[0], Kind.RATIO, "", _quotient(ratio[0]), Decimal(0)), ratio.end()
    cut = _cut(text, start, number.end(), _TAIL)
    ranged = _ranged(text, start, cut, _TAIL)
    if ranged:
        return ranged, ranged.end
    if cut.kind is None:
        return _bare(text, start, number.end())
    begin = start - 1 if cut.kind is Kind.MONEY and text[start - 1 : start] in {"￥", "¥"} else start
    return _mention(text, begin, cut, cut.kind), cut.end


def _quotient(text: str) -> Fraction | None:
    left, right = (numerals.read(part.strip()).value for part in re.split("[:：∶比/]", text, maxsplit=1))
    return Fraction(left) / Fraction(right) if right else None


def _bare(text: str, start: int, end: int) -> tuple[Mention | None, int]:
    """Take a number without unit where the words around it say that it is a quantity."""
    sign = text[start - 1 : start] in {"￥", "¥"}
    if sign or is_duration(text, start, end) or is_bare_quantity(text, start, end):
        years = 1 if text.startswith("年", end) else 0
        kind = Kind.MONEY if sign else Kind.MEASURE
        cut = _Cut(end + years, text[start:end], "", "年" if years else "", kind, "")
        return _mention(text, start - sign, cut, kind), cut.end
    return None, end


def _chinese(text: str, start: int, end: int) -> tuple[Mention | None, int]:
    """Read the figure at a Chinese numeral; the second value is where to go on."""
    fraction = _fraction(text, start, end)
    if fraction:
        return fraction, fraction.end
    decimals = _CN_DECIMALS.match(text, end)
    if text[end : end + 1] not in _CN_NEXT and not (decimals or _RANGE.match(text, end)):
        return None, end
    tenths = _TENTHS.match(text, end - 1)
    if tenths and end - start == 1 and chinese_is_plain(text, start, end):
        value = Decimal(numerals.chinese(text[start]) * 10)
        return Mention(start, tenths.end(), tenths[0], Kind.RATIO, "成", value, Decimal(10)), tenths.end()
    return _chinese_quantity(text, start, decimals.end() if decimals else end)


def _chinese_quantity(text: str, start: int, end: int) -> tuple[Mention | None, int]:
    cut = _cut(text, start, end, _CN_TAIL)
    if not chinese_is_plain(text, start, end, cut.vague):
        return None, end
    ranged = _ranged(text, start, cut, _CN_TAIL)
    if ranged:
        return ranged, ranged.end
    kind = cut.kind
    if kind is None or (kind is Kind.MONEY and not cut.unit and text[start] not in numerals.CN_DIGITS[3:]):
        return None, end
    return _mention(text, start, cut, kind), cut.end


def iterate(text: str) -> Iterator[Mention]:
    """Walk the text from numeral to numeral; what a figure has swallowed is not looked at again."""
    position = 0
    for run in _RUN.finditer(text):
        start, end = run.span()
        start = max(start, position)
        while start < end:
            if text[start] in _SIGNS:
                stop = start + 1
                while stop < end and text[stop] in _SIGNS:
                    stop += 1
                mention, position = _chinese(text, start, stop)
            elif text[start] in ",，.．":
                mention, position = None, start + 1
            else:
                mention, position = _arabic(text, start)
            start = position
            if mention:
                yield mention


def find_mentions(text: str) -> list[Mention]:
    """Find every figure of a text, in order."""
    return list(iterate(text))
