"""Shared out (逐项占比): 甲78户、乙64户、丙44户，分别占41.94%、34.41%和23.66%: a share for each of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.items import alike, is_plain, vague, worth
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.quota import share_finding, within
from pipeline.checks.prose.relations.ratios import ANY_WHOLE

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.findings import Finding

_NEXT_PART = re.compile("[、，,和及与][^，。；、0-9]{0,12}")
_NEXT_SHARE = re.compile("[ 　]*[、，；和及与][ 　]*约?")
_SHARES = re.compile(
    "[^，。；0-9]{0,8}[，,](?:[^，。；0-9]{0,6}占比|[^，。；0-9]{0,6}比[重例])?(?:分别|依次)占?[^，。；0-9]{0,12}"
)
_OF_IT = re.compile(
    "占([^，。；]*?)的?(?:比例|比重|比)?(?:分别)?(?:为|达到|达)?$|[一-龥]率(?:分别)?(?:为|达到|达|是)?$"
)
_THREE = 3
Pairs = Sequence[tuple[Mention, Mention]]


def shared_out(prose: Prose, group: Sequence[Mention]) -> Iterator[Finding]:
    """Judge as many shares as parts, each of the one whole ahead, or the one odd one out of three or more."""
    at = 0
    while at < len(group):
        size = _run(prose, group, at)
        parts, percents = group[max(0, at - size) : at], group[at : at + size]
        at += max(size, 1)
        if size < 2 or not _listed(prose, parts, size) or vague(prose.text, (*parts, *percents)):  # noqa: PLR2004  (a list)
            continue
        wholes = [it for it in group[: at - 2 * size] if alike(it, parts[0]) and it.value]
        whole, odd = _wrong(prose, wholes, list(zip(parts, percents, strict=True)))
        yield from (share_finding(prose, part, whole, percent) for part, percent in odd)


def _wrong(prose: Prose, wholes: Sequence[Mention], pairs: Pairs) -> tuple[Mention, Pairs]:
    """Return the whole that the shares are of, and those that are not of it."""
    first = pairs[0][0]
    total = sum((worth(part) for part, _ in pairs), Decimal(0))
    every = [*wholes, first._replace(value=total, text=f"{first.text}等合计")]
    wrong = [[it for it in pairs if not within(it[1], it[0], whole)] for whole in every]
    between = prose.text[pairs[-1][0].end : pairs[0][1].start]
    if len(wholes) == 1 and wrong[-1] and _of_it(prose, wholes[0], between):
        return wholes[0], wrong[0]
    best = min(wrong, key=len)
    odd = best if len(best) == 1 and len(pairs) >= _THREE and _SHARES.fullmatch(between) else []
    return every[wrong.index(best)], odd


def _of_it(prose: Prose, whole: Mention, between: str) -> bool:
    """Tell whether words say that shares are of a plain figure ahead: 占全年同类警情的29%和41.8% is of another."""
    told = _OF_IT.search(between)
    if not told or not is_plain(prose.text, whole) or vague(prose.text, (whole,)):
        return False
    ahead = prose.text[prose.sentence(whole.start)[0] : whole.start]
    return all(sign in ahead for sign in ANY_WHOLE.sub("", told[1] or ""))


def _run(prose: Prose, group: Sequence[Mention], at: int) -> int:
    """Count the percentages that follow each other from here, joined by 、 and 和."""
    size = 0
    while at + size < len(group) and group[at + size].kind is Kind.PERCENT and group[at + size].high is None:
        if size and not _NEXT_SHARE.fullmatch(prose.text, group[at + size - 1].end, group[at + size].start):
            break
        size += 1
    return size


def _listed(prose: Prose, parts: Sequence[Mention], size: int) -> bool:
    """Tell whether so many figures of one unit stand in a row."""
    one_unit = all(alike(it, parts[0]) and it.value and it.high is None for it in parts)
    row = all(_NEXT_PART.fullmatch(prose.text, one.end, two.start) for one, two in pairwise(parts))
    return len(parts) == size and one_unit and row
