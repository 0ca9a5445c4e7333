"""Bounds (限度): what reading one file may take of memory and processor time, enforced where the system can.

Linux and macOS know both a limit of address space and a timer of processor time; elsewhere the scan of the file
beforehand has to do (sizes, cells, extent, texts).
"""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from pipeline.intake.safety import refusals
from pipeline.intake.safety.refusals import refuse

try:
    import resource
except ImportError:  # pragma: no cover  (Windows has neither limits nor timers for a process of its own)
    resource = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.model.limits import IntakeLimits

_STATM = Path("/proc/self/statm")
TIME, MEMORY = "时间", "内存"


def too_heavy(what: str) -> refusals.RefusalError:
    """Build the refusal of a file that takes too much `what` to be read."""
    message = f"读取这个工作簿用的{what}超过了规定的上限，没有读完。"
    return refuse(refusals.HEAVY, f"{what}用得过多", message, expected="大小正常的 .xlsx 工作簿")


def _stop(_number: int, _frame: object) -> NoReturn:
    raise too_heavy(TIME)


@contextmanager
def _in_time(seconds: float) -> Iterator[None]:
    """Let a refusal be raised after so many seconds of processor time; only the main thread hears of timers."""
    usable = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    if not usable or signal.getitimer(signal.ITIMER_PROF)[0]:
        yield
        return
    before = signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _address_space() -> int | None:
    """Bytes of address space this process has taken; None where the system does not tell."""
    try:
        with _STATM.open("rb", buffering=0) as told:
            pages = told.read().split()[0]
    except OSError:
        return None
    return None if resource is None else int(pages) * resource.getpagesize()


@contextmanager
def _in_memory(most: int) -> Iterator[None]:
    """Let an allocation fail that would take the process more than so many bytes beyond what it has."""
    taken = _address_space()
    if taken is None:
        yield
        return
    before, hard = resource.getrlimit(resource.RLIMIT_AS)
    known = [limit for limit in (before, hard, taken + most) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min(known), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (before, hard))


@contextmanager
def bounded(limits: IntakeLimits) -> Iterator[None]:
    """Read one file inside: RefusalError where that takes more processor time or memory than the policy grants."""
    try:
        with _in_memory(limits.memory_bytes), _in_time(limits.seconds):
            yield
    except MemoryError as error:
        raise too_heavy(MEMORY) from error
