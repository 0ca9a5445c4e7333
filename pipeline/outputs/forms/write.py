"""The official forms (项目支出绩效自评表): one a project, filled into our own Word template."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any

from pipeline.model.contract import LAYOUTS
from pipeline.model.findings import Severity
from pipeline.outputs.document import text_of
from pipeline.outputs.forms.fit import fit
from pipeline.outputs.forms.form import Form, FundLine, IndicatorLine, forms_of
from pipeline.outputs.forms.remarks import disputed, remark_forms
from pipeline.outputs.forms.template import TEMPLATE, TITLE
from pipeline.outputs.word.anchors import Anchors
from pipeline.outputs.word.finish import About, day_of, finish
from pipeline.outputs.word.layout import lay_out
from pipeline.outputs.word.readback import prove
from pipeline.outputs.word.runs import numbered_text
from pipeline.outputs.word.template import render
from pipeline.outputs.word.wordml import clean, safe, w

if TYPE_CHECKING:
    from pipeline.model.book import Book
    from pipeline.model.findings import Finding
    from pipeline.model.policy import Policy
    from pipeline.outputs.document import Runs


@cache
def _own_template() -> bytes:
    return TEMPLATE.read_bytes()


def _line(line: FundLine | IndicatorLine, anchors: Anchors) -> dict[str, str]:
    values = ((field.name, getattr(line, field.name)) for field in fields(line))
    return {name: value if isinstance(value, str) else anchors.runs(value) for name, value in values}


def _context(form: Form, year: Runs, anchors: Anchors) -> dict[str, Any]:
    """Values of one form by tag, every number in them anchored to its cells."""
    values: dict[str, Any] = {"year": anchors.runs(year)}
    for field in fields(form):
        value = getattr(form, field.name)
        is_lines = field.name in {"funds", "indicators"}
        values[field.name] = [_line(line, anchors) for line in value] if is_lines else anchors.runs(value)
    return values


def _boxes(form: Form) -> Iterator[Runs]:
    """All boxes of a form in the order in which they are printed."""
    yield from (form.name, form.department, form.unit)
    for number, line in enumerate(form.funds):
        yield from (line.initial, line.budget, line.spent)
        if number == 0:
            yield from (form.rate_weight, form.rate, form.rate_points)
    yield from (form.goal, form.outcome)
    for row in form.indicators:
        yield from (row.first, row.second, row.third, row.target, row.actual, row.weight, row.points, row.reason)
    yield from (form.weight, form.score)


def _year(book: Book) -> Runs:
    return numbered_text(f"（{book.info.year}年度）", book.info_cell("year")) if book.info.year else ()


def notice(critical: int) -> str:
    """Say above the first form of a draft how much must be changed."""
    return f"草稿——有 {critical} 处必须修改的问题，不得上报"


def write_forms(
    book: Book, policy: Policy, *, draft: bool, findings: Sequence[Finding] = (), layout: str = LAYOUTS[0]
) -> bytes:
    """Write all forms as one .docx; NotWritten where something meant is missing in the written file."""
    forms, year = forms_of(book, policy), _year(book)
    critical = [finding for finding in findings if finding.severity is Severity.CRITICAL] if draft else []
    cells = {finding.cells[0] for finding in critical if finding.cells}
    day = day_of(book.info.filled_on, book.info.year)
    anchors = Anchors({place.sheet: key for key, place in book.places.items()}, lambda run: disputed(run, cells))
    context = {
        "草稿": draft,
        "草稿提示": safe(notice(len(critical))),
        "自评表": [_context(form, year, anchors) for form in forms],
    }
    word = render(_own_template(), context)
    remark_forms(word, anchors, critical, day)
    lay_out(word, layout)
    fit(word.element.body.findall(w("tbl")), notice=draft)
    about = About(TITLE, book.info.unit or "", book.info.year, day)
    package = finish(word, about, anchors)
    prove(package, (clean(text_of(box)) for form in forms for box in (year, *_boxes(form))))
    return package
