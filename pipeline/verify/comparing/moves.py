"""Moves (移位): paragraphs and rows that stand in another place than the workbook puts them."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.verify.comparing.numbers import find_numbers, key_of
from pipeline.verify.comparing.rows import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.verify.reading.text import Block

_HEADING = re.compile("(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十][)）]).{1,40}$")


def moved_whole(keys: tuple[Sequence[str], Sequence[str]], stretches: Sequence[tuple[slice, slice]]) -> dict[int, int]:
    """Find paragraphs and rows that stand unchanged in another place, each the only one of its words."""
    places: list[dict[str, list[int]]] = []
    for side in (0, 1):
        at: dict[str, list[int]] = defaultdict(list)
        for stretch in stretches:
            for index in range(stretch[side].start, stretch[side].stop):
                at[keys[side][index]].append(index)
        places.append(at)
    return {
        old[0]: places[1][key][0]
        for key, old in places[0].items()
        if len(old) == 1 and len(places[1].get(key, ())) == 1
    }


def crossed(
    moved: dict[int, int], pairs: Sequence[tuple[int, int]], meant: Sequence[Block]
) -> Iterator[tuple[int, int]]:
    """Find a paragraph with numbers for each heading that moved past it: it stands in another section now."""
    for old, new in moved.items():
        if _HEADING.match(meant[old].text.strip()) and not _numbered(meant[old]):
            past = ((a, b) for a, b in pairs if (a < old) != (b < new) and _numbered(meant[a]))
            yield from islice(past, 1)


def labels_swapped(
    moved: dict[int, int], pairs: Sequence[tuple[int, int]], meant: Sequence[Block], seen: Sequence[Block]
) -> Iterator[tuple[Block, Block]]:
    """Find rows without numbers that hold another table's words now, such as 项目名称 over the sums of another form.

    Yields what the workbook puts there, and what stands there.
    """
    homes = {new: old for old, new in pairs}
    for old, new in moved.items():
        home = homes[new - 1] + 1 if new - 1 in homes else homes.get(new + 1, 0) - 1
        if not seen[new].table or _numbered(seen[new]) or not 0 <= home < len(meant) or home == old:
            continue
        first, second = (key_of(block.cells[0].text) for block in (meant[home], seen[new]))
        if home in moved and first == second and meant[home].table not in {0, meant[old].table}:
            yield meant[home], seen[new]


def _numbered(block: Block) -> bool:
    return any(not number.loose for cell in block.cells for number in find_numbers(cell.text))


def moved_by_words(
    blocks: tuple[Sequence[Block], Sequence[Block]],
    stretches: Sequence[tuple[slice, slice]],
    moved: dict[int, int],
) -> dict[int, int]:
    """Find paragraphs of the same words, and rows that are the same but for their 序号, in two stretches."""
    taken = frozenset(moved), frozenset(moved.values())
    places: list[dict[str, list[tuple[int, int]]]] = []
    for side in (0, 1):
        at: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, stretch in enumerate(stretches):
            for index in range(stretch[side].start, stretch[side].stop):
                block = blocks[side][index]
                words = _unnumbered(block) if block.table else words_of(block)
                if words and index not in taken[side]:
                    at[words].append((number, index))
        places.append(at)
    pairs = (
        (old[0], places[1][key][0]) for key, old in places[0].items() if len(old) == len(places[1].get(key, ())) == 1
    )
    return {old: new for (here, old), (there, new) in pairs if here != there}


def _unnumbered(block: Block) -> str:
    """Text of a row without its 序号; nothing where it has none."""
    first, *rest = (key_of(cell.text) for cell in block.cells)
    return "|".join(rest) if first.isdigit() and "".join(rest) else ""
