"""Slips (笔误): how a wrong amount may have come about: another digit, another unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.joined import narrowed
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.model import money

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.compare import Exact
    from pipeline.checks.prose.sources import Source

TEN_THOUSAND = 10_000
_SCALES = {Fraction(TEN_THOUSAND): "万", Fraction(TEN_THOUSAND**2): "亿"}
_SLIPS = 2
_DIGITS_TO_ROUND = 3
_HALF = Decimal("0.5")


def shown(mention: Mention, exact: Exact) -> str:
    """Print an exact value the way the figure is printed: in its unit and with its decimals."""
    exact = Fraction(exact)
    unit = Fraction(mention.step) * 10**mention.decimals
    if mention.kind is not Kind.MONEY:
        scale = _SCALES.get(unit, "")
        exact /= unit if scale else 1
        number = money.half_up(exact, max(mention.decimals, 2 if exact.denominator > 1 else 0))
        return f"{money.plain(number)}{scale}{mention.unit or ''}"
    if unit >= money.FEN_PER_WAN:
        scale = ("亿" if unit == money.FEN_PER_YI else "万") if unit in {money.FEN_PER_WAN, money.FEN_PER_YI} else ""
        if scale:
            return f"{money.plain(money.half_up(exact / unit, max(mention.decimals, 2)))}{scale}元"
    return f"{money.yuan_text(round(exact))}元"


def _far_apart(one: float, two: float) -> bool:
    """Tell whether two amounts are roughly ten thousand times apart, before anyone works it out exactly."""
    return two / 2 <= one * TEN_THOUSAND <= two * 2 or one / 2 <= two * TEN_THOUSAND <= one * 2


def may_slip(mention: Mention, amounts: Iterable[int | None]) -> bool:
    """Tell whether a figure of two digits or more is roughly ten thousand times off one of these."""
    rough = float(mention.value or 0)
    near = any(fen is not None and _far_apart(rough, fen) for fen in amounts)
    return near and len(re.sub("[^1-9]", "", mention.text)) > 1


def slip(mention: Mention, sources: Iterable[Source]) -> bool:
    """Tell whether a figure is ten thousand times off: exactly, or to its printed digits where it has three or more."""
    rough = float(mention.value or 0)
    sources = [source for source in sources if _far_apart(rough, float(source.exact))]
    if not sources:
        return False
    value, rounded = Fraction(mention.value or 0), len(re.sub("[^0-9]|^[0.]+", "", mention.text)) >= _DIGITS_TO_ROUND
    for factor in (Fraction(TEN_THOUSAND), Fraction(1, TEN_THOUSAND)):
        slack = Fraction(mention.step) * factor / 2 if rounded else 0
        if any(source.exact and abs(value * factor - Fraction(source.exact)) <= slack for source in sources):
            return True
    return False


def _one_digit_off(one: str, two: str, *, beside: bool = False) -> bool:
    """Tell whether numbers of as many signs differ in one, or in two that change places (`beside` each other)."""
    other = [at for at, (left, right) in enumerate(zip(one, two, strict=True)) if left != right]
    if len(other) != _SLIPS:
        return len(other) == 1
    return sorted(one) == sorted(two) and (not beside or other[1] - other[0] == 1)


def typo(mention: Mention, exact: Exact) -> bool:
    """Tell whether a figure looks like a slip of the exact value: one digit is another, or two change places."""
    right, wrong = (re.sub("[^0-9.]", "", text) for text in (shown(mention, Fraction(exact)), narrowed(mention.text)))
    decimals = len(wrong.partition(".")[2])
    if not wrong or mention.decimals != decimals:
        return False
    right = f"{money.half_up(Fraction(exact) / (Fraction(mention.step) * 10**decimals), decimals):f}"
    if len(right) != len(wrong) or len(wrong) < _DIGITS_TO_ROUND:
        return False
    return _one_digit_off(right, wrong)


def one_off(mention: Mention, exact: Exact) -> int:
    """Count the significant digits of a figure that has one other than the exact value, or two side by side swapped.

    0 where it differs otherwise, or not at all.
    """
    value = mention.value
    if not isinstance(value, Decimal) or not isinstance(exact, (int, Decimal)):
        return 0
    if exact and not mention.decimals and not value < 10 * exact < 100 * value:  # one has more digits; soon seen
        return 0
    printed = (str(int(it / mention.step + _HALF)) for it in (value, exact))
    one, two = (it.zfill(mention.decimals + 1) for it in printed)  # 0.32 has three digits
    if len(one) != len(two) or not _one_digit_off(one, two, beside=True):
        return 0
    digits = [len(it.strip("0")) for it in (one, two)]
    return min(digits) if two[0] == "0" else max(digits)  # 7.9 beside 0.94 shares no digit that counts


def variants(mention: Mention) -> Iterator[Decimal]:
    """Give what a figure may have been meant to say: one digit another, or two side by side swapped; its sign stays."""
    if not isinstance(mention.value, Decimal):
        return
    digits, one = str(int(abs(mention.value) / mention.step)), mention.step.copy_sign(mention.value)
    for at, digit in enumerate(digits):
        changed = [digits[:at] + other + digits[at + 1 :] for other in "0123456789" if other != digit]
        swapped = [digits[:at] + digits[at + 1] + digit + digits[at + 2 :]] if at + 1 < len(digits) else []
        yield from (int(it) * one for it in (*changed, *swapped) if it[0] != "0" and it != digits)


def _in_steps(mention: Mention, value: Exact) -> Decimal | Fraction:
    """Count a value in units of the last digit that a figure prints; the cheap way where it is decimal."""
    return value / mention.step if isinstance(value, Decimal) else Fraction(value) / Fraction(mention.step)


def is_slip(mention: Mention, right: Decimal | Fraction, least: int) -> bool:
    """Tell whether a figure is such a slip of a value that its printed digits can tell exactly."""
    exact, printed = _in_steps(mention, right), _in_steps(mention, mention.value or 0)
    if exact != int(exact):
        return False
    one, two = str(int(printed)), str(int(exact))
    idle = "" if mention.decimals else "0"  # 17.0% tells three digits, 1700元 two
    if len(one) != len(two) or max(len(it.rstrip(idle) if idle else it) for it in (one, two)) < least:
        return False
    return _one_digit_off(one, two)
