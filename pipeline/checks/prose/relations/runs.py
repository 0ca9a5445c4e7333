"""Runs (分列): figures of each unit that a sentence lists one after another, of a whole that stands further ahead."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.items import (
    adds_up,
    alike,
    is_amount,
    is_plain,
    some_add_up,
    vague,
)
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.gaps import one_digit_off
from pipeline.checks.prose.relations.listed import of_changes, open_ended, overlapping
from pipeline.checks.prose.relations.parts import judge

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.findings import Finding

_OPENED = re.compile(  # a class of its own first: such a pattern is found ten times as fast
    "[其用包分由](?:(?<=其)中|(?<=用)于|(?<=包)括|(?<=分)布[在于]|(?<=[，,]由)(?=[^，。；：0-9]{1,10}[0-9]))"
)
_JOINED = re.compile("[^，,。；;]*(?:[、和及与]|以及)[^，,。；;]*")  # 7个47.2万元、立德事务所 4个24万元
_COMMA = re.compile("(?:[0-9.,]+[一-龥]{1,3})?[，,][^，,。；;、0-9]{1,14}")
_OTHER = re.compile(
    "[每均率]|占(?:[比总全其约]|$)|[比较][上去年计目]|预算|全年|共[计有]|合计|累计|总[共计数]|同比|增加|减少|提高|下降|[其剩]余|剩下"
)
_ADDED = frozenset({Kind.MONEY, Kind.COUNT, Kind.MEASURE})
_SIGN, _THOUSANDS = re.compile("[、；;]|[，,](?![0-9]{3})"), re.compile("(?<=[0-9])[，,](?=[0-9]{3})")
_FEWEST, _FEW = 2, 3


def of_runs(prose: Prose, begin: int, group: Sequence[Mention]) -> Iterator[Finding]:
    """其中小麦2,600吨补贴41.1万元、稻谷1,250吨补贴18.75万元: of each unit the parts, and their whole ahead."""
    units = {it.unit for it in group}
    words = list(_OPENED.finditer(prose.text, begin, group[-1].start)) if len(units) < len(group) else []
    if not words or (len(words) == 1 and words[0][0] == "其中" and words[0].start() < group[1].start):
        return  # nothing is listed, or all of the one figure right before it
    counted = Counter(["元" if it.kind is Kind.MONEY else it.unit for it in group if it.kind in _ADDED])
    if not counted or max(counted.values()) < _FEW:
        return
    outer, end = begin, group[-1].end
    for word in words:
        ahead = [it for it in group if outer <= it.start and it.end <= word.start()]
        listed = [it for it in group if word.end() <= it.start < end and it.kind in _ADDED]
        for first in _openers(prose, listed) if ahead else ():
            if word[0] == "其中" and alike(ahead[-1], first) and is_plain(prose.text, ahead[-1]):
                continue  # judged as 其中 of the figure right before it
            parts = _run(prose, listed, first)
            wholes = [it for it in ahead if alike(it, first) and is_amount(prose.text, it)]
            if len(parts) >= _FEWEST and wholes:
                later = [it for it in listed if it.start > parts[-1].start and alike(it, first)]
                yield from _judge(prose, wholes, parts, later)
        outer = word.end() if word[0] == "其中" else outer


def _openers(prose: Prose, listed: Sequence[Mention]) -> Iterator[Mention]:
    """Give the first figure of each unit before the list's first sign of its going on."""
    stop = _SIGN.search(prose.text, listed[0].end) if listed else None
    seen: list[Mention] = []
    for it in listed:
        if stop and it.start < stop.start() and not any(alike(it, other) for other in seen):
            seen.append(it)
            yield it


def _run(prose: Prose, listed: Sequence[Mention], first: Mention) -> list[Mention]:
    """Gather the figures alike the first that go on as a list does: all with 、, or all with a comma and a name."""
    parts, sign = [first], _JOINED
    for it in (it for it in listed if it.start > first.start and alike(it, first)):
        gap = _THOUSANDS.sub("", prose.text[parts[-1].end : it.start])
        if len(parts) == 1 and not _JOINED.fullmatch(gap):
            sign = _COMMA
        if not sign.fullmatch(gap) or _OTHER.search(gap) or not is_plain(prose.text, it):
            break
        parts.append(it)
    return parts if is_plain(prose.text, first) else []


def _judge(
    prose: Prose, wholes: Sequence[Mention], parts: list[Mention], later: Sequence[Mention]
) -> Iterator[Finding]:
    """Hold the parts against the nearest whole that one digit sets right; none where they make up another."""
    if any(adds_up(it, parts) for it in wholes) or vague(prose.text, parts) or open_ended(prose, parts):
        return
    if parts[0].kind is not Kind.MONEY and overlapping(prose, parts):
        return
    for whole in reversed(wholes):
        if one_digit_off(whole, parts, least=1) and not (
            vague(prose.text, (whole,)) or of_changes(prose, whole, parts)
        ):
            if not some_add_up(whole, parts) and not (later and some_add_up(whole, later, *parts)):
                yield from judge(prose, whole, parts, "其中", complete=False)
            return
