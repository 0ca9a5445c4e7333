"""Several runs at once over the same folders end as if one after another."""

from __future__ import annotations

import shutil
import subprocess
import threading
import time
from pathlib import Path

import pytest

from pipeline.outputs.lock import LOCK_FILE, BusyError, alone
from tests.command_support import FAULTY, HOME, SAMPLE, call, command, contents, environment
from tests.torture import many


def _start(verb: str, given: Path, output: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603  (our own command)
        command(verb, "--input", given, "--output", output),
        cwd=HOME,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def test_runs_at_once_end_as_if_one_after_another(tmp_path: Path) -> None:
    """Reports and validations of the same workbooks into the same folder."""
    given = tmp_path / "in"
    given.mkdir()
    shutil.copy(SAMPLE, given / "甲.xlsx")
    shutil.copy(FAULTY, given / "乙.xlsx")
    call("report", "--input", given, "--output", tmp_path / "alone")
    verbs = (["report", "validate", "report"] * 3)[: many(3, 8)]
    started = [_start(verb, given, tmp_path / "out") for verb in verbs]
    ended = [(process.communicate(timeout=600)[0].decode(), process.returncode) for process in started]
    assert {status for _, status in ended} == {1}, ended
    expected = contents(tmp_path / "alone")
    found = {name: content for name, content in contents(tmp_path / "out").items() if "history" not in name}
    assert {name: content for name, content in found.items() if name in expected} == expected
    assert {Path(name).name for name in found.keys() - expected.keys()} <= {"校验汇总.xlsx"}
    assert "甲.xlsx" in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")


def test_a_run_waits_for_the_one_before_it(tmp_path: Path) -> None:
    """And says once that it waits."""
    said: list[str] = []
    order: list[str] = []
    entered = threading.Event()

    def first() -> None:
        with alone(tmp_path):
            entered.set()
            time.sleep(0.3)
            order.append("first")

    thread = threading.Thread(target=first)
    thread.start()
    entered.wait()
    with alone(tmp_path, lambda: said.append("waiting")):
        order.append("second")
    thread.join()
    assert (order, said) == (["first", "second"], ["waiting"])
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_never_ends_is_not_waited_for_without_end(tmp_path: Path) -> None:
    """A Chinese sentence says why nothing was done."""
    with alone(tmp_path), pytest.raises(BusyError, match="请等它结束"), alone(tmp_path, patience=0.1):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_lock_that_a_killed_run_left_holds_nobody_up(tmp_path: Path) -> None:
    """The file alone is no lock."""
    (tmp_path / LOCK_FILE).touch()
    with alone(tmp_path, patience=0.1):
        pass
    assert list(tmp_path.iterdir()) == []
