"""The trail (足迹): where a worker is, written down so that its death can be laid at the right file's door."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

READING = "R"
POOLED = "P"
WRITING = "W"
_WIDTH = 8


class DiedHereError(Exception):
    """An earlier worker died over this batch; raised by the one that is given it again (Dask does so by itself).

    Raised, too, by a worker whose own night was killed, once the next night has begun and cleaned up.
    """


class Trail:
    """One small file a batch, rewritten in place before every step; taken away at the end."""

    def __init__(self, path: Path) -> None:
        """Begin; DiedHereError where an earlier worker left its trail."""
        try:
            self._file = path.open("xb", buffering=0)
        except FileExistsError as error:
            raise DiedHereError(str(path)) from error
        self._path = path

    def __enter__(self) -> Self:
        """Nothing more to open."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the trail away: whoever gets here is alive."""
        self._file.close()
        self._path.unlink(missing_ok=True)

    def at(self, step: str, index: int) -> None:
        """Say what comes next; DiedHereError where nobody waits for it any more."""
        if not os.fstat(self._file.fileno()).st_nlink:
            raise DiedHereError(str(self._path))
        self._file.seek(0)
        self._file.write(f"{step}{index:0{_WIDTH}}".encode())


def last_step(path: Path) -> tuple[str, int] | None:
    """Read where a worker is, or was last; None where it never began."""
    try:
        text = path.read_bytes().decode("ascii")
    except (OSError, UnicodeDecodeError):
        return None
    return (text[0], int(text[1:])) if len(text) == _WIDTH + 1 and text[1:].isdigit() else None


def done_by(step: tuple[str, int]) -> int:
    """Say how many workbooks of a batch are as good as done: one that is read has come half the way."""
    kind, index = step
    return index if kind == WRITING else index // 2
