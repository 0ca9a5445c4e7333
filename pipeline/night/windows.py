"""The Windows Task Scheduler (计划任务): one task a day, and one at logon for what was missed."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

from pipeline.model.policy import HOME

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import time

TASK = "绩效夜间核对"
AGAIN = f"{TASK}-补跑"
SCRIPT = HOME / "夜间核对.cmd"
SECONDS = 60


class ScheduleError(Exception):
    """The schedule cannot be read or written; its text is the Chinese sentence for staff."""


def script(arguments: Sequence[str]) -> bytes:
    """Write the file a task starts: schtasks takes no more than 261 characters itself."""
    call = " ".join(map(_quoted, arguments)).replace("%", "%%")
    lines = ["@echo off", "setlocal DisableDelayedExpansion", "chcp 65001 >nul", 'pushd "%~dp0"', f"{call} >nul 2>&1"]
    return "".join(f"{line}\r\n" for line in lines).encode()


def _quoted(argument: str) -> str:
    """Quote always: & and ^ in a folder's name are safe in quotes only; a backslash at the end must not hide one."""
    kept = argument + "\\" if argument.endswith("\\") else argument
    return f'"{kept}"'


def calls(at: time) -> tuple[list[str], list[str]]:
    """Our two schtasks calls: every night, and when the user logs on (which may need an administrator)."""
    make = ["schtasks", "/Create", "/F", "/TR", f'"{SCRIPT}"']
    return [*make, "/TN", TASK, "/SC", "DAILY", "/ST", f"{at:%H:%M}"], [*make, "/TN", AGAIN, "/SC", "ONLOGON"]


def _schtasks(call: Sequence[str]) -> int:
    program = shutil.which("schtasks")
    if program is None:
        message = "找不到 schtasks，不能设定时任务；请每天双击“夜间任务”，选 1（或运行 make night）。"
        raise ScheduleError(message)
    done = subprocess.run([program, *call[1:]], capture_output=True, check=False, timeout=SECONDS)  # noqa: S603  (the system's schtasks, our own arguments)
    return done.returncode


def install(arguments: Sequence[str], at: time) -> list[str]:
    """Set up both tasks and show the first call; without an administrator the second may be refused."""
    SCRIPT.write_bytes(script(arguments))
    daily, again = calls(at)
    if _schtasks(daily) != 0:
        message = f"计划任务没有装上，请以管理员身份再运行一次，或手工运行：{subprocess.list2cmdline(daily)}"
        raise ScheduleError(message)
    caught = _schtasks(again) == 0
    missed = (
        "错过的，下次登录时补跑。" if caught else "登录时补跑没有装上（需要管理员），错过的请双击“夜间任务”，选 1。"
    )
    return [f"已设好：每天 {at:%H:%M} 自动核对；{missed}", subprocess.list2cmdline(daily)]


def remove() -> list[str]:
    """Take both tasks and the file away."""
    for name in (TASK, AGAIN):
        _schtasks(["schtasks", "/Delete", "/F", "/TN", name])
    SCRIPT.unlink(missing_ok=True)
    return ["已取消夜间自动核对；别的计划任务没有动。"]


def show() -> list[str]:
    """Tell whether the task is there."""
    there = _schtasks(["schtasks", "/Query", "/TN", TASK]) == 0
    return [
        f"已设好计划任务“{TASK}”。" if there else "还没有设夜间自动核对。双击“夜间任务”或运行 make schedule 就会设好。"
    ]
