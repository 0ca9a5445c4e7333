"""The project list (项目清单): its projects, its 合计 row, and what must not stand below that."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from pipeline.intake.cells.faults import excerpt
from pipeline.intake.fold import is_blank
from pipeline.intake.rows.lines import Lines, filled_rows, is_note, is_number, is_numbered
from pipeline.intake.rows.sum_words import is_subtotal, is_total
from pipeline.model.contract import PROJECTS
from pipeline.model.fields import Kind
from pipeline.model.findings import Finding, declare

if TYPE_CHECKING:
    from pipeline.intake.rows.headings import Table
    from pipeline.intake.sheets.grid import Grid
    from pipeline.model.book import Project
    from pipeline.model.cells import Cell

MISSING = declare(
    "total-missing",
    "缺少合计行",
    "warning",
    source="contract, Money and rows",
    notes="项目清单的最后应有一行合计。",
    fix="请在最后一个项目下面加一行，序号栏写“合计”，并填上各项金额的合计。",
)
TWICE = declare(
    "total-twice",
    "合计行重复",
    "critical",
    source="contract, Money and rows",
    notes="项目清单只能有一行合计。",
    fix="请只保留最后的一行合计；分段的合计请写成“小计”。",
)
BELOW = declare(
    "below-total",
    "合计行下面还有内容",
    "critical",
    source="contract, Money and rows",
    notes="合计行下面不得再有带序号或金额的行；注和填表人等说明可以有。",
    fix="请把这些行移到合计行的上面，或删去。",
)
UNREAD = declare(
    "below-total-name",
    "合计行下面的名称没有读取",
    "info",
    source="contract, Money and rows",
    notes="合计行下面写有预算项目、却没有序号和金额的行不读取，只作说明；注和填表人等可以有。",
    fix="如果是项目，请移到合计行的上面并填上序号和金额；不是的不用修改。",
)
_AMOUNTS = tuple(field.key for field in PROJECTS.fields if field.kind is Kind.MONEY)


def _amounts(grid: Grid, table: Table, row: int) -> list[int]:
    columns = [table.columns[key] for key in _AMOUNTS if key in table.columns]
    return [column for column in columns if is_number(grid.value(row, column))]


def _has_number(grid: Grid, table: Table, row: int) -> bool:
    return is_numbered(grid.value(row, table.columns.get("number", 0)))


def _is_aside(grid: Grid, table: Table, row: int) -> bool:
    """Tell whether a row above 合计 is no project: a note, or a group heading alone in the 序号 column."""
    named = [column for key, column in table.columns.items() if key in {"number", "name"}]
    if len(named) == 1 and is_blank(grid.value(row, named[0])):
        return True  # most likely 合计, its word gone with the missing column
    if _has_number(grid, table, row) or _amounts(grid, table, row):
        return False
    filled = [key for key, column in table.columns.items() if not is_blank(grid.value(row, column))]
    return is_note(grid, row) or filled == ["number"]


def _is_prepared(grid: Grid, table: Table, row: int) -> bool:
    """Tell whether a row holds a 序号 that waits for a project, and nothing else."""
    filled = [key for key, column in table.columns.items() if not is_blank(grid.value(row, column))]
    return filled == ["number"] and _has_number(grid, table, row)


def _without_prepared(grid: Grid, table: Table, rows: Sequence[int]) -> list[int]:
    """Leave out the numbers prepared behind the last project."""
    keys = [table.columns[key] for key in ("number", "name") if key in table.columns]
    prepared: set[int] = set()
    for row in reversed(rows):
        if _is_prepared(grid, table, row):
            prepared.add(row)
        elif not (is_total(grid, row, keys) or is_subtotal(grid, row, keys) or is_note(grid, row)):
            break
    return [row for row in rows if row not in prepared]


def project_lines(grid: Grid, table: Table) -> Lines:
    """Sort the rows into projects and 合计 rows.

    Below the last 合计 only a row with a name and a 序号 of its own is a project: another table counts from 1 again.
    """
    keys = [table.columns[key] for key in ("number", "name") if key in table.columns]
    rows = _without_prepared(grid, table, filled_rows(grid, table))
    totals = [row for row in rows if is_total(grid, row, keys)]
    last = max(totals, default=0)
    projects, sums, above = [], [], set()
    for row in rows:
        numbered = _has_number(grid, table, row)
        if row in totals:
            continue
        if not numbered and is_subtotal(grid, row, keys):
            sums.append(row)
            continue
        below = last and row > last
        named = not is_blank(grid.value(row, table.columns.get("name", 0)))
        number = grid.value(row, table.columns.get("number", 0))
        if (numbered and named and number not in above) if below else not _is_aside(grid, table, row):
            projects.append(row)
            above.add(number)
    return Lines(tuple(projects), tuple(totals), tuple(sums))


def listed(projects: Sequence[Project], total: Project | None, known: Collection[int | None]) -> tuple[Project, ...]:
    """Leave out what stands below 合计 and no indicator knows: it was never part of the list, and its row is said."""
    return tuple(one for one in projects if total is None or one.row < total.row or one.number in known)


def _label_column(grid: Grid, table: Table, row: int) -> int:
    """Give the column where a row says 合计."""
    keys = [table.columns[key] for key in ("number", "name") if key in table.columns]
    return next((column for column in keys if not is_blank(grid.value(row, column))), min(table.columns.values()))


def _below(grid: Grid, table: Table, last: int) -> list[Finding]:
    keys = [table.columns[key] for key in ("number", "name") if key in table.columns]
    cells, unread, name = [], [], table.columns.get("name", 0)
    for row in filled_rows(grid, table):
        if row <= last or is_subtotal(grid, row, keys):
            continue
        amounts = _amounts(grid, table, row)
        if _has_number(grid, table, row):
            cells.append(grid.cell(row, table.columns["number"]))
        elif amounts and not is_note(grid, row):
            cells.append(grid.cell(row, amounts[0]))
        elif not (is_note(grid, row) or is_blank(grid.value(row, name))):
            unread.append(grid.cell(row, name))
    return _below_finding(cells, last) + _unread_finding(grid, unread, last)


def _unread_finding(grid: Grid, cells: Sequence[Cell], last: int) -> list[Finding]:
    if not cells:
        return []
    refs = "、".join(str(cell.row) for cell in cells)
    message = f"第 {last} 行是合计，它下面第 {refs} 行写的名称没有读取。"
    return [UNREAD.at(*cells, found=excerpt(grid.value(*cells[0][1:])), expected="合计是最后一行", message=message)]


def _below_finding(cells: Sequence[Cell], last: int) -> list[Finding]:
    if not cells:
        return []
    refs = "、".join(str(cell.row) for cell in cells)
    message = f"第 {last} 行是合计，它下面的第 {refs} 行还有序号或金额。"
    return [BELOW.at(*cells, found=f"合计下面 {len(cells)} 行有序号或金额", expected="合计是最后一行", message=message)]


def total_findings(grid: Grid, table: Table, lines: Lines) -> list[Finding]:
    """Say what is wrong with the 合计 row: missing, repeated, or not the last."""
    if not lines.totals:
        return _no_total(grid, table, lines.records)
    cells = [grid.cell(row, _label_column(grid, table, row)) for row in lines.totals]
    findings = _below(grid, table, lines.totals[-1])
    if len(cells) > 1:
        refs = "、".join(cell.ref for cell in cells)
        message = f"项目清单里有 {len(cells)} 行合计（{refs}），无法判断以哪一行为准。"
        findings.append(
            TWICE.at(*cells[1:], cells[0], found=f"{len(cells)} 行合计", expected="一行合计", message=message)
        )
    return findings


def _no_total(grid: Grid, table: Table, projects: Sequence[int]) -> list[Finding]:
    if not projects or "number" not in table.columns:  # 合计 has gone with its column, which is said already
        return []
    cell = grid.cell(projects[-1], table.columns["number"])
    message = f"项目清单到第 {projects[-1]} 行为止，没有合计行。"
    return [MISSING.at(cell, found="没有合计行", expected="最后一行是合计", message=message)]
