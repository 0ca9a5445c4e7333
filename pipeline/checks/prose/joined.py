"""Joining (连成一文): the texts of a book as one, its half-width commas and colons as wide as the others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.checks.prose.document import Passage
    from pipeline.model.tokens import Piece

BETWEEN = "\x1e"  # no text of a workbook holds a record separator
_WIDE = {",": "，", ":": "：", ";": "；"}
_NARROW = re.compile("[,:;](?:(?<=;)|(?<![0-9０-９][,:])|(?![0-9０-９]))")  # 1,000 and 9:30 keep theirs


def widened(text: str) -> str:
    """Write half-width punctuation full width, sign for sign, so that every place stays where it is."""
    if "," in text or ":" in text or ";" in text:
        return _NARROW.sub(lambda found: _WIDE[found[0]], text)
    return text


def printed_by_tokens(passages: Sequence[Passage]) -> dict[int, Piece]:
    """Find the first and the last place of what each token printed."""
    places = {}
    for passage in passages:
        place = passage.start
        for piece in passage.pieces:
            if piece.token and piece.cells and piece.text:
                places[place] = places[place + len(piece.text) - 1] = piece
            place += len(piece.text)
    return places
