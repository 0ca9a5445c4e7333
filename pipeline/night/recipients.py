"""Recipients (收件单位): which workbooks have an address and something to tell it, and what was told already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.night.changes import noted_columns, noted_from

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from pipeline.night.seen import Noted


@dataclass(frozen=True, slots=True)
class Due:
    """One workbook to write about: its open findings, and how many came since the last letter."""

    number: int
    workbook: str
    unit: str | None
    verdict: str
    email: str
    findings: tuple[Noted, ...]
    new: int


# A file that cannot be read tonight has no address tonight; the one it had serves.
_CANDIDATES = """
  SELECT w.id, w.name, s.unit, s.verdict, coalesce(m.run, 0),
    CASE WHEN s.verdict <> '无法读取' THEN s.email ELSE
      (SELECT e.email FROM states e WHERE e.workbook = w.id AND e.verdict <> '无法读取' ORDER BY e.id DESC LIMIT 1) END
  FROM workbooks w JOIN states s ON s.workbook = w.id AND s.end_run IS NULL
  LEFT JOIN mailed m ON m.workbook = w.id
  WHERE s.critical + s.warning > 0 ORDER BY w.name
"""


def due(database: sqlite3.Connection, when: str) -> Iterator[Due]:
    """Tell whom to write to: `new` where something came since the last letter, `always` while anything is open."""
    question = f"""SELECT first_run, {noted_columns("findings")} FROM findings
      WHERE workbook = ? AND end_run IS NULL AND held = 0 AND severity <> 'info' ORDER BY id"""  # noqa: S608  (our own names)
    for number, name, unit, verdict, told, email in database.execute(_CANDIDATES).fetchall():
        rows = database.execute(question, (number,)).fetchall() if email else []
        new = sum(row[0] > told for row in rows)
        if new or (rows and when == "always"):
            yield Due(number, name, unit, verdict, email, tuple(noted_from(row[1:]) for row in rows), new)


def mark_sent(database: sqlite3.Connection, item: Due, run: int) -> None:
    """Remember at once that a letter went out after this run: a night that breaks off sends none twice."""
    database.execute(
        "INSERT INTO mailed (workbook, run) VALUES (?, ?) ON CONFLICT (workbook) DO UPDATE SET run = excluded.run",
        (item.number, run),
    )
