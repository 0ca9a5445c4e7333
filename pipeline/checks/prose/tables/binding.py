"""Binding (指向): which cells a figure speaks of, where the sentence says so plainly."""

from __future__ import annotations

import re
from bisect import bisect_left
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.compare import holds
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.sources import Bound, held_amounts, rate_sources
from pipeline.checks.prose.tables.budget_told import by_budget_told
from pipeline.checks.prose.tables.funded import by_fund
from pipeline.checks.prose.tables.named import IS, MORE_OF_NAME, WIDEST, by_name, rate_by_name
from pipeline.checks.prose.tables.opening import by_opening
from pipeline.checks.prose.tables.partial import OPEN, SPENT_ON, WHOSE, of_item, partial, wrong_year

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.checks.prose.reading.document import Name, Prose, Spot
    from pipeline.model.book import Project

_SPENT = "(?:支出|列支|决算|执行数|执行|实际使用)"  # what is paid (支付) so far may be a part of what is spent
_SPENT_BEFORE = re.compile(f"{OPEN}{WHOSE}{_SPENT}{IS}$")
_OF_MONEY = re.compile(f"(?:支出|列支|决算|执行数?|使用|预算(?:安排|批复|下达|调整)?|合计){IS}$")  # one of those below
_STRONG = re.compile("全年|年度|本年|实际|累计|总|合计|共|项目|决算")
_WHOLE_YEAR = re.compile("全年|年度|本年|实际|项目|决算")
_MEASURED = re.compile("[0-9０-９][^，。；]*[，；（]|每")  # what follows other figures may be a sum of just these
_SUM_BEFORE = re.compile(f"{OPEN}(?:全年|本年度|项目|资金|经费)*合计(?:支出)?{IS}$")
_BUDGET_BEFORE = re.compile(
    f"{OPEN}{WHOSE}(年初|初始|全年|调整后的?|调整后全年|调整)?(?:项目|资金|财政|部门|批复|下达|安排|核定)*预算"
    f"(?:安排|批复|下达|调整|指标)?{IS}$"
)
_RATE_BEHIND = re.compile("[，,（(]?(?:预算|资金|支出)?执行率")
_OF_BUDGET = re.compile(f"[，,]占(?:(年初)|全年|年度|本年|项目|调整后)*预算(?:安排|资金|总额)?{IS}$")
_BEYOND = "(?:在|超过?|高于|不低于|低于|不足|突破)?"
_RATE_BEFORE = re.compile(f"{OPEN}{WHOSE}(?:全年)?(?:预算|资金|支出)?执行率{IS}{_BEYOND}$")
_OF_OTHERS = re.compile("(?:（含）|[及含])?(?:以[上下])?的")  # 执行率低于80%的科室
_SHARE_OF_BUDGET = re.compile(
    "[，,（( ]*约?(?:[占为达]到?|完成)(?:全年|年度|本年|项目|调整后)*预算(?:资金|总额|总数|数)?的?(?:比[例重])?"
    "(?:为|达到?|约)?|[，,（(](?P<rate>(?:资金|预算|经费|总体)?(?:使用率|支出率|支出进度|使用进度))(?:为|达到?|约)?"
)
_RATE_BEHIND_NAME = re.compile(f'[”"』」》）)]?{WHOSE}(?:全年)?(?:预算|资金|支出)?执行率{IS}{_BEYOND}')
_LAST_PART = re.compile("(?s:.*)[；;：:]")
_WHOLE_YEAR_PART = re.compile("(?s:.*)；(?=(?:截至)?(?:全年|年末|年底|12月(?:底|末|31日)))")
_SHARED = re.compile("预算|[率度](?:为|达到?|约)?$")
_SHORT = 6
_ALL_OTHERS, _YEAR_SIGNS = re.compile("其[余他]的?[0-9一二两三四五六七八九十]+个项目"), 6
_MORE_SIGNS = frozenset("补工专")


def _by_word(prose: Prose, spot: Spot, names: Sequence[Name]) -> Bound | None:
    """Bind a figure after 支出, 预算, 执行率 or 合计 in a paragraph of its project."""
    mention, passage, begin, _, before = spot
    own, apart = _own_part(before, begin, names)
    begin, before = begin + own, before[own:]
    names = [name for name in names if name.start >= begin] if names and names[-1].start >= begin else ()
    opening = _opening_name(prose, names, begin) if apart or passage.project is None else None
    if apart and passage.project is None and _of_more(prose, spot, before):
        return None
    project = opening or passage.project
    if project is None or any(name.project is not project for name in names):
        return None
    for name in reversed(names):  # its own words, 计划 or 2022年, say nothing of the figure
        behind = before[name.end - begin :]
        more = MORE_OF_NAME.match(behind) if behind[:1] in _MORE_SIGNS else None
        before = before[: name.start - begin] + (behind[more.end() :] if more else behind)
    near = before[-WIDEST:]
    if mention.kind is Kind.MONEY:
        told_first = by_budget_told(prose, spot, project, near)
        if told_first or not _OF_MONEY.search(near):
            return told_first
    if partial(before) or wrong_year(prose, before):
        return None
    if mention.kind is Kind.PERCENT:
        named = names[-1].end if names else mention.start
        told = (
            _RATE_BEFORE.search(near)
            or _RATE_BEHIND_NAME.fullmatch(prose.text, named, mention.start)
            or (_SHARED.search(near) and _spent_share(prose, mention, project))
        )
        told = told and not _OF_OTHERS.match(prose.text, mention.end)
        return Bound(mention, passage, rate_sources(prose, project), project, "rate") if told else None
    return _by_money_word(prose, spot, project, near, before)


