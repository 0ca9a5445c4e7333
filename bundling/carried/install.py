"""The installer (安装): no network, no administrator, nothing outside this folder. Started by 安装.bat or 安装.sh."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from .computer import right_computer, room, wheels, whole
from .desktop import write_entries
from .facts import CARRIED, CARRIED_PYTHON, LIBS, ROOT, STAMP, VENV, WINDOWS, InstallError, run, say, target

LOG = CARRIED / "install.log"
SAMPLE = "input_templates/示例工作簿.xlsx"
PIP_INSTALL = (
    *("--isolated", "install", "--quiet", "--disable-pip-version-check", "--no-cache-dir", "--no-warn-script-location"),
    *("--no-index", "--require-hashes", "--no-deps", "--no-compile"),
)


def libraries() -> None:
    """Install every wheel at its pinned hash: beside the carried interpreter, with the system's into a venv."""
    for old in (LIBS, VENV):
        shutil.rmtree(old, ignore_errors=True)
    (pip,) = (path for path in wheels() if path.name.startswith("pip-"))
    arguments = [f"{pip}/pip", *PIP_INSTALL, "--find-links", str(CARRIED / "wheels")]
    arguments += ["--requirement", str(CARRIED / "requirements.txt")]
    if CARRIED_PYTHON:
        arguments += ["--target", str(LIBS)]
    else:
        import venv  # noqa: PLC0415  (the embedded interpreter has none)

        venv.create(VENV, with_pip=False, symlinks=True, clear=True)
    done = run(arguments)
    if done.returncode != 0:
        LOG.write_bytes(done.stdout + done.stderr)
        message = f"组件没有装上，原因记在“{LOG.relative_to(ROOT)}”，请转给维护人员。"
        raise InstallError(message)


def look() -> None:
    """Let the program look at this computer; what staff have to do does not stop the installation."""
    done = run(["-m", "pipeline", "doctor"])
    said = done.stdout.decode("utf-8", "replace").rstrip()
    say(said)
    if done.returncode not in {0, 1} or not said:
        _failed("程序自检没有通过", done)


def sample() -> None:
    """Write the report of the sample workbook into a folder that goes away again."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        done = run(["-m", "pipeline", "report", "--input", SAMPLE, "--output", folder])
        if done.returncode != 0 or not list(Path(folder).rglob("*.docx")):
            _failed("示例工作簿的报告没有生成", done)


def _failed(what: str, done: subprocess.CompletedProcess[bytes]) -> None:
    LOG.write_bytes(done.stdout + done.stderr)
    message = f"{what}，详情记在“{LOG.relative_to(ROOT)}”，请转给维护人员。"
    raise InstallError(message)


STEPS: tuple[tuple[str, Callable[[], None]], ...] = (
    ("核对电脑", right_computer),
    ("核对安装包（约一分钟）", whole),
    ("核对磁盘", room),
    ("安装组件（一两分钟，请不要关窗口）", libraries),
    ("检查这台电脑", look),
    ("用示例工作簿试做一份报告", sample),
)


def main() -> int:
    """Go through the steps; the stamp, in which a .sh reads what to call, comes last."""
    say(f"绩效自评程序 {target()['version']}，装在：{ROOT}")
    try:
        STAMP.unlink(missing_ok=True)
        for number, (words, step) in enumerate(STEPS, 1):
            say(f"（{number}/{len(STEPS)}）{words}……")
            step()
        if not WINDOWS:
            write_entries(ROOT)
        STAMP.write_text("carried/python/bin/python3\n" if CARRIED_PYTHON else ".venv/bin/python\n", encoding="utf-8")
    except InstallError as error:
        say(f"没有装成。{error}")
        return 1
    except OSError as error:
        say(f"没有装成。“{error.filename or ROOT}”无法读写：请把整个文件夹复制到硬盘上，关掉正在用它的程序，再装一次。")
        return 1
    say("安装完成。把填好的工作簿放进 input 文件夹，双击“生成报告”。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
