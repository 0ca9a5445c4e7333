"""Scores of one indicator (指标得分) in the text: what it is worth, what it got and what it lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.checks.facts import folded
from pipeline.checks.prose.reading.compare import holds
from pipeline.checks.prose.reading.document import Role
from pipeline.checks.prose.slips import typo
from pipeline.checks.prose.sources import Source
from pipeline.checks.prose.tables.quantities import project_of
from pipeline.model.policy import policy
from pipeline.model.scoring import execution_points, formula_points

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.checks.prose.reading.document import Prose, Spot
    from pipeline.model.book import Indicator

_SHORTEST = 4  # signs of a name that is no word of everyday
_WORTH = re.compile(r"(?:分值|满分|权重)(?:为|是|：|:|共)?$|应得$")
_GOT = re.compile(r"(?<![满应总均])(?:得分|自评分)(?:为|是|：|:)?$|(?<![应可满能最多先未不只])得$")
_LOST = re.compile(r"扣(?:减|除|掉|分)?(?:了|为|：|:)?$|扣减得?分(?:为|：|:)?$")
_RATED = re.compile(
    "执行率[^，。；]{0,6}[0-9.]+[%％][，（](?:该项|此项|预算执行率|执行率|自评)*(?:得分?(?:为|是|：)?|(扣)(?:减|除|分)?了?)$"
)
_WIDEST = 30
_OTHERS = re.compile(
    "上年|去年|往年|上一年|19[0-9]{2}年|20[0-9]{2}年度?得|复评|复核|第三方|抽查|测评|问卷|调查|考核|考评|平均|分别|均|各|合计|共|累计|总"
    "|每|如果?|若|按照?规定|标准|一级|二级|产出指标|效益指标|满意度指标得|项目得|等\\d*项|[项个]指标|以及|和|[。；;]|[.](?![0-9])"
)


def _told_as(before: str) -> str | None:
    """Tell what a number of points behind these words is: what the indicator is worth, what it lost or what it got."""
    words = {"weight": _WORTH, "lost": _LOST, "points": _GOT}
    return next((key for key, word in words.items() if word.search(before)), None)


def _rows(prose: Prose, spot: Spot) -> tuple[Indicator, ...]:
    """Give the indicators that a sentence may name: of its project, or of the one that it names last."""
    names = prose.named(spot.begin, spot.mention.start)
    project = names[-1].project if names else spot.passage.project
    if project is None:
        return prose.book.indicators
    return prose.book.indicators_of.get(project.number, ())


def _named(prose: Prose, spot: Spot) -> tuple[Indicator, int] | None:
    """Give the indicator that is named last before a figure, if one alone has that name, and where the name ends."""
    found: dict[int, list[tuple[int, Indicator]]] = {}
    for row in _rows(prose, spot):
        third = folded(row.third)
        at = spot.before.rfind(third) if len(third) >= _SHORTEST else -1
        if at >= 0:
            found.setdefault(at + len(third), []).append((len(third), row))
    if not found:
        return None
    end = max(found)
    longest = max(length for length, _ in found[end])
    rows = [row for length, row in found[end] if length == longest]
    return (rows[0], end) if len(rows) == 1 else None


def _own(prose: Prose, spot: Spot) -> Indicator | None:
    """Give the indicator whose 偏差原因 speaks of its own points, once."""
    if spot.passage.role is not Role.REASON:
        return None
    points = [it for it in prose.figures(spot.passage.start, spot.passage.end) if it.unit == "分"]
    own = next((row for row in prose.book.indicators if row.row == spot.passage.where.row), None)
    return own if len(points) == 1 else None


def _sources(prose: Prose, row: Indicator, key: str) -> Iterator[Source]:
    """Give what the sheet says; points that the formula gives are right, too: a wrong cell is told at the cell."""
    if row.weight is None or row.points is None or row.points > row.weight:
        return
    book, name = prose.book, f"“{row.third}”"
    cells = (book.cell(row, "points"), book.cell(row, "weight"))
    if key == "weight":
        yield Source(row.weight, cells[1:], f"{name}的分值")
        return
    computed = formula_points(row, policy().preset(book.info.preset))
    for points in (row.points, computed):
        if points is not None and key == "points":
            yield Source(points, cells[:1], f"{name}的得分")
        elif points is not None:
            yield Source(row.weight - points, cells, f"{name}扣去的分")
    if key == "lost" and computed is not None:  # 从严扣减两分: beyond what the formula takes
        yield Source(computed - row.points, cells, f"{name}扣去的分")


def _by_rate(prose: Prose, spot: Spot) -> tuple[Source, ...]:
    """执行率95.37%，得9.54分: the points of an execution rate; only a slip is told, for a rate may have steps here."""
    told = _RATED.search(spot.before[-_WIDEST:])
    project = project_of(prose, spot.passage, spot.begin, spot.mention.start) if told else None
    preset = policy().preset(prose.book.info.preset)
    points = execution_points(project, preset) if project else None
    if told is None or project is None or points is None:
        return ()
    exact = preset.execution - points if told[1] else points
    if not (holds(spot.mention, exact) or typo(spot.mention, exact)):
        return ()
    cells = (prose.book.cell(project, "spent"), prose.book.cell(project, "budget"))
    return (Source(exact, cells, f"“{project.name}”的执行率{'扣去的分' if told[1] else '得分'}"),)


def row_score(prose: Prose, at: int) -> tuple[Source, ...]:
    """外出培训人次得13.5分: what the indicator's row says of the points that are told; nothing where none is meant."""
    spot = prose.spots[at]
    if "执行率" in spot.before[-_WIDEST:] and (of_rate := _by_rate(prose, spot)):
        return of_rate
    mention, value = spot.mention, spot.mention.value or 0
    named = _named(prose, spot)
    row, between = (named[0], spot.before[named[1] :]) if named else (_own(prose, spot), spot.before)
    if row is None or spot.passage.role is Role.GOAL or mention.unit != "分" or _OTHERS.search(between):
        return ()
    if row.weight is None or value > row.weight:
        return ()  # 满意度测评得93.5分
    told = _told_as(spot.before)
    return tuple(_sources(prose, row, told)) if told else ()
