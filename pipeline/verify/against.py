"""Against the workbook (对照工作簿): what the workbook would print now, read back the way the edited report is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.checks.prose import read_prose
from pipeline.model.cells import Cell, cell_at
from pipeline.model.policy import policy
from pipeline.outputs.compose import compose
from pipeline.outputs.document import HEADINGS
from pipeline.outputs.forms.write import write_forms
from pipeline.outputs.report.write import write_report
from pipeline.outputs.word.anchors import PASSAGE, read_anchors
from pipeline.verify.comparing.comparison import Comparison
from pipeline.verify.comparing.numbers import key_of
from pipeline.verify.reading.blocks import Block, Mark, read_blocks
from pipeline.verify.remarks import Remark
from pipeline.verify.rules import OTHER_WORKBOOK

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.model.book import Book
    from pipeline.verify.comparing.numbers import Number
    from pipeline.verify.reading.blocks import Text

_DRAFT = re.compile(r"草稿——有\s*(\d+\s*处)?必须修改的问题，不得上报")
_FEWEST_SAME = 0.2
_FORM_WORDS = re.compile("绩效自评表|年度资金总额|三级指标")


@dataclass(frozen=True)
class Meant:
    """The blocks a workbook gives, and the cells and kind of each bookmark in them."""

    blocks: tuple[Block, ...]
    anchors: Mapping[str, tuple[str, tuple[Cell, ...]]]

    def sources(self, text: Text, number: Number) -> tuple[Cell, ...]:
        """Name the cells of a number: those of the narrowest bookmark around its first digit."""
        around = [mark for mark in text.marks if mark.start <= number.start < mark.end]
        known = [mark for mark in sorted(around, key=self._width) if mark.name in self.anchors]
        return self.anchors[known[0].name][1] if known else ()

    def _width(self, mark: Mark) -> tuple[bool, int]:
        return self.anchors.get(mark.name, ("", ()))[0] == PASSAGE, mark.end - mark.start


def _meant(package: bytes) -> Meant:
    anchors = {
        anchor.name: (anchor.kind, tuple(cell_at(address) for address in anchor.cells))
        for anchor in read_anchors(package)
    }
    return Meant(read_blocks(package), anchors)


def _is_forms(blocks: Sequence[Block]) -> bool:
    """Tell forms from a report by what stands in them more often, titles removed or not."""
    texts = [key_of(block.text) for block in blocks]
    headings = {key_of(words) for _, lines in HEADINGS for _, words in lines}
    return sum(bool(_FORM_WORDS.search(text)) for text in texts) > sum(text in headings for text in texts)


def meant_of(book: Book, seen: Sequence[Block]) -> Meant:
    """Write in memory what the workbook gives, the report or the forms, whichever the blocks are, and read it back."""
    if _is_forms(seen):
        return _meant(write_forms(book, policy(), draft=False))
    return _meant(write_report(compose(book, read_prose(book)[1], policy())))


def hold_against(book: Book, seen: Sequence[Block]) -> list[Remark]:
    """Hold a report against its workbook; a draft's notice on the first page is no part of it."""
    meant = meant_of(book, seen)
    printed = [block for block in seen if not _DRAFT.search(block.text)]
    names = [name for project in book.projects for name in (project.name, project.short) if name]
    remarks = Comparison(meant.sources, names).run(meant.blocks, printed)
    keys = {key_of(block.text) for block in meant.blocks}
    same = len(keys & {key_of(block.text) for block in printed})
    if remarks and same < len(keys) * _FEWEST_SAME:
        message = f"工作簿生成的 {len(keys)} 段内容里，只有 {same} 段原样在这份报告里，可能拿错了工作簿或报告。"
        found, expected = f"{same} 段相同", "同一份工作簿的报告"
        remarks.insert(0, Remark(OTHER_WORKBOOK.at(found=found, expected=expected, message=message), ""))
    return remarks
