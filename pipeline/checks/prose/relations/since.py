"""Since (上一句的数): a change on last year, in percent, that is told of the figure of the sentence before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.items import alike
from pipeline.checks.prose.reading.mentions import Kind
from pipeline.checks.prose.relations.growth import same_thing
from pipeline.checks.prose.relations.moved import already, held_percent

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose, Spot
    from pipeline.checks.prose.reading.mentions import Mention
    from pipeline.model.findings import Finding

_AGAINST_LAST = re.compile("[较比](?:[上去]年|上一年)[^，。；、0-9０-９]{0,12}$")


def judge_since(prose: Prose) -> Iterator[Finding]:
    """收入640.5万元。收支较上年减少72万元，下降10.11%: every such change whose new value is told right before."""
    if "较" not in prose.text and "比" not in prose.text:
        return
    for at, two in enumerate(prose.spots[2:]):
        if two.mention.kind is not Kind.PERCENT:
            continue
        before, one = prose.spots[at : at + 2]
        opens = one.begin == two.begin != before.begin and before.passage is one.passage
        told = _AGAINST_LAST.search(one.before) if opens else None
        noun = one.before[: told.start()].rstrip("数总量额") if told else ""
        of_it = told and same_thing(noun, prose.text[before.begin : before.end])
        new = _told_before(prose, before, one) if of_it else None
        moved = already(told[0], prose.text[before.begin : before.end]) if told else None
        if moved and new is not None:
            yield from held_percent(prose, new, one.mention, two.mention, moved)


def _told_before(prose: Prose, before: Spot, one: Spot) -> Mention | None:
    """Return the amount that the sentence right before tells: one, or the same again."""
    if prose.sentence_before(one.begin)[0] != before.begin:
        return None
    told = [it for it in prose.figures(before.begin, before.end) if alike(it, one.mention)]
    return told[-1] if told and len({it.value for it in told}) == 1 else None
