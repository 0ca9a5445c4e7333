"""Fitting (一页一表): the largest type, 10.5 to 9 pt, at which a form stays on one page, reckoned from its cells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pipeline.outputs.forms.styles import PITCH, SIZE
from pipeline.outputs.forms.template import CELL_MARGIN, CELL_PADDING, HEADS, LEAST_ROW, MARGIN, PAGE_HEIGHT
from pipeline.outputs.word.wordml import w

if TYPE_CHECKING:
    from lxml.etree import _Element


class Type(NamedTuple):
    """A size of type in half points, its line pitch and the least height of a row in twips."""

    size: int
    pitch: int
    row: int


TYPES = (
    Type(SIZE, PITCH, LEAST_ROW),
    Type(21, 280, 340),
    Type(20, 270, 330),
    Type(19, 250, 310),
    Type(18, 240, 280),
)
ABOVE = 480 + 420 + 40  # title, year, gap
NOTICE = 2 * 600
BORDER = 10 + 2 * CELL_PADDING
HALF = 0.56  # of a Chinese character, with some room for fonts that are wider
WIDEST = 0.64  # the digits of DejaVu
LEAST_SIZE = 13  # half points: 9876543.210987万元 in one line
_NUMBER = re.compile(r"[0-9.]+")
_NARROW = frozenset({"Na", "H", "N"})


@dataclass
class _Box:
    """A cell: its left edge in twips, first and last row, and the height its text needs."""

    left: int
    first: int
    last: int
    need: int


def _text(cell: _Element) -> str:
    return "".join("\n" if node.tag == w("br") else node.text or "" for node in cell.iter(w("t"), w("br")))


def _lines(text: str, width: int, size: int) -> int:
    """Count the lines of a text; a Chinese character is as wide as the type is high."""
    count = 0
    for line in text.split("\n"):
        room, count = 0.0, count + 1
        for letter in line:
            step = size * 10 * (HALF if unicodedata.east_asian_width(letter) in _NARROW else 1.0)
            if room + step > width:
                room, count = 0.0, count + 1
            room += step
    return count


def _value(cell: _Element, name: str) -> str | None:
    element = cell.find(f"{w('tcPr')}/{w(name)}")
    return None if element is None else element.get(w("w")) or element.get(w("val"))


def _width(cell: _Element) -> int:
    """Room for text in twips."""
    return int(_value(cell, "tcW") or 0) - 2 * CELL_MARGIN


def _boxes(table: _Element, type_: Type) -> list[_Box]:
    """Boxes of a table, those merged downwards counted once, with the height that their text needs."""
    boxes: list[_Box] = []
    for number, row in enumerate(table.findall(w("tr"))):
        left = 0
        for cell in row.findall(w("tc")):
            width = _width(cell) + 2 * CELL_MARGIN
            above = next((box for box in reversed(boxes) if box.left == left and box.last == number - 1), None)
            if _value(cell, "vMerge") == "continue" and above is not None:
                above.last = number
            else:
                need = _lines(_text(cell), _width(cell), type_.size) * type_.pitch + BORDER
                boxes.append(_Box(left, number, number, need))
            left += width
    return boxes


def height(table: _Element, type_: Type) -> int:
    """Height of a table in twips in this type, as an office program would lay it out."""
    heights = [type_.row] * len(table.findall(w("tr")))
    for box in sorted(_boxes(table, type_), key=lambda box: box.last - box.first):
        short = box.need - sum(heights[box.first : box.last + 1])
        heights[box.last] += max(short, 0)
    return sum(heights)


def _set_size(place: _Element, size: int) -> None:
    for run in place.iter(w("r")):
        for mark in run.iter(w("sz"), w("szCs")):
            mark.set(w("val"), str(size))


def _resize(table: _Element, type_: Type) -> None:
    for least in table.iter(w("trHeight")):
        least.set(w("val"), str(type_.row))
    for properties in table.iter(w("pPr")):
        place = {w("line"): str(type_.pitch), w("lineRule"): "exact"}
        properties.append(properties.makeelement(w("spacing"), place))
    _set_size(table, type_.size)


def _keep_whole(table: _Element, type_: Type) -> None:
    """Set a number that would be torn in its narrow box in the smallest type, a very long one smaller yet."""
    for cell in table.iter(w("tc")):
        text = _text(cell)
        if _NUMBER.fullmatch(text) and len(text) * WIDEST * type_.size * 10 > _width(cell):
            fitting = round(_width(cell) / (len(text) * WIDEST * 10))
            _set_size(cell, max(LEAST_SIZE, min(fitting, TYPES[-1].size)))


def _begin_at_top(table: _Element) -> None:
    """Let texts that run on to the next page begin at the top of their cells, there as here."""
    for row in table.findall(w("tr")):
        if row.find(f"{w('trPr')}/{w('cantSplit')}") is None:
            for place in row.iter(w("vAlign")):
                place.set(w("val"), "top")


def _repeat_levels(table: _Element) -> None:
    """Say the first and second level in every row: merged downwards they stand on the first page only."""
    rows = table.findall(w("tr"))
    heads = next(at for at, row in enumerate(rows) if _text(row.findall(w("tc"))[0]) == HEADS[0])
    said: dict[int, list[_Element]] = {}
    for row in rows[heads + 1 :]:
        for at, cell in enumerate(row.findall(w("tc"))[:2]):
            look = cell.findall(w("tcPr"))[0]
            for merged in look.findall(w("vMerge")):
                if merged.get(w("val")) == "restart":
                    said[at] = [run for run in cell.iter(w("r")) if run.find(w("t")) is not None]
                else:
                    cell.findall(w("p"))[0].extend(map(deepcopy, said[at]))
                look.remove(merged)


def fit(tables: Sequence[_Element], *, notice: bool) -> None:
    """Give each form the largest type at which it stays on its page; a very long one keeps the smallest and runs on."""
    for index, table in enumerate(tables):
        room = PAGE_HEIGHT - 2 * MARGIN - ABOVE - (NOTICE if notice and index == 0 else 0)
        type_ = next((it for it in TYPES if height(table, it) <= room), TYPES[-1])
        if type_ != TYPES[0]:
            _resize(table, type_)
        _keep_whole(table, type_)
        if height(table, type_) > room:
            _begin_at_top(table)
            _repeat_levels(table)
