"""Opening (段首的数): the amount that an item of section three opens with: 进京维稳83.28万元，."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.mentions import Kind
from pipeline.checks.prose.sources import Bound, held_amounts
from pipeline.checks.prose.tables.partial import PARTIAL_CLAUSE, PARTIAL_SENTENCE

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Passage, Prose, Spot

_OPENING = re.compile("[一-龥“”（）()]{2,40}")
_AGREED = re.compile(  # near what was spent, and another amount; or no spending at all
    "合同|中标|控制价|限价|审定|送审|概算|投资|造价|[征代追]收|收[取缴]|罚没|募集|筹集|带动|撬动|引进|挽回|追[回缴]|销售|产值|贷款|融资"
)
_CLOSING = frozenset("，。；、")


def by_opening(prose: Prose, spot: Spot) -> Bound | None:
    """Bind the amount that an item of section three opens with: 进京维稳83.28万元，; only a slip of it is accused."""
    mention, passage, _, _, before = spot
    project = passage.project
    if project is None or passage.section != "三" or mention.kind is not Kind.MONEY:
        return None
    closed = prose.text[mention.end : mention.end + 1] in _CLOSING
    if (
        not closed
        or _goes_on(prose, passage)
        or not _OPENING.fullmatch(before)
        or _AGREED.search(before)
        or PARTIAL_SENTENCE.search(before)
        or PARTIAL_CLAUSE.search(before)
    ):
        return None
    return Bound(mention, passage, held_amounts(prose, project, "spent", "budget"), project, "opening")


def _goes_on(prose: Prose, passage: Passage) -> bool:
    """Tell whether a row continues the item of the row above it: what it opens with is a part."""
    at = bisect_left(prose.starts, passage.start)
    above = prose.passages[at - 1] if at else None
    return above is not None and above.section == passage.section and above.project is passage.project
