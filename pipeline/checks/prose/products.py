"""Products, shares and growth (乘积、占比、增幅) that a sentence computes from figures it prints itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.checks.prose.items import Item, alike, as_fraction, vague
from pipeline.checks.prose.mentions import Kind, Mention
from pipeline.model import money
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
SHARE = declare(
    "prose-share",
    "文中占比不符",
    "critical",
    source="rules 16",
    notes="正文用两个数字算出的比率，按它自己的小数位要算得出来。",
    fix="请核对分子、分母和比率。",
)
GROWTH = declare(
    "prose-growth",
    "文中增减幅度不符",
    "critical",
    source="rules 16",
    notes="正文写明由多少增减到多少的，增减的幅度或数额要算得出来。",
    fix="请核对前后两个数字和增减幅度。",
)
_EVERY = re.compile(
    "每(人|名|位|户|家|个|台|套|亩|平方米|米|公里|次|场|处|栋|株|盏|份|件|吨|车|册|间|辆|期|天"
    "|月)[^，。；、0-9０-９]{0,8}$"
)
_PEOPLE = frozenset("人名位")
_TOTAL = re.compile("(?:^|[，,；;（( ])[^，,；;0-9０-９]{0,8}(?:共计|合计|总计|共需|共|总额|计)[^，,；;0-9０-９]{0,8}$")
_RATE_OF = re.compile("([一-龥]{2,4})率(?:为|达到|达|是|约|：|:)*$")
_SHARE_OF = re.compile(
    "占(?:比|总数|全部|总人数|总户数|总额|总支出|其|的|总量|[一-龥]{0,6}的)*(?:为|达到|达|约|：|:)*$"
)
_FROM = re.compile("[由从](?:[^，。；0-9０-９]{0,10})$")
_TO = re.compile(
    "[^，。；0-9０-９]{0,6}(增加|增长|提高|提升|上升|扩大|下降|减少|降低|压缩|压减|缩短|降|升|增"
    "|减)[^，。；0-9０-９]{0,2}(?:至|到|为)"
)
_BY = re.compile(
    "[，,（(][^，。；0-9０-９]{0,6}(?:增加|增长|提高|提升|上升|扩大|下降|减少|降低|压缩|压减|缩短|增幅"
    "|降幅|增长率)[^，。；0-9０-９]{0,4}"
)


def _text(mention: Mention, exact: Fraction) -> str:
    if mention.kind is Kind.MONEY:
        return f"{money.yuan_text(round(exact))}元"
    return f"{money.plain(money.half_up(exact, max(mention.decimals, 2)))}{mention.unit}"


def _sentences(prose: Prose, item: Item) -> Iterator[tuple[int, list[Mention]]]:
    """Group the figures of each sentence of an item that has at least three."""
    groups: dict[int, list[Mention]] = {}
    for mention in item.mentions:
        groups.setdefault(prose.sentence(mention.start)[0], []).append(mention)
    yield from ((begin, group) for begin, group in groups.items() if len(group) > 2)  # noqa: PLR2004  (two figures and a third)


def _counted(unit: str, whose: str) -> bool:
    return unit == whose or (unit in _PEOPLE and whose in _PEOPLE)


def _product(prose: Prose, begin: int, group: list[Mention]) -> Iterator[Finding]:
    """38名，每人300元，共11400元."""
    for price in group:
        whose = _EVERY.search(prose.text[begin : price.start])
        if price.kind is not Kind.MONEY or not whose:
            continue
        numbers = [it for it in group if it.kind in {Kind.COUNT, Kind.MEASURE} and _counted(it.unit, whose[1])]
        behind = [it for it in group if it.kind is Kind.MONEY and it.start > price.start]
        total = behind[0] if behind and _TOTAL.search(prose.text[price.end : behind[0].start]) else None
        others = [it for it in group if it not in (price, total, *numbers)]
        if (
            total is None
            or len(numbers) != 1
            or "月" in prose.text[price.start - 10 : price.start]
            or _more(prose, group, others, total)
        ):
            continue
        if vague(prose.text, (price, total, numbers[0])) or price.high is not None or total.high is not None:
            continue
        exact = as_fraction(numbers[0]) * as_fraction(price)
        if abs(exact - as_fraction(total)) > Fraction(total.step) / 2:
            message = f"文中{numbers[0].text}乘以{price.text}等于{_text(total, exact)}，与写的{total.text}不一致。"
            where = prose.passage_at(total.start).where
            yield PRODUCT.at(where, found=total.text, expected=_text(total, exact), message=message)


def _more(prose: Prose, group: list[Mention], others: list[Mention], total: Mention) -> bool:
    """Tell whether the sentence has further factors, so that no plain product is claimed."""
    each = prose.text[group[0].start : total.start].count("每")
    return each > 1 or any(it.start < total.start for it in others)


def _within(percent: Mention, part: Fraction, whole: Fraction) -> bool:
    return abs(100 * part / whole - as_fraction(percent)) * 2 <= Fraction(percent.step)


def _share(prose: Prose, begin: int, group: list[Mention]) -> Iterator[Finding]:
    """排查200家，其中合格190家，合格率95%; 其中女性20人，占40%."""
    for at, percent in enumerate(group):
        numbers = [it for it in group[:at] if alike(it, group[at - 1]) and it.value]
        if percent.kind is not Kind.PERCENT or len(numbers) != 2 or at != 2 or vague(prose.text, (*numbers, percent)):  # noqa: PLR2004  (part and whole)
            continue
        whole, part = numbers
        if (
            percent.high is not None
            or not _of_these(prose, begin, part, percent)
            or as_fraction(part) > as_fraction(whole)
        ):
            continue
        if not _within(percent, as_fraction(part), as_fraction(whole)):
            exact = 100 * as_fraction(part) / as_fraction(whole)
            message = f"文中{part.text}占{whole.text}的{_text(percent, exact)}，与写的{percent.text}不一致。"
            where = prose.passage_at(percent.start).where
            yield SHARE.at(where, found=percent.text, expected=_text(percent, exact), message=message)


def _of_these(prose: Prose, begin: int, part: Mention, percent: Mention) -> bool:
    """Tell whether the percentage is said of just this part: its own word before 率, or 占 directly behind it."""
    between = prose.text[part.end : percent.start]
    rate = _RATE_OF.search(between)
    if rate:
        word = rate[1][-2:]
        before = prose.text[max(begin, part.start - 8) : part.start]
        return bool(re.search(f"(?<![不未非]){word}", before)) and between.count("，") <= 1
    return bool(_SHARE_OF.search(between)) and len(between) <= 14 and between[0] in "，,（( "  # noqa: PLR2004  (one short clause)


def _growth(prose: Prose, begin: int, group: list[Mention]) -> Iterator[Finding]:
    """由80件下降到60件，下降25%."""
    for old, new, change in zip(group, group[1:], group[2:], strict=False):
        if not (_FROM.search(prose.text[begin : old.start]) and _TO.fullmatch(prose.text, old.end, new.start)):
            continue
        if (
            not _BY.fullmatch(prose.text, new.end, change.start)
            or old.kind is not new.kind
            or vague(prose.text, (old, new, change))
        ):
            continue
        right = list(_changes(old, new, change))
        if right and all(abs(it - as_fraction(change)) * 2 > Fraction(change.step) for it in right):
            message = f"文中由{old.text}到{new.text}，变化应为{_text(change, right[0])}，与写的{change.text}不一致。"
            where = prose.passage_at(change.start).where
            yield GROWTH.at(where, found=change.text, expected=_text(change, right[0]), message=message)


def _changes(old: Mention, new: Mention, change: Mention) -> Iterator[Fraction]:
    """Work out what the change may be: the difference, in points, or in percent of the old value."""
    before, after = as_fraction(old), as_fraction(new)
    if not alike(old, new) and not (old.kind is Kind.PERCENT and new.kind is Kind.PERCENT):
        return
    if change.kind is Kind.PERCENT and before:
        yield abs(after - before) * 100 / before
    if change.kind in {old.kind, Kind.POINTS} and (change.kind is not Kind.POINTS or old.kind is Kind.PERCENT):
        yield abs(after - before)


def judge_products(prose: Prose, item: Item) -> Iterator[Finding]:
    """Every product, share or growth that a sentence claims and that does not hold."""
    for begin, group in _sentences(prose, item):
        yield from _product(prose, begin, group)
        yield from _share(prose, begin, group)
        yield from _growth(prose, begin, group)
