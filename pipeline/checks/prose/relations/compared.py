"""Compared (比较): which figure before 较上年…… is the new one that the old one is set against."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.items import alike, is_amount
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.changes import Change, held_change

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose

_PRICE = re.compile("单价|均价|每|人均|户均")


def compared(prose: Prose, told: Change, before: Sequence[Mention], change: Mention, words: str) -> Change:
    """Choose the new figure of a change: the amount before, a price for a price, and what was spent before a rate."""
    old, nearest = told.old, told.new
    new = next((it for it in reversed(before) if is_amount(prose.text, it)), nearest)
    if nearest.kind is Kind.PERCENT and old.kind is Kind.MONEY:  # 支出51万元，执行率98%，较上年41万元增加10万元
        new = _before_rate(prose, told, before, change) or new
    elif nearest.unit == old.unit and (new.unit != old.unit or _PRICE.search(words)):
        new = nearest  # 支出247万元，每平方米432元，较预算单价455元下降5%
    elif not list(held_change(prose, told, change)):
        new = nearest  # 节约2万元；培训人均200元，较上年450元下降55.6%
    elif new is nearest:
        new = _before_parts(prose, before, nearest) or nearest
    return told._replace(new=new)


def _before_parts(prose: Prose, before: Sequence[Mention], last: Mention) -> Mention | None:
    """Find the whole of a list of parts: 责任人2650名，其中乡镇598名、村2052名，比上年增加230名 is said of them all."""
    opened = max(prose.text.rfind(word, before[0].start, last.start) for word in ("其中", "包括"))
    if opened < 0 or "、" not in prose.text[opened : last.start] or "；" in prose.text[opened : last.start]:
        return None
    return next((it for it in reversed(before) if it.end <= opened and alike(it, last)), None)


def _before_rate(prose: Prose, told: Change, before: Sequence[Mention], change: Mention) -> Mention | None:
    """Find the amount before a rate that a change is told of: the one that makes it hold, or the nearest."""
    amounts = [it for it in reversed(before) if it.kind is Kind.MONEY and is_amount(prose.text, it)]
    right = (it for it in amounts if not list(held_change(prose, told._replace(new=it), change)))
    return next(right, amounts[0] if amounts else None)
