"""Called (称谓): the words a figure is called by, and whether figures are called alike, in order or as opposites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.checks.prose.reading.mentions import Mention

_CUT = re.compile("[，,。；;：:、（(\x1e\n]")
_TAIL = re.compile("[一-龥]{0,6}")
_IN_ORDER = re.compile(
    "第[一二三四五六七八九十](?!季)|首[批期次轮季]|[上下]半年|[春夏秋冬]季|[甲乙丙丁戊]|[一二三四五六]是|[东西南北中][段片区]|[一二三四五六]期"
)
_IDLE = frozenset("的了共为达到有约其中是个类项和及与已等合总计人数量资金经费年月全度支出入用安排使完成实际累各第")
_WIDEST = 24
_OPPOSITES = (
    ("男", "女"), ("线上", "线下"), ("室内", "室外"), ("地上", "地下"), ("专职", "兼职"), ("城镇", "农村"),
    ("城市", "农村"), ("公办", "民办"), ("集中供养", "分散供养"), ("有效", "无效"), ("区内", "区外"),
    ("县内", "县外"), ("市内", "市外"), ("站内", "站外"),
)  # fmt: skip
_DENIED = re.compile("(?:非|不|未|无)([一-龥]{2})[一-龥]{0,6}$")
_DENIES = ("非", "不", "未", "无")
_WORST = re.compile("不(?:满意|合格|达标|了解|称职)|差|未完成")
_LADDERS = [
    re.compile(rungs)
    for rungs in (
        "博士|硕士|研究生|本科|大专|专科|高中|中专|初中|小学",
        "优秀|良好|合格|一般|较差|不合格|称职",
        "非常满意|很满意|比较满意|较满意|基本满意|不太满意|不满意|满意|一般",
        "基本完成|部分完成|未完成|完成",
        "正高|副高|高级|中级|初级",
        "高级技师|技师|高级工|中级工|初级工",
        "[一二三四五][级类]",
        "国家级|部级|省级|市级|县级|区级|镇级",
        "[一二三]等",
    )
]
_THREE = 3


def called(prose: Prose, begin: int, mention: Mention, before: Mention | None) -> str:
    """Return the words of its clause that stand directly before a figure, back to the figure before it."""
    first = max(begin, mention.start - _WIDEST, before.end if before and before.end <= mention.start else 0)
    return _CUT.split(prose.text[first : mention.start])[-1]


def names(prose: Prose, begin: int, group: Sequence[Mention]) -> list[str]:
    """Return what each of some figures in a row is called."""
    return [called(prose, begin, it, group[at - 1] if at else None) for at, it in enumerate(group)]


def by_semicolons(prose: Prose, group: Sequence[Mention]) -> Iterator[Sequence[Mention]]:
    """Cut the figures of a sentence at its semicolons."""
    first = 0
    for at in range(1, len(group)):
        gap = prose.text[group[at - 1].end : group[at].start]
        if "；" in gap and "；其中" not in gap:
            yield group[first:at]
            first = at
    yield group[first:]


def noun_behind(prose: Prose, mention: Mention) -> str:
    """Return the noun directly behind a figure: 泵站 of 5座泵站."""
    found = _TAIL.match(prose.text, mention.end)
    return found[0] if found else ""


def adds_nothing(name: str, told: Iterable[str]) -> bool:
    """Tell whether a name says no more than others do: 全年上站体检共 behind 春季上站体检; 共评星级党支部 does."""
    return set(name) <= _IDLE.union(*told)


def in_order(told: Iterable[str]) -> bool:
    """Tell whether names are those of one row: 第一期、第二期, 3月、6月, 春季、秋季."""
    marks = [_IN_ORDER.search(name) for name in told]
    return all(marks) and len({mark[0] for mark in marks if mark}) == len(marks)


def common(told: Sequence[str]) -> str:
    """Return the longest words, two signs at least, that all names have: 上站体检 of 春季上站体检 and 秋季上站体检."""
    first = told[0]
    spans = (first[at : at + size] for size in range(len(first), 1, -1) for at in range(len(first) - size + 1))
    return next((it for it in spans if all(it in name for name in told[1:])), "")


def _opposites(one: str, two: str) -> bool:
    """Tell whether two names leave no third: 男 and 女, 合格 and 不合格, 居民用水 and 非居民用水."""
    if any((a in one and b in two and b not in one) or (b in one and a in two and a not in one) for a, b in _OPPOSITES):
        return True
    denied = _DENIED.search(two)
    place = one.find(denied[1]) if denied else -1
    return place >= 0 and not one.endswith(_DENIES, 0, place)


def graded(told: Sequence[str]) -> bool:
    """Tell whether parts are so many rungs of one ladder, of which everyone stands on one: 博士、硕士、本科."""
    rungs = ([ladder.search(name) for name in told] for ladder in _LADDERS)
    return len(told) >= _THREE and any(all(on) and len({it[0] for it in on if it}) == len(told) for on in rungs)


def leave_nothing_out(told: Sequence[str]) -> bool:
    """Tell whether parts so called are all there can be: opposites, or a scale to its worst: 满意、一般、不满意."""
    if len(told) < _THREE:
        return len(told) > 1 and _opposites(*told)
    return bool(_WORST.search(told[-1])) and graded(told)
