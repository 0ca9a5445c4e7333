"""Mentions (文中数字): every figure of a text, where it stands, what kind it is and what it is worth."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from pipeline.checks.prose.reading import numerals
from pipeline.checks.prose.reading.context import chinese_is_plain, is_duration, passed_over
from pipeline.checks.prose.reading.cutting import (
    ARABIC_TAIL,
    CHINESE_TAIL,
    KINDS,
    NUMBER,
    SIGN,
    Cut,
    Mention,
    cut_at,
    mention_of,
    plain_figure,
    signed,
)
from pipeline.checks.prose.reading.lexicon import CN_NEXT, DIGITS
from pipeline.checks.prose.reading.portions import fraction
from pipeline.checks.prose.reading.unitless import NUMERIC, unitless
from pipeline.checks.prose.reading.worths import Kind, worth

__all__ = ["Kind", "Mention", "find_mentions"]

_CN = numerals.CN_DIGITS + numerals.CN_SCALES
_SIGNS = frozenset(_CN)
_RUN = re.compile(rf"[{DIGITS}{_CN}][{DIGITS}{_CN},，.．]*")
_HALF = re.compile("半数(?![据字码量值])")
_CN_DECIMALS = re.compile("点[零〇一二三四五六七八九]+(?=倍|个百分点|万|亿|元)")
_EITHER = re.compile(
    "(?<![零〇一二三四五六七八九])(?:一二|[一二两]三|三四|三五|四五|五六|六七|七八|八九)(?![零〇一二三四五六七八九])"
)
_TENTHS = re.compile(
    "[一二三四五六七八九两]成(?![立为员果都人本效功长绩熟就分品交形套年份因语了的])(?:[一二三四五六七八九]|半|多)?"
)
_SLASH = re.compile(rf"[{DIGITS}]{{1,3}}(?:\.[{DIGITS}]+)?/[{DIGITS}]{{1,4}}[万千]?(?![{DIGITS}/年月日前止])")
_COLON = re.compile(
    rf"[{DIGITS}]{{1,3}}(?:\.[{DIGITS}]+)?(?:[ ]?[:：∶比][ ]?[{DIGITS}]{{1,4}}(?:\.[{DIGITS}]+)?)+"
    rf"(?![{DIGITS}]|分(?![担成配摊享]))"
)
_RANGE = re.compile(rf"[ ]?(?:[-－—–~～]{{1,2}}|至|到)[ ]?(?=[{DIGITS}{_CN}])")
_MOVED_BY = re.compile(
    "(?:[追增]加|[压调核追缩]减|[调核]增|减少|扩[大充]|缩[短小]|[下上]调|降低|提高)(?:了|资金|预算|经费|约)?$"
)
_RATIO_SIGNS = frozenset(":：∶比/ ")
_OF_SIGNS = frozenset("分比")
_RANGE_SIGNS = frozenset("-－—–~～至到 ")
_CN_YEARS = re.compile("([余多来])?年([半多])?(?![级度代初底中行计规攻纪龄轻])")


def _ranged(text: str, start: int, cut: Cut, tail: re.Pattern[str]) -> Mention | None:
    """3—5个, 10%至20%: one figure; 从10个到20个 stays two."""
    dash = _RANGE.match(text, cut.end)
    if dash is None or (cut.kind and _from_to(text, start, cut, dash[0].strip())):
        return None
    second = NUMBER.match(text, dash.end()) if tail is ARABIC_TAIL else _RUN.match(text, dash.end())
    other = cut_at(text, second.start(), second.end(), tail) if second else None
    if other is None or other.kind is None or (cut.unit and cut.unit != other.unit):
        return None
    kind = other.kind
    value, step, decimals = worth(cut.digits, cut.scale if cut.kind else other.scale, other.unit, kind)
    high = worth(other.digits, other.scale, other.unit, kind).value
    if second is not None and cut.kind is None:
        factor = numerals.scale_of(second[0].lstrip(NUMERIC)) if tail is ARABIC_TAIL else 1
        value, step = value * factor, step * factor
    return Mention(start, other.end, text[start : other.end], kind, other.unit, value, step, decimals, high)


def _from_to(text: str, start: int, cut: Cut, sign: str) -> bool:
    """Tell whether two figures are none of a range: 从10个到20个, 压减40万元至460万元."""
    if text[start - 1 : start] in {"从", "由"} or sign == "到":
        return True
    return sign == "至" and cut.kind is not Kind.PERCENT and bool(_MOVED_BY.search(text, max(0, start - 6), start))


def _arabic(text: str, start: int) -> tuple[Mention | None, int]:
    """Read the figure at an Arabic digit; the second value is where to go on."""
    behind = passed_over(text, start)
    if behind:
        return None, behind
    number = NUMBER.match(text, start)
    if number is None or number.end() - start > numerals.LONGEST:
        return None, start + 1 if number is None else number.end()
    end = number.end()
    ratio = text[end : end + 1] in _RATIO_SIGNS and (_COLON.match(text, start) or _SLASH.match(text, start))
    if ratio:
        return Mention(start, ratio.end(), ratio[0], Kind.RATIO, "", _quotient(ratio[0]), Decimal(0)), ratio.end()
    cut = cut_at(text, start, end, ARABIC_TAIL)
    ranged = _ranged(text, start, cut, ARABIC_TAIL) if text[cut.end : cut.end + 1] in _RANGE_SIGNS else None
    if ranged:
        return ranged, ranged.end
    if cut.kind is None:
        return unitless(text, start, end)
    return signed(text, mention_of(text, start, cut, cut.kind)), cut.end


def _quotient(text: str) -> Fraction | None:
    left, right, *more = (numerals.read(part.strip()).value for part in re.split("[:：∶比/]", text))
    return Fraction(left) / Fraction(right) if right and not more else None


def _chinese(text: str, start: int, end: int) -> tuple[Mention | None, int]:
    """Read the figure at a Chinese numeral; the second value is where to go on."""
    behind = text[end : end + 1]
    share = fraction(text, start, end) if behind in _OF_SIGNS else None
    if share:
        return share, share.end
    if behind not in CN_NEXT and not (behind in _RANGE_SIGNS and _RANGE.match(text, end)):
        return None, end
    years = _CN_YEARS.match(text, end) if text[end : end + 2].find("年") >= 0 else None
    if years:
        return _years(text, start, end, years)
    tenths = _TENTHS.match(text, end - 1)
    if tenths and end - start == 1 and chinese_is_plain(text, start, end):
        value = Decimal(numerals.chinese(text[start]) * 10 + numerals.chinese(tenths[0][2:3].replace("半", "五")))
        vague = "多" if tenths[0].endswith("多") else ""
        told = Mention(start, tenths.end(), tenths[0], Kind.RATIO, "成", value, Decimal(10), vague=vague)
        return told, tenths.end()
    decimals = _CN_DECIMALS.match(text, end)
    return _chinese_quantity(text, start, decimals.end() if decimals else end)


def _years(text: str, start: int, end: int, years: re.Match[str]) -> tuple[Mention | None, int]:
    """十多年, 一年多 and 服务期三年 are spans of time; 三年行动 is a name."""
    behind = years[2] or ""
    vague = years[1] or behind.strip("半")
    if not chinese_is_plain(text, start, end, vague) or not (vague or is_duration(text, start, end)):
        return None, end
    cut = Cut(years.end(), text[start:end], "", "年", Kind.MEASURE, vague)
    span = mention_of(text, start, cut, Kind.MEASURE)
    half = Decimal(numerals.chinese(cut.digits)) + Decimal("0.5")  # 一年半
    return span._replace(value=half) if behind == "半" else span, cut.end


def _chinese_quantity(text: str, start: int, end: int) -> tuple[Mention | None, int]:
    cut = cut_at(text, start, end, CHINESE_TAIL)
    if not chinese_is_plain(text, start, end, cut.vague):
        return None, end
    ranged = _ranged(text, start, cut, CHINESE_TAIL)
    if ranged:
        return ranged, ranged.end
    kind = cut.kind
    if kind is None or (kind is Kind.MONEY and not cut.unit and text[start] not in numerals.CN_DIGITS[3:]):
        return None, end
    return _either(mention_of(text, start, cut, kind), cut.digits), cut.end


def _either(mention: Mention, digits: str) -> Mention:
    """七八个 and 五六十人 are ranges."""
    found = _EITHER.search(digits)
    if found is None:
        return mention
    low, high = (numerals.read(digits[: found.start()] + sign + digits[found.end() :]) for sign in found[0])
    unit = mention.step / numerals.read(digits).step  # 元 are read in fen
    return mention._replace(value=low.value * unit, high=high.value * unit)


def _read(text: str, start: int, end: int) -> tuple[Mention | None, int]:
    """Read the figure at a digit or numeral that is not plainly one; the second value is where to go on."""
    if text[start] in _SIGNS:
        return _chinese(text, start, end)
    half = _HALF.match(text, start)
    if half:
        return Mention(start, half.end(), half[0], Kind.RATIO, "", Decimal("0.5"), Decimal(0)), half.end()
    return _arabic(text, start) if text[start] != "半" else (None, end)


def find_mentions(text: str) -> list[Mention]:
    """Find every figure of a text, in order; what a figure has swallowed is not looked at again."""
    found: list[Mention] = []
    begin = 0
    while begin >= 0:
        signs, begin = SIGN.finditer(text, begin), -1
        for sign in signs:
            shape = sign.lastindex
            mention = plain_figure(text, sign, shape) if shape in KINDS else None
            if mention is None and shape is not None:
                mention, end = _read(text, sign.start(), sign.end())
                begin = end if end != sign.end() else -1
            if mention is not None:
                found.append(mention)
            if begin >= 0:
                break
    return found
