"""The core (一夜): only what changed is checked, by many workers, in pools; then all folders are chosen and filled."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pipeline.intake.sources import find_sources
from pipeline.night.batches import Named, share_out
from pipeline.night.labour import Labour
from pipeline.night.renamed import follow
from pipeline.night.ruleset import ruleset_version
from pipeline.night.seen import RunRow
from pipeline.night.tasks import check_batch, deliver_batch
from pipeline.night.unchanged import still_standing
from pipeline.outputs.names import choose_folders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from pipeline.intake.sources import Source
    from pipeline.night.batches import Batch
    from pipeline.night.crew import Crew
    from pipeline.night.labour import Done
    from pipeline.night.memory import Memory
    from pipeline.night.seen import Seen

    Progress = Callable[[str, int, int], None]

T = TypeVar("T")
FINDING, CHECKING, DELIVERING = "查看变动", "读取核对", "写出结果"
SPOOL_PREFIX = ".night-"


@dataclass(slots=True)
class Night:
    """What became of a night: every workbook in order, how many kept their verdict, words to say, seconds by stage."""

    seen: tuple[Seen, ...] = ()
    unchanged: int = 0
    words: list[str] = field(default_factory=list)
    wall: dict[str, float] = field(default_factory=dict)
    processor: Counter[str] = field(default_factory=Counter)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Put the time of a stage down."""
        started = time.perf_counter()
        yield
        self.wall[stage] = self.wall.get(stage, 0.0) + time.perf_counter() - started


@dataclass(frozen=True, slots=True)
class _Site:
    """Where a night works, and with whom."""

    given: Path
    output: Path
    spool: Path
    crew: Crew
    progress: Progress
    night: Night

    def work(self, batches: Sequence[Batch], stage: str, task: Callable[[Batch], T]) -> Iterator[Done[T]]:
        """Let the crew work, telling how far it is and how long it took."""
        total = sum(len(batch.sources) for batch in batches)
        with self.night.timed(stage):
            yield from Labour(self.crew, task, lambda done: self.progress(stage, done, total)).over(batches)


@dataclass(frozen=True, slots=True)
class _Checked:
    """What has been checked: batches on the spool, what each workbook calls itself, and who broke its workers."""

    batches: list[Batch] = field(default_factory=list)
    named: dict[str, Named] = field(default_factory=dict)
    interrupted: list[Source] = field(default_factory=list)


def _check(site: _Site, sources: Sequence[Source], checked: _Checked) -> None:
    """Have workbooks read and checked."""
    site.crew.show_around(site.given, (source.path for source in sources), site.spool)
    batches = share_out(sources, site.crew.size, site.spool, f"{len(checked.batches)}-")
    for done in site.work(batches, CHECKING, partial(check_batch, watched=site.crew.watched)):
        if done.outcome is None:
            checked.interrupted.extend(done.batch.sources)
            continue
        checked.batches.append(done.batch)
        checked.named.update({one.workbook: one for one in done.outcome.named})
        site.night.processor.update(done.outcome.seconds)


def _deliver(site: _Site, checked: _Checked, folders: Mapping[str, Path]) -> Iterator[list[Seen]]:
    """Have the files of checked workbooks written; what was seen comes back batch by batch."""
    lost = list(checked.interrupted)
    for done in site.work([batch.into(folders) for batch in checked.batches], DELIVERING, deliver_batch):
        if done.outcome is None:
            lost.extend(done.batch.sources)
        else:
            yield done.outcome
    if lost:
        from pipeline.night.workers import deliver_interrupted  # noqa: PLC0415  (loads every rule)

        yield [deliver_interrupted(source, folders[source.name]) for source in lost]


def _folders(sources: Sequence[Source], stand: Mapping[str, Seen], checked: _Checked, output: Path) -> dict[str, Path]:
    """Choose the folder of every workbook of the run, changed or not."""
    known = {name: Named(name, seen.unit, seen.year) for name, seen in stand.items()} | checked.named
    everyone = [known.get(source.name) or Named(source.name, None, None) for source in sources]
    return dict(zip((one.workbook for one in everyone), choose_folders(everyone, output), strict=True))


def _go(site: _Site, sources: Sequence[Source], stand: dict[str, Seen], remember: Callable[[list[Seen]], None]) -> None:
    """Check what has to be, choose the folders, and check again those whose folder is now another; deliver."""
    checked = _Checked()
    fresh = [source for source in sources if source.name not in stand]
    if fresh:
        _check(site, fresh, checked)
    folders = _folders(sources, stand, checked, site.output)
    moved = [
        source for source in sources if source.name in stand and folders[source.name].name != stand[source.name].folder
    ]
    if moved:
        _check(site, moved, checked)
    for source in moved:
        del stand[source.name]
    site.night.unchanged = len(stand)
    remember(list(stand.values()))
    if fresh or moved:
        for seen in _deliver(site, checked, folders):
            remember(seen)


@contextmanager
def _spool(output: Path) -> Iterator[Path]:
    """Make a folder for what waits to be delivered, and take it away, with those that a killed night has left."""
    output.mkdir(parents=True, exist_ok=True)
    for left in output.glob(f"{SPOOL_PREFIX}*"):
        shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=SPOOL_PREFIX, dir=output))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def validate(given: Path, output: Path, history: Memory, crew: Crew, progress: Progress) -> Night:
    """Check every workbook below `given` that changed, write the files of those, and remember all.

    One night at a time in an output folder (lock.py). OSError where the output cannot be written.
    """
    night, ruleset, output = Night(), ruleset_version(), output.absolute()
    with night.timed(FINDING):
        sources = [replace(source, path=source.path.absolute()) for source in find_sources(given, output)]
        if given.is_dir():
            follow(sources, history)
        standing = still_standing(sources, history.last, ruleset, output)
    stand = {source.name: seen for source, seen in zip(sources, standing, strict=True) if seen}
    run = history.begin(RunRow(datetime.now(UTC), ruleset, whole=given.is_dir()))
    told: dict[str, Seen] = {}

    def remember(seen: list[Seen]) -> None:
        history.add(run, seen)
        told.update({one.name: replace(one, findings=None) for one in seen})

    with _spool(output) as spool:
        _go(_Site(given.absolute(), output, spool, crew, progress, night), sources, stand, remember)
    history.finish(run)
    night.seen = tuple(told[source.name] for source in sources)
    night.words += [seen.held for seen in night.seen if seen.held]
    return night
