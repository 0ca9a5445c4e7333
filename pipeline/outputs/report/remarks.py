"""Remarks (批注) of a draft: a Word comment at each disputed figure and at each place a critical finding names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.text.run import Run as WordRun

from pipeline.model.figures import Status
from pipeline.outputs.document import Kind
from pipeline.outputs.word.anchors import PASSAGE, Anchor, Anchors
from pipeline.outputs.word.wordml import clean, w

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from lxml.etree import _Element

    from pipeline.model.cells import Cell
    from pipeline.model.findings import Finding

AUTHOR = "jixiao校验"
_LISTED = 20
_MISMATCH = "这个数字与工作簿里的数据不一致，请核对。"


class _Page:
    """The runs of a written report by anchor name, and where each cell is printed."""

    def __init__(self, document: WordDocument, anchors: Anchors) -> None:
        self.runs = {name: runs for name, runs in _wrapped(document.element.body) if runs}
        self.anchors = [anchor for anchor in anchors.all if anchor.name in self.runs]
        self.places: dict[Cell, list[Anchor]] = {}
        for anchor in self.anchors:
            for cell in anchors.cells_of[anchor.name]:
                self.places.setdefault(cell, []).append(anchor)

    def disputed(self, passage: Anchor) -> list[Anchor]:
        """List the mismatched figures inside a passage."""
        inside = {id(run) for run in self.runs[passage.name]}
        return [
            anchor
            for anchor in self.anchors
            if anchor.status == Status.MISMATCHED and id(self.runs[anchor.name][0]) in inside
        ]


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


def _targets(finding: Finding, page: _Page) -> list[Anchor]:
    """Where a finding is remarked: each number printed from its first cell, and every paragraph it names."""
    targets: list[Anchor] = []
    for index, cell in enumerate(finding.cells):
        at = page.places.get(cell, [])
        passages = [anchor for anchor in at if anchor.kind == PASSAGE]
        for passage in passages:
            said = f"{finding.found}\n{finding.message}"
            figures = [anchor for anchor in page.disputed(passage) if anchor.text in said]
            targets += figures or [passage]
        if not passages and index == 0:
            targets += [anchor for anchor in at if anchor.kind != Kind.ITEM]
    return targets


def _text(finding: Finding) -> str:
    where = "、".join(cell.address for cell in finding.cells[:3])
    return f"【{finding.rule.title}】{finding.message}\n{finding.fix}" + (f"\n单元格：{where}" if where else "")


def _remarks(findings: Sequence[Finding], page: _Page) -> tuple[list[tuple[Anchor, str]], list[Finding]]:
    """Pair each place with what is said there, and list the findings without a place in the report."""
    remarks, elsewhere, remarked = [], [], set()
    for finding in findings:
        targets = _targets(finding, page)
        remarks += [(anchor, _text(finding)) for anchor in targets]
        remarked |= {anchor.name for anchor in targets}
        if not targets:
            elsewhere.append(finding)
    for anchor in page.anchors:
        if anchor.status == Status.MISMATCHED and anchor.name not in remarked:
            cells = f"\n单元格：{'、'.join(anchor.cells)}" if anchor.cells else ""
            remarks.append((anchor, _MISMATCH + cells))
    return remarks, elsewhere


def _notice_runs(document: WordDocument) -> list[_Element]:
    """Find the runs of the first paragraph that says anything: the draft notice."""
    for paragraph in document.element.body.iter(w("p")):
        runs = [run for run in paragraph.iter(w("r")) if run.find(w("t")) is not None]
        if runs:
            return runs
    return []


def _elsewhere_text(findings: Sequence[Finding]) -> str:
    listed = [f"{finding.message}{finding.fix}" for finding in findings[:_LISTED]]
    more = [f"还有 {len(findings) - _LISTED} 处，见校验结果。"] if len(findings) > _LISTED else []
    return "\n".join(["下面的问题不在报告印出的内容里，请到工作簿中改正：", *listed, *more])


def remark(document: WordDocument, anchors: Anchors, findings: Sequence[Finding], day: date) -> None:
    """Add the comments of a draft, in the order of the findings, all of one day."""
    page = _Page(document, anchors)
    remarks, elsewhere = _remarks(findings, page)
    pairs = [(page.runs[anchor.name], text) for anchor, text in remarks]
    notice = _notice_runs(document)
    if elsewhere and notice:
        pairs.insert(0, (notice, _elsewhere_text(elsewhere)))
    for runs, text in pairs:
        wrapped = [WordRun(run, document) for run in (runs[0], runs[-1])]  # type: ignore[arg-type]  # python-docx types its own elements
        document.add_comment(wrapped, text=clean(text), author=AUTHOR, initials="校")
    if pairs:
        for comment in document.part.part_related_by(RELATIONSHIP_TYPE.COMMENTS).element.iter(w("comment")):  # type: ignore[attr-defined]  # the comments part has an element
            comment.set(w("date"), f"{day.isoformat()}T00:00:00Z")
