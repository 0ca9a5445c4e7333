"""Findings on the page (问题): grouped by severity, cause and sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.model.findings import Severity
from pipeline.outputs.page.sheets import sheet_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.model.book import Book
    from pipeline.model.cells import Cell
    from pipeline.model.findings import Finding, Rule

MOST_CELLS = 12
WHOLE_FILE = "整个文件"
WORDS = {Severity.CRITICAL: "必须修改", Severity.WARNING: "提醒", Severity.INFO: "说明"}
HINTS = {
    Severity.CRITICAL: "不改正，就不能生成正式报告。",
    Severity.WARNING: "请逐条核对：确有问题的请改正；核实无误的，可以在“核实说明”表里写明原因。",
    Severity.INFO: "供参考，不影响结论。",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One finding with its number on the page and the numbers of the sheets it concerns."""

    number: int
    finding: Finding
    sheets: tuple[int, ...]

    @property
    def first_cells(self) -> tuple[Cell, ...]:
        """The cells shown at once."""
        return self.finding.cells[:MOST_CELLS]

    @property
    def more_cells(self) -> tuple[Cell, ...]:
        """The cells shown on demand."""
        return self.finding.cells[MOST_CELLS:]


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one rule, by sheet."""

    rule: Rule
    by_sheet: tuple[tuple[str, tuple[Item, ...]], ...]

    @property
    def count(self) -> int:
        """Count the findings."""
        return sum(len(items) for _, items in self.by_sheet)


@dataclass(frozen=True, slots=True)
class Section:
    """The findings of one severity, by rule."""

    severity: Severity
    word: str
    hint: str
    groups: tuple[Group, ...]

    @property
    def count(self) -> int:
        """Count the findings."""
        return sum(group.count for group in self.groups)


@dataclass(frozen=True, slots=True)
class Findings:
    """All findings as the page shows them; `sheets` are the choices of the filter: (number, name)."""

    sections: tuple[Section, ...]
    sheets: tuple[tuple[int, str], ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """All findings in the order of the page."""
        groups = (group for section in self.sections for group in section.groups)
        return tuple(item for group in groups for _, items in group.by_sheet for item in items)


def _sheets(finding: Finding) -> list[str]:
    names = dict.fromkeys(cell.sheet for cell in finding.cells)
    return list(names) or [finding.sheet or WHOLE_FILE]


def _grouped(findings: Iterable[Finding], order: Mapping[str, int]) -> dict[Rule, dict[str, list[Finding]]]:
    """Group by rule, then by the sheet of the first cell, both in reading order of the workbook."""
    groups: dict[Rule, dict[str, list[Finding]]] = {}
    for finding in sorted(findings, key=lambda finding: order[_sheets(finding)[0]]):
        groups.setdefault(finding.rule, {}).setdefault(_sheets(finding)[0], []).append(finding)
    return groups


def _section(severity: Severity, findings: Sequence[Finding], order: Mapping[str, int], first: int) -> Section:
    chosen, number, groups = [it for it in findings if it.severity is severity], first, []
    for rule, sheets in _grouped(chosen, order).items():
        by_sheet = []
        for sheet, members in sheets.items():
            items = tuple(
                Item(number + at, it, tuple(order[name] for name in _sheets(it))) for at, it in enumerate(members)
            )
            number += len(items)
            by_sheet.append((sheet, items))
        groups.append(Group(rule, tuple(by_sheet)))
    return Section(severity, WORDS[severity], HINTS[severity], tuple(groups))


def arrange(book: Book | None, findings: Sequence[Finding]) -> Findings:
    """Put the findings in the order of the page and number them from 1."""
    names = {name for finding in findings for name in _sheets(finding)}
    order = sheet_order(book, names)
    sections: list[Section] = []
    for severity in Severity:
        section = _section(severity, findings, order, 1 + sum(earlier.count for earlier in sections))
        if section.count:
            sections.append(section)
    return Findings(tuple(sections), tuple((number, name) for name, number in order.items() if name in names))
