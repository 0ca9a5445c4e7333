"""Marks (标记): what a reader of values alone would not see, found in the bytes of a sheet in the plain form.

Only the cells that carry a telling mark are looked at one by one: the rest is passed over by literal searches.
"""

from __future__ import annotations

import html
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import TYPE_CHECKING

from pipeline.intake.raw import Mark, Place, Scalar
from pipeline.intake.safety.extent import column_number

if TYPE_CHECKING:
    from pipeline.intake.safety.grammar import Rows

LARGEST_EXACT = 10**15
_UNCACHED = Mark.FORMULA | Mark.UNCACHED
_CELL_START = b'<c r="'
_CELL = re.compile(rb'<c r="([A-Z]+)([0-9]+)"([^<>]*?)(/?)>((?:(?!</c>).)*+)', re.DOTALL)
_TYPE = re.compile(rb' t="([^"]*)"')
_STYLE = re.compile(rb' s="([0-9]+)"')
_VALUE = re.compile(rb"<v(?: [^<>]*)?>([^<]*)</v>")
_FORMULA = re.compile(rb"<f[ />]")
_LEAN_FORMULA = b"<f/>"  # its text cut out by the guard
_FORMULA_CELL = re.compile(rb'<c r="([A-Z]+)([0-9]+)"[^<>]*><f/>')
_DOUBTFUL = re.compile(rb'<f/>(?!<v[^<>]*>[^<])(?!(?<= t="str"><f/>)<v)|<f[ >]')  # no stored value behind it
_RARE_TYPE = re.compile(rb' t="[ebd]"')
_ODD_NUMBER = re.compile(rb"<v>[+-]?+(?:[0-9]{0,15}+(?:[0-9]|[0-9.]*+[eE])|[iInN])")
_HIDDEN_ROW = re.compile(rb'<row r="([0-9]+)"[^<>]* (?:hidden="(?:1|true|on)"|ht="0+(?:\.0*)?")')
_KNOWN_ERRORS = {b"#DIV/0!", b"#N/A", b"#NAME?", b"#NULL!", b"#NUM!", b"#REF!", b"#VALUE!"}
_BOOLEANS = {b"0", b"1", b"true", b"false", b""}


@dataclass(slots=True)
class Scan:
    """What the scan of one sheet found; `values` replace what calamine gives, `patches` its bytes beforehand.

    `marks` are the telling ones: neither formulas with a stored value nor merged cells are among them.
    """

    marks: dict[Place, Mark] = field(default_factory=dict)
    errors: dict[Place, str] = field(default_factory=dict)
    values: dict[Place, Scalar] = field(default_factory=dict)
    patches: list[tuple[int, int, bytes]] = field(default_factory=list)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()

    def mark(self, place: Place, mark: Mark) -> None:
        """Add a mark to a cell."""
        known = self.marks.get(place)
        self.marks[place] = mark if known is None else known | mark


@dataclass(frozen=True, slots=True)
class _Found:
    """One cell in the XML: address, type, style, stored value (None: none) and the bytes it stands in."""

    place: Place
    kind: bytes
    style: int
    body: bytes
    value: bytes | None
    span: tuple[int, int]

    @property
    def numeric(self) -> bool:
        return self.kind in {b"n", b""} and bool(self.value)


def _found(xml: bytes, start: int) -> _Found | None:
    cell = _CELL.match(xml, start)
    if not cell or cell[4]:
        return None
    kind, style, value = _TYPE.search(cell[3]), _STYLE.search(cell[3]), _VALUE.search(cell[5])
    offset = cell.start(5)
    span = (offset + value.start(1), offset + value.end(1)) if value else (0, 0)
    return _Found(
        (int(cell[2]), column_number(cell[1])),
        kind[1] if kind else b"",
        int(style[1]) if style else 0,
        cell[5],
        value[1] if value else None,
        span,
    )


def cells_with(xml: bytes, rows: Rows, pattern: re.Pattern[bytes]) -> Iterator[_Found]:
    """Give each cell that holds a hit of a pattern, once."""
    last = -1
    for match in pattern.finditer(xml, rows.start, rows.end):
        start = xml.rfind(_CELL_START, rows.start, match.start() + len(_CELL_START))
        if start > last:
            last = start
            found = _found(xml, start)
            if found:
                yield found


