"""Almost shares (差一个数字的比率): the one percentage of a sentence and its two counts, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.items import alike, as_fraction, is_amount, rounded, vague
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.quota import share_finding, within
from pipeline.checks.prose.slips import is_slip

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.findings import Finding

_RATE = re.compile("(?:率|占[^，。；、0-9０-９]{0,8}|比[例重]?)(?:为|达到?|约|是|：)*$")
_NAME = re.compile("[一-龥]{1,6}$")
_OTHER = re.compile(
    "占[^，。；]{0,6}[预概]算|同比|环比|上年|去年|往年|较|目标|计划|任务|要求|不低|不高|不少|以上|以下|超过|同期|全[区市县省国]|增长|下降|提高|分别|执行"
)
_IDLE = frozenset("的率为达到有完成实现意")
_THREE, _FOUR, _LONG = 3, 4, 5


def almost_shares(prose: Prose, begin: int, group: Sequence[Mention]) -> Iterator[Finding]:
    """应种2,360剂次，实种2,337剂次，接种率98.03%; 普及率93.6%，3,450户中已改3,129户."""
    percents = [it for it in group if it.kind is Kind.PERCENT]
    if len(percents) != 1 or percents[0].high is not None or not percents[0].value:
        return
    percent = percents[0]
    ahead = prose.text[max(begin, percent.start - 14) : percent.start]
    if ahead.endswith("执行率"):
        return  # held to its cells
    if not ("率" in ahead or "占" in ahead or "比" in ahead):
        return
    pair, told = _only_pair(group), _RATE.search(ahead)
    if pair is None or told is None:
        return
    part, whole = sorted(pair, key=as_fraction)
    named = _NAME.search(ahead, 0, told.start()) if told[0].startswith("率") else None
    name = named[0] if named else ""  # 接种 of 接种率
    least = _FOUR if name and not _named(prose.text, begin, name, percent) else _THREE
    if _plain(prose, begin, group, (part, whole, percent)) and _one_digit_off(percent, part, whole, least):
        yield share_finding(prose, part, whole, percent)


def _plain(prose: Prose, begin: int, group: Sequence[Mention], told: tuple[Mention, Mention, Mention]) -> bool:
    """Tell whether the percentage is not that of part and whole, and nothing says that it is of others."""
    part, whole, percent = told
    if within(percent, part, whole) or vague(prose.text, told):
        return False
    amounts = is_amount(prose.text, part) and is_amount(prose.text, whole)
    return amounts and not _OTHER.search(prose.text, begin, group[-1].end)


def _only_pair(group: Sequence[Mention]) -> tuple[Mention, Mention] | None:
    """Return the only two figures of a sentence that are of one unit and next to each other among those of it."""
    pairs = [
        (one, two) for one, two in pairwise([it for it in group if it.kind is not Kind.PERCENT]) if alike(one, two)
    ]
    if len(pairs) != 1 or not all(it.value and it.high is None and "/" not in it.unit for it in pairs[0]):
        return None
    return pairs[0] if sum(alike(it, pairs[0][0]) for it in group) == len(pairs[0]) else None


def _named(text: str, begin: int, name: str, percent: Mention) -> bool:
    """Tell whether a count is called as the rate is: 接种率 and 实种, 签约率 and 签约."""
    own = percent.start - len(name) - 8
    rest = text[begin : max(begin, own)] + text[percent.end : percent.end + 40]
    return bool((set(name[-2:]) - _IDLE) & set(rest))


def _one_digit_off(percent: Mention, part: Mention, whole: Mention, least: int) -> bool:
    """Tell whether the percentage is one digit off, or a count of four digits, where the percentage has three."""
    exact = 100 * as_fraction(part) / as_fraction(whole)
    if is_slip(percent, rounded(percent, exact), least=least):
        return True
    if len(percent.text.rstrip("%％")) < _FOUR:
        return False
    share = as_fraction(percent) / 100
    near = ((part, share * as_fraction(whole)), (whole, as_fraction(part) / share))
    return any(
        is_slip(
            it,
            rounded(it, right),
            least=1 if len(it.text) > _LONG else _FOUR,
        )
        for it, right in near
    )
