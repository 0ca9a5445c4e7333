"""Tails (尾部空行): the empty rows far below a sheet's content, kept out of the tree and put back byte for byte.

Formatting whole columns makes office programs write up to a million of them; as elements they would take a gigabyte.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_SPARE = 1_000  # empty rows that stay: marks and their boxes may reach there
_OPEN, _CLOSE = b"<sheetData>", b"</sheetData>"
_FILLED = (b"<v", b"<is", b"<f")
_ROW = re.compile(rb'<row r="([0-9]{1,7})"')


class Split(NamedTuple):
    """A sheet without its tail, and the tail."""

    head: bytes
    tail: bytes


def split(xml: bytes, row: int) -> Split | None:
    """Cut off the empty rows far below all content and below `row`; None where there are few, or it is unsure."""
    start, end = xml.find(_OPEN), xml.rfind(_CLOSE)
    if not 0 <= start < end or b"<!" in xml or xml.count(b"<?") > 1:
        return None
    at = max(start, *(xml.rfind(mark, start, end) for mark in _FILLED))
    for _ in range(_SPARE):
        at = xml.find(b"<row ", at + 1, end)
        if at < 0:
            return None
    first = _ROW.match(xml, at)
    tail = xml[at:end]
    return Split(xml[:at] + xml[end:], tail) if first and int(first[1]) > row and tail.isascii() else None


def joined(head: bytes, tail: bytes) -> bytes:
    """Put a tail back behind the rows."""
    at = head.rindex(_CLOSE)
    return b"".join([head[:at], tail, head[at:]])
