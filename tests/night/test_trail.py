"""The trail says how far a worker is, and what of it counts."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from pipeline.night.trail import POOLED, READING, WRITING, DiedHereError, Trail, done_by, last_step

if TYPE_CHECKING:
    from pathlib import Path


def test_a_workbook_that_is_read_has_come_half_the_way(tmp_path: Path) -> None:
    """Else the bar would stand at the end while everything is still to be checked."""
    done = []
    with Trail(tmp_path / "1.trail") as trail:
        for step, index in ((READING, 0), (READING, 100), (POOLED, 200), (WRITING, 150)):
            trail.at(step, index)
            done.append(done_by(last_step(tmp_path / "1.trail") or (READING, 0)))
    assert done == [0, 50, 100, 150]
    assert last_step(tmp_path / "1.trail") is None


def test_a_trail_that_is_still_there_says_that_someone_died(tmp_path: Path) -> None:
    """A cluster hands the batch of a dead worker to the next one by itself."""
    Trail(tmp_path / "1.trail")
    with pytest.raises(DiedHereError):
        Trail(tmp_path / "1.trail")


@pytest.mark.skipif(os.name == "nt", reason="an open file cannot be removed there")
def test_a_worker_whose_night_is_over_stops(tmp_path: Path) -> None:
    """The next night has cleaned up what a killed one has left; its orphans must not write over the new results."""
    with Trail(tmp_path / "1.trail") as trail:
        trail.at(WRITING, 0)
        (tmp_path / "1.trail").unlink()
        with pytest.raises(DiedHereError):
            trail.at(WRITING, 1)
