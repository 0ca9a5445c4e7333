"""Blocks (段落与表格行): the text a reader sees in the body of a report, block by block, each with its place."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING

from pipeline.outputs.word.wordml import w
from pipeline.verify.reading.lists import Lists
from pipeline.verify.reading.opening import Parts, UnreadableError, open_report
from pipeline.verify.reading.pen import ENDNOTE, FOOTNOTE, UNSEEN, Pen, text_boxes
from pipeline.verify.reading.styles import Styles, value_of
from pipeline.verify.reading.text import Block, Mark, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml import etree

__all__ = ["Block", "Mark", "Text", "UnreadableError", "blocks_of", "read_blocks"]

_CONTENTS = re.compile(r"^(toc|contents|目录|table of figures|index)\s*\d*$", re.IGNORECASE)
_CONTENTS_FIELD = re.compile(r"^\s*TOC\b")
_CONTENTS_GALLERY = f"{w('sdtPr')}/{w('docPartObj')}/{w('docPartGallery')}"
_PAGE = re.compile(r"[\s.．·…]*\d*\s*$")
_TYPED_ENTRY = re.compile(r".{2,40}?(?:\t|[.．·…]{2,})[\s.．·…]*\d{1,3}\s*$")  # 二、项目资金使用及管理情况……2


def _parts(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, also inside content controls, but not those of a nested table."""
    for child in element:
        if child.tag == w(name):
            yield child
        elif child.tag not in UNSEEN and child.tag not in {w("tc"), w("tr")}:
            yield from _parts(child, name)


def _is_deleted(element: etree._Element, properties: str, mark: str) -> bool:
    return element.find(f"{w(properties)}/{w(mark)}") is not None


def _count(element: etree._Element, path: str) -> int:
    value = value_of(element, path) or ""
    return int(value) if value.isdigit() else 0


def _starts(row: etree._Element, cells: Sequence[etree._Element]) -> tuple[int, ...]:
    """Columns of the grid in which the cells of a row begin."""
    widths = (max(1, _count(cell, f"{w('tcPr')}/{w('gridSpan')}")) for cell in cells)
    return tuple(accumulate(widths, initial=_count(row, f"{w('trPr')}/{w('gridBefore')}")))[: len(cells)]


def _below(cells: Sequence[etree._Element]) -> Iterator[int]:
    """Cells that are merged with the one above."""
    for at, cell in enumerate(cells):
        merged = cell.find(f"{w('tcPr')}/{w('vMerge')}")
        if merged is not None and merged.get(w("val"), "continue") == "continue":
            yield at


