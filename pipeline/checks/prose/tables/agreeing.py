"""Agreeing figures (与表一致的数): what rests on figures that all are what the tables say is let be."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.compare import Exact, bounds, holds
from pipeline.checks.prose.reading.mentions import Kind
from pipeline.model.figures import Status

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.checks.prose.tables.verdicts import Verdicts
    from pipeline.model.book import Book, Project
    from pipeline.model.findings import Finding

_FEWEST = 3  # digits of a percentage that agrees by no chance


def doubted(prose: Prose, verdicts: Verdicts, findings: Iterable[Finding]) -> list[Finding]:
    """Leave out what rests on agreeing figures alone: 年初预算170万元，支出161万元，结余19万元, of a budget of 180."""
    return [it for it in findings if not _all_agree(prose, verdicts, prose.causes.places(it))]


def _all_agree(prose: Prose, verdicts: Verdicts, places: Iterable[int]) -> bool:
    told = list(places)
    return len(told) > 1 and all(_agrees(prose, verdicts, place) for place in told)


def _agrees(prose: Prose, verdicts: Verdicts, place: int) -> bool:
    spot = prose.spots[bisect_left(prose.mentions, (place,))]
    mention = spot.mention
    if mention.kind is Kind.PERCENT and len(str(mention.value).replace(".", "").rstrip("0")) < _FEWEST:
        return False
    if mention.kind not in {Kind.MONEY, Kind.PERCENT}:
        return False
    if mention.start in prose.printed or verdicts.status.get(mention.start, (None,))[0] is Status.MATCHED:
        return True
    project = verdicts.likely.project(spot)
    facts = _of_project(project) if project else _of_report(prose.book)
    return any(kind is mention.kind and holds(mention, exact, bounds(prose.text, mention)) for kind, exact in facts)


def _of_project(project: Project) -> Iterator[tuple[Kind, Exact]]:
    """Give what is left of a project's budget, and its rate."""
    if project.spent is not None and project.budget:
        yield Kind.MONEY, project.budget - project.spent
        yield Kind.PERCENT, Fraction(100 * project.spent, project.budget)


def _of_report(book: Book) -> Iterator[tuple[Kind, Exact]]:
    """Give the sums of the list, what is left of them, the rate of all and the mean of the rates."""
    spent, budget = book.sum_of("spent"), book.sum_of("budget")
    for fen in (spent, budget, book.sum_of("initial")):
        if fen is not None:
            yield Kind.MONEY, fen
    if spent is not None and budget:
        yield Kind.MONEY, budget - spent
        yield Kind.PERCENT, Fraction(100 * spent, budget)
    if spent is not None and book.mean_rate is not None:
        yield Kind.PERCENT, book.mean_rate
