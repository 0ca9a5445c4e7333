"""Comment boxes (批注框): the drawing part that Excel, WPS and LibreOffice want beside a sheet's comments."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from lxml import etree

from pipeline.outputs.xlsx.cells import Grid, steps
from pipeline.outputs.xlsx.nodes import Element, local, parse, whole

BOX_WIDTH = 300
LINE_HEIGHT = 18
LINE_CHARACTERS = 20
MOST_LINES = 30
FIRST_SHAPE = 1025
VML = "urn:schemas-microsoft-com:vml"
EXCEL = "urn:schemas-microsoft-com:office:excel"
_HEAD = f'<xml xmlns:v="{VML}" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="{EXCEL}">'
EMPTY_DRAWING = f'{_HEAD}<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>'.encode()
_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_BOX = (
    '<v:shape id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:1.5pt;'
    'width:{width}pt;height:{height}pt;z-index:{z};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_UNCLOSED = re.compile(rb"<br\s*>", re.IGNORECASE)
Box = tuple[int, int, str]


class Boxes:
    """A drawing part open for editing; shapes that are no comment boxes stay as they are."""

    def __init__(self, part: bytes) -> None:
        """Take a drawing part; Excel itself writes some with unclosed line breaks, others leave worse."""
        try:
            self.root: Element = parse(_UNCLOSED.sub(b"<br/>", part))
        except etree.XMLSyntaxError:
            self.root = parse(EMPTY_DRAWING)  # no program shows what stood there

    def to_bytes(self) -> bytes:
        """Write the part."""
        return etree.tostring(self.root, encoding="UTF-8")

    def _notes(self) -> dict[tuple[int, int], Element]:
        """Comment boxes by the row and column of their cells."""
        found = {}
        for shape in self.root.iter(f"{{{VML}}}shape"):
            data = shape.find(f"{{{EXCEL}}}ClientData")
            if data is not None and data.get("ObjectType") == "Note":
                row, column = data.findtext(f"{{{EXCEL}}}Row"), data.findtext(f"{{{EXCEL}}}Column")
                found[whole(row, -1) + 1, whole(column, -1) + 1] = shape
        return found

    def remove(self, places: Iterable[tuple[int, int]]) -> None:
        """Remove the comment boxes of these cells."""
        notes = self._notes()
        for place in places:
            shape = notes.pop(place, None)
            parent = None if shape is None else shape.getparent()
            if shape is not None and parent is not None:
                parent.remove(shape)

    def is_empty(self) -> bool:
        """Tell whether nothing drawn is left."""
        return all(local(it) in {"", "shapelayout", "shapetype"} for it in self.root)

    def put(self, boxes: Iterable[Box], grid: Grid) -> None:
        """Give each cell a box that shows its text; one that is there keeps all but its size."""
        notes, number = self._notes(), self._next_number()
        for row, column, text in boxes:
            shape = notes.get((row, column))
            if shape is None:
                self._append(_box(number, row, column, text, grid))
                number += 1
            else:
                _resize(shape, _anchor(row, column, _height(text), grid))

    def _next_number(self) -> int:
        """Find the number of the next shape; the type that all boxes share is put first where it is missing."""
        if not any(it.get("id") == "_x0000_t202" for it in self.root):
            self._append(_TYPE)
        taken = re.findall(r"_x0000_s(\d+)", " ".join(it.get("id") or "" for it in self.root.iter(f"{{{VML}}}shape")))
        return max([FIRST_SHAPE - 1, *map(int, taken)]) + 1

    def _append(self, shape: str) -> None:
        self.root.extend(parse(f"{_HEAD}{shape}</xml>".encode()))


def _box(number: int, row: int, column: int, text: str, grid: Grid) -> str:
    height = _height(text)
    return _BOX.format(
        id=number,
        z=number - FIRST_SHAPE + 1,
        width=BOX_WIDTH * 3 // 4,
        height=height * 3 // 4,
        anchor=_anchor(row, column, height, grid),
        row=row - 1,
        column=column - 1,
    )


def _resize(shape: Element, anchor: str) -> None:
    data = shape.find(f"{{{EXCEL}}}ClientData")
    if data is None:
        return
    place = data.find(f"{{{EXCEL}}}Anchor")
    if place is None:
        place = etree.Element(f"{{{EXCEL}}}Anchor")
        before = [it for it in data if local(it) in {"MoveWithCells", "SizeWithCells"}]
        data.insert(len(before), place)
    place.text = anchor


def _height(text: str) -> int:
    lines = sum(-(-max(len(line), 1) // LINE_CHARACTERS) for line in text.split("\n"))
    return min(max(lines + 1, 4), MOST_LINES) * LINE_HEIGHT


def _anchor(row: int, column: int, height: int, grid: Grid) -> str:
    """Place a box right of its cell: first column, pixels, first row, pixels, then the same of its far corner."""
    top = max(row - 1, 1)
    columns, right = steps(islice(grid.widths(column + 1), 400), BOX_WIDTH + 15)
    rows, bottom = steps(islice(grid.heights(top), 400), height)
    return f"{column}, 15, {top - 1}, 4, {column + columns}, {right}, {top - 1 + rows}, {bottom}"
