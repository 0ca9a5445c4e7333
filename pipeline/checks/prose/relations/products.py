"""Products (乘积) that a sentence computes from figures it prints itself: 38名，每人300元，共11400元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from math import prod
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.items import as_fraction, inexact
from pipeline.checks.prose.reading.joined import row_before
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.computed import not_made
from pipeline.checks.prose.relations.factors import (
    TIMES_A_YEAR,
    counts,
    is_rate,
    made_by_another,
    per_what,
    total_before,
    total_behind,
    yearly,
)
from pipeline.checks.prose.relations.terms import made_of_terms
from pipeline.checks.prose.relations.windows import RATE_WORD, priced

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.findings import Finding

_ALL_TOLD = 3  # count, rate and total
_MORE = re.compile("[，,]?[（(]?(?:[含另]|其中|包括)")
_OWN_TOTAL = re.compile("[，,](?:共|计|共计|合计|小计|金额)(?:为|：)?")
_STOPS = frozenset("，；")
_PAID = re.compile("(?:支出|投入|使用|拨付|安排|预算)(?:资金|经费|合计|共|为)?$")


def _product(prose: Prose, begin: int, group: list[Mention]) -> Iterator[Finding]:
    """Judge every rate of a sentence whose factors and total stand in it, and nothing else before the total."""
    for price in group:
        if price.kind not in {Kind.MONEY, Kind.COUNT} and "/" not in price.unit:
            continue
        per = per_what(prose, begin, price, group) if price.high is None and price.value is not None else ()
        found = {whose: [it for it in group if it is not price and counts(prose, it, whose)] for whose in per}
        factors = [it for some in found.values() for it in some[:1]]
        total = total_behind(prose, price, group, factors) or total_before(prose, price, group) if per else None
        if total is None or any(is_rate(prose, it) or _spared(prose, it, total) for it in factors):
            continue
        used = (price, total, *factors)
        others = [it for it in group if it.start < max(total.start, price.start) and it not in used]
        others = [it for it in others if (it.kind, it.value) != (total.kind, total.value)]  # told twice
        if not all(_aside(prose, it, used) for it in others) or _more_factors(price, total, factors, others):
            continue
        more = _MORE.match(prose.text, total.end)  # 共有司机18名（含替班2名）
        if not more and not inexact(prose.text, used):
            yield from _judge(prose, begin, price, total, found)


def _spared(prose: Prose, factor: Mention, total: Mention) -> bool:
    """Tell whether nothing is paid for a span, 免租期2个月, or brackets behind the total speak of some: （1户退出）."""
    if prose.text.startswith("（", total.end) and total.end < factor.start:
        return True
    return "免" in prose.text[max(0, factor.start - 6) : factor.start]


def _aside(prose: Prose, other: Mention, used: Sequence[Mention]) -> bool:
    """Tell whether a figure before all that is multiplied is of something else: 支出8万元，为12个社区配备电脑24台."""
    if not all(other.end <= it.start for it in used):
        return False
    if other.kind is Kind.MONEY:
        return prose.text[other.end : other.end + 1] in _STOPS and bool(_PAID.search(prose.text, 0, other.start))
    return other.kind is Kind.COUNT and all(other.unit != it.unit for it in used)


def _more_factors(price: Mention, total: Mention, factors: list[Mention], others: list[Mention]) -> bool:
    """Tell whether the product holds with counts that stood aside: 2场, 每场20人, 每人120元."""
    if not others:
        return False
    exact = as_fraction(price) * prod(as_fraction(it) for it in factors)
    values = [value for it in others if (value := as_fraction(it))]
    if not exact or any(value.denominator > 1 for value in values):
        return True  # nobody can tell
    wanted, reached = as_fraction(total) / exact, {Fraction(1)}
    for value in values:  # of whole numbers only what divides it leads there
        reached |= {made for have in reached if (wanted / (made := have * value)).denominator == 1}
    return wanted in reached


def _judge(
    prose: Prose, begin: int, price: Mention, total: Mention, found: dict[str, list[Mention]]
) -> Iterator[Finding]:
    exact, times, used = as_fraction(price), 1, [price]
    for whose, factors in found.items():
        if len({it.value for it in factors}) == 1:
            exact *= as_fraction(factors[0])
            used.append(factors[0])
        elif factors or price.kind is not Kind.MONEY or whose not in TIMES_A_YEAR or not yearly(prose, begin, total):
            return
        else:
            times *= TIMES_A_YEAR[whose]
    if times > 1 and any(it.unit == "人次" for it in used):
        return  # every payment is counted, not everyone who is paid every month
    partly = any(
        exact * part == as_fraction(total) for part in range(1, times)
    )  # not the whole year: not said, not wrong
    slack = Fraction(total.step) / 2 + _of_mean(prose, price, exact)
    if partly or abs(exact * times - as_fraction(total)) <= slack:
        return
    if not made_by_another(prose, total, used, slack, times) and not made_of_terms(prose, total):
        yield not_made(prose, total, used[::-1], Fraction(times))


def _of_mean(prose: Prose, price: Mention, exact: Fraction) -> Fraction:
    """How much the rounding of an average comes to in its total: 平均每个社区4.42万元，11个社区合计48.65万元."""
    averaged = "均" in row_before(prose.text, price.start, 12)
    return exact * Fraction(price.step) / 2 / as_fraction(price) if averaged and price.value else Fraction(0)


def _clauses(prose: Prose, begin: int, group: list[Mention]) -> Iterator[list[Mention]]:
    """Cut the figures of a sentence at its semicolons; a total behind two rates may be that of both."""
    cuts = [at for at in range(1, len(group)) if "；" in prose.text[group[at - 1].end : group[at].start]]
    for one, two in pairwise([*cuts, len(group)]):
        if two - one > 1 and (
            not RATE_WORD.search(prose.text, begin, group[one - 1].end) or _closed(prose, group, one)
        ):
            yield group[one:two]


def _closed(prose: Prose, group: list[Mention], at: int) -> bool:
    """Tell whether the clause before has its own total: 单价85元，计3.91万元；."""
    before = prose.text[group[at - 2].end : group[at - 1].start] if at > 1 else ""
    return bool(_OWN_TOTAL.fullmatch(before))


def products(prose: Prose, begin: int, group: list[Mention]) -> Iterator[Finding]:
    """Judge the products of a sentence with a rate in it, clause by clause and as a whole."""
    if RATE_WORD.search(prose.text, begin, group[-1].start) or any("/" in it.unit for it in group):
        for clause in _clauses(prose, begin, group):
            yield from _product(prose, begin, clause)
        yield from _product(prose, begin, group)
        for some in priced(prose, begin, group) if len(group) > _ALL_TOLD else ():
            yield from _product(prose, max(begin, some[0].start - 16), some)
