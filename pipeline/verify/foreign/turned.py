"""Turned tables (横排的表): projects side by side over rows of 预算 and 支出, read as if one stood below another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.verify.comparing.numbers import key_of
from pipeline.verify.foreign.grid import Grid
from pipeline.verify.foreign.grid_rows import TOTALS, Kind, Row

if TYPE_CHECKING:
    from pipeline.verify.reading.text import Text

_MEASURE = re.compile("预算|支出|执行|决算|收入|拨付|到位|结余|结转|资金|金额")
_FEWEST = 2  # rows and columns of amounts


def _is_turned(grid: Grid) -> bool:
    """Tell whether 合计 stands over a column and not before a row, and every row has the name of an amount."""
    heads = [key_of(cell.text) for cell in grid.heads[-1].cells.values()] if grid.heads else []
    return (
        sum(bool(TOTALS.fullmatch(head)) for head in heads[1:]) == 1
        and not any(_MEASURE.search(head) for head in heads[1:])
        and len(heads) > _FEWEST + 1
        and len(grid.rows) >= _FEWEST
        and all(row.kind is Kind.DETAIL and _MEASURE.search(row.label) for row in grid.rows)
    )


def turned(grid: Grid) -> Grid:
    """Give a table of this kind with a row for each of its columns; any other as it is."""
    if not _is_turned(grid):
        return grid
    (name, *columns), heads = sorted(grid.heads[-1].cells), grid.heads[-1].cells
    words = {name: key_of(heads[name].text)}
    words |= {name + at: row.label for at, row in enumerate(grid.rows, start=1)}
    rows = []
    for column in columns:
        cells: dict[int, Text] = {name: heads[column]}
        for at, row in enumerate(grid.rows, start=1):
            if column in row.cells:
                cells[name + at] = row.cells[column]
        label = key_of(heads[column].text)
        rows.append(Row(label, Kind.TOTAL if TOTALS.fullmatch(label) else Kind.DETAIL, cells))
    return Grid(words, grid.heads, tuple(rows), grid.caption)
