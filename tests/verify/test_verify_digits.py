"""Every digit of what the program wrote is guarded, wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipeline.model.policy import policy
from pipeline.outputs.forms.write import write_forms
from pipeline.outputs.word.anchors import read_anchors
from pipeline.outputs.word.wordml import w
from pipeline.verify.against import hold_against
from pipeline.verify.comparing.numbers import find_numbers
from pipeline.verify.reading.blocks import Block, blocks_of, read_blocks
from pipeline.verify.reading.opening import open_report
from tests.verify_support import Case, by_word, critical, forms, paragraph_with, report, sample_book

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

CHANGED = "report-number-changed"
OTHER = str.maketrans("0123456789", "1234567890")


def _one_digit_off(blocks: tuple[Block, ...]) -> Iterator[tuple[str, str, tuple[Block, ...]]]:
    """Every way to change one digit: its text, its place, and the blocks then."""
    for at, block in enumerate(blocks):
        for column, cell in enumerate(block.cells):
            for match in re.finditer(r"[0-9]", cell.text):
                text = cell.text[: match.start()] + match[0].translate(OTHER) + cell.text[match.end() :]
                cells = (*block.cells[:column], replace(cell, text=text), *block.cells[column + 1 :])
                yield cell.text, cell.where, (*blocks[:at], Block(cells, block.table), *blocks[at + 1 :])


@pytest.mark.parametrize(("written", "least"), [(report, 500), (forms, 1500)], ids=["report", "forms"])
def test_any_one_digit_changed_is_found_at_its_place(written: Callable[[], Case], least: int) -> None:
    """Title, label, headings, paragraphs, tables: one changed digit is one critical finding, at its place."""
    case, tried = written(), 0
    for text, where, seen in _one_digit_off(case.blocks):
        tried += 1
        assert critical(case.held(seen)) == [(CHANGED, where)], text
    assert tried >= least


def test_the_numbers_of_the_workbook_come_with_their_cells() -> None:
    """All but the headings' own numbers, which no cell gives, name a cell of the workbook."""
    without = set()
    for text, _, seen in _one_digit_off(report().blocks):
        if not report().held(seen)[0].finding.cells:
            without.add(text)
    assert without == {"1.项目经济性分析", "2.项目的效率性分析", "3.项目的效益性分析", "4.项目可持续性分析"}


def test_every_number_of_the_forms_names_its_cells() -> None:
    """Zeros of funds a project has not, weights of the preset, 三个 in a goal; captions and 第五次 are no numbers."""
    book = sample_book()
    goal = replace(book.projects[0], goal="改造三个小区，投入三十万元")
    book = replace(book, projects=(goal, *book.projects[1:]))
    package = write_forms(book, policy(), draft=False)
    cells = {anchor.name: anchor.cells for anchor in read_anchors(package)}
    assert all(cells.values())
    for block in read_blocks(package):
        for text in block.cells:
            for number in find_numbers(text.text):
                around = [mark for mark in text.marks if mark.start <= number.start < mark.end and mark.name in cells]
                assert around or not number.value or number.before.endswith("第"), text.text


def test_a_changed_amount_names_the_cell_it_comes_from() -> None:
    """The first cell is the one the number was printed from, as the anchors of the written report tell."""
    book = sample_book()
    total = book.total
    assert total is not None
    for old, new, row in (("832,841.00", "832,842.00", book.by_number[15]), ("3,902,733.78", "3,902,733.79", total)):
        remarks = report().held(report().edited((old, new)))
        assert remarks[0].finding.cells[0] == book.cell(row, "spent")


@pytest.mark.parametrize(("written", "step"), [(report, 5), (forms, 37)], ids=["report", "forms"])
def test_digits_changed_in_the_xml_of_the_file_are_found(written: Callable[[], Case], step: int) -> None:
    """The same through the w:t elements of the file, for a sample of the digits."""
    case = written()
    parts = open_report(case.package)
    places = [
        (element, at) for element in parts.body.iter(w("t")) for at, sign in enumerate(element.text) if sign.isdigit()
    ]
    for element, at in places[::step]:
        before = element.text
        element.text = before[:at] + before[at].translate(OTHER) + before[at + 1 :]
        assert [rule for rule, _ in critical(case.held(blocks_of(parts)))] == [CHANGED], before
        element.text = before


def test_a_digit_changed_in_the_bytes_of_the_file_is_found() -> None:
    """End to end: saved by python-docx, read back from bytes, held against the workbook."""

    def edit(word: WordDocument) -> None:
        element = paragraph_with(word, "应急响应平均用时")
        text = next(it for it in element.iter(w("t")) if "1.5" in (it.text or ""))
        text.text = text.text.replace("1.5", "1.6")

    seen = read_blocks(by_word(report().package, edit))
    remarks = hold_against(sample_book(), seen)
    assert critical(remarks) == [(CHANGED, next(block.where for block in seen if "1.6" in block.text))]
    assert (remarks[0].finding.found, remarks[0].finding.expected) == ("1.6 小时", "1.5 小时")
