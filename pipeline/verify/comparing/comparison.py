"""Comparison (比对): the blocks a workbook gives, held against those a report has, number by number."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipeline.verify.comparing.align import align, gaps
from pipeline.verify.comparing.gathered import gathered
from pipeline.verify.comparing.moves import crossed, labels_swapped, moved_by_words, moved_whole
from pipeline.verify.comparing.numbers import find_numbers, key_of
from pipeline.verify.comparing.rows import Row, cells_of, match_rows, moved_cells, permuted, renamed, words_of
from pipeline.verify.comparing.stretches import Explained, explain
from pipeline.verify.comparing.swaps import swapped
from pipeline.verify.comparing.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.verify.comparing.printed import Printed
    from pipeline.verify.comparing.writer import Sources
    from pipeline.verify.reading.blocks import Block
    from pipeline.verify.remarks import Remark


class Comparison:
    """One report held against one workbook."""

    def __init__(self, sources: Sources, names: Mapping[str, frozenset[int]] = MappingProxyType({})) -> None:
        """Start without remarks; `sources` names the cells of a number, `names` the projects that are called so."""
        self._writer = Writer(sources)
        self._names = names
        self._meant: Sequence[Block] = ()
        self._seen: Sequence[Block] = ()
        self._kept: list[tuple[Printed, Printed]] = []
        self._renumbered: list[tuple[Printed, Printed]] = []
        self._lost: list[Printed] = []
        self._gained: list[Printed] = []

    def run(self, meant: Sequence[Block], seen: Sequence[Block]) -> list[Remark]:
        """Compare; remarks in the order in which they were found."""
        keys = [key_of(block.text) for block in meant], [key_of(block.text) for block in seen]
        self._meant, self._seen = meant, seen
        pairs = align(*keys)
        stretches = list(gaps(pairs, len(meant), len(seen)))
        moved = moved_whole(keys, stretches)
        for old_at, new_at in crossed(moved, pairs, meant):
            self._writer.block_moved(meant[old_at], seen[new_at])
        for home, row in labels_swapped(moved, pairs, meant, seen):
            self._writer.row_misplaced(home, row)
        moved |= self._moved_edited(stretches, seen, moved)
        arrived = frozenset(moved.values())
        for left, right in stretches:
            old = [(at, meant[at]) for at in range(left.start, left.stop) if at not in moved]
            self._gap(old, [(at, seen[at]) for at in range(right.start, right.stop) if at not in arrived])
        for old_at, new_at in pairs:
            if moved_cells(meant[old_at], seen[new_at]):
                self._row(old_at, meant[old_at], new_at, seen[new_at])
        for before, after in swapped(self._kept, self._names):
            self._writer.misplaced(before, after)
        self._moves()
        self._writer.renumbered(self._renumbered)
        self._writer.blocks_moved()
        self._writer.words(meant, seen, stretches)
        return self._writer.remarks

    def _moved_edited(
        self, stretches: Sequence[tuple[slice, slice]], seen: Sequence[Block], moved: dict[int, int]
    ) -> dict[int, int]:
        """Tell what moved; find what went elsewhere and had numbers changed on the way, and explain it."""
        for old_at, new_at in moved.items():
            self._writer.block_moved(self._meant[old_at], seen[new_at])
        edited = moved_by_words((self._meant, seen), stretches, moved)
        for old_at, new_at in edited.items():
            before, after = self._meant[old_at], seen[new_at]
            self._writer.block_moved(before, after)
            if before.table:
                self._row(old_at, before, new_at, after)
            else:
                self._take(explain([(old_at, before.cells[0])], [(new_at, after.cells[0])]))
        return edited

    def _gap(self, old: Sequence[Row], new: Sequence[Row]) -> None:
        """Explain one stretch that differs: rows with rows, then paragraphs with paragraphs."""
        rows = match_rows([row for row in old if row[1].table], [row for row in new if row[1].table])
        for (old_at, before), (new_at, after) in rows.pairs:
            self._row(old_at, before, new_at, after)
        for (_, before), (_, after) in rows.moved:
            self._writer.block_moved(before, after)
        rest = [[row for row in side if not row[1].table] for side in (old, new)]
        rest[0] += rows.lost
        rest[1] += rows.gained
        self._take(explain(*([(at, text) for at, block in side for text in block.cells] for side in rest)))

    def _row(self, old_at: int, before: Block, new_at: int, after: Block) -> None:
        if permuted(before, after):
            self._writer.row_misplaced(before, after)
            return
        cells = before.cells, after.cells
        if len(cells[0]) != len(cells[1]):
            cells = tuple(cells_of(before)), tuple(cells_of(after))
        if len(cells[0]) == len(cells[1]):
            found = [explain([(old_at, old)], [(new_at, new)]) for old, new in zip(*cells, strict=True)]
        else:
            found = [explain([(old_at, text) for text in cells[0]], [(new_at, text) for text in cells[1]])]
        for explained in found:
            self._take(explained)
        quiet = not any(it.changed or it.lost or it.gained for it in found)
        if quiet and renamed(before, after, self._row_names):
            self._writer.row_misplaced(before, after)

    @cached_property
    def _row_names(self) -> frozenset[str]:
        return frozenset(words_of(block) for block in self._meant if block.table)

    def _take(self, explained: Explained) -> None:
        for before, after in explained.changed:
            if before.is_of_list and after.is_of_list:
                self._renumbered.append((before, after))
            elif not self._says_unit_again(before, after):
                self._writer.changed(before, after)
        for before, after in explained.kept:
            if before.bound and after.bound and before.bound != after.bound:
                self._writer.turned(before, after)
        self._kept += explained.kept
        self._lost += (it for it in explained.lost if not it.number.loose)
        self._gained += (it for it in explained.gained if not it.number.loose and not self._repeats_caption(it))

    @cached_property
    def _captions(self) -> frozenset[tuple[str, str]]:
        texts = (cell.text for block in self._meant for cell in block.cells)
        return frozenset(number.key for text in texts for number in find_numbers(text) if not number.value)

    def _says_unit_again(self, before: Printed, after: Printed) -> bool:
        """Tell whether a number of a table now has the unit behind it that stands over it, the only one there is."""
        in_table = self._meant[before.block].table and self._captions == {("", after.number.unit)}
        return bool(in_table) and not before.number.unit and before.number.value == after.number.value

    def _repeats_caption(self, printed: Printed) -> bool:
        """Tell whether a unit in brackets is one the report has: a heading said again on the next page."""
        return not printed.number.value and printed.key in self._captions

    def _moves(self) -> None:
        """Match what one paragraph or row lost with what another gained; the rest was deleted or added."""
        lost, gained = _by_block(self._lost), _by_block(self._gained)
        homes: dict[tuple[tuple[str, str], ...], list[int]] = defaultdict(list)
        for block, numbers in lost.items():
            homes[tuple(it.key for it in numbers)].append(block)
        for block in list(gained):
            same = homes.get(tuple(it.key for it in gained[block]))
            if same:
                self._writer.moved(lost.pop(same.pop(0)), gained.pop(block))
        self._single_moves(lost, gained)
        for place, numbers in gathered(lost, self._meant):
            self._writer.deleted(numbers, place)
        for place, numbers in gathered(gained, self._seen):
            self._writer.added(numbers, place)

    def _single_moves(self, lost: dict[int, list[Printed]], gained: dict[int, list[Printed]]) -> None:
        """Match the numbers of which one place lost exactly one and another gained exactly one."""
        once = Counter(it.key for numbers in lost.values() for it in numbers)
        there = {it.key: it for numbers in gained.values() for it in numbers}
        twice = Counter(it.key for numbers in gained.values() for it in numbers)
        for block in list(lost):
            for before in list(lost[block]):
                after = there.get(before.key)
                if after and once[before.key] == twice[before.key] == 1:
                    self._writer.moved([before], [after])
                    lost[block].remove(before)
                    gained[after.block].remove(after)
        for side in (lost, gained):
            for block in [block for block, numbers in side.items() if not numbers]:
                del side[block]


def _by_block(numbers: Iterable[Printed]) -> dict[int, list[Printed]]:
    groups: dict[int, list[Printed]] = defaultdict(list)
    for printed in numbers:
        groups[printed.block].append(printed)
    return dict(groups)
