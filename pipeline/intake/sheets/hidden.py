"""Hidden and struck parts (隐藏和划掉的内容): read like all others, but said aloud, once a sheet."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.intake.cells.faults import excerpt
from pipeline.intake.fold import is_blank
from pipeline.model.cells import column_letters
from pipeline.model.findings import Finding, declare

if TYPE_CHECKING:
    from pipeline.intake.sheets.grid import Grid
    from pipeline.model.cells import Cell

HIDDEN = declare(
    "sheet-hidden",
    "隐藏的内容也读取了",
    "info",
    source="contract, Money and rows",
    notes="隐藏的工作表、行和列照样读取，并作说明。",
    fix="请取消隐藏看一看，不该上报的内容请删去。",
)
COVERED = declare(
    "merged-hidden",
    "合并单元格下面藏着内容",
    "warning",
    source="contract, Money and rows",
    notes="合并单元格只显示左上角的内容；右边几列盖住的内容照样读取，同一列盖住的不读取，都作提醒。",
    fix="请取消合并看一看：要的填到该填的格里，不要的删去。",
)
STRUCK = declare(
    "cell-struck",
    "划掉的内容也读取了",
    "warning",
    source="contract, Money and rows",
    notes="划了删除线的内容照样读取、照样印进报告，整格划掉或划掉一部分都作提醒。",
    fix="请把作废的内容删去；没有作废的，请取消删除线。",
)
_LISTED = 10


def _listed(names: Sequence[str]) -> str:
    return "、".join(names[:_LISTED]) + ("等" if len(names) > _LISTED else "")


def hidden_findings(grid: Grid, rows: Sequence[int], columns: Mapping[str, int]) -> list[Finding]:
    """Say which of the rows and columns read are hidden, or that the whole sheet is."""
    hidden_rows = sorted(set(rows) & grid.raw.hidden_rows)
    hidden_columns = sorted(set(columns.values()) & grid.raw.hidden_columns)
    parts = []
    if grid.raw.hidden:
        parts.append("整张工作表")
    if hidden_rows:
        parts.append(f"第 {_listed([str(row) for row in hidden_rows])} 行（共 {len(hidden_rows)} 行）")
    if hidden_columns:
        parts.append(f"第 {_listed([column_letters(column) for column in hidden_columns])} 列")
    if not parts:
        return []
    left, top = min(columns.values(), default=1), min(rows, default=1)
    cells = [grid.cell(row, left) for row in hidden_rows] + [grid.cell(top, column) for column in hidden_columns]
    found = "、".join(parts)
    message = f"“{grid.name.strip()}”的{found}是隐藏的，内容照样读取了。"
    return [HIDDEN.at(*cells, found=f"隐藏：{found}", expected="没有隐藏的内容", message=message, sheet=grid.name)]


def struck_findings(grid: Grid, rows: Sequence[int], columns: Mapping[str, int]) -> list[Finding]:
    """Say which of the cells read are crossed out."""
    places = [place for place in sorted(grid.raw.struck) if place[0] in rows and place[1] in columns.values()]
    cells = [grid.cell(*place) for place in places if not is_blank(grid.value(*place))]
    if not cells:
        return []
    refs, many = _listed([cell.ref for cell in cells]), f"（共 {len(cells)} 格）" if len(cells) > 1 else ""
    message = f"“{grid.name.strip()}”的 {refs}{many} 划了删除线，内容照样读取了。"
    found = excerpt(grid.value(cells[0].row, cells[0].column))
    return [STRUCK.at(*cells, found=found, expected="没有划掉的内容", message=message)]


def _covered(grid: Grid, rows: Sequence[int], columns: Sequence[int]) -> Iterator[Cell]:
    """Give the cells that are read and that hold something nobody sees: to the right, under a merged cell."""
    for top, left, bottom, right in grid.raw.merged:
        for column in columns[bisect_right(columns, left) : bisect_right(columns, right)]:
            for row in rows[bisect_left(rows, top) : bisect_right(rows, bottom)]:
                if not is_blank(value := grid.value(row, column)) and value != grid.value(top, left):
                    yield grid.cell(row, column)


def _overruled(grid: Grid, rows: Sequence[int], columns: Sequence[int]) -> Iterator[Cell]:
    """Give the cells below the top one of a merged cell that hold something else: the top one speaks for them."""
    for top, left, bottom, _ in grid.raw.merged:
        if left in columns:
            for row in rows[bisect_right(rows, top) : bisect_right(rows, bottom)]:
                if not is_blank(value := grid.value(row, left)) and value != grid.value(top, left):
                    yield grid.cell(row, left)


def _covered_finding(grid: Grid, cells: Sequence[Cell], what: str, expected: str) -> Finding:
    refs = _listed([cell.ref for cell in cells])
    message = f"“{grid.name.strip()}”的 {refs} 被合并单元格盖住，里面存着看不见的内容，{what}。"
    found = excerpt(grid.value(cells[0].row, cells[0].column))
    return COVERED.at(*cells, found=found, expected=expected, message=message)


def covered_findings(
    grid: Grid, rows: Sequence[int], columns: Mapping[str, int], unread: Collection[Cell]
) -> list[Finding]:
    """Say which of the cells read lie unseen under a merged cell, and which are not read for what they hold.

    Of the `unread` ones it is said already that they cannot be read.
    """
    if not grid.raw.merged:
        return []
    places = sorted(rows), sorted(columns.values())
    read, overruled = sorted(set(_covered(grid, *places))), sorted({*_overruled(grid, *places)} - {*unread})
    findings = [_covered_finding(grid, read, "照样读取了", "合并单元格下面没有内容")] if read else []
    if overruled:
        top = "没有读取，这几行都按合并单元格左上角的内容算"
        findings.append(_covered_finding(grid, overruled, top, "合并单元格下面没有别的内容"))
    return findings
