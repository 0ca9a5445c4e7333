"""Windows (相邻的数): figures side by side in a long sentence, judged as if it told nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.compare import bounds
from pipeline.checks.prose.reading.items import alike, as_fraction, is_amount, vague
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.rated import rated
from pipeline.checks.prose.relations.ratios import of_several, share_finding, within
from pipeline.checks.prose.slips import variants

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.findings import Finding

_SATISFIED = re.compile("[，,](?:综合|总体|群众)?满意[度率](?:为|达到?)?")
RATE_WORD = re.compile("[每价]|按照?[人户生]均|[人户生]均(?=[月日])|各(?=[^，。；、：0-9０-９]{0,8}[0-9０-９])")
_RATED, _OPENING = re.compile("[每各]|[单均]价"), frozenset("（(")


def near_shares(prose: Prose, begin: int, group: Sequence[Mention]) -> Iterator[Finding]:
    """发现问题315个，整改304个，整改率96.5%: the two figures right before a rate, where one digit makes it theirs."""
    for at, percent in enumerate(group[2:]):
        whole, part = group[at : at + 2]
        if percent.kind is not Kind.PERCENT or not alike(whole, part) or percent.high is not None:
            continue
        if within(percent, part, whole) or not _is_share(prose, begin, (whole, part), percent):
            continue
        others = [it for it in group if alike(it, part)]
        fits = any(within(percent, *pair) or within(percent, *pair[::-1]) for pair in combinations(others, 2))
        if fits or of_several(others, percent):
            continue  # 12条中，5条于6月完工，7条于11月完工，完工率100%
        plain = all(is_amount(prose.text, it) for it in (whole, part)) and not bounds(prose.text, percent)
        if plain and not vague(prose.text, (whole, part, percent)) and _one_digit(whole, part, percent):
            yield share_finding(prose, part, whole, percent)


def _is_share(prose: Prose, begin: int, pair: Sequence[Mention], percent: Mention) -> bool:
    """Tell whether a percentage is called what the second of two figures is, and no third is called so."""
    whole, part = pair
    if whole.value and part.value and _SATISFIED.fullmatch(prose.text, part.end, percent.start):
        return "满意" in prose.text[max(whole.end, part.start - 8) : part.start]
    return bool(whole.value and part.value) and rated(prose, begin, [*pair], percent) is part


def _one_digit(whole: Mention, part: Mention, percent: Mention) -> bool:
    """Tell whether one digit of one of the three makes the share right."""
    return (
        any(within(percent._replace(value=it), part, whole) for it in variants(percent))
        or any(within(percent, part._replace(value=it), whole) for it in variants(part))
        or any(within(percent, part, whole._replace(value=it)) for it in variants(whole))
    )


def priced(prose: Prose, begin: int, group: list[Mention]) -> Iterator[list[Mention]]:
    """Give each rate of a long sentence with just the figures beside it: 清淤200米、每米380元，计7.6万元."""
    text, done = prose.text, begin
    for at in range(1, len(group) - 1):
        count, price = group[at - 1 : at + 1]
        if not RATE_WORD.search(text, count.end, price.start + 1) or _RATED.search(text, done, count.start):
            continue  # 甲12人、每人500元，乙8人、每人300元，共8,400元
        for total in group[at + 1 : at + 3]:
            if _RATED.search(text, price.end, total.start):
                break
            if alike(total, price):
                some = group[at - 1 : group.index(total) + 1]
                more = _goes_on(prose, group, at - 1) or _may_hold(prose, group, at - 2, total)
                if not more and text[total.end : total.end + 1] not in _OPENING:
                    yield some
                done = total.end
                break


def _may_hold(prose: Prose, group: list[Mention], at: int, total: Mention) -> bool:
    """Tell whether an amount before a count may be in its total, too: 甲社区10万元，2个社区各补助3万元，共16万元."""
    before = group[at] if at >= 0 else None
    if before is None or not alike(before, total) or as_fraction(before) >= as_fraction(total):
        return False
    return "其中" not in prose.text[before.end : total.start] and "；" not in prose.text[before.end : total.start]


def _goes_on(prose: Prose, group: list[Mention], at: int) -> bool:
    """Tell whether a count ends a list of its kind: 室内600平方米、室外400平方米，每平方米300元."""
    return at > 0 and alike(group[at - 1], group[at]) and "、" in prose.text[group[at - 1].end : group[at].start]
