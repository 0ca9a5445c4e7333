"""Files (落盘): written aside, synced, renamed; what a person has edited is kept."""

from __future__ import annotations

import os
from pathlib import Path

from pipeline.outputs import seal

KEPT_PREFIX = "已改-"
SEALED = (".docx", ".xlsx")


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that only the whole old or the whole new one can ever be seen."""
    aside = path.with_name(f".{path.name[:40]}.{os.getpid()}.tmp")
    try:
        with aside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def numbered(path: Path) -> Path:
    """Return the path itself while it is free, else with -2, -3 …."""
    free, number = path, 1
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return free


def _edited(path: Path) -> bool:
    return path.suffix.lower() in SEALED and seal.workbook_of(path.read_bytes()) is None


def keep_edited(path: Path) -> Path | None:
    """Move a file that a person has edited since we wrote it out of the way, to 已改-…; None where there is none."""
    if not path.is_file() or not _edited(path):
        return None
    return path.rename(numbered(path.with_name(KEPT_PREFIX + path.name)))


def put(path: Path, content: bytes) -> Path:
    """Write a file, keeping an edited one; where the old one is locked by Word, under the next free number."""
    try:
        keep_edited(path)
        write_whole(path, content)
    except PermissionError:
        if not path.exists():
            raise
        path = numbered(path)
        write_whole(path, content)
    return path


def move_in(aside: Path, path: Path) -> Path:
    """Put a finished file in its place as `put` does: an edited one is kept, a locked one gets a neighbour."""
    try:
        keep_edited(path)
        aside.replace(path)
    except PermissionError:
        if not path.exists():
            raise
        path = numbered(path)
        aside.replace(path)
    return path


def drop(path: Path) -> None:
    """Remove a stale file of ours; an edited one is kept as 已改-…, a locked one stays."""
    try:
        if path.is_file() and keep_edited(path) is None:
            path.unlink()
    except PermissionError:
        return
