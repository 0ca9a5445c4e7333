"""All checks (全部检查): pooled ones over every workbook at once, the others workbook by workbook."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipeline.checks.explain import explain
from pipeline.checks.one_cause import told_once
from pipeline.checks.prose import read_prose
from pipeline.model.fault_log import record
from pipeline.model.findings import RULES, Finding, Rule, declare
from pipeline.model.setting import SettingFault

if TYPE_CHECKING:
    from pipeline.model.book import Book
    from pipeline.model.figures import Figure

BY_BOOK = (
    "title",
    "email",
    "sections",
    "dated",
    "weights",
    "score",
    "indicators",
    "payments",
    "sum_rows",
    "years",
    "copied",
)

CHECK_CRASHED = declare(
    "check-crashed",
    "检查中断",
    "critical",
    source="contract",
    notes="检查程序自身出错时，如实说明哪一项没有做完，其余检查照常进行。",
    fix="请把这份工作簿和本页面一并发给程序维护人员；这不是填报的错。",
)


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What all checks say of one workbook."""

    findings: tuple[Finding, ...]
    figures: tuple[Figure, ...] = ()


def crashed(what: str, error: Exception) -> Finding:
    """Say that a check did not finish; the trace goes to the log, for the maintainer."""
    record(what, error)
    return CHECK_CRASHED.at(
        found=f"“{what}”没有做完",
        expected="全部检查做完",
        message=f"检查“{what}”时程序出了错，这一项没有做完，结论因此不完整。",
    )


def _pooled(books: Sequence[Book]) -> list[list[Finding]]:
    """Run the pooled checks; where they crash, halve the pool until the workbook that does it stands alone."""
    from pipeline.checks.expect import expect  # noqa: PLC0415  (the expectations engine takes seconds to load)
    from pipeline.checks.reconcile import reconcile  # noqa: PLC0415  (pandas takes half a second to load)
    from pipeline.checks.tables import pool  # noqa: PLC0415  (pandas takes half a second to load)

    def both(part: Sequence[Book]) -> list[list[Finding]]:
        tables = pool(part)
        return [a + b for a, b in zip(reconcile(part, tables), expect(part, tables), strict=True)]

    return halved(both, books, "表内与勾稽校验")


def halved(
    stage: Callable[[Sequence[Book]], list[list[Finding]]], books: Sequence[Book], what: str
) -> list[list[Finding]]:
    """Run a pooled stage so that a workbook it crashes on spoils no other."""
    try:
        return stage(books)
    except SettingFault:
        raise
    except Exception as error:  # noqa: BLE001  (our own fault of any kind becomes a finding, here and nowhere else)
        if len(books) == 1:
            return [[crashed(what, error)]]
        middle = len(books) // 2
        return halved(stage, books[:middle], what) + halved(stage, books[middle:], what)


@cache
def book_rules() -> tuple[Rule, ...]:
    """Load the modules of rules over one workbook; all rules that carry a function, in order of declaration."""
    for name in BY_BOOK:
        importlib.import_module(f"pipeline.checks.{name}")
    return tuple(rule for rule in RULES if rule.run is not None)


def run_rule(rule: Rule, book: Book) -> list[Finding]:
    """Run one rule over one workbook; a crash is a finding and hides no other rule."""
    try:
        return list(rule.run(book)) if rule.run else []
    except Exception as error:  # noqa: BLE001  (our own fault of any kind becomes a finding, here and nowhere else)
        return [crashed(rule.title, error)]


def _prose(book: Book) -> tuple[list[Finding], list[Figure]]:
    """Read the figures in the text of one workbook; whatever crashes there is told once."""
    faults: list[Exception] = []
    findings: list[Finding] = []
    figures: list[Figure] = []
    try:
        findings, figures = read_prose(book, faults)
    except Exception as error:  # noqa: BLE001  (our own fault of any kind becomes a finding, here and nowhere else)
        faults.append(error)
    return findings + [crashed("正文数字校验", fault) for fault in faults[:1]], figures


def _explained(book: Book, findings: list[Finding]) -> list[Finding]:
    """Apply 核实说明; where that crashes, every finding stays as it is."""
    try:
        return explain(book, findings)
    except Exception as error:  # noqa: BLE001  (our own fault of any kind becomes a finding, here and nowhere else)
        return [*findings, crashed("核实说明", error)]


def _once(book: Book, findings: list[Finding]) -> list[Finding]:
    """Tell what has one cause once; where that crashes, every finding stays as it is."""
    try:
        return told_once(book, findings)
    except Exception as error:  # noqa: BLE001  (our own fault of any kind becomes a finding, here and nowhere else)
        return [*findings, crashed("同一原因的合并", error)]


def _order(finding: Finding) -> tuple[bool, str, int, int, str]:
    """Sort findings without a cell first, then by place."""
    if not finding.cells:
        return False, finding.sheet or "", 0, 0, finding.rule.id
    first = finding.cells[0]
    return True, first.sheet, first.row, first.column, finding.rule.id


def check(books: Sequence[Book], earlier: Sequence[Sequence[Finding]] = ()) -> list[Verdicts]:
    """Check all books; `earlier`, what intake found of each, is explained (核实说明) and handed on with the rest."""
    if not books:
        return []
    before = earlier or [()] * len(books)
    verdicts = []
    for book, pooled, intake in zip(books, _pooled(books), before, strict=True):
        own = [finding for rule in book_rules() for finding in run_rule(rule, book)]
        text, figures = _prose(book)
        found = _once(book, [*pooled, *own, *text])
        told = _explained(book, [*intake, *sorted(found, key=_order)])
        verdicts.append(Verdicts(tuple(told), tuple(figures)))
    return verdicts
