"""Fetching (取组件): what the package index offers, through pip, at its pinned version and hash."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bundling.platforms import Target

SECONDS = 1800
PIP = "pip==26.2 --hash=sha256:931c303696af6fa3417112103b1cad26890e5a07eccb5b99783700e33f2b8aad"  # installs there


class FetchError(Exception):
    """Something cannot be had; its text says what, with pip's own last words."""


def pip_download(requirements: Path, into: Path, *options: str) -> list[Path]:
    """Download every line of a hashed requirements file, and nothing it does not name."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    command += ["--require-hashes", "--dest", str(into), "--requirement", str(requirements), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=SECONDS)  # noqa: S603  (our own pip and arguments)
    if done.returncode != 0:
        message = f"取不到组件（{' '.join(options)}）：\n{done.stderr.strip()[-2000:]}"
        raise FetchError(message)
    return sorted(into.iterdir())


def wheels(lines: list[str], target: Target, into: Path) -> list[Path]:
    """Fill a folder with one wheel a line, built for the target, and pip; FetchError where one has none."""
    into.mkdir(parents=True)
    requirements, installer = into.parent / "requirements.txt", into.parent / "pip.txt"
    requirements.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    installer.write_text(f"{PIP}\n", encoding="utf-8")
    pip_download(installer, into)
    options = ["--only-binary=:all:", "--implementation", "cp", "--python-version", target.python]
    for tag in target.platform.tags:
        options += ["--platform", tag]
    found = pip_download(requirements, into, *options)
    if len(found) != len(lines) + 1:
        message = f"清单里有 {len(lines)} 个组件，取到的却是 {len(found) - 1} 个。"
        raise FetchError(message)
    return found
