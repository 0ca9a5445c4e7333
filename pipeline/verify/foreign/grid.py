"""The grid (表格): a foreign table with the words over each column, and its rows by column, whatever is merged."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.verify.comparing.numbers import key_of
from pipeline.verify.foreign.grid_rows import (
    HIGHEST,
    TOTALS,
    Kind,
    Row,
    has_number,
    opens_chapter,
    read_rows,
    row_of,
    starts_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.verify.reading.text import Block


@dataclass(frozen=True)
class Grid:
    """One table: the words over each column, the rows of headings and those below, and what stands above it."""

    words: Mapping[int, str]
    heads: tuple[Row, ...]
    rows: tuple[Row, ...]
    caption: str = ""


def _words(heads: Sequence[Block], width: int) -> dict[int, str]:
    """Words over each column; a heading over several columns stands over each of them."""
    words = dict.fromkeys(range(width), "")
    for block in heads:
        starts = [*starts_of(block, width), width]
        for at, cell in enumerate(block.cells):
            for column in range(max(0, starts[at]), min(starts[at + 1], width)):
                words[column] += key_of(cell.text)
    return words


def _width(blocks: Sequence[Block]) -> int:
    known = [block.starts[-1] + 1 for block in blocks if block.starts]
    return max((*known, *(len(block.cells) for block in blocks)), default=0)


def _heads(rows: Sequence[Block]) -> tuple[int, int]:
    """First and last row of the headings; the first is the one with several cells filled, titles above it are none."""
    for at, row in enumerate(rows[:HIGHEST]):
        filled = sum(bool(cell.text.strip()) for cell in row.cells)
        if filled > 1 and not has_number(row):
            last = at
            while last + 1 < len(rows) and last < at + 1 and _goes_on(row, rows[last + 1]):
                last += 1
            return at, last
    return 0, 0


def _goes_on(head: Block, row: Block) -> bool:
    """Tell whether a row is a second row of headings: no number in it, and a heading above it spread or merged."""
    spread = len(head.starts) > 1 and any(b - a > 1 for a, b in zip(head.starts, head.starts[1:], strict=False))
    blank = sum(not cell.text.strip() for cell in row.cells)
    total = any(TOTALS.fullmatch(key_of(cell.text)) for cell in row.cells[:2])
    return not (has_number(row) or total or opens_chapter(row)) and (
        bool(row.below) or ((spread or blank > 0) and blank < len(row.cells))
    )


def _grids(blocks: Sequence[Block]) -> Iterator[Grid]:
    """Read every table of a report as a grid."""
    above: list[str] = []
    for table, group in groupby(blocks, key=lambda block: block.table):
        rows = list(group)
        if not table:
            above = [block.text for block in rows[-2:]]
            continue
        first, last = _heads(rows)
        width = _width(rows)
        words = _words(rows[first : last + 1], width)
        caption = " ".join((*above, *(row.text for row in rows[:first])))
        heads = tuple(row_of(row, width, chapters=False) for row in rows[: last + 1])
        yield Grid(words, heads, read_rows(rows[last + 1 :], width), caption)


def find_grids(blocks: Sequence[Block]) -> list[Grid]:
    """Read every table of a report; one that goes on under the same headings on the next page is one."""
    grids: list[Grid] = []
    for grid in _grids(blocks):
        before = grids[-1] if grids else None
        ended = before is None or any(row.kind is Kind.TOTAL for row in before.rows)
        if before is not None and not ended and before.words == grid.words and grid.rows:
            grids[-1] = replace(before, rows=(*before.rows, *grid.rows))
        else:
            grids.append(grid)
    return grids
