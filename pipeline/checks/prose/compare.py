"""Comparison (比对): does a printed figure say what a cell holds, to its own printed decimals?"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from pipeline.checks.prose.mentions import Kind, Mention
from pipeline.model import money

_ABOUT_BEFORE = re.compile("(?:大?约|近|将近|接近|左右)$")
_AT_LEAST_BEFORE = re.compile("(?:超过|超|逾|不少于|不低于|至少|高于|多于|突破|达到或超过)$")
_AT_MOST_BEFORE = re.compile("(?:不足|不超过|低于|少于|未超过|控制在|至多|不到)$")
_BEHIND = re.compile("(?:（含）|\\(含\\)|[及含])?(以上|以下|以内|左右|上下|不等)")
Exact = Decimal | Fraction | int


def bounds(text: str, mention: Mention) -> str:
    """How the words around a figure loosen it: about, least, most, or nothing."""
    behind = _BEHIND.match(text, mention.end)
    if behind:
        return {"以上": "least", "以下": "most", "以内": "most"}.get(behind[1], "about")
    before = text[max(0, mention.start - 6) : mention.start].rstrip("了为有")
    if mention.vague or _ABOUT_BEFORE.search(before):
        return "about"
    if _AT_LEAST_BEFORE.search(before):
        return "least"
    return "most" if _AT_MOST_BEFORE.search(before) else ""


def _close(value: Fraction, step: Fraction, exact: Fraction) -> bool:
    """Rounded half up to the printed decimals, `exact` is `value`; half a step is right either way."""
    return money.half_up(exact / step, 0) == value / step


def _rough(value: Fraction, step: Fraction, exact: Fraction) -> bool:
    """约 and 余: right to within one unit of the last digit that is no zero."""
    while value and (value / step).denominator == 1 and (value / step).numerator % 10 == 0:
        step *= 10
    return abs(exact - value) <= step


def holds(mention: Mention, exact: Exact, loose: str = "") -> bool:
    """Tell whether a figure says `exact` (fen, percent or its own unit), rounded to its printed decimals."""
    if mention.value is None:
        return False
    value, step, true = Fraction(mention.value), Fraction(mention.step), Fraction(exact)
    if mention.high is not None:
        return value <= true <= Fraction(mention.high)
    if not step:
        return value == true
    if _close(value, step, true) or (mention.kind is Kind.PERCENT and abs(true - value) * 2 <= step):
        return True
    if loose == "least":
        return true >= value
    if loose == "most":
        return true <= value
    return loose == "about" and _rough(value, step, true)
