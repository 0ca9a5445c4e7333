"""Gathering (归并): numbers lost or gained with a whole table or a whole column of it are one cause, told once."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from pipeline.verify.comparing.printed import printed_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.verify.comparing.printed import Printed
    from pipeline.verify.reading.text import Block, Text

_FEW = 3
_NONE_AND_ONE = 2  # keys of a count over a table that has one column of numbers
Group = tuple[str, list["Printed"]]  # what they stood in, where that is more than one row


def _column(block: Block, text: Text) -> int:
    """Tell in which column of the grid a cell stands."""
    at = next(index for index, cell in enumerate(block.cells) if cell is text)
    return block.starts[at] if len(block.starts) == len(block.cells) else at


def _counted(rows: Sequence[Block]) -> Counter[int | None]:
    """Count the rows that hold numbers: in each column, and under None all of them."""
    found: Counter[int | None] = Counter()
    for row in rows:
        columns = {_column(row, cell) for cell in row.cells if any(not it.number.loose for it in printed_in(0, cell))}
        found.update(columns)
        found[None] += bool(columns)
    return found


def _columns(numbers: Mapping[int, list[Printed]], blocks: Sequence[Block]) -> dict[int, list[int]]:
    """Group rows that lost numbers in one column only by that column."""
    columns: dict[int, list[int]] = defaultdict(list)
    for at, printed in numbers.items():
        places = {_column(blocks[at], it.text) for it in printed}
        if len(places) == 1:
            columns[places.pop()].append(at)
    return columns


def _groups(
    table: int, numbers: Mapping[int, list[Printed]], counted: Counter[int | None], blocks: Sequence[Block]
) -> list[tuple[str, list[int]]]:
    """Name the table, or those of its columns, that went or came as a whole, each with its rows."""
    columns = _columns(numbers, blocks)
    one_of_many = len(counted) > _NONE_AND_ONE and any(len(rows) == len(numbers) for rows in columns.values())
    if len(numbers) == counted[None] and not one_of_many:
        return [(f"表{table}", list(numbers))]
    return [(f"表{table}第{at + 1}列", rows) for at, rows in columns.items() if len(rows) == counted[at] > _FEW]


def gathered(numbers: Mapping[int, list[Printed]], blocks: Sequence[Block]) -> Iterator[Group]:
    """Yield the numbers of whole tables, then of whole columns, then what is left block by block."""
    tables: dict[int, list[int]] = defaultdict(list)
    for at in numbers:
        tables[blocks[at].table].append(at)
    rows_of: dict[int, list[Block]] = defaultdict(list)
    for block in blocks:
        rows_of[block.table].append(block)
    left = dict(numbers)
    for table, ats in tables.items():
        if not table or len(ats) <= _FEW:
            continue
        for place, rows in _groups(table, {at: numbers[at] for at in ats}, _counted(rows_of[table]), blocks):
            yield place, [it for at in rows for it in left.pop(at)]
    yield from (("", printed) for printed in left.values())
