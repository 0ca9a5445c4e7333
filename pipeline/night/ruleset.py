"""The rule set (规则版本): one hash over all that decides a verdict."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING

from pipeline.model.policy import HOME

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROOMS = ("model", "intake", "checks", "outputs")
DATA = {".py", ".json", ".toml", ".j2", ".md"}
VERSIONS = "requirements.lock"


def _sources(home: Path) -> Iterator[Path]:
    """Give the files that decide what a workbook is told: code, expectations, policy, versions of the libraries."""
    for folder in (*(home / "pipeline" / room for room in ROOMS), home / "expectations"):
        yield from (path for path in folder.rglob("*") if path.suffix in DATA)
    yield from (path for path in (home / VERSIONS,) if path.is_file())


def version_of(home: Path) -> str:
    """Hash the rule set of a program folder; line ends do not count, so that Windows and Linux agree."""
    total = hashlib.sha256()
    for path in sorted(_sources(home), key=lambda it: it.relative_to(home).as_posix()):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        total.update(f"{path.relative_to(home).as_posix()}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


@cache
def ruleset_version() -> str:
    """Hash the program's own rule set, once a process."""
    return version_of(HOME)
