"""Comparison (比对): the blocks a workbook gives, held against those a report has, number by number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from pipeline.verify.numbers import Number, find_numbers
from pipeline.verify.remarks import ADDED, CHANGED, DELETED, MOVED, UNIT, WORDS, Remark

if TYPE_CHECKING:
    from pipeline.model.cells import Cell
    from pipeline.model.findings import Rule
    from pipeline.verify.reading import Block, Text

Sources = Callable[["Text", Number], "tuple[Cell, ...]"]
_SPACE = re.compile(r"\s+")
_EXCERPT = 24
_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Printed:
    """A number at its place; `block` is the running number of its block."""

    number: Number
    text: Text
    block: int

    @property
    def excerpt(self) -> str:
        """A few words around the number."""
        start = max(0, self.number.start - _EXCERPT // 2)
        return self.text.text[start : self.number.end + _EXCERPT // 2].strip()


@dataclass
class Gap:
    """A stretch that differs: what the workbook gives and what the report has, then what is left unexplained."""

    meant: list[Printed]
    seen: list[Printed]


def _key(block: Block) -> str:
    return _SPACE.sub("", block.text)


def _row_name(block: Block) -> str:
    """Words of a table row: what its numbers speak of."""
    return "".join(cell.text for cell in block.cells if not find_numbers(cell.text))


def _printed(blocks: Sequence[Block], start: int, end: int) -> list[Printed]:
    found = []
    for index in range(start, end):
        block = blocks[index]
        name = _row_name(block) if block.table else ""
        for text in block.cells:
            for number in find_numbers(text.text):
                found.append(Printed(replace(number, before=name or number.before), text, index))  # noqa: PERF401  (three levels read better as loops)
    return found


def _gaps(meant: Sequence[Block], seen: Sequence[Block]) -> list[Gap]:
    matcher = SequenceMatcher(None, [_key(block) for block in meant], [_key(block) for block in seen], autojunk=False)
    return [
        Gap(_printed(meant, a_start, a_end), _printed(seen, b_start, b_end))
        for tag, a_start, a_end, b_start, b_end in matcher.get_opcodes()
        if tag != "equal"
    ]


def _listed(numbers: Sequence[Printed]) -> str:
    shown = "、".join(printed.number.text.strip() for printed in numbers[:_SHOWN])
    return f"{shown}等 {len(numbers)} 个数字" if len(numbers) > _SHOWN else shown


class Comparison:
    """One report held against one workbook; `sources` names the cells of a number the workbook gives."""

    def __init__(self, sources: Sources) -> None:
        """Start without remarks."""
        self._sources = sources
        self.remarks: list[Remark] = []

    def run(self, meant: Sequence[Block], seen: Sequence[Block]) -> list[Remark]:
        """Compare; remarks in order of the report."""
        gaps = _gaps(meant, seen)
        for gap in gaps:
            self._pair(gap)
        self._moves(gaps)
        for gap in gaps:
            self._left_over(DELETED, gap.meant)
            self._left_over(ADDED, gap.seen)
        self._words(meant, seen)
        return self.remarks

    def _pair(self, gap: Gap) -> None:
        """Explain what a gap can explain itself: numbers kept in order, changed one for one, or only put elsewhere."""
        old, new = gap.meant, gap.seen
        matcher = SequenceMatcher(None, [it.number.key for it in old], [it.number.key for it in new], autojunk=False)
        left_old: list[Printed] = []
        left_new: list[Printed] = []
        kept: list[tuple[Printed, Printed]] = []
        for tag, a_start, a_end, b_start, b_end in matcher.get_opcodes():
            if tag == "equal":
                kept += zip(old[a_start:a_end], new[b_start:b_end], strict=True)
            else:
                left_old += old[a_start:a_end]
                left_new += new[b_start:b_end]
        self._swapped(kept)
        gap.meant, gap.seen = _without_reordered(left_old, left_new)
        if len(gap.meant) == len(gap.seen) and not _same_numbers(gap.meant, gap.seen):
            for before, after in zip(gap.meant, gap.seen, strict=True):
                self._changed(before, after)
            gap.meant, gap.seen = [], []
        else:
            self._by_context(gap)

    def _by_context(self, gap: Gap) -> None:
        """Pair what stands after the same words: the rest was deleted, added or moved."""
        for before in list(gap.meant):
            same = [after for after in gap.seen if before.number.before and after.number.before == before.number.before]
            if len(same) == 1 and same[0].number.key != before.number.key:
                self._changed(before, same[0])
                gap.meant.remove(before)
                gap.seen.remove(same[0])

    def _changed(self, before: Printed, after: Printed) -> None:
        old, new = before.number, after.number
        rule = UNIT if old.value == new.value else CHANGED
        finding = rule.at(
            *self._sources(before.text, old),
            found=new.text.strip(),
            expected=old.text.strip(),
            message=f"报告写的是“{after.excerpt}”，按工作簿这里应为 {old.text.strip()}。",
        )
        self.remarks.append(Remark(finding, after.text.where))

    def _swapped(self, kept: Sequence[tuple[Printed, Printed]]) -> None:
        """Find numbers that stayed while the words before them changed places: one's amount, another's name."""
        words = Counter(before.number.before for before, _ in kept)
        owner = {before.number.before: before for before, _ in kept if words[before.number.before] == 1}
        for before, after in kept:
            rightful = owner.get(after.number.before)
            if rightful and after.number.before != before.number.before and rightful.number.key != after.number.key:
                self._moved([before], after.text.where, f"“{after.excerpt}”里的数字原来说的是“{before.excerpt}”")

    def _moved(self, numbers: Sequence[Printed], where: str, what: str) -> None:
        cells = tuple(dict.fromkeys(cell for it in numbers for cell in self._sources(it.text, it.number)))
        finding = MOVED.at(
            *cells, found=_listed(numbers), expected=f"在{numbers[0].text.where}", message=f"{what}，位置与工作簿不同。"
        )
        self.remarks.append(Remark(finding, where))

    def _moves(self, gaps: Sequence[Gap]) -> None:
        """Match what one gap lost with what another gained, block by block."""
        lost = {key: numbers for gap in gaps for key, numbers in _by_block(gap.meant).items()}
        for gap in gaps:
            for block, numbers in _by_block(gap.seen).items():
                keys = [it.number.key for it in numbers]
                home = next((at for at, old in lost.items() if [it.number.key for it in old] == keys), None)
                if home is None:
                    continue
                old = lost.pop(home)
                self._moved(old, numbers[0].text.where, f"{_listed(numbers)}从{old[0].text.where}移到了这里")
                gap.seen = [it for it in gap.seen if it.block != block]
                for other in gaps:
                    other.meant = [it for it in other.meant if it.block != home]

    def _left_over(self, rule: Rule, numbers: Sequence[Printed]) -> None:
        for found in _by_block(numbers).values():
            where, listed = found[0].text.where, _listed(found)
            if rule is DELETED:
                cells = tuple(dict.fromkeys(cell for it in found for cell in self._sources(it.text, it.number)))
                sentence = f"工作簿写进报告的“{found[0].excerpt}”里，{listed}在报告里不见了。"
                finding = DELETED.at(*cells, found="没有", expected=listed, message=sentence)
                self.remarks.append(Remark(finding, f"原{where}"))
            else:
                sentence = f"报告的“{found[0].excerpt}”里多出{listed}，工作簿没有让它写在这里。"
                self.remarks.append(Remark(ADDED.at(found=listed, expected="没有", message=sentence), where))

    def _words(self, meant: Sequence[Block], seen: Sequence[Block]) -> None:
        known = {_key(block) for block in meant}
        changed = [block.where for block in seen if _key(block) not in known]
        if changed:
            places = "、".join(changed[:_SHOWN]) + ("等" if len(changed) > _SHOWN else "")
            sentence = f"有 {len(changed)} 处文字与工作簿生成的不同：{places}。"
            finding = WORDS.at(found=f"{len(changed)} 处", expected="与工作簿一致", message=sentence)
            self.remarks.append(Remark(finding, changed[0]))


def _by_block(numbers: Sequence[Printed]) -> dict[int, list[Printed]]:
    groups: dict[int, list[Printed]] = {}
    for printed in numbers:
        groups.setdefault(printed.block, []).append(printed)
    return groups


def _same_numbers(old: Sequence[Printed], new: Sequence[Printed]) -> bool:
    return Counter(it.number.key for it in old) == Counter(it.number.key for it in new)


def _without_reordered(old: Sequence[Printed], new: Sequence[Printed]) -> tuple[list[Printed], list[Printed]]:
    """Drop the numbers that a rewording only put elsewhere in its stretch, still after the same words."""
    rest_old, rest_new = list(old), list(new)
    for before in old:
        same = (it for it in rest_new if it.number.key == before.number.key and _says(it) == _says(before))
        match = next(same, None)
        if match:
            rest_old.remove(before)
            rest_new.remove(match)
    return rest_old, rest_new


def _says(printed: Printed) -> str:
    """Name the word right before a number, or mark that there is none."""
    return printed.number.before[-2:] or f"\0{printed.block}"
