"""Whole workbooks that tell the truth in the words of many offices are never accused of anything."""

from __future__ import annotations

import pytest

from pipeline.checks.prose import read_prose
from tests.prose.true_reports import true_report

SEEDS = range(120)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_true_report_gets_neither_a_critical_finding_nor_a_warning(seed: int) -> None:
    """Parts, products, shares, growth, rests, other years and amounts; in text, goals, results and reasons."""
    findings, figures = read_prose(true_report(seed))
    accused = [(it.rule.id, it.cells[0].address, it.message) for it in findings if it.severity.value != "info"]
    assert accused == []
    assert {it.status.value for it in figures} <= {"matched", "unmatched"}
