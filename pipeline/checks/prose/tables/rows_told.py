"""What rows say (可比的数): the amounts, rates and scores of one project, and those of the whole report."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.compare import Exact
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.sources import Source, rate_sources
from pipeline.model.policy import policy
from pipeline.model.scoring import declared_score

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.book import Book, Part, Project, Row
    from pipeline.model.cells import Cell

OF_SCORES = frozenset({"分", ""})
InCells = tuple[Exact, tuple["Cell", ...]]
InRow = tuple[Exact, tuple["Row", str]]  # a column of a row, of which no one knows yet whether its cell is asked for


def in_cells(sources: Iterable[Source]) -> list[InCells]:
    """Give sources as the values and cells that they are."""
    return [(source.exact, source.cells) for source in sources]


def _amounts(book: Book, project: Project) -> list[InRow]:
    """Give the project's own amounts, its fund parts and its payments."""
    number = project.number or 0
    split: list[Project | Part] = [project, *book.parts_of.get(number, ())]
    amounts: list[tuple[int | None, tuple[Row, str]]] = []
    for row in split:
        amounts += [(row.spent, (row, "spent")), (row.budget, (row, "budget")), (row.initial, (row, "initial"))]
    amounts += [(paid.amount, (paid, "amount")) for paid in book.payments_of.get(number, ())]
    return [(fen, where) for fen, where in amounts if fen is not None]


class Told:
    """What the rows of one project say beside its indicators."""

    def __init__(self, prose: Prose, project: Project) -> None:
        """Take the rows of this project."""
        self.prose, self.book, self.project = prose, prose.book, project
        self.amounts = _amounts(prose.book, project)

    @cached_property
    def rates(self) -> list[InCells]:
        """Its execution rate."""
        return in_cells(rate_sources(self.prose, self.project))

    @cached_property
    def scores(self) -> list[InCells]:
        """Its score as declared."""
        score = declared_score(self.book, self.project, policy().preset(self.book.info.preset))
        rows = self.book.indicators_of.get(self.project.number or 0, ())
        cells = tuple([self.book.cell(row, "points") for row in rows])
        return [] if score is None else [(score, cells)]

    def beside(self, mention: Mention) -> list[InCells]:
        """Return the rates or scores that a figure may say."""
        if mention.kind is Kind.PERCENT:
            return self.rates
        return self.scores if mention.unit in OF_SCORES and mention.kind is Kind.MEASURE else []


def of_report(book: Book) -> Iterator[Source]:
    """Give the amounts of the whole report."""
    spent = [project.spent for project in book.projects if project.spent is not None]
    if spent:
        yield Source(sum(spent), book.sum_cells("spent"), "支出合计")
    for key in ("control", "cap", "office_from", "party_from"):
        if getattr(book.info, key) is not None:
            yield Source(getattr(book.info, key), (book.info_cell(key),), key)
