"""Windows (相邻的数): figures side by side in a long sentence, judged as if it told nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading import causes
from pipeline.checks.prose.reading.compare import bounds
from pipeline.checks.prose.reading.items import alike, as_fraction, computed_text, is_amount, vague
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.computed import PRODUCT, contradicted
from pipeline.checks.prose.relations.quota import share_finding, within
from pipeline.checks.prose.relations.rated import rated
from pipeline.checks.prose.relations.ratios import of_an_unnamed, of_several
from pipeline.checks.prose.slips import variants

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.findings import Finding

_SATISFIED = re.compile("[，,](?:综合|总体|群众)?满意[度率](?:为|达到?)?")
_RATE_NEXT = re.compile("[，,（(](?![^，。；]{0,4}[增降升减长速])[一-龥]{1,6}率(?:为|达到?)?")
_SAVED = re.compile(
    "[^，。；、0-9]{0,4}(?:计算|测算)?[，,]?(?:全年|共计?|可|一年)*(?:节约|节省|节支|少支出)(?:资金|经费|费用|电费)?"
)
_LESS = re.compile("(?:低|降低?|少|减少|下降|便宜)(?:了)?$")
_TENS = 10
_COUNTED, _FEW = frozenset({Kind.COUNT, Kind.MEASURE}), 4
_NEAREST = 6  # figures before and behind a share that may make it instead: threes of them are tried
RATE_WORD = re.compile("[每价]|按照?[人户生]均|[人户生]均(?=[月日])|各(?=[^，。；、：0-9０-９]{0,8}[0-9０-９])")
_RATED, _OPENING = re.compile("[每各]|[单均]价"), frozenset("（(")


def near_shares(prose: Prose, begin: int, group: Sequence[Mention]) -> Iterator[Finding]:
    """发现问题315个，整改304个，整改率96.5%: the two figures right before a rate, where one digit makes it theirs."""
    for at, percent in enumerate(group[2:]):
        part = group[at + 1]
        if percent.kind is not Kind.PERCENT or percent.high is not None or not alike(part, part):
            continue
        if of_an_unnamed(prose, begin, part, percent):
            continue
        named = "占" not in prose.text[part.end : percent.start]  # a rate of its own name, whatever stands between
        ahead = group[max(0, at - _NEAREST) : at + 1] if named else group[at : at + 1]
        wholes = [it for it in ahead if it.value and (alike(it, part) or (percent.decimals and it.kind is part.kind))]
        if not wholes or any(within(percent, part, it) for it in wholes):
            continue
        fine = _fine_rate(prose, part, percent)  # 审结3,348件，结案率93.99%: four digits are not so by chance
        wholes = [
            it for it in wholes if is_amount(prose.text, it) and (fine or _is_share(prose, begin, (it, part), percent))
        ]
        if not wholes or bounds(prose.text, percent) or vague(prose.text, (part, percent, *wholes)):
            continue
        others = [it for it in group[max(0, at - _NEAREST) : at + _NEAREST] if alike(it, part)]
        pairs = combinations(others, 2)
        if any(within(percent, *pair) or within(percent, *pair[::-1]) for pair in pairs) or of_several(others, percent):
            continue  # 12条中，5条于6月完工，7条于11月完工，完工率100%
        whole = next((it for it in reversed(wholes) if _one_digit(it, part, percent)), None)
        if whole is not None and is_amount(prose.text, part):
            yield share_finding(prose, part, whole, percent)


def _fine_rate(prose: Prose, part: Mention, percent: Mention) -> bool:
    """Tell whether a rate of four digits stands right behind a count of two or more."""
    exact = percent.decimals > 1 and part.kind is not Kind.MONEY and (part.value or 0) > _TENS * part.step
    return exact and bool(_RATE_NEXT.fullmatch(prose.text, part.end, percent.start))


def _is_share(prose: Prose, begin: int, pair: Sequence[Mention], percent: Mention) -> bool:
    """Tell whether a percentage is called what the second of two figures is, and no third is called so."""
    whole, part = pair
    if whole.value and part.value and _SATISFIED.fullmatch(prose.text, part.end, percent.start):
        return "满意" in prose.text[max(whole.end, part.start - 8) : part.start]
    return bool(whole.value and part.value) and rated(prose, begin, [*pair], percent) is part


def _one_digit(whole: Mention, part: Mention, percent: Mention) -> bool:
    """Tell whether one digit of one of the three makes the share right."""
    return (
        any(within(percent._replace(value=it), part, whole) for it in variants(percent))
        or any(within(percent, part._replace(value=it), whole) for it in variants(part))
        or any(within(percent, part, whole._replace(value=it)) for it in variants(whole))
    )


def savings(prose: Prose, begin: int, group: list[Mention]) -> Iterator[Finding]:
    """Judge 每公里14,700元，比控制价低300元，126公里节约3.78万元: so many times the saving of one."""
    for at, total in enumerate(group[2:], start=2):
        count, text = group[at - 1], prose.text
        if total.kind is not Kind.MONEY or count.kind not in _COUNTED or not count.value or not total.value:
            continue
        if not _SAVED.fullmatch(text, count.end, total.start) or vague(text, (count, total)) or bounds(text, total):
            continue
        start = max(begin, text.rfind("；", begin, count.start))
        prices = [it for it in group[: at - 1] if it.start >= start and it.kind is Kind.MONEY][-_FEW:]
        each = {abs(as_fraction(one) - as_fraction(two)) for one, two in combinations(prices, 2)}
        each |= {as_fraction(it) for it in prices if _LESS.search(text, max(start, it.start - 6), it.start)}
        if any(_makes(total, count, it) for it in each):
            continue
        right = next((it for it in each if _nearly_makes(total, count, it)), None)
        if right:
            yield _saved(prose, total, count, right)


def _makes(total: Mention, count: Mention, each: Fraction) -> bool:
    return abs(as_fraction(count) * each - as_fraction(total)) <= Fraction(total.step) / 2


def _nearly_makes(total: Mention, count: Mention, each: Fraction) -> bool:
    """Tell whether one digit of the total or of the count makes the product right."""
    totals = any(_makes(total._replace(value=it), count, each) for it in variants(total))
    return totals or any(_makes(total, count._replace(value=it), each) for it in variants(count))


def _saved(prose: Prose, total: Mention, count: Mention, each: Fraction) -> Finding:
    right = computed_text(total, as_fraction(count) * each)
    one = computed_text(total._replace(unit="元"), each)
    worked, mends = f"每单位节约{one}，乘以{count.text}等于", causes.of_product(total, (count,), each)
    return contradicted(prose, PRODUCT, total, worked, right, mends)


def priced(prose: Prose, begin: int, group: list[Mention]) -> Iterator[list[Mention]]:
    """Give each rate of a long sentence with just the figures beside it: 清淤200米、每米380元，计7.6万元."""
    text, done = prose.text, begin
    for at in range(1, len(group) - 1):
        count, price = group[at - 1 : at + 1]
        if not RATE_WORD.search(text, count.end, price.start + 1) or _RATED.search(text, done, count.start):
            continue  # 甲12人、每人500元，乙8人、每人300元，共8,400元
        for total in group[at + 1 : at + 3]:
            if _RATED.search(text, price.end, total.start):
                break
            if alike(total, price):
                some = group[at - 1 : group.index(total) + 1]
                more = _goes_on(prose, group, at - 1) or _may_hold(prose, group, at - 2, total)
                if not more and text[total.end : total.end + 1] not in _OPENING:
                    yield some
                done = total.end
                break


def _may_hold(prose: Prose, group: list[Mention], at: int, total: Mention) -> bool:
    """Tell whether an amount before a count may be in its total, too: 甲社区10万元，2个社区各补助3万元，共16万元."""
    before = group[at] if at >= 0 else None
    if before is None or not alike(before, total) or as_fraction(before) >= as_fraction(total):
        return False
    return "其中" not in prose.text[before.end : total.start] and "；" not in prose.text[before.end : total.start]


def _goes_on(prose: Prose, group: list[Mention], at: int) -> bool:
    """Tell whether a count ends a list of its kind: 室内600平方米、室外400平方米，每平方米300元."""
    return at > 0 and alike(group[at - 1], group[at]) and "、" in prose.text[group[at - 1].end : group[at].start]
