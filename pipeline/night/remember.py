"""Remembering (记录): one workbook's state and findings held against what the history has open, row by row."""

from __future__ import annotations

import json
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from pipeline.night.seen import Counts, Seen
from pipeline.outputs.result import Verdict

if TYPE_CHECKING:
    import sqlite3

    from pipeline.night.seen import Noted

STATE = (
    *("sha256", "ruleset", "unit", "year", "verdict", "folder", "critical", "warning", "info"),
    *("score", "spent_fen", "email"),
)
_NOTED = ("rule", "title", "severity", "sheet", "cells", "found", "expected", "message", "fix")
LAST = f"SELECT {', '.join(STATE)} FROM states WHERE workbook = ? ORDER BY id DESC LIMIT 1"  # noqa: S608  (our own names)
_PUT_STATE = f"INSERT INTO states (workbook, first_run, {', '.join(STATE)}) VALUES ({', '.join('?' * 14)})"  # noqa: S608  (as above)
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
    """Turn a row of states (in the order of the columns of STATE) back into what was seen."""
    sha256, ruleset, unit, year, verdict, folder, *counts, score, spent, email = row
    given = (name, sha256, ruleset, unit, year, Verdict(verdict), folder, Counts(*counts))
    return Seen(*given, findings=None, score=score, spent_fen=spent, email=email)


def remember(database: sqlite3.Connection, run: int, seen: Seen) -> None:
    """Remember one workbook; what has not changed is not written again."""
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
    now = f"SELECT id, first_run, {', '.join(STATE)} FROM states WHERE workbook = ? AND end_run IS NULL"  # noqa: S608  (our own names)
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


def total(database: sqlite3.Connection, run: int) -> None:
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
