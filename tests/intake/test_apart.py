"""Reading apart: a file that kills, holds up or breaks the process that reads it costs itself alone."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipeline.intake import apart as reading
from pipeline.intake.apart import Apart, load_apart
from pipeline.intake.load import load
from pipeline.model.fault_log import ElsewhereError, trace
from pipeline.model.policy import policy
from pipeline.outputs.deliver import Wish
from pipeline.outputs.lock import alone
from pipeline.run import run
from tests.command_support import SAMPLE
from tests.hostile_support import workbook

HOME = Path(__file__).resolve().parents[2]


def _dies(_data: bytes, _name: str) -> object:
    os.kill(os.getpid(), signal.SIGKILL)
    return None


def _hangs(_data: bytes, _name: str) -> object:
    time.sleep(60)
    return None


def _breaks(_data: bytes, name: str) -> object:
    raise KeyError(name)


@pytest.fixture
def forked(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Where the other process is a copy of this one, it reads as a test makes this one read."""
    if sys.platform != "linux":
        pytest.skip("the other process is no copy of this one")
    return monkeypatch


def test_a_workbook_read_apart_is_the_workbook_read_here() -> None:
    """Value for value, finding for finding; one process serves for many."""
    data, small = SAMPLE.read_bytes(), workbook()  # (another second, other bytes)
    with Apart() as apart:
        assert apart.load(data, "甲.xlsx") == load(data, "甲.xlsx")
        assert apart.load(b"", "空.xlsx") == load(b"", "空.xlsx")
        assert apart.load(data, "乙.xlsx") == load(data, "乙.xlsx")
    assert load_apart(small, "丙.xlsx") == load(small, "丙.xlsx")


def test_a_process_started_anew_reads_like_a_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows and macOS, where this process cannot be copied."""
    monkeypatch.setattr(reading, "sys", SimpleNamespace(platform="win32"))
    with Apart() as apart:
        assert apart.load(SAMPLE.read_bytes(), "甲.xlsx") == load(SAMPLE.read_bytes(), "甲.xlsx")
        assert apart._process is not None  # noqa: SLF001  (not read here for want of a process)


def test_a_file_that_kills_its_reader_gets_a_verdict_and_the_next_is_read(forked: pytest.MonkeyPatch) -> None:
    """The process is started anew."""
    data = SAMPLE.read_bytes()
    with Apart() as apart:
        forked.setattr(reading, "load", _dies)
        book, findings = apart.load(data, "坏.xlsx")
        assert book is None
        assert [finding.rule.id for finding in findings] == ["file-interrupted"]
        assert "坏.xlsx" in findings[0].message
        forked.setattr(reading, "load", load)
        assert apart.load(data, "好.xlsx") == load(data, "好.xlsx")


def test_a_file_over_which_its_reader_hangs_is_given_up_in_time(forked: pytest.MonkeyPatch) -> None:
    """After the seconds of the policy, and the reader is gone."""
    hasty = replace(policy(), night=replace(policy().night, file_seconds=0.3, seconds_per_mb=0.0))
    forked.setattr(reading, "policy", lambda: hasty)
    forked.setattr(reading, "load", _hangs)
    started = time.monotonic()
    _, findings = load_apart(b"", "慢.xlsx")
    assert time.monotonic() - started < 10
    assert [finding.rule.id for finding in findings] == ["file-interrupted"]


def test_a_fault_of_ours_over_there_is_told_here_by_its_places_only(forked: pytest.MonkeyPatch) -> None:
    """The name of the file, which may be that of a person, is not in the trace."""
    forked.setattr(reading, "load", _breaks)
    with pytest.raises(ElsewhereError) as raised:
        load_apart(b"", "张三.xlsx")
    told = trace(raised.value)
    assert "builtins.KeyError" in told
    assert "test_apart.py" in told
    assert "张三" not in told


def test_where_no_process_can_be_had_the_file_is_read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer that grants no further process still gets its report."""

    def refuse() -> object:
        raise OSError

    monkeypatch.setattr(reading.multiprocessing.context.BaseContext, "Pipe", lambda *_, **__: refuse())
    assert load_apart(SAMPLE.read_bytes(), "甲.xlsx") == load(SAMPLE.read_bytes(), "甲.xlsx")


def test_a_run_goes_on_after_a_file_that_killed_its_reader(forked: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The neighbours get their reports."""
    shutil.copy(SAMPLE, tmp_path / "好.xlsx")
    (tmp_path / "坏.xlsx").write_bytes(b"dies")
    forked.setattr(reading, "load", lambda data, name: _dies(data, name) if data == b"dies" else load(data, name))
    delivered = run(tmp_path, tmp_path / "out", Wish(), lambda *_: None)
    verdicts = {one.result.workbook: one.result.verdict.value for one in delivered}
    assert verdicts == {"好.xlsx": "通过", "坏.xlsx": "无法读取"}


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_reader_ends_when_the_run_it_reads_for_is_killed() -> None:
    """No process stays behind after a power cut, or after whoever ended the program."""
    code = (
        "import time; from pipeline.intake.apart import Apart; a = Apart(); a.load(b'', 'x.xlsx');"
        "print(a._process.pid, flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, cwd=HOME, stdout=subprocess.PIPE, text=True) as program:  # noqa: S603  (our own words)
        assert program.stdout
        reader = Path("/proc") / program.stdout.readline().strip()
        assert reader.exists()
        program.kill()
    until = time.monotonic() + 10
    while _lives(reader) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _lives(reader)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_reader_that_hangs_when_its_run_is_killed_holds_nobody_up_and_ends(tmp_path: Path) -> None:
    """The output folder is free at once, and the reader gone in time, even where no Python runs in it any more."""
    code = (
        "import ctypes, sys; from dataclasses import replace; from pathlib import Path;"
        "from pipeline.intake import apart; from pipeline.model.policy import policy;"
        "from pipeline.outputs.lock import alone;"
        "hasty = replace(policy(), night=replace(policy().night, file_seconds=3.0));"
        "apart.policy = lambda: hasty; apart.load = lambda *_: ctypes.PyDLL(None).sleep(60)\n"
        "with alone(Path(sys.argv[1])), apart.Apart() as a:\n"
        "    a._start(); print(a._process.pid, flush=True); a.load(b'', 'x.xlsx')"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    with subprocess.Popen(command, cwd=HOME, stdout=subprocess.PIPE, text=True) as program:  # noqa: S603  (our own words)
        assert program.stdout
        reader = Path("/proc") / program.stdout.readline().strip()
        time.sleep(0.5)
        program.kill()
    assert _lives(reader)
    with alone(tmp_path, patience=1.0):
        pass
    until = time.monotonic() + 10
    while _lives(reader) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _lives(reader)


def _lives(process: Path) -> bool:
    """Tell whether a process is there and no mere entry that nobody has fetched."""
    try:
        return (process / "stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
