"""Two values (前后不一): one noun, role and project told in two numbers, in the text or beside the indicators."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading import causes
from pipeline.checks.prose.reading.compare import bounds, holds
from pipeline.checks.prose.reading.document import Role
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.tables.against_rows import TWO_VALUES, Accused, against_indicators, of_later_years
from pipeline.checks.prose.tables.quantities import (
    LEAST_KEY,
    Quantity,
    alone,
    planned,
    project_of,
    quantities,
    unsettled,
)
from pipeline.checks.prose.tables.units import MEASURES, Rows, numbers
from pipeline.model.figures import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.checks.prose.reading.document import Prose, Spot
    from pipeline.checks.prose.tables.verdicts import Verdicts
    from pipeline.model.book import Project
    from pipeline.model.findings import Finding

_GENERIC = re.compile(
    "(?:拨付|支付|支出|投入|安排|使用|下达|追加|资金|经费|项目|专项|补助|费用|款项|用于|资|已|到位|年度|财政)+"
)
_LEAST_COPY = 8  # signs of a sentence that must be the same word for word
_COPIED_BEHIND = 6


def _against_text(prose: Prose, told: list[Quantity], rows: Rows) -> Iterator[Accused]:
    """Compare the same words before two figures in two cells of one project, in the same role."""
    first: dict[tuple[object, ...], Quantity] = {}
    times = Counter([it.noun for it in told])
    for it in [it for it in told if times[it.noun] > 1 and len(it.noun) >= LEAST_KEY and alone(prose, it)]:
        if it.mention.kind is Kind.MONEY and _GENERIC.fullmatch(it.noun):
            continue
        unit = () if it.mention.kind is Kind.MONEY else MEASURES[it.mention.unit]
        role = planned(it.passage, it.spot.before)
        if role and of_later_years(it):
            continue
        earlier = first.setdefault((it.project.row, it.noun, unit, it.mention.kind, role), it)
        if earlier.passage is it.passage or _agree(prose, earlier.mention, it.mention):
            continue
        if not any(_is_a_result(prose, rows, it.project, one.spot) for one in (earlier, it)):
            finding = _twice(prose, it.noun, it.spot, earlier.spot)
            yield finding, it.mention, earlier.mention


def _copied(prose: Prose, rows: Rows) -> Iterator[Accused]:
    """Compare figures at the same place of two sentences that are the same word for word, in the same role."""
    first: dict[tuple[object, ...], Spot] = {}
    alike = Counter([spot.before for spot in prose.spots])  # but for the names in them
    some = [it for it in prose.spots if alike[it.before] > 1 and len(it.before) >= _LEAST_COPY]
    words = list(map(prose.before, some))
    times = Counter(words)
    for before, spot in zip(words, some, strict=True):
        mention, passage, begin, _, _ = spot
        if times[before] == 1 or mention.high is not None or passage.role is Role.REASON:
            continue
        project = project_of(prose, passage, begin, mention.start)
        if project is None or before.startswith(("其中", "另", "剩余", "其余")):
            continue
        behind = prose.text[mention.end : min(passage.end, mention.end + _COPIED_BEHIND)]
        other = first.setdefault((project.row, before, behind, mention.kind, planned(passage, spot.before)), spot)
        if other.passage is passage or _agree(prose, other.mention, mention):
            continue
        if not any(_is_a_result(prose, rows, project, one) for one in (other, spot)):
            yield _twice(prose, before[-_LEAST_COPY:], spot, other), mention, other.mention


def _is_a_result(prose: Prose, rows: Rows, project: Project, spot: Spot) -> bool:
    """Tell whether a figure of 一（二） that no word calls plan or result is what 完成情况 or an indicator reached."""
    if not unsettled(spot.passage, spot.before):
        return False
    mention, loose = spot.mention, bounds(prose.text, spot.mention)
    listed = rows.get((project.number or 0, MEASURES[mention.unit][0]), ())
    reached = [number for row in listed for key, number in numbers(row, mention.unit) if key == "actual"]
    if any(holds(mention, number, loose) for number in reached):
        return True
    results = [it.mention for it in prose.spots if it.passage.role is Role.OUTCOME and it.passage.project is project]
    unit = MEASURES[mention.unit]
    return any(MEASURES[it.unit] == unit and _agree(prose, it, mention) for it in results)


def _twice(prose: Prose, noun: str, told: Spot, earlier: Spot) -> Finding:
    found, expected = told.mention.text, earlier.mention.text
    before = earlier.passage.where
    message = f"“{noun}”在这里写的是{found}，在{before.address}写的是{expected}。"
    finding = TWO_VALUES.at(told.passage.where, before, found=found, expected=expected, message=message)
    one, two = told.mention, earlier.mention
    mends = [causes.said(one, Fraction(two.value or 0)), causes.said(two, Fraction(one.value or 0))]
    return prose.causes.note(finding, dict(mends))


def _agree(prose: Prose, one: Mention, two: Mention) -> bool:
    if one.value is None or two.value is None:
        return True
    return holds(one, two.value, bounds(prose.text, one)) or holds(two, one.value, bounds(prose.text, two))


def judge_quantities(prose: Prose, verdicts: Verdicts) -> Iterator[Finding]:
    """Every quantity of a project that is told in two values; what is accused already is not accused again."""
    rows = verdicts.by_unit
    told = list(quantities(prose, rows))
    for judged in (against_indicators(prose, told, rows), _against_text(prose, told, rows), _copied(prose, rows)):
        for finding, mention, other in judged:
            if not any(verdicts.status.get(it.start, (None,))[0] is Status.MISMATCHED for it in (mention, other)):
                verdicts.mismatch(mention, *finding.cells[1:])
                yield finding
