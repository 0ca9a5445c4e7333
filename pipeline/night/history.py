"""The history (历史): what every night has seen; what does not change costs one row, however many nights it lasts."""

from __future__ import annotations

import json
import sqlite3
from contextlib import contextmanager
from datetime import datetime
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Self

from pipeline.night.seen import Counts, Seen
from pipeline.night.store import open_store
from pipeline.outputs.result import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from types import TracebackType

    from pipeline.night.seen import Noted, RunRow

HISTORY_FILE = "history.sqlite"
KEPT_RUNS = 800
_DISK = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY}

_STATE = (
    *("sha256", "ruleset", "unit", "year", "verdict", "folder", "critical", "warning", "info"),
    *("score", "spent_fen", "email"),
)
_NOTED = ("rule", "title", "severity", "sheet", "cells", "found", "expected", "message", "fix")
_LAST = f"SELECT {', '.join(_STATE)} FROM states WHERE workbook = ? ORDER BY id DESC LIMIT 1"  # noqa: S608  (our own names)
_PUT_STATE = f"INSERT INTO states (workbook, first_run, {', '.join(_STATE)}) VALUES ({', '.join('?' * 14)})"  # noqa: S608  (as above)
_PUT_FINDING = f"INSERT INTO findings (workbook, first_run, key, {', '.join(_NOTED)}) VALUES ({', '.join('?' * 12)})"  # noqa: S608  (as above)
_RETELL = f"UPDATE findings SET held = 0, {', '.join(f'{name} = ?' for name in _NOTED)} WHERE id = ?"  # noqa: S608  (as above)

_noted_row = attrgetter(*_NOTED)


def stored_name(name: str) -> str:
    """Return a workbook's name as SQLite can hold it; bytes of a name that is no UTF-8 stay distinct."""
    return name.encode("utf-8", "backslashreplace").decode()


def _state_row(seen: Seen) -> tuple[Any, ...]:
    counts = seen.counts
    head = (seen.sha256, seen.ruleset, seen.unit, seen.year, seen.verdict.value, stored_name(seen.folder))
    return (*head, counts.critical, counts.warning, counts.info, seen.score, seen.spent_fen, seen.email)


def _finding_row(noted: Noted) -> tuple[Any, ...]:
    row = list(_noted_row(noted))
    row[_NOTED.index("cells")] = json.dumps(noted.cells, ensure_ascii=False)
    return tuple(row)


def seen_from(name: str, row: tuple[Any, ...]) -> Seen:
    """Turn a row of states (in the order of the columns of _STATE) back into what was seen."""
    sha256, ruleset, unit, year, verdict, folder, *counts, score, spent, email = row
    given = (name, sha256, ruleset, unit, year, Verdict(verdict), folder, Counts(*counts))
    return Seen(*given, findings=None, score=score, spent_fen=spent, email=email)


class History:
    """The history beside the results; why an unusable one was set aside is said in `remark`.

    `record(row, seen)` remembers a run at once; a night of many chunks uses `begin`, `add` and `finish`, and each chunk
    survives a power cut: the next run goes on under the number of the one that was interrupted.
    """

    def __init__(self, path: Path) -> None:
        """Open for writing; the file is made, brought up to date, or set aside and begun anew."""
        self._database, self.remark = open_store(path)
        self._database.execute("CREATE TEMP TABLE present (workbook INTEGER PRIMARY KEY)")

    def __enter__(self) -> Self:
        """Nothing more to open."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file; its side files go with it."""
        self._database.close()

    @property
    def database(self) -> sqlite3.Connection:
        """The open file, for those who ask it questions."""
        return self._database

    def last(self, name: str) -> Seen | None:
        """Tell what was last seen of a workbook (`findings` None: they are in the file); None where it is unknown."""
        known = self._database.execute("SELECT id FROM workbooks WHERE name = ?", (stored_name(name),)).fetchone()
        row = known and self._database.execute(_LAST, known).fetchone()
        return seen_from(name, row) if row else None

    def begin(self, row: RunRow) -> int:
        """Start a run, or go on with the one that was interrupted; return its number."""
        with self._writing() as database:
            database.execute("DELETE FROM present")
            last = database.execute("SELECT id FROM runs WHERE finished IS NULL ORDER BY id DESC").fetchone()
            if last:
                update = "UPDATE runs SET ruleset = ?, whole = ? WHERE id = ?"
                database.execute(update, (row.ruleset, row.whole, last[0]))
                return int(last[0])
            insert = "INSERT INTO runs (started, ruleset, whole) VALUES (?, ?, ?)"
            return int(database.execute(insert, (row.started.isoformat(), row.ruleset, row.whole)).lastrowid or 0)

    def add(self, run: int, seen: Iterable[Seen]) -> None:
        """Remember a chunk of workbooks at once; one that has not changed costs no row."""
        with self._writing() as database:
            for item in seen:
                _remember(database, run, item)

    def finish(self, run: int, finished: datetime | None = None) -> None:
        """End a run: workbooks that it did not see are gone, its totals are kept, very old rows are let go."""
        with self._writing() as database:
            if database.execute("SELECT whole FROM runs WHERE id = ?", (run,)).fetchone()[0]:
                missing = "gone_run IS NULL AND id NOT IN (SELECT workbook FROM present)"
                database.execute(f"UPDATE workbooks SET gone_run = ? WHERE {missing}", (run,))  # noqa: S608  (our own words)
                gone = "end_run IS NULL AND workbook IN (SELECT id FROM workbooks WHERE gone_run = ?)"
                database.execute(f"UPDATE states SET end_run = ? WHERE {gone}", (run, run))  # noqa: S608  (as above)
            _total(database, run)
            moment = finished or datetime.now().astimezone()
            database.execute("UPDATE runs SET finished = ? WHERE id = ?", (moment.isoformat(), run))
            for table in ("findings", "states"):
                database.execute(f"DELETE FROM {table} WHERE end_run <= ?", (run - KEPT_RUNS,))  # noqa: S608  (as above)
        self._database.execute("PRAGMA optimize")

    def record(self, row: RunRow, seen: Iterable[Seen]) -> int:
        """Remember a whole run."""
        run = self.begin(row)
        self.add(run, seen)
        self.finish(run)
        return run

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """All or nothing; a full disk is the OSError it would be in any other file."""
        try:
            self._database.execute("BEGIN IMMEDIATE")
            yield self._database
            self._database.execute("COMMIT")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in _DISK:
                raise
            raise OSError(error.sqlite_errorcode, error.sqlite_errorname, HISTORY_FILE) from error
        finally:
            if self._database.in_transaction:
                self._database.execute("ROLLBACK")


