"""The plain form (平直写法): sheet XML rewritten as Excel writes it, where another program wrote it otherwise.

The scan for marks works on bytes and calamine drops what it does not expect (comments inside a value, UTF-16).
Both see the plain form only: UTF-8, no prefixes, r before s before t, double quotes, rows and cells with addresses,
the formula before the value. What could be read in two ways is refused: two values in a cell, alternatives among rows.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from pipeline.intake.safety.wellformed import feed, malformed, parser
from pipeline.model.cells import column_letters

if TYPE_CHECKING:
    from pipeline.intake.safety.refusals import RefusalError

_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
_OPEN_DEPTH = 64
_TRUE = {"1", "true", "on"}
_NO_SIZE = re.compile(r"0+(?:\.0*)?")
_ROW, _CELL = ["sheetData", "row"], ["sheetData", "row", "c"]
_PLACED = frozenset({"row", "c"})  # anywhere else nobody reads them
_HOLDERS = {("f",): "f", ("v",): "v", ("is", "t"): "is", ("is", "r", "t"): "is"}
FOREIGN = "?"


def escaped(text: str) -> str:
    """Write a text as it stands between two tags, or in an attribute."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").replace("\r", "&#13;")


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _hidden(attributes: dict[str, str], size: str) -> bool:
    """Tell whether a row or column is hidden, or so thin that nobody sees it."""
    return attributes.get("hidden") in _TRUE or bool(_NO_SIZE.fullmatch(attributes.get(size, "")))


class Path:
    """Where a parser stands below the root; elements of other namespaces than the root's have no name there."""

    def __init__(self, part: str) -> None:
        """Stand before the root."""
        self.part = part
        self.below: list[str] = []
        self._root: str | None = None

    def down(self, name: str) -> bool:
        """Go into an element; False for the root itself."""
        space, _, local = name.rpartition(" ")
        if self._root is None:
            self._root = space
            return False
        self.below.append(local if space == self._root else FOREIGN)
        if len(self.below) >= _OPEN_DEPTH:
            raise malformed(self.part)
        return True

    def up(self) -> list[str]:
        """Leave an element; the path to it, empty for the root."""
        left = self.below.copy()
        if left:
            self.below.pop()
        return left


class _Writer:
    """Collects the plain form while the parser walks over the original."""

    def __init__(self, part: str) -> None:
        self.path = Path(part)
        self.out = io.StringIO()
        self.row = self.column = self.written = 0
        self.kind: str | None = None
        self.content: dict[str, str] = {}

    def _broken(self) -> RefusalError:
        return malformed(self.path.part)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if not self.path.down(name):
            return
        below = self.path.below
        if below == _CELL:
            self._cell(attributes)
        elif below[:3] == _CELL:
            self._content(below[3:])
        elif below == _ROW:
            self._row(attributes)
        elif below in (["sheetData"], ["cols"], ["mergeCells"]):
            self.out.write(f"<{below[0]}>")
        elif below == ["cols", "col"] and _hidden(attributes, "width"):
            ends = "".join(f' {end}="{escaped(attributes[end])}"' for end in ("min", "max") if end in attributes)
            self.out.write(f'<col{ends} hidden="1"/>')
        elif below == ["mergeCells", "mergeCell"]:
            self.out.write(f'<mergeCell ref="{escaped(attributes.get("ref", "").upper())}"/>')
        elif below[0] == "sheetData" and (below[-1] in _PLACED or name.endswith(" AlternateContent")):
            raise self._broken()

    def _row(self, attributes: dict[str, str]) -> None:
        given = attributes.get("r", "").strip()
        self.row = int(given) if re.fullmatch(r"[1-9][0-9]{0,6}", given) else self.row + 1
        self.column = 0
        hidden = ' hidden="1"' if _hidden(attributes, "ht") else ""
        self.written = self.row
        self.out.write(f'<row r="{self.row}"{hidden}>')

    def _cell(self, attributes: dict[str, str]) -> None:
        given = _ADDRESS.fullmatch(attributes.get("r", "").strip())
        if "r" in attributes and not given:
            raise self._broken()
        self.column = _number(given[1].upper()) if given else self.column + 1
        row = int(given[2]) if given else self.row
        if row != self.written:
            self.out.write(f'</row><row r="{row}">')
            self.written = row
        self.kind, self.content = attributes.get("t"), {}
        self.out.write(f'<c r="{column_letters(self.column)}{row}" s="{escaped(attributes.get("s", "0"))}"')

    def _content(self, inside: list[str]) -> None:
        if inside in (["f"], ["v"], ["is"]):
            if inside[0] in self.content:
                raise self._broken()
            self.content[inside[0]] = ""
        elif self.path.below[-1] in _PLACED | {FOREIGN}:
            raise self._broken()

    def _filled(self) -> str:
        """Write the type and the content of a cell."""
        texts = {name: escaped(text) for name, text in self.content.items()}
        if "is" in texts:
            if len(texts) > 1 or self.kind not in {None, "inlineStr"}:
                raise self._broken()
            return f' t="inlineStr"><is><t xml:space="preserve">{texts["is"]}</t></is></c>'
        if self.kind == "s" and not (value := texts.get("v", "").strip()):
            texts.pop("v", None)
        elif self.kind == "s":
            texts["v"] = value
        kind = "" if self.kind is None else f' t="{escaped(self.kind)}"'
        return f"{kind}>" + "".join(f"<{name}>{texts[name]}</{name}>" for name in ("f", "v") if name in texts) + "</c>"

    def characters(self, text: str) -> None:
        below = self.path.below
        if below[:3] == _CELL and (holder := _HOLDERS.get(tuple(below[3:]))):
            self.content[holder] += text

    def end(self, _: str) -> None:
        below = self.path.up()
        if below == _CELL:
            self.out.write(self._filled())
        elif below == _ROW or below in (["sheetData"], ["cols"], ["mergeCells"]):
            self.out.write(f"</{below[-1]}>")


def plain_sheet(xml: bytes, part: str) -> bytes:
    """Rewrite a worksheet in the plain form; what neither values nor marks need is left out."""
    writer = _Writer(part)
    made = parser(part, spaces=True)
    made.StartElementHandler = writer.start
    made.EndElementHandler = writer.end
    made.CharacterDataHandler = writer.characters
    feed(made, xml, part, bounded=True)
    body = writer.out.getvalue()
    body = body if "<sheetData>" in body else "<sheetData></sheetData>"
    return f'<?xml version="1.0" encoding="UTF-8"?><worksheet>{body}</worksheet>'.encode()
