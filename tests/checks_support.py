"""What the checks of tables find, as (rule id, first cell)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.checks.expect import expect
from pipeline.checks.reconcile import reconcile
from pipeline.checks.run_checks import BY_BOOK, book_rules, run_rule
from pipeline.checks.tables import pool
from pipeline.model.findings import Finding, Severity
from tests.books_support import sound_book

if TYPE_CHECKING:
    from pipeline.model.book import Book

Findings = dict[str, list[Finding]]
MODULES = {f"pipeline.checks.{name}" for name in BY_BOOK}


def table_findings(books: Sequence[Book]) -> list[list[Finding]]:
    """Run every check of tables over a pool; prose has its own tests."""
    tables = pool(books)
    found = [a + b for a, b in zip(expect(books, tables), reconcile(books, tables), strict=True)]
    rules = [rule for rule in book_rules() if rule.run and rule.run.__module__ in MODULES]
    return [
        pooled + [f for rule in rules for f in run_rule(rule, book)] for book, pooled in zip(books, found, strict=True)
    ]


def places(findings: Sequence[Finding]) -> set[tuple[str, str]]:
    """Name the findings by rule id and first cell."""
    return {(finding.rule.id, finding.cells[0].address if finding.cells else "") for finding in findings}


def found(book: Book) -> set[tuple[str, str]]:
    """Check one book."""
    return places(table_findings([book])[0])


def critical(findings: Sequence[Finding]) -> list[Finding]:
    """Keep what blocks the report."""
    return [finding for finding in findings if finding.severity is Severity.CRITICAL]


@dataclass(frozen=True)
class Case:
    """One sentence: the sound book with these cells changed gets exactly these findings."""

    sentence: str
    changes: Mapping[str, str]
    finds: set[tuple[str, str]] = field(default_factory=set)
    without: Iterable[str] = ()

    def __str__(self) -> str:
        """Name the case in the test's output."""
        return self.sentence


def pooled(cases: Sequence[Case]) -> Findings:
    """Check all cases in one pool, as a night does; findings by sentence."""
    books = [sound_book(case.changes, without=case.without) for case in cases]
    return dict(zip((case.sentence for case in cases), table_findings(books), strict=True))
