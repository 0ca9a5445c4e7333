"""Reading a report (读回报告): the text a reader sees, block by block, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.outputs.word.wordml import w
from pipeline.verify.reading.lists import Lists
from pipeline.verify.reading.opening import Parts, UnreadableError, open_report

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml import etree

__all__ = ["Block", "Mark", "Text", "UnreadableError", "read_blocks"]

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_MARKS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}
_UNSEEN = frozenset(
    w(name)
    for name in ("del", "moveFrom", "instrText", "delText", "delInstrText", "rPr", "pPr", "tblPr", "trPr", "tcPr")
) | {w("sdtPr"), w("sdtEndPr"), w("txbxContent"), w("p"), w("tbl"), _FALLBACK}
_FOOTNOTE, _ENDNOTE = w("footnoteReference"), w("endnoteReference")
_OFF = frozenset({"0", "false", "off"})
_CONTENTS = re.compile(r"^(toc|contents|目录|table of figures|index)\s*\d*$", re.IGNORECASE)
_CONTENTS_FIELD = re.compile(r"^\s*TOC\b")
_CONTENTS_GALLERY = f"{w('sdtPr')}/{w('docPartObj')}/{w('docPartGallery')}"


@dataclass(frozen=True, slots=True)
class Mark:
    """A bookmark as met in the text: its name and the stretch it wraps."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Text:
    """The text of one paragraph or of one table cell, with the bookmarks in it."""

    text: str
    where: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Block:
    """One paragraph, or one table row with a text for each cell; `table` counts from 1, 0 outside tables."""

    cells: tuple[Text, ...]
    table: int = 0

    @cached_property
    def text(self) -> str:
        """The whole text; the cells of a row parted by tabs."""
        return "\t".join(cell.text for cell in self.cells)

    @property
    def where(self) -> str:
        """The place of its first text."""
        return self.cells[0].where


def _on(properties: etree._Element | None, name: str) -> bool:
    found = properties.find(w(name)) if properties is not None else None
    return found is not None and found.get(w("val"), "true").lower() not in _OFF


class _Pen:
    """Collects the text of one paragraph, where its bookmarks begin and end, and the notes it refers to."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.open: dict[str, tuple[str, int]] = {}
        self.marks: list[Mark] = []
        self.notes: list[tuple[str, str]] = []

    def write(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def walk(self, element: etree._Element) -> None:
        """Take in what a reader sees of an element: insertions yes, deletions, hidden text and field codes no."""
        for child in element:
            if child.tag in _UNSEEN or (child.tag == w("r") and _on(child.find(w("rPr")), "vanish")):
                continue
            if child.tag in {w("t"), _MATH_TEXT}:
                self.write(child.text or "")
            elif child.tag in _MARKS:
                self.write(_MARKS[child.tag])
            elif child.tag == w("bookmarkStart"):
                self.open[child.get(w("id"), "")] = (child.get(w("name"), ""), self.length)
            elif child.tag == w("bookmarkEnd"):
                self._close(child.get(w("id"), ""))
            elif child.tag in {_FOOTNOTE, _ENDNOTE}:
                self.notes.append((child.tag, child.get(w("id"), "")))
            else:
                self.walk(child)

    def _close(self, mark_id: str) -> None:
        if mark_id in self.open:
            name, start = self.open.pop(mark_id)
            self.marks.append(Mark(name, start, self.length))


def _parts(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, also inside content controls, but not those of a nested table."""
    for child in element:
        if child.tag == w(name):
            yield child
        elif child.tag not in _UNSEEN and child.tag not in {w("tc"), w("tr")}:
            yield from _parts(child, name)


def _boxes(element: etree._Element) -> Iterator[etree._Element]:
    """Text boxes of a paragraph, each once."""
    for child in element:
        if child.tag == w("txbxContent"):
            yield child
        elif child.tag not in {_FALLBACK, w("del"), w("moveFrom")}:
            yield from _boxes(child)


