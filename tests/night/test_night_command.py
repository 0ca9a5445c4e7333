"""The night from the command line: results, log, mail, and what happens when it should not or cannot run."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline.cli import SAMPLE
from pipeline.outputs.lock import alone
from tests.command_support import ENGLISH, HOME, call, command, environment
from tests.mail_support import Postbox, mail_server, settings
from tests.night_support import FAULTY
from tests.warm import call_warm

ADDRESS = "jia@example.cn"


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay out a sound workbook and a faulty one."""
    folder = tmp_path_factory.mktemp("来件")
    (folder / "好.xlsx").write_bytes(SAMPLE.read_bytes())
    (folder / "错.xlsx").write_bytes(FAULTY.read_bytes())
    return folder


def test_a_night_leaves_results_summary_index_history_and_log(given: Path, tmp_path: Path) -> None:
    """Twice: the second changes nothing, and a third that is not due does nothing."""
    output = tmp_path / "out"
    arguments = ("night", "--input", given, "--output", output, "--jobs", "1", "--mail", tmp_path / "none.toml")
    status, said = call(*arguments)
    assert status == 1, said
    assert not ENGLISH.search(said)
    assert {"校验汇总.xlsx", "index.html", "history.sqlite", "夜间日志.txt"} <= {path.name for path in output.iterdir()}
    assert "none.toml”，这次没有发邮件" in said.replace("\n", "")
    assert "这是第一次记录" in (output / "index.html").read_text(encoding="utf-8")
    assert call(*arguments)[0] == 1
    index = (output / "index.html").read_text(encoding="utf-8")
    assert "相比没有变化" in index
    assert "<svg" in index
    log = (output / "夜间日志.txt").read_text(encoding="utf-8").splitlines()
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d  \S.*", line) for line in log)
    assert sum("共 2 份工作簿" in line for line in log) == 2
    assert "其中 2 份没有改动" in "".join(log)
    status, said = call(*arguments, "--due", "00:00")
    assert status == 0
    assert "已经核对过" in said
    assert len((output / "夜间日志.txt").read_text(encoding="utf-8").splitlines()) == len(log)


def test_results_among_the_workbooks_are_not_checked_the_next_night(given: Path, tmp_path: Path) -> None:
    """Where input and output are one folder, the tables of the night and of the district are no workbooks."""
    folder = tmp_path / "一处"
    shutil.copytree(given, folder)
    for verb in ("night", "summary", "night"):
        call_warm(verb, "--input", folder, "--output", folder)
    assert {"校验汇总.xlsx", "汇总表.xlsx", "history.sqlite", "汇总表.docx"} <= {path.name for path in folder.iterdir()}
    log = (folder / "夜间日志.txt").read_text(encoding="utf-8")
    assert log.count("共 2 份工作簿") == 2
    assert "其中 2 份没有改动" in log


def test_a_night_that_finds_another_still_going_says_that_it_waits(given: Path, tmp_path: Path) -> None:
    """On the screen and in the log, at once; then it goes on."""
    output, held = tmp_path / "out", threading.Event()
    log = output / "夜间日志.txt"

    def hold() -> None:
        with alone(output):
            held.set()
            for _ in range(600):
                if log.is_file() and "等待" in log.read_text(encoding="utf-8"):
                    return
                time.sleep(0.1)

    other = threading.Thread(target=hold)
    other.start()
    held.wait()
    status, said = call("night", "--input", given / "好.xlsx", "--output", output, "--mail", tmp_path / "none.toml")
    other.join()
    assert (status, said.splitlines()[0]) == (0, "等待另一次运行结束……")
    lines = [line.split("  ")[1] for line in log.read_text(encoding="utf-8").splitlines()]
    assert lines[:2] == ["开始夜间核对。", "等待另一次运行结束。"]


def test_a_night_writes_to_the_offices_and_the_log_names_no_address(tmp_path: Path) -> None:
    """The address comes from the workbook's own cell."""
    book = load_workbook(FAULTY)
    [label] = [row[0] for row in book["基本信息"].iter_rows() if row[0].value == "电子邮箱"]
    book["基本信息"].cell(label.row, 2, ADDRESS)
    (tmp_path / "in").mkdir()
    book.save(tmp_path / "in" / "错.xlsx")
    postbox = Postbox()
    with mail_server(postbox) as port:
        mail = settings(tmp_path, port)
        status, said = call(
            "night", "--input", tmp_path / "in", "--output", tmp_path / "out", "--mail", mail, "--jobs", "1"
        )
    assert status == 1
    assert "邮件：发出 1 封。" in said
    assert [to for to, _ in postbox.letters] == [[ADDRESS]]
    log = (tmp_path / "out" / "夜间日志.txt").read_text(encoding="utf-8")
    assert "邮件：发出 1 封。" in log
    assert "@" not in log


def test_a_night_that_cannot_run_says_so_in_the_log(tmp_path: Path) -> None:
    """Under cron there is no screen."""
    status, said = call("night", "--input", tmp_path / "没有", "--output", tmp_path / "out")
    assert status == 2
    assert "找不到" in said
    assert "没有跑完：找不到" in (tmp_path / "out" / "夜间日志.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("arguments", [("schedule", "--at", "25:00"), ("night", "--due", "早上")])
def test_a_time_that_is_none_is_said(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """Exit status 2."""
    status, said = call(*arguments, cwd=tmp_path)
    assert status == 2
    assert "不是一个时刻" in said


@pytest.fixture
def heard() -> Iterator[None]:
    """Let Ctrl+C be heard by what is started: a test run in the background ignores it, and hands that on."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(os.name == "nt", reason="signals")
@pytest.mark.usefixtures("heard")
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_night_that_is_stopped_says_so_and_leaves_nothing_half_done(
    given: Path, tmp_path: Path, stop: signal.Signals
) -> None:
    """Ctrl+C, or a computer that shuts down: on the screen and in the log; the next run does it all."""
    output = tmp_path / "out"
    arguments = ("night", "--input", given, "--output", output, "--jobs", "1", "--mail", tmp_path / "none.toml")
    night = subprocess.Popen(  # noqa: S603  (our own command)
        command(*arguments), cwd=HOME, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    for _ in range(600):
        if list(output.glob(".night-*/*.trail")):
            break
        time.sleep(0.1)
    night.send_signal(stop)
    said = night.communicate(timeout=60)[0].decode()
    assert (night.returncode, said) == (2, "已中止；没有写完的文件不会留下。\n")
    assert {path.name for path in output.iterdir()} == {"history.sqlite", "夜间日志.txt"}
    assert "没有跑完：有人中止了运行。" in (output / "夜间日志.txt").read_text(encoding="utf-8")
    assert call(*arguments)[0] == 1
