"""Prose (文中数字): every figure and claim of the text, held against the tables and against each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checks.prose.document import read_document
from pipeline.checks.prose.verdicts import Verdicts

if TYPE_CHECKING:
    from pipeline.model.book import Book
    from pipeline.model.figures import Figure
    from pipeline.model.findings import Finding


def read_prose(book: Book) -> tuple[list[Finding], list[Figure]]:
    """Read every figure of a book's texts and judge what it claims."""
    prose = read_document(book)
    verdicts = Verdicts(prose)
    return verdicts.findings, list(verdicts.figures())
