"""The writer (措辞): what a comparison found, put into words at its place in the report."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from pipeline.verify.comparing.printed import printed_in
from pipeline.verify.comparing.rows import words_of
from pipeline.verify.remarks import Remark
from pipeline.verify.rules import ADDED, CHANGED, DELETED, MOVED, UNIT, WORDS

if TYPE_CHECKING:
    from pipeline.model.cells import Cell
    from pipeline.verify.comparing.numbers import Number
    from pipeline.verify.comparing.printed import Printed
    from pipeline.verify.reading.blocks import Block, Text

_SHOWN = 6
_FEW = 3
_LONGEST = 60
_MOST_COMPARED = 2500

Sources = Callable[["Text", "Number"], "tuple[Cell, ...]"]


def _listed(numbers: Sequence[Printed]) -> str:
    shown = "、".join(printed.number.text for printed in numbers[:_SHOWN])
    return f"{shown}等 {len(numbers)} 个数字" if len(numbers) > _SHOWN else shown


def _around(printed: Printed) -> str:
    """Say where a number stands: the words around it; of a table cell that holds it alone, the cell."""
    words = printed.excerpt
    return f"“{words}”" if words != printed.number.text else printed.text.where


class Writer:
    """Puts what a comparison found into words; `sources` names the cells of a number the workbook gives."""

    def __init__(self, sources: Sources) -> None:
        """Start without remarks."""
        self._sources = sources
        self.remarks: list[Remark] = []
        self._moved: list[tuple[Block, Block]] = []

    def _cells(self, numbers: Sequence[Printed]) -> tuple[Cell, ...]:
        return tuple(dict.fromkeys(cell for it in numbers for cell in self._sources(it.text, it.number)))

    def changed(self, before: Printed, after: Printed) -> None:
        """Say that a number is another one now, or has another unit."""
        rule = UNIT if before.number.value == after.number.value else CHANGED
        old, new = before.number.text, after.number.text
        which = "这里" if after.excerpt == new else f"其中的“{new}”"
        sentence = f"报告写的是“{after.excerpt}”，{which}按工作簿应为“{old}”。"
        finding = rule.at(*self._cells([before]), found=new, expected=old, message=sentence)
        self.remarks.append(Remark(finding, after.text.where))

    def turned(self, before: Printed, after: Printed) -> None:
        """Say that a limit is one to the other side now: ≤95% for ≥95%."""
        old, new = (f"{it.bound}{it.number.text}" for it in (before, after))
        sentence = f"报告写的是“{after.excerpt}”，意思是{new}，按工作簿这里应为{old}。"
        finding = CHANGED.at(*self._cells([before]), found=new, expected=old, message=sentence)
        self.remarks.append(Remark(finding, after.text.where))

    def renumbered(self, pairs: Sequence[tuple[Printed, Printed]]) -> None:
        """Say that items bear other numbers; of many, after one was taken out, in one remark."""
        if len(pairs) <= _FEW:
            for before, after in pairs:
                self.changed(before, after)
            return
        (before, after), count = min(pairs, key=lambda pair: pair[1].block), len(pairs)
        sentence = (
            f"从“{after.excerpt}”起，有 {count} 处序号与工作簿不同；按工作簿，这里的 {after.number.text} 应为 "
            f"{before.number.text}。"
        )
        cells = self._cells([it for it, _ in pairs])
        found, expected = f"{count} 处序号不同", "与工作簿的序号一致"
        self.remarks.append(
            Remark(CHANGED.at(*cells, found=found, expected=expected, message=sentence), after.text.where)
        )

    def moved(self, old: Sequence[Printed], new: Sequence[Printed]) -> None:
        """Say that numbers stand somewhere else now."""
        listed, place, there = _listed(old), _around(old[0]), _around(new[0])
        there = "" if there == new[0].text.where else f"的{there}"
        sentence = f"{listed} 按工作簿应在{place}，现在到了{new[0].text.where}{there}。"
        finding = MOVED.at(*self._cells(old), found=f"在{new[0].text.where}", expected=f"在{place}", message=sentence)
        self.remarks.append(Remark(finding, new[0].text.where))

    def misplaced(self, before: Printed, after: Printed) -> None:
        """Say that a number stayed while its name became another's."""
        sentence = f"“{after.excerpt}”里的 {after.number.text}，按工作簿说的是“{before.excerpt}”。"
        finding = MOVED.at(*self._cells([before]), found=after.excerpt, expected=before.excerpt, message=sentence)
        self.remarks.append(Remark(finding, after.text.where))

    def block_moved(self, before: Block, after: Block) -> None:
        """Remember that a paragraph or row with numbers stands somewhere else now; without numbers it may."""
        if any(not it.number.loose for text in before.cells for it in printed_in(0, text)):
            self._moved.append((before, after))

    def blocks_moved(self) -> None:
        """Say which paragraphs and rows stand somewhere else now; of many rows of one table in one remark."""
        rows: dict[int, list[tuple[Block, Block]]] = defaultdict(list)
        for pair in self._moved:
            rows[pair[1].table].append(pair)
        for table, pairs in rows.items():
            if table and len(pairs) > _FEW:
                self._rows_moved(table, pairs)
                continue
            for before, after in pairs:
                self._one_moved(before, after)

    def _rows_moved(self, table: int, pairs: Sequence[tuple[Block, Block]]) -> None:
        first = pairs[0][1]
        sentence = f"表{table}有 {len(pairs)} 行的先后与工作簿不同，如“{_row(first)}”。"
        cells = tuple(dict.fromkeys(cell for before, _ in pairs for cell in self._of_row(before)))
        finding = MOVED.at(*cells, found=f"{len(pairs)} 行换了先后", expected="照工作簿的先后", message=sentence)
        self.remarks.append(Remark(finding, first.where))

    def _one_moved(self, before: Block, after: Block) -> None:
        sentence = f"“{_row(after)}”{'这一行' if after.table else '这一段'}的位置与工作簿不同。"
        found, expected = f"在{after.where}", f"在{before.where}"
        if found == expected:  # paragraphs and tables are counted each for themselves
            found, expected = f"{found}，与表格的先后换了", "与表格的先后照工作簿"
        finding = MOVED.at(*self._of_row(before), found=found, expected=expected, message=sentence)
        self.remarks.append(Remark(finding, after.where))

    def row_misplaced(self, before: Block, after: Block) -> None:
        """Say that a row's words are another row's, or changed cells."""
        sentence = f"这一行写的是“{_row(after)}”，按工作簿应为“{_row(before)}”。"
        finding = MOVED.at(*self._of_row(before), found=_row(after), expected=_row(before), message=sentence)
        self.remarks.append(Remark(finding, after.where))

    def _of_row(self, block: Block) -> tuple[Cell, ...]:
        return self._cells([it for text in block.cells for it in printed_in(0, text)])

    def deleted(self, numbers: Sequence[Printed], place: str = "") -> None:
        """Say that numbers are gone; `place` names the table or column that went with them."""
        listed = _listed(numbers)
        sentence = f"工作簿写进报告的{place or _around(numbers[0])}里，{listed}在报告里不见了。"
        finding = DELETED.at(*self._cells(numbers), found="没有", expected=listed, message=sentence)
        self.remarks.append(Remark(finding, f"原{numbers[0].text.where}"))

    def added(self, numbers: Sequence[Printed], place: str = "") -> None:
        """Say that there are numbers the workbook does not give; `place` names a table or column that holds them."""
        listed = _listed(numbers)
        sentence = f"报告的{place or _around(numbers[0])}里多出{listed}，工作簿没有让它写在这里。"
        self.remarks.append(Remark(ADDED.at(found=listed, expected="没有", message=sentence), numbers[0].text.where))

    def words(self, meant: Sequence[Block], seen: Sequence[Block], stretches: Sequence[tuple[slice, slice]]) -> None:
        """Say which words changed and which are gone, in one remark; `stretches` are those that differ."""
        differ = [(meant[left], seen[right]) for left, right in stretches]
        known = [{words_of(block) for pair in differ for block in pair[side]} for side in (0, 1)]
        places: list[str] = []
        for before, after in differ:
            new = [block for block in after if words_of(block) not in known[0]]
            old = [block for block in before if words_of(block) not in known[1]]
            places += [block.where for block in new] + [f"原{block.where}" for block in _without(old, new)]
        if places:
            listed = "、".join(places[:_SHOWN]) + ("等" if len(places) > _SHOWN else "")
            sentence = f"有 {len(places)} 处文字与工作簿生成的不同：{listed}。"
            finding = WORDS.at(found=f"{len(places)} 处", expected="与工作簿一致", message=sentence)
            self.remarks.append(Remark(finding, places[0]))


def _without(gone: Sequence[Block], new: Sequence[Block]) -> list[Block]:
    """Leave out of what is gone what the new words were made of: for each the one that shares most signs with it."""
    left = list(gone)
    if len(left) * len(new) > _MOST_COMPARED:
        return left[len(new) :]
    for block in new[: len(left)]:
        signs = Counter(block.text)
        left.remove(max(left, key=lambda it: (signs & Counter(it.text)).total()))
    return left


def _row(block: Block) -> str:
    text = " ".join(cell.text.strip() for cell in block.cells if cell.text.strip())
    return f"{text[:_LONGEST]}…" if len(text) > _LONGEST else text
