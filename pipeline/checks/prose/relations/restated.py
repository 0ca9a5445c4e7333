"""Restated (换算): an amount told twice in a row, in other units or signs: 571,800.50元，折合57.18万元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading import causes
from pipeline.checks.prose.reading.compare import bounds, holds
from pipeline.checks.prose.reading.items import is_amount
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.slips import shown
from pipeline.model.findings import declare

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.findings import Finding

RESTATED = declare(
    "prose-restated",
    "同一个数前后写得不一样",
    "critical",
    source="rules 8",
    notes="正文用“即”“折合”把一个数换个写法再写一遍的，两处要是同一个数，以印出的小数位为准。",
    fix="请核对两个数字，改成一致。",
)
_THAT_IS = re.compile("[，,、]?[（(]?(?:即|折合|换算为|也就是|大写[：:]?)(?:人民币)?(?:为|约)?")
_ABOUT, _LONGEST = frozenset({"，约", "，约合", "（", "（约", "（约合"}), 12
_CLOSING = frozenset("）)，。；、")
_KINDS = frozenset({Kind.MONEY, Kind.MEASURE})


def judge_restated(prose: Prose) -> Iterator[Finding]:
    """Every amount that 即 or 折合 tells again otherwise."""
    for one, two in pairwise(prose.mentions):
        apart = two.start - one.end > _LONGEST or one.kind is not two.kind
        if apart or one.kind not in _KINDS or not _again(prose, one, two):
            continue
        plain = all(is_amount(prose.text, it) for it in (one, two))
        if plain and _one_measure(one, two) and not _same(prose, one, two):
            yield _finding(prose, one, two)


def _again(prose: Prose, one: Mention, two: Mention) -> bool:
    """Tell whether one figure is told again: 即, 折合, or two amounts of one size in a row, 约 or a bracket between."""
    between = prose.text[one.end : two.start]
    if between in _ABOUT and one.kind is Kind.MONEY and one.value and two.value:
        alone = prose.text[two.end : two.end + 1] in _CLOSING  # no （1.2万元封顶）
        return alone and one.unit != two.unit and one.value < 10 * two.value and two.value < 10 * one.value
    return bool(_THAT_IS.fullmatch(between))


def _one_measure(one: Mention, two: Mention) -> bool:
    """Tell whether two figures can be the same: money is, of measures only those in one unit."""
    return one.kind is Kind.MONEY or one.unit == two.unit


def _same(prose: Prose, one: Mention, two: Mention) -> bool:
    """Tell whether one says the other, as far as either is printed."""
    loose = [bounds(prose.text, it) for it in (one, two)]
    told = ((one, two, loose[0]), (two, one, loose[1]))
    return "least" in loose or "most" in loose or any(holds(it, other.value or 0, word) for it, other, word in told)


def _finding(prose: Prose, one: Mention, two: Mention) -> Finding:
    expected = shown(two, Fraction(one.value or 0))
    message = f"文中写的{one.text}，换个写法应是{expected}，却写成了{two.text}。"
    finding = RESTATED.at(prose.passage_at(two.start).where, found=two.text, expected=expected, message=message)
    mends = [causes.said(one, Fraction(two.value or 0)), causes.said(two, Fraction(one.value or 0))]
    return prose.causes.note(finding, dict(mends))
