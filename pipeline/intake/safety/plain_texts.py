"""Plain texts (平直的共用文字): the shared texts as calamine reads them to the letter, rewritten where they are not."""

from __future__ import annotations

import io
import re

from pipeline.intake.safety.grammar import is_utf8, trims
from pipeline.intake.safety.plain import Path, escaped
from pipeline.intake.safety.wellformed import feed, malformed, parser

_PROMISED = re.compile(rb"uniqueCount\s*=\s*[\"']([^\"']*)")
_TEXTS = (["si", "t"], ["si", "r", "t"])


def _promises_more(xml: bytes) -> bool:
    """Tell whether more texts are promised than there are: calamine makes room for them, and dies where there is none.

    The process dies, not the reading alone.
    """
    there = xml.count(b"<si")
    promises = _PROMISED.findall(xml, 0, xml.find(b"<si") if there else len(xml))
    return any(re.fullmatch(rb"[0-9]{1,9}", promise) is None or int(promise) > there for promise in promises)


def texts_are_plain(xml: bytes) -> bool:
    """Tell whether the shared texts are in a form that calamine reads to the letter."""
    own = xml.count(b"xmlns") <= 1 and b"<extLst" not in xml  # nothing of other programs
    plain = own and is_utf8(xml) and b"<!" not in xml and xml.count(b"<?") <= 1 and not trims(xml)
    return plain and not _promises_more(xml)


def plain_texts(xml: bytes, part: str) -> bytes:
    """Rewrite the shared texts: one run each, without phonetic guides, blanks preserved."""
    out = io.StringIO()
    path = Path(part)

    def start(name: str, _: object) -> None:
        if path.down(name) and path.below == ["si"]:
            out.write('<si><t xml:space="preserve">')
        elif name.endswith(" AlternateContent"):
            raise malformed(part)

    def characters(text: str) -> None:
        if path.below in _TEXTS:
            out.write(escaped(text))

    def end(_: str) -> None:
        if path.up() == ["si"]:
            out.write("</t></si>")

    made = parser(part, spaces=True)
    made.StartElementHandler = start
    made.EndElementHandler = end
    made.CharacterDataHandler = characters
    feed(made, xml, part, bounded=True)
    return f'<?xml version="1.0" encoding="UTF-8"?><sst>{out.getvalue()}</sst>'.encode()
