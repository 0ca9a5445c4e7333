"""Priced (单价与总额): 每株220元，计40.392万元: a price and its total whose count stands elsewhere, often in a cell."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading import causes
from pipeline.checks.prose.reading.compare import bounds, holds
from pipeline.checks.prose.reading.items import PEOPLE, as_fraction, computed_text, is_amount, rounded, vague, worth
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.almost import SLIP
from pipeline.checks.prose.relations.computed import contradicted
from pipeline.checks.prose.relations.summing import digits
from pipeline.checks.prose.slips import TEN_THOUSAND, is_slip, typo
from pipeline.checks.prose.tables.units import numbers

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Passage, Prose, Spot
    from pipeline.model.findings import Finding

_EACH = re.compile(
    "(?:每(?P<every>[一-龥]{1,3}?)|(?P<mean>[人户次场处亩件生所村校台名盏]均))(?P<monthly>每?月)?[^，。；、0-9每均]{0,6}$"
)
_OTHER = re.compile(
    "[含另]|其中|包括|自[筹付]|承担|优惠|上年|去年|往年|较|比|最|上限|限额|不[超低少]|原|以[上下]|预计|余|剩|节约|分别|各|合同|标准提|预算|[0-9]年"
)
_BEHIND = re.compile(
    "的?(?:标准)?[，,](?:[^，。；、0-9]{0,6})|(?:的标准)?(?:结算|计算|测算|核算|计)[，,][^，。；、0-9]{0,8}"
)
_AHEAD = re.compile("[，,（(](?:按照?)?(?:平均)?[^，。；0-9]{0,8}")
_PLAIN = re.compile(
    "(?:^|[，。；：])(?:[一-龥]均|平均每个?[一-龥]{1,3}?)(?:[一-龥]{0,2}(?:支出|投入|成本|费用|经费|造价|补助))?[约为达]*$"
)
_YEAR = range(1, 13)
_SURE = 4  # digits that agree by no chance but one


def judge_priced(prose: Prose) -> Iterator[Finding]:
    """Every price and total beside it that no count makes, where one digit makes it that of a count told elsewhere."""
    for at, spot in enumerate(prose.spots):
        mention, passage, _, _, before = spot
        if mention.kind is not Kind.MONEY or passage.project is None:
            continue
        words = before[-12:]
        if not ("每" in words or "均" in words):
            continue
        each = _EACH.search(words)
        total = (
            _total(prose, at) if each and mention.value and mention.high is None and "/" not in mention.unit else None
        )
        if each and total is not None and not vague(prose.text, (mention, total)):
            yield from _held(prose, spot, total, each)
        elif each and total is None and _PLAIN.search(words) and not _OTHER.search(before):
            yield from _of_spent(prose, spot, (each["every"] or each["mean"])[:1])


def _total(prose: Prose, at: int) -> Mention | None:
    """Find the amount right behind a price, or right before it."""
    spot, text = prose.spots[at], prose.text
    price = spot.mention
    behind = prose.spots[at + 1] if at + 1 < len(prose.spots) else None
    ahead = prose.spots[at - 1] if at else None
    near = None
    if behind and behind.begin == spot.begin and _BEHIND.fullmatch(text, price.end, behind.mention.start):
        near = behind.mention
    elif ahead and ahead.begin == spot.begin and _AHEAD.fullmatch(text, ahead.mention.end, price.start):
        near = ahead.mention
    if near is None or near.kind is not Kind.MONEY or not is_amount(text, near) or bounds(text, near) or not near.value:
        return None
    first, last = sorted((near, price))
    return None if _OTHER.search(text, max(spot.begin, first.start - 10), min(last.end + 4, spot.end)) else near


def _held(prose: Prose, spot: Spot, total: Mention, each: re.Match[str]) -> Iterator[Finding]:
    price, said = as_fraction(spot.mention), as_fraction(total)
    found = _counts(prose, spot.passage, (each["every"] or each["mean"])[:1])
    half = Fraction(total.step) / 2
    mean = Fraction(spot.mention.step) / 2 if each["mean"] or "均" in spot.before[-12:] else Fraction(0)
    times = _YEAR if each["monthly"] else (1,)
    if any(abs(price * it * by - said) <= half + it * by * mean for it in found for by in times):
        return
    for count in found:
        right = price * count * times[-1]
        wrong_unit = said / right in {Fraction(TEN_THOUSAND), Fraction(1, TEN_THOUSAND)}
        one_digit = is_slip(total, right, least=3) or is_slip(spot.mention, said / (count * times[-1]), least=2)
        if wrong_unit or one_digit:
            by = f"乘以{times[-1]}" if each["monthly"] else ""
            worked = f"{spot.mention.text}乘以{found[count]}{by}等于"
            mends = dict([causes.said(total, right), causes.said(spot.mention, said / (count * times[-1]))])
            yield contradicted(prose, SLIP, total, worked, computed_text(total, right), mends)
            return


def _of_spent(prose: Prose, spot: Spot, per: str) -> Iterator[Finding]:
    """处均9855.07元: what the project spent by a count of its indicators, where one digit makes it just that."""
    mention, project = spot.mention, spot.passage.project
    if project is None or not project.spent or bounds(prose.text, mention) or digits(mention) < _SURE - 1:
        return
    counts = _counts(prose, spot.passage, per)
    paid = [project.spent, project.budget or 0]
    paid += [int(it.value or 0) for it in prose.figures(spot.passage.start, spot.passage.end) if it.kind is Kind.MONEY]
    if any(holds(mention, fen / count) for fen in paid for count in counts):
        return
    for count, told in counts.items():
        right = project.spent / count
        if typo(mention, right) and (digits(mention) >= _SURE or right == rounded(mention, right)):
            worked = f"“{project.name}”的支出除以{told}等于"
            mends = dict([causes.said(mention, rounded(mention, right))])
            yield contradicted(prose, SLIP, mention, worked, computed_text(mention, rounded(mention, right)), mends)
            return


def _counts(prose: Prose, passage: Passage, per: str) -> dict[Fraction, str]:
    """Gather the counts of what a price is per: those of the indicators, and those of the paragraph itself."""
    project = passage.project
    rows = prose.book.indicators_of.get(project.number, ()) if project else ()
    listed = [(row.unit or "", number) for row in rows for _, number in numbers(row, row.unit or "")]
    first = bisect_left(prose.mentions, (passage.start,))
    told = prose.mentions[first : bisect_left(prose.mentions, (passage.end,))]
    listed += [(it.unit, worth(it)) for it in told if it.kind in {Kind.COUNT, Kind.MEASURE} and it.high is None]
    return {Fraction(it): f"{it:f}{unit}" for unit, it in listed if it > 1 and _is_of(unit, per)}


def _is_of(unit: str, per: str) -> bool:
    return unit.startswith(per) or (per in PEOPLE and unit in PEOPLE)
