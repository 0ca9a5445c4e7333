"""Joining (连成一文): the texts of a book as one, its half-width commas and colons as wide as the others."""

from __future__ import annotations

import re

BETWEEN = "\x1e"  # no text of a workbook holds a record separator
_WIDE = {",": "，", ":": "：", ";": "；"}
_NARROW = re.compile("[,:;](?:(?<=;)|(?<![0-9０-９][,:])|(?![0-9０-９]))")  # 1,000 and 9:30 keep theirs


def widened(text: str) -> str:
    """Write half-width punctuation full width, sign for sign, so that every place stays where it is."""
    if "," in text or ":" in text or ";" in text:
        return _NARROW.sub(lambda found: _WIDE[found[0]], text)
    return text


_FULL = dict(zip("０１２３４５６７８９．∕⁄／", "0123456789.///", strict=True))
_ANY_FULL = re.compile(f"[{''.join(_FULL)}]")


def narrowed(text: str) -> str:
    """Write full-width digits and the strokes of 元∕年 as others do, sign for sign."""
    return _ANY_FULL.sub(lambda found: _FULL[found[0]], text)


_BLANKS = re.compile("[ 　]+")
_DIGITS = frozenset("0123456789０１２３４５６７８９")
_STOPS = frozenset("，。；：、（）”")
_UNIT_ENDS = frozenset("元个名人户件项次场天%％")
_LIST_NUMBER = re.compile("[0-9０-９]{1,2}[.．、）)](?![0-9０-９])")  # 加强领导 2.落实责任
_NUMBER_ENDS = re.compile("[0-9０-９万亿][ 　]?.$")


def blanks(text: str) -> list[int]:
    """Places of the blanks around numbers that some type (支出 48.65 万元 的): to whoever reads they are not there."""
    if " " not in text and "　" not in text:
        return []
    places: list[int] = []
    for found in _BLANKS.finditer(text):
        start, end = found.span()
        before, behind = text[start - 1 : start], text[end : end + 1]
        if behind in _DIGITS:
            closed = ("一" <= before <= "龥" or before in _STOPS) and not _LIST_NUMBER.match(text, end)
        else:
            closed = before in _UNIT_ENDS and ("一" <= behind <= "龥" or behind in _STOPS)
            closed = closed and _NUMBER_ENDS.search(text, max(0, start - 3), start) is not None
        if closed:
            places.extend(range(start, end))
    return places


def without(text: str, places: list[int]) -> str:
    """Leave out the signs at these places."""
    ends = [*places, len(text)]
    return "".join([text[begin:end] for begin, end in zip([0, *(place + 1 for place in places)], ends, strict=True)])
