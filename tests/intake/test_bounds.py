"""Reading one file takes bounded time and memory: what would take more is refused in a sentence, others unharmed."""

from __future__ import annotations

import signal
import sys
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipeline.intake.load import load
from pipeline.intake.safety.bounds import bounded
from pipeline.intake.safety.refusals import RefusalError
from pipeline.model.policy import policy
from tests.hostile_support import ONE_CELL, workbook

if TYPE_CHECKING:
    from collections.abc import Callable

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are known to Linux")
posix_only = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="Windows has no timer of processor time")
LIMITS = policy().intake
COLUMNS = [a + b for a in "ABCD" for b in "ABCDEFGHIJKLMNOPQRSTUVWXY"]


def rows(count: int, cell: Callable[[str], str]) -> str:
    """Write rows of a hundred cells."""
    return "".join(
        f'<row r="{row}">{"".join(cell(f"{column}{row}") for column in COLUMNS)}</row>' for row in range(1, count + 1)
    )


def shared(cells: int, text: str) -> bytes:
    """Return a workbook of so many hundred cells that all show one shared text."""
    return workbook(rows(cells, lambda place: f'<c r="{place}" t="s"><v>0</v></c>'), texts=f"<si><t>{text}</t></si>")


def refused(data: bytes) -> tuple[str, str]:
    """Give rule and message of a file that is not read, which must not take long."""
    started = time.process_time()
    book, (finding,) = load(data, "表.xlsx")
    assert book is None
    assert time.process_time() - started < LIMITS.seconds
    return finding.rule.id, finding.message


def test_one_long_text_shown_by_very_many_cells_is_refused() -> None:
    """200 KB on disk would be 93.2 GB in memory, one copy a cell."""
    rule, message = refused(shared(1000, "x" * 1_000_000))
    assert rule == "file-bomb"
    assert "93.2 GB" in message


def test_usual_texts_in_many_cells_are_read() -> None:
    """The bound is of all texts together: a long one here and there is nothing."""
    texts = f"<si><t>{'长' * 10_000}</t></si><si><t>短</t></si>"
    cells = rows(100, lambda place: f'<c r="{place}" t="s"><v>{0 if place.endswith("A1") else 1}</v></c>')
    assert load(workbook(cells, texts=texts), "表.xlsx")[0] is not None


@pytest.mark.parametrize(
    "data",
    [
        lambda: workbook('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', texts=f"<si><t>{'x' * 4_000_000}</t></si>"),
        lambda: workbook(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"x" * 4_000_000}</t></is></c></row>'),
    ],
    ids=["shared", "inline"],
)
def test_a_text_of_megabytes_in_one_cell_is_refused(data: Callable[[], bytes]) -> None:
    """Excel stops at 32,767 characters; no office program writes this."""
    rule, message = refused(data())
    assert (rule, message) == ("file-bomb", "这个工作簿的一个单元格里有 1 MB 以上的文字，无法读取。")


def test_a_large_sheet_without_a_long_text_is_read() -> None:
    """Megabytes of cells are no long text."""
    data = workbook(rows(600, lambda place: f'<c r="{place}" t="str"><v>经费</v></c>'))
    assert load(data, "表.xlsx")[0] is not None


@linux_only
def test_a_file_that_takes_too_much_memory_costs_itself_only() -> None:
    """Megabytes of text around entities grow while they are rewritten; the process lives, with its old limit."""
    import resource  # noqa: PLC0415  (Linux only)

    before = resource.getrlimit(resource.RLIMIT_AS)
    cells = f'<row r="1"><c r="A1" t="inlineStr"><is><t><![CDATA[{"<x" * 50_000_000}]]></t></is></c></row>'
    rule, message = refused(workbook(cells))
    assert rule == "file-heavy"
    assert message == "读取这个工作簿用的内存超过了规定的上限，没有读完。"
    assert resource.getrlimit(resource.RLIMIT_AS) == before
    assert load(workbook(ONE_CELL), "表.xlsx")[0] is not None


@posix_only
def test_a_file_that_takes_too_long_costs_itself_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """After its seconds of processor time it is given up; the timer is gone afterwards."""
    hasty = replace(policy(), intake=replace(LIMITS, seconds=0.05))
    monkeypatch.setattr("pipeline.intake.load.policy", lambda: hasty)
    book, (finding,) = load(workbook(rows(2000, lambda place: f'<c r="{place}"><f>A1</f></c>')), "表.xlsx")
    assert book is None
    assert finding.rule.id == "file-heavy"
    assert finding.message == "读取这个工作簿用的时间超过了规定的上限，没有读完。"
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGPROF) is signal.SIG_DFL


@posix_only
def test_a_timer_of_someone_else_is_left_alone() -> None:
    """A profiler may be at work."""
    signal.setitimer(signal.ITIMER_PROF, 1000)
    try:
        with bounded(replace(LIMITS, seconds=0.001)):
            sum(range(1_000_000))
        assert signal.getitimer(signal.ITIMER_PROF)[0] > 900
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


@posix_only
def test_in_another_thread_there_is_no_timer_and_reading_works() -> None:
    """Signals are for the main thread; a Dask worker reads in others."""
    read: list[bool] = []
    hasty = replace(LIMITS, seconds=0.001)

    def work() -> None:
        with bounded(hasty):
            sum(range(1_000_000))
        read.append(load(workbook(ONE_CELL), "表.xlsx")[0] is not None)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert read == [True]


def test_where_the_system_tells_no_memory_the_scan_has_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows: nothing is limited, nothing fails."""
    monkeypatch.setattr("pipeline.intake.safety.bounds.resource", None)
    with bounded(replace(LIMITS, memory_bytes=1)):
        assert len(bytearray(1 << 20)) == 1 << 20


@linux_only
def test_a_limit_that_the_machine_sets_already_is_kept() -> None:
    """Ours never widens it."""
    import resource  # noqa: PLC0415  (Linux only)

    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (8 << 30, before[1]))
    try:
        with bounded(replace(LIMITS, memory_bytes=64 << 30)):
            assert resource.getrlimit(resource.RLIMIT_AS)[0] == 8 << 30
        assert resource.getrlimit(resource.RLIMIT_AS)[0] == 8 << 30
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


@linux_only
def test_memory_beyond_the_limit_is_refused_by_name() -> None:
    """A MemoryError is a verdict on the file, not a fault of the program."""
    with pytest.raises(RefusalError, match="内存"), bounded(replace(LIMITS, memory_bytes=1 << 24)):
        bytearray(1 << 28)
