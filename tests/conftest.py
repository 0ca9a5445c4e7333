"""Programs from outside (LibreOffice, Chromium, poppler): skipped by name where missing, but never in CI."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

Convert = Callable[[Path, str], Path]
CONVERT_SECONDS = 120


def program(*names: str) -> str:
    """Path of the first of these programs; without one the test is skipped, in CI it fails."""
    for name in names:
        found = shutil.which(name)
        if found:
            return found
    message = f"{names[0]} is not installed"
    if os.environ.get("CI", "").lower() in {"true", "1"}:
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def soffice() -> str:
    """LibreOffice, which recalculates workbooks and prints documents."""
    return program("soffice", "libreoffice")


@pytest.fixture(scope="session")
def chromium() -> str:
    """Chromium, which opens the result pages."""
    return program("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def pdftoppm() -> str:
    """Poppler's pdftoppm, which turns pages into pictures."""
    return program("pdftoppm")


def convert_with(soffice: str, path: Path, to: str) -> Path:
    """Convert a file to another format (pdf, xlsx, docx) into a new folder beside it, under a profile of its own."""
    target = Path(tempfile.mkdtemp(prefix="converted-", dir=path.parent))
    with tempfile.TemporaryDirectory(prefix="lo-profile-") as profile:
        settings = f"-env:UserInstallation={Path(profile).as_uri()}"
        command = [soffice, settings, "--headless", "--convert-to", to, "--outdir", str(target), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=CONVERT_SECONDS)  # noqa: S603  (our own arguments, no shell)
    written = target / f"{path.stem}.{to.partition(':')[0]}"
    assert written.is_file(), f"LibreOffice wrote no {written.name}"
    return written


@pytest.fixture(scope="session")
def convert(soffice: str) -> Convert:
    """Return `convert(path, to) -> Path`: the file in another format, written by LibreOffice."""
    return lambda path, to: convert_with(soffice, path, to)
