"""Numerals (数字的写法): numbers as people type them in text, from １,000 to 贰佰万元整."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.intake.fold import squeeze

_LONGEST = 40  # digits beyond any amount: not worth reading
_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]*)?|\.[0-9]+"
_PLAIN = re.compile(rf"([+-]?)({_NUMBER})")
_MONEY = re.compile(rf"([+-]?)(?:人民币|RMB|CNY)?:?¥?([+-]?)({_NUMBER})(?:元|圆)?(?:整|正)?", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\((.+)\)")
_MINUS = str.maketrans("−–﹣", "---")

_DIGITS = {
    sign: value
    for value, signs in enumerate(("零〇○", "一壹", "二贰两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for sign in signs
}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_FACTORS = {"十": 10, "百": 100, "千": 1000, "": 1}
_WITH_UNIT = re.compile(rf"({_NUMBER})([十百千]?)([万亿]?)元?(?:整|正)?")
_IN_WORDS = re.compile(r"([^元圆角分整正]+)(?:[元圆])?(?:([^元圆角分整正])角)?零?(?:([^元圆角分整正])分)?(?:整|正)?")
_LEAD = re.compile(r"^(?:人民币|大写|金额|共计|合计|共|约|:|¥)+")


def _exact(sign: str, digits: str) -> Decimal:
    return Decimal(sign + digits.replace(",", ""))


def plain_number(text: str) -> Decimal | None:
    """Read a number typed as text: thousands commas, blanks, full-width digits; None where it is anything else."""
    squeezed = squeeze(text).translate(_MINUS)
    found = _PLAIN.fullmatch(squeezed) if len(squeezed) <= _LONGEST else None
    return _exact(found[1], found[2]) if found else None


def percent_number(text: str) -> Decimal | None:
    """Read 95% as 95; None where the text is no percentage."""
    squeezed = squeeze(text)
    return plain_number(squeezed[:-1]) if squeezed.endswith("%") else None


def money_number(text: str) -> Decimal | None:
    """Read an amount in yuan typed as text: as `plain_number`, with ¥ before or 元 behind; (1,000) is negative."""
    squeezed = squeeze(text).translate(_MINUS)
    if len(squeezed) > _LONGEST:
        return None
    bracketed = _IN_BRACKETS.fullmatch(squeezed)
    if bracketed:
        inner = _PLAIN.fullmatch(bracketed[1])
        return -_exact("", inner[2]) if inner and not inner[1] else None
    found = _MONEY.fullmatch(squeezed)
    return _exact(found[1] or found[2], found[3]) if found and not (found[1] and found[2]) else None


def chinese_integer(text: str) -> int | None:
    """Read 三十三万 or 贰佰万 as an integer; None where the text is anything else."""
    result, section, digit, last_large, before = 0, 0, -1, 0, 1
    for sign in text:
        if sign in _DIGITS:
            if digit > 0:
                return None
            digit, before = _DIGITS[sign], before if _DIGITS[sign] else 1
        elif sign in _SMALL and (before == 1 or _SMALL[sign] < before):  # 三百二百 is no number
            before = _SMALL[sign]
            section, digit = section + (max(digit, 1)) * before, -1
        elif sign in _LARGE and text[0] != sign and _LARGE[sign] != last_large:  # neither is 三万二万
            before = _LARGE[sign]
            section, digit = section + max(digit, 0), -1
            result = (result + section) * before if before > last_large else result + section * before
            section, last_large = 0, before
        else:
            return None
    tail = max(digit, 0) * max(before // 10, 1)  # 三百五 is 350, 三百零五 is 305
    return result + section + tail if text else None


def chinese_digits(text: str) -> str | None:
    """Read 二〇二三 as 2023, sign by sign; None where a sign is no digit."""
    return "".join(str(_DIGITS[sign]) for sign in text) if text and all(sign in _DIGITS for sign in text) else None


def _in_words(text: str) -> Decimal | None:
    found = _IN_WORDS.fullmatch(text)
    if not found:
        return None
    yuan = chinese_integer(found[1])
    tenths, cents = (_DIGITS.get(sign or "零") for sign in found.group(2, 3))
    if yuan is None or tenths is None or cents is None:
        return None
    return yuan + Decimal(10 * tenths + cents).scaleb(-2)


def proposed_yuan(text: str) -> Decimal | None:
    """Work out what 32.51万元, 三十三万元 or 贰佰万元整 is in yuan, to propose it; None where that is not plain."""
    squeezed = _LEAD.sub("", squeeze(text))
    if not squeezed or len(squeezed) > _LONGEST:
        return None
    found = _WITH_UNIT.fullmatch(squeezed)
    if found:
        factor = _FACTORS[found[2]] * _LARGE.get(found[3], 1)
        return _exact("", found[1]) * factor
    return _in_words(squeezed)
