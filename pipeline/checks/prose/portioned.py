"""Portions (按比例的数) told behind their percentage: 合同价198万元，预付30%即59.4万元; 占480人的25%，共120人."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.checks.prose.items import alike, is_plain, vague
from pipeline.checks.prose.mentions import Kind, Mention
from pipeline.checks.prose.ratios import share_finding, within

if TYPE_CHECKING:
    from pipeline.checks.prose.document import Prose
    from pipeline.model.findings import Finding

_THAT_IS = re.compile("[，,]?(?:即|也就是|为|计)(?:人民币)?")
_IN_ALL = re.compile("[，,](?:即|共|共计|合计|计|为)")
_ANOTHER = re.compile("合同|中标|总|预算|结算|审定|其中|税")  # 预算200万元，预付合同的30%
_OF = re.compile("的")
_WHOLE = re.compile("(?:合同|总|中标|成交|预算|审定|结算|概算|工程|采购)[^，。；0-9０-９]{0,6}$")


def portions(prose: Prose, group: list[Mention]) -> Iterator[Finding]:
    """Judge an amount that stands directly behind the percentage that it is of the whole ahead."""
    for at, percent in enumerate(group[1:-1], start=1):
        part = group[at + 1]
        if percent.kind is not Kind.PERCENT or percent.high is not None or not part.value:
            continue
        whole = _whole(prose, group[:at], percent, part)
        if whole is None or vague(prose.text, (whole, percent, part)) or within(percent, part, whole):
            continue
        yield share_finding(prose, part, whole, percent)


def _whole(prose: Prose, before: list[Mention], percent: Mention, part: Mention) -> Mention | None:
    """Find what the percentage is of: the figure it is 的 of, or the one amount ahead that is called a whole."""
    text, nearest = prose.text, before[-1]
    if _OF.fullmatch(text, nearest.end, percent.start) and alike(nearest, part):
        return nearest if _IN_ALL.fullmatch(text, percent.end, part.start) else None
    amounts = [it for it in before if alike(it, part)]
    if len(amounts) != 1 or not _THAT_IS.fullmatch(text, percent.end, part.start) or part.kind is not Kind.MONEY:
        return None
    whole = amounts[0]
    called = _WHOLE.search(text[max(0, whole.start - 12) : whole.start])
    another = _ANOTHER.search(text, whole.end, percent.start)
    return whole if called and not another and is_plain(text, part) else None
