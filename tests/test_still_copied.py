"""A file that is still being copied is told apart from a damaged one, while somebody really writes it."""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipeline.cli import SAMPLE
from pipeline.intake.apart import Apart
from pipeline.intake.sources import FRESH, Source
from pipeline.run import load_source, settled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.model.book import Book
    from pipeline.model.findings import Finding

SOUND = SAMPLE.read_bytes()
HALF = len(SOUND) // 2


@contextmanager
def _copied(path: Path, seconds: float, pieces: int) -> Iterator[Source]:
    """Lay half a workbook down; someone goes on writing the rest in pieces, so many seconds apart."""
    path.write_bytes(SOUND[:HALF])
    enough = threading.Event()

    def go_on() -> None:
        step = -(-HALF // pieces)
        with path.open("ab", buffering=0) as file:
            for start in range(HALF, len(SOUND), step):
                if enough.wait(seconds):
                    return
                file.write(SOUND[start : start + step])

    writer = threading.Thread(target=go_on)
    writer.start()
    try:
        yield Source("表.xlsx", path)
    finally:
        enough.set()
        writer.join()


def test_a_copy_that_is_finished_soon_is_read(tmp_path: Path) -> None:
    """The pause after the first look is enough."""
    with _copied(tmp_path / "表.xlsx", 0.2, 1) as source:
        (item,) = settled([load_source(source)])
    assert item.book is not None
    assert item.data == SOUND


def test_a_copy_that_goes_on_is_called_unfinished_not_damaged(tmp_path: Path) -> None:
    """Nobody is sent to look for a sound copy of what is only half here; the next night reads it."""
    with _copied(tmp_path / "表.xlsx", 0.05, 10_000) as source:
        (item,) = settled([load_source(source)])
    assert [finding.rule.id for finding in item.findings] == ["file-changing"]
    assert item.data is None


def test_a_damaged_file_that_nobody_writes_is_damaged(tmp_path: Path) -> None:
    """New or old; an old one is not even waited for."""
    path = tmp_path / "表.xlsx"
    path.write_bytes(SOUND[:HALF])
    source = Source("表.xlsx", path)
    (fresh,) = settled([load_source(source)])
    os.utime(path, (1_000_000, 1_000_000 - FRESH))
    (old,) = settled([load_source(source)])
    assert [finding.rule.id for item in (fresh, old) for finding in item.findings] == ["file-damaged"] * 2


def test_the_second_look_reads_apart_too(tmp_path: Path) -> None:
    """What a file becomes while it is copied may kill its reader as well as any other."""
    with Apart() as apart, _copied(tmp_path / "表.xlsx", 0.2, 1) as source:
        seen: list[int] = []

        def read(data: bytes, name: str) -> tuple[Book | None, list[Finding]]:
            seen.append(len(data))
            return apart.load(data, name)

        (item,) = settled([load_source(source, read)], read)
    assert item.book is not None
    assert seen == [HALF, len(SOUND)]
