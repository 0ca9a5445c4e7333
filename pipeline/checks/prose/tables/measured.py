"""Measured (指标的数): which result or target of an indicator a figure may have been meant to say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from pipeline.checks.prose.reading.compare import Exact, holds
from pipeline.checks.prose.reading.document import Role
from pipeline.checks.prose.reading.mentions import Kind
from pipeline.checks.prose.slips import one_off
from pipeline.checks.prose.tables.quantities import LEAST_KEY, STOPS, core, numbers

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose, Spot
    from pipeline.checks.prose.tables.likely import InIndicator
    from pipeline.model.book import Indicator
    from pipeline.model.cells import Cell

TITLES = {"spent": "支出", "budget": "全年预算", "initial": "年初预算", "actual": "完成值", "target": "指标值"}
_ITEM = re.compile("(?s:.*)[0-9][^0-9、，。]{1,5}[、和及与]")  # 护舷96个、 before 系缆桩26根
_COMMA = re.compile("(?<=[0-9])[,，](?=[0-9]{3})")
_ONE, _TWO, _THREE, _FOUR, _NEVER = 1, 2, 3, 4, 99  # significant digits; the fewer, the plainer the words must be
_APART = re.compile(  # another time, place or part, a mean or a change
    "上年(?!结转)|去年|往年|同期|每|均|其[中余他]|另|分别|由|从|较|比|新增|增[加长至](?!到)|减少|提高(?![到至])|降(?![到至])"
    "|[一二三四]期|[首前后]批|第[一二三四]|月(?![底末前])|季度|半年|部分|前(?<=[造施理治设训预革]前)|下达|全[国省市县区]|[邻省市]"
    "|结算|审[减定]|送审|合同|中标"
)
_PARTS = re.compile("其[中余他]|分别|分[两二三四五]|包括|[上下]半年|季度|[0-9]月(?![底末前])|上年|去年")
_LAST_PART = re.compile("(?s:.*)[；;。]")
_LASTING = frozenset({"小时", "分钟", "天", "个工作日", "日", "年", "个月", "秒"})
_MEANS, _MEAN, _AGAINST = re.compile("[每均单价]|标准"), frozenset("每均"), frozenset("比较")
_PLANNED = re.compile("计划|目标|原定|应")
_BARE = frozenset({"实际", "完成", "实际完成", "达到", "实际达到", "实际为"})
_FIGURE_LAST = re.compile("(?:目标|计划)?[为是]?[0-9.,]+[^0-9，]{0,4}$")
_IDLE = re.compile(
    "^(?:其中?|以及|并|全年|年内|年末|共|累计|实(?:际|(?=[一-龥]))|已|开展|完成|实施|组织|计划|目标|为|是|使)+|平均"
    "|(?:目标值?|计划|实际|已?达到?|完成|为|是|约|共|[提升]升?高?[到至]|降低?[到至]|控制在|稳定在|保持在?"
    "|不[低少小]于|不[高超多]?[于过]|仅|只有|了|数)+$"
    "|[0-9.,]+[%％]?"
)
_GENERIC = re.compile("[一-龥]{0,2}(?:合格|达标|完成|覆盖|知晓|及时|优良|利用|使用|到位|普及|参与|执行)[率度]")
_OWN_NOUN = re.compile("(?:[率度]|占比?|比[重例]|[增降]幅?|增长|下降|提高|的)(?:为|达到?|约)?$")
_SHAPE = re.compile("(?:时间|时限|用时|标准|金额|额度|水平)$")
_EACH = re.compile("([人户亩场名座])均")
_LATER = frozenset({"六"})
_AIM_BEFORE = re.compile(
    "(?:目标值?|指标值|控制标准|控制线|上限|规定的?|要求)(?:定?为|是|：|:|不[低少小高多超][于过])?$|控制在$"
)
_AIM_BEHIND = re.compile("(?:以[内上下])?的?(?:年度|控制|预期|绩效)?(?:目标|控制标准|控制线|标准|上限)值?(?![以之]外)")
_OTHERS = re.compile("[省市县区]|国家|全国|行业|上级|下达|阶段|原(?!因)|合同|约定|承诺|明年|下年|次年|下一步")
_NOUN = re.compile("[一-龥]{2,8}")
_ONLY_EACH = re.compile("每[一-龥]")
_WORDS_BEFORE, _FOUR_DIGITS = 24, 1000


class Held(NamedTuple):
    """What a figure may have been meant to say: the value, the cells that hold it and what they are called."""

    exact: Exact
    cells: tuple[Cell, ...]
    title: str


def clause(spot: Spot) -> str:
    """Cut out the clause before a figure; of a bare 实际 or 完成, with the words of the one before it."""
    *others, last = STOPS.split(_COMMA.sub("", spot.before[-2 * _WORDS_BEFORE :]))
    if others and last in _BARE:
        last = f"{_FIGURE_LAST.sub('', others[-1])}{last}"
    return last[-_WORDS_BEFORE:]


def of_aim(prose: Prose, spot: Spot) -> bool:
    """Tell whether a figure is called the target in so many words: 高于97%的目标, 目标值42吨."""
    before = spot.before[-_WORDS_BEFORE:]
    named = _AIM_BEFORE.search(before) or _AIM_BEHIND.match(prose.text, spot.mention.end)
    return bool(named) and not _OTHERS.search(STOPS.split(before)[-1])


def told(prose: Prose, spot: Spot, values: Sequence[Exact]) -> bool:
    """Tell whether another figure of the same cell says one of these: then this one speaks of something else."""
    first, last, mention = spot.passage.start, spot.passage.end, spot.mention
    mates = [it for it in prose.mentions if first <= it.start < last and it.kind is mention.kind]
    if mention.kind is Kind.PERCENT:  # 100% is no way to say 99.8%
        mates = [it for it in mates if it.decimals >= mention.decimals or it.value in values]
    elif mention.kind is Kind.MONEY:  # nor 198万元 one to say 197.86万元
        mates = [it for it in mates if it.value in values or (it.value or 0) >= _FOUR_DIGITS * it.step]
    return any(holds(it, value) for it in mates for value in values)


def near_measure(prose: Prose, spot: Spot, listed: Sequence[InIndicator]) -> Held | None:
    """Return the result or target that a figure is one digit off, of an indicator its sentence shares a word with.

    It needs fewer digits where the words beside it are what the indicator counts, or nothing else has its unit. A
    sentence that tells the result may tell of something else besides, unless it speaks of a plan.
    """
    mention, passage = spot.mention, spot.passage
    close = [row for number, (row, _) in listed if one_off(mention, number)]
    if not close or passage.section in _LATER:
        return None
    sentence, said = prose.text[spot.begin : spot.end], _said_as(prose, spot)
    alone = len({row.row for _, (row, _) in listed}) == 1
    for row in close:
        name, values = row.third or "", numbers(row)
        if not any(name[at : at + 2] in sentence for at in range(len(name) - 1)):
            continue
        least = _least(prose, spot, row, said, alone=alone)
        for key, number in values:
            if key == "actual" and said in {"goal", "aim"}:
                continue
            rivals = [number] if key == "actual" or said else [it for _, it in values]
            if one_off(mention, number) >= least and not told(prose, spot, rivals):
                return Held(number, (prose.book.cell(row, key),), f"“{name}”的{TITLES[key]}")
    return None


def _said_as(prose: Prose, spot: Spot) -> str:
    """Say what a figure is told as: in 绩效目标, as a target in so many words, as a plan, or as nothing of these."""
    if spot.passage.role is Role.GOAL:
        return "goal"
    if of_aim(prose, spot):
        return "aim"
    return "plan" if _PLANNED.search(clause(spot)) else ""


def _apart(before: str, name: str, unit: str, said: str, *, exact: bool) -> bool:
    """Tell whether words before a figure set it apart from what an indicator counts, and are no part of its name."""
    mean = _MEANS.search(name) or (unit in _LASTING and "限" not in name)
    words = {found[0] for found in _APART.finditer(before) if found[0] not in name}
    if said == "aim":  # 比65%的目标高1.8个百分点
        words -= _AGAINST
    return bool((words & _MEAN if exact else words) - (_MEAN if mean else set()))


def _least(prose: Prose, spot: Spot, row: Indicator, said: str, *, alone: bool) -> int:
    """How many digits a figure needs, so that being one digit off is no chance."""
    name, told_by = row.third or "", clause(spot)
    item = _ITEM.match(told_by)
    noun, before = (_bare(it) for it in (core(name, row.unit or ""), told_by[item.end() :] if item else told_by))
    least = _THREE if spot.mention.kind is Kind.PERCENT and not _GENERIC.fullmatch(before) else LEAST_KEY
    exact = len(before) >= least and _within(spot.mention.kind, before, noun) and not _among(spot, whole=before == noun)
    if _apart(told_by, name, spot.mention.unit, said, exact=exact) or _of_another(prose, spot, noun, before):
        return _NEVER
    close, single = _close(prose, spot, noun, before), alone and _only(prose, spot)
    if exact or (said == "aim" and (close or _beside_result(prose, spot, row))):
        return _ONE
    if single and close > _TWO and spot.passage.role is not Role.PARAGRAPH:  # 绩效目标 and 完成情况 tell the indicators
        return _ONE
    if close >= (_THREE if said == "plan" else _TWO) or (single and close):
        return _TWO
    if _in_list(prose, spot):
        return _NEVER
    return _by_chance(spot.mention.kind, told_by, near=bool(close) or (single and spot.mention.kind is not Kind.MONEY))


def _in_list(prose: Prose, spot: Spot) -> bool:
    """Tell whether a figure is one of several of its unit in a row: 平原乡镇5172人、山区乡镇3940人."""
    text, mention = prose.text, spot.mention
    mates = [it for it in prose.mentions if spot.begin <= it.start < spot.end and it.unit == mention.unit]
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


def _bare(words: str) -> str:
    """Take from the words before a figure, or from a name, what says nothing of what is counted; 人均 is 每人."""
    return _SHAPE.sub("", _EACH.sub(r"每\1", _IDLE.sub("", words)))


def _among(spot: Spot, *, whole: bool) -> bool:
    """Tell whether a figure may be one of several parts: its sentence has said 其中, and not just before its noun."""
    if whole and spot.mention.kind is Kind.PERCENT:
        return False
    part = _LAST_PART.match(spot.before)
    words = spot.before[part.end() if part else 0 :]
    return bool(_PARTS.search(words[: len(words) - len(clause(spot))]))


def _only(prose: Prose, spot: Spot) -> bool:
    """Tell whether no other figure of a cell has the unit of this one."""
    first, last = spot.passage.start, spot.passage.end
    return sum(it.unit == spot.mention.unit for it in prose.mentions if first <= it.start < last) == 1


def _within(kind: Kind, before: str, noun: str) -> bool:
    """Tell whether words are of what an indicator counts: 主干道用时 of 主干道除雪用时; 转诊率 is no 转诊及时率."""
    if kind is Kind.PERCENT:
        return noun.endswith(before)
    return len(before) >= _TWO and not Counter(before) - Counter(noun)


def _close(prose: Prose, spot: Spot, noun: str, before: str) -> int:
    """How many signs of what an indicator counts stand beside a figure: 更新健身路径16套, 11条小巷; 3 are a word."""
    if _ONLY_EACH.fullmatch(before) and spot.passage.role is Role.PARAGRAPH:
        return _ONE
    if _within(spot.mention.kind, before, noun) or (len(noun) >= LEAST_KEY and before.endswith(noun)):
        return min(len(before), _THREE)
    found = _NOUN.match(prose.text, spot.mention.end)
    behind, last = found[0] if found else "", noun[-_THREE:]
    if len(last) == _THREE and (before.endswith(last) or last in behind):
        return _THREE
    if any(noun.endswith(behind[:size]) for size in range(_TWO, len(behind) + 1)):
        return _TWO
    beside = before + behind[:_FOUR]
    return _ONE if any(noun[at : at + 2] in beside for at in range(len(noun) - 1)) else 0


def _of_another(prose: Prose, spot: Spot, noun: str, before: str) -> bool:
    """Tell whether a bare 合格率 is none of an indicator's: nothing before it names what 食品抽检合格率 is of."""
    others = noun.removesuffix(before)
    if len(others) < _TWO or not _GENERIC.fullmatch(before):
        return False
    sentence = prose.text[spot.begin : spot.mention.start]
    return not any(others[at : at + 2] in sentence for at in range(len(others) - 1))


def _beside_result(prose: Prose, spot: Spot, row: Indicator) -> bool:
    """Tell whether another figure of the sentence is the result of this indicator: 98.2%，高于97%的目标."""
    reached = next((number for key, number in numbers(row) if key == "actual"), None)
    mates = (it for it in prose.mentions if spot.begin <= it.start < spot.end and it.kind is spot.mention.kind)
    return any(it.value == reached for it in mates)
