"""make schedule puts the night into the crontab and takes it out again; what others wrote there stays."""

from __future__ import annotations

import os
import shlex
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.night import schedule, windows
from pipeline.night.due import clock, done_since
from pipeline.night.schedule import MARK, Plan, cron_lines, merged
from pipeline.night.windows import ScheduleError
from tests import history_support as support
from tests.command_support import call
from tests.conftest import program

PLAN = Plan(time(2, 5), Path("/数据/报 送%区"), Path("/数据/结果"))
NOT_SET = "还没有设夜间自动核对。双击“夜间任务”或运行 make schedule 就会设好。"
OTHERS = ["# 别人的\f下一页\u2028再一行\x85", "", "*/5 * * * * /usr/bin/backup '100%' # jixiao", "MAILTO=x@example.cn"]


def test_our_lines_are_what_cron_and_a_shell_understand() -> None:
    """Blanks quoted, a per cent sign escaped, the time in front, our mark behind."""
    nightly, at_start = cron_lines(PLAN)
    minute, hour, *days, command = nightly.split(" ", 5)
    assert (minute, hour, days) == ("5", "2", ["*", "*", "*"])
    assert at_start.startswith("@reboot sleep 60 && cd ")
    words = shlex.split(command.replace(r"\%", "%"), comments=True)
    assert words[words.index("&&") + 1 : words.index(">/dev/null")] == PLAN.arguments
    folders = ["--input", "/数据/报 送%区", "--output", "/数据/结果"]
    assert PLAN.arguments[1:] == ["-X", "utf8", "-m", "pipeline", "night", *folders, "--due", "02:05"]
    assert "%" not in nightly.replace(r"\%", "")


@given(
    st.lists(st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"])), max_size=8),
    st.integers(0, 23),
    st.integers(0, 59),
)
def test_other_lines_are_never_touched(others: list[str], hour: int, minute: int) -> None:
    """Installing twice is installing once; removing brings back what was there."""
    plan = Plan(time(hour, minute), PLAN.given, PLAN.output)
    once = merged(others, cron_lines(PLAN))
    assert once == [*others, *cron_lines(PLAN)]
    assert merged(once, cron_lines(plan)) == [*others, *cron_lines(plan)]
    assert merged(once, []) == others


def _stand_in(path: Path, body: str) -> None:
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)


@pytest.fixture
def crontab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Use this user's crontab in CI, afterwards it is as before; on a desk it is somebody's own: a stand-in there."""
    if os.environ.get("CI", "").lower() not in {"true", "1"}:
        kept = shlex.quote(str(tmp_path / "table"))
        listing = f'if [ "$1" = -l ]; then cat {kept} 2>/dev/null || {{ echo no crontab for me >&2; exit 1; }}'
        _stand_in(tmp_path / "crontab", f"{listing}; else cat > {kept}; fi")
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
        yield str(tmp_path / "crontab")
        return
    ours = program("crontab")
    before = subprocess.run([ours, "-l"], capture_output=True, check=False)  # noqa: S603  (the system's crontab)
    subprocess.run([ours, "-r"], capture_output=True, check=False)  # noqa: S603  (as above)
    yield ours
    if before.returncode == 0:
        subprocess.run([ours, "-"], input=before.stdout, check=True)  # noqa: S603  (as above)
    else:
        subprocess.run([ours, "-r"], capture_output=True, check=False)  # noqa: S603  (as above)


def test_a_crontab_takes_the_night_in_and_lets_it_go(crontab: str) -> None:
    """Set up twice, moved to another time, shown, removed; the other lines stay byte for byte."""
    text = "".join(f"{line}\n" for line in OTHERS).encode()
    subprocess.run([crontab, "-"], input=text, check=True)  # noqa: S603  (the system's crontab, or what stands for it)
    for _ in range(2):
        assert schedule.install(PLAN)[1:] == cron_lines(PLAN)
    assert schedule.read_crontab() == [*OTHERS, *cron_lines(PLAN)]
    later = Plan(time(3, 0), PLAN.given, PLAN.output)
    schedule.install(later)
    assert schedule.show()[1:] == cron_lines(later)
    assert schedule.remove() == ["已取消夜间自动核对；别的定时任务没有动。"]
    assert schedule.read_crontab() == OTHERS
    assert subprocess.run([crontab, "-l"], capture_output=True, check=True).stdout == text  # noqa: S603  (as above)
    assert schedule.show() == [NOT_SET]


@pytest.mark.usefixtures("crontab")
def test_who_has_no_crontab_yet_gets_one_with_the_night_alone() -> None:
    """Taking the night out of nothing does nothing."""
    assert schedule.read_crontab() == []
    schedule.remove()
    schedule.install(PLAN)
    assert schedule.read_crontab() == cron_lines(PLAN)


@pytest.mark.usefixtures("crontab")
def test_the_command_sets_shows_and_removes_the_night(tmp_path: Path) -> None:
    """A sentence each, and the lines that were set up."""
    (tmp_path / "in").mkdir()
    given = ("--input", tmp_path / "in", "--output", tmp_path / "out")
    status, said = call("schedule", *given, "--at", "03:30", PATH=os.environ["PATH"])
    assert (status, said.splitlines()[0].partition("；")[0]) == (0, "已设好：每天 03:30 自动核对")
    assert call("schedule", "--show", PATH=os.environ["PATH"])[1].startswith("已设好的夜间自动核对：\n30 3 * * * ")
    assert call("schedule", "--remove", PATH=os.environ["PATH"]) == (0, "已取消夜间自动核对；别的定时任务没有动。\n")
    assert (
        call("schedule", "--show", PATH=os.environ["PATH"])[1]
        == "还没有设夜间自动核对。双击“夜间任务”或运行 make schedule 就会设好。\n"
    )


def test_a_crontab_that_refuses_is_told_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command says it in a sentence; nothing was set up."""
    _stand_in(tmp_path / "crontab", '[ "$1" = -l ] && exit 0; exit 1')
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    status, said = call("schedule", "--input", tmp_path, PATH=os.environ["PATH"])
    sentence = "定时任务没有装上（crontab 拒绝了），原来的没有改动；请维护人员查看是否允许这个用户使用 crontab。\n"
    assert (status, said) == (2, sentence)


