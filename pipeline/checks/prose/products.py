"""Products (乘积) that a sentence computes from figures it prints itself: 38名，每人300元，共11400元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.checks.prose.bases import averages, shares_of_base
from pipeline.checks.prose.compare import bounds
from pipeline.checks.prose.items import Item, as_fraction, computed_text, vague
from pipeline.checks.prose.mentions import Kind, Mention
from pipeline.checks.prose.ratios import growth, share
from pipeline.model.findings import Finding, declare

if TYPE_CHECKING:
    from pipeline.checks.prose.document import Prose

PRODUCT = declare(
    "prose-product",
    "文中乘积不符",
    "critical",
    source="rules 16",
    notes="正文写明数量、单价和总额的，数量乘以单价要等于总额。",
    fix="请核对数量、单价和总额。",
)
_UNIT = (
    "人|名|位|户|家|个|台|套|亩|平方米|米|公里|次|场|处|栋|株|盏|份|件|座|张|条|块|棵|根|吨|车|册|间|辆|期|批|班|组|队|支|天|日"
    "|月|季度|季|半年"
)
_EVERY = re.compile(f"((?:每(?:{_UNIT})[^，。；、每0-9０-９]{{0,8}})+)$")
_EACH = re.compile(f"每({_UNIT})")
_PER_UNIT = re.compile(f"/({_UNIT})")
_PEOPLE = frozenset({"人", "名", "位", "人次"})
_RATE_WORD = re.compile("[每价]")
_TEAMS = frozenset({"队", "支"})
_PRICE_OF_ONE = re.compile("(?:单价|均价)(?:为|是|约|：)?$")
_PAID_BEFORE = re.compile("(?:发放|兑付|拨付)[^，。；0-9０-９]{0,8}(?:金|补贴|补助|奖励)(?:共|共计|合计|总计)?$")
_TIMES_A_YEAR = {"月": 12, "季度": 4, "季": 4, "半年": 2}
_SPANS = {
    "月": ("个月",),
    "季度": ("个季度", "季度"),
    "季": ("个季度", "季度"),
    "半年": (),
    "天": ("天",),
    "日": ("天", "日"),
}
_CLAUSE = re.compile("[，,；;（( ]")
_TOTAL = re.compile("(?<!人)(?:共计|合计|总计|共需|共|总额|累计|全年|计(?!划))[^，,；;0-9０-９]{0,8}$")
_PAID = re.compile(
    "(?:发放|拨付|支付|兑付|发给|补助|补贴|资助|慰问|奖励)(?:了|共|共计|补助|补贴|资金|慰问金|助学金|救助金|奖金|金|款|费)*$"
)
_ELSE = re.compile("项目|预算|其中|另|剩余|结余|上年|去年|节约|较|比|收入|自筹|追加|合同")
_FACTORS = frozenset({Kind.COUNT, Kind.MEASURE})


def _sentences(item: Item) -> Iterator[tuple[int, list[Mention]]]:
    """Group the figures of each sentence of an item."""
    groups: dict[int, list[Mention]] = {}
    for spot in item.spots:
        groups.setdefault(spot.begin, []).append(spot.mention)
    yield from groups.items()


def _per(prose: Prose, begin: int, price: Mention, group: list[Mention]) -> tuple[str, ...]:
    """Name what a rate is per: 每人每月300元 and 300元/人/月 are per 人 and 月."""
    if "/" in price.unit:
        return tuple(_PER_UNIT.findall(price.unit))
    words = prose.text[max(begin, price.start - 30) : price.start]
    if "价" in words and _PRICE_OF_ONE.search(words):
        before = group[group.index(price) - 1]
        return (before.unit,) if before.start < price.start and before.kind is Kind.COUNT else ()
    found = _EVERY.search(words)
    return tuple(_EACH.findall(found[1])) if found else ()


def _counts(mention: Mention, whose: str) -> bool:
    """Tell whether a figure says how many of these there are."""
    if mention.kind not in _FACTORS or mention.high is not None:
        return False
    if whose in _SPANS:
        return mention.unit in _SPANS[whose]
    return mention.unit == whose or any({mention.unit, whose} <= family for family in (_PEOPLE, _TEAMS))


def _total(prose: Prose, price: Mention, group: list[Mention], factors: list[Mention]) -> Mention | None:
    """Find the total behind a rate: the next figure of its kind, said to be the sum or to be paid out."""
    for mention in group:
        if mention.start < price.start or mention is price or mention in factors:
            continue
        same = mention.kind is price.kind and "/" not in mention.unit
        if not same or (price.kind is Kind.COUNT and not _one_kind(price, mention)):
            return None
        clause = _CLAUSE.split(prose.text[price.end : mention.start])[-1]
        if _ELSE.search(prose.text[price.end : mention.start]):
            return None
        paid = price.kind is Kind.MONEY and _PAID.search(clause) and "，" not in prose.text[price.end : mention.start]
        return mention if _TOTAL.search(clause) or paid else None
    return None


def _paid_before(prose: Prose, price: Mention, group: list[Mention]) -> Mention | None:
    """Find the total before a rate that ends its sentence: 发放慰问金3万元，慰问60户，每户500元."""
    first = group[0]
    if first.kind is not Kind.MONEY or group[-1] is not price or price.kind is not Kind.MONEY:
        return None
    between = prose.text[first.end : price.start]
    told = _PAID_BEFORE.search(prose.text[max(0, first.start - 20) : first.start])
    return first if told and not _ELSE.search(between) and "包括" not in between else None


def _one_kind(price: Mention, total: Mention) -> bool:
    return price.unit == total.unit or {price.unit, total.unit} <= _PEOPLE


def _yearly(prose: Prose, begin: int, total: Mention) -> bool:
    return bool(re.search("全年|一年|年度", prose.text[begin : total.start])) and not re.search(
        "[月起]至|月份?起|月开始|不足|半年", prose.text[begin : total.end]
    )


def _product(prose: Prose, begin: int, group: list[Mention]) -> Iterator[Finding]:
    """Judge every rate of a sentence whose factors and total stand in it, and nothing else before the total."""
    for price in group:
        if price.kind not in {Kind.MONEY, Kind.COUNT} and "/" not in price.unit:
            continue
        per = _per(prose, begin, price, group) if price.high is None and price.value is not None else ()
        found = {whose: [it for it in group if it is not price and _counts(it, whose)] for whose in per}
        factors = [it for some in found.values() for it in some[:1]]
        total = _total(prose, price, group, factors) or _paid_before(prose, price, group) if per else None
        if total is None or any(
            it.start < max(total.start, price.start) and it not in {price, total, *factors} for it in group
        ):
            continue
        if not any(bounds(prose.text, it) for it in (price, total, *factors)) and not vague(
            prose.text, (price, total, *factors)
        ):
            yield from _judge(prose, begin, price, total, found)


def _judge(
    prose: Prose, begin: int, price: Mention, total: Mention, found: dict[str, list[Mention]]
) -> Iterator[Finding]:
    exact, told, times = as_fraction(price), [price.text], 1
    for whose, factors in found.items():
        if len({it.value for it in factors}) == 1:
            exact *= as_fraction(factors[0])
            told.insert(0, factors[0].text)
        elif factors or price.kind is not Kind.MONEY or whose not in _TIMES_A_YEAR or not _yearly(prose, begin, total):
            return
        else:
            times *= _TIMES_A_YEAR[whose]
    partly = any(
        exact * part == as_fraction(total) for part in range(1, times)
    )  # not the whole year: not said, not wrong
    if not partly and abs(exact * times - as_fraction(total)) > Fraction(total.step) / 2:
        right = computed_text(total, exact * times)
        by = f"乘以{times}" if times > 1 else ""
        message = f"文中{'乘以'.join(told)}{by}等于{right}，与写的{total.text}不一致。"
        yield PRODUCT.at(prose.passage_at(total.start).where, found=total.text, expected=right, message=message)


def judge_products(prose: Prose, item: Item) -> Iterator[Finding]:
    """Every product, share, average or growth that an item claims and that does not hold, each once."""
    seen = set()
    for finding in _judged(prose, item):
        key = (finding.rule.id, finding.cells[0], finding.found, finding.expected)
        if key not in seen:
            seen.add(key)
            yield finding


def _clauses(prose: Prose, begin: int, group: list[Mention]) -> Iterator[list[Mention]]:
    """Cut the figures of a sentence at its semicolons; a total behind two rates may be that of both."""
    cuts = [at for at in range(1, len(group)) if "；" in prose.text[group[at - 1].end : group[at].start]]
    for one, two in pairwise([*cuts, len(group)]):
        if two - one > 1 and not _RATE_WORD.search(prose.text, begin, group[one - 1].end):
            yield group[one:two]


def _judged(prose: Prose, item: Item) -> Iterator[Finding]:
    for begin, group in _sentences(item):
        if len(group) > 1 and (
            _RATE_WORD.search(prose.text, begin, group[-1].start) or any("/" in it.unit for it in group)
        ):
            for clause in _clauses(prose, begin, group):
                yield from _product(prose, begin, clause)
            yield from _product(prose, begin, group)
        if len(group) > 2:  # noqa: PLR2004  (two figures and what is computed from them)
            yield from share(prose, begin, group)
            yield from growth(prose, begin, group)
            if prose.text.find("均", begin, group[-1].start) >= 0:
                yield from averages(prose, begin, group, PRODUCT)
    yield from shares_of_base(prose, item)
