"""Colons (冒号后的明细): 支付187.2万元：整合118.8万元（158,400条，每条7.5元）、开发42万元、硬件26.4万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.items import adds_up, alike, as_fraction, is_plain, some_add_up, vague
from pipeline.checks.prose.relations.parts import judge
from pipeline.checks.prose.slips import TEN_THOUSAND, is_slip

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.checks.prose.reading.mentions import Mention
    from pipeline.model.findings import Finding

_BRACKETS = re.compile("[（(][^（）()]*[）)]")
_NEXT = re.compile("(?:[、，,；;和及与]|以及)[^，。；、：0-9]{1,16}")
_OPEN = re.compile("等|主要|另|其中|结余|剩余|合计|共")
_FEW = 3


def of_colon(prose: Prose, group: Sequence[Mention]) -> Iterator[Finding]:
    """Judge three figures or more behind one and a colon, where one digit or one unit would make them right."""
    for at, whole in enumerate(group[:-_FEW]):
        if prose.text[whole.end : whole.end + 1] != "：" or not alike(whole, whole):
            continue
        parts = _listed(prose, whole, group[at + 1 :])
        if len(parts) < _FEW or adds_up(whole, parts) or vague(prose.text, (whole, *parts)):
            return
        if not all(is_plain(prose.text, it) for it in parts) or some_add_up(whole, parts):
            return
        if _OPEN.search(_BRACKETS.sub("", prose.text[whole.end : parts[-1].end + 2])):
            return
        by = sum(map(as_fraction, parts), Fraction(0)) - as_fraction(whole)
        if any(_mends(it, as_fraction(it) - by) for it in parts) or _mends(whole, as_fraction(whole) + by):
            yield from judge(prose, whole, parts, "：", complete=True)
        return


def _listed(prose: Prose, whole: Mention, group: Sequence[Mention]) -> list[Mention]:
    """Gather the figures that follow each other, whatever brackets say of each."""
    parts: list[Mention] = []
    end = whole.end + 1
    for it in group:
        if it.start < end:
            continue  # in the brackets
        between = prose.text[end : it.start]
        if not alike(it, whole) or (parts and not _NEXT.fullmatch(between)):
            break
        parts.append(it)
        bracket = _BRACKETS.match(prose.text, it.end)
        end = bracket.end() if bracket else it.end
    return parts


def _mends(mention: Mention, right: Fraction) -> bool:
    """Tell whether a figure is a slip of what would make the sum right: one digit, or its unit."""
    ratio = right / as_fraction(mention) if mention.value else Fraction(0)
    return ratio in {Fraction(TEN_THOUSAND), Fraction(1, TEN_THOUSAND)} or is_slip(mention, right, least=2)
