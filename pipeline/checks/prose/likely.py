"""Likely sources (可能的来源): cells that say what a figure says. Only ever used to match, never to accuse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pipeline.checks.prose.compare import bounds, holds
from pipeline.checks.prose.mentions import Kind, Mention
from pipeline.checks.prose.sources import Source, money_sources, rate_sources
from pipeline.model.policy import policy
from pipeline.model.scoring import declared_score

if TYPE_CHECKING:
    from pipeline.checks.prose.document import Passage, Prose
    from pipeline.model.book import Indicator, Project
    from pipeline.model.cells import Cell


_FAR = 2


class Likely:
    """Finds the cells that a figure agrees with, nearest first: its project's, then the report's."""

    def __init__(self, prose: Prose) -> None:
        """Prepare what every figure of this text may be held against."""
        self.prose = prose
        self.report = tuple(self._report())
        self._amounts: dict[int, tuple[Source, ...]] = {}

    def _report(self) -> Iterator[Source]:
        book, info = self.prose.book, self.prose.book.info
        spent = [project.spent for project in book.projects if project.spent is not None]
        if spent:
            rows = (book.total,) if book.total else book.projects
            yield Source(sum(spent), tuple(book.cell(row, "spent") for row in rows), "支出合计")
        for key in ("control", "cap", "office_from", "party_from"):
            if getattr(info, key) is not None:
                yield Source(getattr(info, key), (book.info_cell(key),), key)

    def _project(self, mention: Mention, passage: Passage) -> Project | None:
        if passage.project is not None:
            return passage.project
        begin = self.prose.sentence(mention.start)[0]
        named = [name for name in self.prose.names if begin <= name.start < mention.start]
        return named[-1].project if named else None

    def _of_project(self, project: Project) -> tuple[Source, ...]:
        book, number = self.prose.book, project.number or 0
        if id(project) not in self._amounts:
            parts = [
                Source(getattr(part, key), (book.cell(part, key),), "资金构成")
                for part in book.parts_of.get(number, ())
                for key in ("spent", "budget", "initial")
                if getattr(part, key) is not None
            ]
            payments = [
                Source(row.amount, (book.cell(row, "amount"),), "支付明细")
                for row in book.payments_of.get(number, ())
                if row.amount is not None
            ]
            own = money_sources(self.prose, project, "spent", "budget", "initial")
            self._amounts[id(project)] = (*own, *parts, *payments)
        return self._amounts[id(project)]

    def amounts(self, mention: Mention) -> tuple[Source, ...]:
        """Amounts of the project that a figure's passage or sentence is about."""
        project = self._project(mention, self.prose.passage_at(mention.start))
        return money_sources(self.prose, project, "spent", "budget") if project else ()

    def cells(self, mention: Mention) -> tuple[Cell, ...]:
        """Cells of the first source that a figure agrees with."""
        passage = self.prose.passage_at(mention.start)
        project = self._project(mention, passage)
        loose = bounds(self.prose.text, mention)
        tight = loose if loose == "about" else ""
        value, far = float(mention.value or 0), _FAR * float(mention.step or 1)
        for source in self._sources(mention, passage, project, loose):
            if abs(float(source.exact) - value) > far and not tight and mention.high is None:
                continue  # far off: no need to compare exactly
            if holds(mention, source.exact, tight):
                return source.cells
        return ()

    def _sources(self, mention: Mention, passage: Passage, project: Project | None, loose: str) -> Iterable[Source]:
        if mention.kind is Kind.MONEY:
            report = self.report if passage.project is None or loose in {"least", "most"} else ()
            return (*self._of_project(project), *report) if project else report
        return self._others(mention, project) if project is not None else ()

    def _others(self, mention: Mention, project: Project) -> Iterator[Source]:
        if mention.kind is Kind.PERCENT:
            yield from rate_sources(self.prose, project)
        yield from self._points(mention, project)
        yield from self._indicators(mention, project)

    def _points(self, mention: Mention, project: Project) -> Iterator[Source]:
        book = self.prose.book
        if mention.unit in {"分", ""} and mention.kind is Kind.MEASURE:
            score = declared_score(book, project, policy().preset(book.info.preset))
            if score is not None:
                rows = book.indicators_of.get(project.number or 0, ())
                yield Source(score, tuple(book.cell(row, "points") for row in rows), "得分")

    def _indicators(self, mention: Mention, project: Project) -> Iterator[Source]:
        """Targets and actuals in the figure's unit whose indicator shares a word with the sentence."""
        begin, end = self.prose.sentence(mention.start)
        for row in self.prose.book.indicators_of.get(project.number or 0, ()):
            if (row.unit or "").strip() == mention.unit and self._about(row, begin, end):
                for key in ("actual", "target"):
                    measure = getattr(row, key)
                    if measure is not None and measure.number is not None:
                        yield Source(measure.number, (self.prose.book.cell(row, key),), "指标")

    def _about(self, row: Indicator, begin: int, end: int) -> bool:
        name = row.third or ""
        return any(self.prose.text.find(name[at : at + 2], begin, end) >= 0 for at in range(len(name) - 1))
