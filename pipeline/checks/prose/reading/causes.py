"""Causes (同一原因): what a figure would have to say for a sum, product or change that it is part of to be right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.items import as_fraction
from pipeline.checks.prose.reading.mentions import Kind, Mention

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.accused import Band, Mends


def _half(mention: Mention) -> Fraction:
    """Half a unit of the last printed digit; a count is exact."""
    exact = mention.kind is Kind.COUNT and not mention.decimals
    return Fraction(0) if exact else Fraction(mention.step) / 2


def said(mention: Mention, *values: Fraction) -> tuple[int, Band]:
    """Give what a figure would have to say, as widely as its printed digits allow."""
    half = Fraction(mention.step) / 2
    return mention.start, (min(values) - half, max(values) + half)


def of_sum(whole: Mention, parts: Sequence[Mention], difference: Fraction, *, only_over: bool) -> Mends:
    """Mend a sum at its whole or at one of its parts; parts that are only too much may be any less."""
    total, slack = as_fraction(whole) + difference, sum(map(_half, parts), _half(whole))
    mends: dict[int, Band] = {}
    for part in parts:
        right = as_fraction(part) - difference
        mends.update([said(part, Fraction(0) if only_over else right - slack, right + slack)])
    return mends | dict([said(whole, total - slack, total + slack)])


def of_product(total: Mention, factors: Sequence[Mention], times: Fraction = Fraction(1)) -> Mends:
    """Mend a product at its total or at one of its factors."""
    least, most = ([max(as_fraction(it) + sign * _half(it), Fraction(0)) for it in factors] for sign in (-1, 1))
    mends = dict([said(total, times * prod(least), times * prod(most))])
    for at, factor in enumerate(factors):
        low, high = (times * prod(others[:at] + others[at + 1 :]) for others in (least, most))
        if low:
            ends = (as_fraction(total) - _half(total)) / high, (as_fraction(total) + _half(total)) / low
            mends.update([said(factor, *ends)])
    return mends


def of_change(old: Mention, new: Mention, change: Mention, sign: int) -> Mends:
    """Mend a change at the old figure, at the new one or at the change itself; `sign` says which way it goes."""
    before, after, said_change = as_fraction(old), as_fraction(new), abs(as_fraction(change))
    news, olds = [], []
    for by in (said_change - _half(change), said_change + _half(change)):
        times = 1 + sign * by / 100 if change.kind is Kind.PERCENT else by if change.kind is Kind.RATIO else 0
        news.append(before * times if times else before + sign * by)
        olds.append(after / times if times else after - sign * by)
    right = abs(after - before)
    right *= Fraction(100) / before if change.kind is Kind.PERCENT and before else 1
    return dict([said(old, *olds), said(new, *news), said(change, right)])


def of_part_of_before(new: Mention, part: Mention, percent: Mention, sign: int) -> Mends:
    """Mend 318万元，较上年减少16万元，下降4.8%: the part is a share of what was before."""
    now, by = as_fraction(new), as_fraction(part)
    shares = [(as_fraction(percent) + half) / 100 for half in (-_half(percent), _half(percent))]
    mends = dict([said(percent, 100 * by / (now - sign * by))])
    if min(shares) > 0 and all(1 + sign * share for share in shares):
        mends |= dict([said(part, *(share * now / (1 + sign * share) for share in shares))])
        mends |= dict([said(new, *(by / share + sign * by for share in shares))])
    return mends


def together(all_mends: Iterable[Mends]) -> Mends:
    """Join the ways to mend one finding."""
    return {place: band for mends in all_mends for place, band in mends.items()}
