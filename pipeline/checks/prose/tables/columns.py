"""Columns (列合计): which column of 项目清单 words speak of, and what all its rows add up to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.compare import holds
from pipeline.checks.prose.reading.mentions import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.checks.prose.reading.document import Prose, Spot
    from pipeline.checks.prose.reading.mentions import Mention
    from pipeline.model.cells import Cell

_YEAR = "(?:19|20)[0-9]{2}年度?"
_IS = "为|达|约|近|：|:| "
_BUDGET_BEFORE = re.compile(
    f"(?:^|[，,；;：:]|项目|{_YEAR})(?:共有?|合计)?(全年|年初|调整后?的?)?(?:批复|核定|总)*预算(?:安排|资金|总额|合计|总计|共计|共|数)*(?:{_IS})*$"
)
SPENT_BEFORE = re.compile(
    f"(?:^|[，,；;：:]|{_YEAR})(?:全年|实际|累计|共|完成|总)*(?:支出|执行数?|实支|列支|决算数?|实际使用)(?:资金|金额|共计|合计|共)*(?:{_IS})*$"
)
_LEFT_BEFORE = re.compile(
    f"(?:^|[，,；;：:]|项目的?|{_YEAR})(?:合计|累计|总|共计?|全年|年末|年底)*(?:结余|未支出)"
    f"(?:资金|金额|总额|合计|总计|共计|共)*(?:{_IS}|是)*$"
)
_MOVED_BEFORE = re.compile(
    f"(?:^|[，,；;：:])(?:年中|中途|期间|[较比]年初(?:预算)?)(?:调整|净)*(?:追加|增加|调增)(?:预算|资金)?(?:{_IS})*$"
)
_NEAR, _LABEL = 4, 12  # figures of a sentence before the one that is asked about; signs that may label a figure
_FOUR_DIGITS = 1000
_KEYS = {"either": ("budget", "initial")}


def whole_column(prose: Prose, key: str) -> tuple[int, tuple[Cell, ...]] | None:
    """Add up a column of the list, with the cells that show it; None where an amount is missing, or nothing grew."""
    if key == "moved":
        budget, initial = whole_column(prose, "budget"), whole_column(prose, "initial")
        more = budget[0] - initial[0] if budget and initial else 0
        return (more, (*budget[1], *initial[1])) if budget and initial and more > 0 else None
    if key == "left":
        budget, spent = whole_column(prose, "budget"), whole_column(prose, "spent")
        return (budget[0] - spent[0], (*budget[1], *spent[1])) if budget and spent else None
    total = prose.book.sum_of(key)
    return None if total is None else (total, prose.book.sum_cells(key))


def column_of(before: str) -> str | None:
    """Name the column of the list that the words before an amount speak of."""
    told = _BUDGET_BEFORE.search(before)
    if told:
        return "either" if told[1] is None else "initial" if told[1] == "年初" else "budget"
    if SPENT_BEFORE.search(before):
        return "spent"
    if _LEFT_BEFORE.search(before):
        return "left"
    return "moved" if _MOVED_BEFORE.search(before) else None


def beside_total(prose: Prose, at: int) -> bool:
    """Tell whether the amount beside it in its part of a sentence is what a column adds up to: 预算124万元，支出."""
    sums = {key: it for key in ("spent", "budget", "initial") if (it := prose.book.sum_of(key))}
    ahead, behind = prose.spots[max(0, at - _NEAR) : at], prose.spots[at + 1 : at + 3]
    for spot in (*reversed(ahead), *behind) if len(prose.book.projects) > 1 else ():
        if spot.begin != prose.spots[at].begin or spot.mention.kind is not Kind.MONEY:
            continue
        column = column_of(spot.before)
        called = [sums[key] for key in _KEYS.get(column or "", (column,)) if key in sums]
        told = _is_sum(spot.mention, tuple(sums.values())) or any(holds(spot.mention, it) for it in called)
        if told and not _parted(prose, spot, prose.spots[at]):
            return True
        if column or "预算" in spot.before[-_LABEL:].rpartition("，")[2]:
            return False  # 全年预算180万元，部门预算2,100万元，支出……
    return False


def _is_sum(mention: Mention, sums: Sequence[int]) -> bool:
    """Tell whether an amount of four digits is one of these."""
    fine = mention.value is not None and mention.value >= _FOUR_DIGITS * mention.step
    return fine and any(holds(mention, it) for it in sums)


def _parted(prose: Prose, one: Spot, two: Spot) -> bool:
    """Tell whether two figures stand in two parts of a sentence."""
    first, last = sorted((one.mention, two.mention))
    return "；" in prose.text[first.end : last.start]
