"""Likely sources (可能的来源): cells that say what a figure says. Only ever used to match, never to accuse."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.compare import bounds, said
from pipeline.checks.prose.reading.document import Role
from pipeline.checks.prose.reading.mentions import Kind
from pipeline.checks.prose.tables.quantities import STOPS
from pipeline.checks.prose.tables.rows_told import OF_SCORES, Told, in_cells, of_report
from pipeline.checks.prose.tables.units import MEASURES, PRICED, numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.checks.prose.reading.document import Prose, Spot
    from pipeline.checks.prose.tables.units import Rows
    from pipeline.model.book import Indicator, Project
    from pipeline.model.cells import Cell

_PROJECTS = re.compile("(?:预算)?项目(?:[，。、；（共中均平总实的]|年初|全年|预算|支出|合计|资金|绩效|自评|纳入)")
_OF_PROJECTS = frozenset({"个", "项"})
_RATE_NAME = re.compile("(?:^|[，。；：、]|[一二三四五六]是)([一-龥]{3,12})(?:为|达到?|仅|只有)?$")
_PERCENT = frozenset({"%", "％"})
InIndicator = tuple[Decimal, tuple["Indicator", str]]


def _measured(rows: Iterable[Indicator], unit: str, order: int) -> list[InIndicator]:
    """Give the numbers of these rows in a unit, 完成值 first, in a goal 指标值."""
    return [(number, (row, key)) for row in rows for key, number in numbers(row, unit)[::order]]


class Likely:
    """Finds the cells that a figure agrees with, nearest first: its project's, then the report's."""

    def __init__(self, prose: Prose, rows: Rows) -> None:
        """Prepare what every figure of this text may be held against; `rows` are the indicators by unit."""
        self.prose, self.rows = prose, rows
        self.report = in_cells(of_report(prose.book))
        self._told: dict[int, Told] = {}
        self._measured: dict[tuple[int, str, bool], list[InIndicator]] = {}

    def project(self, spot: Spot) -> Project | None:
        """Project that a figure's passage or sentence is about."""
        if spot.passage.project is not None:
            return spot.passage.project
        named = self.prose.named(spot.begin, spot.mention.start)
        return named[-1].project if named else None

    def cells(self, spot: Spot) -> tuple[Cell, ...]:
        """Cells of the first value that a figure agrees with."""
        mention, project = spot.mention, spot.passage.project or self.project(spot)
        if mention.kind is Kind.MONEY:
            return self._of_money(spot, project)
        if project is None:
            return self._of_list(spot)
        if mention.unit in OF_SCORES or (mention.kind is Kind.PERCENT and self._of_money_spent(spot)):
            for cells in said(self.prose.text, mention, self._of(project).beside(mention)):
                if cells:
                    return cells
        return self._of_rows(project, spot, mention.unit)

    def _of_list(self, spot: Spot) -> tuple[Cell, ...]:
        """Return the rows of the list where a count of projects is how many there are: 我局3个项目年初预算……."""
        mention, projects = spot.mention, self.prose.book.projects
        if mention.unit not in _OF_PROJECTS or mention.value != len(projects):
            return ()
        told = _PROJECTS.match(self.prose.text, mention.end) or spot.before.endswith("项目")
        return self.prose.book.column("number") if told else ()

    def _of_money_spent(self, spot: Spot) -> bool:
        """Tell whether the sentence of a percentage speaks of money, so that it may be the execution rate."""
        sentence = self.prose.text[spot.begin : spot.end]
        return "执行" in sentence or "预算" in sentence or "支出" in sentence

    def _of(self, project: Project) -> Told:
        told = self._told.get(id(project))
        if told is None:
            told = self._told[id(project)] = Told(self.prose, project)
        return told

    def _of_money(self, spot: Spot, project: Project | None) -> tuple[Cell, ...]:
        text, mention = self.prose.text, spot.mention
        places = said(text, mention, self._of(project).amounts) if project is not None else ()
        if places:
            return (self.prose.book.cell(*places[0]),)
        if project is not None and (project.number or 0, PRICED) in self.rows:
            priced = self._of_rows(project, spot, PRICED)
            if priced:
                return priced
        whole = spot.passage.project is None or bounds(text, mention) in {"least", "most"}
        return next(iter(said(text, mention, self.report)), ()) if whole else ()

    def measured(self, project: Project, unit: str, *, goal: bool = False) -> list[InIndicator]:
        """Give the numbers of a project's indicators of this unit."""
        key = (project.number or 0, unit, goal)
        told = self._measured.get(key)
        if told is None:
            rows = self.rows.get((key[0], MEASURES[unit][0]), ())
            told = self._measured[key] = _measured(rows, unit, -1 if goal else 1)
        return told

    def named(self, spot: Spot) -> list[InIndicator]:
        """Give the numbers of the one indicator that the words before a percentage of no project end with."""
        if spot.mention.kind is not Kind.PERCENT or spot.passage.section is None:
            return []
        found = _RATE_NAME.search(spot.before)
        rows = self._rates.get(found[1], ()) if found else ()
        return _measured(rows, "%", 1) if len(rows) == 1 else []

    @cached_property
    def _rates(self) -> dict[str, list[Indicator]]:
        """Group the indicators of the book in percent by their name, and by its last part from three signs on."""
        rates: dict[str, list[Indicator]] = {}
        for row in self.prose.book.indicators:
            if row.third and (row.unit or "").strip() in _PERCENT:
                rates.setdefault(row.third, []).append(row)
        return rates

    def _of_rows(self, project: Project, spot: Spot, unit: str) -> tuple[Cell, ...]:
        """Look for the figure among indicators of its unit that share a word with its sentence; a goal says targets."""
        told = self.measured(project, unit, goal=spot.passage.role is Role.GOAL)
        places = said(self.prose.text, spot.mention, told) if told else []
        sentence = self.prose.text[spot.begin : spot.end] if places else ""
        if places and spot.passage.role is Role.REASON:  # 目标值88%，实际84.6% tells its own indicator
            own = [it for it in places if it[0].row == spot.passage.where.row]
            if own:
                return (self.prose.book.cell(*own[0]),)
        for at, (row, column) in enumerate(places):
            name = row.third or ""
            for first in range(len(name) - 1):
                if name[first : first + 2] in sentence:
                    only = places[-1][0] is row  # else another indicator says the same
                    place = (row, column) if only else self._nearest(spot, places[at:])
                    return (self.prose.book.cell(*place),)
        return ()

    def _nearest(self, spot: Spot, places: Sequence[tuple[Indicator, str]]) -> tuple[Indicator, str]:
        """Choose the indicator whose name the clauses around a figure hold most of, the nearest first."""
        behind = STOPS.split(self.prose.text[spot.mention.end : spot.end], maxsplit=1)[0]
        *others, last = STOPS.split(spot.before)
        clauses = (last + behind, *reversed(others))
        return max(places, key=lambda it: [_shared(it[0], words) for words in clauses])


def _shared(row: Indicator, words: str) -> int:
    """How many pairs of signs of an indicator's name words hold."""
    name = row.third or ""
    return sum(name[at : at + 2] in words for at in range(len(name) - 1))
