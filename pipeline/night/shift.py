"""The night shift (夜班): one night from the command line, with its history, its workers and its index."""

from __future__ import annotations

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from pipeline.night.core import validate
from pipeline.night.crew import Processes
from pipeline.night.history import HISTORY_FILE, History
from pipeline.night.morning import lay_out
from pipeline.outputs import files
from pipeline.outputs.index import INDEX_PAGE, Told, index_entries
from pipeline.outputs.lock import alone
from pipeline.outputs.page import index_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.night.core import Night, Progress
    from pipeline.night.crew import Crew
    from pipeline.outputs.page_night import NightShown


def _told(night: Night) -> dict[str, Told]:
    """Tell the index what the night knows, by folder, so that no json is read again."""
    return {
        seen.folder: Told(
            seen.name, seen.unit, seen.year, seen.verdict, (seen.counts.critical, seen.counts.warning, seen.counts.info)
        )
        for seen in night.seen
    }


def write_night_index(output: Path, night: Night, shown: NightShown | None) -> None:
    """Write index.html: what this night changed, then its workbooks, then the others."""
    told = _told(night)
    entries = index_entries(output, told.keys(), told)
    files.write_whole(output / INDEX_PAGE, index_page(entries, shown).encode())


@contextmanager
def _crew(jobs: int | None, scheduler: str | None) -> Iterator[Crew]:
    """Call the workers in: of this machine, or of a cluster."""
    if scheduler is None:
        yield Processes(jobs)
        return
    from pipeline.night.cluster import Cluster  # noqa: PLC0415  (an optional extra)

    with closing(Cluster(scheduler)) as cluster:
        yield cluster


def night_shift(given: Path, output: Path, jobs: int | None, scheduler: str | None, progress: Progress) -> Night:
    """Check what changed below `given` and renew the index, one run at a time. CrewError without workers."""
    with _crew(jobs, scheduler) as crew, alone(output, lambda: progress("等待另一次运行结束", 0, 0)):
        files.clean(output)
        with History(output / HISTORY_FILE) as history:
            night = validate(given, output, history, crew, progress)
            shown = lay_out(history.database, output)
        write_night_index(output, night, shown)
    return night
