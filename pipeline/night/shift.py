"""The night shift (夜班): one night from the command line, with its history, its workers and its index."""

from __future__ import annotations

from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.night.core import validate
from pipeline.night.crew import Processes
from pipeline.night.history import HISTORY_FILE, History
from pipeline.night.mail import send_mail
from pipeline.night.morning import lay_out
from pipeline.night.summary import SUMMARY
from pipeline.outputs import files
from pipeline.outputs.index import INDEX_PAGE, Told, index_entries
from pipeline.outputs.lock import alone
from pipeline.outputs.page.pages import index_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.night.core import Night, Progress
    from pipeline.night.crew import Crew
    from pipeline.night.seen import Counts
    from pipeline.outputs.page.night import NightShown


def _counts(counts: Counts) -> tuple[int, int, int]:
    return counts.critical, counts.warning, counts.info


def _told(night: Night) -> dict[str, Told]:
    """Tell the index what the night knows, by folder, so that no json is read again."""
    return {
        seen.folder: Told(seen.name, seen.unit, seen.year, seen.verdict, _counts(seen.counts), seen.sha256)
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
        with closing(Processes(jobs)) as processes:
            yield processes
        return
    from pipeline.night.cluster import Cluster  # noqa: PLC0415  (an optional extra)

    with closing(Cluster(scheduler)) as cluster:
        yield cluster


@dataclass(frozen=True, slots=True)
class Order:
    """What a night is given: workbooks, where results go, who works, and the mail settings (None: no mail)."""

    given: Path
    output: Path
    jobs: int | None = None
    scheduler: str | None = None
    mail: Path | None = None


def night_shift(order: Order, progress: Progress) -> Night:
    """Check what changed, renew index and summary, then send the mail; one run at a time. CrewError without workers."""
    output = order.output
    with _crew(order.jobs, order.scheduler) as crew, alone(output, lambda: progress("等待另一次运行结束", 0, 0)):
        files.clean(output)
        with History(output / HISTORY_FILE) as history:
            night = validate(order.given, output, history, crew, progress)
            if history.remark:
                night.words.append(history.remark)
            with night.timed("汇总"):
                shown = lay_out(history.database, output)
                write_night_index(output, night, shown)
            if shown and shown.summary != SUMMARY:
                night.words.append(f"“{SUMMARY}”正在别的程序里打开，新的写在“{shown.summary}”。")
            if order.mail:
                with night.timed("邮件"):
                    night.words += send_mail(history.database, order.mail)
    return night
