"""Summing (相加的说法): whether the words around figures say that they add up, or only look so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.items import worth
from pipeline.checks.prose.reading.joined import row_before
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.listed import of_changes

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose

_TOTAL = re.compile("共|合计|总|小计|累计|(?<![季月]度起)达到?|[整加减]后|为\\Z|仍|现有|全年预算")
_AGAINST = re.compile("[较比](预算|上年|去年|计划|目标|合同|概算|控制价|年初)")
_YEAR = re.compile("全年(?:共|累计|合计)*([一-龥]{2})")
_CHANGE = re.compile(
    "[较比增减升降涨]|追加|[多少高低](?:支出|收入|[出于收用花])?(?:了|约)?\\Z|节[约余省支电水]|节能(?!灯)|超[支出过额任计目]|核定|审定|调整|压缩"
)
_LEFT = re.compile(
    "剩|余(?:[下款额]|\\Z)|[结其剩尚节盈]余|欠|缺|差额|相差|空[编缺置余]|待|尚|未|结转|库存|现存|留用|其他|限期|正在|继续|留存"
)
_OF_WHICH = re.compile("其中|包括|分别|分为|分[两三四五]|：")
_IN_ALL = re.compile("(?:共|总|合计)[^，。；：、]{0,6}\\Z")
_CLOSES = re.compile("(?:共有?|合计|总[数计]|累计)(?:参[训加与])?([^，。；：、]*)\\Z")
_DEED = re.compile(
    "^(?:有|计|为|达|约|了|支出|使用|投入|发放|完成|参[训加]|培训|可用|到位|转移|安置|面积|数量?|长度?|量|[人户件个台套]数|里程)*"
)
_SIBLING = re.compile("[一二三四五六七八九十甲乙丙丁戊第首末次][^，。；：、]{0,6}\\Z")
_LABEL = re.compile("[，。；：、（]")
_IDLE = frozenset("的了共为达到有约其中是个类项和及与已等")
_PAIRS = (
    ("城", "农村"), ("城", "乡"), ("水", "旱"), ("春", "秋"), ("上半", "下半"), ("线上", "线下"), ("室内", "室外"),
    ("专", "兼"), ("公", "民"), ("国", "民"), ("集中", "散"), ("一般", "重大"), ("白天", "夜"), ("常住", "流动"),
    ("整村", "零散"), ("春节", "八一"), ("春节", "中秋"), ("节前", "节后"),
)  # fmt: skip
_PLACES = frozenset("段村社区镇乡组路街片队校园站厂院所岸")
STRONG = 3  # so many digits of a sum are seldom all but one right by chance
_LEAST = 2


def digits(mention: Mention) -> int:
    """How many digits a figure prints, but zeros at its end."""
    return len(str(int(worth(mention) / mention.step)).rstrip("0"))


def is_claimed(text: str, begin: int, whole: Mention, same: Sequence[Mention]) -> bool | None:
    """Tell whether the words say that these add up (True), or only look so (False), or do neither (None)."""
    gaps = [text[one.end : two.start] for one, two in pairwise(same)]
    most, last, ahead = max(map(digits, same)), gaps[-1], text[max(begin, same[0].start - 12) : same[0].start]
    of_which = "其中" in "".join(gaps[1:]) or (whole is not same[0] and "其中" in gaps[0])
    if of_which or (whole is same[0] and all(gap.startswith(("、", "和", "及", "与")) for gap in gaps)):
        return None  # 蔬菜样品280份、水果样品120份、畜禽样品80份: one list, no whole
    against = _AGAINST.search(last)  # 合同价86万元，审定价82.5万元，较预算节约: of a third
    third = against is not None and against[1] not in "".join((ahead, *gaps[:-1]))
    if whole is not same[0]:
        if "（" in gaps[0] or (third and whole is not same[-1]):
            return None  # what brackets explain is no part; 接访326批次，办结310批次，接访较上年减少74批次
        told = _closes(text, begin, gaps, whole) if whole is same[-1] else _CHANGE.search(_LABEL.split(last)[-1])
        return True if told and (most >= STRONG or (whole is same[-1] and _named_alike(ahead, gaps))) else None
    if len(gaps) == _LEAST and most >= STRONG and (_CHANGE.search(last) or _LEFT.search(last)):
        return None if third else True
    if len(gaps) > _LEAST and most >= STRONG and _IN_ALL.search(ahead):
        return False
    over = sum(map(worth, same), Decimal(0)) > 2 * worth(whole)
    listed = most >= STRONG and (len(gaps) > _LEAST or _OF_WHICH.search(gaps[0]))
    return False if _parallel(gaps) or (listed and (over or whole.kind is Kind.MONEY)) or most > STRONG else None


def _closes(text: str, begin: int, gaps: Sequence[str], whole: Mention) -> bool:
    """Tell whether the last figure is called a total, of money or of the deed before: 三月植树……，共成活 is another."""
    last, total = gaps[-1], _TOTAL.search(gaps[-1])
    if total and last.startswith("自筹", total.end()) and "自筹" not in "".join(gaps[:-1]):
        return False  # 补助3万元、4万元，两村共自筹8万元
    if whole.kind is Kind.MONEY:  # 春季发放11.2万元，秋季发放12.6万元，全年发放23.8万元
        year = _YEAR.search(last)
        return bool(total) or (year is not None and all(year[1] in gap for gap in gaps[:-1]))
    deed = _DEED.sub("", last[total.end() :]) if total else ""
    return total is not None and deed[:2] in text[begin : whole.start - len(last)]


def _named_alike(ahead: str, gaps: Sequence[str]) -> bool:
    """Tell whether three parts and more are called alike: 第一期62人，第二期58人，第三期71人，累计191人."""
    labels = [_LABEL.split(words)[-1] for words in (ahead, *gaps[:-1])]
    shared = set(labels[0]).intersection(*labels[1:]) - _IDLE
    total = _CLOSES.search(gaps[-1])
    same = total is not None and set(total[1]) <= _IDLE.union(*labels)  # 共评星级党支部20个 is of some
    return len(labels) > _LEAST and bool(shared) and same


def looks_whole(prose: Prose, whole: Mention, same: Sequence[Mention]) -> bool:
    """Tell whether a first figure that is not said to be the sum is the largest, and followed by parts alone."""
    one, two = (_SIBLING.search(prose.text, max(0, it.start - 8), it.start) for it in same[:2])
    if (one and two) or "分别" in row_before(prose.text, whole.start, 8):
        return False  # 一组23户、二组10户
    if _siblings([_LABEL.split(row_before(prose.text, it.start, 8))[-1] for it in same]):
        return False
    return worth(whole) == max(map(worth, same)) and not of_changes(prose, whole, same[1:])


def _siblings(labels: Sequence[str]) -> bool:
    """Tell whether a first figure is of one more such place: 西段150盏，南段90盏，北段10盏 has no whole."""
    same_long = len({*map(len, labels)}) == 1
    return same_long and any(len({*signs}) == 1 and signs[0] in _PLACES for signs in zip(*labels, strict=True))


def _parallel(gaps: Sequence[str]) -> bool:
    """Tell whether all but the first are called alike: 新建9座，改建18座; 镇级9名，村级22名; 城区6个、农村8个."""
    labels = [_LABEL.split(gap)[-1] for gap in gaps]
    if len(labels) == _LEAST and any(one in labels[0] and two in labels[1] for one, two in _PAIRS):
        return True
    return bool(set(labels[0]).intersection(*labels[1:]) - _IDLE)
