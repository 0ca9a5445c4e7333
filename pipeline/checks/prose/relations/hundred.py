"""Hundred (占比合计): shares told one after the other, the last of them 其他 or 其余, make a hundred percent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.items import vague, worth
from pipeline.checks.prose.reading.mentions import Kind
from pipeline.checks.prose.relations.quota import SHARE
from pipeline.model import money

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.checks.prose.reading.mentions import Mention
    from pipeline.model.findings import Finding

_REST = re.compile("[，,、；;](?:其[他余它]|剩余)[^，。；、0-9０-９]{0,8}占(?:比)?(?:为|达)?$")
_REST_PAID = re.compile("(?:其余|余下|剩余)[^，。；、0-9０-９]{0,6}(?<!的)$")
_SHARE = re.compile("占(?:比)?(?:为|达|约)?$")
_PAID = re.compile(
    "(?:补助|承担|负担|分担|出资|配套|自筹|投入|安排)(?:了)?$"
)  # 省级补助60%、市级补助25%，县级承担其余15%
_NEXT = re.compile("[，,、；;和](?:[^，。；、0-9０-９]{1,14})占(?:比)?(?:为|达)?")
_NEXT_PAID = re.compile("[，,、；;和][^，。；、0-9０-９]{1,14}")
_MANY = re.compile("多选|多项|可选|其中|满意|认为|关心|表示|了解|支持")
_MADE_UP = re.compile("(?:结构|构成|来源|组成|分布|比例)(?!率)[^，。；0-9０-９]{0,8}[为看中上是，：:]")
_OPEN = re.compile("主要|等|以[上下]|左右|较|同比|[上去]年|提高|下降|增|由[^，。]*[至到]|目标|计划|[高低]于|约")
_WHOLE = Decimal(100)


def _made_up(prose: Prose, begin: int, group: list[Mention]) -> bool:
    """支出结构中，人员经费占45%，公用经费占25%，项目经费占30%: what something is made up of, nothing open."""
    words = prose.text[begin : group[-1].end + 2]
    return bool(_MADE_UP.search(prose.text, begin, group[0].start)) and not _OPEN.search(words)


def hundred(prose: Prose, begin: int, group: list[Mention]) -> Iterator[Finding]:
    """训练费占60%，装备费占25%，其他占15%: all the shares of a sentence, none left out."""
    last = group[-1]
    percents = [it for it in group if it.kind is Kind.PERCENT]
    if len(percents) < 2 or percents != group or last.high is not None or vague(prose.text, group):  # noqa: PLR2004  (a list)
        return
    text = prose.text
    paid = _REST_PAID.search(text, group[-2].end, last.start) and _PAID.search(text, begin, group[0].start)
    shared = bool(_SHARE.search(text, begin, group[0].start))
    told = paid or (shared and _REST.search(text, begin, last.start)) or _made_up(prose, begin, group)
    gap = _NEXT if shared else _NEXT_PAID
    listed = all(gap.fullmatch(text, one.end, two.start) for one, two in pairwise(group))
    if not (listed and told) or _MANY.search(text, begin, last.end):
        return
    total = sum(map(worth, group), Decimal(0))
    if abs(total - _WHOLE) <= sum((it.step for it in group), Decimal(0)) / 2:
        return
    passage = prose.passage_at(begin)
    around = (prose.figures(passage.start, begin)[::-1], prose.figures(last.end, passage.end))
    more = (accumulate(worth(it) for it in some if it.kind is Kind.PERCENT) for some in around)
    if any(total + by == _WHOLE for some in more for by in some):
        return  # 训练费占60%。装备费占25%，其他占15%
    expected = f"{money.plain(worth(last) - total + _WHOLE)}%"
    message = f"文中列出的占比相加是{money.plain(total)}%，不是100%。"
    yield SHARE.at(prose.passage_at(last.start).where, found=last.text, expected=expected, message=message)
