"""Reached (完成率): 57处，比目标60处少3处，完成率95%: a result, how far it is from what was aimed at, and the rate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.items import alike, vague, worth
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.quota import share_finding, within

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.findings import Finding

_RATE = re.compile(
    "[，,（(](?:(?:目标|任务|计划|指标)?完成率|(?:为|完成|完成了)(?:目标|任务|计划)?值?的?)(?:为|达到?|是)?"
)
_AIM = "(?:年度|全年|年初|绩效|既定|预期)?(?:目标|计划|任务|指标)(?:任务|目标)?[值数量]?的?"
_GAP = "(?P<more>[多超高]|增加|超过)?(?P<less>[少低差]|减少|[尚还]差)?[了出]?"
_AHEAD = re.compile(f"[^，。；0-9]{{0,6}}[，,（(](?:[比较]|超过?|[低高]于|距离?){_AIM}(?:{_GAP})?")
_BETWEEN = re.compile(_GAP)
_FULL = 100


def reached(prose: Prose, group: Sequence[Mention]) -> Iterator[Finding]:
    """Judge each rate of a result and its gap, or its aim and its gap, that stand right before it."""
    for at, percent in enumerate(group[2:], start=2):
        if percent.kind is not Kind.PERCENT or percent.high is not None:
            continue
        gap = group[at - 1]
        if not _RATE.fullmatch(prose.text, gap.end, percent.start):
            continue
        told = _result_and_aim(prose, group[max(0, at - 3) : at])
        if told is None or vague(prose.text, (*told, gap, percent)) or within(percent, *told):
            continue
        less = worth(told[0]) < worth(told[1])
        if worth(percent) >= _FULL if less else worth(percent) == _FULL:
            continue  # of 投诉 less is better, and whoever did more may say that all is done
        yield share_finding(prose, *told, percent)


def _result_and_aim(prose: Prose, group: Sequence[Mention]) -> tuple[Mention, Mention] | None:
    """Find what was reached and what was aimed at, the latter as told or by the gap."""
    *ahead, gap = group
    first = ahead[0]
    if len(ahead) > 1 and alike(ahead[0], ahead[1]) and alike(ahead[1], gap):
        told = _AHEAD.fullmatch(prose.text, first.end, ahead[1].start)
        if told and not told["more"] and _BETWEEN.fullmatch(prose.text, ahead[1].end, gap.start) and worth(ahead[1]):
            return first, ahead[1]
    first = ahead[-1]
    told = _AHEAD.fullmatch(prose.text, first.end, gap.start) if alike(first, gap) else None
    if told is None or bool(told["more"]) == bool(told["less"]):
        return None
    aim = worth(first) + (worth(gap) if told["less"] else -worth(gap))
    return (first, first._replace(value=aim, text=f"{aim.normalize():f}{first.unit}")) if aim > 0 else None
