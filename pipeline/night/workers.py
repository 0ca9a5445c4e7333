"""Workers (工人): what runs in a worker process: reading and checking a batch, and later delivering it."""

from __future__ import annotations

import gc
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from pipeline.checks.run_checks import crashed
from pipeline.night.batches import Named
from pipeline.night.interrupted import interrupted
from pipeline.night.ruleset import ruleset_version
from pipeline.night.seen import seen_of
from pipeline.night.spool import Parcel, parcel_of, parcels, store
from pipeline.night.trail import POOLED, READING, WRITING, Trail
from pipeline.night.watch import Watch
from pipeline.outputs.deliver import deliver, deliver_sound
from pipeline.outputs.rescue import IN_THE_WAY, held, told_crashed
from pipeline.run import Loaded, calm, check_all, load_source, settled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pipeline.intake.sources import Source
    from pipeline.night.batches import Batch
    from pipeline.night.seen import Seen

START, READ, CHECK, STORE = "启动", "读取", "核对", "暂存"
ROWS = 60_000  # of one pool: bounds what a worker holds, whatever the batch
ONE_AT_A_TIME = threading.Lock()  # a Dask worker may have several threads: the engine and the watch have one owner


@dataclass(frozen=True, slots=True)
class Report:
    """What a worker says of a checked batch: its workbooks in order, and seconds of processor time by stage."""

    named: tuple[Named, ...]
    seconds: Mapping[str, float]


def _load(source: Source) -> Loaded:
    """Load a source; even a fault of our own costs this workbook only."""
    try:
        return load_source(source)
    except Exception as error:  # noqa: BLE001  (our own fault of any kind becomes a finding)
        return Loaded(source, None, None, (crashed("读取", error),))


@cache
def _start_engine() -> None:
    """Load the engine, once a process; what keeps it from loading, the checks themselves tell.

    Before any clock runs over a check, and before many workbooks are held: libraries loaded among them would keep
    their memory from being used again. Then the collector takes away what loading has left, and looks at it no more.
    """
    with suppress(Exception):
        from pipeline.checks.expect import engine  # noqa: PLC0415  (loading it takes seconds)

        engine()
    gc.collect()
    gc.freeze()


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


def _pools(batch: Batch, trail: Trail, stages: Stages, watch: Watch) -> Iterator[list[Loaded]]:
    """Read a batch, and give it in pools of bounded size."""
    pool: list[Loaded] = []
    rows, started = 0, False
    for index, source in enumerate(batch.sources):
        trail.at(READING, index)
        watch.over(source)
        pool.append(_load(source))
        watch.rest()
        if pool[-1].book and not started:  # not for what cannot be read at all
            stages.done(READ)
            trail.at(POOLED, index + 1)
            _start_engine()
            stages.done(START)
            started = True
        rows += _rows(pool[-1])
        if rows >= ROWS:
            stages.done(READ)
            yield settled(pool)
            pool, rows = [], 0
            gc.collect()
    stages.done(READ)
    if pool:
        yield settled(pool)


def _checked(batch: Batch, trail: Trail, stages: Stages, watch: Watch) -> Iterator[Parcel]:
    read = 0
    for pool in _pools(batch, trail, stages, watch):
        trail.at(POOLED, read := read + len(pool))
        watch.over(*(loaded.source for loaded in pool))
        results = check_all(pool)
        watch.rest()
        stages.done(CHECK)
        for loaded, result in zip(pool, results, strict=True):
            ruleset = "" if loaded.data is None else ruleset_version()  # what was not read is tried again
            yield parcel_of(loaded.source, seen_of(result, "", ruleset), result, loaded.data)
        stages.done(STORE)


def check_batch(batch: Batch, *, watched: bool = True) -> Report:
    """Read and check a batch; what was found goes to its spool, names and times come back.

    A thread at a time: the engine and the watch have one owner in a process.
    """
    with ONE_AT_A_TIME, Trail(batch.trail) as trail, Watch(on=watched) as watch, calm():
        stages = Stages()
        named: list[Named] = []

        def told() -> Iterator[Parcel]:
            for parcel in _checked(batch, trail, stages, watch):
                named.append(Named(parcel.seen.name, parcel.seen.unit, parcel.seen.year))
                yield parcel

        store(batch.spool, told())
        gc.collect()
        stages.done(STORE)
        return Report(tuple(named), stages.seconds)


def _delivered(parcel: Parcel, folder: Path) -> Seen:
    """Write the files of one workbook; one that another program holds costs this workbook only."""
    try:
        return _written(parcel, folder)
    except IN_THE_WAY as error:
        return _held(replace(parcel.seen, folder=folder.name), folder, error)


def _held(seen: Seen, folder: Path, error: OSError) -> Seen:
    return replace(seen, ruleset="", held=held(seen.name, folder, error))


def _written(parcel: Parcel, folder: Path) -> Seen:
    if parcel.result is None:
        deliver_sound(parcel.source.name, parcel.text or b"", folder)
        return replace(parcel.seen, folder=folder.name)
    try:
        deliver(parcel.result, parcel.data, folder, parcel.source.path, None)
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001  (our own fault of any kind becomes a finding)
        told = told_crashed(parcel.result, error)  # what can be delivered without the bytes of the workbook
        deliver(told, None, folder, parcel.source.path, None)
        return seen_of(told, folder.name, "")
    return replace(parcel.seen, folder=folder.name)


def deliver_batch(batch: Batch) -> list[Seen]:
    """Write the files of a checked batch into the folders chosen; what was seen comes back for the history."""
    folders = {source.name: folder for source, folder in zip(batch.sources, batch.folders, strict=True)}
    with Trail(batch.trail) as trail:
        mine = (parcel for parcel in parcels(batch.spool) if parcel.source.name in folders)
        seen = []
        for index, parcel in enumerate(mine):
            trail.at(WRITING, index)
            seen.append(_delivered(parcel, folders[parcel.source.name]))
        return seen


def deliver_interrupted(source: Source, folder: Path) -> Seen:
    """Write the files of a workbook over which workers died; it is tried again next time, whatever its bytes."""
    result = interrupted(source)
    seen = seen_of(result, folder.name, "")
    try:
        deliver(result, None, folder, source.path, None)
    except IN_THE_WAY as error:
        return _held(seen, folder, error)
    return seen
