"""Batches (批): which workbooks one worker takes at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from pipeline.intake.sources import Source

MOST = 250  # a call of the expectations engine costs as much for one workbook as for a hundred; more take memory only
LEAST = 60  # fewer do not pay for a second worker, which takes seconds to load the engine
BYTES = 48 << 20  # of files in one batch: what a worker holds at once is a multiple of it


@dataclass(frozen=True, slots=True)
class Batch:
    """The workbooks of one task, under a tag of its own in the folder of this run; `spooled` under which tag.

    `folders` are those of the workbooks, once they are chosen.
    """

    tag: str
    folder: Path
    sources: tuple[Source, ...]
    spooled: str
    folders: tuple[Path, ...] = ()

    @property
    def spool(self) -> Path:
        """The file that carries what was found to the delivery."""
        return self.folder / f"{self.spooled}.spool"

    @property
    def trail(self) -> Path:
        """Where the worker says which workbook it is at."""
        return self.folder / f"{self.tag}.trail"

    def part(self, side: str, sources: Sequence[Source]) -> Self:
        """Make a smaller task of some of the workbooks; one not delivered yet gets a spool of its own."""
        tag = self.tag + side
        spooled = tag if self.spooled == self.tag else self.spooled
        chosen = dict(zip(self.sources, self.folders, strict=False))
        folders = tuple(chosen[source] for source in sources if source in chosen)
        return replace(self, tag=tag, sources=tuple(sources), spooled=spooled, folders=folders)

    def into(self, folders: Mapping[str, Path]) -> Self:
        """Make the second task of the same workbooks: their delivery."""
        return replace(self, tag=f"{self.tag}d", folders=tuple(folders[source.name] for source in self.sources))


@dataclass(frozen=True, slots=True)
class Named:
    """What the choice of folders needs to know of a workbook."""

    workbook: str
    unit: str | None
    year: int | None


def size_of(source: Source) -> int:
    """Count the bytes of a file; none where it cannot be reached."""
    try:
        return source.path.stat().st_size
    except OSError:
        return 0


def _share(left: int, jobs: int) -> int:
    """Say how many of those left the next batch takes: the fewer the nearer the end, so that nobody waits long."""
    if 2 * left <= 3 * LEAST:
        return left
    return min(MOST, max(LEAST, -(-left // jobs)))


def _parts(sources: Sequence[Source], jobs: int) -> Iterator[tuple[Source, ...]]:
    start = held = 0
    most = _share(len(sources), jobs)
    for at, source in enumerate(sources):
        size = size_of(source)
        if at > start and (at - start == most or held + size > BYTES):
            yield tuple(sources[start:at])
            start, held, most = at, 0, _share(len(sources) - at, jobs)
        held += size
    if sources:
        yield tuple(sources[start:])


def share_out(sources: Sequence[Source], jobs: int, folder: Path, prefix: str = "") -> list[Batch]:
    """Share the workbooks out: as many batches as keep all workers busy to the end, none too large."""
    tags = (f"{prefix}{number:05}" for number in range(len(sources)))
    return [Batch(tag, folder, part, tag) for tag, part in zip(tags, _parts(sources, jobs), strict=False)]
