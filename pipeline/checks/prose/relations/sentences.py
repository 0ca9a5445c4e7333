"""Sentences (句): which relations the figures of a sentence may have by its words; no other judge is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.against import against
from pipeline.checks.prose.relations.almost import almost
from pipeline.checks.prose.relations.almost_share import almost_shares
from pipeline.checks.prose.relations.averages import averages
from pipeline.checks.prose.relations.bases import shares_of_base
from pipeline.checks.prose.relations.baskets import baskets, one_price
from pipeline.checks.prose.relations.bracketed import bracketed
from pipeline.checks.prose.relations.colon import of_colon
from pipeline.checks.prose.relations.differences import differences
from pipeline.checks.prose.relations.growth import growth, tells_a_change
from pipeline.checks.prose.relations.hundred import hundred
from pipeline.checks.prose.relations.listed_mean import listed_mean
from pipeline.checks.prose.relations.multiples import multiples
from pipeline.checks.prose.relations.multiplied import multiplied
from pipeline.checks.prose.relations.named_share import named_shares
from pipeline.checks.prose.relations.nearly import nearly
from pipeline.checks.prose.relations.portioned import portions, portions_first
from pipeline.checks.prose.relations.products import products
from pipeline.checks.prose.relations.ratios import share
from pipeline.checks.prose.relations.reached import reached
from pipeline.checks.prose.relations.runs import of_runs
from pipeline.checks.prose.relations.shared_out import shared_out
from pipeline.checks.prose.relations.windows import near_shares, savings
from pipeline.checks.prose.relations.yearly import of_each, of_every

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.checks.prose.reading.items import Item
    from pipeline.model.findings import Finding

_SET_AGAINST = ("比", "较", "于", "超", "年", "限价", "控制价")
_THREE = 3
_MOST = 6
_PAIRS = 4  # two counts with a price each, and their total behind them
_MEAN_WORD = re.compile("均|[，,]每|[，,](?:平均|采购|购置)?单价")


def _sentences(item: Item) -> dict[int, list[Mention]]:
    """Group the figures of each sentence of an item."""
    groups: dict[int, list[Mention]] = {}
    for mention, _, begin, *_ in item.spots:
        if begin in groups:
            groups[begin].append(mention)
        else:
            groups[begin] = [mention]
    return groups


def judge_products(prose: Prose, item: Item) -> Iterator[Finding]:
    """Every product, share, average or growth that an item claims and that does not hold, each once."""
    seen = set()
    for finding in _judged(prose, item):
        key = (finding.rule.id, finding.cells[0], finding.found, finding.expected)
        if key not in seen:
            seen.add(key)
            yield finding


def _led(prose: Prose, begin: int, before: Mention) -> bool:
    """Tell whether a count is the one of the sentence before 其中: 排查300件。其中化解285件，化解率95%."""
    return prose.sentence_before(begin)[0] <= before.start


def _judged(prose: Prose, item: Item) -> Iterator[Finding]:
    before: list[Mention] = []
    text = prose.text
    for begin, group in _sentences(item).items():
        if len(before) == 1 and text.startswith("其中", begin) and _led(prose, begin, before[0]):
            yield from share(prose, begin, [*before, *group])
        before = group
        words = text[begin : group[-1].end]
        if len(group) > 1 and ("每" in words or "均" in words or "价" in words or "各" in words or "/" in words):
            yield from _of_rates(prose, begin, group, words)
        if len(group) >= _THREE:
            yield from _of_three(prose, begin, group, words)
        elif len(group) > 1 and group[0].kind is Kind.PERCENT:
            yield from hundred(prose, begin, group)  # 财政拨款占70%，自筹占30%
    yield from shares_of_base(prose, item)


def _of_three(prose: Prose, begin: int, group: list[Mention], words: str) -> Iterator[Finding]:
    """Judge what is told of two figures and what is computed from them, or of more."""
    if "每" in words or "均" in words or "标准" in words or "单价" in words or "月租" in words:
        yield from multiplied(prose, begin, group)
    if "%" in words or "％" in words or "‰" in words or "分之" in words:
        yield from _of_shares(prose, begin, group, words)
    if tells_a_change(prose, begin, group):
        changed = list(growth(prose, begin, group))
        yield from changed or differences(prose, begin, group)
    if any(word in words for word in _SET_AGAINST):
        yield from against(prose, group)
    if _opens_a_list(words, group[1].start - begin):
        yield from of_runs(prose, begin, group)
    first = group[0].kind
    one_kind = len(group) > _THREE or first is group[1].kind is group[2].kind
    if one_kind and (first is not Kind.MONEY or "其中" not in words):  # its parts are judged as such
        yield from almost(prose, begin, group)
    if "：" in words and len(group) > _THREE:
        yield from of_colon(prose, group)
    if "倍" in words:
        yield from multiples(prose, begin, group)


def _opens_a_list(words: str, second: int) -> bool:
    """Tell whether words may open a list of a whole further ahead: not where they are 其中 before the second figure."""
    return "用于" in words or "由" in words or "包括" in words or "分布" in words or words.find("其中", second) >= 0


def _of_rates(prose: Prose, begin: int, group: list[Mention], words: str) -> Iterator[Finding]:
    """Judge what a sentence says is per something."""
    each, mean = "每" in words, "均" in words
    if each or "价" in words or "各" in words or "/" in words or (mean and ("按" in words or "均月" in words)):
        yield from products(prose, begin, group)
        yield from baskets(prose, group) if len(group) > _PAIRS else ()
        yield from bracketed(prose, begin, group) if "（" in words or "(" in words else ()
    if (mean or each or "单价" in words) and _MEAN_WORD.search(prose.text, begin, group[-1].start):
        yield from averages(prose, begin, group)
    if mean and len(group) >= _PAIRS and ("均为" in words or "均按" in words):
        yield from one_price(prose, group)
    if "节" in words or "少支出" in words:
        yield from savings(prose, begin, group)
    if "全年" in words:
        yield from of_every(prose, begin, group)
    if "日均" in words or "月均" in words or "平均每" in words:
        yield from of_each(prose, begin, group)
    if _THREE <= len(group) <= _MOST and (mean or each):
        yield from nearly(prose, begin, group)


def _of_shares(prose: Prose, begin: int, group: list[Mention], words: str) -> Iterator[Finding]:
    """Judge what a sentence says is a share of something."""
    yield from share(prose, begin, group)
    yield from almost_shares(prose, begin, group)
    yield from near_shares(prose, begin, group)
    yield from portions(prose, group)
    yield from portions_first(prose, group)
    yield from hundred(prose, begin, group)
    yield from reached(prose, group)
    yield from shared_out(prose, group)
    yield from named_shares(prose, begin, group)
    if "平均" in words:
        yield from listed_mean(prose, begin, group)
