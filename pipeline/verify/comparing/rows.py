"""Rows (表格行): which row of a table a changed row was, by its place or by its words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.verify.comparing.align import longest_rise
from pipeline.verify.comparing.numbers import find_numbers, key_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from pipeline.verify.reading.blocks import Block, Text

Row = tuple[int, "Block"]
_SHORTEST_NAME = 2


@dataclass
class Matched:
    """Rows that belong together, which of them changed places, and the rows that found no partner."""

    pairs: list[tuple[Row, Row]] = field(default_factory=list)
    moved: list[tuple[Row, Row]] = field(default_factory=list)
    lost: list[Row] = field(default_factory=list)
    gained: list[Row] = field(default_factory=list)


def words_of(block: Block) -> str:
    """Words of a row, its numbers left out: what they speak of."""
    words = ""
    for cell in block.cells:
        at = 0
        for number in find_numbers(cell.text):
            words += cell.text[at : number.start]
            at = number.end
        words += cell.text[at:] + "\t"
    return key_of(words.replace("\t", "|")).strip("|")


def _numbers_of(block: Block) -> Hashable:
    return tuple(number.key for cell in block.cells for number in find_numbers(cell.text))


def _by_key(keys: Iterable[Hashable]) -> dict[Hashable, list[int]]:
    places: dict[Hashable, list[int]] = defaultdict(list)
    for index, key in enumerate(keys):
        if key:
            places[key].append(index)
    return places


def _same(meant: Sequence[Hashable], seen: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Pair rows of one key, the first with the first, where either side has as many of them."""
    there = _by_key(seen)
    return [
        pair
        for key, at in _by_key(meant).items()
        if len(there.get(key, ())) == len(at)
        for pair in zip(at, there[key], strict=True)
    ]


def cells_of(block: Block) -> list[Text]:
    """Cells of a row that hold something."""
    return [cell for cell in block.cells if cell.text.strip()]


def _agreeing(meant: Sequence[Row], seen: Sequence[Row], pairs: Iterable[tuple[int, int]]) -> int:
    """Count the cells that are the same where rows are paired like this."""
    return sum(
        key_of(left.text) == key_of(right.text)
        for i, j in pairs
        for left, right in zip(cells_of(meant[i][1]), cells_of(seen[j][1]), strict=False)
    )


def match_rows(meant: Sequence[Row], seen: Sequence[Row]) -> Matched:
    """Match rows by place where that explains more, else by words, then by numbers."""
    words = ([words_of(row) for _, row in meant], [words_of(row) for _, row in seen])
    by_words = _same(*words)
    by_place = list(zip(range(len(meant)), range(len(seen)), strict=False)) if len(meant) == len(seen) else []
    if by_place and _agreeing(meant, seen, by_place) >= _agreeing(meant, seen, by_words):
        return Matched([(meant[i], seen[j]) for i, j in by_place])
    taken = ({i for i, _ in by_words}, {j for _, j in by_words})
    rest = tuple(
        [index for index in range(len(rows)) if index not in taken[side]] for side, rows in enumerate((meant, seen))
    )
    numbers = ([_numbers_of(meant[i][1]) for i in rest[0]], [_numbers_of(seen[j][1]) for j in rest[1]])
    pairs = sorted(by_words + [(rest[0][i], rest[1][j]) for i, j in _same(*numbers)])
    return _matched(meant, seen, pairs)


def _matched(meant: Sequence[Row], seen: Sequence[Row], pairs: Sequence[tuple[int, int]]) -> Matched:
    rising = set(longest_rise([j for _, j in pairs]))
    lefts, rights = {i for i, _ in pairs}, {j for _, j in pairs}
    return Matched(
        [(meant[i], seen[j]) for i, j in pairs],
        [(meant[i], seen[j]) for index, (i, j) in enumerate(pairs) if index not in rising],
        [row for index, row in enumerate(meant) if index not in lefts],
        [row for index, row in enumerate(seen) if index not in rights],
    )


def moved_cells(before: Block, after: Block) -> bool:
    """Tell whether rows of the same text have it in other cells: an amount one column further on."""
    return bool(before.table) and len(before.cells) == len(after.cells) and _keys(before) != _keys(after)


def _keys(block: Block) -> list[str]:
    return [key_of(cell.text) for cell in block.cells]


def renamed(before: Block, after: Block, names: frozenset[str]) -> bool:
    """Tell whether a row now bears another row's name."""
    old, new = words_of(before), words_of(after)
    return old != new and len(new) >= _SHORTEST_NAME and new in names


def permuted(before: Block, after: Block) -> bool:
    """Tell whether a row has the same cells in another order."""
    cells = [[key for key in _keys(block) if key] for block in (before, after)]
    return cells[0] != cells[1] and sorted(cells[0]) == sorted(cells[1])
