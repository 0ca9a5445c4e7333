"""The plain form (平直写法): sheet XML rewritten as Excel writes it, where another program wrote it otherwise.

The scan for marks works on bytes and calamine drops what it does not expect (comments inside a value, UTF-16).
Both see the plain form only: UTF-8, no prefixes, r before s before t, double quotes, rows and cells with addresses.
"""

from __future__ import annotations

import io
import re

from pipeline.intake.safety.grammar import is_utf8, trims
from pipeline.intake.safety.wellformed import feed, malformed, parser
from pipeline.model.cells import column_letters

_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
_KEPT = {"cols", "mergeCells", "sheetData", "f", "v", "is"}
_TEXTS = {"f", "v", "t"}
_OPEN_DEPTH = 64
_TRUE = {"1", "true", "on"}


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


class _Writer:
    """Collects the plain form while the parser walks over the original."""

    def __init__(self, part: str) -> None:
        self.part = part
        self.out = io.StringIO()
        self.text: list[str] | None = None
        self.path: list[str] = []
        self.row = self.column = self.written = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        self.path.append(local)
        if len(self.path) > _OPEN_DEPTH:
            raise malformed(self.part)
        if local in _TEXTS and "c" in self.path and "rPh" not in self.path:
            self.text = []
        if local == "row":
            self._row(attributes)
        elif local == "c" and "sheetData" in self.path:
            self._cell(attributes)
        elif local in _KEPT and self._wanted(local):
            self.out.write(f"<{local}>" + ('<t xml:space="preserve">' if local == "is" else ""))
        elif local == "col" and attributes.get("hidden") in _TRUE:
            self.out.write(f'<col min="{attributes.get("min", "0")}" max="{attributes.get("max", "0")}" hidden="1"/>')
        elif local == "mergeCell":
            self.out.write(f'<mergeCell ref="{_escaped(attributes.get("ref", "")).upper()}"/>')

    def _wanted(self, local: str) -> bool:
        return local not in {"f", "v", "is"} or "c" in self.path

    def _row(self, attributes: dict[str, str]) -> None:
        given = attributes.get("r", "").strip()
        self.row = int(given) if re.fullmatch(r"[1-9][0-9]{0,6}", given) else self.row + 1
        self.column = 0
        hidden = ' hidden="1"' if attributes.get("hidden") in _TRUE else ""
        self.written = self.row
        self.out.write(f'<row r="{self.row}"{hidden}>')

    def _cell(self, attributes: dict[str, str]) -> None:
        given = _ADDRESS.fullmatch(attributes.get("r", "").strip())
        if "r" in attributes and not given:
            raise malformed(self.part)
        self.column = _number(given[1].upper()) if given else self.column + 1
        row = int(given[2]) if given else self.row
        if row != self.written:
            self.out.write(f'</row><row r="{row}">')
            self.written = row
        type_ = f' t="{_escaped(attributes["t"])}"' if "t" in attributes else ""
        self.out.write(f'<c r="{column_letters(self.column)}{row}" s="{_escaped(attributes.get("s", "0"))}"{type_}>')

    def characters(self, text: str) -> None:
        if self.text is not None:
            self.text.append(text)

    def end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        self.path.pop()
        if local in _TEXTS and self.text is not None and "c" in self.path:
            self.out.write(_escaped("".join(self.text)))
            self.text = None
        if local == "is" and "c" in self.path:
            self.out.write("</t></is>")
        elif (local in _KEPT and self._wanted(local)) or local == "row" or (local == "c" and "sheetData" in self.path):
            self.out.write(f"</{local}>")


def plain_sheet(xml: bytes, part: str) -> bytes:
    """Rewrite a worksheet in the plain form; what neither values nor marks need is left out."""
    writer = _Writer(part)
    made = parser(part)
    made.StartElementHandler = writer.start
    made.EndElementHandler = writer.end
    made.CharacterDataHandler = writer.characters
    feed(made, xml, part, bounded=True)
    body = writer.out.getvalue()
    body = body if "<sheetData>" in body else "<sheetData></sheetData>"
    return f'<?xml version="1.0" encoding="UTF-8"?><worksheet>{body}</worksheet>'.encode()


def texts_are_plain(xml: bytes) -> bool:
    """Tell whether the shared texts are in a form that calamine reads to the letter."""
    return is_utf8(xml) and b"<!" not in xml and xml.count(b"<?") <= 1 and not trims(xml)


def plain_texts(xml: bytes, part: str) -> bytes:
    """Rewrite the shared texts: one run each, without phonetic guides, blanks preserved."""
    out = io.StringIO()
    path: list[str] = []

    def start(name: str, _: object) -> None:
        path.append(name.rpartition(":")[2])
        if len(path) > _OPEN_DEPTH:
            raise malformed(part)
        if path[-1] == "si":
            out.write('<si><t xml:space="preserve">')

    def characters(text: str) -> None:
        if path[-1] == "t" and "rPh" not in path:
            out.write(_escaped(text))

    def end(_: str) -> None:
        if path.pop() == "si":
            out.write("</t></si>")

    made = parser(part)
    made.StartElementHandler = start
    made.EndElementHandler = end
    made.CharacterDataHandler = characters
    feed(made, xml, part, bounded=True)
    return f'<?xml version="1.0" encoding="UTF-8"?><sst>{out.getvalue()}</sst>'.encode()
