"""Comment boxes (批注框): the drawing part that Excel, WPS and LibreOffice want beside a sheet's comments.

Edited as text: Excel itself writes such parts that are not well-formed XML, and what we do not know has to stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from pipeline.outputs.xlsx.cells import Grid, steps

FIRST_SHAPE = 1025
BOX_WIDTH = 300
LINE_HEIGHT = 18
LINE_CHARACTERS = 20
_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
EMPTY_DRAWING = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
    '<o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>'
)
_BOX = (
    '<v:shape id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:1.5pt;'
    'width:{width}pt;height:{height}pt;z-index:{z};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_SHAPE = re.compile(r"<v:shape\b[^>]*?(?:/>|>.*?</v:shape>)\s*", re.DOTALL)
_ROW, _COLUMN = re.compile(r"<x:Row>\s*(\d+)"), re.compile(r"<x:Column>\s*(\d+)")
_ANCHOR = re.compile(r"(<x:Anchor>)[^<]*(</x:Anchor>)")
_ID = re.compile(r'\bid="_x0000_s(\d+)"')
_END = re.compile(r"</(?:\w+:)?xml>\s*$")
_VML = 'xmlns:v="urn:schemas-microsoft-com:vml"'


def without_boxes(drawing: str, places: Iterable[tuple[int, int]]) -> str:
    """Remove the comment boxes of these cells (row, column); every other shape stays."""
    gone = {(row - 1, column - 1) for row, column in places}

    def keep(match: re.Match[str]) -> str:
        row, column = _ROW.search(match[0]), _COLUMN.search(match[0])
        if row and column and 'ObjectType="Note"' in match[0] and (int(row[1]), int(column[1])) in gone:
            return ""
        return match[0]

    return _SHAPE.sub(keep, drawing)


def resized(drawing: str, boxes: Iterable[tuple[int, int, str]], grid: Grid) -> str:
    """Give boxes that were there a size that shows the longer text; all else of them stays."""
    anchors = {(row - 1, column - 1): _anchor(row, column, _height(text), grid) for row, column, text in boxes}

    def resize(match: re.Match[str]) -> str:
        row, column = _ROW.search(match[0]), _COLUMN.search(match[0])
        anchor = anchors.get((int(row[1]), int(column[1]))) if row and column else None
        return match[0] if anchor is None else _ANCHOR.sub(rf"\g<1>{anchor}\g<2>", match[0])

    return _SHAPE.sub(resize, drawing)


def has_shapes(drawing: str) -> bool:
    """Tell whether any shape is left; what cannot be told counts as one."""
    return bool(_SHAPE.search(drawing)) or _VML not in drawing or "<v:group" in drawing


def with_boxes(drawing: str, boxes: Iterable[tuple[int, int, str]], grid: Grid) -> str:
    """Add hidden comment boxes for these cells (row, column, text), each sized to its text."""
    end = _END.search(drawing)
    if not end or _VML not in drawing:
        message = "drawing part of the comments is none that we know"
        raise ValueError(message)
    first = max((int(number) for number in _ID.findall(drawing)), default=FIRST_SHAPE - 1) + 1
    shapes = [_box(first + index, row, column, text, grid) for index, (row, column, text) in enumerate(boxes)]
    shapetype = "" if 'id="_x0000_t202"' in drawing else _TYPE
    return drawing[: end.start()] + shapetype + "".join(shapes) + drawing[end.start() :]


def _height(text: str) -> int:
    lines = sum(-(-max(len(line), 1) // LINE_CHARACTERS) for line in text.split("\n"))
    return min(max(lines + 1, 4), 30) * LINE_HEIGHT


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


def _anchor(row: int, column: int, height: int, grid: Grid) -> str:
    """Place a box right of its cell: first column, pixels, first row, pixels, then the same of its far corner."""
    top = max(row - 1, 1)
    columns, right = steps(islice(grid.widths(column + 1), 400), BOX_WIDTH + 15)
    rows, bottom = steps(islice(grid.heights(top), 400), height)
    return f"{column}, 15, {top - 1}, 4, {column + columns}, {right}, {top - 1 + rows}, {bottom}"
