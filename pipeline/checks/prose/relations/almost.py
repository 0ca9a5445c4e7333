"""Almost (差一个数字的合计): figures of one unit in a sentence that would add up if one digit of one were another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import chain, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading import causes
from pipeline.checks.prose.reading.items import (
    alike,
    as_fraction,
    computed_text,
    is_amount,
    tolerance,
    vague,
)
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.gaps import explained, in_sums, whole_and_slip
from pipeline.checks.prose.relations.listed import open_ended, overlapping
from pipeline.checks.prose.relations.parts import PARTS, goes_on, told_ahead
from pipeline.checks.prose.relations.summing import STRONG, digits, is_claimed, looks_whole
from pipeline.model.findings import Finding, Rule, declare

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose

SLIP = declare(
    "prose-slip",
    "文中数字疑似写错一位",
    "warning",
    source="rules 10, 16",
    notes="同一句里的几个数字，只要其中一个改动一位（或相邻两位对调）就正好加得起来，多半是写错了一位；文中没有写明它们相加。",
    fix="请核对这几个数字；确实没有相加关系的，请在核实说明里写明。",
)
_NO_SUM = re.compile(
    "其中.*其中|另|停工|停课|同时|同期|每|均|以上|以下|至少|最[高低多少]|不[低超]|要求|标准|限[额价高]|[上时]限|单价|到位率|即|奖金|第[一二三]名|"
    "由[^。；]*[增减升降][^。；]*由|[0-9]月"
)
_TWICE = re.compile("待|重[复叠]|交叉|兼|均享受|都参加|两次|分别占|率分别")
_LISTED = re.compile("其中|包括|[一二三四五]是")
_FUNNEL = re.compile("体检|(?<!不)合格|参评|优秀|先进|(?<!未)达标|满意|入伍|定兵|录[用取]")
_WENT = re.compile("转出|迁出|退出|解除|报废|注销|清退|死亡|辞职|辞退|退休")
_MONEY = frozenset({Kind.MONEY})
_ADDED = frozenset({Kind.MONEY, Kind.COUNT, Kind.MEASURE})
_VALUE = attrgetter("value")
_MOST, _LEAST, _FEW = 8, 2, 3


def almost(prose: Prose, begin: int, group: Sequence[Mention]) -> Iterable[Finding]:
    """新增耕地126亩，水田74亩，旱地62亩: every unit of a sentence of which it tells three figures or more."""
    if {it.kind for it in group} == _MONEY:  # most sentences tell money alone
        return () if _adds_up(group) else _of_unit(prose, begin, group)
    units: dict[str, list[Mention]] = {}
    for it in group:
        if it.kind in _ADDED:
            units.setdefault("元" if it.kind is Kind.MONEY else it.unit, []).append(it)
    odd = [same for same in units.values() if len(same) > _LEAST and not _adds_up(same)]
    return chain.from_iterable(_of_unit(prose, begin, same) for same in odd)


def _adds_up(same: Sequence[Mention]) -> bool:
    """Tell whether the largest of some figures is all the others, as in most texts, or one has no value."""
    values = list(map(_VALUE, same))
    if None in values:
        return True
    most = max(values)
    gap = abs(2 * most - sum(values))
    return not gap or gap <= tolerance(same)


def _of_unit(prose: Prose, begin: int, same: Sequence[Mention]) -> Iterator[Finding]:
    """Judge the figures of one unit: all of a sentence, or those of a clause where only some of its gaps are ；."""
    if len(same) > _FEW and told_ahead(prose, same):
        return  # 救助130名。孤独症58名，脑瘫31名，听力障碍22名，智力障碍19名
    gaps = ["；" in prose.text[one.end : two.start] for one, two in pairwise(same)]
    if (all(gaps[1:]) and len(gaps) > _LEAST) or not any(gaps):
        found = list(held_sum(prose, begin, same))
        yield from found or _of_some(prose, begin, same)
        return
    right = in_sums(same) if len(same) <= _MOST else frozenset()  # 预算50万元，追加15万元；收回5万元；调整后60万元
    cuts = [0, *(at for at, gap in enumerate(gaps, start=1) if gap), len(same)]
    for one, two in pairwise(cuts):
        held = held_sum(prose, begin if not one else same[one - 1].end, same[one:two], right)
        yield from (it for it in held if it.rule is PARTS or not right)


def _of_some(prose: Prose, begin: int, same: Sequence[Mention]) -> Iterator[Finding]:
    """Judge the last figures of many, or three in a row where words say that they are whole, part and rest."""
    if not _FEW < len(same) <= _MOST:
        return
    right = in_sums(same)
    tails = (same[at:] for at in range(1, len(same) - _LEAST) if not _counted_ahead(prose, same, at))
    threes = (same[at : at + _FEW] for at in range(len(same) - _LEAST))
    plain = [
        it for it in threes if max(map(digits, it)) >= STRONG and "其他" not in prose.text[it[1].end : it[2].start]
    ]
    for some in (*tails, *plain):
        found = [
            it for it in held_sum(prose, begin, some, right) if it.rule is PARTS or (some[-1] is same[-1] and not right)
        ]
        if found:
            yield from found
            return


def _counted_ahead(prose: Prose, same: Sequence[Mention], at: int) -> bool:
    """Tell whether the figure before a list is of it, or counts what it names: 五个社区共有网格41个，城东社区12个."""
    if prose.text.startswith(("、", "和", "及", "与"), same[at - 1].end):
        return True  # both are of one list
    one, two = (prose.text[max(0, it.start - 2) : it.start] for it in same[at - 1 : at + 1])
    if one == two:
        return True  # 蔬菜样品280份，水果样品120份
    noun = prose.text[same[at - 1].end : same[at - 1].end + 2]
    return noun[:1].isalpha() and noun in prose.text[same[at].end : same[-1].start]


def held_sum(
    prose: Prose, begin: int, same: Sequence[Mention], right: frozenset[int] = frozenset()
) -> Iterator[Finding]:
    """Hold the first, the last, or the middle one of three against the sum of the others."""
    found = whole_and_slip(same, right) if _LEAST < len(same) <= _MOST and alike(same[0], same[0]) else None
    claimed = is_claimed(prose.text, begin, found[0], same) if found else None
    if found and goes_on(prose, found[0], [it for it in same if it is not found[0]]):
        return  # 整改312条，限期整改78条。其余7条已移交
    if found and claimed is not None and not _doubtful(prose, begin, found[0], same, claimed=claimed):
        yield _finding(prose, found, same, PARTS if claimed else SLIP)


def _doubtful(prose: Prose, begin: int, whole: Mention, same: Sequence[Mention], *, claimed: bool) -> bool:
    """Tell whether figures need not add up: rates, rough ones, other sums among them, lists that are open."""
    if not all(is_amount(prose.text, it) for it in same) or vague(prose.text, same):
        return True
    if not claimed and not looks_whole(prose, whole, same):
        return True
    listed = claimed and len(same) > _FEW
    if len(same) > _FEW and _WENT.search(prose.text, begin, same[-1].end):
        return True  # what left is no part
    return explained(whole, same, listed=listed) or _no_sum(prose.text, begin, same) or _open(prose, whole, same)


def _no_sum(text: str, begin: int, same: Sequence[Mention]) -> bool:
    """Tell whether the sentence speaks of limits, of months, of who is counted twice, or lists parts of another."""
    first, last = same[0], same[-1]
    if _NO_SUM.search(text, begin, last.end) or _LISTED.match(text, begin, first.start):
        return True
    return bool(_TWICE.search(text, last.end, last.end + 20))


def _open(prose: Prose, whole: Mention, same: Sequence[Mention]) -> bool:
    """Tell whether what follows the whole is no full list of parts, or names classes that overlap."""
    if whole is not same[0]:
        return False
    if whole.kind is not Kind.MONEY and _FUNNEL.search(prose.text, whole.end, same[-1].start):
        return True
    return open_ended(prose, same[1:]) or (whole.kind is not Kind.MONEY and overlapping(prose, same[1:]))


def _finding(prose: Prose, found: tuple[Mention, Mention, Decimal], same: Sequence[Mention], rule: Rule) -> Finding:
    whole, slip, gap = found
    parts = [it for it in same if it is not whole]
    right = computed_text(slip, as_fraction(slip) + Fraction(gap if slip is whole else -gap))
    listed = "、".join(part.text for part in parts)
    made = computed_text(whole, as_fraction(whole) + Fraction(gap))
    message = f"文中{listed}相加是{made}，与同一句写的{whole.text}只差一个数字。"
    told = rule.at(prose.passage_at(slip.start).where, found=slip.text, expected=right, message=message)
    return prose.causes.note(told, causes.of_sum(whole, parts, Fraction(gap), only_over=False))
