"""Reading apart (另开进程读取): files are read in a process of their own, so that one that kills it kills nothing else.

What a parser written in another language does where memory ends, or where it finds what its authors did not expect,
nobody can catch: the process is gone. It is then started anew, and the file gets its verdict.
"""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self, cast

from pipeline.intake.load import load
from pipeline.model.fault_log import ElsewhereError, trace
from pipeline.model.findings import declare
from pipeline.model.policy import policy

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess
    from types import TracebackType

    from pipeline.model.book import Book
    from pipeline.model.findings import Finding

    Answer = tuple[Book | None, list[Finding]]

INTERRUPTED = declare(
    "file-interrupted",
    "读取时程序被中断",
    "critical",
    source="contract Input",
    notes="工作簿不得使读取程序崩溃或长时间停住；出现这种情况时只影响这一份，其他工作簿照常处理。",
    fix="请用 Excel 或 WPS 打开这个文件，另存为一个新的 .xlsx 工作簿后重新提交；仍然如此的，请把文件交给程序维护人员。",
)
_OPEN_FILES = Path("/proc/self/fd")
_START = 30  # seconds that a slow computer may take to start the process and to load what it needs


def interrupted(name: str) -> Finding:
    """Say that a workbook broke, or held up, the process that read it."""
    return INTERRUPTED.at(
        found="读取程序崩溃或超时",
        expected="能正常读完的 .xlsx 工作簿",
        message=f"读取“{name}”时程序被中断：这个文件使读取程序崩溃，或者在规定时间内没有读完。",
    )


def _let_go(*ours: int) -> None:
    """Close in a copy of the run whatever else it holds open: the lock of the output folder, the other ends."""
    held = {int(file.name) for file in _OPEN_FILES.iterdir()}
    for file in held - {0, 1, 2, *ours}:
        with suppress(OSError):  # (the listing itself was among them)
            os.close(file)


def _serve(asked: Connection, told: Connection, *, copied: bool) -> None:
    """Read one file after another, until the other side is gone; what a dying parser writes is for nobody."""
    if copied:
        _let_go(asked.fileno(), told.fileno())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever stops the run ends this process, too
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    with suppress(EOFError, OSError):
        told.send(None)
        while True:
            data, name = asked.recv()
            faulthandler.dump_traceback_later(_patience(data), exit=True, file=nowhere)  # even where nobody waits
            answer = _answer(data, name)
            faulthandler.cancel_dump_traceback_later()
            told.send(answer)


def _patience(data: bytes) -> float:
    """Say for how many seconds a file may be read."""
    limits = policy().night
    return limits.file_seconds + limits.seconds_per_mb * len(data) / (1 << 20)


def _answer(data: bytes, name: str) -> Answer | str:
    try:
        return load(data, name)
    except Exception as error:  # noqa: BLE001  (a fault of ours goes back to the one place that tells of it)
        return trace(error)


def _answer_within(seconds: float, told: Connection) -> object:
    """Wait for an answer; EOFError where none comes in time, or ever."""
    if not told.poll(seconds):
        raise EOFError
    return told.recv()


class Apart:
    """A process that reads files for this one; it starts with the first, and again after one that ended it."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._process: BaseProcess | None = None
        self._ends: tuple[Connection, Connection] | None = None

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process."""
        for end in self._ends or ():
            end.close()
        self._ends = None
        if self._process:
            self._process.kill()
            self._process.join()
            self._process = None

    def _start(self) -> tuple[Connection, Connection] | None:
        """Start the process; None where this computer grants none. Plain pipes: not even a local socket is opened."""
        copied = sys.platform == "linux"
        context = multiprocessing.get_context("fork" if copied else "spawn")
        try:
            asked, ask = context.Pipe(duplex=False)
            told, tell = context.Pipe(duplex=False)
            self._ends = ask, told
            named = {"copied": copied}
            self._process = context.Process(target=_serve, args=(asked, tell), kwargs=named, daemon=True)  # type: ignore[attr-defined]
            self._process.start()
            asked.close()
            tell.close()
            _answer_within(_START, told)
        except (EOFError, OSError):
            self.__exit__(None, None, None)
        return self._ends

    def load(self, data: bytes, name: str) -> Answer:
        """Load a workbook over there; None with its one finding where it cannot be read."""
        ends = self._ends or self._start()
        if ends is None:
            return load(data, name)
        ask, told = ends
        try:
            ask.send((data, name))
            answer = _answer_within(_patience(data), told)
        except (EOFError, OSError):
            self.__exit__(None, None, None)
            return None, [interrupted(name)]
        if isinstance(answer, str):
            raise ElsewhereError(answer)
        return cast("Answer", answer)


def load_apart(data: bytes, name: str) -> Answer:
    """Load a single workbook in a process of its own."""
    with Apart() as apart:
        return apart.load(data, name)
