"""Budgets told without their name (不写“预算”的预算数): 年初安排28万元, 核减36万元后为824万元."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.compare import holds
from pipeline.checks.prose.sources import Bound, held_amounts
from pipeline.checks.prose.tables.named import IS
from pipeline.checks.prose.tables.partial import ADJUSTED, OPEN, PARTIAL_SENTENCE, SPENT_ON, WHOSE, wrong_year

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose, Spot
    from pipeline.model.book import Project

_INITIAL_BEFORE = re.compile(f"{OPEN}{WHOSE}年初(安排|批复|下达|核定)?{IS}$|[（(](年初)$")
_MOVES_ON = re.compile(
    "[，；、（](?:[0-9]+ ?月)?[^，。；0-9]{0,16}?(?:追[加减]|[调压核增][增减加至]|减[少到至]|调整|变[成为]|压到)"
)
_MOVED_TO = re.compile(  # 核减36万元后为824万元
    f"{OPEN}(?:年中|中途|经批准|期间)?(?:追加|追减|[调压核][增减]|增加|减少)(?:预算|资金|了|共)*[0-9.,]+[万亿]?元"
    f"后(?:调整)?(?:的|全年|年度|预算|总额|资金)*{IS}$"
)
_THEN = re.compile(  # 年初61.8万元，追加6.2万元，合68万元; 年初36万元，压减到33.6万元
    "(?:(?:追[加减]|[调压核][增减]|增加|减少)[^，。；0-9]{0,8}[0-9.,]+ ?[万亿]?元"
    "(?:，[^，。；0-9]{0,4}[0-9.]+ ?[%％])?[，；](?:合|合起来|合计|全年|变[成为]|达到?|调整后)"
    "|(?P<just>年初)(?:预算|安排|批复)*(?:为|是)?[0-9.,]+ ?[万亿]?元，[^，。；0-9]{0,8}?"
    "(?:[增减]加?[至到]|[压调核追][减增加]?[至到]|调整[为到至]|变[成为]|全年))"
    f"{IS}$"
)
_MOVED_UP_TO = re.compile(
    f"{OPEN}(?:年中|中途|经批准|期间)?(?:追[加减]|[调压核][增减])(?:预算|资金|了)*[0-9.,]+ ?[万亿]?元[至到]$"
)
_UP_TO = frozenset("至到")


def by_budget_told(prose: Prose, spot: Spot, project: Project, near: str) -> Bound | None:
    """Bind what 年初安排 or 核减36万元后为 tells of the budget without naming it."""
    if (
        not ("年初" in near or "后" in near or near[-1:] in _UP_TO)
        or PARTIAL_SENTENCE.search(ADJUSTED.sub("", spot.before))
        or wrong_year(prose, spot.before)
    ):
        return None
    initial = _INITIAL_BEFORE.search(near)
    if _MOVED_TO.search(near) or ("预算" in near and _MOVED_UP_TO.search(near)) or _then(prose, spot, project, near):
        column = "budget"
    elif initial and not SPENT_ON.match(prose.text, spot.mention.end):
        column = "initial"
    else:
        return None
    if initial and not initial.lastindex and not _MOVES_ON.match(prose.text, spot.mention.end):
        return None  # 年初28万元 alone may be of anything
    return Bound(spot.mention, spot.passage, held_amounts(prose, project, column), project, "budget")


def _then(prose: Prose, spot: Spot, project: Project, near: str) -> bool:
    """Tell whether an amount is what the project's 年初预算, told ahead, came to."""
    told = _THEN.search(near)
    if told is None or project.initial is None:
        return False
    part = spot.begin + spot.before.rfind("；") + 1
    ahead = prose.figures(part, spot.mention.start)
    return any(holds(it, project.initial) for it in (ahead[-1:] if told["just"] else ahead))
