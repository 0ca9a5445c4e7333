"""The pen (誊写): the signs of one paragraph that a reader sees, in order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.outputs.word.wordml import w
from pipeline.verify.reading.text import Mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from pipeline.verify.reading.styles import Styles

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
FOOTNOTE, ENDNOTE = w("footnoteReference"), w("endnoteReference")
UNSEEN = frozenset(
    w(name)
    for name in ("del", "moveFrom", "instrText", "delText", "delInstrText", "rPr", "pPr", "tblPr", "trPr", "tcPr")
) | {w("sdtPr"), w("sdtEndPr"), w("txbxContent"), w("p"), w("tbl"), w("rt"), FALLBACK}
_TEXTS = {
    w("t"),
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}t",
    "{http://purl.oclc.org/ooxml/officeDocument/math}t",
    "{http://schemas.openxmlformats.org/drawingml/2006/main}t",
}
_MARKS = {w("tab"): "\t", w("ptab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}
_WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
# Signs without a look of their own: soft hyphens, joiners and blanks of no width.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_SIGN_FONT = 0xF000  # where fonts of signs keep their own signs


def text_boxes(element: etree._Element) -> Iterator[etree._Element]:
    """Text boxes of a paragraph, each once."""
    for child in element:
        if child.tag == w("txbxContent"):
            yield child
        elif child.tag not in {FALLBACK, w("del"), w("moveFrom")}:
            yield from text_boxes(child)


def _symbol(element: etree._Element) -> str:
    """Sign of a w:sym where it is a digit; any other is a mark or a bullet."""
    try:
        code = int(element.get(w("char"), ""), 16)
    except ValueError:
        return ""
    sign = chr(code - _SIGN_FONT if _SIGN_FONT <= code < _SIGN_FONT + 0x100 else min(code, 0xFFFF))
    return sign if sign.isdecimal() else ""


class Pen:
    """Collects the text of one paragraph, where its bookmarks begin and end, and the notes it refers to."""

    def __init__(self, styles: Styles) -> None:
        """Start with nothing written; `styles` tell which runs are hidden."""
        self._styles = styles
        self.pieces: list[str] = []
        self.length = 0
        self._open: dict[str, tuple[str, int]] = {}
        self.marks: list[Mark] = []
        self.notes: list[tuple[str, str]] = []

    def write(self, text: str) -> None:
        """Write signs, but those that no one sees."""
        seen = _INVISIBLE.sub("", text)
        self.pieces.append(seen)
        self.length += len(seen)

    def walk(self, element: etree._Element) -> None:
        """Take in what a reader sees of an element: insertions yes, deletions, hidden text and field codes no."""
        for child in element:
            if child.tag in UNSEEN or (child.tag == w("r") and self._styles.hides(child)):
                continue
            if child.tag in _TEXTS:
                self.write(child.text or "")
            elif child.tag in _MARKS:
                self.write(_MARKS[child.tag])
            elif child.tag == w("bookmarkStart"):
                self._open[child.get(w("id"), "")] = (child.get(w("name"), ""), self.length)
            elif child.tag == w("bookmarkEnd"):
                self._close(child.get(w("id"), ""))
            elif child.tag in {FOOTNOTE, ENDNOTE}:
                self.notes.append((child.tag, child.get(w("id"), "")))
            else:
                self.write(_symbol(child) if child.tag == w("sym") else "")
                self.write(child.get("string", "") if child.tag == _WORD_ART else "")
                self.walk(child)

    def _close(self, mark_id: str) -> None:
        if mark_id in self._open:
            name, start = self._open.pop(mark_id)
            self.marks.append(Mark(name, start, self.length))
