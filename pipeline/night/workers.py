"""Workers (工人): what runs in a worker process: reading and checking a batch, and later delivering it."""

from __future__ import annotations

import faulthandler
import gc
import os
import threading
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from pipeline.checks.run_checks import crashed
from pipeline.model.policy import policy
from pipeline.night.batches import Named
from pipeline.night.interrupted import interrupted
from pipeline.night.ruleset import ruleset_version
from pipeline.night.seen import seen_of
from pipeline.night.spool import Parcel, parcel_of, parcels, store
from pipeline.night.trail import POOLED, READING, Trail
from pipeline.outputs.deliver import deliver, deliver_sound
from pipeline.outputs.rescue import told_crashed
from pipeline.run import Loaded, calm, check_all, load_source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from types import TracebackType

    from pipeline.intake.sources import Source
    from pipeline.night.batches import Batch
    from pipeline.night.seen import Seen
    from pipeline.outputs.result import Result

READ, CHECK, STORE = "读取", "核对", "暂存"
ROWS = 120_000  # of one pool: bounds what a worker holds, whatever the batch
ONE_AT_A_TIME = threading.Lock()  # a Dask worker may have several threads: the engine and the watch have one owner


@dataclass(frozen=True, slots=True)
class Report:
    """What a worker says of a checked batch: its workbooks in order, and seconds of processor time by stage."""

    named: tuple[Named, ...]
    seconds: Mapping[str, float]


class Watch:
    """Lets the process die where one file takes too long: a parser that hangs cannot be stopped in any other way."""

    def __init__(self, *, on: bool) -> None:
        """Open nothing's file, for the trace that nobody reads."""
        self._nowhere = open(os.devnull, "w", encoding="utf-8") if on else None  # noqa: SIM115, PTH123  (a device; closed below)

    def __enter__(self) -> Self:
        """Nothing is watched yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop watching."""
        if self._nowhere:
            faulthandler.cancel_dump_traceback_later()
            self._nowhere.close()

    def over(self, source: Source) -> None:
        """Give one file its time, by its size."""
        if self._nowhere:
            faulthandler.dump_traceback_later(_patience(source), exit=True, file=self._nowhere)

    def rest(self) -> None:
        """Stop the clock until the next file."""
        if self._nowhere:
            faulthandler.cancel_dump_traceback_later()


def _patience(source: Source) -> float:
    limits = policy().night
    try:
        size = source.path.stat().st_size
    except OSError:
        size = 0
    return limits.file_seconds + limits.seconds_per_mb * size / (1 << 20)


def _load(source: Source) -> Loaded:
    """Load a source; even a fault of our own costs this workbook only."""
    try:
        return load_source(source)
    except Exception as error:  # noqa: BLE001  (our own fault of any kind becomes a finding)
        return Loaded(source, None, None, (crashed("读取", error),))


def _rows(loaded: Loaded) -> int:
    book = loaded.book
    return 0 if book is None else len(book.projects) + len(book.indicators) + len(book.paragraphs) + len(book.payments)


class Stages:
    """A stop-watch of processor time by stage."""

    def __init__(self) -> None:
        """Start at nothing."""
        self.seconds: dict[str, float] = {}
        self._last = time.process_time()

    def done(self, stage: str) -> None:
        """Put the time since the last call down to a stage."""
        now = time.process_time()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + now - self._last
        self._last = now


def _pools(batch: Batch, trail: Trail, stages: Stages, *, watched: bool) -> Iterator[list[Loaded]]:
    """Read a batch, and give it in pools of bounded size."""
    pool: list[Loaded] = []
    rows = 0
    with Watch(on=watched) as watch:
        for index, source in enumerate(batch.sources):
            trail.at(READING, index)
            watch.over(source)
            pool.append(_load(source))
            watch.rest()
            rows += _rows(pool[-1])
            if rows >= ROWS:
                stages.done(READ)
                yield pool
                pool, rows = [], 0
                gc.collect()
    stages.done(READ)
    if pool:
        yield pool


def _checked(batch: Batch, trail: Trail, stages: Stages, *, watched: bool) -> Iterator[Parcel]:
    read = 0
    for pool in _pools(batch, trail, stages, watched=watched):
        trail.at(POOLED, read := read + len(pool))
        results = check_all(pool)
        stages.done(CHECK)
        for loaded, result in zip(pool, results, strict=True):
            ruleset = "" if loaded.data is None else ruleset_version()  # what was not read is tried again
            yield parcel_of(loaded.source, seen_of(result, "", ruleset), result, loaded.data)
        stages.done(STORE)


def check_batch(batch: Batch, *, watched: bool = True) -> Report:
    """Read and check a batch; what was found goes to its spool, names and times come back.

    A thread at a time: the engine and the watch have one owner in a process.
    """
    with ONE_AT_A_TIME, Trail(batch.trail) as trail, calm():
        stages = Stages()
        named: list[Named] = []

        def told() -> Iterator[Parcel]:
            for parcel in _checked(batch, trail, stages, watched=watched):
                named.append(Named(parcel.seen.name, parcel.seen.unit, parcel.seen.year))
                yield parcel

        store(batch.spool, told())
        gc.collect()
        stages.done(STORE)
        return Report(tuple(named), stages.seconds)


def _delivered(parcel: Parcel, folder: Path) -> Seen:
    """Write the files of one workbook."""
    if parcel.result is None:
        deliver_sound(parcel.source.name, parcel.text or b"", folder)
        return replace(parcel.seen, folder=folder.name)
    try:
        deliver(parcel.result, parcel.data, folder, parcel.source.path, None)
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001  (our own fault of any kind becomes a finding)
        return _without_copy(parcel.result, parcel.source, folder, error)
    return replace(parcel.seen, folder=folder.name)


def _without_copy(result: Result, source: Source, folder: Path, error: Exception) -> Seen:
    """Deliver what can be delivered without the bytes of the workbook, and say that the copy is missing."""
    told = told_crashed(result, error)
    deliver(told, None, folder, source.path, None)
    return seen_of(told, folder.name, "")


def deliver_batch(batch: Batch) -> list[Seen]:
    """Write the files of a checked batch into the folders chosen; what was seen comes back for the history."""
    folders = {source.name: folder for source, folder in zip(batch.sources, batch.folders, strict=True)}
    with Trail(batch.trail) as trail:
        mine = (parcel for parcel in parcels(batch.spool) if parcel.source.name in folders)
        seen = []
        for index, parcel in enumerate(mine):
            trail.at(READING, index)
            seen.append(_delivered(parcel, folders[parcel.source.name]))
        return seen


def deliver_interrupted(source: Source, folder: Path) -> Seen:
    """Write the files of a workbook over which workers died; it is tried again next time, whatever its bytes."""
    result = interrupted(source)
    deliver(result, None, folder, source.path, None)
    return seen_of(result, folder.name, "")
