"""The schedule (定时): the night in the user's crontab or the Windows Task Scheduler; other lines are never touched."""

from __future__ import annotations

import hashlib
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.model.policy import HOME
from pipeline.night import windows
from pipeline.night.windows import ScheduleError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import time
    from pathlib import Path

MARK = f"# jixiao-night-{hashlib.sha256(str(HOME).encode()).hexdigest()[:8]}"
SECONDS = 60


@dataclass(frozen=True, slots=True)
class Plan:
    """When the night begins, and what it is given."""

    at: time
    given: Path
    output: Path

    @property
    def arguments(self) -> list[str]:
        """The command as a list: a night that does nothing where the last one was made in time."""
        folders = ["--input", str(self.given), "--output", str(self.output)]
        return [sys.executable, "-X", "utf8", "-m", "pipeline", "night", *folders, "--due", f"{self.at:%H:%M}"]


def cron_lines(plan: Plan) -> list[str]:
    """Write our two lines: every night, and when the machine starts. cron takes a bare % for a line break."""
    call = f"cd {shlex.quote(str(HOME))} && {shlex.join(plan.arguments)} >/dev/null 2>&1".replace("%", r"\%")
    return [f"{plan.at.minute} {plan.at.hour} * * * {call} {MARK}", f"@reboot sleep 60 && {call} {MARK}"]


def _crontab(*arguments: str, content: str | None = None) -> subprocess.CompletedProcess[bytes]:
    program = shutil.which("crontab")
    if program is None:
        message = (
            "这台电脑没有 crontab 程序：请先安装 cron（例如 apt install cron），或另用定时程序每晚运行 make night。"
        )
        raise ScheduleError(message)
    data = None if content is None else content.encode("utf-8", "surrogateescape")
    return subprocess.run([program, *arguments], input=data, capture_output=True, check=False, timeout=SECONDS)  # noqa: S603  (the system's crontab, our own arguments)


def read_crontab() -> list[str]:
    """Read the user's crontab; ScheduleError where it cannot be read, so that it is never overwritten unseen."""
    done = _crontab("-l")
    if done.returncode == 0:
        text = done.stdout.decode("utf-8", "surrogateescape")
        return (
            text.removesuffix("\n").split("\n") if text else []
        )  # splitlines would break others' lines at a form feed
    if b"no crontab" in done.stderr.lower():
        return []
    message = "读不出现有的定时任务（crontab -l），所以没有改动它；请维护人员查看是否允许这个用户使用 crontab。"
    raise ScheduleError(message)


def _write_crontab(lines: Sequence[str]) -> None:
    done = _crontab("-", content="".join(f"{line}\n" for line in lines))
    if done.returncode != 0:
        message = "定时任务没有装上（crontab 拒绝了），原来的没有改动；请维护人员查看是否允许这个用户使用 crontab。"
        raise ScheduleError(message)


def _ours(line: str) -> bool:
    return line.rstrip().endswith(MARK)


def merged(lines: Sequence[str], ours: Sequence[str]) -> list[str]:
    """Put our lines in the place of our old ones; every other line stays as it is, in its order."""
    return [*(line for line in lines if not _ours(line)), *ours]


def _install(ours: Sequence[str]) -> None:
    before = read_crontab()
    after = merged(before, ours)
    if after != before:
        _write_crontab(after)


def install(plan: Plan) -> list[str]:
    """Have the night begin at its time every day; tell what was set up."""
    if sys.platform == "win32":
        return windows.install(plan.arguments, plan.at)
    lines = cron_lines(plan)
    _install(lines)
    return [f"已设好：每天 {plan.at:%H:%M} 自动核对；关机错过的，下次开机一分钟后补跑。定时任务里的两行：", *lines]


def remove() -> list[str]:
    """Take our lines out again."""
    if sys.platform == "win32":
        return windows.remove()
    _install([])
    return ["已取消夜间自动核对；别的定时任务没有动。"]


def show() -> list[str]:
    """Tell what is set up."""
    if sys.platform == "win32":
        return windows.show()
    ours = [line for line in read_crontab() if _ours(line)]
    return (
        ["已设好的夜间自动核对：", *ours]
        if ours
        else ["还没有设夜间自动核对。双击“夜间任务”或运行 make schedule 就会设好。"]
    )
