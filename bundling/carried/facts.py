"""The facts (这个安装包): where it lies, for which computer it is, and how to speak and to run things."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

CARRIED = Path(__file__).absolute().parent
ROOT = CARRIED.parent
STAMP = CARRIED / "installed.txt"
LIBS = CARRIED / "libs"
VENV = ROOT / ".venv"
WINDOWS = sys.platform == "win32"
CARRIED_PYTHON = (CARRIED / "python").resolve() in Path(sys.executable).resolve().parents


class InstallError(Exception):
    """It cannot be installed here; its text says in Chinese why and what to do."""


def target() -> Mapping[str, Any]:
    """Read what the bundle was built for."""
    facts: Mapping[str, Any] = json.loads((CARRIED / "target.json").read_text(encoding="utf-8"))
    return facts


def python() -> str:
    """Name the interpreter that has the libraries: the carried one, or the system's in a venv."""
    return sys.executable if CARRIED_PYTHON else str(VENV / "bin" / "python")


def say(sentence: str) -> None:
    """Print at once; a character that the screen lacks never stops the work."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(f"{sentence}\n".encode(encoding, "replace").decode(encoding))
    sys.stdout.flush()


def run(arguments: Sequence[str], *, seconds: int = 1800) -> subprocess.CompletedProcess[bytes]:
    """Run the program's own interpreter in the program's folder, keeping what it says."""
    command = [python(), "-X", "utf8", *arguments]
    return subprocess.run(  # noqa: S603  (our own interpreter and arguments)
        command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=seconds
    )
