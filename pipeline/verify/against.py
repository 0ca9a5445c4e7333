"""Against the workbook (对照工作簿): what the workbook would print now, read back the way the edited report is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
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
from pipeline.verify.stranger import find_stranger

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.model.book import Book
    from pipeline.verify.comparing.numbers import Number
    from pipeline.verify.reading.blocks import Text
    from pipeline.verify.remarks import Remark

_DRAFT = re.compile(r"草稿——有\s*(\d+\s*处)?必须修改的问题，不得上报")
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


def _without_notice(blocks: Sequence[Block]) -> list[Block]:
    """Take the draft's notice out of what was read; words added to it stay."""
    kept = []
    for block in blocks:
        cells = tuple(replace(cell, text=_DRAFT.sub("", cell.text)) for cell in block.cells)
        if any(cell.text.strip() for cell in cells):
            kept.append(replace(block, cells=cells))
    return kept


def names_of(book: Book) -> dict[str, frozenset[int]]:
    """Say which rows of 项目清单 are called by a name or 简称."""
    names: dict[str, frozenset[int]] = {}
    for project in book.projects:
        for name in {key_of(name) for name in (project.name, project.short) if name} - {""}:
            names[name] = names.get(name, frozenset()) | {project.row}
    return names


def hold_against(book: Book, seen: Sequence[Block]) -> list[Remark]:
    """Hold a report against its workbook; one remark in place of all where it is another workbook's."""
    meant = meant_of(book, seen)
    printed = _without_notice(seen)
    remarks = Comparison(meant.sources, names_of(book)).run(meant.blocks, printed)
    stranger = find_stranger(book, meant.blocks, printed, remarks)
    return [stranger] if stranger else remarks