def _is_deleted(row: etree._Element) -> bool:
    properties = row.find(w("trPr"))
    return properties is not None and properties.find(w("del")) is not None


class _Reader:
    """Counts paragraphs and tables while it walks the body; an inserted table of contents is left out."""

    def __init__(self, parts: Parts) -> None:
        self.lists = Lists(parts.styles, parts.numbering)
        self.paragraphs = 0
        self.tables = 0
        self._fields: list[bool] = []  # the complex fields open here, and whether each is a table of contents
        self._noted = {
            (tag, note.get(w("id"))): note
            for tag, part in ((_FOOTNOTE, parts.footnotes), (_ENDNOTE, parts.endnotes))
            if part is not None
            for note in part
        }

    def blocks(self, element: etree._Element) -> Iterator[Block]:
        for child in element:
            if child.tag == w("p"):
                yield from self._paragraph(child)
            elif child.tag == w("tbl"):
                yield from self._rows(child)
            elif child.tag not in _UNSEEN and not self._is_contents(child):
                yield from self.blocks(child)

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
        return inside or bool(_CONTENTS.match(self.lists.style_name(paragraph)))

    def _text(self, paragraphs: Sequence[etree._Element], where: str) -> tuple[Text, list[tuple[str, str]]]:
        pen = _Pen()
        for number, paragraph in enumerate(paragraphs):
            if number:
                pen.write("\n")
            pen.write(self.lists.number(paragraph))
            pen.walk(paragraph)
        return Text("".join(pen.pieces), where, tuple(pen.marks)), pen.notes

    def _paragraph(self, element: etree._Element) -> Iterator[Block]:
        self.paragraphs += 1
        if self._in_contents(element):
            return
        where = f"第{self.paragraphs}段"
        text, notes = self._text([element], where)
        if text.text.strip():
            yield Block((text,))
        yield from self._notes(notes, where)
        for box in _boxes(element):
            yield from self.blocks(box)

    def _notes(self, notes: Sequence[tuple[str, str]], where: str) -> Iterator[Block]:
        """Footnotes and endnotes a paragraph refers to."""
        for tag, note_id in notes:
            note = self._noted.pop((tag, note_id), None)
            if note is not None:
                text, _ = self._text(list(note.iter(w("p"))), f"{where}的脚注")
                yield from (Block((text,)),) if text.text.strip() else ()

    def _in_cell(self, element: etree._Element) -> Iterator[etree._Element]:
        """Paragraphs of a table cell, those of nested tables and text boxes too."""
        for child in element:
            if child.tag == w("p"):
                yield child
                for box in _boxes(child):
                    yield from self._in_cell(box)
            elif child.tag in {w("tbl"), w("tr"), w("tc")} or child.tag not in _UNSEEN:
                yield from self._in_cell(child)

    def _rows(self, table: etree._Element) -> Iterator[Block]:
        self.tables += 1
        number = self.tables
        seen = (row for row in _parts(table, "tr") if not _is_deleted(row))
        for row_number, row in enumerate(seen, start=1):
            notes: list[tuple[str, str]] = []
            cells = []
            for column, cell in enumerate(_parts(row, "tc"), start=1):
                text, below = self._text(list(self._in_cell(cell)), f"表{number}第{row_number}行第{column}列")
                cells.append(text)
                notes += below
            if any(cell.text.strip() for cell in cells):
                yield Block(tuple(cells), number)
            yield from self._notes(notes, f"表{number}第{row_number}行")


def blocks_of(parts: Parts) -> tuple[Block, ...]:
    """Read every paragraph and table row with text of an opened report, in reading order."""
    return tuple(_Reader(parts).blocks(parts.body))


def read_blocks(package: bytes) -> tuple[Block, ...]:
    """Read a report from its bytes; UnreadableError where there is none."""
    return blocks_of(open_report(package))
