"""Files (落盘): written aside, synced, renamed; what a person has edited is kept."""

from __future__ import annotations

import os
import re
import time
from contextlib import suppress
from pathlib import Path

from pipeline.outputs import seal

KEPT_PREFIX = "已改-"
OLD_PREFIX = "以前的-"
SEALED = (".docx", ".xlsx")
_SHOWN = 40
_PAUSES = (0.1, 0.4)  # seconds: virus scanners and indexers of Windows hold a file for a moment
_ASIDE = re.compile(rf"\..{{1,{_SHOWN}}}\.\d+\.tmp", re.DOTALL)


def _take_place(aside: Path, path: Path) -> None:
    for pause in _PAUSES:
        try:
            aside.replace(path)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    aside.replace(path)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that only the whole old or the whole new one can ever be seen; OSError names it."""
    aside = path.with_name(f".{path.name[:_SHOWN]}.{os.getpid()}.tmp")
    try:
        with aside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _take_place(aside, path)
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def clean(folder: Path) -> None:
    """Remove what a killed run has left half-written here; only for the one run that holds the output folder."""
    with suppress(FileNotFoundError):
        for path in sorted(folder.iterdir()):
            if _ASIDE.fullmatch(path.name) and path.is_file():
                with suppress(OSError):
                    path.unlink()


def workbook_at(output: Path, name: str) -> Path:
    """Say where a workbook goes that a person wants there: under this name in a folder, always ending in .xlsx."""
    path = output / name if output.is_dir() else output
    return path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx")


def numbered(path: Path) -> Path:
    """Return the path itself while it is free, else with -2, -3 …."""
    free, number = path, 1
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return free


def _edited(path: Path) -> bool:
    return path.suffix.lower() in SEALED and seal.workbook_of(path.read_bytes()) is None


def made_from(path: Path) -> str | None:
    """Hash of the workbook that a file of ours was made from; None where it is not ours, edited, held or no file."""
    try:
        return seal.workbook_of(path.read_bytes()) if path.is_file() else None
    except OSError:
        return None


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
        _take_place(aside, path)
    except PermissionError:
        if not path.exists():
            raise
        path = numbered(path)
        aside.replace(path)
    return path


def set_aside(path: Path) -> Path | None:
    """Rename a file that no longer holds to 以前的-… (edited: 已改-…); None where none is there or it is locked."""
    try:
        return keep_edited(path) or (path.replace(path.with_name(OLD_PREFIX + path.name)) if path.is_file() else None)
    except PermissionError:
        return None


def drop(path: Path) -> None:
    """Remove a stale file of ours; an edited one is kept as 已改-…, a locked one stays."""
    try:
        if path.is_file() and keep_edited(path) is None:
            path.unlink()
    except PermissionError:
        return