class Reader:
    """Counts paragraphs and tables while it walks the body; entries of a table of contents are remembered."""

    def __init__(self, parts: Parts) -> None:
        self.styles = Styles(parts.styles)
        self.lists = Lists(self.styles, parts.numbering)
        self.paragraphs = 0
        self.tables = 0
        self.contents: set[str] = set()  # the places of its entries
        self._fields: list[bool] = []  # the complex fields open here, and whether each is a table of contents
        self._noted = {
            (tag, note.get(w("id"))): note
            for tag, part in ((FOOTNOTE, parts.footnotes), (ENDNOTE, parts.endnotes))
            if part is not None
            for note in part
        }

    def blocks(self, element: etree._Element, *, listed: bool = False) -> Iterator[Block]:
        for child in element:
            if child.tag == w("p"):
                yield from self._paragraph(child, listed=listed)
            elif child.tag == w("tbl"):
                yield from self._rows(child)
            elif child.tag not in UNSEEN:
                yield from self.blocks(child, listed=listed or self._is_contents(child))

    def _is_contents(self, element: etree._Element) -> bool:
        gallery = element.find(_CONTENTS_GALLERY)
        return gallery is not None and "contents" in gallery.get(w("val"), "").lower()

    def _in_contents(self, paragraph: etree._Element) -> bool:
        """Tell whether a paragraph belongs to a table of contents: by its style, or inside such a field."""
        inside = any(self._fields)
        for element in paragraph.iter(w("fldChar"), w("instrText")):
            if element.tag == w("instrText"):
                if self._fields and _CONTENTS_FIELD.match(element.text or ""):
                    self._fields[-1] = inside = True
            elif element.get(w("fldCharType")) == "begin":
                self._fields.append(False)
            elif element.get(w("fldCharType")) == "end" and self._fields:
                self._fields.pop()
        return inside or bool(_CONTENTS.match(self.styles.name(paragraph)))

    def text(self, paragraphs: Sequence[etree._Element], where: str) -> tuple[Text, list[tuple[str, str]]]:
        """Text of paragraphs that stand in one place, and the notes they refer to."""
        pen = Pen(self.styles)
        for number, paragraph in enumerate(paragraphs):
            if number:
                pen.write("\n")
            pen.write(self.lists.number(paragraph))
            pen.walk(paragraph)
        return Text("".join(pen.pieces), where, tuple(pen.marks)), pen.notes

    def _paragraph(self, element: etree._Element, *, listed: bool) -> Iterator[Block]:
        self.paragraphs += 1
        where = f"第{self.paragraphs}段"
        if self._in_contents(element) or listed:
            self.contents.add(where)
        text, notes = self.text([element], where)
        if text.text.strip():
            yield Block((text,))
        yield from self._notes(notes, where)
        for box in text_boxes(element):
            yield from self.blocks(box)

    def _notes(self, notes: Sequence[tuple[str, str]], where: str) -> Iterator[Block]:
        """Footnotes and endnotes a paragraph refers to."""
        for tag, note_id in notes:
            note = self._noted.pop((tag, note_id), None)
            if note is not None:
                text, _ = self.text(list(note.iter(w("p"))), f"{where}的脚注")
                yield from (Block((text,)),) if text.text.strip() else ()

    def in_cell(self, element: etree._Element, nested: list[etree._Element] | None = None) -> Iterator[etree._Element]:
        """Paragraphs of a table cell, those of text boxes too; tables of several rows go to `nested`, if asked for."""
        for child in element:
            if child.tag == w("p"):
                yield child
                for box in text_boxes(child):
                    yield from self.in_cell(box, nested)
            elif nested is not None and child.tag == w("tbl") and sum(1 for _ in _parts(child, "tr")) > 1:
                nested.append(child)
            elif child.tag in {w("tbl"), w("tr"), w("tc")} or child.tag not in UNSEEN:
                yield from self.in_cell(child, nested)

    def _rows(self, table: etree._Element) -> Iterator[Block]:
        self.tables += 1
        number = self.tables
        nested: list[etree._Element] = []
        seen = (row for row in _parts(table, "tr") if not _is_deleted(row, "trPr", "del"))
        for row_number, row in enumerate(seen, start=1):
            notes: list[tuple[str, str]] = []
            cells = []
            kept = [cell for cell in _parts(row, "tc") if not _is_deleted(cell, "tcPr", "cellDel")]
            for column, cell in enumerate(kept, start=1):
                text, below = self.text(list(self.in_cell(cell, nested)), f"表{number}第{row_number}行第{column}列")
                cells.append(text)
                notes += below
            if any(cell.text.strip() for cell in cells):
                yield Block(tuple(cells), number, _starts(row, kept), frozenset(_below(kept)))
            yield from self._notes(notes, f"表{number}第{row_number}行")
        for table_within in nested:
            yield from self._rows(table_within)


def _without_contents(blocks: Sequence[Block], contents: set[str]) -> tuple[Block, ...]:
    """Leave out the entries of a table of contents: headings said again, or, where Word made it, words alone."""
    typed = {block.where for block in blocks if not block.table and _TYPED_ENTRY.match(block.text)}
    if not contents and not typed:
        return tuple(blocks)
    headings = {"".join(block.text.split()) for block in blocks if block.where not in contents | typed}

    def repeats(block: Block) -> bool:
        entry = "".join(_PAGE.sub("", block.text).split())
        return entry in headings or (block.where in contents and not any(sign.isdecimal() for sign in entry))

    return tuple(block for block in blocks if block.where not in contents | typed or not repeats(block))


def blocks_of(parts: Parts) -> tuple[Block, ...]:
    """Read every paragraph and table row with text of an opened report, in reading order."""
    reader = Reader(parts)
    return _without_contents(tuple(reader.blocks(parts.body)), reader.contents)


def read_blocks(package: bytes) -> tuple[Block, ...]:
    """Read the body of a report from its bytes; UnreadableError where there is none."""
    return blocks_of(open_report(package))
