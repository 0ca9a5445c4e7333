"""The watch (看守): a worker that gets nowhere ends itself; code that hangs cannot be stopped in any other way."""

from __future__ import annotations

import faulthandler
import os
from typing import TYPE_CHECKING, Self

from pipeline.model.policy import policy
from pipeline.night.batches import size_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from pipeline.intake.sources import Source

FEWER = 10  # in a pool so many workbooks have together the time of one alone


class Watch:
    """Lets the process die where a file takes too long to read, or a pool of them to check."""

    def __init__(self, *, on: bool) -> None:
        """Open nothing's file, for the trace that nobody reads."""
        self._nowhere = open(os.devnull, "w", encoding="utf-8") if on else None  # noqa: SIM115, PTH123  (a device; closed below)

    def __enter__(self) -> Self:
        """Nothing is watched yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop watching."""
        if self._nowhere:
            faulthandler.cancel_dump_traceback_later()
            self._nowhere.close()

    def over(self, *sources: Source) -> None:
        """Give one file, or a pool of them, its time, by size and number."""
        if self._nowhere:
            faulthandler.dump_traceback_later(_patience(sources), exit=True, file=self._nowhere)

    def rest(self) -> None:
        """Stop the clock until the next file."""
        if self._nowhere:
            faulthandler.cancel_dump_traceback_later()


def _patience(sources: Sequence[Source]) -> float:
    limits = policy().night
    files = limits.file_seconds * (1 + (len(sources) - 1) / FEWER)
    return files + limits.seconds_per_mb * sum(map(size_of, sources)) / (1 << 20)
