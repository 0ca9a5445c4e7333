"""Thresholds (均在……以上): figures listed beside a claim that all of them reach a limit."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.compare import bounds
from pipeline.checks.prose.reading.document import Role
from pipeline.checks.prose.reading.items import as_fraction
from pipeline.model.findings import Finding, declare

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.checks.prose.reading.mentions import Mention

LIMIT = declare(
    "prose-limit",
    "文中列出的数字与“均在……以上”不符",
    "critical",
    source="rules 16",
    notes="正文写“均”“都”达到某个数的，同一句里接着列出的每一个数都要达到。",
    fix="请核对列出的数字，或把“均”改成与数字一致的说法。",
)
_ASKED = [re.compile(f"{word}(?=已?[在达保控不超高大低小])") for word in "均都"]  # one by one: ten times faster
_CLAIM = re.compile(
    "(?<![平人户场年月日])[均都]已?(?:在|达到?|保持在|控制在|不低于|不少于|不超过|超过|高于|大于|低于|小于|不足)?$"
)
_LISTED = re.compile(
    "(?:及?以[上下内])?[，,；：（(](?:其中)?(?:分别(?:为|是|达)?|[^，。；：、0-9０-９]{1,12}?(?:为|达到?|是|：)?)"
)
_EXTREME = re.compile(
    "(?:及?以[上下内])?[，,；](?:其中)?最[低高少多大小长短](?:的[^，。；：、0-9０-９]{0,10}?)?(?:为|是|达到?|仅)?"
)
_NEXT = re.compile(
    "[、，,和及与]{1,2}(?!平均|目标|计划|上年|去年|较|比)[^，。；：、0-9０-９]{0,12}?(?:为|达到?|是|：)?"
)
_AHEAD = re.compile("分别(?:为|是|达到?)?[^，。；：、0-9０-９]{0,8}$")
_GAP = re.compile("[、和及与]|以及")
_BETWEEN = re.compile("[，,](?:全部|各项)?")
_WORDS = {"不低于": "least", "不少于": "least", "超过": "over", "高于": "over", "大于": "over", "不超过": "most"}
_WORDS |= {"控制在": "most", "低于": "under", "小于": "under", "不足": "under"}
_WANTED = re.compile("确保|力争|要求|(?<![响反相对供适])应|目标|标准")
_TOLD_EACH, _FEW = 2, 3
_HOLDS = {
    "least": lambda value, limit: value >= limit,
    "over": lambda value, limit: value > limit,
    "most": lambda value, limit: value <= limit,
    "under": lambda value, limit: value < limit,
}


def judge_limits(prose: Prose) -> Iterator[Finding]:
    """Every figure listed beside 均在……以上 that is not."""
    for asked in (found for pattern in _ASKED for found in pattern.finditer(prose.text)):
        at = bisect_left(prose.mentions, (asked.end(),))
        spot = prose.spots[at] if at < len(prose.spots) else None
        if spot is None or spot.mention.value is None or spot.passage.role in {Role.GOAL, Role.REASON}:
            continue
        limit, found = spot.mention, _CLAIM.search(spot.before[-10:])
        side = _side(prose, limit, found[0]) if found else None
        if found and side and not _WANTED.search(spot.before):
            listed = _behind(prose, at) or _ahead(prose, at, len(found[0]))
            wrong = [it for it in listed if not _HOLDS[side](as_fraction(it), as_fraction(limit))]
            if len(wrong) == 1:
                yield _finding(prose, wrong[0], limit, side)


def _side(prose: Prose, limit: Mention, words: str) -> str | None:
    """Say what the words around a limit ask of every figure: 均在300天以上, 都不少于100户."""
    told = next((side for word, side in _WORDS.items() if words.endswith(word)), None)
    around = bounds(prose.text, limit)
    return told or (around if around in {"least", "most"} else None)


def _alike(one: Mention, two: Mention) -> bool:
    same = one.kind is two.kind and one.unit == two.unit
    return same and one.value is not None and one.high is None and not one.vague


def _behind(prose: Prose, at: int) -> list[Mention]:
    """Gather the figures listed right behind a limit, three at least without 分别; or the one called the least."""
    limit, gap = prose.mentions[at], _LISTED
    place, end = limit.end, prose.spots[at].end
    listed: list[Mention] = []
    for it in prose.mentions[at + 1 : at + 20]:
        if it.start > end or not _alike(it, limit):
            break
        if not listed and "均" not in prose.spots[at].before[:-10] and _EXTREME.fullmatch(prose.text, place, it.start):
            return [it]
        if not gap.fullmatch(prose.text, place, it.start):
            break
        listed.append(it)
        place, gap = it.end, _NEXT
    told = listed and "分别" in prose.text[limit.end : listed[0].start]
    return listed if len(listed) >= (_TOLD_EACH if told else _FEW) else []


def _ahead(prose: Prose, at: int, words: int) -> list[Mention]:
    """Gather 分别为92%、95%和88% right before ，均在90%以上."""
    limit, begin = prose.mentions[at], prose.spots[at].begin
    listed: list[Mention] = []
    place = limit.start - words
    for it in reversed(prose.mentions[max(0, at - 20) : at]):
        gap = _GAP if listed else _BETWEEN
        if it.start < begin or not _alike(it, limit) or not gap.fullmatch(prose.text, it.end, place):
            break
        listed.insert(0, it)
        place = it.start
    told = listed and _AHEAD.search(prose.text, begin, place)
    return listed if told else []


def _finding(prose: Prose, listed: Mention, limit: Mention, side: str) -> Finding:
    expected = {"least": "不低于", "over": "高于", "most": "不高于", "under": "低于"}[side] + limit.text
    message = f"文中写都{expected}，列出的{listed.text}却不是。"
    return LIMIT.at(prose.passage_at(listed.start).where, found=listed.text, expected=expected, message=message)
