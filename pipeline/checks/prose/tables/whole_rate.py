"""Whole rate (总体执行率): what all projects spent of all their budgets, told as a rate, a share or what is left."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.compare import holds
from pipeline.checks.prose.reading.mentions import Kind
from pipeline.checks.prose.sources import Source
from pipeline.checks.prose.tables.columns import whole_column

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose

RATE, SHARE = "全部项目的执行率", "全部项目的支出占预算"
_RATE_BEFORE = re.compile(
    "(?:^|[，,；;：:]|项目的?)(?:总体|整体|综合|全年|年度|项目|(?P<mean>平均))*"
    "(?:(?:资金|预算|支出)?执行率|支出(?:率|进度)|支出占(?:全年|年度|调整后)?预算(?:总额|资金)?的?(?:比[例重])?"
    "|(?:资金|预算)(?P<left>结余率))(?:为|是|达到|达|约|：|:| )*$"
)
_EACH = re.compile("均|各|季度|半年|[0-9]月|其中|最|分别|[0-9一二两三四五六七八九十]个项目(?=执行率)")
_OF_BUDGET = re.compile("[，,](?:约?占|完成|相当于|为)(全年|调整后的?)?(?:全部|总)*预算(?:资金|总额|数)*的")


def rate_words(before: str) -> re.Match[str] | None:
    """Find the words that make a percentage behind them the one rate of a sentence."""
    told = _RATE_BEFORE.search(before)
    return told if told and not _EACH.search(before[: told.start()]) else None


def share_of_budget(prose: Prose, at: int) -> re.Match[str] | None:
    """Find the words that make a percentage what the amount right before it, all that was spent, is of the budget."""
    ahead, told = prose.mentions[at - 1] if at else None, prose.spots[at]
    spent = prose.book.sum_of("spent")
    if ahead is None or spent is None or ahead.kind is not Kind.MONEY or ahead.start < told.begin:
        return None
    return _OF_BUDGET.fullmatch(prose.text, ahead.end, told.mention.start) if holds(ahead, spent) else None


def rate_of_all(prose: Prose, at: int, told: re.Match[str] | None) -> Source | None:
    """Give what all spent of all budgets in percent, or the mean of all rates, whichever is meant, or what is left."""
    share = share_of_budget(prose, at)
    spent, budget = whole_column(prose, "spent"), whole_column(prose, "budget")
    mean = prose.book.mean_rate
    if not (share or told) or prose.book.spending_only or not spent or not budget or mean is None:
        return None
    cells = (*spent[1], *budget[1])
    total = Fraction(100 * spent[0], budget[0])
    if share or not told:
        return Source(total, cells, RATE if share and share[1] else SHARE)
    if told["left"]:
        return Source(100 - total, cells, "全部项目的结余率")
    first, other = (mean, total) if told["mean"] else (total, mean)
    exact = other if holds(prose.spots[at].mention, other) else first
    return Source(exact, cells, "全部项目的平均执行率" if told["mean"] else RATE)
