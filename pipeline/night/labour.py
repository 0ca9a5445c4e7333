"""Labour (分派): batches handed to a crew; who dies over a file costs that file alone."""

from __future__ import annotations

from collections import deque
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Future, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from pipeline.night.crew import CrewError
from pipeline.night.trail import POOLED, DiedHereError, done_by, last_step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Executor

    from pipeline.night.batches import Batch
    from pipeline.night.crew import Crew

T = TypeVar("T")
AHEAD = 1  # tasks handed out beyond the number of workers, so that none waits for the next
GLANCE = 0.5  # seconds between two looks at how far the workers are
NEVER_BEGAN = "n"
NO_WORK = "处理程序一启动就中断：请关闭别的程序，用 --jobs 1 再运行一次；仍然如此请转给维护人员。"
NO_SCHEDULER = "与 Dask 集群的连接断开了，没有做完：请检查集群后再运行一次；已经写好的结果不受影响。"


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """A batch and what came of it; None where a worker of its own died over its only workbook."""

    batch: Batch
    outcome: T | None


def is_death(error: BaseException) -> bool:
    """Tell the death of a worker from a fault of the program."""
    return isinstance(error, BrokenExecutor | DiedHereError) or type(error).__name__ == "KilledWorker"


def split(batch: Batch) -> tuple[list[Batch], list[Batch]]:
    """Share out a batch that was lost: (what goes back to the crew, which workbook is tried alone)."""
    step = last_step(batch.trail)
    batch.trail.unlink(missing_ok=True)
    if step is None:  # not begun: the death of another worker took it along
        if batch.tag.endswith(NEVER_BEGAN * 5):
            raise CrewError(NO_WORK)
        return [batch.part(NEVER_BEGAN, batch.sources)], []
    if len(batch.sources) == 1:
        return [], [batch.part("a", batch.sources)]
    kind, at = step
    if kind != POOLED:
        sides = {"l": batch.sources[:at], "r": batch.sources[at + 1 :]}
        suspect = [batch.part("a", batch.sources[at : at + 1])]
    else:
        middle = len(batch.sources) // 2
        sides, suspect = {"l": batch.sources[:middle], "r": batch.sources[middle:]}, []
    return [batch.part(side, sources) for side, sources in sides.items() if sources], suspect


class Labour(Generic[T]):
    """One task a batch; results as they come, the suspects at the end, each in a process of its own."""

    def __init__(self, crew: Crew, task: Callable[[Batch], T], tell: Callable[[int], None]) -> None:
        """Take the crew, what is to be done with a batch, and whom to tell how many workbooks are done."""
        self._crew, self._task, self._tell = crew, task, tell
        self._waiting: deque[Batch] = deque()
        self._alone: list[Batch] = []
        self._finished = self._told = 0

    def over(self, batches: Iterable[Batch]) -> Iterator[Done[T]]:
        """Do the work, shift by shift: a shift ends when all is done or a worker has died."""
        self._waiting.extend(batches)
        while self._waiting:
            with self._crew.shift(min(self._crew.size, len(self._waiting))) as executor:
                yield from self._shift(executor)
        for batch in self._alone:
            with self._crew.shift(1) as executor:
                yield self._quarantine(executor, batch)

    def _shift(self, executor: Executor) -> Iterator[Done[T]]:
        running: dict[Future[T], Batch] = {}
        lost: list[Batch] = []
        while running or (self._waiting and not lost):
            while self._waiting and not lost and len(running) < self._crew.size + AHEAD:
                batch = self._waiting.popleft()
                running[executor.submit(self._task, batch)] = batch
            ended, _ = wait(running, GLANCE, FIRST_COMPLETED)
            for future in ended:
                batch = running.pop(future)
                if self._was_lost(future):
                    lost.append(batch)
                else:
                    yield self._done(batch, future.result())
            self._look(running.values())
        for batch in lost:
            again, suspects = split(batch)
            self._waiting.extend(again)
            self._alone.extend(suspects)

    def _quarantine(self, executor: Executor, batch: Batch) -> Done[T]:
        future = executor.submit(self._task, batch)
        outcome = None if self._was_lost(future) else future.result()
        batch.trail.unlink(missing_ok=True)
        return self._done(batch, outcome)

    @staticmethod
    def _was_lost(future: Future[T]) -> bool:
        """Tell whether the worker died; a fault of the program is raised here."""
        try:
            error = future.exception()
        except CancelledError as gone:
            raise CrewError(NO_SCHEDULER) from gone
        if error is not None and not is_death(error):
            raise error
        return error is not None

    def _done(self, batch: Batch, outcome: T | None) -> Done[T]:
        self._finished += len(batch.sources)
        self._say(self._finished)
        return Done(batch, outcome)

    def _look(self, running: Iterable[Batch]) -> None:
        """Tell how far the workers are inside their batches."""
        steps = (last_step(batch.trail) for batch in running)
        self._say(self._finished + sum(done_by(step) for step in steps if step))

    def _say(self, done: int) -> None:
        """Tell the most that was ever done: a batch that ends says nothing of what is done of the others."""
        self._told = max(self._told, done)
        self._tell(self._told)
