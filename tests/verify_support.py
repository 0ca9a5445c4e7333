"""The sample's report and forms, edited the way people edit them, for the tests of verify/."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

import docx

from pipeline.checks.prose import read_prose
from pipeline.intake.load import load
from pipeline.model.findings import Severity
from pipeline.model.policy import HOME, policy
from pipeline.outputs.compose import compose
from pipeline.outputs.forms.write import write_forms
from pipeline.outputs.report.write import write_report
from pipeline.outputs.word.wordml import w
from pipeline.verify.against import Meant, hold_against, meant_of, names_of
from pipeline.verify.comparing.comparison import Comparison
from pipeline.verify.reading.blocks import Block, Text, read_blocks
from tests.markdown import table as read_table

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from lxml import etree

    from pipeline.model.book import Book
    from pipeline.verify.remarks import Remark

SAMPLE = HOME / "input_templates" / "示例工作簿.xlsx"
Found = list[tuple[str, str]]


@dataclass(frozen=True)
class Case:
    """One written file and what is needed to hold edits of it against the sample workbook."""

    package: bytes
    blocks: tuple[Block, ...]
    meant: Meant
    names: dict[str, frozenset[int]]

    def held(self, seen: Sequence[Block]) -> list[Remark]:
        """Hold blocks against what the workbook gives."""
        return Comparison(self.meant.sources, self.names).run(self.meant.blocks, seen)

    def edited(self, *changes: tuple[str, str]) -> tuple[Block, ...]:
        """Return the blocks with words replaced, each exactly once in the whole file."""
        blocks = list(self.blocks)
        for old, new in changes:
            at, block = one(blocks, old)
            cells = tuple(
                replace(cell, text=cell.text.replace(old, new, 1)) if old in cell.text else cell for cell in block.cells
            )
            blocks[at] = replace(block, cells=cells)
        return tuple(blocks)


def one(blocks: Sequence[Block], words: str) -> tuple[int, Block]:
    """Return the one block that holds these words."""
    found = [(at, block) for at, block in enumerate(blocks) if any(words in cell.text for cell in block.cells)]
    assert len(found) == 1, f"{words!r} stands in {len(found)} blocks"
    return found[0]


@cache
def sample_book() -> Book:
    """Return the sample workbook as a book."""
    book, _ = load(SAMPLE.read_bytes(), SAMPLE.name)
    assert book is not None
    return book


def _case(package: bytes) -> Case:
    book, blocks = sample_book(), read_blocks(package)
    return Case(package, blocks, meant_of(book, blocks), names_of(book))


@cache
def report() -> Case:
    """Return the sample's report."""
    book = sample_book()
    return _case(write_report(compose(book, read_prose(book)[1], policy())))


@cache
def forms() -> Case:
    """Return the sample's official forms."""
    return _case(write_forms(sample_book(), policy(), draft=False))


def critical(remarks: Sequence[Remark]) -> Found:
    """List the critical remarks as (rule id, place), sorted."""
    return sorted(
        (remark.finding.rule.id, remark.where) for remark in remarks if remark.finding.severity is Severity.CRITICAL
    )


def one_line(old: str, new: str) -> list[str]:
    """Hold one sentence against what it was and list the rules broken."""
    old_block, new_block = (Block((Text(text, "第1段"),)) for text in (old, new))
    return [rule for rule, _ in critical(Comparison(lambda *_: ()).run([old_block], [new_block]))]


def by_word(package: bytes, edit: Callable[[WordDocument], Any]) -> bytes:
    """Edit a .docx with python-docx and save it."""
    word = docx.Document(BytesIO(package))
    edit(word)
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def accused(case: Case, edit: Callable[[WordDocument], Any]) -> Found:
    """Edit a file through its bytes and list what is critical then."""
    return critical(hold_against(sample_book(), read_blocks(by_word(case.package, edit))))


def _rows_of(markdown: str) -> list[list[str]]:
    """Read a table, its heading row first; < goes on to the left, ^ goes on above."""
    rows = read_table(markdown)
    return [list(rows[0]), *(list(row.values()) for row in rows)]


def tables_in_word(*tables: str, between: Sequence[str] = ()) -> bytes:
    """Write tables with python-docx, merged where they say so, a line of text before each."""
    word = docx.Document()
    word.add_paragraph("丙街道2023年项目支出绩效报告")
    for number, markdown in enumerate(tables):
        for text in between[number : number + 1]:
            word.add_paragraph(text)
        rows = _rows_of(markdown)
        made = word.add_table(rows=len(rows), cols=len(rows[0]))
        for row, texts in zip(made.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = "" if text[:1] in {"<", "^"} else text
        for at, texts in enumerate(rows):
            for column, text in enumerate(texts):
                if text[:1] in {"<", "^"}:
                    back = (at, column - 1) if text[0] == "<" else (at - 1, column)
                    made.cell(*back).merge(made.cell(at, column))
    for text in between[len(tables) :]:
        word.add_paragraph(text)
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def tables(*tables: str, between: Sequence[str] = ()) -> tuple[Block, ...]:
    """Write tables with python-docx and read them back."""
    return read_blocks(tables_in_word(*tables, between=between))


def small_blocks(parts: Sequence[str | Sequence[str]]) -> list[Block]:
    """Make blocks of paragraphs, and of tables of rows whose cells are parted by |, with their places."""
    blocks: list[Block] = []
    for part in parts:
        if isinstance(part, str):
            number = sum(not block.table for block in blocks) + 1
            blocks.append(Block((Text(part, f"第{number}段"),)))
            continue
        table = max((block.table for block in blocks), default=0) + 1
        for at, row in enumerate(part, start=1):
            cells = [
                Text(text, f"表{table}第{at}行第{column}列") for column, text in enumerate(row.split("|"), start=1)
            ]
            blocks.append(Block(tuple(cells), table, tuple(range(len(cells)))))
    return blocks


def parts_of(package: bytes) -> dict[str, bytes]:
    """Give the parts of a .docx by name."""
    with zipfile.ZipFile(BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def paragraph_with(word: WordDocument, words: str) -> etree._Element:
    """Return the one body paragraph element that holds these words."""
    found = [it for it in word.element.body.iter(w("p")) if words in "".join(t.text or "" for t in it.iter(w("t")))]
    assert len(found) == 1, f"{words!r} stands in {len(found)} paragraphs"
    return found[0]
