"""Stretches (文段): paragraphs that differ, held against each other sign by sign until every number is explained."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.verify.comparing.align import align, gaps
from pipeline.verify.comparing.cutting import CHINESE
from pipeline.verify.comparing.printed import Place, Printed, lay_out

_SAME_CLAUSE = 0.4  # share of a clause's signs that a rewording keeps
_RELATED = 2  # signs two paragraphs share, at least, to be one and the same
_MOST_COMPARED = 60  # numbers of one paragraph compared each with each


@dataclass
class Explained:
    """What became of the numbers: kept, changed one for one, or lost here and gained there."""

    kept: list[tuple[Printed, Printed]] = field(default_factory=list)
    changed: list[tuple[Printed, Printed]] = field(default_factory=list)
    lost: list[Printed] = field(default_factory=list)
    gained: list[Printed] = field(default_factory=list)


def _likeness(left: str, right: str) -> float:
    shared = sum((Counter(left) & Counter(right)).values())
    return shared / max(1, min(len(left), len(right)))


class _Stretch:
    """One stretch being explained."""

    def __init__(self, meant: Sequence[Place], seen: Sequence[Place]) -> None:
        codes: dict[tuple[str, str], str] = {}
        self.old, self.new = lay_out(meant, codes), lay_out(seen, codes)
        self.pairs = align("".join(self.old.signs), "".join(self.new.signs))
        self.result = Explained()
        self.loose_ends: list[tuple[list[Printed], list[Printed]]] = []

    def explain(self) -> Explained:
        result = self.result
        for i, j in self.pairs:
            before, after = self.old.printed.get(i), self.new.printed.get(j)
            if before and after:  # two numbers share a sign only where a report has more numbers than there are signs
                (result.kept if before.key == after.key else result.changed).append((before, after))
        for left, right in gaps(self.pairs, len(self.old.signs), len(self.new.signs)):
            self._gap(left, right)
        self._reworded()
        for lost, gained in self.loose_ends:
            self._facing(lost, gained)
        return result

    def _gap(self, left: slice, right: slice) -> None:
        """Explain what a gap can explain itself: kept in order, or changed with every word around it kept."""
        lost, gained = self.old.numbers(left), self.new.numbers(right)
        if not lost and not gained:
            self._numerals(left, right)
            return
        same = align([it.key for it in lost], [it.key for it in gained])
        self.result.kept += [(lost[i], gained[j]) for i, j in same]
        taken = {i for i, _ in same}, {j for _, j in same}
        lost = [it for index, it in enumerate(lost) if index not in taken[0]]
        gained = [it for index, it in enumerate(gained) if index not in taken[1]]
        if len(lost) == len(gained) == left.stop - left.start == right.stop - right.start:
            self.result.changed += zip(lost, gained, strict=True)
        elif lost or gained:
            self.loose_ends.append((lost, gained))

    def _numerals(self, left: slice, right: slice) -> None:
        """Find a numeral put in another's place that is no figure: 三、 for 二、, 第四次 for 第三次."""
        if left.stop - left.start != 1 or right.stop - right.start != 1:
            return
        signs = {self.old.signs[left.start], self.new.signs[right.start]}
        if signs <= CHINESE and signs != {"二", "两"}:
            self.result.changed.append((self.old.bare(left.start), self.new.bare(right.start)))

    def _reworded(self) -> None:
        """Take as kept what a rewording put elsewhere in its own clause, with the words it belongs to."""
        related = Counter((self.old.owners[i][0], self.new.owners[j][0]) for i, j in self.pairs)
        lost = _by_block(it for ends, _ in self.loose_ends for it in ends)
        gained = _by_block(it for _, ends in self.loose_ends for it in ends)
        settled: set[int] = set()
        for (old_block, new_block), shared in related.items():
            old, new = lost.get(old_block, []), gained.get(new_block, [])
            if shared >= _RELATED and old and new and max(len(old), len(new)) <= _MOST_COMPARED:
                self._by_clause(old, new, settled)
        self.loose_ends = [
            ([it for it in old if id(it) not in settled], [it for it in new if id(it) not in settled])
            for old, new in self.loose_ends
        ]

    def _by_clause(self, old: Sequence[Printed], new: Sequence[Printed], settled: set[int]) -> None:
        ranked = sorted(
            (
                (-_likeness(before.number.clause, after.number.clause), before.key != after.key, i, j)
                for i, before in enumerate(old)
                for j, after in enumerate(new)
            )
        )
        for unlike, differs, i, j in ranked:
            before, after = old[i], new[j]
            if -unlike < _SAME_CLAUSE or id(before) in settled or id(after) in settled:
                continue
            if not differs and (before.in_chain or after.in_chain):
                continue
            settled |= {id(before), id(after)}
            (self.result.changed if differs else self.result.kept).append((before, after))

    def _facing(self, lost: list[Printed], gained: list[Printed]) -> None:
        """Pair what stands in one gap one for one; the rest is lost or gained."""
        result = self.result
        if len(lost) == len(gained) and Counter(it.key for it in lost) != Counter(it.key for it in gained):
            result.changed += zip(lost, gained, strict=True)
        else:
            result.lost += lost
            result.gained += gained


def _by_block(numbers: Iterable[Printed]) -> dict[int, list[Printed]]:
    groups: dict[int, list[Printed]] = defaultdict(list)
    for printed in numbers:
        groups[printed.block].append(printed)
    return groups


def explain(meant: Sequence[Place], seen: Sequence[Place]) -> Explained:
    """Explain the numbers of texts that differ."""
    if [text.text for _, text in meant] == [text.text for _, text in seen]:
        return Explained()
    return _Stretch(meant, seen).explain()
