"""Findings (问题) of broken expectations: which rows of which workbook, in the sentences of the suite."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.checks.suites import Filler, Promise, Suite
from pipeline.checks.tables import INFO_ROW, Tables, rows_of

if TYPE_CHECKING:
    from pipeline.checks.facts import BookFacts
    from pipeline.model.book import Row
    from pipeline.model.cells import Cell
    from pipeline.model.findings import Finding

FILLER = Filler()


class Values(Mapping[str, object]):
    """The values of one row for the templates; a missing one is None. Only columns that are asked for are read."""

    def __init__(self, table: PooledTable, at: int, others: Mapping[str, object] | None = None) -> None:
        """Take the place of the row in the frame, and values that stand before its own."""
        self._table, self._at, self._others = table, at, others or {}

    def with_others(self, others: Mapping[str, object]) -> Values:
        """Put other values before those of the row."""
        return Values(self._table, self._at, others)

    def __getitem__(self, name: str) -> object:
        """Give the value of a column; KeyError where there is none."""
        return self._others[name] if name in self._others else self._table.column(name)[self._at]

    def __iter__(self) -> Iterator[str]:
        """Name the columns."""
        return map(str, self._table.frame.columns)

    def __len__(self) -> int:
        """Count the columns."""
        return len(self._table.frame.columns)


class PooledTable:
    """One pooled table while its findings are written: rows and values by (workbook, row)."""

    def __init__(self, suite: Suite, tables: Tables) -> None:
        """Take one table out of the pool."""
        self.suite, self.facts = suite, tables.facts
        self.frame = tables.frames[suite.table]
        self.rows: dict[int, dict[int, Row | None]] = {}
        self._columns: dict[str, list[object]] = {}

    @cached_property
    def place(self) -> Mapping[tuple[object, object], int]:
        """Where each row stands in the frame."""
        return {key: at for at, key in enumerate(zip(self.column("workbook"), self.column("row"), strict=True))}

    def column(self, name: str) -> list[object]:
        """Return a column as plain values, None where one is missing; KeyError where there is no such column."""
        if name not in self._columns:
            series = self.frame[name]
            pairs = zip(series.tolist(), series.isna().tolist(), strict=True)
            self._columns[name] = [
                None if missing else value if isinstance(value, str) else int(value) for value, missing in pairs
            ]
        return self._columns[name]

    def row(self, key: tuple[int, int]) -> Row | None:
        """Return the book's own row; None for 基本信息."""
        if key[0] not in self.rows:
            rows = rows_of(self.facts[key[0]].book, self.suite.table)
            self.rows[key[0]] = {row.row if row else INFO_ROW: row for row in rows}
        return self.rows[key[0]][key[1]]

    def values(self, key: tuple[int, int]) -> Values:
        """Return the values of a row for the templates."""
        return Values(self, self.place[key])


def _cell(facts: BookFacts, row: Row | None, key: str) -> Cell | None:
    """Name the cell of `field` in the row, or of `info.field`; None where the file has none."""
    if row is None or key.startswith("info."):
        label = key.removeprefix("info.")
        place = facts.book.places.get("info")
        return facts.book.info_cell(label) if place and label in place.columns else None
    return facts.cell(row, key)


def _cells(facts: BookFacts, row: Row | None, promise: Promise, values: Mapping[str, object]) -> list[Cell]:
    """Name the cells of a broken promise, first the one to look at; none where one of them could not be read."""
    keys: list[str] = []
    for key in promise.cells:
        keys.extend(str(values[key[1:]] or "").split() if key.startswith("@") else [key])
    cells = [_cell(facts, row, key) for key in keys]
    if (promise.of_blanks and cells[0] is None) or any(cell in facts.book.unread for cell in cells):
        return []
    return [cell for cell in cells if cell is not None]


def findings_of(
    table: PooledTable, promise: Promise, broken: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, Finding]]:
    """Write the findings of one promise, rows of one group as one finding, with the workbook each belongs to."""
    groups: dict[tuple[object, ...], list[tuple[Values, list[Cell]]]] = {}
    for key in broken:
        values = table.values(key)
        cells = _cells(table.facts[key[0]], table.row(key), promise, values)
        if cells:
            grouping = tuple(values[name] for name in promise.group) if promise.group else (key[1],)
            groups.setdefault((key[0], *grouping), []).append((values, cells))
    for (workbook, *_), members in groups.items():
        yield int(str(workbook)), _finding(promise, members)


def _finding(promise: Promise, members: Sequence[tuple[Values, list[Cell]]]) -> Finding:
    """Write one finding; in a group the first cells of all its rows, of repeats the last row first."""
    row = members[0][0]
    unnamed = {key: f"第 {row['row']} 行" for key in ("name", "third") if key in row and row[key] is None}

    def filled(template: str, **others: object) -> str:
        return FILLER.vformat(template, (), row.with_others({"count": len(members), **others}))

    first = [cells[0] for _, cells in (reversed(members) if promise.of_repeats else members)]
    others = [cell for cell in members[0][1][1:] if len(members) == 1 or cell.sheet != first[0].sheet]
    return promise.rule.at(
        *dict.fromkeys([*first, *others]),
        found=filled(promise.found),
        expected=filled(promise.expected),
        message=filled(promise.message, **unnamed),
        fix=filled(promise.fix),
    )
