"""Likely sources (可能的来源): cells that say what a figure says. Only ever used to match, never to accuse."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pipeline.checks.prose.compare import Exact, bounds, holds
from pipeline.checks.prose.document import Role
from pipeline.checks.prose.mentions import Kind, Mention
from pipeline.checks.prose.sources import Source, money_sources, rate_sources
from pipeline.model.policy import policy
from pipeline.model.scoring import declared_score

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.checks.prose.document import Prose, Spot
    from pipeline.model.book import Book, Indicator, Part, Project, Row
    from pipeline.model.cells import Cell


_MONEY, _PERCENT = Kind.MONEY, Kind.PERCENT  # Python 3.11 works out Kind.MONEY anew wherever it is written
_OF_SCORES = frozenset({"分", ""})
_OF_RESULTS, _OF_GOALS = ("actual", "target"), ("target", "actual")
_FAR = 2


class Candidate(NamedTuple):
    """What a figure may say, roughly and exactly, and its cells."""

    rough: float
    exact: Exact
    cells: tuple[Cell, ...]


def _candidates(sources: Iterable[Source]) -> list[Candidate]:
    return [Candidate(float(source.exact), source.exact, source.cells) for source in sources]


class Told:
    """What the rows of one project say, each worked out when a figure first asks for it."""

    def __init__(self, prose: Prose, project: Project) -> None:
        """Take the rows of this project."""
        self.prose, self.book, self.project = prose, prose.book, project
        self.number = project.number or 0

    @cached_property
    def amounts(self) -> list[tuple[int | None, Row, str]]:
        """The project's own amounts, its fund parts and its payments, each with its row and column."""
        split: list[Project | Part] = [self.project, *self.book.parts_of.get(self.number, ())]
        amounts: list[tuple[int | None, Row, str]] = []
        for row in split:
            amounts += [(row.spent, row, "spent"), (row.budget, row, "budget"), (row.initial, row, "initial")]
        amounts += [(paid.amount, paid, "amount") for paid in self.book.payments_of.get(self.number, ())]
        return amounts

    @cached_property
    def rates(self) -> list[Candidate]:
        """Its execution rate."""
        return _candidates(rate_sources(self.prose, self.project))

    @cached_property
    def scores(self) -> list[Candidate]:
        """Its score as declared."""
        score = declared_score(self.book, self.project, policy().preset(self.book.info.preset))
        cells = tuple([self.book.cell(row, "points") for row in self.book.indicators_of.get(self.number, ())])
        return [] if score is None else [Candidate(float(score), score, cells)]

    def beside(self, mention: Mention) -> list[Candidate]:
        """Return the rates or scores that a figure may say."""
        if mention.kind is _PERCENT:
            return self.rates
        return self.scores if mention.unit in _OF_SCORES and mention.kind is Kind.MEASURE else []


class Printed:
    """A figure made ready to be held against many values."""

    __slots__ = ("least", "loose", "mention", "most", "tight")

    def __init__(self, text: str, mention: Mention) -> None:
        """Take the figure and the words around it."""
        self.mention = mention
        self.loose = bounds(text, mention)
        self.tight = "about" if self.loose == "about" else ""
        far = math.inf if self.tight or mention.high is not None else _FAR * float(mention.step or 1)
        rough = float(mention.value or 0)
        self.least, self.most = rough - far, rough + far

    def says(self, rough: float, exact: Exact) -> bool:
        """Tell whether the figure says this value; what is far off need not be compared exactly."""
        return self.least <= rough <= self.most and holds(self.mention, exact, self.tight)

    def first(self, candidates: Iterable[Candidate]) -> tuple[Cell, ...]:
        """Cells of the first candidate that the figure says."""
        return next((cells for rough, exact, cells in candidates if self.says(rough, exact)), ())


def _report(book: Book) -> Iterator[Source]:
    """Give the amounts of the whole report."""
    spent = [project.spent for project in book.projects if project.spent is not None]
    if spent:
        rows = (book.total,) if book.total else book.projects
        yield Source(sum(spent), tuple(book.cell(row, "spent") for row in rows), "支出合计")
    for key in ("control", "cap", "office_from", "party_from"):
        if getattr(book.info, key) is not None:
            yield Source(getattr(book.info, key), (book.info_cell(key),), key)


class Likely:
    """Finds the cells that a figure agrees with, nearest first: its project's, then the report's."""

    def __init__(self, prose: Prose) -> None:
        """Prepare what every figure of this text may be held against."""
        self.prose = prose
        self.report = _candidates(_report(prose.book))
        self._told: dict[int, Told] = {}
        self._counted: dict[tuple[int | None, str], list[Indicator]] = {}
        for row in prose.book.indicators:
            self._counted.setdefault((row.project, (row.unit or "").strip()), []).append(row)

    def _project(self, spot: Spot) -> Project | None:
        if spot.passage.project is not None:
            return spot.passage.project
        named = self.prose.named(spot.begin, spot.mention.start)
        return named[-1].project if named else None

    def amounts(self, spot: Spot) -> tuple[Source, ...]:
        """Amounts of the project that a figure's passage or sentence is about."""
        project = self._project(spot)
        return money_sources(self.prose, project, "spent", "budget") if project else ()

    def cells(self, spot: Spot) -> tuple[Cell, ...]:
        """Cells of the first value that a figure agrees with."""
        mention, project = spot.mention, self._project(spot)
        if mention.value is None:
            return ()
        if mention.kind is _MONEY:
            return self._of_money(spot, self._of(project) if project else None)
        if project is None:
            return ()
        rows = self._counted.get((project.number or 0, mention.unit), ())
        beside = mention.kind is _PERCENT or mention.unit in _OF_SCORES
        others = self._of(project).beside(mention) if beside else ()
        if not rows and not others:
            return ()
        printed = Printed(self.prose.text, mention)
        return printed.first(others) or self._of_rows(printed, rows, spot)

    def _of(self, project: Project) -> Told:
        if id(project) not in self._told:
            self._told[id(project)] = Told(self.prose, project)
        return self._told[id(project)]

    def _of_money(self, spot: Spot, told: Told | None) -> tuple[Cell, ...]:
        printed = Printed(self.prose.text, spot.mention)
        for fen, row, key in told.amounts if told else ():
            if fen is not None and printed.says(fen, fen):
                return (self.prose.book.cell(row, key),)
        whole = spot.passage.project is None or printed.loose in {"least", "most"}
        return printed.first(self.report) if whole else ()

    def _of_rows(self, printed: Printed, rows: Iterable[Indicator], spot: Spot) -> tuple[Cell, ...]:
        """Look for the figure among indicators of its unit that share a word with its sentence; a goal says targets."""
        keys = _OF_GOALS if spot.passage.role is Role.GOAL else _OF_RESULTS
        for row in rows:
            for key in keys:
                measure = getattr(row, key)
                if measure is None or measure.number is None or not printed.says(float(measure.number), measure.number):
                    continue
                if self._about(row, spot):
                    return (self.prose.book.cell(row, key),)
        return ()

    def _about(self, row: Indicator, spot: Spot) -> bool:
        name, sentence = row.third or "", self.prose.text[spot.begin : spot.end]
        return any(name[at : at + 2] in sentence for at in range(len(name) - 1))
