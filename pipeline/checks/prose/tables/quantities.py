"""Quantities (数量): what each figure of a project counts, whether planned or reached."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import TYPE_CHECKING, NamedTuple

from pipeline.checks.prose.reading.document import Role
from pipeline.checks.prose.tables.units import MEASURES
from pipeline.model.quick import make

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Passage, Prose, Spot
    from pipeline.checks.prose.reading.mentions import Mention
    from pipeline.model.book import Project

_STOP = "[，,；;。：:（()）！？\n\r\x1e“”]"
STOPS = re.compile(_STOP)
_LAST_STOP = re.compile(f"(?s:.*){_STOP}")
_LEAD = re.compile(
    "(?:[0-9]{1,2}[.．、）)]|[（(][0-9]{1,2}[）)]|[①-⑩]|(?:19|20)[0-9]{2}年度?|全年|年度|本年度|年内|街道|我街道|全街道|辖区内?|项目|该项目|本项目|共计|共有|共|累计"
    "|总计|合计|实际|已经|已|完成了|完成|开展了|开展|绩效目标|为|是|现有"
    "|组织了|组织|举办了|举办|召开了|召开|实现|计划|目标|拟|预计|力争|确保|达到|使| )+"
)
_TRAILING = "共计|共|累计|总计|合计|达到|达|为|是|有|了|约|近|不低于|不少于|不超过|≥|≤|>|<|至少|完成|实际|在|控制| "
_TRAIL = re.compile(f"(?:{_TRAILING})+$")
_TRAIL_ENDS = frozenset(words[-1] for words in _TRAILING.split("|"))
_SUFFIX_WORDS = "数量|人数|户数|次数|场次|个数|件数|人次|批次|批数|天数|时长|数|面积|长度|里程|总量|量|完成|情况"
_SUFFIXES = tuple(_SUFFIX_WORDS.split("|"))
_SUFFIX = re.compile(f"(?:{_SUFFIX_WORDS})$")
_OPENING = re.compile(
    "(?:(?:通过|经|经过)[^，。；]{0,20}|[^，。；]{0,8}(?:实施|建成|建立|开展|启动)(?:以来|后)|截至[^，。；]{0,12}|一年来"
    "|(?:19|20)[0-9]{2}年度?|全年|年内)[，,]"
)
_PAID = re.compile(  # what the project spent, said first: 河道保洁支出8.82万元，执行率98%，清运垃圾320吨
    "[^，。；：、0-9０-９]{0,30}支出[^，。；：、0-9０-９]{0,4}[0-9.,]+ ?万?元"
    "(?:，(?:预算)?执行率(?:为|达|达到)?[0-9.]+[%％])?，"
)
_PLANNED = re.compile("计划|目标|拟|预计|力争|应|将|争取|确保")
_STILL_PLANNED = re.compile("计划|目标|原定")
_DONE = re.compile("实际|已|完成了|截至")
_PARTIAL = re.compile(  # one class first: such a pattern is found ten times as fast as a choice of words
    "[其每上下季分另首第新平人去较比剩同部至前0-9０-９](?:(?<=其)[中余]|(?<=[每另较比])|(?<=上)半?年|(?<=下)半年|(?<=季)度"
    "|(?<=分)别|(?<=首)批|(?<=第)[一二三四0-9]|(?<=新)增|(?<=[平人])均|(?<=去)年|(?<=剩)余|(?<=同)时|(?<=部)分|(?<=至)少|(?<=[造施理治设训预革]前)"
    "|(?<=[0-9０-９])月)"
)
_NOUN_BEHIND = re.compile("[一-龥]{1,8}(?=[，。；、：:）)\n\x1e]|$)")
LEAST_KEY, LEAST_NOUN = 4, 2


class Quantity(NamedTuple):
    """A figure with its project, unit and noun; `clause` is what stands directly before it, None behind another."""

    spot: Spot
    project: Project
    unit: str
    noun: str
    clause: str | None

    @property
    def mention(self) -> Mention:
        """Its figure."""
        return self.spot.mention

    @property
    def passage(self) -> Passage:
        """Its passage."""
        return self.spot.passage


def planned(passage: Passage, clause: str) -> bool:
    """Tell whether a figure is planned rather than reached."""
    if passage.role is Role.OUTCOME:
        return bool(_STILL_PLANNED.search(clause))
    if passage.section == "一（二）":
        return not _DONE.search(clause)
    if passage.role is Role.GOAL:
        return True
    plans = [found.end() for found in _PLANNED.finditer(clause)]
    return bool(plans) and not _DONE.search(clause, plans[-1])  # 计划12场，实际14场


def unsettled(passage: Passage, clause: str) -> bool:
    """Tell whether a figure of 一（二）, which tells goals and results, may be either: no word says which."""
    return passage.section == "一（二）" and not _PLANNED.search(clause) and not _DONE.search(clause)


def _bare(clause: str) -> str:
    lead = _LEAD.match(clause)
    return clause[lead.end() :] if lead else clause


def _noun(text: str, end: int, clause: str) -> str:
    """Name what is counted: the words before the figure, else those behind it; 培训 120名 党员 is 培训党员."""
    lead = _LEAD.match(clause)
    before = (clause[lead.end() :] if lead else clause).rstrip(" ")
    if before[-1:] in _TRAIL_ENDS:
        before = _TRAIL.sub("", before)
    if len(before) >= LEAST_KEY:
        return before
    found = _NOUN_BEHIND.match(text, end)
    if found:
        return before + found[0]
    return before or STOPS.split(text[end : end + 12].replace("、", "，"), maxsplit=1)[0]


def project_of(prose: Prose, passage: Passage, begin: int, place: int) -> Project | None:
    """Project of a passage; in a paragraph of none the only one that its sentence names before a place."""
    if passage.project is not None:
        return passage.project
    names = prose.named(begin, place)
    named = {name.project.row: name.project for name in names}
    return next(iter(named.values())) if len(named) == 1 and not names[0].shared else None


def _clause(text: str, begin: int, place: int, project: Project) -> str:
    """Cut out the words directly before a figure, without the project's own name."""
    stop = _LAST_STOP.match(text, begin, place)
    words = text[stop.end() if stop else begin : place]
    return words.removeprefix(project.name or "").removeprefix(project.short or "")


