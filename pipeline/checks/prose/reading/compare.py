"""Comparison (比对): does a printed figure say what a cell holds, to its own printed decimals?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from pipeline.checks.prose.reading.mentions import Kind, Mention

_ABOUT_BEFORE = ("约", "近", "接近")
_AT_LEAST_BEFORE = ("超过", "超", "逾", "不少于", "不低于", "至少", "高于", "多于", "突破")
_AT_MOST_BEFORE = ("不足", "不超过", "低于", "少于", "未超过", "控制在", "至多", "不到")
NOT_ROUGH = (
    "签约",
    "预约",
    "节约",
    "合约",
    "履约",
    "集约",
    "邀约",
    "违约",
    "续约",
    "彩超",
    "B超",
    "附近",
    "邻近",
    "就近",
    "临近",
)
_IDLE = "了为有"
_LOOSE_BEFORE = frozenset(_IDLE) | {word[-1] for word in _ABOUT_BEFORE + _AT_LEAST_BEFORE + _AT_MOST_BEFORE}
_LOOSE_BEHIND = frozenset("（(及含以左上不")
_BEHIND = re.compile("(?:（含）|\\(含\\)|[及含])?(以上|以下|以内|左右|上下|不等)")
Exact = Decimal | Fraction | int
Where = TypeVar("Where")


def bounds(text: str, mention: Mention) -> str:
    """How the words around a figure loosen it: about, least, most, or nothing."""
    behind = _BEHIND.match(text, mention.end) if text[mention.end : mention.end + 1] in _LOOSE_BEHIND else None
    if behind:
        return {"以上": "least", "以下": "most", "以内": "most"}.get(behind[1], "about")
    if not mention.vague and text[mention.start - 1 : mention.start] not in _LOOSE_BEFORE:
        return ""
    before = text[max(0, mention.start - 6) : mention.start].rstrip(_IDLE)
    if mention.vague or (before.endswith(_ABOUT_BEFORE) and not before.endswith(NOT_ROUGH)):
        return "about"
    if before.endswith(_AT_MOST_BEFORE):
        return "most"
    least = before.endswith(_AT_LEAST_BEFORE) and not before.endswith(("不超过", "未超过", *NOT_ROUGH))
    return "least" if least else ""


def _difference(mention: Mention, exact: Exact) -> Decimal | Fraction:
    """Exact value less printed value; the cheap way where both are decimal."""
    value = mention.value
    if isinstance(value, Decimal) and isinstance(exact, (Decimal, int)):  # asking for a Fraction is slow
        return exact - value
    return Fraction(exact) - Fraction(value or 0)


def _rough(mention: Mention, difference: Decimal | Fraction) -> bool:
    """约: right to within one unit of the last digit that is no zero; 余 and 多: above it by less than that."""
    top, bottom = (mention.value or 0).as_integer_ratio()
    over, under = mention.step.as_integer_ratio()
    top, bottom, times = top * under, bottom * over, 1  # the value in units of its last digit, in whole numbers
    while top and bottom and not top % (10 * bottom):
        bottom, times = 10 * bottom, 10 * times
    exact, step = Fraction(difference), Fraction(over * times, under)
    return 0 <= exact < step if mention.vague else abs(exact) <= step


def holds(mention: Mention, exact: Exact, loose: str = "") -> bool:
    """Tell whether a figure says `exact` (fen, percent or its own unit), rounded half up to its printed decimals."""
    if mention.value is None:
        return False
    difference = _difference(mention, exact)
    if mention.high is not None:
        return difference >= 0 and Fraction(exact) <= Fraction(mention.high)
    if not difference:
        return True
    twice, step = 2 * difference, (mention.step if isinstance(difference, Decimal) else Fraction(mention.step))
    if -step <= twice < step or (twice == step and mention.kind is Kind.PERCENT):
        return True
    return _loosely(mention, difference, loose)


def _loosely(mention: Mention, difference: Decimal | Fraction, loose: str) -> bool:
    """Tell whether the words around a figure allow it to be off by this much."""
    if loose == "least":
        return difference >= 0
    if loose == "most":
        return difference <= 0
    return loose == "about" and _rough(mention, difference)


def said(text: str, mention: Mention, told: Sequence[tuple[Exact, Where]]) -> list[Where]:
    """Find the places whose value a figure says; 以上 and 以下 loosen nothing here."""
    value = mention.value
    about = "about" if bounds(text, mention) == "about" else ""
    if about or mention.high is not None or not isinstance(value, Decimal):
        return [where for exact, where in told if holds(mention, exact, about)]
    half = mention.step / 2
    least, most = value - half, value + half
    if mention.kind is Kind.PERCENT or not half:
        return [where for exact, where in told if least <= exact <= most]
    return [where for exact, where in told if least <= exact < most]
