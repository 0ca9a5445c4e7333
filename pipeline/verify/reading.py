"""Reading a report (读回报告): the text a reader sees, block by block, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from pipeline.intake.archive import Archive
from pipeline.intake.refusals import RefusalError
from pipeline.model.policy import policy
from pipeline.outputs.readback import DOCUMENT_PART
from pipeline.outputs.wordml import w

_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MARKS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}
_UNSEEN = frozenset({w("del"), w("moveFrom"), w("instrText"), w("delText"), w("rPr"), w("pPr"), _ALTERNATIVE})
_OFF = frozenset({"0", "false", "off"})


class UnreadableError(Exception):
    """The file is no Word report that can be read; the text is a Chinese sentence."""


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


def _hidden(run: etree._Element) -> bool:
    vanish = run.find(f"{w('rPr')}/{w('vanish')}")
    return vanish is not None and vanish.get(w("val"), "true").lower() not in _OFF


class _Pen:
    """Collects the text of one paragraph and where its bookmarks begin and end."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.open: dict[str, tuple[str, int]] = {}
        self.marks: list[Mark] = []

    def write(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def walk(self, element: etree._Element) -> None:
        """Take in what a reader sees of an element: insertions yes, deletions, hidden text and field codes no."""
        for child in element:
            if child.tag in _UNSEEN or (child.tag == w("r") and _hidden(child)):
                continue
            if child.tag == w("t"):
                self.write(child.text or "")
            elif child.tag in _MARKS:
                self.write(_MARKS[child.tag])
            elif child.tag == w("bookmarkStart"):
                self.open[child.get(w("id"), "")] = (child.get(w("name"), ""), self.length)
            elif child.tag == w("bookmarkEnd"):
                self._close(child.get(w("id"), ""))
            elif child.tag != w("p"):
                self.walk(child)

    def _close(self, mark_id: str) -> None:
        if mark_id in self.open:
            name, start = self.open.pop(mark_id)
            self.marks.append(Mark(name, start, self.length))


def _text(paragraphs: list[etree._Element], where: str) -> Text:
    pen = _Pen()
    for number, paragraph in enumerate(paragraphs):
        if number:
            pen.write("\n")
        pen.walk(paragraph)
    return Text("".join(pen.pieces), where, tuple(pen.marks))


def _parts(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, also inside content controls, but not those of a nested table."""
    for child in element:
        if child.tag == w(name):
            yield child
        elif child.tag not in _UNSEEN and child.tag not in {w("tc"), w("tbl")}:
            yield from _parts(child, name)


class _Reader:
    """Counts paragraphs and tables while it walks the body."""

    def __init__(self) -> None:
        self.paragraphs = 0
        self.tables = 0

    def blocks(self, element: etree._Element) -> Iterator[Block]:
        for child in element:
            if child.tag in _UNSEEN:
                continue
            if child.tag == w("p"):
                yield from self._paragraph(child)
            elif child.tag == w("tbl"):
                yield from self._rows(child)
            else:
                yield from self.blocks(child)

    def _paragraph(self, element: etree._Element) -> Iterator[Block]:
        self.paragraphs += 1
        text = _text([element], f"第{self.paragraphs}段")
        if text.text.strip():
            yield Block((text,))
        for box in element.iter(w("txbxContent")):
            if not any(parent.tag == _ALTERNATIVE for parent in box.iterancestors()):
                yield from self.blocks(box)

    def _rows(self, table: etree._Element) -> Iterator[Block]:
        self.tables += 1
        number = self.tables
        for row_number, row in enumerate(_parts(table, "tr"), start=1):
            cells = [
                _text(list(cell.iter(w("p"))), f"表{number}第{row_number}行第{column}列")
                for column, cell in enumerate(_parts(row, "tc"), start=1)
            ]
            if any(cell.text.strip() for cell in cells):
                yield Block(tuple(cells), number)


def _body(package: bytes) -> etree._Element:
    try:
        archive = Archive(package, policy().intake)
        content = archive.part(DOCUMENT_PART)
        archive.check_rest()
    except (RefusalError, KeyError) as error:
        message = "这个文件不是完好的 Word 报告（.docx），无法读取。"
        raise UnreadableError(message) from error
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        message = "这个 Word 文件的内容已经损坏，无法读取。"
        raise UnreadableError(message) from error
    body = root.find(w("body"))
    if body is None or root.getroottree().docinfo.internalDTD is not None:
        message = "这个 Word 文件里没有可以读取的正文。"
        raise UnreadableError(message)
    return body


def read_blocks(package: bytes) -> tuple[Block, ...]:
    """Read every paragraph and table row with text, in reading order; UnreadableError where there is no report."""
    return tuple(_Reader().blocks(_body(package)))