def quantities(prose: Prose, counted: Container[tuple[int, str]]) -> Iterator[Quantity]:
    """Every plain figure of a project with its noun; parts, averages and other periods are left out.

    Behind another figure of its sentence only what is `counted`: project number and unit of an indicator.
    """
    text, last, reason = prose.text, 0, Role.REASON
    for spot in prose.spots:
        mention, passage, begin, _, before = spot
        previous, last = last, mention.end
        start, unit = mention.start, mention.unit
        if mention.high is not None or mention.value is None or "/" in unit or previous == start:
            continue
        first, project = previous <= begin, passage.project or project_of(prose, passage, begin, start)
        if project is None or passage.role is reason:
            continue
        unit = MEASURES[unit][0]
        if not first and "支出" in before and (paid := _PAID.match(before)) and previous <= begin + paid.end():
            first, begin = True, begin + paid.end()
        if not first and (project.number or 0, unit) not in counted:
            continue
        if not _PARTIAL.search(before):
            clause = _clause(text, begin if first else previous, start, project)
            yield make(Quantity, (spot, project, unit, _noun(text, mention.end, clause), clause if first else None))


def alone(prose: Prose, quantity: Quantity) -> bool:
    """Tell whether nothing but its project and an opening stands before the clause of a figure in its sentence."""
    if quantity.clause is None:
        return False
    begin = quantity.spot.begin
    named = [it.end for it in prose.named(begin, begin + 1) if it.project is quantity.project]
    before = prose.text[max([begin, *named]) : quantity.mention.start].lstrip("，,：:")
    paid = _PAID.match(before)
    before = before[paid.end() :] if paid else before
    opening = _OPENING.match(before)
    return _bare(before[opening.end() :] if opening else before) == _bare(quantity.clause)


def core(third: str, unit: str = "") -> str:
    """Name what a 三级指标 counts, without 数量, 人数 or, of one counted in 条, 条数 behind it."""
    if unit and len(third) > len(unit) + LEAST_NOUN:
        third = third.removesuffix(f"{unit}数")
    while len(third) > LEAST_NOUN and third.endswith(_SUFFIXES):
        third = _SUFFIX.sub("", third)
    return _bare(third)
