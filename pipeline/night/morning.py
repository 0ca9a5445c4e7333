"""The morning (早晨): what people find: the index with the night's changes, and 校验汇总.xlsx."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from pipeline.model.text import printable
from pipeline.night.changes import books, changes
from pipeline.night.summary import page_of, write_summary
from pipeline.outputs.page.night import NightRow, NightShown, Point, columns

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from pathlib import Path

    from pipeline.night.changes import BookRow, Changes, Night

SHOWN = 50


def when(night: Night) -> str:
    """Write the moment a run began, in this place's time."""
    return f"{night.started.astimezone():%Y-%m-%d %H:%M}"


def _urgent(rows: Iterable[BookRow], now: Changes) -> list[BookRow]:
    """Sort what has something new first, then what has waited longest; on a first night by how much there is."""
    waiting = [row for row in rows if row.open]
    first = now.before is None
    oldest = now.now.started
    return sorted(waiting, key=lambda row: (0 if first else -row.new, row.since or oldest, -row.open))


def _row(row: BookRow, now: Changes, output: Path) -> NightRow:
    seen = row.seen
    name = printable(seen.name)
    who = f"{seen.unit} {seen.year}年" if seen.unit and seen.year else seen.unit or name
    days = now.days(row.since) if row.since else 0
    return NightRow(who, name, row.new, row.fixed, row.open, days, page_of(output, seen.folder))


def shown(now: Changes, rows: Iterable[BookRow], output: Path, summary: str | None) -> NightShown:
    """Put together the night's section of the index."""
    urgent = _urgent(rows, now)
    points = [Point(f"{it.started.astimezone():%m-%d}", it.critical, it.warning) for it in now.nights]
    return NightShown(
        when=when(now.now),
        before=when(now.before) if now.before else None,
        new=now.now.new,
        fixed=now.now.fixed,
        critical=now.now.critical,
        warning=now.now.warning,
        arrived=len(now.arrived),
        gone=tuple(map(printable, now.gone[:SHOWN])),
        gone_more=max(len(now.gone) - SHOWN, 0),
        rows=tuple(_row(row, now, output) for row in islice(urgent, SHOWN)),
        more=max(len(urgent) - SHOWN, 0),
        columns=columns(points),
        summary=summary,
        by_other_rules=now.by_other_rules,
    )


def lay_out(database: sqlite3.Connection, output: Path) -> NightShown | None:
    """Write 校验汇总.xlsx over the last run and tell what the index shows of it; None where there was no run."""
    now = changes(database)
    if now is None:
        return None
    summary = write_summary(database, now, output)
    return shown(now, books(database, now.now.run), output, summary.name)
