"""The title's shape (标题排列): indents, and spacing around its first line, so that it wraps where a reader pauses."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from pipeline.outputs.report.title_fit import LINE_WIDTH, TENTH_TWIPS, fit
from pipeline.outputs.word.layout import insert
from pipeline.outputs.word.wordml import w

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from lxml import etree

TITLE_STYLE = "Title"
TENTH = 13970  # a tenth of half a character of 22 pt, in EMU


def _cut(run: etree._Element, text: etree._Element, place: int) -> None:
    """Cut a run of plain text in two before its character at `place`."""
    words = text.text or ""
    behind = deepcopy(run)
    text.text = words[:place]
    for element in behind.iter(w("t")):
        element.text = words[place:]
    run.addnext(behind)


def _edge(paragraph: etree._Element, place: int) -> bool:
    """Let a run begin at a place of the title; False where it is not plain text."""
    for run in list(paragraph.iter(w("r"))):
        texts = run.findall(w("t"))
        length = len("".join(text.text or "" for text in texts))
        if 0 < place < length:
            if len(texts) != 1:
                return False
            _cut(run, texts[0], place)
        if place < length:
            return True
        place -= length
    return True


def _space(paragraph: etree._Element, start: int, end: int, twips: int) -> bool:
    """Set the characters of a stretch wider by so many twips each; False where it is not plain text."""
    if not (_edge(paragraph, start) and _edge(paragraph, end)):
        return False
    at = 0
    for run in paragraph.iter(w("r")):
        length = len("".join(text.text or "" for text in run.iter(w("t"))))
        look = run.find(w("rPr"))
        if look is not None and length and start <= at < end:
            insert(look, "spacing", val=str(twips))
        at += length
    return True


def shape_title(word: WordDocument, title: str, layout: str) -> None:
    """Indent the title, and hold its first line short where the second is the longer one; its text stays as typed."""
    shape = fit(title, layout)
    for paragraph in word.paragraphs if shape else ():
        if shape is None or paragraph.style is None or paragraph.style.style_id != TITLE_STYLE:
            continue
        form = paragraph.paragraph_format
        form.left_indent = form.right_indent = (LINE_WIDTH - shape.width) * TENTH // 2
        element = paragraph._p  # noqa: SLF001  (python-docx offers no way to a run's spacing)
        if shape.short and _space(element, shape.first - 1, shape.first, shape.short * TENTH_TWIPS // 2):
            form.first_line_indent = shape.short * TENTH // 2
        for start, end, share in shape.stretched:
            _space(element, start, end, share)
