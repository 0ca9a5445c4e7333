"""Slips (笔误): what a project's amounts would be if another amount of the workbook that contradicts them is right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.model.scoring import execution_points

if TYPE_CHECKING:
    from pipeline.checks.facts import BookFacts
    from pipeline.model.book import Book, Project


def _gaps(book: Book, key: str) -> set[int]:
    """List how far the declared totals of a column lie from the sum of its rows."""
    summed = sum(getattr(project, key) or 0 for project in book.projects)
    totals = [getattr(book.total, key) if book.total else None, book.info.control if key == "spent" else None]
    return {total - summed for total in totals if total is not None} - {0}


def _detailed(book: Book, project: Project, key: str) -> set[int]:
    """List what 资金构成 and 支付明细 add up to for a project."""
    parts = [getattr(part, key) for part in book.parts_of.get(project.number, ())]
    payments = [payment.amount for payment in book.payments_of.get(project.number, ())] if key == "spent" else []
    return {sum(amount or 0 for amount in amounts) for amounts in (parts, payments) if amounts}


def _corrected(book: Book, project: Project) -> Iterator[Project]:
    for key in ("spent", "budget"):
        typed = getattr(project, key)
        if typed is not None:
            for amount in {typed + gap for gap in _gaps(book, key)} | _detailed(book, project, key):
                if amount > 0 and amount != typed:
                    yield replace(project, spent=amount) if key == "spent" else replace(project, budget=amount)


def execution_slips(facts: BookFacts, projects: list[Project]) -> set[Fraction]:
    """List by how many points one project's execution would change if one contradicted amount were put right."""
    changes: set[Fraction] = set()
    for project in projects:
        before = execution_points(project, facts.preset)
        for right in _corrected(facts.book, project) if before is not None else ():
            after = execution_points(right, facts.preset)
            changes |= {Fraction(after - before)} if after is not None and before is not None else set()
    return changes - {Fraction(0)}
