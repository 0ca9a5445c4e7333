"""Word comments (批注): where the runs of a written file stand by their anchors, and comments laid on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.text.run import Run as WordRun

from pipeline.outputs.word.wordml import clean, w

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from lxml.etree import _Element

    from pipeline.model.cells import Cell
    from pipeline.model.findings import Finding
    from pipeline.outputs.word.anchors import Anchor, Anchors

AUTHOR = "jixiao校验"
_SHOWN_CELLS = 3


class Page:
    """The runs of a written file by anchor name, and where each cell is printed."""

    def __init__(self, document: WordDocument, anchors: Anchors) -> None:
        """Find every anchor that the template has printed."""
        self.runs = {name: runs for name, runs in _wrapped(document.element.body) if runs}
        self.anchors = [anchor for anchor in anchors.all if anchor.name in self.runs]
        self.places: dict[Cell, list[Anchor]] = {}
        for anchor in self.anchors:
            for cell in anchors.cells_of[anchor.name]:
                self.places.setdefault(cell, []).append(anchor)


def _wrapped(body: _Element) -> Iterator[tuple[str, list[_Element]]]:
    """Each bookmark's name and the runs between its start and its end."""
    for start in body.iter(w("bookmarkStart")):
        runs = []
        for sibling in start.itersiblings():
            if sibling.tag == w("bookmarkEnd") and sibling.get(w("id")) == start.get(w("id")):
                break
            if sibling.tag == w("r"):
                runs.append(sibling)
        yield start.get(w("name"), ""), runs


def notice_runs(document: WordDocument) -> list[_Element]:
    """Find the runs of the first paragraph that says anything: the draft notice."""
    for paragraph in document.element.body.iter(w("p")):
        runs = [run for run in paragraph.iter(w("r")) if run.find(w("t")) is not None]
        if runs:
            return runs
    return []


def told(finding: Finding) -> str:
    """Write what a comment says of a finding: what is wrong, what to do, and the cells."""
    where = "、".join(cell.address for cell in finding.cells[:_SHOWN_CELLS])
    return f"【{finding.rule.title}】{finding.message}\n{finding.fix}" + (f"\n单元格：{where}" if where else "")


def comment(document: WordDocument, pairs: Sequence[tuple[list[_Element], str]], day: date) -> None:
    """Lay a comment on each stretch of runs, in this order, all of one day."""
    for runs, text in pairs:
        wrapped = [WordRun(run, document) for run in (runs[0], runs[-1])]  # type: ignore[arg-type]  # python-docx types its own elements
        document.add_comment(wrapped, text=clean(text), author=AUTHOR, initials="校")
    if pairs:
        for element in document.part.part_related_by(RELATIONSHIP_TYPE.COMMENTS).element.iter(w("comment")):  # type: ignore[attr-defined]  # the comments part has an element
            element.set(w("date"), f"{day.isoformat()}T00:00:00Z")
