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


_BLANKS = re.compile(
    "(?<=[一-龥，。；：、（）”])[ 　]+(?=[0-9０-９])(?![0-9０-９]{1,2}[.．、）)](?![0-9０-９]))"
    "|(?:(?<=[0-9０-９万亿][元个名人户件项次场天%％])|(?<=[0-9０-９万亿][ 　][元个名人户件项次场天%％]))"
    "[ 　]+(?=[一-龥，。；、）])"
)


def blanks(text: str) -> list[int]:
    """Places of the blanks around numbers that some type (支出 48.65 万元 的): to whoever reads they are not there."""
    if " " not in text and "　" not in text:
        return []
    return [place for found in _BLANKS.finditer(text) for place in range(*found.span())]


def without(text: str, places: list[int]) -> str:
    """Leave out the signs at these places."""
    ends = [*places, len(text)]
    return "".join([text[begin:end] for begin, end in zip([0, *(place + 1 for place in places)], ends, strict=True)])
