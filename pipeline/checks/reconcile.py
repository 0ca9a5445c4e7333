"""Reconciliation (勾稽): every sum that must agree to the fen, over the pooled tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.checks.references import references
from pipeline.checks.sums import sums
from pipeline.checks.totals import totals

if TYPE_CHECKING:
    from pipeline.checks.tables import Tables
    from pipeline.model.book import Book
    from pipeline.model.findings import Finding


def reconcile(books: Sequence[Book], tables: Tables) -> list[list[Finding]]:
    """Reconcile totals, parts, payments and references; one list of findings a book."""
    findings: list[list[Finding]] = [[] for _ in books]
    for part in (totals, references, sums):
        for workbook, finding in part(tables):
            findings[workbook].append(finding)
    return findings
