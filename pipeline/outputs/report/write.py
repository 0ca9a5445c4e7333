"""The report (项目支出绩效自评报告): the document, filled into our own Word template."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from pipeline.model.figures import Status
from pipeline.model.findings import Severity
from pipeline.model.policy import HOME
from pipeline.outputs.document import TABLE_SECTION, Document, Kind, Line, Passage, Run, text_of
from pipeline.outputs.report.remarks import remark
from pipeline.outputs.report.title_shape import shape_title
from pipeline.outputs.word.anchors import Anchors
from pipeline.outputs.word.finish import About, day_of, finish
from pipeline.outputs.word.layout import lay_out
from pipeline.outputs.word.readback import prove
from pipeline.outputs.word.template import render
from pipeline.outputs.word.wordml import clean, safe

if TYPE_CHECKING:
    from pipeline.model.findings import Finding

TEMPLATE = HOME / "input_templates" / "报告模板.docx"


@cache
def _own_template() -> bytes:
    return TEMPLATE.read_bytes()


def fixed_day(document: Document) -> date:
    """Day that stands in the report's properties and comments."""
    return day_of(document.filled_on, document.year)


class _Writer:
    """One report being written: its anchors and the values the template's tags ask for."""

    def __init__(self, document: Document, findings: Sequence[Finding], *, draft: bool) -> None:
        self.document = document
        self.critical = [finding for finding in findings if finding.severity is Severity.CRITICAL] if draft else []
        self.draft = draft
        self.disputed = {finding.cells[0] for finding in self.critical if finding.cells}
        self.disputed -= {passage.cell for section in document.sections for passage in section.passages}
        self.anchors = Anchors(document.sheets, self.highlighted)

    def highlighted(self, run: Run) -> bool:
        """Tell whether a draft marks this run: a mismatched figure, or a number whose cell is disputed."""
        if not self.draft or run.kind is Kind.ITEM:
            return False
        of_disputed = run.kind is not Kind.TEXT and not self.disputed.isdisjoint(run.cells)
        return run.status is Status.MISMATCHED or of_disputed

    def _marked(self, passage: Passage) -> Passage:
        """Mark the words of a draft that a critical finding quotes: hints left in, tokens that cannot be filled in."""
        quoted = {it.found for it in self.critical if it.cells[:1] == (passage.cell,) and len(it.found) > 1}
        runs = passage.runs
        for words in sorted(quoted):
            runs = tuple(piece for run in runs for piece in _cut(run, words))
        return replace(passage, runs=runs)

    @property
    def notice(self) -> str:
        """The sentence above the title of a draft."""
        return f"草稿——有 {len(self.critical)} 处必须修改的问题，不得上报" if self.draft else ""

    def context(self) -> dict[str, Any]:
        """Values by tag, made in the order in which they are printed."""
        runs = self.anchors.runs
        values: dict[str, Any] = {
            "草稿": self.draft,
            "草稿提示": safe(self.notice),
            "附件编号": runs(self.document.label),
            "标题": runs(self.document.heading),
            "正文": {},
        }
        for section in self.document.sections:
            values["正文"][section.key] = [self.anchors.passage(self._marked(it)) for it in section.passages]
            if section.key == TABLE_SECTION:
                values["项目清单"] = [self._line(line) for line in self.document.lines]
                values["合计"] = runs(self.document.total)
        return values

    def _line(self, line: Line) -> dict[str, Any]:
        runs = self.anchors.runs
        return {"序号": runs(line.number), "预算项目": runs(line.name), "支出": runs(line.amount)}

    def meant(self) -> Iterator[str]:
        """Every text that must be found in the written file, in order."""
        yield self.notice
        yield clean(text_of(self.document.label))
        yield clean(text_of(self.document.heading))
        for section in self.document.sections:
            for passage in section.passages:
                yield clean(passage.text)
            if section.key == TABLE_SECTION:
                for line in self.document.lines:
                    yield from (clean(text_of(runs)) for runs in (line.number, line.name, line.amount))
                yield clean(text_of(self.document.total))


def _cut(run: Run, words: str) -> Iterator[Run]:
    """Cut plain text at the first occurrence of words, which are marked; other runs stay whole."""
    before, found, after = run.text.partition(words) if run.kind is Kind.TEXT else (run.text, "", "")
    pieces = ((before, run.status), (found, Status.MISMATCHED), (after, run.status))
    return (replace(run, text=text, status=status) for text, status in pieces if text or text == run.text)


def write_report(
    document: Document,
    *,
    draft: bool = False,
    findings: Sequence[Finding] = (),
    layout: str = "国标",
    template: bytes | None = None,
) -> bytes:
    """Write the report as .docx; TemplateFault for a broken template, NotWritten where something meant is missing."""
    writer = _Writer(document, findings, draft=draft)
    word = render(template or _own_template(), writer.context())
    if draft:
        remark(word, writer.anchors, writer.critical, fixed_day(document))
    lay_out(word, layout)
    shape_title(word, document.title, layout)
    about = About(document.title, document.unit, document.year, fixed_day(document))
    package = finish(word, about, writer.anchors)
    prove(package, writer.meant())
    return package
