"""Programs from outside (LibreOffice, Chromium, poppler): skipped by name where missing, but never in CI."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

Convert = Callable[[Path, str], Path]
ConvertAll = Callable[[Sequence[Path], str], list[Path]]
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


def convert_many(soffice: str, paths: Sequence[Path], to: str) -> list[Path]:
    """Convert files of one folder to another format (pdf, xlsx, docx) in one run, under a profile of its own."""
    target = Path(tempfile.mkdtemp(prefix="converted-", dir=paths[0].parent))
    with tempfile.TemporaryDirectory(prefix="lo-profile-", ignore_cleanup_errors=True) as profile:
        settings = f"-env:UserInstallation={Path(profile).as_uri()}"
        files = [str(path) for path in paths]
        command = [soffice, settings, "--headless", "--convert-to", to, "--outdir", str(target), *files]
        subprocess.run(command, check=True, capture_output=True, timeout=CONVERT_SECONDS)  # noqa: S603  (our own arguments, no shell)
    written = [target / f"{path.stem}.{to.partition(':')[0]}" for path in paths]
    missing = [path.name for path in written if not path.is_file()]
    assert not missing, f"LibreOffice did not write {missing}"
    return written


def convert_with(soffice: str, path: Path, to: str) -> Path:
    """Convert one file to another format, into a new folder beside it."""
    return convert_many(soffice, [path], to)[0]


@pytest.fixture(scope="session")
def convert(soffice: str) -> Convert:
    """Return `convert(path, to) -> Path`: the file in another format, written by LibreOffice."""
    return lambda path, to: convert_with(soffice, path, to)


@pytest.fixture(scope="session")
def convert_all(soffice: str) -> ConvertAll:
    """Return `convert_all(paths, to) -> list[Path]`: many files in one run of LibreOffice."""
    return lambda paths, to: convert_many(soffice, paths, to)
