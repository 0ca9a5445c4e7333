"""Yearly (全年): what is told of every month or quarter, and of the whole year in the next clause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading import causes
from pipeline.checks.prose.reading.items import alike, as_fraction, computed_text, inexact, rounded, vague
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.computed import PRODUCT, contradicted, not_made
from pipeline.checks.prose.slips import is_slip

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.findings import Finding

_EVERY = re.compile(
    "(?:(?P<month>每个?月|月均|平均每月)|(?P<quarter>每个?季度?|季均)|(?P<half>每半年))(?:平均)?(?P<deed>[^，。；、0-9０-９]{0,8})$"
)
_YEAR = re.compile(
    "[^，。；0-9０-９]{0,10}[，,；;]全年(?:共|累计|合计|总共|共计|实际)*(?P<deed>[^，。；、0-9０-９]{0,8})"
)
_PARTLY = re.compile("[0-9]月|月起|开始|起至|试点|暂停|停[课工]|寒暑假|半年(?!检)|季度起|除|每人|每户|每名|人均|户均")
_MORE = re.compile("[（(，,]?(?:其?中|含|包括|另|比|较)")
_LOOSE = ("不少于", "至少", "不低于", "以上", "不超过", "最多", "原则上")
_MEAN = re.compile("[，,](?:(?P<day>日均|平均每[天日]|每[天日]平均)|月均|平均每个?月|每月平均)[^，。；、0-9０-９]{0,6}")
_FLOWS = frozenset({"吨", "立方米", "方", "度", "千瓦时", "公斤"})
_DAYS = 365
_TIMES = {"month": 12, "quarter": 4, "half": 2}


def of_every(prose: Prose, begin: int, group: Sequence[Mention]) -> Iterator[Finding]:
    """每季度检测2次，全年检测6次: the year is twelve months, or four quarters, of the same deed."""
    text = prose.text
    for each, whole in pairwise(group):
        told = _EVERY.search(text[max(begin, each.start - 16) : each.start])
        year = _YEAR.fullmatch(text, each.end, whole.start) if told else None
        if not told or not year or not (alike(each, whole) or each.unit == whole.unit != ""):
            continue
        if not told["deed"].startswith(year["deed"]) or vague(text, (each, whole)) or each.high or whole.high:
            continue
        times = next(_TIMES[name] for name in _TIMES if told[name])
        loose = any(word in text[begin : min(prose.sentence(begin)[1], whole.end + 4)] for word in _LOOSE)
        if not _PARTLY.search(text, begin, whole.start) and not _MORE.match(text, whole.end):
            yield from _judge(prose, each, whole, (times, loose))


def of_each(prose: Prose, begin: int, group: Sequence[Mention]) -> Iterator[Finding]:
    """全年清运6,935吨，日均17吨; 1,848吨，平均每月145吨: a mean of the year's days or months that is one digit off."""
    for whole, each in pairwise(group):
        between = prose.text[whole.end : each.start]
        told = _MEAN.fullmatch(between) if alike(whole, each) and not (whole.high or each.high) else None
        if not told or _PARTLY.search(prose.text, begin, each.end) or inexact(prose.text, (whole, each)):
            continue
        daily = told["day"] is not None
        if daily and (each.unit not in _FLOWS or "全年" not in prose.text[begin : whole.start]):
            continue
        if any(it.unit in {"天", "个月"} for it in group):
            continue
        times, unit = (_DAYS, "天") if daily else (_TIMES["month"], "个月")
        right = rounded(each, as_fraction(whole) / times)
        near = abs(as_fraction(each) - as_fraction(whole) / times) <= Fraction(each.step)
        if near or not is_slip(each, right, least=2 if daily else 3):
            continue
        worked, mends = f"{whole.text}除以{times}{unit}等于", causes.of_product(whole, (each,), Fraction(times))
        yield contradicted(prose, PRODUCT, each, worked, computed_text(each, right), mends)


def _judge(prose: Prose, each: Mention, whole: Mention, told: tuple[int, bool]) -> Iterator[Finding]:
    """Accuse what is counted of being less than every month makes, and money of being one digit off."""
    times, loose = told
    exact, said = times * as_fraction(each), as_fraction(whole)
    counted = each.kind is Kind.COUNT
    slack = Fraction(0) if counted else (times * Fraction(each.step) + Fraction(whole.step)) / 2
    if abs(exact - said) <= slack:
        return
    slip = is_slip(whole, exact, least=2) or is_slip(each, said / times, least=2)
    if said <= exact if counted else slip and not loose:
        yield not_made(prose, whole, (each,), Fraction(times))
