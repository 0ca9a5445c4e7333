"""Dates (日期) that cannot belong to the budget year, and a report filled in before it ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from pipeline.model.contract import FUNDINGS
from pipeline.model.findings import Finding, rule

if TYPE_CHECKING:
    from pipeline.model.book import Book, Project
    from pipeline.model.cells import Cell

_LAST_MONTH = 12
_AHEAD = (10, 1)  # from October on next year's money is handed down ahead (提前下达)


def _goes_on(project: Project | None) -> bool:
    """Tell whether a project goes on with last year's money, and so with its dates."""
    return project is not None and FUNDINGS[1] in (project.funding or "")


def _early(book: Book, year: int) -> Iterator[tuple[Cell, date]]:
    """Find dates of indicators before the year, and budgets moved after it or long before."""
    for row in book.indicators:
        for key in () if _goes_on(book.by_number.get(row.project or 0)) else ("target", "actual"):
            measure = getattr(row, key)
            if measure is not None and measure.day is not None and measure.day.year < year:
                yield book.cell(row, key), measure.day
    for project in book.projects:
        moved = project.adjusted_on
        if moved is None or (_goes_on(project) and moved.year < year):
            continue
        if not date(year - 1, *_AHEAD) <= moved <= date(year, 12, 31):
            yield book.cell(project, "adjusted_on"), moved


@rule(
    "日期不在预算年度",
    "warning",
    source="rules 48",
    fix="请核对日期，照抄上年的改成今年的；如是基本信息的预算年度填错，请改那里。",
)
def date_outside_year(book: Book) -> Iterator[Finding]:
    """指标值、完成值和指标调整日期里的日期属于预算年度；用上年结转资金的项目除外。"""
    year = book.info.year
    if year is None:
        return
    known = book.before.year if book.before is not None else None  # of last year 上年对照 tells already
    found = [(cell, day) for cell, day in _early(book, year) if day.year != known]
    if found:
        many = f"，这样的日期共 {len(found)} 处" if len(found) > 1 else ""
        yield date_outside_year.at(
            *(cell for cell, _ in found),
            found=found[0][1].isoformat(),
            expected=f"{year}年的日期",
            message=f"这里写的日期是 {found[0][1].isoformat()}，而预算年度是 {year} 年{many}。",
        )


@rule(
    "填报日期早于年度结束",
    "warning",
    source="rules 48",
    fix="请核对填报日期，照抄上年的改成今年的；如是预算年度填错，请改那里。",
)
def filled_before_year_end(book: Book) -> Iterator[Finding]:
    """自评在预算年度结束以后做，填报日期不早于当年 12 月。"""
    year, filled = book.info.year, book.info.filled_on
    if year is None or filled is None or filled >= date(year, _LAST_MONTH, 1):
        return
    if book.before is None or book.before.filled_on != filled.isoformat():  # that is told as last year's date
        yield filled_before_year_end.at(
            book.info_cell("filled_on"),
            book.info_cell("year"),
            found=filled.isoformat(),
            expected=f"{year}年底以后",
            message=f"填报日期是 {filled.isoformat()}，预算年度 {year} 年那时还没有结束。",
        )
