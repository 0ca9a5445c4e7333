"""Names (文件名): titles and units made safe for every file system, and one folder a workbook."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Protocol

from pipeline.model.contract import HANDBACK_PREFIX
from pipeline.model.text import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

RESULT_JSON = "校验结果.json"
MAX_CHARACTERS = 80
MAX_BYTES = 200
_HEAD = 4096
_NAMED_FIRST = re.compile(rb'\{\s*("workbook":\s*"(?:[^"\\]|\\.)*+")\s*,\s*"sha256"')
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)")


class Named(Protocol):
    """What the choice of a folder needs to know of a workbook."""

    @property
    def workbook(self) -> str:
        """Path below the input folder."""

    @property
    def unit(self) -> str | None:
        """The 单位名称, where it was read."""

    @property
    def year(self) -> int | None:
        """The 预算年度, where it was read."""


def safe_name(text: str) -> str:
    """Make a file name (without extension) that Windows and Linux take: at most 80 characters and 200 bytes."""
    name = _UNSAFE.sub("_", unicodedata.normalize("NFC", text)).strip()[:MAX_CHARACTERS]
    while len(name.encode()) > MAX_BYTES:
        name = name[:-1]
    name = name.rstrip(". ")
    return f"_{name}"[:MAX_CHARACTERS] if not name or _RESERVED.match(name) else name


def stem_of(workbook: str) -> str:
    """File stem of a workbook's path, without the 批注- of a handed-back copy."""
    return PurePosixPath(workbook).stem.removeprefix(HANDBACK_PREFIX) or "_"


def _identity(workbook: str) -> str:
    path = PurePosixPath(workbook)
    return str(path.with_name(path.name.removeprefix(HANDBACK_PREFIX) or path.name))


def workbook_in(folder: Path) -> str | None:
    """Name the workbook whose results a folder holds: as our own json begins, or wherever another says it."""
    if not os.path.isfile(folder / RESULT_JSON):  # noqa: PTH113  (a pipe would never end, a Path raises where it may not look)
        return None
    try:
        with (folder / RESULT_JSON).open("rb") as file:
            head = file.read(_HEAD)
            found = _NAMED_FIRST.match(head)
            return str(json.loads(b"{" + found[1] + b"}" if found else head + file.read())["workbook"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _holds_another(folder: Path, workbook: str) -> bool:
    """Tell whether a folder holds the results of another workbook, or is no folder at all."""
    if os.path.lexists(folder) and not folder.is_dir():
        return True
    named = workbook_in(folder)
    return named is not None and _identity(named) != _identity(printable(workbook))


def _wished(result: Named) -> str:
    if result.unit and result.year:
        return _join(safe_name(result.unit), f"-{result.year}")
    return safe_name(stem_of(result.workbook))


def _join(base: str, tail: str) -> str:
    """Append a tail, shortening the base so that the tail stays whole."""
    while base and (len(base + tail) > MAX_CHARACTERS or len((base + tail).encode()) > MAX_BYTES):
        base = base[:-1]
    return safe_name(base + tail)


def choose_folders(results: Sequence[Named], output: Path) -> list[Path]:
    """Choose the folder of each result, in the same order; no two alike, none that holds another workbook's results."""
    wishes = [_wished(result) for result in results]
    wished = Counter(wish.casefold() for wish in wishes)
    another = cache(lambda name, workbook: _holds_another(output / name, workbook))
    taken: set[str] = set()
    folders: dict[int, Path] = {}
    for index in sorted(range(len(results)), key=lambda at: results[at].workbook):
        workbook, name = results[index].workbook, wishes[index]
        if wished[name.casefold()] > 1 or another(name, workbook):
            name = _join(name, f"-{safe_name(stem_of(workbook))[:40]}")
        tried, number = name, 1
        while tried.casefold() in taken or another(tried, workbook):
            number += 1
            tried = _join(name, f"-{number}")
        taken.add(tried.casefold())
        folders[index] = output / tried
    return [folders[index] for index in range(len(results))]
