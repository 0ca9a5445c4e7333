"""Bracketed (括号里的单价): 呼叫器15.04万元（64套，每套2350元）: an amount, and in the brackets what makes it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading import causes
from pipeline.checks.prose.reading.compare import bounds
from pipeline.checks.prose.reading.items import as_fraction, computed_text, is_amount, tolerance, vague
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.computed import PRODUCT, contradicted
from pipeline.checks.prose.relations.factors import counts, per_what

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.findings import Finding

_OPEN = frozenset("（(")
_CLOSED = ("）", ")")
_OTHER = re.compile("其中|包括|[含另约最原均]|(?<![一二三四五特甲乙])等|自筹|自付|上限|不超|优惠|上年")
_FEW = 4


def bracketed(prose: Prose, begin: int, group: Sequence[Mention]) -> Iterator[Finding]:
    """Judge every amount whose brackets hold nothing but counts and their prices, one pair or more."""
    text = prose.text
    for at, total in enumerate(group[:-1]):
        if total.kind is not Kind.MONEY or text[total.end : total.end + 1] not in _OPEN or not total.value:
            continue
        end = min([place for sign in _CLOSED if (place := text.find(sign, total.end)) >= 0], default=0)
        inside = [it for it in group[at + 1 :] if it.end <= end]
        words = text[total.end : end]
        if not inside or _OTHER.search(words) or vague(text, (total, *inside)) or bounds(text, total):
            continue
        if not is_amount(text, total):
            continue  # 每块450元（横幅50条、每条80元）
        made = _made(prose, begin, inside)
        fine = [it for it in group if it.unit == total.unit]  # 11万元 beside 8.425万元 is 11.000
        if made is not None and abs(made - as_fraction(total)) > Fraction(tolerance(fine)):
            yield _told(prose, total, inside, made)


def _made(prose: Prose, begin: int, inside: list[Mention]) -> Fraction | None:
    """Add up what counts and prices make; None where any figure is neither, or a price is per something uncounted."""
    total, used = Fraction(0), 0
    for price in [it for it in inside if it.kind is Kind.MONEY]:
        at = inside.index(price)
        near = inside[used : at + 1] if at > used else inside[at : at + 2]
        per = per_what(prose, begin, price, near) if len(near) <= _FEW and price.high is None else ()
        factors = [it for it in near if it is not price]
        told = [next((it for it in factors if counts(prose, it, whose)), None) for whose in per]
        if not per or None in told or {id(it) for it in told} != set(map(id, factors)):
            return None
        total += as_fraction(price) * prod(map(as_fraction, factors))
        used += len(near)
    return total if used == len(inside) else None


def _told(prose: Prose, total: Mention, inside: list[Mention], made: Fraction) -> Finding:
    worked = f"括号里的{'、'.join(it.text for it in inside)}算下来是"
    one = len(inside) == 2  # noqa: PLR2004  (one count and one price)
    mends = causes.of_product(total, inside) if one else dict([causes.said(total, made)])
    return contradicted(prose, PRODUCT, total, worked, computed_text(total, made), mends)
