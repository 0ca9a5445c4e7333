"""Multiples (倍数): how many times one figure of a sentence is another, said of the two right beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading import causes
from pipeline.checks.prose.reading.items import alike, as_fraction, computed_text, quotient, vague
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.changes import GROWTH

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.findings import Finding

_IS = "[，,](?:约|正好)?(?:是|为|相当于|达到?)"
_OF = re.compile("的")
_OF_THE_NEXT = re.compile(f"{_IS}[^，。；、0-9０-９]{{0,12}}")  # 8.4万人次，是去年5.6万人次的1.5倍
_OF_THE_FIRST = re.compile(
    f"{_IS}([^，。；、0-9０-９]{{2,10}}?)(?:总额|金额|总量|总数|额|量|数)?的"
)  # 带动1000万元，是核销额的5倍
_NAMED = re.compile(
    "[，,][^，。；、0-9０-９]{0,12}?(?:是|为|相当于)([^，。；、0-9０-９]{2,8})的"
)  # 二期投资是一期的1.6倍
_THAT_IS = re.compile("[，,](?:即|为|达到?|共|共计)(?:[^，。；、0-9０-９]{0,4})")


def multiples(prose: Prose, begin: int, group: list[Mention]) -> Iterator[Finding]:
    """Judge every 倍 that three figures of a sentence tell among them."""
    for at, times in enumerate(group):
        if times.unit != "倍" or times.high is not None or not times.value:
            continue
        told = _told(prose, begin, group, at)
        if told is None:
            continue
        old, new = told
        if not alike(old, new) or not old.value or vague(prose.text, (old, new, times)):
            continue
        least, most = quotient(new, old)
        half = Fraction(times.step) / 2
        if not least - half <= as_fraction(times) <= most + half:
            yield _finding(prose, old, new, times)


def _told(prose: Prose, begin: int, group: list[Mention], at: int) -> tuple[Mention, Mention] | None:
    """Find of which figure another is so many times: first the former."""
    text, times = prose.text, group[at]
    if at > 1:
        one, two = group[at - 2 : at]
        next_to = _OF.fullmatch(text, two.end, times.start) and _OF_THE_NEXT.fullmatch(text, one.end, two.start)
        if next_to:
            return two, one
        first = _OF_THE_FIRST.fullmatch(text, two.end, times.start)
        if first and _called(text, begin, one, first[1]) and not _called(text, one.end, two, first[1]):
            return one, two
    if 0 < at < len(group) - 1:
        one, two = group[at - 1], group[at + 1]
        named = _NAMED.fullmatch(text, one.end, times.start)
        if named and _called(text, begin, one, named[1]) and _THAT_IS.fullmatch(text, times.end, two.start):
            return one, two
    return None


def _called(text: str, begin: int, mention: Mention, name: str) -> bool:
    """Tell whether a figure is called so in the words before it."""
    return name in text[max(begin, mention.start - 16) : mention.start]


def _finding(prose: Prose, old: Mention, new: Mention, times: Mention) -> Finding:
    exact = as_fraction(new) / as_fraction(old)
    last = times.kind is Kind.RATIO and times.start > new.start
    found, expected = (
        (times.text, computed_text(times, exact))
        if last
        else (new.text, computed_text(new, as_fraction(old) * as_fraction(times)))
    )
    message = f"文中{new.text}是{old.text}的{computed_text(times, exact)}，与写的{times.text}不一致。"
    told = GROWTH.at(prose.passage_at(times.start).where, found=found, expected=expected, message=message)
    return prose.causes.note(told, causes.of_product(new, (old, times)))
