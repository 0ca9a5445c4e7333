"""Periods (季度、上下半年): the quarters of a year are all of it, wherever in its item the year's figure stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.items import Item, alike, can_hold, is_plain, vague
from pipeline.checks.prose.reading.joined import BETWEEN
from pipeline.checks.prose.relations.parts import judge

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.checks.prose.reading.mentions import Mention
    from pipeline.model.findings import Finding

_PERIODS = (
    ("四个季度", re.compile("第?[一二三四1-4１-４]季度"), ("一1１", "二2２", "三3３", "四4４")),
    (
        "上下半年",
        re.compile("[上下]半年|(?<![0-9])(?:1月?[-－—–~～至到]{1,2}6|7月?[-－—–~～至到]{1,2}12)月"),
        ("上1", "下7"),
    ),
    ("上半年", re.compile("第?[一二三四1-4１-４]季度"), ("一1１", "二2２")),  # no other quarter is told
)
_GOAL = re.compile("(?:目标|计划|任务|预算(?!支出|执行))[^，。；;0-9０-９]{0,6}$")
_HALF = re.compile("(?:上半年|两个季度|[一二]季度(?:共计?|合计))[^，。；;0-9０-９]{0,12}$")
_MONTHS = 12
_NAMED = {"前三季度": (1, 9), "四季度": (10, 12)}
_STRETCH = re.compile(
    "(?:(?P<until>截至)?(?:(?P<first>1?[0-9])月?[-－—–~～至到]{1,2})?(?P<last>1?[0-9])月份?(?:底|末)?"
    "|(?P<name>前三季度|第?四季度))(?P<deed>[^，。；0-9０-９]{0,10})$"
)
_YEAR_BEHIND = re.compile("[，,](?:全年|年度|全年度)(?:共|累计|总|合计|共计)*([^，。；：、0-9０-９]{0,6})")
_YEAR_NEXT = re.compile("全年(?:共|累计|总|合计|共计)*([^，。；：、0-9０-９]{1,8})(?=[0-9０-９])")
_WORDS = re.compile("[^0-9０-９。；;]{0,12}")
_PART = re.compile("半年|季度|(?<!1)[0-9]月|1[01]月")  # 上半年累计 is no year
_WHOLE = re.compile("(?:全年|年度|累计|共计|合计|总计|一共|共)[^，。；;0-9０-９]{0,12}$")


def _parts(
    prose: Prose, begin: int, end: int, item: Item, period: tuple[str, re.Pattern[str], tuple[str, ...]]
) -> list[Mention]:
    """Find the figure directly behind each period's name, in the order of the year; none where one is missing."""
    _, pattern, order = period
    names = list(pattern.finditer(prose.text, begin, end))
    if len(names) != len(order) or not all(
        any(letter in signs for letter in name[0]) for name, signs in zip(names, order, strict=True)
    ):
        return []
    parts = []
    for name in names:
        part = next((it for it in item.mentions if it.start >= name.end()), None)
        if part is None or not _WORDS.fullmatch(prose.text, name.end(), part.start):
            return []
        parts.append(part)
    return parts if len({part.start for part in parts}) == len(parts) else []


def of_periods(prose: Prose, item: Item) -> Iterator[Finding]:
    """全年清运5,436.8吨。其中一季度……、四季度……: the year's figure is the last ahead that says so, else the next."""
    first, last = item.passages[0].start, item.passages[-1].end
    for period in _PERIODS:
        found = period[1].search(prose.text, first, last)
        if found is None:
            continue
        begin, end = prose.sentence(found.start())
        end = _second_half(prose, end, last) if period[0] == "上下半年" else end
        parts = _parts(prose, begin, end, item, period)
        if not parts or not all(alike(one, two) for one, two in pairwise(parts)):
            continue
        ahead = [it for it in item.mentions if it.end <= found.start() and alike(it, parts[0])]
        stop = _next_of_year(prose, begin, end)
        behind = [it for it in item.mentions if parts[-1].end <= it.start < stop and can_hold(it, parts[0])]
        wholes = [it for it in (*behind[:1], *ahead) if _of_the_year(prose, it, period[0])]
        used = (*wholes[-1:], *parts)
        if wholes and _of_income(prose, wholes[-1]) != _of_income(prose, parts[0]):
            continue  # 上半年收入36万元，下半年收入42万元，全年支出75万元
        if wholes and all(is_plain(prose.text, it) for it in used) and not vague(prose.text, used):
            yield from judge(prose, wholes[-1], parts, period[0], complete=True)


