"""The history (历史): one SQLite file that remembers runs, workbooks and findings, for as long as nothing changes in one row."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType

    from pipeline.night.seen import RunRow, Seen

HISTORY_FILE = "history.sqlite"


class History:
    """The history beside the results; a damaged or newer one is set aside and said so in `remarks`.

    Use: `with History.open(output / HISTORY_FILE) as history: run = history.begin(row); history.add(run, chunk) …;
    history.finish(run)`; `history.record(row, seen)` does all three. An interrupted run is continued by the next one.
    """

    remarks: tuple[str, ...] = ()

    def __init__(self, path: Path) -> None:
        """Open for writing, creating or migrating the file."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        """Nothing more to open."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""

    def last(self, name: str) -> Seen | None:
        """What was last seen of a workbook (findings None: still in the file); None where it is unknown."""
        raise NotImplementedError

    def begin(self, row: RunRow) -> int:
        """Start a run (or continue the one that was interrupted) and return its number."""
        raise NotImplementedError

    def add(self, run: int, seen: Iterable[Seen]) -> None:
        """Remember a chunk of workbooks, committed at once; those with `findings` None cost next to nothing."""
        raise NotImplementedError

    def finish(self, run: int) -> None:
        """End a run: what it did not see is gone (where it was over a whole folder), totals are kept."""
        raise NotImplementedError

    def record(self, row: RunRow, seen: Iterable[Seen]) -> int:
        """Remember a whole run at once."""
        raise NotImplementedError
