"""Columns (列合计): which column of 项目清单 words speak of, and what all its rows add up to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.compare import holds
from pipeline.checks.prose.reading.mentions import Kind

if TYPE_CHECKING:
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
_NEAR, _LABEL = 4, 12  # figures of a sentence before the one that is asked about; signs that may label a figure


def whole_column(prose: Prose, key: str) -> tuple[int, tuple[Cell, ...]] | None:
    """Add up a column of the list, with the cells that show it; None where an amount is missing."""
    total = prose.book.sum_of(key)
    return None if total is None else (total, prose.book.sum_cells(key))


def column_of(before: str) -> str | None:
    """Name the column of the list that the words before an amount speak of."""
    told = _BUDGET_BEFORE.search(before)
    if told:
        return "either" if told[1] is None else "initial" if told[1] == "年初" else "budget"
    return "spent" if SPENT_BEFORE.search(before) else None


def beside_total(prose: Prose, at: int) -> bool:
    """Tell whether the amount beside it in its part of a sentence is what a column adds up to: 预算124万元，支出."""
    ahead, behind = prose.spots[max(0, at - _NEAR) : at], prose.spots[at + 1 : at + 3]
    for spot in (*reversed(ahead), *behind):
        told = spot.begin == prose.spots[at].begin and spot.mention.kind is Kind.MONEY
        column = column_of(spot.before) if told else None
        if column and _is_whole(prose, spot.mention, column) and not _parted(prose, spot, prose.spots[at]):
            return True
        if column or (told and "预算" in spot.before[-_LABEL:].rpartition("，")[2]):
            return False  # 全年预算180万元，部门预算2,100万元，支出……
    return False


def _is_whole(prose: Prose, mention: Mention, column: str) -> bool:
    keys = ("budget", "initial") if column == "either" else (column,)
    wholes = [whole_column(prose, key) for key in keys] if len(prose.book.projects) > 1 else []
    return any(whole is not None and holds(mention, whole[0]) for whole in wholes)


def _parted(prose: Prose, one: Spot, two: Spot) -> bool:
    """Tell whether two figures stand in two parts of a sentence."""
    first, last = sorted((one.mention, two.mention))
    return "；" in prose.text[first.end : last.start]
