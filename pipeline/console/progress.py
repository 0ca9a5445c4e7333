"""Progress (进度): how far a stage is, how fast it goes and how long it will take."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Self

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

if TYPE_CHECKING:
    from types import TracebackType

    from rich.console import Console

PATIENCE = 1.0
LOG_EVERY = 10.0


class Pace:
    """How fast a stage goes, in words: workbooks a second and the time that remains."""

    def __init__(self) -> None:
        """Begin before the first stage."""
        self.stage = ""
        self._begun, self._first = 0.0, 0

    def words(self, stage: str, number: int, total: int) -> str:
        """Say rate and remaining time; nothing while it is too early to tell."""
        now = time.monotonic()
        if stage != self.stage:
            self.stage, self._begun, self._first = stage, now, number
        seconds, done = now - self._begun, number - self._first
        if seconds < PATIENCE or done <= 0:
            return ""
        rate = done / seconds
        return f"每秒 {rate:.1f} 份，还要 {duration(round((total - number) / rate))}"


def duration(seconds: int) -> str:
    """Write a time for people: 2 小时 5 分, 3 分 20 秒, 45 秒."""
    minutes, rest = divmod(max(0, seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} 小时 {minutes} 分"
    return f"{minutes} 分 {rest} 秒" if minutes else f"{rest} 秒"


class Patience:
    """Progress once a run has taken longer than a second: a bar on a terminal, now and then a line in a log."""

    def __init__(self, console: Console) -> None:
        """Start the clock."""
        self._console, self._pace = console, Pace()
        self._started = self._said = time.monotonic()
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[pace]}"),
        )
        self._bar = Progress(*columns, console=console, transient=True)
        self._task = self._bar.add_task("准备", total=None, pace="")

    def __enter__(self) -> Self:
        """Nothing to show yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bar off the screen, where there is one."""
        if self._bar.live.is_started:
            self._bar.stop()

    def __call__(self, stage: str, number: int, total: int) -> None:
        """Say how far a stage is; one without a total, which only waits, is said at once."""
        if not total:
            self._console.print(Text(f"{stage}……"))
            return
        pace = self._pace.words(stage, number, total)
        if not self._console.is_terminal:
            self._line(stage, number, total, pace)
            return
        if not self._bar.live.is_started and time.monotonic() - self._started > PATIENCE:
            self._bar.start()
        self._bar.update(self._task, description=stage, completed=number, total=total, pace=pace)

    def _line(self, stage: str, number: int, total: int, pace: str) -> None:
        """Write a line for a log, not more often than every few seconds."""
        now = time.monotonic()
        if now - self._said >= LOG_EVERY:
            self._said = now
            self._console.print(Text(f"{stage} {number}/{total}" + (f"（{pace}）" if pace else "")))
