"""The fault log (程序故障.log): where in the program something broke, for its maintainer.

It tells kinds of errors, places and lines of the program, and never an error's own words: they may quote a cell, and
with it a person's name or telephone number. Paths are those inside the program: the others may name a person too.
"""

from __future__ import annotations

import logging
import os
import traceback
from pathlib import Path, PurePath

from pipeline.model.policy import HOME

FAULT_LOG = "程序故障.log"
VARIABLE = "JIXIAO_FAULT_LOG"  # where the log is, for the processes that a run starts
_LARGEST = 1_000_000
_NEAR = 3


def _inside(filename: str) -> str:
    """Name a source file without saying where on the machine it is."""
    path = PurePath(filename)
    if path.is_relative_to(HOME) and "site-packages" not in path.parts:
        return path.relative_to(HOME).as_posix()
    return "/".join(path.parts[-_NEAR:]).lstrip("/")


class ElsewhereError(Exception):
    """A fault of another process of this run, whose trace came over as text."""

    def __init__(self, told: str) -> None:
        """Keep the trace as it was told over there."""
        super().__init__()
        self.told = told


def _one(error: BaseException) -> list[str]:
    if isinstance(error, ElsewhereError):
        return [error.told]
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"  {_inside(one.filename)}:{one.lineno} {one.name}\n    {one.line}\n" for one in frames]
    return [f"{type(error).__module__}.{type(error).__qualname__}\n", *places]


def trace(error: BaseException) -> str:
    """Tell an error, with those that led to it first, by kinds and places only."""
    lines: list[str] = []
    seen: set[int] = set()
    now: BaseException | None = error
    while now is not None and id(now) not in seen:
        seen.add(id(now))
        lines = [*_one(now), *lines]
        now = now.__cause__ or (None if now.__suppress_context__ else now.__context__)
    return "".join(lines)


def record(what: str, error: BaseException) -> Path | None:
    """Add a fault to the log of this run and say where it is; None where it cannot be kept or none was begun."""
    told = f"{what}\n{trace(error)}\n"
    named = os.environ.get(VARIABLE)
    if not named:
        logging.getLogger("pipeline").error("%s", told)
        return None
    path = Path(named)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        full = path.is_file() and path.stat().st_size > _LARGEST
        with path.open("w" if full else "a", encoding="utf-8", errors="replace") as file:
            file.write(told)
    except OSError:
        return None
    return path


def begin(folder: Path) -> None:
    """Let this process and those it starts keep their faults in a folder; nothing is written before there is one."""
    os.environ.setdefault(VARIABLE, str((folder / FAULT_LOG).absolute()))