def test_without_crontab_it_is_said_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that is missing is no fault of ours."""
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ScheduleError, match="安装 cron"):
        schedule.install(PLAN)


def test_a_crontab_that_cannot_be_read_is_not_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in that refuses to list and keeps what it would be given."""
    kept = tmp_path / "written"
    _stand_in(tmp_path / "crontab", f'[ "$1" = -l ] && {{ echo denied >&2; exit 1; }}; cat > {shlex.quote(str(kept))}')
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(ScheduleError, match="没有改动"):
        schedule.install(PLAN)
    assert not kept.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="here a shell script stands in for schtasks")
def test_windows_is_asked_in_the_shape_it_understands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Shape only: the stand-in writes down how it was called; an ONLOGON task refused is said, not fatal."""
    calls = tmp_path / "calls"
    noted = shlex.quote(str(calls))
    _stand_in(
        tmp_path / "schtasks", f'printf "%s|" "$@" >> {noted}; echo >> {noted}; case "$*" in *ONLOGON*) exit 1;; esac'
    )
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(windows, "SCRIPT", tmp_path / "夜间核对.cmd")
    said, shown = windows.install(PLAN.arguments, PLAN.at)
    windows.remove()
    script = f'"{tmp_path / "夜间核对.cmd"}"'
    assert calls.read_text(encoding="utf-8").splitlines() == [
        f"/Create|/F|/TR|{script}|/TN|绩效夜间核对|/SC|DAILY|/ST|02:05|",
        f"/Create|/F|/TR|{script}|/TN|绩效夜间核对-补跑|/SC|ONLOGON|",
        "/Delete|/F|/TN|绩效夜间核对|",
        "/Delete|/F|/TN|绩效夜间核对-补跑|",
    ]
    assert "需要管理员" in said
    assert shown.startswith("schtasks /Create")
    assert not windows.SCRIPT.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="here a shell script stands in for schtasks")
def test_on_windows_the_task_scheduler_is_asked_instead_of_cron(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Set up, shown, removed, shown; the stand-in knows the tasks as files."""
    folder = shlex.quote(str(tmp_path))
    _stand_in(
        tmp_path / "schtasks",
        f'cd {folder}; case "$1" in /Create) touch "$6" ;; /Delete) rm "$4" ;; /Query) test -e "$3" ;; esac',
    )
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(windows, "SCRIPT", tmp_path / "夜间核对.cmd")
    monkeypatch.setattr(schedule, "sys", SimpleNamespace(platform="win32", executable="python.exe"))
    assert schedule.show() == [NOT_SET]
    assert schedule.install(PLAN)[0] == "已设好：每天 02:05 自动核对；错过的，下次登录时补跑。"
    assert schedule.show() == ["已设好计划任务“绩效夜间核对”。"]
    assert schedule.remove() == ["已取消夜间自动核对；别的计划任务没有动。"]
    assert schedule.show()[0].startswith("还没有设")


