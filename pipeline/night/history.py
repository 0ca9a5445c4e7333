"""The history (历史): what every night has seen; what does not change costs one row, however many nights it lasts."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Self

from pipeline.night.remember import LAST, remember, seen_from, stored_name, total
from pipeline.night.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from types import TracebackType

    from pipeline.night.seen import RunRow, Seen

HISTORY_FILE = "history.sqlite"
KEPT_RUNS = 800
_DISK = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY}


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
        row = known and self._database.execute(LAST, known).fetchone()
        return seen_from(name, row) if row else None

    def known(self) -> dict[str, str | None]:
        """List every workbook by its stored name, with the digest of what was last seen; None where it has gone."""
        question = (
            "SELECT name, CASE WHEN gone_run IS NULL THEN sha256 END FROM workbooks"
            " LEFT JOIN states ON states.workbook = workbooks.id AND end_run IS NULL"
        )
        return dict(self._database.execute(question))

    def rename(self, old: str, new: str) -> None:
        """Go on with a workbook under another name; its results still bear the old one, so it is checked again."""
        with self._writing() as database:
            database.execute("UPDATE workbooks SET name = ? WHERE name = ?", (new, old))
            now = "end_run IS NULL AND workbook = (SELECT id FROM workbooks WHERE name = ?)"
            database.execute(f"UPDATE states SET folder = '' WHERE {now}", (new,))  # noqa: S608  (our own words)

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
                remember(database, run, item)

    def finish(self, run: int, finished: datetime | None = None) -> None:
        """End a run: workbooks that it did not see are gone, its totals are kept, very old rows are let go."""
        with self._writing() as database:
            if database.execute("SELECT whole FROM runs WHERE id = ?", (run,)).fetchone()[0]:
                missing = "gone_run IS NULL AND id NOT IN (SELECT workbook FROM present)"
                database.execute(f"UPDATE workbooks SET gone_run = ? WHERE {missing}", (run,))  # noqa: S608  (our own words)
                gone = "end_run IS NULL AND workbook IN (SELECT id FROM workbooks WHERE gone_run = ?)"
                database.execute(f"UPDATE states SET end_run = ? WHERE {gone}", (run, run))  # noqa: S608  (as above)
            total(database, run)
            moment = finished or datetime.now().astimezone()
            database.execute("UPDATE runs SET finished = ? WHERE id = ?", (moment.isoformat(), run))
            _let_go(database, run - KEPT_RUNS)
        self._database.execute("PRAGMA optimize")

    def record(self, row: RunRow, seen: Iterable[Seen]) -> int:
        """Remember a whole run."""
        run = self.begin(row)
        self.add(run, seen)
        self.finish(run)
        return run

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """All or nothing; a full disk, or another program's hold, is the OSError it would be in any other file."""
        try:
            self._database.execute("BEGIN IMMEDIATE")
            yield self._database
            self._database.execute("COMMIT")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in _DISK:
                raise
            kind = PermissionError if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY else OSError
            raise kind(error.sqlite_errorcode, error.sqlite_errorname, HISTORY_FILE) from error
        finally:
            if self._database.in_transaction:
                self._database.execute("ROLLBACK")


def _let_go(database: sqlite3.Connection, run: int) -> None:
    """Forget what ended, and workbooks that went, in a run this long ago or before."""
    gone = "workbook IN (SELECT id FROM workbooks WHERE gone_run <= :run)"
    for table, ended in (("findings", "end_run <= :run OR"), ("states", "end_run <= :run OR"), ("mailed", "")):
        database.execute(f"DELETE FROM {table} WHERE {ended} {gone}", {"run": run})  # noqa: S608  (our own names)
    database.execute("DELETE FROM workbooks WHERE gone_run <= ?", (run,))
