"""A report as read (读回的报告): its body, and what stands around it: headers, footers, pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.outputs.word.wordml import w
from pipeline.verify.reading.blocks import Reader, blocks_of
from pipeline.verify.reading.opening import TOO_LONG, Parts, UnreadableError, open_report
from pipeline.verify.reading.pen import FALLBACK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.verify.reading.text import Block, Text

_PICTURES = ("{*}blip", "{*}imagedata", "{*}chart", "{*}relIds", "{*}OLEObject")
_MOST_BLOCKS, _MOST_SIGNS = 150_000, 2_000_000  # thousands of pages; longer than that takes minutes to compare
_NOT_SHOWN = frozenset({w("del"), w("moveFrom"), FALLBACK})


@dataclass(frozen=True, slots=True)
class Reading:
    """A report as read: its body, its headers and footers, and how many pictures no one can read."""

    blocks: tuple[Block, ...]
    furniture: tuple[Text, ...] = ()
    pictures: int = 0


def _furniture(parts: Parts) -> Iterator[Text]:
    """Headers and footers, each text once."""
    reader = Reader(parts)
    said: set[str] = set()
    for part in parts.furniture:
        where = "页眉" if part.tag == w("hdr") else "页脚"
        text, _ = reader.text(list(reader.in_cell(part)), where)
        if text.text.strip() and text.text not in said:
            said.add(text.text)
            yield text


def _pictures(parts: Parts) -> int:
    """Count pictures, charts and embedded objects, whose numbers can not be read."""
    places = {
        place
        for element in parts.body.iter(*_PICTURES)
        if _NOT_SHOWN.isdisjoint(it.tag for it in element.iterancestors())
        for place in [next(element.iterancestors(w("drawing"), w("pict"), w("object")), None)]
        if place is not None
    }
    return len(places)


def read_report(package: bytes) -> Reading:
    """Read a report from its bytes; UnreadableError where there is none."""
    parts = open_report(package)
    blocks = blocks_of(parts)
    if len(blocks) > _MOST_BLOCKS or sum(len(block.text) for block in blocks) > _MOST_SIGNS:
        raise UnreadableError(TOO_LONG)
    return Reading(blocks, tuple(_furniture(parts)), _pictures(parts))
