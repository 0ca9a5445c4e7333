"""Numerals (数字): what a number in prose is worth, whether １，２００, 1.2万, 三十三万 or 贰佰."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

CN_DIGITS = "零〇○一二三四五六七八九两壹贰叁肆伍陆柒捌玖"
CN_SCALES = "十百千万亿拾佰仟萬億"
LONGEST = 30  # signs beyond any number a report prints
_DIGIT = dict(zip(CN_DIGITS, map(int, "0001234567892123456789"), strict=True))
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_SCALES = "十百千万亿"
_WIDE = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
_ARABIC = re.compile(r"[0-9０-９][0-9０-９,，.．]*")

_PIECE = re.compile(r"([0-9０-９]+)([十百千万亿]+)")
_AND_YUAN = re.compile(rf"((?:{_PIECE.pattern})+)([0-9０-９]{{1,4}})")  # 48万6500元
_MIXED = re.compile(rf"(?:{_PIECE.pattern}){{2,}}")
SMALL_CHANGE = re.compile("(?:(.)角)?(?:(.)分)?$")


class Number(NamedTuple):
    """A printed number: its value, what one unit of its last printed digit is worth, and its decimals."""

    value: Decimal
    step: Decimal
    decimals: int


def chinese(text: str) -> int:
    """Read 三十三万, 一百零五 or 二〇; signs that are no numerals count nothing."""
    result = section = digit = largest = 0
    last = 1
    digits = ""
    for sign in text:
        if sign in _DIGIT:
            digit, digits = _DIGIT[sign], digits + str(_DIGIT[sign])
            last = last if digit else 1
        elif sign in _SMALL:
            last = _SMALL[sign]
            section, digit = section + (digit or 1) * last, 0
        elif sign in _LARGE:
            below = result if _LARGE[sign] > largest else 0  # 三万亿, but 一亿两千万
            result += (below + section + digit or 1) * _LARGE[sign] - below
            last = largest = _LARGE[sign]
            section = digit = 0
    if digits and len(digits) == len(text):
        return int(digits)
    return result + section + digit * max(last // 10, 1)


@lru_cache(maxsize=64)
def scale_of(scales: str) -> int:
    """Worth of 万, 千万 or 百 behind a number; nothing is 1."""
    worth = 1
    for sign in scales:
        worth *= _SMALL.get(sign) or _LARGE.get(sign, 1)
    return worth


def _arabic(digits: str, scale: int) -> Number:
    plain = digits if digits.isascii() else digits.translate(_WIDE)
    plain = plain.replace(",", "").rstrip(".")
    point = plain.find(".")
    decimals = len(plain) - point - 1 if point >= 0 else 0
    return Number(Decimal(plain) * scale, Decimal(scale).scaleb(-decimals), decimals)


def change(text: str) -> int:
    """Worth in fen of the 捌角玖分 that ends an amount."""
    found = SMALL_CHANGE.search(text)
    tenths, cents = found.groups() if found else (None, None)
    return 10 * _DIGIT.get(tenths or "", 0) + _DIGIT.get(cents or "", 0)


def read(text: str) -> Number:
    """Read a number as the lexer cut it out: Arabic digits with a scale behind them, or Chinese numerals."""
    digits = text.rstrip(_SCALES)
    if digits and digits.isascii():
        return _arabic(digits, 1 if digits == text else scale_of(text[len(digits) :]))
    rest = _AND_YUAN.fullmatch(text)
    if rest:
        left, right = read(rest[1]), _arabic(rest[4], 1)
        return Number(left.value + right.value, right.step, 0)
    found = _ARABIC.match(text)
    if found and _MIXED.fullmatch(text):
        pieces = [_arabic(piece[1], scale_of(piece[2])) for piece in _PIECE.finditer(text)]
        return Number(sum((piece.value for piece in pieces), Decimal(0)), pieces[-1].step, 0)
    if found:
        return _arabic(found[0], scale_of(text[found.end() :]) if found.end() < len(text) else 1)
    if "点" in text:
        whole, _, tail = text.partition("点")
        return _arabic(f"{chinese(whole)}.{''.join(str(_DIGIT.get(sign, 0)) for sign in tail)}", 1)
    scale = scale_of(text[-1]) if text[-1:] in _LARGE else 1
    return Number(Decimal(chinese(text)), Decimal(scale), 0)
