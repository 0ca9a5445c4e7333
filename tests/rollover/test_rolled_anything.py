"""Whatever last year's workbook holds, the next one is written, read back whole, and holds none of its results."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from pipeline.intake.load import load
from pipeline.model.policy import policy
from pipeline.rollover.carry import roll_over
from pipeline.rollover.remember import remember
from tests.checks.test_wild_books import BASE, mangle
from tests.sound_books import sound_books

if TYPE_CHECKING:
    from pipeline.model.book import Book


def opened(data: bytes) -> Book:
    """Read a workbook that must be readable."""
    book, findings = load(data, "今年.xlsx")
    assert book, findings
    return book


def is_free_of_results(book: Book) -> bool:
    """Tell whether no amount, actual or point stands in a book."""
    return (
        not any((it.initial, it.budget, it.spent, it.outcome) != (None,) * 4 for it in book.projects)
        and not any((it.actual, it.points, it.reason) != (None,) * 3 for it in book.indicators)
        and not any((it.initial, it.budget, it.spent) != (None,) * 3 for it in book.parts)
        and not book.payments
    )


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(sound_books())
def test_any_sound_workbook_is_rolled_over(last: Book) -> None:
    """Projects, indicators and what is remembered come back equal; nothing of the results does."""
    new = opened(roll_over(last))
    assert is_free_of_results(new)
    assert [it.name for it in new.projects] == [it.name for it in last.projects]
    assert [(it.project, it.third, it.weight) for it in new.indicators] == [
        (it.project, it.third, it.weight) for it in last.indicators
    ]
    assert new.before == remember(last, policy())


@pytest.mark.parametrize("seed", range(12))
def test_any_wild_workbook_is_rolled_over(seed: int) -> None:
    """Missing, repeated, huge, negative, odd: no crash, and nothing of the results."""
    assert is_free_of_results(opened(roll_over(mangle(BASE, random.Random(seed)))))  # noqa: S311  (no secret)
