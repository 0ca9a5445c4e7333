"""The stream (表格输出): tables of any length written as a workbook row by row, in flat memory.

openpyxl takes four times as long, which a night over ten thousand workbooks can not spare (docs/decisions/0020).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from itertools import chain, islice
from typing import IO, TYPE_CHECKING
from xml.sax.saxutils import escape

from pipeline.outputs.xlsx import stream_parts as parts

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterable, Iterator

Value = str | int | None
ROWS = 1_048_575  # of a sheet below its heading
LINKS = 65_000  # Excel takes 65,530 links in one sheet
CHARACTERS = 32_000
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class Kind(IntEnum):
    """What a column holds; the number is its style in the workbook."""

    TEXT = 0
    COUNT = 2
    MONEY = 3
    SCORE = 4
    LINK = 5
    CENTRED = 6


QUOTED = 7
BOLD = {Kind.TEXT: 11, Kind.CENTRED: 12, Kind.COUNT: 13, Kind.MONEY: 14, Kind.SCORE: 15, Kind.LINK: 11}
COLOURS = {"无法读取": 8, "不通过": 8, "必须修改": 8, "有提醒": 9, "提醒": 9, "通过": 10}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: heading, kind, and width in characters."""

    heading: str
    kind: Kind = Kind.TEXT
    width: int = 12


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet; rows as long as the columns: money in fen, a score as printed, a link as relative address.

    `total` is a 合计 row below the others, bold and outside the filter.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Value, ...]]
    total: tuple[Value, ...] | None = None


def _text(reference: str, text: str, style: int) -> str:
    clean = escape(_ESCAPED.sub("_x005F_", _CONTROL.sub("\ufffd", text[:CHARACTERS])))
    return f'<c r="{reference}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{clean}</t></is></c>'


def _number(reference: str, kind: Kind, value: str | int, style: int) -> str:
    if kind is Kind.MONEY and isinstance(value, int):
        sign, fen = "-" if value < 0 else "", abs(value)
        value = f"{sign}{fen // 100}.{fen % 100:02d}"
    return f'<c r="{reference}" s="{style}"><v>{value}</v></c>'


def _cell(reference: str, kind: Kind, value: Value) -> str:
    """Write one cell; text that a program could take for a formula is marked as text."""
    if value is None or value == "":
        return ""
    if isinstance(value, int) or kind is Kind.SCORE:
        return _number(reference, kind, value, kind.value)
    if kind is Kind.LINK:
        return _text(reference, "打开", kind.value)
    if kind is Kind.CENTRED:
        return _text(reference, value, COLOURS.get(value, kind.value))
    return _text(reference, value, QUOTED if value[0] in "=+-@\t\r\n" else kind.value)


def _write_rows(file: IO[bytes], table: Table, rows: Iterable[tuple[Value, ...]]) -> tuple[int, list[tuple[str, str]]]:
    """Write rows below the heading; return the last row's number and the links: (cell, address)."""
    letters = [parts.letters(number) for number in range(len(table.columns))]
    kinds = [column.kind for column in table.columns]
    links: list[tuple[str, str]] = []
    number = 1
    for number, row in enumerate(rows, start=2):
        cells = [
            _cell(f"{letter}{number}", kind, value) for letter, kind, value in zip(letters, kinds, row, strict=True)
        ]
        file.write(f'<row r="{number}">{"".join(cells)}</row>'.encode())
        for letter, kind, value in zip(letters, kinds, row, strict=True):
            if kind is Kind.LINK and value and len(links) < LINKS:
                links.append((f"{letter}{number}", str(value)))
    return number, links


def _total_row(table: Table, number: int) -> str:
    cells = []
    for at, (column, value) in enumerate(zip(table.columns, table.total or (), strict=True)):
        reference, style = f"{parts.letters(at)}{number}", BOLD[column.kind]
        if value is None or value == "":
            continue
        is_number = isinstance(value, int) or column.kind is Kind.SCORE
        cells.append(
            _number(reference, column.kind, value, style) if is_number else _text(reference, str(value), style)
        )
    return f'<row r="{number}">{"".join(cells)}</row>'


def _sheets(tables: Iterable[Table]) -> Iterator[tuple[str, Table, Iterator[tuple[Value, ...]]]]:
    """Cut a table that is longer than a sheet into several: 问题, 问题-2 …."""
    for table in tables:
        rows, number, name = iter(table.rows), 1, table.name
        while True:
            yield name, table, islice(rows, ROWS)
            following = next(rows, None)
            if following is None:
                break
            rows, number = chain([following], rows), number + 1
            name = f"{table.name}-{number}"


def _write_sheet(archive: zipfile.ZipFile, number: int, table: Table, rows: Iterable[tuple[Value, ...]]) -> parts.Sheet:
    last = parts.letters(len(table.columns) - 1)
    heading = "".join(_text(f"{parts.letters(at)}1", it.heading, 1) for at, it in enumerate(table.columns))
    with archive.open(parts.entry(f"xl/worksheets/sheet{number}.xml"), "w", force_zip64=True) as file:
        file.write(parts.opening([column.width for column in table.columns], first=number == 1).encode())
        file.write(f'<row r="1" ht="24" customHeight="1">{heading}</row>'.encode())
        count, links = _write_rows(file, table, rows)
        area = f"A1:{last}{count}"
        if table.total:
            file.write(_total_row(table, count + 1).encode())
        file.write(parts.closing(area, [cell for cell, _ in links]).encode())
    if links:
        archive.writestr(parts.entry(f"xl/worksheets/_rels/sheet{number}.xml.rels"), parts.link_parts(links))
    return parts.Sheet("", area)


def write_tables(archive: zipfile.ZipFile, tables: Iterable[Table]) -> None:
    """Write every table as a sheet with a frozen heading, a filter, widths, and links that work beside the results."""
    written: list[parts.Sheet] = []
    for name, table, rows in _sheets(tables):
        sheet = _write_sheet(archive, len(written) + 1, table, rows)
        written.append(parts.Sheet(name, sheet.area))
    for path, content in parts.surroundings(written).items():
        archive.writestr(parts.entry(path), content)
