"""Whole reports of offices of all kinds, told truly: their texts are accused of nothing."""

from __future__ import annotations

import pytest

from pipeline.checks.prose import read_prose
from pipeline.cli import SAMPLE
from pipeline.intake.load import load
from tests.bench.texts import told_at_length
from tests.prose.offices import OFFICES, book_of
from tests.prose_support import raised

QUIET = frozenset({"prose-unproven", "prose-parts-short", "prose-tail"})  # unproven, picked out by 其中, rounded


@pytest.mark.parametrize("office", OFFICES, ids=lambda office: office.partition("\n")[0])
def test_a_report_that_tells_the_truth_is_accused_of_nothing(office: str) -> None:
    """Not even reminded, but of what no one can prove."""
    assert {it for it in raised(book_of(office)) if it[0] not in QUIET} == set()


def test_the_offices_are_many_and_of_many_kinds() -> None:
    """So that no one takes a cut file for a clean one."""
    units = {office.split(" ")[0] for office in OFFICES}
    assert len(OFFICES) >= 104
    assert len(units) >= 80


def test_the_sample_told_at_length_is_accused_of_nothing() -> None:
    """As the benchmark has it: forty paragraphs as long as real ones."""
    book, _ = load(SAMPLE.read_bytes(), SAMPLE.name)
    assert book is not None
    assert read_prose(told_at_length(book))[0] == []
