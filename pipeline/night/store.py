"""The store (历史文件): the SQLite file of the history, opened, brought up to date, or set aside where it is no use."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

APPLICATION = 0x6A786E69
BUSY_SECONDS = 30.0
DAMAGED, NEWER, FOREIGN = "损坏", "较新", "不是本程序的"
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT}
_SUFFIXES = ("", "-wal", "-shm")

_FIRST = """
CREATE TABLE runs (
  id INTEGER PRIMARY KEY, started TEXT NOT NULL, finished TEXT, ruleset TEXT NOT NULL, whole INTEGER NOT NULL,
  passed INTEGER, reminded INTEGER, failed INTEGER, unreadable INTEGER,
  critical INTEGER, warning INTEGER, info INTEGER, new INTEGER, fixed INTEGER
);
CREATE TABLE workbooks (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,
  first_run INTEGER NOT NULL REFERENCES runs, gone_run INTEGER REFERENCES runs
);
CREATE TABLE states (
  id INTEGER PRIMARY KEY, workbook INTEGER NOT NULL REFERENCES workbooks,
  first_run INTEGER NOT NULL REFERENCES runs, end_run INTEGER REFERENCES runs,
  sha256 TEXT NOT NULL, ruleset TEXT NOT NULL, unit TEXT, year INTEGER, verdict TEXT NOT NULL, folder TEXT NOT NULL,
  critical INTEGER NOT NULL, warning INTEGER NOT NULL, info INTEGER NOT NULL,
  score TEXT, spent_fen INTEGER, email TEXT
);
CREATE INDEX states_of ON states (workbook);
CREATE UNIQUE INDEX states_now ON states (workbook) WHERE end_run IS NULL;
CREATE INDEX states_ended ON states (end_run) WHERE end_run IS NOT NULL;
CREATE TABLE findings (
  id INTEGER PRIMARY KEY, workbook INTEGER NOT NULL REFERENCES workbooks, key TEXT NOT NULL,
  first_run INTEGER NOT NULL REFERENCES runs, end_run INTEGER REFERENCES runs, held INTEGER NOT NULL DEFAULT 0,
  rule TEXT NOT NULL, title TEXT NOT NULL, severity TEXT NOT NULL, sheet TEXT, cells TEXT NOT NULL,
  found TEXT NOT NULL, expected TEXT NOT NULL, message TEXT NOT NULL, fix TEXT NOT NULL
);
CREATE UNIQUE INDEX findings_open ON findings (workbook, key) WHERE end_run IS NULL;
CREATE INDEX findings_of ON findings (workbook);
CREATE INDEX findings_begun ON findings (first_run);
CREATE INDEX findings_ended ON findings (end_run) WHERE end_run IS NOT NULL;
"""
# After which run each office was last written to.
_MAILED = (
    "CREATE TABLE mailed (workbook INTEGER PRIMARY KEY REFERENCES workbooks, run INTEGER NOT NULL REFERENCES runs)"
)
# Each entry leads from the version before it to its own; a released entry is never changed, only followed by another.
MIGRATIONS: tuple[str, ...] = (_FIRST, _MAILED)


class _UselessError(Exception):
    """The file is no history this program can use; `why` is the Chinese word for it."""

    def __init__(self, why: str) -> None:
        """Keep the word."""
        super().__init__(why)
        self.why = why


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _examine(connection: sqlite3.Connection) -> None:
    """Refuse a file of another program, of a newer version of ours, or with damaged pages."""
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if owner != APPLICATION and tables:
        raise _UselessError(FOREIGN)
    if _version(connection) > len(MIGRATIONS):
        raise _UselessError(NEWER)
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise _UselessError(DAMAGED)


def _migrate(connection: sqlite3.Connection) -> None:
    """Bring the tables to the newest version, each step whole or not at all."""
    for version in range(_version(connection), len(MIGRATIONS)):
        steps = f"{MIGRATIONS[version]}; PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {version + 1};"
        try:
            connection.executescript(f"BEGIN IMMEDIATE; {steps} COMMIT;")
        except sqlite3.Error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _connect(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        _examine(connection)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        _migrate(connection)
        connection.execute("BEGIN IMMEDIATE")  # another program's unsaved change lets us read, but not write
        connection.execute("ROLLBACK")
    except BaseException:
        connection.close()
        raise
    return connection


def _why(error: Exception) -> str | None:
    """Return the word for a file to set aside; None where the file itself may be sound."""
    if isinstance(error, _UselessError):
        return error.why
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    return DAMAGED if code in _DAMAGED else None


def _set_aside(path: Path, why: str) -> Path:
    """Rename a history with its side files to history-损坏.sqlite (-2, -3 …)."""
    number, kept = 1, path.with_name(f"{path.stem}-{why}{path.suffix}")
    while kept.exists():
        number += 1
        kept = path.with_name(f"{path.stem}-{why}-{number}{path.suffix}")
    for suffix in _SUFFIXES:
        part = path.with_name(path.name + suffix)
        if part.exists():
            part.rename(kept.with_name(kept.name + suffix))
    return kept


_SENTENCES = {
    DAMAGED: "历史记录已损坏，原文件保留为“{}”；本次从头记录，暂时不能与以前比较。",
    NEWER: "历史记录由较新版本的程序写成，原文件保留为“{}”；本次从头记录，暂时不能与以前比较。",
    FOREIGN: "“history.sqlite”不是本程序的历史记录，原文件保留为“{}”；本次从头记录，暂时不能与以前比较。",
}


def open_store(path: Path) -> tuple[sqlite3.Connection, str | None]:
    """Open a history for writing; where that is not to be had, a fresh one and a Chinese sentence why."""
    try:
        return _connect(str(path)), None
    except (sqlite3.Error, _UselessError) as error:
        why = _why(error)
    try:
        if why:
            kept = _set_aside(path, why)
            return _connect(str(path)), _SENTENCES[why].format(kept.name)
    except (sqlite3.Error, OSError):
        pass
    # The empty name is a file of SQLite's own in the temporary folder, gone when closed.
    return _connect(""), "历史记录打不开（可能正被别的程序占用，或文件夹只读）；本次的结果不会记入历史。"


def read_store(path: Path) -> sqlite3.Connection | None:
    """Open a history for reading only; None where there is none that this program can read."""
    if not path.is_file():
        return None
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS)
    try:
        if _version(connection) == len(MIGRATIONS):
            return connection
    except sqlite3.Error:
        pass
    connection.close()
    return None


def read_one(path: Path, question: str) -> str | None:
    """Ask a history for one text, reading only; None where there is no answer."""
    connection = read_store(path)
    if connection is None:
        return None
    with closing(connection):
        try:
            row = connection.execute(question).fetchone()
        except sqlite3.Error:
            return None
    return str(row[0]) if row and row[0] is not None else None
