"""Beyond (与目标相比): how far a figure is from the target or budget beside it, and how much of a plan it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.compare import bounds
from pipeline.checks.prose.reading.items import alike, vague, worth
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.changes import Change, held_change
from pipeline.checks.prose.relations.quota import share_finding, within

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose, Spot
    from pipeline.model.findings import Finding

_NOUN = "[^，。；、0-9０-９]"
_AIM = (
    "(?:年度|年初|全年|控制)?(?:目标|计划|任务|标准|指标|要求|预算|控制价|限价|概算|定额|考核)(?:任务|要求)?[值数量线]?"
)
_SET_AGAINST = re.compile(
    f"[，,（(]?{_NOUN}{{0,10}}?(?:(?P<by>[比较距离])(?![上去]年|同期|[重例]){_NOUN}{{0,8}}|(?P<over>[高大多]于|超过|超出)|(?P<under>[低小少短]于))(?:{_AIM})?(?:的|为)?"
)
_OF_AIM = re.compile(f"的?{_AIM}[，,]?(?:[高多超低少]出?)?")
_BY = re.compile(
    f"的?(?:{_AIM})?(?:(?P<up>[多高超快]出?|增加|增长|提高|上升)|(?P<down>[少低慢差]|[相尚还仅]差|节约|节省|减少|下降|降低|提前|缩短|压缩))"
    "(?:了|约)?(?:资金|经费|财政资金|投入)?"
)
_PLANNED = re.compile(f"(?:(?:计划|目标|任务){_NOUN}{{0,8}}|应{_NOUN}{{1,4}})$")
_REACHED = re.compile(f"[，,](?:(?:实际|已|全年|年末){_NOUN}{{0,8}}|完成{_NOUN}{{0,4}}|实{_NOUN}{{1,4}})")
_RATE = re.compile(
    "[，,（(](?:(?:[超少多][^，。；]{1,8}|缺[口席][^，。；]{1,8})[，,])?"
    "(?:完成了?(?:年度|全年)?(?:目标|任务|计划)?的?|(?:目标|任务|计划|总体)?(?:完成|达成|实现)(?:率|比例|进度)"
    "|(?:到[训会课岗场校检]|出[勤席]|参[训会加与检])率)(?:为|达到?|是|约)?"
)
_APART = re.compile("上年|去年|同期|往年|原计划|其中|包括|每|均")
_MEAN = re.compile("[每均][^，。；]*$")
_A_GAP = re.compile("(?:[快慢高低多少长短]出?|增加|减少|提高|降低|提前|缩短)了?$")  # 快10天，比规定的30天快8天
_NEXT = re.compile(f"(?:[、和及与]|以及){_NOUN}{{0,8}}")
_OVER = re.compile("(?:超额完成|超额|超出?)(?:目标|任务|计划)?$")
_RATES = frozenset({Kind.POINTS, Kind.PERCENT})
_THREE, _WORDS_BEFORE = 3, 12


def judge_beyond(prose: Prose) -> Iterator[Finding]:
    """Every 比预算节约, 高于目标 and 完成率 that the two figures right before it do not make."""
    spots = prose.spots
    for at, (one, two, three) in enumerate(zip(spots, spots[1:], spots[2:], strict=False), start=2):
        if one.begin != three.begin:
            continue
        kind, other = one.mention.kind, three.mention.kind
        if kind is two.mention.kind and (other is kind or other in _RATES):
            yield from _gap(prose, at, one)
        if other is Kind.PERCENT:
            yield from _share_of_plan(prose, at)
        elif "超" in three.before[-8:]:
            yield from _over(prose, at)


def _alike(one: Mention, two: Mention) -> bool:
    """Tell whether one can be taken from the other: also of two percentages, or two spans of time."""
    return alike(one, two) or (one.kind is two.kind and one.unit == two.unit)


def _listed(prose: Prose, at: int) -> bool:
    """Tell whether the first of three figures ends a list: which one is compared, or all of them, nobody can tell."""
    last, new = prose.spots[at - _THREE], prose.spots[at - 2]
    near = at >= _THREE and last.begin == new.begin and _alike(last.mention, new.mention)
    return near and bool(_NEXT.fullmatch(prose.text, last.mention.end, new.mention.start))


def _gap(prose: Prose, at: int, first: Spot) -> Iterator[Finding]:
    """中标价28.8万元，比预算30万元节约1.2万元; 满意度达到93%，高于90%的目标3个百分点."""
    new, old, gap = (spot.mention for spot in prose.spots[at - 2 : at + 1])
    against = _SET_AGAINST.fullmatch(prose.text, new.end, old.start)
    planned = None if against else _PLANNED.search(first.before[-_WORDS_BEFORE:])
    if not (against or planned) or not _alike(new, old) or not (_alike(old, gap) or gap.kind in _RATES):
        return
    if not against:
        yield from _gap_of_plan(prose, first, new, old, gap)
        return
    mean = new.kind is not Kind.MONEY and _MEAN.search(first.before[-_WORDS_BEFORE:])
    if _listed(prose, at) or mean or _A_GAP.search(first.before[-3:]):
        return
    told = (_BY if against["by"] else _OF_AIM).fullmatch(prose.text, old.end, gap.start)
    up = against["over"] or (against["by"] and told and told["up"])
    if told and not old.vague and not any(it.high or bounds(prose.text, it) for it in (new, gap)):
        yield from held_change(prose, Change(old, new, "多" if up else "少"), gap, plainly=True)


def _gap_of_plan(prose: Prose, first: Spot, plan: Mention, done: Mention, gap: Mention) -> Iterator[Finding]:
    """目标85%，实际81%，低4个百分点: what was planned comes first."""
    if _APART.search(first.before[-_WORDS_BEFORE:]):
        return
    told = _BY.fullmatch(prose.text, prose.text.find("，", done.end, gap.start) + 1, gap.start)
    if (
        not told
        or not prose.text.startswith("，", done.end)
        or not _REACHED.fullmatch(prose.text, plan.end, done.start)
    ):
        return
    if not plan.vague and not any(it.high or bounds(prose.text, it) for it in (plan, done, gap)):
        yield from held_change(prose, Change(plan, done, "多" if told["up"] else "少"), gap, plainly=True)


def _over(prose: Prose, at: int) -> Iterator[Finding]:
    """目标4500人，上半年完成2610人，下半年完成2115人，全年超额完成225人: what both halves are more than the plan."""
    told = prose.spots[max(at - _THREE, 0) : at + 1]
    plan, one, two, over = (it.mention for it in told) if len(told) > _THREE else (None, None, None, None)
    if plan is None or one is None or two is None or over is None or told[0].begin != told[-1].begin:
        return
    used = (plan, one, two, over)
    halves = "上半年" in told[1].before and prose.text[one.end : two.start].lstrip("，；,").startswith("下半年")
    if (
        not halves
        or not all(alike(it, plan) and it.value and it.high is None for it in used)
        or vague(prose.text, used)
    ):
        return
    if _PLANNED.search(told[0].before[-_WORDS_BEFORE:]) and _OVER.search(told[-1].before[-_WORDS_BEFORE:]):
        both = one._replace(value=worth(one) + worth(two), text=f"{one.text}加{two.text}")
        yield from held_change(prose, Change(plan, both, "多"), over, plainly=True)


def _share_of_plan(prose: Prose, at: int) -> Iterator[Finding]:
    """计划筛查12000人，实际筛查9800人，完成81.67%; a difference may stand before the rate."""
    percent = prose.spots[at]
    for first in (at - 2, at - 3):
        plan, done = prose.spots[max(first, 0) : first + 2] if first >= 0 else (percent, percent)
        if plan.begin == percent.begin and _is_plan(prose, plan, done, percent):
            used = (plan.mention, done.mention, percent.mention)
            if not within(percent.mention, done.mention, plan.mention) and not vague(prose.text, used):
                yield share_finding(prose, done.mention, plan.mention, percent.mention)
            return


def _is_plan(prose: Prose, plan: Spot, done: Spot, percent: Spot) -> bool:
    """Tell whether two figures are what was planned and what was done of it, and the third the rate of the two."""
    whole, part, rate = plan.mention, done.mention, percent.mention
    if not alike(whole, part) or not whole.value or any(it.high is not None for it in (whole, part, rate)):
        return False
    before = plan.before[-_WORDS_BEFORE:]
    return bool(
        _PLANNED.search(before)
        and not _APART.search(before)
        and _REACHED.fullmatch(prose.text, whole.end, part.start)
        and _RATE.fullmatch(prose.text, part.end, rate.start)
        and not bounds(prose.text, rate)
    )
