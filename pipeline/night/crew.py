"""The crew (工人队): worker processes of this machine, or a Dask cluster; both take work as futures."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor
    from contextlib import AbstractContextManager
    from pathlib import Path

MOST_PROCESSES = 60  # Windows waits for no more than 61 processes at once
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


class Crew(Protocol):
    """Workers that can be called in again after some of them have died."""

    @property
    def size(self) -> int:
        """How many tasks run at the same time."""

    @property
    def watched(self) -> bool:
        """Whether a worker may end itself over a file that hangs."""

    def show_around(self, given: Path, spool: Path) -> None:
        """Make sure that the workers see the workbooks and the place for results; CrewError where they do not."""

    def shift(self, most: int) -> AbstractContextManager[Executor]:
        """Call in at most so many workers."""


def processors() -> int:
    """Count the processors that this process may use."""
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable else os.cpu_count() or 1


class CrewError(Exception):
    """Workers that cannot be used; its text is the Chinese sentence for staff."""


class Processes:
    """Processes of this machine, each started anew and free of what the main process holds (loky)."""

    watched = True

    def __init__(self, jobs: int | None = None) -> None:
        """Take as many as wished for, else one a processor."""
        self.size = max(1, min(jobs or processors(), MOST_PROCESSES))

    def show_around(self, given: Path, spool: Path) -> None:
        """See what the main process sees."""

    @contextmanager
    def shift(self, most: int) -> Iterator[Executor]:
        """Start the processes, and end them afterwards."""
        from loky import ProcessPoolExecutor  # noqa: PLC0415  (a night without changes starts no process)

        executor = ProcessPoolExecutor(max_workers=min(most, self.size), env=ONE_THREAD)
        try:
            yield executor
        except BaseException:  # also where someone stops the run: nobody waits for a batch then
            executor.shutdown(wait=True, kill_workers=True)
            raise
        executor.shutdown(wait=True)