def _own_part(before: str, begin: int, names: Sequence[Name]) -> tuple[int, bool]:
    """Where the part of a sentence begins that a figure stands in, and whether the part has a name of its own."""
    year = _WHOLE_YEAR_PART.match(before) if "；" in before else None  # 截至9月底支出318万元；年末支出421万元
    own = year.end() if year else 0
    parted = bool(names) and any(before.find(sign, own) >= 0 for sign in "；：")
    part = _LAST_PART.match(before, own) if parted else None  # 甲预算40万元、支出38万元；乙预算60万元、支出59万元
    if part and names[-1].start >= begin + part.end():
        return part.end(), True
    return own, False


def _of_more(prose: Prose, spot: Spot, before: str) -> bool:
    """Tell whether a part that opens with a name speaks of all the others, of all, or of its sentence's other year."""
    if _ALL_OTHERS.search(before) or wrong_year(prose, spot.before[:_YEAR_SIGNS]):
        return True
    budget, spent, initial = map(prose.book.sum_of, ("budget", "spent", "initial"))
    if spot.mention.kind is Kind.MONEY:
        return any(it is not None and holds(spot.mention, it) for it in (budget, spent, initial))
    return bool(budget and spent is not None and holds(spot.mention, Fraction(100 * spent, budget)))


def _opening_name(prose: Prose, names: Sequence[Name], begin: int) -> Project | None:
    """Return the project that a sentence in a paragraph of none opens with: it speaks of that one."""
    return (
        names[0].project
        if names and not names[0].shared and not prose.text[begin : names[0].start].strip('“”"《 0123456789.、（）()')
        else None
    )


def _spent_share(prose: Prose, percent: Mention, project: Project) -> bool:
    """Tell whether the figure just before is the project's spending, and the percentage its share of the budget."""
    at = bisect_left(prose.mentions, percent.start, key=lambda it: it.start) - 1
    before = prose.mentions[at] if at >= 0 else None
    told = _SHARE_OF_BUDGET.fullmatch(prose.text, before.end, percent.start) if before is not None else None
    if before is None or project.spent is None or told is None or before.kind is not Kind.MONEY:
        return False
    ahead = [it for it in prose.figures(prose.sentence(percent.start)[0], before.start) if it.kind is Kind.MONEY]
    of_another = any(it.value and holds(percent, Fraction(100 * project.spent) / Fraction(it.value)) for it in ahead)
    return holds(before, project.spent) and not (told["rate"] and of_another)  # 到位50万元，……，资金使用率97.3%


def _by_money_word(prose: Prose, spot: Spot, project: Project, near: str, before: str) -> Bound | None:
    mention, passage = spot.mention, spot.passage
    budget = _BUDGET_BEFORE.search(near)
    if budget:
        kind = {"年初": ("initial",), "初始": ("initial",), None: ("budget", "initial")}.get(budget[1], ("budget",))
        rated = _RATE_BEHIND.match(prose.text, mention.end)
        how = "budget" if budget[1] or rated or _STRONG.search(budget[0]) else "weak"
        return Bound(mention, passage, held_amounts(prose, project, *kind), project, how)
    share = _OF_BUDGET.search(near)
    if share:
        kind = ("initial",) if share[1] else ("budget", "initial")
        return Bound(mention, passage, held_amounts(prose, project, *kind), project, "opening")
    spent = _SPENT_BEFORE.search(near)
    if spent and not of_item(prose, mention, project, before):
        alone = spent[0] == before and not SPENT_ON.match(prose.text, mention.end)
        strong = _STRONG if not _MEASURED.search(before) else _WHOLE_YEAR
        rated = _RATE_BEHIND.match(prose.text, mention.end)
        how = "spent" if alone or rated or strong.search(spent[0]) else "weak"
        return Bound(mention, passage, held_amounts(prose, project, "spent"), project, how)
    if _SUM_BEFORE.search(near) and not re.search("[元万]", before):
        how = "sum" if "支出" in near or len(before) <= _SHORT else "weak"
        return Bound(mention, passage, held_amounts(prose, project, "spent", "budget"), project, how)
    return None


def bind(prose: Prose) -> Iterator[Bound]:
    """Bind every figure whose sentence says plainly what it speaks of; token figures are bound by their token."""
    bindable = (Kind.MONEY, Kind.PERCENT)
    for spot in prose.spots:
        mention = spot.mention
        if mention.kind not in bindable or mention.start in prose.printed or mention.value is None:
            continue
        names = prose.named(spot.passage.start, mention.start)
        bound = by_name(prose, mention, spot.passage, names) if names else None
        bound = bound or (rate_by_name(prose, mention, spot.passage, names) if names else None)
        bound = bound or _by_word(prose, spot, names) or (by_fund(prose, spot) if prose.book.parts else None)
        if bound is None and spot.begin == spot.passage.start:
            bound = by_opening(prose, spot)
        if bound and bound.sources:
            yield bound
