"""Made of (构成): 由……构成 names all the parts; their whole stands before it, or behind 合计 or 总投资."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.compare import holds
from pipeline.checks.prose.reading.items import Item, can_hold, is_amount, vague
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.parts import judge, words_before
from pipeline.checks.prose.relations.sums import SUM

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.findings import Finding

_MADE_OF = re.compile("由([^。]{2,120}?)(?:构成|组成|组成的|两部分|三部分)")
_SPENT = re.compile("(?:^|[。\\n\x1e，；])(?:本|该)?(?:项目|全年|实际|总)*支出\\Z")
_MADE_OF_THESE = re.compile("由[一二两三四五六几0-9]个?(?:部分|方面|块)(?:构成|组成)[：:，,]?")
_COUNTED_GAP = re.compile("[^，。；：、0-9０-９]{0,10}[，：]?")
_TOTAL = re.compile("[，,]总(?:投资|额|数|造价|经费|费用|价款?|人数)(?:为|达)?$")


def made_of(prose: Prose, item: Item) -> Iterator[Finding]:
    """由……构成: the parts are all of it; the whole stands before 由, or after 合计."""
    for found in _MADE_OF.finditer(prose.text, item.passages[0].start, item.passages[-1].end):
        begin, end = prose.sentence(found.start())
        listed = _MADE_OF_THESE.match(prose.text, found.start())
        first, last = (listed.end(), end) if listed else found.span()
        every = [it for it in item.mentions if first <= it.start < last and is_amount(prose.text, it)]
        every = [it for it in every if it.kind is Kind.MONEY] or every
        inside = [it for it in every if not SUM.search(words_before(prose, begin, it))]
        if len(inside) < 2 or not all(can_hold(it, inside[0]) for it in inside):  # noqa: PLR2004  (a list of parts)
            continue
        before = [
            it
            for it in item.mentions
            if begin <= it.start < found.start() and can_hold(it, inside[0]) and is_amount(prose.text, it)
        ]
        behind = [
            it
            for it in item.mentions
            if found.end() <= it.start < end
            and can_hold(it, inside[0])
            and (SUM.search(words_before(prose, begin, it)) or _TOTAL.search(words_before(prose, begin, it)))
        ]
        whole = before[-1] if before else behind[0] if behind else _spending(prose, item, begin, found.start())
        if whole and not vague(prose.text, (whole, *inside)) and _made(prose, whole, found):
            yield from judge(prose, whole, inside, "由……构成", complete=True)


def _spending(prose: Prose, item: Item, begin: int, place: int) -> Mention | None:
    """Find the project's 支出 that the sentences before told, where a sentence says just 支出由……构成."""
    project = prose.passage_at(place).project
    if project is None or project.spent is None or not _SPENT.search(prose.text, max(begin - 1, 0), place):
        return None
    told = (it for it in reversed(item.mentions) if it.end <= begin and it.kind is Kind.MONEY)
    return next((it for it in told if holds(it, project.spent)), None)


def _made(prose: Prose, whole: Mention, found: re.Match[str]) -> bool:
    """Tell whether just this count is made of the parts; amounts of money in one sentence are."""
    if whole.kind is Kind.MONEY or whole.start > found.end():
        return True
    behind = prose.text[found.end() : found.end() + 1]
    return behind != "的" and bool(_COUNTED_GAP.fullmatch(prose.text, whole.end, found.start()))
