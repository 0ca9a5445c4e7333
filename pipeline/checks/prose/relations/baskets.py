"""Baskets (多项单价): counts with a price each, and what they come to: 8台，单价4500元；3台，单价1800元，共41400元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading import causes
from pipeline.checks.prose.reading.items import as_fraction, computed_text, inexact
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.computed import PRODUCT, contradicted
from pipeline.checks.prose.relations.terms import made_of_terms

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.findings import Finding

_PRICED = re.compile(
    "[^，。；：、0-9０-９]{0,8}?[，,（(、]?[^，。；、0-9０-９]{0,8}?"
    "(?P<word>单价|各(?:奖励?|补助?|补贴|发放?|给予)?|每(?P<unit>[一-龥]{1,3}?)(?P<every>每[月年天日])?)"
    "(?:补助|补贴|补|奖励|奖金|发放|慰问金?|标准|费用|工资|价格|[元为约：])*"
)
_ONE_PRIZE = re.compile("[，,]?奖(?:金|励)?(?:为|：)?")
_TOTAL = re.compile(
    "[）)]?[，,；;](?:以上|上述|[二两三四五六七八九]项)?(?:合同|采购|购置|奖金|补贴|补助|资金)?(?P<month>每月|月)?"
    "(?:总价款?|总额|总金额|合计|共计|总计|累计|共需?|金额|发放)(?:需|支付|发放|支出|花费|使用|拨付|兑付|奖金|资金|补助|补贴|津贴|金额|费用|为|：)*"
)
_NEXT = re.compile("[）)]?[；;，,、和及与](?:[^。；0-9０-９]{0,16}|[（(]?[0-9][）)][^。；0-9０-９]{0,16})")
_ONE_PRICE = re.compile(
    "[，,、]?[^，。；、0-9０-９]{0,8}(?<![人户亩场次台平月日年])均[为按](?:每[人户名家位])?[^，。；、0-9０-９]{0,6}"
)
_IN_ALL = re.compile("(?:的?标准[^，。；、0-9０-９]{0,6})?[，,；;](?:共|共计|合计|总计|一共)[^，。；、0-9０-９]{0,8}")
_MORE = re.compile("[，,]?[（(]?[含另其]")
_HOW_MANY = re.compile("[二两三四五六七八九]项(?:合计|共|总|累计)")  # of the pairs themselves
_PEOPLE = frozenset({"人", "名", "位", "生"})
_AGES = frozenset({"岁", "周岁"})
_MOST = 8
Pair = tuple[Mention, Mention, str]


def baskets(prose: Prose, group: Sequence[Mention]) -> Iterator[Finding]:
    """Judge the total that stands right behind two or more counts with a price each."""
    told = [it for it in group if it.unit not in _AGES and not _HOW_MANY.match(prose.text, it.start)]
    pairs: list[Pair] = []
    for at, total in enumerate(told):
        if pairs and total.start < pairs[-1][1].end:
            continue
        found = _TOTAL.fullmatch(prose.text, pairs[-1][1].end, total.start) if len(pairs) > 1 else None
        if found and all(it.kind is not Kind.MONEY or it.start >= pairs[0][0].start for it in told):
            yield from _judge(prose, pairs, total, "每月" if found["month"] else "")
        pair = _pair(prose, *told[at : at + 2]) if at + 1 < len(told) else None
        if pair and pairs and not _NEXT.fullmatch(prose.text, pairs[-1][1].end, _begin(group, told, at)):
            pairs = []
        pairs = [*pairs, pair] if pair else []


def one_price(prose: Prose, group: Sequence[Mention]) -> Iterator[Finding]:
    """党员35名、群众120户，标准均为500元，共支出77,500元: all that are counted before the one price."""
    for at, (price, total) in enumerate(pairwise(group)):
        counted = group[:at]
        if price.kind is not Kind.MONEY or total.kind is not Kind.MONEY or len(counted) < 2:  # noqa: PLR2004  (several)
            continue
        told = _ONE_PRICE.fullmatch(prose.text, counted[-1].end, price.start)
        if (
            told
            and not _MORE.match(prose.text, total.end)
            and _IN_ALL.fullmatch(prose.text, price.end, total.start)
            and all(it.kind is Kind.COUNT for it in counted)
        ):
            yield from _judge(prose, [(it, price, "") for it in counted], total, "")


def _begin(group: Sequence[Mention], told: Sequence[Mention], at: int) -> int:
    """Where a pair begins: with the age of whom it counts, if it names one."""
    before = [it for it in group if told[at - 1].end <= it.start < told[at].start]
    return before[0].start if before else told[at].start


def _pair(prose: Prose, count: Mention, price: Mention) -> Pair | None:
    """Read 8台，单价4500元 or 11人，每人每月600元: a count, its price and the 每月 of it."""
    if count.kind is not Kind.COUNT or price.kind is not Kind.MONEY or count.high or price.high or "/" in price.unit:
        return None
    if count.value == 1 and _ONE_PRIZE.fullmatch(prose.text, count.end, price.start):
        return count, price, ""
    found = _PRICED.fullmatch(prose.text, count.end, price.start)
    if found is None:
        return None
    per = found["unit"]
    if per and per != count.unit and not {per, count.unit} <= _PEOPLE:
        return None
    return count, price, found["every"] or ""


def _judge(prose: Prose, pairs: list[Pair], total: Mention, monthly: str) -> Iterator[Finding]:
    every = {pair[2] for pair in pairs}
    used = [it for pair in pairs for it in pair[:2]]
    if total.kind is not Kind.MONEY or every != {monthly} or len(pairs) > _MOST or "/" in total.unit or total.high:
        return
    if inexact(prose.text, (*used, total)):
        return
    products = [as_fraction(count) * as_fraction(price) for count, price, _ in pairs]
    said, half = as_fraction(total), Fraction(total.step) / 2
    sizes = range(1, len(products) + 1)
    if any(abs(sum(some) - said) <= half for size in sizes for some in combinations(products, size)):
        return
    if made_of_terms(prose, total):
        return
    exact = sum(products, Fraction(0))
    right = computed_text(total, exact)
    listed = "、".join(f"{count.text}×{price.text}" for count, price, _ in pairs)
    yield contradicted(prose, PRODUCT, total, f"{listed}合计", right, dict([causes.said(total, exact)]))
