"""Coverage-guided fuzzing of intake where atheris is installed: `python -m tests.fuzz.guided xml -runs=10000 -seed=1`.

The first word says what is tried: `bytes` of the archive, `xml` of its parts, `cells` typed by a person.
"""

from __future__ import annotations

import io
import os
import random
import re
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import atheris  # type: ignore[import-not-found]  # an optional tool, for Linux only

with atheris.instrument_imports(include=["pipeline.intake"]):
    from pipeline.intake.load import load

from tests.faults.typed import write
from tests.fuzz.mutations import damaged_bytes, damaged_cells, damaged_xml, whole
from tests.hostile_support import sheet_of_bytes, sheet_xml

NAME = "表.xlsx"


def _dice(data: bytes) -> random.Random:
    return random.Random(data)  # noqa: S311  (seeded variety, no secret)


def try_bytes(data: bytes) -> None:
    """Read the bytes themselves, and a workbook damaged as they decide."""
    load(data, NAME)
    load(damaged_bytes(_dice(data)), NAME)


def try_xml(data: bytes) -> None:
    """Read a sheet whose rows are the bytes, and a workbook with damaged parts."""
    head, tail = sheet_xml("").split(b"</sheetData>")
    load(sheet_of_bytes(head + data + b"</sheetData>" + tail), NAME)
    load(damaged_xml(_dice(data)), NAME)


def try_cells(data: bytes) -> None:
    """Read a workbook with anything in any cell."""
    load(write(damaged_cells(_dice(data))), NAME)


KINDS: dict[str, Callable[[bytes], None]] = {"bytes": try_bytes, "xml": try_xml, "cells": try_cells}


def _rows() -> Iterator[bytes]:
    """Give some rows of each sheet of a sound workbook."""
    with zipfile.ZipFile(io.BytesIO(whole(0))) as book:
        for name in book.namelist():
            yield b"".join(re.findall(rb"<row .*?</row>", book.read(name), re.DOTALL)[:3])


def _begin(folder: Path) -> None:
    """Write what the search starts from; nothing grows out of nothing in ten thousand cases."""
    for at, content in enumerate([whole(0), *filter(None, _rows())]):
        (folder / f"{at}").write_bytes(content)


def main() -> int:
    """Search in a process of its own, which the library ends by itself."""
    kind = KINDS[sys.argv.pop(1)]
    with tempfile.TemporaryDirectory(prefix="guided-") as folder:
        _begin(Path(folder))
        child = os.fork()
        if child == 0:
            atheris.Setup([*sys.argv, "-max_len=60000", folder], kind)
            atheris.Fuzz()
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    sys.exit(main())
