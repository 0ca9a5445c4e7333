"""Remarks (批注) of the forms' draft: a Word comment at the number of each critical finding, the others counted."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING

from pipeline.outputs.document import Kind, Run
from pipeline.outputs.word.comments import Page, comment, notice_runs, told

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

    from pipeline.model.cells import Cell
    from pipeline.model.findings import Finding
    from pipeline.outputs.word.anchors import Anchors


def disputed(run: Run, cells: Collection[Cell]) -> bool:
    """Tell whether a number is marked: it comes from a cell in dispute, or is reckoned from one."""
    return run.kind is not Kind.TEXT and any(cell in cells for cell in run.cells)


def remark_forms(document: WordDocument, anchors: Anchors, findings: Sequence[Finding], day: date) -> None:
    """Add a comment at the first number that comes from each finding's first cell; at the notice, count the others."""
    page = Page(document, anchors)
    pairs, elsewhere = [], 0
    for finding in findings:
        places = page.places.get(finding.cells[0], []) if finding.cells else []
        if places:
            pairs.append((page.runs[places[0].name], told(finding)))
        elsewhere += not places
    notice = notice_runs(document)
    if elsewhere and notice:
        said = f"另有 {elsewhere} 处必须修改的问题不在自评表印出的数字里，请看“校验结果.html”，到工作簿中改正。"
        pairs.insert(0, (notice, said))
    comment(document, pairs, day)
