"""The lock (互斥): one run at a time writes into an output folder; the others wait for their turn."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LOCK_FILE = ".jixiao.lock"
PATIENCE = 1800.0  # seconds until a run gives up on another that does not end


class BusyError(Exception):
    """Another run did not end in time; its text is the Chinese sentence for staff."""


def _nothing() -> None:
    """Say nothing while waiting."""


@contextmanager
def alone(output: Path, waiting: Callable[[], None] = _nothing, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the output folder for this run alone; `waiting` is called once where another run has to end first.

    BusyError where it does not end. A killed run leaves no lock behind: the system lets go of it.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415  (keeps --help fast)

    output.mkdir(parents=True, exist_ok=True)
    path = output / LOCK_FILE
    lock = FileLock(path)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        waiting()
        try:
            lock.acquire(timeout=patience)
        except Timeout:
            message = f"另一次运行一直在写“{output}”，这次没有运行；请等它结束后再运行一次。"
            raise BusyError(message) from None
    try:
        yield
    finally:
        with suppress(OSError):  # Windows keeps a file that is open; filelock removes it there
            path.unlink()
        lock.release()
