"""The extent (表格范围): where a sheet's filled cells lie, told before any table of that size is made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipeline.intake.safety import refusals
from pipeline.intake.safety.refusals import refuse
from pipeline.intake.safety.wellformed import malformed
from pipeline.model.cells import column_letters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.intake.safety.grammar import Rows
    from pipeline.model.limits import IntakeLimits

_FILLED = re.compile(rb'<c r="([A-Z]{1,3}[1-9][0-9]{0,6})"[^<>]*(?<!/)>(?!</c>)')
_NEAR_COLUMNS = 702  # A to ZZ
_SHORTEST_CELL = len('<c r="A1"><v/></c>')
ROWS, COLUMNS = 1_048_576, 16_384  # as far as Excel goes
_DIGITS, _LETTERS = b"0123456789", b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Extent:
    """At most how many cells of a sheet hold something, and how far down and right they reach at most."""

    cells: int
    rows: int
    columns: int


@cache
def column_number(letters: bytes) -> int:
    """Turn column letters into a 1-based number: AB is 28."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def measure(xml: bytes, rows: Rows, part: str, limits: IntakeLimits) -> Extent:
    """Bound a sheet from what is known already; look at every cell only where that bound is too large."""
    bound = Extent((rows.end - rows.start) // _SHORTEST_CELL, rows.last, _NEAR_COLUMNS)
    if rows.near and bound.rows * bound.columns <= limits.area:
        return bound
    values = xml.count(b"</v></c>", rows.start, rows.end) + xml.count(b"</is></c>", rows.start, rows.end)
    if values > limits.cells:
        return Extent(values, 0, 0)  # refused for its number, wherever they lie
    return _measured(xml, rows, part)


def _measured(xml: bytes, place: Rows, part: str) -> Extent:
    found = _FILLED.findall(xml, place.start, place.end)
    joined = b",".join(found)
    letters = set(joined.translate(None, _DIGITS).split(b",")) - {b""}
    numbers = set(joined.translate(None, _LETTERS).split(b",")) - {b""}
    rows = max(map(int, numbers), default=0)
    columns = max(map(column_number, letters), default=0)
    if rows > ROWS or columns > COLUMNS:
        raise malformed(part)
    return Extent(len(found), rows, columns)


def held(sheets: Iterable[tuple[bytes, Rows]]) -> int:
    """Count the cells of sheets that hold something, each looked at."""
    return sum(1 for xml, rows in sheets for _ in _FILLED.finditer(xml, rows.start, rows.end))


def check_once(xml: bytes, rows: Rows, kept: int, sheet: str) -> None:
    """Refuse a sheet with two cells at one address, of which a reader keeps one, told by how many cells it `kept`."""
    filled = xml.count(b"</v></c>", rows.start, rows.end) + xml.count(b"</is></c>", rows.start, rows.end)
    if filled - xml.count(b"<v></v></c>", rows.start, rows.end) <= kept:
        return
    seen: set[bytes] = set()
    for address in _FILLED.findall(xml, rows.start, rows.end):
        if address in seen:
            raise _twice(sheet, address.decode())
        seen.add(address)


def _twice(sheet: str, address: str) -> refusals.RefusalError:
    cell = f"{sheet[:40]}!{address}"
    message = f"这个工作簿里有两个 {cell} 单元格，分不清该读哪一个，没有读取。"
    return refuse(refusals.MALFORMED, f"两个 {cell}", message)


def too_far(extent: Extent, sheet: str, limits: IntakeLimits) -> refusals.RefusalError | None:
    """Refuse a sheet whose filled cells lie so far apart that the table between them would not fit in memory."""
    if extent.rows * extent.columns <= limits.area:
        return None
    corner = f"{column_letters(extent.columns)}{extent.rows}"
    return refuse(
        refusals.TOO_WIDE,
        f"A1:{corner}",
        f"工作表“{sheet[:40]}”有内容的范围一直到 {corner}，大得无法读取，多半是很远的地方误填了一个单元格。",
        expected=f"行数×列数不超过 {limits.area}",
    )


def too_many_texts(texts: bytes, limits: IntakeLimits) -> refusals.RefusalError | None:
    """Refuse more shared texts than there may be cells: each takes several times its bytes in memory."""
    return too_many(texts.count(b"<si"), limits) if len(texts) > limits.cells else None


def too_many(cells: int, limits: IntakeLimits) -> refusals.RefusalError | None:
    """Refuse a workbook with more filled cells than the policy allows."""
    if cells <= limits.cells:
        return None
    message = f"这个工作簿有 {cells} 个有内容的单元格，超过上限 {limits.cells} 个，没有读取。"
    return refuse(refusals.TOO_MANY, f"{cells} 个单元格", message, expected=f"不超过 {limits.cells} 个单元格")
