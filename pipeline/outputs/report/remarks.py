"""Remarks (批注) of a draft: a Word comment at each disputed figure and at each place a critical finding names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from pipeline.model.figures import Status
from pipeline.outputs.document import Kind
from pipeline.outputs.word.anchors import PASSAGE, Anchor, Anchors
from pipeline.outputs.word.comments import Page, comment, notice_runs, told

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

    from pipeline.model.findings import Finding

_LISTED = 20
_MISMATCH = "这个数字与工作簿里的数据不一致，请核对。"


def _disputed(page: Page, passage: Anchor) -> list[Anchor]:
    """List the mismatched figures inside a passage."""
    inside = {id(run) for run in page.runs[passage.name]}
    return [
        anchor
        for anchor in page.anchors
        if anchor.status == Status.MISMATCHED and id(page.runs[anchor.name][0]) in inside
    ]


def _targets(finding: Finding, page: Page) -> list[Anchor]:
    """Where a finding is remarked: each number printed from its first cell, and a paragraph of every text it names."""
    targets: list[Anchor] = []
    for index, cell in enumerate(finding.cells):
        at = page.places.get(cell, [])
        passages = [anchor for anchor in at if anchor.kind == PASSAGE]
        said = f"{finding.found}\n{finding.message}"
        figures = [it for passage in passages for it in _disputed(page, passage) if it.text in said]
        quoting = [passage for passage in passages if finding.found and finding.found in passage.text]
        targets += figures or quoting or passages[:1]  # a cell of several lines has several paragraphs
        if not passages and index == 0:
            targets += [anchor for anchor in at if anchor.kind != Kind.ITEM]
    return targets


def _remarks(findings: Sequence[Finding], page: Page) -> tuple[list[tuple[Anchor, str]], list[Finding]]:
    """Pair each place with what is said there, and list the findings without a place in the report."""
    remarks, elsewhere, remarked = [], [], set()
    for finding in findings:
        targets = _targets(finding, page)
        remarks += [(anchor, told(finding)) for anchor in targets]
        remarked |= {anchor.name for anchor in targets}
        if not targets:
            elsewhere.append(finding)
    for anchor in page.anchors:
        if anchor.status == Status.MISMATCHED and anchor.name not in remarked:
            cells = f"\n单元格：{'、'.join(anchor.cells)}" if anchor.cells else ""
            remarks.append((anchor, _MISMATCH + cells))
    return remarks, elsewhere


def _elsewhere_text(findings: Sequence[Finding]) -> str:
    listed = [f"{finding.message}{finding.fix}" for finding in findings[:_LISTED]]
    more = [f"还有 {len(findings) - _LISTED} 处，见校验结果。"] if len(findings) > _LISTED else []
    return "\n".join(["下面的问题不在报告印出的内容里，请到工作簿中改正：", *listed, *more])


def remark(document: WordDocument, anchors: Anchors, findings: Sequence[Finding], day: date) -> None:
    """Add the comments of a draft, in the order of the findings, all of one day."""
    page = Page(document, anchors)
    remarks, elsewhere = _remarks(findings, page)
    pairs = [(page.runs[anchor.name], text) for anchor, text in remarks]
    notice = notice_runs(document)
    if elsewhere and notice:
        pairs.insert(0, (notice, _elsewhere_text(elsewhere)))
    comment(document, pairs, day)
