"""The pages (校验结果.html, index.html): what staff read, each one self-contained file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.model.policy import policy
from pipeline.outputs.page import cells as page_cells
from pipeline.outputs.page import figures as page_figures
from pipeline.outputs.page import findings as page_findings
from pipeline.outputs.page import index as page_index
from pipeline.outputs.page import projects as page_projects
from pipeline.outputs.page import verdict as page_verdict
from pipeline.outputs.page.index import IndexEntry

if TYPE_CHECKING:
    from jinja2 import Environment

    from pipeline.model.cells import Cell
    from pipeline.model.findings import Finding
    from pipeline.model.policy import Policy
    from pipeline.outputs.page.night import NightShown
    from pipeline.outputs.result import Result

__all__ = ["IndexEntry", "index_page", "result_page", "verification_page"]

Choice = tuple[str, str, tuple[tuple[object, str], ...]]
NIGHT_BEGINS, NIGHT_ENDS = "<!-- 核对的变化：开始 -->", "<!-- 核对的变化：结束 -->"
PAGE_FILES = Path(__file__).resolve().parent / "files"
# Half characters and control characters may not stand in a page; those that turn the reading direction would garble it.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415  (only where a page is written)

    environment = Environment(
        loader=FileSystemLoader(PAGE_FILES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"anchor": page_cells.anchor, "address": page_index.address}
    return environment


def _render(template: str, **values: Any) -> str:  # noqa: ANN401  (templates take any value)
    style, script = ((PAGE_FILES / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    page = _environment().get_template(template).render(style=style, script=script, **values)
    return _UNPRINTABLE.sub("\ufffd", page)


def _projects(result: Result, rules: Policy) -> dict[str, Any]:
    from pipeline.outputs.page import years as page_years  # noqa: PLC0415  (reads texts: an index needs none of that)

    book, totals = result.book, result.totals
    return {
        "totals": page_verdict.totals_shown(book, totals) if book and totals else (),
        "lines": page_projects.lines(book, rules) if book and book.projects else (),
        "picture": page_projects.picture(book) if book and book.projects else None,
        "years": page_years.shown(book, rules),
    }


def _choices(findings: page_findings.Findings) -> dict[str, list[Choice]]:
    """List what the filters offer: (attribute of an item, its name, (value, word) …)."""
    severities = tuple((section.severity.value, section.word) for section in findings.sections)
    statuses = tuple((status.value, word) for status, word in page_figures.WORDS.items())
    return {
        "finding_choices": [("severity", "轻重", severities), ("sheets", "工作表", findings.sheets)],
        "figure_choices": [("status", "核对结果", statuses)],
    }


def result_page(
    result: Result,
    *,
    report_name: str | None = None,
    forms_name: str | None = None,
    handback_name: str | None = None,
    note: str | None = None,
) -> str:
    """Write 校验结果.html: verdict first, then findings, projects, figures and cells, each linked to the other."""
    rules = policy()
    findings = page_findings.arrange(result.book, result.findings)
    figures = page_figures.numbered(result.book, result.figures)
    projects = _projects(result, rules)
    others: list[Cell] = [total.cell for total in projects["totals"] if total.cell]
    others += [line.cell for line in projects["lines"]]
    others += projects["years"].cells if projects["years"] else ()
    return _render(
        "result.html.j2",
        result=result,
        sentence=page_verdict.sentence(result),
        next_step=page_verdict.next_step(result, handback_name),
        beside=(("报告", report_name), ("自评表", forms_name), ("批注工作簿", handback_name)),
        note=note,
        findings=findings,
        **_choices(findings),
        passages=page_figures.passages(result.book, figures, rules),
        statuses=page_figures.count_words(figures),
        status_words=page_figures.WORDS,
        entries=page_cells.entries(result.book, findings.items, figures, others),
        **projects,
    )


def index_page(entries: Iterable[IndexEntry], night: NightShown | None = None, kept: str = "") -> str:
    """Write index.html: what a night changed, then every workbook with results, this run's first.

    `kept` is the night's section of an earlier index, HTML of our own, shown where this run is no night.
    """
    ordered = page_index.in_order(tuple(entries))
    groups = (
        ("本次运行", tuple(entry for entry in ordered if entry.this_run)),
        ("以前的结果", tuple(entry for entry in ordered if not entry.this_run)),
    )
    standing = tuple(entry for entry in ordered if not entry.renamed)
    counts = page_index.counted(standing)
    choices: list[Choice] = [("verdict", "结论", tuple((verdict.value, verdict.value) for verdict, _ in counts))]
    next_step = page_index.next_step(standing)
    shown = {"groups": groups, "counts": counts, "total": len(standing), "choices": choices, "next_step": next_step}
    marks = {"begins": NIGHT_BEGINS, "ends": NIGHT_ENDS}
    return _render("index.html.j2", **shown, **marks, night=night, kept=kept)


def verification_page(  # noqa: PLR0913  (each is one thing the page says)
    *, title: str, workbook: str | None, sentence: str, good: bool, rows: Sequence[tuple[Finding, str]], more: int
) -> str:
    """Write 核对结果.html: one report's verdict in a sentence, then each finding with its place in the report."""
    return _render(
        "verification.html.j2",
        title=title,
        workbook=workbook,
        sentence=sentence,
        good=good,
        rows=rows,
        more=more,
        words=page_findings.WORDS,
    )
