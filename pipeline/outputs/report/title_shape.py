"""The title's shape (标题排列): indents, and spacing around its first line, so that it wraps where a reader pauses."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from pipeline.outputs.report.title import LINE_WIDTH, fit
from pipeline.outputs.word.layout import insert
from pipeline.outputs.word.wordml import w

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from lxml import etree

TITLE_STYLE = "Title"
TENTH = 13970  # a tenth of half a character of 22 pt, in EMU
TENTH_TWIPS = 22


def _cut(text: etree._Element, place: int) -> etree._Element:
    """Cut the run of a w:t in up to three; return the run of the one character at `place`."""
    run = text.getparent()
    if run is None:  # a w:t always stands in a run
        return text
    words = text.text or ""
    text.text = words[place]
    before, behind = deepcopy(run), deepcopy(run)
    for part, piece in ((before, words[:place]), (behind, words[place + 1 :])):
        for element in part.iter(w("t")):
            element.text = piece
    if words[:place]:
        run.addprevious(before)
    if words[place + 1 :]:
        run.addnext(behind)
    return run


def _alone(paragraph: etree._Element, place: int) -> etree._Element | None:
    """Give the character at a place a run of its own; None where it is not plain text."""
    for run in paragraph.iter(w("r")):
        texts = run.findall(w("t"))
        length = len("".join(text.text or "" for text in texts))
        if place < length:
            return _cut(texts[0], place).find(w("rPr")) if len(texts) == 1 else None
        place -= length
    return None


def shape_title(word: WordDocument, title: str) -> None:
    """Indent the title, and hold its first line short where the second is the longer one; its text stays as typed."""
    shape = fit(title)
    for paragraph in word.paragraphs if shape else ():
        if shape is None or paragraph.style is None or paragraph.style.style_id != TITLE_STYLE:
            continue
        form = paragraph.paragraph_format
        form.left_indent = form.right_indent = (LINE_WIDTH - shape.width) * TENTH // 2
        last = _alone(paragraph._p, shape.first - 1) if shape.short else None  # noqa: SLF001  (python-docx offers no way to a run's spacing)
        if last is not None:
            form.first_line_indent = shape.short * TENTH // 2
            insert(last, "spacing", val=str(shape.short * TENTH_TWIPS // 2))
