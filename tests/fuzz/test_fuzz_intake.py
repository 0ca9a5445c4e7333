"""Whatever is in a file, intake gives one outcome, soon, and no other suffers (10,000 cases in `make fuzz`)."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from pipeline.checks.expect import CHECK_NOT_RUN
from pipeline.checks.run_checks import CHECK_CRASHED, check
from pipeline.intake.load import load
from pipeline.model.findings import Severity
from tests.faults.typed import write
from tests.fuzz.mutations import damaged_bytes, damaged_cells, damaged_xml, whole
from tests.intake.test_parse_anything import assert_proper
from tests.torture import many

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.model.book import Book
    from pipeline.model.findings import Finding

SECONDS = 10
POOL = 40
dices = st.integers(0, 2**32).map(random.Random)
bounded = {
    "deadline": None,
    "database": None,
    "phases": [Phase.generate],
    "suppress_health_check": list(HealthCheck),
}


def _read(data: bytes) -> tuple[Book | None, list[Finding]]:
    """Read a file; it must not take long."""
    started = time.monotonic()
    book, findings = load(data, "表.xlsx")
    assert time.monotonic() - started < SECONDS
    return book, findings


def _check_outcome(book: Book | None, findings: Sequence[Finding]) -> None:
    """One critical finding where there is no book; sentences fit for staff in any case."""
    if book is None:
        (finding,) = findings
        assert (finding.severity, finding.sheet, finding.cells) == (Severity.CRITICAL, None, ())
    assert_proper(list(findings))


@pytest.mark.parametrize("damage", [damaged_bytes, damaged_xml])
def test_a_damaged_file_has_one_outcome(damage: Callable[[random.Random], bytes]) -> None:
    """Read as it is, or refused in a sentence; never an exception."""

    @seed(20260601)
    @settings(max_examples=many(150, 4000), **bounded)
    @given(dices)
    def tried(dice: random.Random) -> None:
        _check_outcome(*_read(damage(dice)))

    tried()


@seed(20260602)
@settings(max_examples=many(2, 50), **bounded)
@given(st.lists(dices, min_size=POOL, max_size=POOL))
def test_anything_in_any_cell_is_checked_and_harms_no_neighbour(dice: list[random.Random]) -> None:
    """Pools of odd workbooks around a sound one: no check crashes, and the sound one is told what it is told alone."""
    read = [_read(write(damaged_cells(one))) for one in dice]
    for book, findings in read:
        _check_outcome(book, findings)
    books = [(book, findings) for book, findings in read if book]
    neighbour = _read(whole(1))
    assert neighbour[0]
    pooled = [(neighbour[0], neighbour[1]), *books]
    started = time.monotonic()
    verdicts = check([book for book, _ in pooled], [found for _, found in pooled])
    assert time.monotonic() - started < SECONDS * len(pooled)
    assert verdicts[0] == check([neighbour[0]], [neighbour[1]])[0]
    broken = {CHECK_CRASHED.id, CHECK_NOT_RUN.id}
    assert [one.message for verdict in verdicts for one in verdict.findings if one.rule.id in broken] == []
