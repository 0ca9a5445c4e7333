"""Worked out (测算): a yield per 亩 over so many 亩, and an area of so long and so wide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading import causes
from pipeline.checks.prose.reading.items import as_fraction, computed_text, inexact
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.computed import PRODUCT, contradicted

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.findings import Finding

_KILOS = {"公斤": Fraction(1), "千克": Fraction(1), "斤": Fraction(1, 2), "吨": Fraction(1000)}
_METRES = {"米": Fraction(1), "公里": Fraction(1000), "千米": Fraction(1000)}
_SQUARES = frozenset({"平方米", "㎡", "平米"})
_YIELD = re.compile("(?:亩产量?|单产)(?:达到?|为)?$")
_HARVEST = re.compile("总产量?(?:达到?|为)?$")
_LONG = re.compile("长(?:度)?(?:为|约)?$")
_WIDE = re.compile("[、，,]?(?:[一-龥]{0,4})宽(?:度)?(?:均)?为?")
_AREA = re.compile("[、，,]?(?:共|总|合计)*(?:硬化|路面|建筑|占地|铺设|使用|改造)?面积(?:为|达到?|共)?")


def judge_worked(prose: Prose) -> Iterator[Finding]:
    """Every harvest and every area that the two figures right before it do not make."""
    if "亩产" in prose.text or "单产" in prose.text:
        yield from _harvests(prose)
    if "宽" in prose.text:
        yield from _areas(prose)


def _harvests(prose: Prose) -> Iterator[Finding]:
    """播种3,260亩，平均亩产412公斤，总产量1,343.12吨."""
    for at, spot in enumerate(prose.spots):
        if spot.mention.unit not in _KILOS or not _HARVEST.search(spot.before[-8:]):
            continue
        told = [it for it in prose.spots[max(0, at - 4) : at] if it.begin == spot.begin]
        fields = [it.mention for it in told if it.mention.unit == "亩"]
        yields = [it.mention for it in told if it.mention.unit in _KILOS and _YIELD.search(it.before[-8:])]
        if len(fields) == len(yields) == 1 == len(told) - 1:
            size = _KILOS[yields[0].unit] / _KILOS[spot.mention.unit]
            yield from _held(prose, spot.mention, (fields[0], yields[0]), size)


def _areas(prose: Prose) -> Iterator[Finding]:
    """长12米、宽8米，面积96平方米; 道路2.4公里，路面宽4.5米，硬化面积10,800平方米."""
    for (one, two), (_, three) in zip(pairwise(prose.spots), pairwise(prose.spots[1:]), strict=False):
        length, width, area = one.mention, two.mention, three.mention
        if length.unit not in _METRES or width.unit not in _METRES or area.unit not in _SQUARES:
            continue
        long = length.unit != "米" or _LONG.search(one.before[-6:])
        wide = _WIDE.fullmatch(prose.text, length.end, width.start)
        if long and wide and one.begin == three.begin and _AREA.fullmatch(prose.text, width.end, area.start):
            yield from _held(prose, area, (length, width), _METRES[length.unit] * _METRES[width.unit])


def _held(prose: Prose, total: Mention, factors: tuple[Mention, Mention], size: Fraction) -> Iterator[Finding]:
    """Hold a product to the digits that are printed of all three."""
    used = (total, *factors)
    plain = all(it.value and it.high is None and it.kind is Kind.MEASURE for it in used)
    if not plain or inexact(prose.text, used):
        return
    one, two = map(as_fraction, factors)
    halves = [Fraction(it.step) / 2 for it in factors]
    exact = one * two * size
    slack = (halves[0] * two + halves[1] * one) * size + Fraction(total.step) / 2
    if abs(exact - as_fraction(total)) <= slack:
        return
    worked, mends = f"{factors[0].text}乘以{factors[1].text}等于", causes.of_product(total, factors, size)
    yield contradicted(prose, PRODUCT, total, worked, computed_text(total, exact), mends)
