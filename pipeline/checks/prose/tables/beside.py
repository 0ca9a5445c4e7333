"""Beside (近旁的词): the words that stand beside a figure, and how much they say of what an indicator counts."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.document import Role
from pipeline.checks.prose.reading.mentions import Kind
from pipeline.checks.prose.tables.quantities import LEAST_KEY, STOPS, core

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose, Spot
    from pipeline.model.book import Indicator

_ITEM = re.compile("(?s:.*)[0-9][^0-9、，。]{1,5}[、和及与]")  # 护舷96个、 before 系缆桩26根
_COMMA = re.compile("(?<=[0-9])[,，](?=[0-9]{3})")
_BARE = frozenset({"实际", "完成", "实际完成", "达到", "实际达到", "实际为"})
_FIGURE_LAST = re.compile("(?:目标|计划)?[为是]?[0-9.,]+[^0-9，]{0,4}$")
_IDLE = re.compile(
    "^(?:其中?|以及|并|全年|年内|年末|共|累计|实(?:际|(?=[一-龥]))|已|开展|完成|实施|组织|计划|目标|为|是|使)+|平均"
    "|(?:目标值?|计划|实际|已?达到?|完成|为|是|约|共|[提升]升?高?[到至]|降低?[到至]|控制在|稳定在|保持在?"
    "|不[低少小]于|不[高超多]?[于过]|仅|只有|了|数|[≥≤><])+$"
    "|[0-9.,]+[%％]?"
)
_FROM_TO = re.compile("([^0-9]+)由[0-9.]+[^0-9，]{1,4}(?:缩短|压缩|降低?|下降|减少|提高|提升|增[加长])[至到为]")
_GENERIC = re.compile("[一-龥]{0,2}(?:合格|达标|完成|覆盖|知晓|及时|优良|利用|使用|到位|普及|参与|执行)[率度]")
_RATE = re.compile("(?:合格|达标|完成|覆盖|知晓|及时|优良|利用|使用|到位|普及|参与|执行|满意)[率度]$")
_SHAPE = re.compile("(?:时间|时限|用时|标准|金额|额度|水平)$")
_EACH = re.compile("([人户亩场名座])均")
_PER = re.compile("(?:每[人户生名个亩台次年月天日学期]{1,2})+$")
_NOUN = re.compile("[一-龥]{2,8}")
_ONLY_EACH = re.compile("每[一-龥]")
_ONE, _TWO, _THREE, _FOUR = 1, 2, 3, 4
WORDS_BEFORE = 24


def clause(before: str) -> str:
    """Cut out of the words before a figure its clause; of a bare 实际 or 完成, with the words of the one before it."""
    *others, last = STOPS.split(_COMMA.sub("", before[-2 * WORDS_BEFORE :]))
    moved = _FROM_TO.fullmatch(last)  # 平均响应时间由14.2分钟缩短至10.5分钟
    if moved:
        last = moved[1]
    if others and last in _BARE:
        last = f"{_FIGURE_LAST.sub('', others[-1])}{last}"
    return last[-WORDS_BEFORE:]


def nouns(row: Indicator, words: str) -> tuple[str, str]:
    """Name what an indicator counts, and what the words before a figure name, behind the last item of a list."""
    item = _ITEM.match(words)
    words = words[item.end() :] if item else words
    if row.unit and "/" in row.unit:  # 补助标准为每人每月 of 元/人·月
        words = _PER.sub("", words)
    return _bare(core(row.third or "", row.unit or "")), _bare(words)


def _bare(words: str) -> str:
    """Take from the words before a figure, or from a name, what says nothing of what is counted; 人均 is 每人."""
    return _SHAPE.sub("", _EACH.sub(r"每\1", _IDLE.sub("", words)))


def specific(kind: Kind, before: str) -> bool:
    """Tell whether words before a figure are enough to name one thing: 返潮率 are, a bare 合格率 is not."""
    return len(before) >= (_THREE if kind is Kind.PERCENT and not _GENERIC.fullmatch(before) else LEAST_KEY)


def within(kind: Kind, before: str, noun: str) -> bool:
    """Tell whether words are of what an indicator counts: 主干道用时 of 主干道除雪用时; 转诊率 is no 转诊及时率."""
    if kind is Kind.PERCENT:
        return noun.endswith(before)
    return len(before) >= _TWO and not Counter(before) - Counter(noun)


def close_to(prose: Prose, spot: Spot, noun: str, before: str) -> int:
    """How many signs of what an indicator counts stand beside a figure: 更新健身路径16套, 11条小巷; 3 are a word."""
    if spot.mention.kind is Kind.PERCENT and _of_else(noun, before):
        return 0
    if _ONLY_EACH.fullmatch(before) and spot.passage.role is Role.PARAGRAPH:
        return _ONE
    if len(noun) > LEAST_KEY and noun.endswith("率") and before.endswith(noun[:-1]):  # 发案同比下降 of 发案同比下降率
        noun = before
    if within(spot.mention.kind, before, noun) or (len(noun) >= LEAST_KEY and before.endswith(noun)):
        return min(len(before), _THREE)
    found = _NOUN.match(prose.text, spot.mention.end)
    behind, last = found[0] if found else "", noun[-_THREE:]
    if len(last) == _THREE and (before.endswith(last) or last in behind):
        return _THREE
    return _shared(noun, before, behind)


def _shared(noun: str, before: str, behind: str) -> int:
    """Count the signs that what an indicator counts shares with the words around a figure: a word of two, or one."""
    if any(noun.endswith(behind[:size]) for size in range(_TWO, len(behind) + 1)):
        return _TWO
    if len(noun) > 1 and before.startswith(noun):  # 清查单位和个体户 of 清查户数
        return _TWO
    beside = before + behind[:_FOUR]
    return _ONE if any(noun[at : at + 2] in beside for at in range(len(noun) - 1)) else 0


def _of_else(noun: str, before: str) -> bool:
    """Tell whether two rates of one kind are of two things: 抽检合格率 is none of 护理合格率."""
    kind = _RATE.search(noun)
    if not kind or not before.endswith(kind[0]):
        return False
    mine, other = noun[: kind.start()], before[: -len(kind[0])]
    return len(mine) > 1 and len(other) > 1 and not set(mine) & set(other)


def of_another(prose: Prose, spot: Spot, noun: str, before: str) -> bool:
    """Tell whether a bare 合格率 is none of an indicator's: nothing before it names what 食品抽检合格率 is of."""
    others = noun.removesuffix(before)
    if len(others) < _TWO or not _GENERIC.fullmatch(before):
        return False
    sentence = prose.text[spot.begin : spot.mention.start]
    return not any(others[at : at + 2] in sentence for at in range(len(others) - 1))
