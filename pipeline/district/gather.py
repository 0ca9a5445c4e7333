"""Gathering (归集): from checked workbooks to offices, each counted once."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.district.nouns import District, LeftOut, Office, ProjectLine, Year
from pipeline.model import scoring
from pipeline.model.findings import Severity
from pipeline.model.policy import policy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.model.book import Book, Project
    from pipeline.model.limits import Preset
    from pipeline.outputs.result import Result


def _line(book: Book, project: Project, preset: Preset) -> ProjectLine:
    score = scoring.recomputed_score(book, project, preset)
    return ProjectLine(
        project.number,
        project.name or "",
        project.funding,
        project.initial or 0,
        project.budget,
        project.spent,
        project.adjusted_on,
        score,
    )


def office_of(result: Result) -> Office | LeftOut:
    """Turn one result into an office; a file without readable amounts is left out, with the reason."""
    book, totals = result.book, result.totals
    if book is None or totals is None:
        reason = result.findings[0].message if result.findings else "这个文件无法读取。"
        return LeftOut(result.workbook, reason)
    unread = any(book.cell(project, "initial") in book.unread for project in book.projects)
    if not book.has("projects") or totals.spent_fen is None or totals.budget_fen is None or unread:
        return LeftOut(result.workbook, "项目清单缺失，或有读不出的预算、支出；请按这份工作簿的校验结果改正。")
    if not book.projects:
        return LeftOut(result.workbook, "项目清单里没有项目，没有可以汇总的数。")
    preset = policy().preset(book.info.preset)
    return Office(
        workbook=result.workbook,
        sha256=result.sha256,
        unit=book.info.unit or result.workbook,
        year=book.info.year,
        verdict=result.verdict,
        projects=tuple(_line(book, project, preset) for project in book.projects),
        control=book.info.control,
        score=totals.score,
        declared=book.info.score,
        grade=scoring.grade_of(totals.score, preset),
        findings=tuple(finding for finding in result.findings if finding.severity is not Severity.INFO),
    )


def _once(offices: Iterable[Office]) -> tuple[list[Office], list[LeftOut]]:
    """Count a workbook that lies there twice, byte for byte, once."""
    first: dict[str, Office] = {}
    copies = []
    for office in offices:
        if office.sha256 in first:
            same = first[office.sha256].workbook
            copies.append(LeftOut(office.workbook, f"与“{same}”完全相同，只计一次。", blocks=False))
        else:
            first[office.sha256] = office
    return list(first.values()), copies


def put_together(gathered: Iterable[Office | LeftOut]) -> District:
    """Put offices into years, newest first; an unknown year comes last."""
    every = list(gathered)
    offices, copies = _once(office for office in every if isinstance(office, Office))
    offices.sort(key=lambda it: (-(it.year or 0), it.unit, it.workbook))
    years = tuple(Year(year, tuple(group)) for year, group in groupby(offices, key=lambda it: it.year))
    return District(years, (*(item for item in every if isinstance(item, LeftOut)), *copies))
