"""The changes (变化): what is new, what was mended, what is still open and since when, and the trend."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from pipeline.night.remember import STATE, seen_from
from pipeline.night.seen import Noted, Seen

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

TREND_RUNS = 14
_TOTALS = "passed, reminded, failed, unreadable, critical, warning, info, new, fixed"
_NOTED = "rule, title, severity, sheet, cells, found, expected, message, fix"
# 说明 ask for nothing: they are neither new work nor work done.
_WORK = "severity <> 'info' AND held = 0"


@dataclass(frozen=True, slots=True)
class Night:
    """One finished run in numbers: workbooks by verdict, findings by severity, what came and what was mended."""

    run: int
    started: datetime
    passed: int
    reminded: int
    failed: int
    unreadable: int
    critical: int
    warning: int
    info: int
    new: int
    fixed: int
    ruleset: str = ""

    @property
    def workbooks(self) -> int:
        """How many workbooks there were."""
        return self.passed + self.reminded + self.failed + self.unreadable


@dataclass(frozen=True, slots=True)
class Changes:
    """A run beside the one before it (None on the first night), and the last nights, oldest first."""

    now: Night
    before: Night | None
    nights: tuple[Night, ...]
    arrived: tuple[str, ...]
    gone: tuple[str, ...]

    @property
    def by_other_rules(self) -> bool:
        """Whether program or rules are others than in the run before: then not all that is new was done by people."""
        return self.before is not None and self.now.ruleset != self.before.ruleset

    def days(self, since: datetime) -> int:
        """How many days lie between then and this run; none where the clock was set back meanwhile."""
        return max(0, (self.now.started.astimezone().date() - since.astimezone().date()).days)


@dataclass(frozen=True, slots=True)
class BookRow:
    """One workbook that is there: what was seen, what came and went in this run, and since when its oldest is open."""

    seen: Seen
    new: int
    fixed: int
    open: int
    since: datetime | None


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding: whose it is, whether this run brought it, since when it is open."""

    workbook: str
    unit: str | None
    year: int | None
    folder: str
    noted: Noted
    new: bool
    since: datetime


@dataclass(frozen=True, slots=True)
class UnitNight:
    """One office in one run: its workbooks together, the score their mean."""

    unit: str
    run: int
    workbooks: int
    critical: int
    warning: int
    score: float | None


# A workbook checked alone bears another name than in its folder tree: it is missed only where a whole run has seen it.
_GONE = "EXISTS (SELECT 1 FROM runs WHERE whole AND id >= first_run AND id < gone_run) AND gone_run"


def nights(database: sqlite3.Connection, most: int) -> tuple[Night, ...]:
    """Return the last finished runs, oldest first."""
    question = f"SELECT id, started, {_TOTALS}, ruleset FROM runs WHERE finished IS NOT NULL ORDER BY id DESC LIMIT ?"  # noqa: S608  (our own names)
    rows = database.execute(question, (most,)).fetchall()
    return tuple(Night(row[0], datetime.fromisoformat(row[1]), *row[2:]) for row in reversed(rows))


def _names(database: sqlite3.Connection, which: str, run: int) -> tuple[str, ...]:
    question = f"SELECT name FROM workbooks WHERE {which} = ? ORDER BY name"  # noqa: S608  (as above)
    return tuple(name for (name,) in database.execute(question, (run,)))


def changes(database: sqlite3.Connection, most: int = TREND_RUNS) -> Changes | None:
    """Compare the last finished run with the one before; None while there is none."""
    known = nights(database, most)
    if not known:
        return None
    now = known[-1]
    before = known[-2] if len(known) > 1 else None
    return Changes(now, before, known, _names(database, "first_run", now.run), _names(database, _GONE, now.run))


def books(database: sqlite3.Connection, run: int) -> Iterator[BookRow]:
    """Tell every workbook of the last run, what needs work first."""
    state = ", ".join(f"s.{name}" for name in STATE)
    question = f"""
      WITH tally AS (
        SELECT workbook, sum(first_run = :run) AS new, sum(end_run IS NOT NULL) AS fixed, sum(end_run IS NULL) AS open,
          min(CASE WHEN end_run IS NULL THEN first_run END) AS oldest
        FROM findings WHERE {_WORK} AND (end_run IS NULL OR end_run = :run) GROUP BY workbook)
      SELECT w.name, t.new, t.fixed, t.open, r.started, {state}
      FROM workbooks w JOIN states s ON s.workbook = w.id AND s.end_run IS NULL
      LEFT JOIN tally t ON t.workbook = w.id LEFT JOIN runs r ON r.id = t.oldest
      ORDER BY s.verdict = '无法读取' DESC, s.critical DESC, s.warning DESC, s.unit, s.year, w.name"""  # noqa: S608  (as above)
    for name, new, fixed, still, started, *row in database.execute(question, {"run": run}):
        since = datetime.fromisoformat(started) if started else None
        yield BookRow(seen_from(name, tuple(row)), new or 0, fixed or 0, still or 0, since)


def noted_columns(table: str) -> str:
    """Name the columns of a finding, in the order `noted_from` takes them."""
    return ", ".join(f"{table}.{name}" for name in _NOTED.split(", "))


def noted_from(row: tuple[str, ...]) -> Noted:
    """Turn a row of findings back into what was noted."""
    rule, title, severity, sheet, cells, *rest = row
    return Noted(rule, title, severity, sheet, tuple(json.loads(cells)), *rest)


def findings(database: sqlite3.Connection, run: int, which: str = "open") -> Iterator[FindingRow]:
    """Tell findings by workbook, the heaviest first: all that are open, those `new` in a run, or `fixed` in it."""
    chosen = {"open": "f.end_run IS NULL", "new": f"f.end_run IS NULL AND f.first_run = {run:d}"}
    chosen["fixed"] = f"f.end_run = {run:d}"
    noted = noted_columns("f")
    question = f"""
      SELECT w.name, s.unit, s.year, s.folder, f.first_run = {run:d}, r.started, {noted}
      FROM findings f JOIN workbooks w ON w.id = f.workbook
      JOIN states s ON s.workbook = f.workbook AND s.end_run IS NULL JOIN runs r ON r.id = f.first_run
      WHERE f.held = 0 AND {chosen[which]}
      ORDER BY s.unit, s.year, w.name, f.severity = 'critical' DESC, f.severity = 'warning' DESC, f.id"""  # noqa: S608  (as above)
    for name, unit, year, folder, new, started, *row in database.execute(question):
        yield FindingRow(name, unit, year, folder, noted_from(tuple(row)), bool(new), datetime.fromisoformat(started))


def units(database: sqlite3.Connection, most: int = TREND_RUNS) -> Iterator[UnitNight]:
    """Tell every office that is there, run by run, oldest first, over the last runs."""
    question = """
      WITH last AS (SELECT id FROM runs WHERE finished IS NOT NULL ORDER BY id DESC LIMIT ?),
        here AS (SELECT DISTINCT unit FROM states WHERE end_run IS NULL AND unit IS NOT NULL)
      SELECT s.unit, last.id, count(*), sum(s.critical), sum(s.warning), avg(CAST(s.score AS REAL))
      FROM last JOIN states s ON s.first_run <= last.id AND (s.end_run IS NULL OR s.end_run > last.id)
      WHERE s.unit IN here GROUP BY s.unit, last.id ORDER BY s.unit, last.id"""
    for row in database.execute(question, (most,)):
        yield UnitNight(*row)
