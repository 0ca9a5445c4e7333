"""Multiplied (连乘): the one rate of a clause, every count beside it that it is per, and the amount they make."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from math import prod
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.items import alike, as_fraction, inexact
from pipeline.checks.prose.reading.joined import row_before
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.called import by_semicolons, called, common
from pipeline.checks.prose.relations.computed import not_made
from pipeline.checks.prose.relations.factors import made_by_another
from pipeline.checks.prose.relations.terms import made_of_terms
from pipeline.checks.prose.slips import is_slip

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.findings import Finding

_WORKED_OUT = ("计算", "测算", "核算", "的标准")
_MEAN = re.compile("(?<!按)[人户亩生次]均")
_RATE = re.compile(
    "(?:[人户亩生次]均[^，。；、]{0,6}|每[一-龥]{1,10}|单价|[月日]?[补津租薪工][贴资助金酬][^，。；、]{0,2}标准|月租金?|标准[为是]?)$"
)
_PER = re.compile("每个?((?:(?!每)[一-龥]){1,2})|([人户亩生次])均")
_TOTAL = re.compile(
    "(?:(?:全年|一年|[一-龥]{0,4}(?=总[价额]))?(?:共计?|合计|总[计价额]|小计|(?<![一-龥])计|累计)(?:了|需|支付|发放|补助|补贴|支出|资金|费用|租金|工资|作业|防治|服务)*"
    "|支出|支付|发放|花费|拨付|兑付)"
)
_OTHER = re.compile(
    "[含另]|其中|包括|自[筹付]|承担|优惠|上年|去年|往年|较|最[高低多少]|上限|限额|不超|不低|不少|提[高标]|调[整高]|原|以上|以下|预计|余|剩|节约|分别|各|[0-9]月|[免扣]|部分|中途|陆续|[两二三四五]年"
)
_SPANS = frozenset({"个月", "天", "年", "周", "学期", "个学期", "季度", "个季度"})
_PEOPLE = frozenset({"人", "名", "位", "生"})
_FACTORS = frozenset({Kind.COUNT, Kind.MEASURE})
_YEAR = re.compile("全年|一年|整年")
_MONTHS, _MOST = 12, 4


def multiplied(prose: Prose, begin: int, group: Sequence[Mention]) -> Iterator[Finding]:
    """35人，月补贴标准1800元，发放6个月，共计37.8万元; 按每床180元采购500床，支出9万元."""
    first = begin
    for part in by_semicolons(prose, group):
        told = _told(prose, first, part)
        first = part[-1].end
        if told is None:
            if any(it.kind is Kind.MONEY for it in part):
                return  # a total behind it may be of both
            continue
        rate, factors, total = told
        used = (rate, *factors, total)
        stop = min(prose.sentence(begin)[1], total.end + 4)
        words = prose.text[max(begin, min(rate.start, factors[0].start) - 16) : stop]
        if _OTHER.search(words) or prose.text.startswith(("（", "("), total.end) or inexact(prose.text, used):
            continue
        if not made_by_another(prose, total, (rate, *factors), Fraction(total.step) / 2):
            yield from _held(prose, rate, factors, total)


def _told(prose: Prose, begin: int, part: Sequence[Mention]) -> tuple[Mention, list[Mention], Mention] | None:
    """Find rate, factors and total of a clause: the first figure that is per something, and the next of its kind."""
    rates = [at for at, it in enumerate(part) if it.kind is not Kind.PERCENT and _is_rate(prose, begin, it)]
    at = next((it for it in rates if part[it].kind is Kind.MONEY), rates[0] if rates else len(part))
    end = next((it for it in range(at + 1, len(part)) if _adds(part[it], part[at])), 0)
    if not end:
        return None
    rate, total, factors = part[at], part[end], [*part[:at], *part[at + 1 : end]]
    if not rate.value or rate.high is not None or "/" in rate.unit or not 0 < len(factors) <= _MOST:
        return None
    told = (called(prose, begin, rate, part[at - 1] if at else None), called(prose, begin, total, part[end - 1]))
    if _MEAN.search(told[0]) and not common(told):
        return None
    sure = _is_total(prose, rate, told) and _tied(told[0], factors)
    return (rate, factors, total) if sure or _one_digit_off(rate, factors, total, told) else None


def _is_rate(prose: Prose, begin: int, mention: Mention) -> bool:
    """Tell whether a figure is per something: 每人每月, 单价, 月补贴标准, 人均."""
    return bool(_RATE.search(prose.text[max(begin, mention.start - 12) : mention.start]))


def _tied(name: str, factors: Sequence[Mention]) -> bool:
    """Tell whether there is one figure for each thing that a rate is per, and none for anything else."""
    per = [one or two for one, two in _PER.findall(name)]
    plain = all(it.kind in _FACTORS and it.value and it.high is None and _is_per(it, per) for it in factors)
    alone = len({it.unit for it in factors}) == len(factors)
    return plain and alone and all(it[0] == "月" or any(_is_of(factor, it) for factor in factors) for it in per)


def _is_total(prose: Prose, rate: Mention, told: tuple[str, str]) -> bool:
    """Tell whether the figure behind a rate is called what they make, or the rate what it is worked out by."""
    if _TOTAL.fullmatch(told[1]) or prose.text.startswith(_WORKED_OUT, rate.end):
        return True
    return bool(_MEAN.search(told[0])) and "发放" in told[1]


def _one_digit_off(rate: Mention, factors: Sequence[Mention], total: Mention, told: tuple[str, str]) -> bool:
    """Tell whether a total in other words, 核定补贴585万元, is one digit off what rate and count make."""
    counted = factors[0].kind in _FACTORS and factors[0].value and factors[0].high is None and "/" not in total.unit
    if (
        len(factors) > 1
        or rate.kind is not Kind.MONEY
        or not counted
        or not common((told[0].removeprefix("标准是"), told[1]))
    ):
        return False
    return is_slip(total, as_fraction(rate) * as_fraction(factors[0]), least=2)


def _adds(total: Mention, rate: Mention) -> bool:
    """Tell whether a figure may be so many times a rate: 12万亩次 of 1500亩 each."""
    if "/" in total.unit or total.value is None or total.high is not None:
        return False
    return alike(total, rate) or (rate.kind in _FACTORS and total.unit == f"{rate.unit}次")


def _is_per(factor: Mention, per: Sequence[str]) -> bool:
    """Tell whether a count is of what the rate is per, or a span of time or a number of times."""
    return factor.unit in _SPANS or not per or any(_is_of(factor, it) for it in per)


def _is_of(factor: Mention, per: str) -> bool:
    """Tell whether a figure counts what a rate is per: 500床 of 每床, 640人 of 每生, 200天 of 每餐."""
    if factor.unit.startswith(per) or per.startswith(factor.unit):
        return factor.unit != "人次"  # every payment is counted
    return (factor.unit in _PEOPLE and per[0] in _PEOPLE) or (factor.unit == "天" and per[0] in "餐日")


def _held(prose: Prose, rate: Mention, factors: Sequence[Mention], total: Mention) -> Iterator[Finding]:
    """Accuse a total that no choice of the factors makes, over a year of months where the clause speaks of one."""
    exact, said, half = as_fraction(rate), as_fraction(total), Fraction(total.step) / 2
    if "均" in row_before(prose.text, rate.start, 8):  # a mean is rounded
        half += prod(map(as_fraction, factors)) * Fraction(rate.step) / 2
    sizes = range(1, len(factors) + 1)
    chosen = (some for size in sizes for some in combinations(map(as_fraction, factors), size))
    if any(abs(exact * prod(some) * times - said) <= half for some in chosen for times in (1, _MONTHS, 4)):
        return
    if made_of_terms(prose, total):
        return
    every = "每月" in prose.text[rate.end : total.start]  # 人均月工资4500元，每月工资支出9.9万元
    monthly = (
        not every and "月" in row_before(prose.text, rate.start, 12) and not any(it.unit == "个月" for it in factors)
    )
    begin = min(factors[0].start, rate.start)
    year = _YEAR.search(prose.text, max(0, begin - 16), total.start)
    if monthly and not (year or any(it.unit == "年" for it in factors)):
        return
    times = Fraction(_MONTHS if monthly else 1)
    yield not_made(prose, total, (*factors, rate), times)
