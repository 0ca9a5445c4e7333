"""Execution rows (预算执行率): typed among the indicators, where the program computes them, they are no indicators."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.intake.fold import fold, is_blank
from pipeline.intake.rows.columns import raw_column
from pipeline.intake.rows.sum_words import LONGEST
from pipeline.model.findings import Finding, declare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.intake.rows.headings import Table
    from pipeline.intake.sheets.grid import Grid

EXECUTION_TYPED = declare(
    "execution-row",
    "预算执行率写成了指标行",
    "critical",
    source="contract",
    notes="预算执行率由程序按项目清单计算，不在绩效指标表里填写。",
    fix="请删去预算执行率这一行，其余指标的分值不变。",
)
_EXECUTION = re.compile(r"(?:项目|财政)?(?:预算|资金|支出)?执行率?(?:情况)?(?:指标)?(?:\(.*\))?")


@lru_cache(maxsize=1024)
def _is_execution(text: str) -> bool:
    return not is_blank(text) and _EXECUTION.fullmatch(fold(text)) is not None


def execution_rows(grid: Grid, table: Table, rows: Sequence[int]) -> list[int]:
    """Give the rows whose 一级指标 is the execution rate itself."""
    column = table.columns.get("first")
    if column is None:
        return []
    firsts = zip(rows, raw_column(grid, rows, column), strict=True)
    return [row for row, value in firsts if isinstance(value, str) and _is_execution(value[:LONGEST])]


def execution_finding(grid: Grid, table: Table, rows: Sequence[int]) -> Finding:
    """Say once of all of them that they need not be filled in."""
    many = f"（共 {len(rows)} 行）" if len(rows) > 1 else ""
    return EXECUTION_TYPED.at(
        *(grid.cell(row, table.columns["first"]) for row in rows),
        found="预算执行率",
        expected="产出、效益、满意度等指标",
        message=f"绩效指标第 {rows[0]} 行填了预算执行率，它由程序按项目清单计算，不用填{many}。",
    )
