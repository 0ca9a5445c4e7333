"""Almost shares (差一个数字的比率): the one percentage of a sentence and its two counts, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading import causes
from pipeline.checks.prose.reading.items import alike, as_fraction, computed_text, is_amount, vague
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.changes import GROWTH, Change, held_change
from pipeline.checks.prose.relations.growth import same_thing
from pipeline.checks.prose.relations.ratios import share_finding, within
from pipeline.checks.prose.slips import is_slip
from pipeline.model import money

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.findings import Finding

_RATE = re.compile("(?:率|占[^，。；、0-9０-９]{0,8}|比[例重]?)(?:为|达到?|约|是|：)*$")
_NAME = re.compile("[一-龥]{1,6}$")
_OTHER = re.compile(
    "占[^，。；]{0,6}预算|同比|环比|上年|去年|往年|较|目标|计划|任务|要求|不低|不高|不少|以上|以下|超过|同期|全[区市县省国]|增长|下降|提高|分别|执行"
)
_CHANGED = re.compile("(?:增长|下降|上升|减少|增加|提高|降低|增幅|降幅)(?:了|率|约|为|达)*$")
_LAST_YEAR = re.compile("(?:去年|上年|上一年|改造前|整治前)(?:同期)?(?:的|为|是|有)?[^，。；、0-9０-９]{0,4}$")
_YEAR_ON_YEAR = re.compile(
    "[，,（(](?:同比|较上年|比上年)(增长|增加|上升|下降|减少)(?:了|约)?"
)  # 6,480人次，同比增长8%，上年为6,000人次
_WAS = re.compile("[，,](?:上年|去年)(?:同期)?(?:为|是)?")
_MORE_THAN_THAT = re.compile("(?:增加|减少|增长|下降|多|少)(?:了)?$")
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
        yield from _changed(prose, begin, group, percent) if _CHANGED.search(ahead) else ()
        return
    pair, told = _only_pair(group), _RATE.search(ahead)
    if pair is None or told is None:
        yield from _of_another_unit(prose, begin, group, percent, _name(ahead, told)) if told else ()
        yield from _changed(prose, begin, group, percent) if _CHANGED.search(ahead) else ()
        return
    part, whole = sorted(pair, key=as_fraction)
    name = _name(ahead, told)
    least = _FOUR if name and not _named(prose.text, begin, name, percent) else _THREE
    if _plain(prose, begin, group, (part, whole, percent)) and _one_digit_off(percent, part, whole, least):
        yield share_finding(prose, part, whole, percent)


def _name(ahead: str, told: re.Match[str]) -> str:
    """Return what a rate is called: 接种 of 接种率; nothing of 占."""
    named = _NAME.search(ahead, 0, told.start()) if told[0].startswith("率") else None
    return named[0] if named else ""


def _plain(prose: Prose, begin: int, group: Sequence[Mention], told: tuple[Mention, Mention, Mention]) -> bool:
    """Tell whether the percentage is not that of part and whole, and nothing says that it is of others."""
    part, whole, percent = told
    if within(percent, part, whole) or vague(prose.text, told):
        return False
    amounts = is_amount(prose.text, part) and is_amount(prose.text, whole)
    return amounts and not _OTHER.search(prose.text, begin, group[-1].end)


def _of_another_unit(
    prose: Prose, begin: int, group: Sequence[Mention], percent: Mention, name: str
) -> Iterator[Finding]:
    """床位186张，入住142人，入住率76.3%: two counts right before the rate that has its name from the second."""
    text, counts = prose.text, [it for it in group if it.end <= percent.start and it.kind is Kind.COUNT]
    if len(counts) < 2 or not counts[-1].value or not counts[-2].value:  # noqa: PLR2004  (both)
        return
    whole, part = counts[-2:]
    sure = len(name) > 1 and name[-2:] in text[max(whole.end, part.start - 6) : part.start]
    if sure and _plain(prose, begin, group, (part, whole, percent)) and _one_digit_off(percent, part, whole, _THREE):
        yield share_finding(prose, part, whole, percent)


def _changed(prose: Prose, begin: int, group: Sequence[Mention], percent: Mention) -> Iterator[Finding]:
    """312批，去年为376批，批次下降19.0%: the one change of two figures of which one is last year's."""
    text = prose.text
    pair = [it for it in group if it.value and sum(alike(it, other) for other in group) == 2]  # noqa: PLR2004  (a pair)
    if len(pair) != 2:  # noqa: PLR2004  (and no other)
        return
    ahead = {it.start: text[max(begin, it.start - 10) : it.start] for it in pair}
    past = [it for it in pair if _LAST_YEAR.search(ahead[it.start]) and not _MORE_THAN_THAT.search(ahead[it.start])]
    last = max((it.end for it in group if it.end <= percent.start), default=begin)
    noun = _CHANGED.sub("", text[last : percent.start].lstrip("，,、；"))
    if (
        len(past) != 1
        or not same_thing(noun, text[begin:last])
        or vague(text, (*pair, percent))
        or not all(is_amount(text, it) for it in pair)
    ):
        return
    old = past[0]
    new = pair[0] if old is pair[1] else pair[1]
    told = Change(old, new, "")
    between = _YEAR_ON_YEAR.fullmatch(text, new.end, percent.start) if new.end < percent.start else None
    if between and _WAS.fullmatch(text, percent.end, old.start):
        yield from held_change(prose, told._replace(word=between[1]), percent)
        return
    if new.start > percent.start:
        return
    if _MORE_THAN_THAT.search(ahead[new.start]) and new.start > old.start:
        yield from () if noun else _of_last_year(prose, old, new, percent)
        return
    exact = 100 * abs(as_fraction(new) - as_fraction(old)) / as_fraction(old)
    if is_slip(percent, Fraction(money.half_up(exact, percent.decimals)), least=_THREE):
        yield from held_change(prose, told, percent)


def _of_last_year(prose: Prose, old: Mention, change: Mention, percent: Mention) -> Iterator[Finding]:
    """去年培训1,050人，今年比去年增加210人，增长20%: the change itself is told, and what was before."""
    if not within(percent, change, old):
        right = computed_text(percent, 100 * as_fraction(change) / as_fraction(old))
        message = f"文中由{old.text}变动{change.text}，变化应为{right}，与写的{percent.text}不一致。"
        found = GROWTH.at(prose.passage_at(percent.start).where, found=percent.text, expected=right, message=message)
        yield prose.causes.note(found, causes.of_product(change, (old, percent), Fraction(1, 100)))


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
    if is_slip(percent, Fraction(money.half_up(exact, percent.decimals)), least=least):
        return True
    if len(percent.text.rstrip("%％")) < _FOUR:
        return False
    share = as_fraction(percent) / 100
    near = ((part, share * as_fraction(whole)), (whole, as_fraction(part) / share))
    return any(
        is_slip(
            it,
            Fraction(money.half_up(right / Fraction(it.step), 0)) * Fraction(it.step),
            least=1 if len(it.text) > _LONG else _FOUR,
        )
        for it, right in near
    )
