"""Measured (指标的数): which result or target of an indicator a figure may have been meant to say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.document import Role
from pipeline.checks.prose.reading.mentions import Kind
from pipeline.checks.prose.slips import one_off
from pipeline.checks.prose.tables.beside import clause, close_to, nouns, of_another, specific, within
from pipeline.checks.prose.tables.held import TITLES, Held, of_aim, told
from pipeline.checks.prose.tables.units import numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.checks.prose.reading.document import Prose, Spot
    from pipeline.checks.prose.tables.likely import InIndicator
    from pipeline.model.book import Indicator

_ONE, _TWO, _THREE, _FOUR, _NEVER = 1, 2, 3, 4, 99  # significant digits; the fewer, the plainer the words must be
_APART = re.compile(  # another time, place or part, a mean or a change
    "上年(?!结转)|上一|[上前]期|去年|往年|同期|每|均|其[中余他]|另|分别|由|从|较|比|新增|增[加长至](?!到)|减少|提高(?![到至])|降(?![到至])"
    "|[一二三四]期|[首前后]批|第[一二三四]|月(?![底末前])|季度|半年|部分|前(?<=[造施理治设训预革]前)|下达|全[国省市县区]|[邻省市]"
    "|结算|审[减定]|送审|合同|中标|节假日|春节|国庆|暑[期假]|寒假|汛期|[旺淡]季|周末|高峰"
)
_PARTS = re.compile("其[中余他]|分别|分[两二三四五]|包括|[上下]半年|季度|[0-9]月(?![底末前])|上年|去年")
_LAST_PART = re.compile("(?s:.*)[；;。]")
_LASTING = frozenset({"小时", "分钟", "天", "个工作日", "日", "年", "个月", "秒"})
_LEVEL = re.compile("[^街镇乡村社]*([省市县区])(?![^街镇乡村社]*[省市县区])[^街镇乡村社]+$")
_MEANS, _MEAN, _AGAINST = re.compile("[每均单价]|标准"), frozenset("每均"), frozenset("比较")
_PLANNED = re.compile("计划|目标|原定|应")
_OWN_NOUN = re.compile("(?:[率度]|占比?|比[重例]|[增降]幅?|增长|下降|提高|的)(?:为|达到?|约)?$")
_LATER = frozenset({"六"})
_RATE_ENDS = frozenset("率度")
_OF_INDICATORS = frozenset({Role.GOAL, Role.OUTCOME})  # both tell the indicators


def near_measure(prose: Prose, spot: Spot, listed: Sequence[InIndicator]) -> Held | None:
    """Return the result or target that a figure is one digit off, of an indicator its sentence shares a word with.

    It needs fewer digits where the words beside it are what the indicator counts, or nothing else has its unit. A
    sentence that tells the result may tell of something else besides, unless it speaks of a plan.
    """
    mention, passage = spot.mention, spot.passage
    close = [row for number, (row, _) in listed if one_off(mention, number)]
    if "/" in mention.unit:  # 152.3元/平方米 is no 元/米
        close = [row for row in close if (row.unit or "").strip() == mention.unit]
    if not close or passage.section in _LATER:
        return None
    sentence, said = prose.text[spot.begin : spot.end], _said_as(prose, spot)
    for row in close:
        name, values = row.third or "", numbers(row, mention.unit)
        if not any(name[at : at + 2] in sentence for at in range(len(name) - 1)):
            continue
        least = _least(prose, spot, row, said, listed)
        for key, number in values:
            if key == "actual" and said in {"goal", "aim"}:
                continue
            rivals = [number] if key == "actual" or said else [it for _, it in values]
            if one_off(mention, number) >= least and not told(prose, spot, rivals):
                return Held(number, (prose.book.cell(row, key),), f"“{name}”的{TITLES[key]}")
    return None


def _only_one(prose: Prose, spot: Spot, row: Indicator, listed: Sequence[InIndicator]) -> bool:
    """Tell whether a rate is called what just one of the indicators is: 知晓率 of 公众知晓率."""
    if spot.mention.kind is not Kind.PERCENT:
        return False
    _, before = nouns(row, clause(prose.before(spot)))
    rows = {it.row for _, (it, _) in listed if (it.third or "").endswith(before)}
    return len(before) > _TWO and rows == {row.row}


def _said_as(prose: Prose, spot: Spot) -> str:
    """Say what a figure is told as: in 绩效目标, as a target in so many words, as a plan, or as nothing of these."""
    if spot.passage.role is Role.GOAL:
        return "goal"
    if of_aim(prose, spot):
        return "aim"
    return "plan" if _PLANNED.search(clause(spot.before)) else ""


def _own_area(unit: str | None) -> str:
    """Name the whole area of a county's or a city's office: 全县 sets nothing apart in a report of 云溪县卫生健康局."""
    level = _LEVEL.match(unit or "")
    return f"全{level[1]}" if level else ""


def _apart(before: str, row: Indicator, own: str, said: str, *, exact: bool) -> bool:
    """Tell whether words before a figure set it apart from what an indicator counts, and are no part of its name."""
    name, unit = row.third or "", row.unit or ""
    mean = _MEANS.search(name) or "/" in unit or (unit in _LASTING and "限" not in name)
    words = {found[0] for found in _APART.finditer(before) if found[0] not in name and found[0] != own}
    if said == "aim":  # 比65%的目标高1.8个百分点
        words -= _AGAINST
    return bool((words & _MEAN if exact else words) - (_MEAN if mean else set()))


def _least(prose: Prose, spot: Spot, row: Indicator, said: str, listed: Sequence[InIndicator]) -> int:
    """How many digits a figure needs, so that being one digit off is no chance."""
    told_by = clause(prose.before(spot))
    kind, (noun, before) = spot.mention.kind, nouns(row, told_by)
    lone = (
        _only_one(prose, spot, row, listed) and spot.passage.role in _OF_INDICATORS
    )  # 知晓率 in 完成情况, where just one indicator is a 知晓率
    exact = (specific(kind, before) or lone) and within(kind, before, noun)
    exact = exact and not _among(spot, whole=before == noun)
    own = _own_area(prose.book.info.unit)
    apart = _apart(told_by, row, own, said, exact=exact) or (not lone and of_another(prose, spot, noun, before))
    if apart or (before != noun and _of_several(prose, spot, told_by)):
        return _NEVER
    close, single = (
        close_to(prose, spot, noun, before),
        len({it.row for _, (it, _) in listed}) == 1 and _only(prose, spot),
    )
    if exact or (said == "aim" and (close or _beside_result(prose, spot, row))):
        return _ONE
    reason = spot.passage.role is Role.REASON or "/" in spot.mention.unit  # which tells of much else
    if single and close > _TWO and spot.passage.role in _OF_INDICATORS:
        return _ONE
    if kind is Kind.PERCENT and close < _TWO and before[-1:] in _RATE_ENDS:  # 就业率 for 就业稳定率
        single = False
    if (close >= (_THREE if said == "plan" else _TWO) or (single and close)) and not reason:
        return _TWO
    if reason or _in_list(prose, spot):
        return _NEVER
    return _by_chance(kind, told_by, near=bool(close) or (single and kind is not Kind.MONEY))


def _of_several(prose: Prose, spot: Spot, told_by: str) -> bool:
    """Tell whether the sentence tells the same of something else: 小麦每吨补贴158.08元，稻谷每吨补贴150元."""
    last, mention = told_by[-_THREE:], spot.mention
    mates = [it for it in prose.figures(spot.begin, spot.end) if it.unit == mention.unit and it is not mention]
    ahead = (prose.text[it.start - _FOUR : it.start].rstrip("约为") for it in mates)
    return len(last) == _THREE and any(it.endswith(last.rstrip("约为")) for it in ahead)


def _in_list(prose: Prose, spot: Spot) -> bool:
    """Tell whether a figure is one of several of its unit in a row: 平原乡镇5172人、山区乡镇3940人."""
    text, mention = prose.text, spot.mention
    mates = [it for it in prose.figures(spot.begin, spot.end) if it.unit == mention.unit]
    if any(it.start < mention.start and text[it.end] == "、" for it in mates):
        return True
    return text[mention.end : mention.end + 1] == "、" and any(it.start > mention.start for it in mates)


def _by_chance(kind: Kind, before: str, *, near: bool) -> int:
    """How many digits a figure needs that stands in the sentence of an indicator and not beside its words."""
    if kind is Kind.PERCENT:
        return _NEVER if _OWN_NOUN.search(before) else _THREE
    if kind is Kind.MONEY and not near:
        return _NEVER
    return _THREE if near else _FOUR


def _among(spot: Spot, *, whole: bool) -> bool:
    """Tell whether a figure may be one of several parts: its sentence has said 其中, and not just before its noun."""
    if whole and spot.mention.kind is Kind.PERCENT:
        return False
    part = _LAST_PART.match(spot.before)
    words = spot.before[part.end() if part else 0 :]
    return bool(_PARTS.search(words[: len(words) - len(clause(spot.before))]))


def _only(prose: Prose, spot: Spot) -> bool:
    """Tell whether no other figure of a cell has the unit of this one."""
    first, last = spot.passage.start, spot.passage.end
    return sum(it.unit == spot.mention.unit for it in prose.figures(first, last)) == 1


def _beside_result(prose: Prose, spot: Spot, row: Indicator) -> bool:
    """Tell whether another figure of the sentence is the result of this indicator: 98.2%，高于97%的目标."""
    reached = next((number for key, number in numbers(row, spot.mention.unit) if key == "actual"), None)
    mates = (it for it in prose.figures(spot.begin, spot.end) if it.kind is spot.mention.kind)
    return any(it.value == reached for it in mates)
