"""Aimed (与指标值相比): how far a result is from the target of its indicator, and how much of that target it is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.compare import bounds, holds
from pipeline.checks.prose.reading.mentions import Kind
from pipeline.checks.prose.relations.changes import GROWTH
from pipeline.checks.prose.relations.quota import SHARE
from pipeline.checks.prose.tables.against_rows import GOAL_TARGET
from pipeline.checks.prose.tables.beside import clause, close_to, nouns
from pipeline.checks.prose.tables.rules import contrary
from pipeline.checks.prose.tables.units import MEASURES, numbers

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose, Spot
    from pipeline.checks.prose.tables.verdicts import Verdicts
    from pipeline.model.book import Indicator
    from pipeline.model.findings import Finding

_ASKED = re.compile("[，（][超高低大多少距离较比完为达占未目任指差缺欠快短早提缩][^，。；0-9]{0,14}(?=[0-9])")
_AIM = "(?:年度|年初|预期|既定|绩效|工作)?(?:目标|指标|任务|计划)(?:任务|目标)?[值数量]?"
_GAP = re.compile(
    f"[，（](?:(?P<most>超额(?:完成)?了?)|(?:(?P<over>[高大多]于|[高超]出|超过?|超额完成)|(?P<under>[低少]于|[距离])|[较比])(?:{_AIM})"
    "(?:(?P<up>[高多]|提高|增加)|(?P<down>[低少差]|[相尚还]差|降低|减少|提前|缩短))?[出了]?(?:(?<=[多少])[一-龥]{2})?"
    "|(?:(?P<by>[超多])|(?P<short>[差缺欠少快短早]|提前|缩短))(?:年度|年初)?(?:目标|计划|任务)?了?)"
)
_SHARE = re.compile(f"[，（](?:完成了?|为|达到?|占){_AIM}的|[，（](?:目标|任务|指标)?完成率(?:为|达到?)?")
_MOVED = re.compile("[由从]|上年|去年|[升降增减缩短][至到为]")  # 由57.6天缩短至52.4天，缩短5.2天
_FULL, _LESS = 100, frozenset({"≤", "<"})
_PLAINLY = 3  # signs of what an indicator counts, beside its result
_ENOUGH = 2  # ... where nothing else is counted in its unit


def judge_aimed(prose: Prose, verdicts: Verdicts) -> Iterator[Finding]:
    """Every 高于目标值 and 完成率 that target and result of the indicator do not make."""
    text, spots = prose.text, prose.spots
    for found in _ASKED.finditer(text):
        gap = _GAP.fullmatch(text, *found.span())
        if not gap and not _SHARE.fullmatch(text, *found.span()):
            continue
        at = bisect_left(prose.mentions, (found.end(),))
        if not 0 < at < len(spots) or spots[at - 1].mention.end != found.start():
            continue
        result, told = spots[at - 1], spots[at]
        if told.mention.start != found.end() or told.mention.high is not None or told.begin != result.begin:
            continue
        row = reached(prose, verdicts, result)
        bare = gap is not None and (gap["by"] or gap["short"])
        if row is not None and not (bare and _MOVED.search(result.before)):
            yield from _held(prose, row, gap, (result, told))


def reached(prose: Prose, verdicts: Verdicts, result: Spot) -> Indicator | None:
    """Return the indicator that a figure tells the result of: it agrees with the cell and stands beside its name."""
    _, cells = verdicts.status.get(result.mention.start, (None, ()))
    project = verdicts.likely.project(result) if cells else None
    for row in prose.book.indicators_of.get(project.number, ()) if project else ():
        if prose.book.cell(row, "actual") in cells:
            words = clause(prose.before(result))
            mates = (
                verdicts.by_unit.get((project.number or 0, MEASURES[(row.unit or "").strip()][0]), ())
                if project
                else ()
            )
            least = _ENOUGH if len(mates) == 1 else _PLAINLY
            plain = (row.third or "") in words or close_to(prose, result, *nouns(row, words)) >= least
            return row if plain else None
    return None


def _by_so_much(gap: re.Match[str], result: Spot, told: Spot) -> bool:
    """Tell whether a figure is how far off a result is, not the target that it is set against: 低于目标值90%."""
    if gap["most"]:  # 超额8%
        return told.mention.kind is Kind.PERCENT or told.mention.unit == result.mention.unit
    plainly = any(gap[it] for it in ("up", "down", "by", "short")) or (gap["over"] or " ")[-1] in "超过出成"
    return told.mention.kind is Kind.POINTS or bool(plainly and told.mention.unit == result.mention.unit)


def _held(prose: Prose, row: Indicator, gap: re.Match[str] | None, both: tuple[Spot, Spot]) -> Iterator[Finding]:
    """Hold the gap, or else the share, that stands behind a result against the indicator's two cells."""
    result, told = both
    mention, values = told.mention, dict(numbers(row, result.mention.unit))
    actual, target = (Fraction(values.get(key) or 0) for key in ("actual", "target"))
    way = ""
    if gap and _by_so_much(gap, result, told) and not holds(mention, target):
        rule, exact, rose = GROWTH, abs(actual - target), actual >= target
        if gap["most"] and mention.kind is Kind.PERCENT and result.mention.kind is not Kind.PERCENT:
            exact = 100 * exact / target if target else Fraction(0)
        up = bool(gap["over"] or gap["up"] or gap["most"] or gap["by"])
        right = holds(mention, exact, bounds(prose.text, mention)) and up is rose
        way = "多" if rose else "少"
    elif gap is None and mention.kind is Kind.PERCENT:
        rule, exact = SHARE, 100 * actual / target if target else Fraction(0)
        whole = exact >= _FULL and mention.value == _FULL  # whoever did more may say that all is done
        right = not target or whole or row.direction in _LESS or holds(mention, exact, bounds(prose.text, mention))
    elif gap and mention.unit == result.mention.unit and not holds(mention, abs(actual - target)):
        rule, exact = GOAL_TARGET, target  # 高于目标95%, where 指标值 is 85
        right = holds(mention, exact, bounds(prose.text, mention))
    else:
        return
    if right or "target" not in values:
        return
    cells = (prose.book.cell(row, "actual"), prose.book.cell(row, "target"))
    said = f"写的{mention.text}，按绩效指标“{row.third}”的完成值和指标值应是", ""
    yield contrary(prose, rule, mention, cells, said, exact, way=way)