def _of_income(prose: Prose, mention: Mention) -> bool:
    return "收入" in prose.text[max(0, mention.start - 8) : mention.start]


def _second_half(prose: Prose, end: int, last: int) -> int:
    """Where the sentence ends that tells the second half of a year, also one row further: 上半年41场。下半年55场."""
    following = prose.sentence(end + 1 + (prose.text[end + 1 : end + 2] == BETWEEN))
    return following[1] if following[1] <= last and prose.text.startswith("下半年", following[0]) else end


def _next_of_year(prose: Prose, begin: int, end: int) -> int:
    """Where the sentence of the periods ends, or the next, where that tells the year of the same: 全年完成投资."""
    told = _YEAR_NEXT.match(prose.text, end + 1) if prose.text.startswith("全年", end + 1) else None
    return told.end() + 1 if told and told[1] in prose.text[begin:end] else end


def of_months(prose: Prose, item: Item) -> Iterator[Finding]:
    """前三季度36.5万元，第四季度12.15万元，全年48.65万元: two stretches, and the year they make."""
    text = prose.text
    for at, used in enumerate(zip(item.spots, item.spots[1:], item.spots[2:], strict=False)):
        one, two, whole = (spot.mention for spot in used)
        begin = used[0].begin
        if used[2].begin != begin or not (alike(one, two) and can_hold(whole, two)):
            continue
        starts = max(begin, item.mentions[at - 1].end) if at else begin
        first, second = _stretch(text[starts : one.start]), _stretch(text[one.end : two.start])
        year = first and second and first[0] == 1 and second[:2] == (first[1] + 1, _MONTHS)
        behind = _YEAR_BEHIND.fullmatch(text, two.end, whole.start)
        if not (first and second and year and behind) or vague(text, (one, two, whole)):
            continue
        if _one_deed(first[2], second[2], behind[1]) and all(is_plain(text, it) for it in (one, two, whole)):
            yield from judge(prose, whole, (one, two), "全年", complete=True)


def _stretch(words: str) -> tuple[int, int, str] | None:
    """Read the months that the words before a figure name, and what was done in them: 截至11月底 is 1 to 11."""
    found = _STRETCH.search(words[-24:])
    if found is None:
        return None
    if found["last"]:
        first = 1 if found["until"] else int(found["first"] or found["last"])
        return first, int(found["last"]), found["deed"]
    return *_NAMED[found["name"].removeprefix("第")], found["deed"]


def _one_deed(first: str, second: str, whole: str) -> bool:
    """Tell whether the same is said of all three: 办理298件，新收57件，全年办结340件 are three things."""
    shared = any(first[at : at + 2] in whole for at in range(len(first) - 1)) or first == whole
    return shared and (not second or any(second[at : at + 2] in whole for at in range(len(second) - 1)))


def _of_the_year(prose: Prose, mention: Mention, period: str) -> bool:
    before = prose.text[max(prose.sentence(mention.start)[0], mention.start - 20) : mention.start]
    if period == "上半年":
        return bool(_HALF.search(before)) and not _GOAL.search(before)
    whole = _WHOLE.search(before)
    return (
        whole is not None and not _PART.search(before, max(0, whole.start() - 4)) and not _GOAL.search(before)
    )  # 年度目标64个，上半年完成21个、下半年31个
