"""Crews: the processes of this machine stay from shift to shift, and batches shrink towards the end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import BrokenExecutor
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from pipeline.intake.sources import Source
from pipeline.model.policy import HOME
from pipeline.night import batches
from pipeline.night.batches import LEAST, MOST, Batch, share_out
from pipeline.night.crew import Processes
from pipeline.night.labour import Labour
from pipeline.night.trail import WRITING, Trail, last_step

SECONDS = 60
FOLDER = Path("spool")


def _sources(count: int) -> list[Source]:
    return [Source(f"{number}.xlsx", Path(f"nowhere/{number}.xlsx")) for number in range(count)]


def _sizes(count: int, jobs: int) -> list[int]:
    return [len(batch.sources) for batch in share_out(_sources(count), jobs, FOLDER)]


def test_processes_stay_for_the_next_shift() -> None:
    """What a worker has loaded for the check is at hand for the delivery."""
    with closing(Processes(1)) as crew:
        with crew.shift(1) as executor:
            first = executor.submit(os.getpid).result()
        with crew.shift(1) as executor:
            assert executor.submit(os.getpid).result() == first
        assert first != os.getpid()


def _pausing(batch: Batch) -> None:
    """Stand at the eighth workbook for a while, or end once the other batch stands there."""
    with Trail(batch.trail) as trail:
        if batch.tag == "slow":
            trail.at(WRITING, 8)
            time.sleep(3)
        while batch.tag == "fast" and last_step(batch.folder / "slow.trail") is None:
            time.sleep(0.01)
        time.sleep(1.2)  # long enough for a look


def test_the_count_never_goes_back(tmp_path: Path) -> None:
    """Also where a batch ends while another has come far: the bar would jump, and the rest of the time with it."""
    told: list[int] = []
    tasks = [Batch(tag, tmp_path, tuple(_sources(count)), tag) for tag, count in (("slow", 10), ("fast", 4))]
    with closing(Processes(2)) as crew:
        assert len(list(Labour(crew, _pausing, told.append).over(tasks))) == 2
    assert told == sorted(told)
    assert {8, 12, 14} <= set(told)


def test_after_a_death_all_processes_are_new() -> None:
    """The shift in which a worker dies is over; the next one finds workers."""
    with closing(Processes(1)) as crew:
        with crew.shift(1) as executor:
            first = executor.submit(os.getpid).result()
            with pytest.raises(BrokenExecutor):
                executor.submit(os.kill, first, getattr(signal, "SIGKILL", signal.SIGTERM)).result()
        with crew.shift(1) as executor:
            assert executor.submit(os.getpid).result() != first


def test_a_shift_that_needs_more_processes_gets_them() -> None:
    """One batch to check, then several to deliver."""
    with closing(Processes(2)) as crew:
        with crew.shift(1) as executor:
            executor.submit(os.getpid).result()
        with crew.shift(2) as executor:
            assert {executor.submit(os.getpid).result() for _ in range(2)}


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_processes_whose_night_was_killed_end_by_themselves() -> None:
    """Else they would keep their memory until the computer is switched off."""
    script = (
        "import os, time; from pipeline.night import crew; crew.IDLE = 1.0\n"
        "with crew.Processes(2).shift(2) as executor:\n"
        "    print(*{executor.submit(os.getpid).result() for _ in range(20)}, flush=True); time.sleep(600)"
    )
    main = subprocess.Popen([sys.executable, "-c", script], cwd=HOME, stdout=subprocess.PIPE, text=True)  # noqa: S603  (our own command)
    assert main.stdout is not None
    workers = [int(pid) for pid in main.stdout.readline().split()]
    main.kill()
    main.communicate()
    until = time.monotonic() + SECONDS
    while any(psutil.pid_exists(pid) for pid in workers) and time.monotonic() < until:
        time.sleep(0.2)
    assert workers
    assert not [pid for pid in workers if psutil.pid_exists(pid)]


def test_batches_shrink_towards_the_end() -> None:
    """So no worker waits long for the last batch of another; no batch is larger than what a worker may hold."""
    sizes = _sizes(3000, 2)
    assert sizes[:-1] == sorted(sizes[:-1], reverse=True)
    assert sizes[0] == MOST
    assert sizes.count(MOST) * MOST >= 3000 - 3 * MOST
    assert LEAST / 2 <= sizes[-1] <= LEAST * 3 / 2
    assert sum(sizes) == 3000  # the last one takes what is too little for another


@pytest.mark.parametrize(("count", "jobs"), [(0, 2), (1, 2), (LEAST, 2), (LEAST + 1, 4)])
def test_few_workbooks_are_one_batch_at_most(count: int, jobs: int) -> None:
    """A second worker takes longer to start than to help."""
    assert _sizes(count, jobs) == [count] * bool(count)


def test_one_worker_gets_as_few_batches_as_memory_allows() -> None:
    """There is nobody to wait for."""
    assert _sizes(MOST + 100, 1) == [MOST, 100]


def test_every_workbook_is_in_one_batch_whatever_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """Large files make small batches; one that is too large for any batch is one of its own."""
    heavy = {f"{number}.xlsx": size for number, size in enumerate([10, 60, 60, 200, 10, 10])}
    monkeypatch.setattr(batches, "BYTES", 100)
    monkeypatch.setattr(batches, "size_of", lambda source: heavy[source.name])
    made = share_out(_sources(6), 2, FOLDER)
    assert [[source.name[0] for source in batch.sources] for batch in made] == [["0", "1"], ["2"], ["3"], ["4", "5"]]
    assert len({batch.tag for batch in made}) == len(made)
