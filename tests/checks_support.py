"""What the checks of tables find, as (rule id, first cell)."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.checks.expect import expect
from pipeline.checks.reconcile import reconcile
from pipeline.checks.run_checks import BY_BOOK, book_rules, run_rule
from pipeline.checks.tables import pool
from pipeline.model.book import Book
from pipeline.model.findings import Finding, Severity

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
