"""Terms (各项): what stands before a total, counts with a price and bare amounts, as much of it as makes the total."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.items import as_fraction, can_hold
from pipeline.checks.prose.reading.mentions import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.checks.prose.reading.document import Prose
    from pipeline.checks.prose.reading.mentions import Mention

_PRICED = re.compile("[^。；0-9０-９]{0,16}(?:[每各均按]|[单均]价)[^，。；0-9０-９]{0,8}")
_MOST = 16  # figures before a total looked at
_MONTHS = 12
_COUNTED = frozenset({Kind.COUNT, Kind.MEASURE})


def made_of_terms(prose: Prose, total: Mention) -> bool:
    """Tell whether two terms or more before a total make it, or with it the next: 10万元；2个社区各3万元；共16万元."""
    passage = prose.passage_at(total.start)
    figures = prose.figures(passage.start, passage.end)
    at = figures.index(total)
    behind = figures[at + 1 : at + 2]
    return _made(prose, figures[max(0, at - _MOST) : at], total) or any(
        it.kind is total.kind and _made(prose, figures[max(0, at + 1 - _MOST) : at + 1], it) for it in behind
    )


def _made(prose: Prose, before: Sequence[Mention], total: Mention) -> bool:
    """Tell whether the last terms make a total, over some months of a year where they are told of one."""
    said, half = as_fraction(total), Fraction(total.step) / 2
    monthly = bool(before) and "月" in prose.text[before[0].start : total.start]
    months = range(1, _MONTHS + 1 if monthly else 2)
    reached, count = Fraction(0), 0
    for term in _terms(prose, before, total):
        reached, count = reached + term, count + 1
        if count > 1 and any(abs(reached * times - said) <= half for times in months):
            return True
        if reached > said + half:
            return False
    return False


def _terms(prose: Prose, before: Sequence[Mention], total: Mention) -> Iterator[Fraction]:
    """Give what each count with a price, or each amount alone, comes to, the last first."""
    left = list(before)
    while left:
        it = left.pop()
        if not can_hold(total, it) or it.high is not None or "/" in it.unit:
            continue
        count = left[-1] if left else None
        if count and count.kind in _COUNTED and _PRICED.fullmatch(prose.text, count.end, it.start):
            yield as_fraction(it) * as_fraction(left.pop())
        else:
            yield as_fraction(it)
