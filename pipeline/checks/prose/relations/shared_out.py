"""Shared out (逐项占比): 甲78户、乙64户、丙44户，分别占41.94%、34.41%和23.66%: a share for each of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.items import alike, vague, worth
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.quota import share_finding, within

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.findings import Finding

_NEXT_PART = re.compile("(?:、|，|,|和|及|与)[^，。；、0-9]{0,12}")
_NEXT_SHARE = re.compile("[ 　]*[、，和及与][ 　]*")
_SHARES = re.compile(
    "[^，。；0-9]{0,8}[，,](?:[^，。；0-9]{0,6}占比|[^，。；0-9]{0,6}比[重例])?(?:分别|依次)?占?[^，。；0-9]{0,12}"
)
_IN_TURN = ("分别", "依次")
_THREE = 3


def shared_out(prose: Prose, group: Sequence[Mention]) -> Iterator[Finding]:
    """Judge the one share that a list's whole does not make, where it makes all the others."""
    at = 0
    while at < len(group):
        size = _run(prose, group, at)
        parts, percents = group[max(0, at - size) : at], group[at : at + size]
        at += max(size, 1)
        if size < _THREE or len(parts) < size or not _told_in_turn(prose, parts, percents):
            continue
        wholes = [it for it in group[: at - 2 * size] if alike(it, parts[0]) and it.value]
        together = sum(map(worth, parts), Decimal(0))
        wholes.append(parts[0]._replace(value=together, text=f"{parts[0].text}等合计"))
        pairs = list(zip(parts, percents, strict=True))
        wrong = [[it for it in pairs if not within(it[1], it[0], whole)] for whole in wholes]
        best = min(wrong, key=len)
        if len(best) == 1 and not vague(prose.text, (*parts, *percents)):
            (part, percent), whole = best[0], wholes[wrong.index(best)]
            yield share_finding(prose, part, whole, percent)


def _run(prose: Prose, group: Sequence[Mention], at: int) -> int:
    """Count the percentages that follow each other from here, joined by 、 and 和."""
    size = 0
    while at + size < len(group) and group[at + size].kind is Kind.PERCENT and group[at + size].high is None:
        before = group[at + size - 1]
        if size and not _NEXT_SHARE.fullmatch(prose.text, before.end, group[at + size].start):
            break
        size += 1
    return size


def _told_in_turn(prose: Prose, parts: Sequence[Mention], percents: Sequence[Mention]) -> bool:
    """Tell whether as many figures of one unit stand in a row before the shares, and 分别 between them."""
    one_unit = all(alike(it, parts[0]) and it.value and it.high is None for it in parts)
    between = prose.text[parts[-1].end : percents[0].start]
    told = any(it in between for it in _IN_TURN) and _SHARES.fullmatch(between)
    listed = all(_NEXT_PART.fullmatch(prose.text, one.end, two.start) for one, two in pairwise(parts))
    return one_unit and bool(told) and listed
