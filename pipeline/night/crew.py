"""The crew (工人队): worker processes of this machine, or a Dask cluster; both take work as futures."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Executor
    from contextlib import AbstractContextManager
    from pathlib import Path

MOST_PROCESSES = 60  # Windows waits for no more than 61 processes at once
IDLE = 60.0  # seconds without work after which a process ends: whoever started it may have been killed
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


class Crew(Protocol):
    """Workers that can be called in again after some of them have died."""

    @property
    def size(self) -> int:
        """How many tasks run at the same time."""

    @property
    def watched(self) -> bool:
        """Whether a worker may end itself over a file that hangs."""

    def show_around(self, given: Path, workbooks: Iterable[Path], spool: Path) -> None:
        """Make sure that the workers see the workbooks and the place for results; CrewError where they do not."""

    def shift(self, most: int) -> AbstractContextManager[Executor]:
        """Call in at most so many workers."""

    def close(self) -> None:
        """Send them home."""


def processors() -> int:
    """Count the processors that this process may use."""
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable else os.cpu_count() or 1


class CrewError(Exception):
    """Workers that cannot be used; its text is the Chinese sentence for staff."""


class Processes:
    """Processes of this machine, each started anew and free of what the main process holds (loky).

    They stay from shift to shift: what they have loaded takes seconds. Where one of them has died, all are new.
    """

    watched = True

    def __init__(self, jobs: int | None = None) -> None:
        """Take as many as wished for, else one a processor."""
        self.size = max(1, min(jobs or processors(), MOST_PROCESSES))
        self._called_in = 0
        self._executor: Any = None  # (loky ships no types)

    def show_around(self, given: Path, workbooks: Iterable[Path], spool: Path) -> None:
        """See what the main process sees."""

    def _at_work(self) -> bool:
        """Tell whether the processes of the last shift are still there."""
        with suppress(RuntimeError):  # (what a broken executor says)
            return self._executor is not None and bool(self._executor.submit(os.getpid).result())
        return False

    def _call_in(self, most: int) -> Any:  # noqa: ANN401  (loky ships no types)
        """Start so many processes, or go on with those of the last shift."""
        from loky import ProcessPoolExecutor  # noqa: PLC0415  (a night without changes starts no process)

        if self._executor is None or self._called_in < most or not self._at_work():
            self.close()
            self._executor = ProcessPoolExecutor(max_workers=most, timeout=IDLE, env=ONE_THREAD)
            self._called_in = most
        return self._executor

    @contextmanager
    def shift(self, most: int) -> Iterator[Executor]:
        """Have at most so many processes at work; where someone stops the run, they end at once."""
        executor = self._call_in(min(most, self.size))
        try:
            yield executor
        except BaseException:  # nobody waits for a batch then
            executor.shutdown(wait=True, kill_workers=True)
            raise

    def close(self) -> None:
        """End the processes."""
        if self._executor is not None:
            self._executor.shutdown(wait=True)
            self._executor = None