def formula_places(xml: bytes, rows: Rows) -> Iterator[Place]:
    """Name every cell that holds a formula; where the guard has cut their texts out, by one search."""
    if xml.count(_LEAN_FORMULA, rows.start, rows.end) == xml.count(b"<f", rows.start, rows.end):
        usual = _FORMULA_CELL.findall(xml, rows.start, rows.end)
        if len(usual) == xml.count(_LEAN_FORMULA, rows.start, rows.end):
            return ((int(row), column_number(letters)) for letters, row in usual)
    return (cell.place for cell in cells_with(xml, rows, _FORMULA))


def _uncached(xml: bytes, rows: Rows, scan: Scan) -> None:
    for cell in cells_with(xml, rows, _DOUBTFUL):
        if _FORMULA.search(cell.body) and not (cell.value or (cell.kind == b"str" and b"<v" in cell.body)):
            scan.mark(cell.place, _UNCACHED)


def _typed(xml: bytes, rows: Rows, scan: Scan) -> None:
    for cell in cells_with(xml, rows, _RARE_TYPE):
        if cell.kind in _BY_TYPE:  # or its text merely looks like a type
            _BY_TYPE[cell.kind](cell, scan)


def _error(cell: _Found, scan: Scan) -> None:
    scan.mark(cell.place, Mark.ERROR)
    scan.errors[cell.place] = _text(cell.value or b"") or "错误值"
    if cell.value and cell.value not in _KNOWN_ERRORS:  # calamine gives up on a whole sheet over one of these
        scan.patches.append((*cell.span, b"#VALUE!"))


def _boolean(cell: _Found, scan: Scan) -> None:
    if cell.value and cell.value not in _BOOLEANS:  # calamine gives up here too
        scan.values[cell.place] = _text(cell.value)
        scan.patches.append((*cell.span, b"0"))


def _iso_date(cell: _Found, scan: Scan) -> None:
    try:
        moment = datetime.fromisoformat(_text(cell.value or b"")).replace(tzinfo=None)
    except ValueError:
        return
    scan.values[cell.place] = moment.date() if moment.time() == time() else moment


_BY_TYPE = {b"e": _error, b"b": _boolean, b"d": _iso_date}


def _odd_numbers(xml: bytes, rows: Rows, scan: Scan) -> None:
    for cell in cells_with(xml, rows, _ODD_NUMBER):
        if not cell.numeric:
            continue
        text = _text(cell.value or b"")
        try:
            number = float(text)
        except ValueError:
            continue
        if not math.isfinite(number):
            scan.values[cell.place] = text
        elif abs(number) >= LARGEST_EXACT:
            scan.mark(cell.place, Mark.LONG)


def _percents(xml: bytes, rows: Rows, scan: Scan, percent: frozenset[int]) -> None:
    if not percent:
        return
    ids = b"|".join(str(style).encode() for style in sorted(percent))
    for cell in cells_with(xml, rows, re.compile(rb' s="(?:' + ids + rb')"[^<>]*><(?:v|f)')):
        if cell.numeric and cell.style in percent:
            scan.mark(cell.place, Mark.PERCENT)


def _hidden_rows(xml: bytes, rows: Rows, scan: Scan) -> None:
    if any(xml.find(mark, rows.start, rows.end) >= 0 for mark in (b' hidden="', b' ht="0')):
        scan.hidden_rows = frozenset(map(int, _HIDDEN_ROW.findall(xml, rows.start, rows.end)))


def _text(value: bytes) -> str:
    """Decode a stored text and resolve its entities."""
    return html.unescape(value.decode("utf-8", "replace")).strip()


def scan_sheet(xml: bytes, rows: Rows, percent: frozenset[int]) -> Scan:
    """Find the telling marks of the single cells of a sheet in the plain form."""
    scan = Scan()
    for search in (_uncached, _typed, _odd_numbers, _hidden_rows):
        search(xml, rows, scan)
    _percents(xml, rows, scan, percent)
    return scan


def patched(xml: bytes, scan: Scan) -> bytes:
    """Put the patches of a scan into the bytes of its sheet."""
    pieces, end = [], 0
    for start, stop, new in sorted(scan.patches):
        pieces += [xml[end:start], new]
        end = stop
    return b"".join([*pieces, xml[end:]])
