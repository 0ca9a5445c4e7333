"""The mean of listed rates (几项平均): 居民92%、企业95%、学生98%，三项平均95%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading import numerals
from pipeline.checks.prose.reading.items import as_fraction, computed_text, inexact
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.computed import PRODUCT, contradicted
from pipeline.checks.prose.slips import typo

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.findings import Finding

_LISTED_MEAN = re.compile("[，；]([三四五六七八九])(?:项|类|个|者|方面|家)[^，。；0-9]{0,8}?平均(?:值|数)?(?:为|达)?$")


def listed_mean(prose: Prose, begin: int, group: list[Mention]) -> Iterator[Finding]:
    """居民92%、企业95%、学生98%，三项平均95%: the mean of just so many rates, its digits swapped or beyond all."""
    for at, mean in enumerate(group):
        told = _LISTED_MEAN.search(prose.text, begin, mean.start) if mean.kind is Kind.PERCENT else None
        rates = [it for it in group[:at] if it.kind is Kind.PERCENT] if told else []
        if told is None or len(rates) != numerals.chinese(told[1]) or inexact(prose.text, (*rates, mean)):
            continue
        values = [as_fraction(it) for it in rates]
        exact, beyond = sum(values, Fraction(0)) / len(values), not min(values) <= as_fraction(mean) <= max(values)
        right = computed_text(mean, exact)
        swapped = mean.decimals > 1 and typo(mean, exact) and sorted(f"{mean.value}{mean.unit}") == sorted(right)
        if abs(exact - as_fraction(mean)) > Fraction(mean.step) and (beyond or swapped):
            listed = "、".join(it.text for it in rates)
            yield contradicted(prose, PRODUCT, mean, f"{listed}的平均数是", right, {})
