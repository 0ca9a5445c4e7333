"""Gaps (差额): which figure of some, one digit otherwise, makes them add up, and which of them do add up."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from decimal import Decimal
from operator import itemgetter

from pipeline.checks.prose.reading.items import some_add_up, tolerance, worth
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.slips import is_slip

_COMES_TO = itemgetter(0)
_LEAST, _FEW = 2, 3


def whole_and_slip(same: Sequence[Mention], right: frozenset[int]) -> tuple[Mention, Mention, Decimal] | None:
    """Find the whole, the figure that is one digit off, and how much the parts are more than the whole."""
    total = sum(map(worth, same), Decimal(0))
    wholes = (same[0], same[-1], *(same[1:2] if len(same) == _FEW else ()))  # 由80件增至92件，增加12件
    rounding = _rounding(same)
    if any(abs(total - 2 * worth(whole)) <= rounding for whole in wholes):
        return None
    for whole in sorted(wholes, key=worth, reverse=True):
        gap = total - 2 * worth(whole)
        slips = (it for it in same if it.start not in right and mends(it, gap if it is whole else -gap))
        slip = next(slips, None)
        if slip and (slip is not whole or worth(whole) == max(map(worth, same))):
            return whole, slip, gap
    return None


def _rounding(same: Sequence[Mention]) -> Decimal:
    """How far the rounding of money may bring a sum apart; counts are exact."""
    if same[0].kind is not Kind.MONEY and not any(it.decimals for it in same):
        return Decimal(0)
    return tolerance(same) * (len(same) if any(it.decimals for it in same) else 1)


def mends(mention: Mention, by: Decimal, least: int = _LEAST) -> bool:
    """Tell whether a figure is one digit off what it would be if it were more by so much."""
    right = worth(mention) + by
    return right > 0 and is_slip(mention, right, least)


def one_digit_off(whole: Mention, parts: Sequence[Mention], least: int) -> bool:
    """Tell whether one digit of the whole, or of a part, makes them add up."""
    gap = sum(map(worth, parts), -worth(whole))
    return mends(whole, gap, least) or any(mends(it, -gap, least) for it in parts)


def explained(whole: Mention, same: Sequence[Mention], *, listed: bool) -> bool:
    """Tell whether some of the figures, added or taken away, do make another; of a list that some make the whole."""
    if listed:
        return some_add_up(whole, [it for it in same if it is not whole])
    return bool(in_sums(same))


def _choices(some: Sequence[Mention]) -> list[tuple[Decimal, tuple[Mention, ...]]]:
    """Give every choice of some figures, each added or taken away, with what it comes to; the least first."""
    found: list[tuple[Decimal, tuple[Mention, ...]]] = [(Decimal(0), ())]
    for it in some:
        value = worth(it)
        found += [(total + by, (*used, it)) for total, used in found for by in (value, -value)]
    return sorted(found, key=_COMES_TO)


def in_sums(same: Sequence[Mention]) -> frozenset[int]:
    """Give the places of the figures that, added or taken away, do make another of them: half held against half."""
    half, found = len(same) // 2, set[int]()
    right = _choices(same[half:])
    sums = list(map(_COMES_TO, right))
    widest = len(same) * max(it.step for it in same)  # no choice of them is rounded more
    for total, used in _choices(same[:half]):
        first = bisect_left(sums, -total - widest)
        for other, more in right[first : bisect_right(sums, widest - total, first)]:
            both = (*used, *more)
            if len(both) > _LEAST and abs(total + other) <= _rounding(both):
                found.update(it.start for it in both)
    return frozenset(found)
