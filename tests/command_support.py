"""The program as a command, with what it says and its exit status; a copy of the project where files may be broken."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]
SAMPLE = HOME / "input_templates" / "示例工作簿.xlsx"
FAULTY = SAMPLE.with_name("错误示例工作簿.xlsx")
ENGLISH = re.compile(r"Traceback|Error\b|Usage|Exception|\bNone\b|True\b|False\b|\bKey|invalid")
SECONDS = 300


def command(*arguments: str | Path) -> list[str]:
    """Write the command line of the program."""
    return [sys.executable, "-X", "utf8", "-m", "pipeline", *map(str, arguments)]


def environment(home: Path = HOME, **more: str) -> dict[str, str]:
    """Give the surroundings of a call: the program found at `home`, its words in UTF-8."""
    known = {"SYSTEMROOT", "TEMP", "TMP", "HOME", "COVERAGE_FILE", "COVERAGE_PROCESS_CONFIG"}
    kept = {key: value for key, value in os.environ.items() if key in known}
    return {**kept, "PYTHONPATH": str(home), "PATH": "", "PYTHONIOENCODING": "utf-8", "COLUMNS": "200", **more}


def call(
    *arguments: str | Path, cwd: Path = HOME, home: Path = HOME, before: Sequence[str] = (), **more: str
) -> tuple[int, str]:
    """Run the program; its exit status and all it said. What stands `before` the command starts it in its own way."""
    done = subprocess.run(  # noqa: S603  (our own command)
        [*before, *command(*arguments)],
        cwd=cwd,
        capture_output=True,
        env=environment(home, **more),
        check=False,
        timeout=SECONDS,
    )
    return done.returncode, (done.stdout + done.stderr).decode()


def copy_of_the_program(folder: Path) -> Path:
    """Copy what a run needs, so that a test may break it."""
    for part in ("pipeline", "expectations", "input_templates"):
        shutil.copytree(HOME / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Give every file below a folder by its path, but the index, which tells who ran last."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "index.html"
    }