def _remember(database: sqlite3.Connection, run: int, seen: Seen) -> None:
    name = stored_name(seen.name)
    known = database.execute("SELECT id, gone_run FROM workbooks WHERE name = ?", (name,)).fetchone()
    if known is None:
        number = database.execute("INSERT INTO workbooks (name, first_run) VALUES (?, ?)", (name, run)).lastrowid
        workbook = int(number or 0)
    else:
        workbook = int(known[0])
        if known[1] is not None:
            database.execute("UPDATE workbooks SET gone_run = NULL WHERE id = ?", (workbook,))
    database.execute("INSERT OR IGNORE INTO present VALUES (?)", (workbook,))
    _remember_state(database, run, workbook, seen)
    if seen.findings is not None:
        _remember_findings(database, run, workbook, seen)


def _remember_state(database: sqlite3.Connection, run: int, workbook: int, seen: Seen) -> None:
    """Begin a new row where anything about the workbook is another than before."""
    now = f"SELECT id, first_run, {', '.join(_STATE)} FROM states WHERE workbook = ? AND end_run IS NULL"  # noqa: S608  (our own names)
    current = database.execute(now, (workbook,)).fetchone()
    row = _state_row(seen)
    if current and current[2:] == row:
        return
    if current and current[1] == run:
        database.execute("DELETE FROM states WHERE id = ?", (current[0],))
    elif current:
        database.execute("UPDATE states SET end_run = ? WHERE id = ?", (run, current[0]))
    database.execute(_PUT_STATE, (workbook, run, *row))


def _remember_findings(database: sqlite3.Connection, run: int, workbook: int, seen: Seen) -> None:
    """Hold what is found against what is open; a file that cannot be read has mended nothing, its findings wait."""
    columns = ", ".join(_NOTED)
    rows = database.execute(
        f"SELECT key, id, first_run, held, end_run, {columns} FROM findings"  # noqa: S608  (our own names)
        " WHERE workbook = ? AND (end_run IS NULL OR end_run = ?)",
        (workbook, run),
    )
    known = {row[0]: row[1:] for row in rows}
    given = dict(zip(seen.finding_keys, map(_finding_row, seen.findings or ()), strict=True))
    fresh = [(workbook, run, key, *row) for key, row in given.items() if key not in known]
    database.executemany(_PUT_FINDING, fresh)
    same = [key for key in given.keys() & known.keys() if known[key][2:] != (0, None, *given[key])]
    database.executemany(_RETELL, [(*given[key], known[key][0]) for key in same])
    database.executemany("UPDATE findings SET end_run = NULL WHERE id = ?", [(known[key][0],) for key in same])
    absent = [known[key] for key in known.keys() - given.keys() if known[key][3] is None]
    if seen.verdict is Verdict.UNREADABLE:
        database.executemany("UPDATE findings SET held = 1 WHERE id = ?", [(row[0],) for row in absent])
        return
    database.executemany("DELETE FROM findings WHERE id = ?", [(row[0],) for row in absent if row[1] == run])
    ended = [(run, row[0]) for row in absent if row[1] != run]
    database.executemany("UPDATE findings SET end_run = ?, held = 0 WHERE id = ?", ended)


def _total(database: sqlite3.Connection, run: int) -> None:
    """Write the run's totals: workbooks by verdict, findings by severity, and what came and went (说明 left out)."""
    verdicts = ", ".join(f"sum(verdict = '{verdict.value}')" for verdict in (*_BY_WEIGHT,))
    sums = f"SELECT {verdicts}, sum(critical), sum(warning), sum(info) FROM states WHERE end_run IS NULL"  # noqa: S608  (our own words)
    counts = [number or 0 for number in database.execute(sums).fetchone()]
    for column in ("first_run", "end_run"):
        question = f"SELECT count(*) FROM findings WHERE {column} = ? AND severity <> 'info'"  # noqa: S608  (as above)
        counts.append(database.execute(question, (run,)).fetchone()[0])
    names = ("passed", "reminded", "failed", "unreadable", "critical", "warning", "info", "new", "fixed")
    setting = ", ".join(f"{name} = ?" for name in names)
    database.execute(f"UPDATE runs SET {setting} WHERE id = ?", (*counts, run))  # noqa: S608  (as above)


_BY_WEIGHT = (Verdict.PASSED, Verdict.REMINDED, Verdict.FAILED, Verdict.UNREADABLE)
