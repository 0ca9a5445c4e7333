"""Wholes (总数): which figure it is that 其中 lists parts of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.items import Item, alike, worth
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.list_ends import OF_WHICH

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose

_IN_A_LIST = re.compile("、[^，。；、0-9０-９]{0,8}|[，；（]?[男女][^，。；、0-9０-９]{0,4}")
_JOINED = frozenset("、，；和及与")
_PEOPLE = frozenset({"人", "名", "位"})
_SIZES = {  # how many of the smaller unit the larger one is
    ("公里", "米"): Decimal(1000),
    ("千米", "米"): Decimal(1000),
    ("吨", "公斤"): Decimal(1000),
    ("平方公里", "平方米"): Decimal(1_000_000),
    ("公顷", "亩"): Decimal(15),
}
_NOUN = re.compile("[一-龥]{1,8}、?")
_PARENT_GAP = re.compile("[^0-9０-９。；]{0,40}")


def parent(prose: Prose, item: Item, begin: int, word: re.Match[str]) -> Mention | None:
    """Find the whole of 其中: the figure before it, or the only amount of the sentence before where 其中 opens one."""
    before = [it for it in item.mentions if begin <= it.start and it.end <= word.start()]
    first = next((it for it in item.mentions if it.start >= word.end()), None)
    if before and before[-1].kind is Kind.COUNT and first and first.kind is Kind.MONEY:
        paid = [it for it in before if it.kind is Kind.MONEY]  # 支出50万元，加固3座水库，其中：甲水库20万元
        return paid[0] if len(paid) == 1 else None
    if before and first and len(before) > 1 and _of_the_first(prose, before, first):
        return None  # 7个行政村23个村民小组，其中4个村: of the villages, not of the groups
    if before and first and _beside(prose, before, first, word.start()):
        return before[-2]  # 152户263人，其中A类58户
    if before:
        near = _PARENT_GAP.fullmatch(prose.text, before[-1].end, word.start())
        return before[-1] if near and not _one_of_many(prose, before, word.start()) else None
    opens = item.passages[0].start
    if begin != word.start() or begin <= opens or word[0] != "其中":
        return None
    opening = max(prose.sentence_before(begin)[0], opens)
    ahead = [it for it in item.mentions if opening <= it.start < begin]
    money = [it for it in ahead if it.kind is Kind.MONEY] or ahead
    return money[0] if len(money) == 1 else None


def _beside(prose: Prose, before: Sequence[Mention], part: Mention, place: int) -> bool:
    """Tell whether a part is counted as the first of two counts is that stand side by side directly ahead."""
    if len(before) < 2 or before[-2].end != before[-1].start or not prose.text.startswith(("，", "（"), place - 1):  # noqa: PLR2004  (two)
        return False
    return before[-1].kind is Kind.COUNT and alike(before[-2], part) and not alike(before[-1], part)


def _of_the_first(prose: Prose, before: Sequence[Mention], part: Mention) -> bool:
    """Tell whether a part is called what the first of two counts directly ahead is, and not what the second is."""
    one, two = before[-2:]
    between = _NOUN.fullmatch(prose.text, one.end, two.start)
    if not between or not alike(one, two) or not alike(two, part):
        return False
    behind = _NOUN.match(prose.text, two.end)
    nouns = [re.sub("[、和及]$", "", between[0]), behind[0] if behind else ""]
    called = [any(prose.text.startswith(noun[at:], part.end) for at in range(len(noun))) for noun in nouns]
    return called == [True, False]


def in_parts_unit(item: Item, whole: Mention, place: int) -> Mention:
    """Say a whole in the unit of its parts: 3.2公里，其中DN200管1,150米."""
    first = next((it for it in item.mentions if it.start >= place), None)
    size = _SIZES.get((whole.unit, first.unit)) if first and first.kind is Kind.MEASURE else None
    if size is None or first is None or not isinstance(whole.value, Decimal):
        return whole
    return whole._replace(unit=first.unit, value=whole.value * size, step=whole.step * size)


def is_far(item: Item, whole: Mention, word: re.Match[str]) -> bool:
    """Tell whether another figure stands between a whole and its 其中."""
    return any(whole.end <= it.start and it.end <= word.start() for it in item.mentions if it.kind is Kind.COUNT)


def _one_of_many(prose: Prose, before: Sequence[Mention], place: int) -> bool:
    """Tell whether the figure before 其中 only ends a list (男102人，女54人，其中): it speaks of all of them."""
    last = before[-1]
    if len(before) > 1 and alike(*before[-2:]) and "分别" in prose.text[max(0, before[0].start - 8) : before[-2].start]:
        return prose.text[before[-2].end : last.start] in _JOINED  # 分别获得20万元、15万元、10万元，其中
    if last.unit not in _PEOPLE or not prose.text.startswith(("，", "；", "）"), place - 1):
        return False
    return (
        len(before) > 1 and alike(*before[-2:]) and bool(_IN_A_LIST.fullmatch(prose.text, before[-2].end, last.start))
    )


def of_outer(prose: Prose, begin: int, word: re.Match[str], whole: Mention, parts: Sequence[Mention]) -> bool:
    """Tell whether the second list of a sentence is of the first whole: 党员53名，包括预备党员2名，其中女党员5名."""
    return bool(parts and worth(parts[0]) > worth(whole) and OF_WHICH.search(prose.text, begin, word.start()))