@pytest.mark.parametrize(("body", "said"), [(None, "找不到 schtasks"), ("exit 1", "请以管理员身份再运行一次")])
def test_a_task_that_cannot_be_set_up_is_said_with_what_to_do(
    body: str | None, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the Task Scheduler, and where it refuses."""
    if body:
        _stand_in(tmp_path / "schtasks", body)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(windows, "SCRIPT", tmp_path / "夜间核对.cmd")
    with pytest.raises(ScheduleError, match=said):
        windows.install(PLAN.arguments, PLAN.at)


def test_the_file_a_windows_task_starts_fits_the_command_processor() -> None:
    """CRLF, code page of UTF-8, every argument quoted, per cent signs doubled, from the program's own folder."""
    lines = windows.script([*PLAN.arguments, "D:\\甲&乙\\"]).decode().split("\r\n")
    assert lines[:2] == ["@echo off", "setlocal DisableDelayedExpansion"]
    assert lines[2:4] == ["chcp 65001 >nul", 'pushd "%~dp0"']  # pushd: a shared folder gets a drive letter
    assert '"/数据/报 送%%区"' in lines[4]
    assert '"D:\\甲&乙\\\\" >nul' in lines[4]


@pytest.mark.parametrize(
    ("hours_ago", "done"),
    [(1, True), (7.9, True), (8, True), (8.1, False), (30, False), (-1, True), (-24, True), (-24.1, False)],
)
def test_a_missed_night_is_known_by_the_clock(tmp_path: Path, hours_ago: float, done: bool) -> None:  # noqa: FBT001  (the expected answer)
    """At ten in the morning a run counts that began at two or later; one of next week was dated by a wrong clock."""
    now = datetime(2026, 3, 5, 10, 0, tzinfo=UTC).astimezone().replace(hour=10)
    started = now - timedelta(hours=hours_ago)
    book = support.history(tmp_path / "history.sqlite", [])
    run = book.begin(support.RunRow(started, "规则甲"))
    assert done_since(tmp_path, time(2, 0), now) is None
    book.finish(run)
    book.close()
    assert (done_since(tmp_path, time(2, 0), now) is not None) == done


def test_a_run_over_one_file_is_no_night(tmp_path: Path) -> None:
    """Nor is no history at all."""
    now = support.FIRST.astimezone() + timedelta(minutes=5)
    assert done_since(tmp_path, time(0, 0), now) is None
    with support.history(tmp_path / "history.sqlite", []) as book:
        book.record(support.row(whole=False), [])
    assert done_since(tmp_path, time(0, 0), now) is None


def test_before_its_time_today_the_night_of_yesterday_counts(tmp_path: Path) -> None:
    """At one in the morning nothing is missed where last night was made."""
    now = datetime(2026, 3, 5, 10, 0, tzinfo=UTC).astimezone().replace(hour=1)
    book = support.history(tmp_path / "history.sqlite", [])
    book.finish(book.begin(support.RunRow(now - timedelta(hours=22), "规则甲")))
    book.close()
    assert done_since(tmp_path, time(2, 0), now) is not None
    assert done_since(tmp_path, time(0, 30), now) is None


def test_a_history_that_tells_no_time_tells_of_no_night(tmp_path: Path) -> None:
    """Somebody wrote something else into it: the night is run."""
    with support.history(tmp_path / "history.sqlite", []) as book:
        book.finish(book.begin(support.row()))
    with closing(sqlite3.connect(tmp_path / "history.sqlite")) as base, base:
        base.execute("UPDATE runs SET started = '昨夜'")
    assert done_since(tmp_path, time(0, 0), support.FIRST.astimezone()) is None


@pytest.mark.parametrize(
    ("text", "read"), [("02:00", time(2)), ("2：30", time(2, 30)), ("24:00", None), ("2", None), ("", None)]
)
def test_times_of_day(text: str, read: time | None) -> None:
    """Full-width colons are read, what is no time is not."""
    assert clock(text) == read


def test_our_mark_is_this_copys_own() -> None:
    """Two copies of the program on one machine keep a night each."""
    assert len(MARK.rpartition("-")[2]) == 8
