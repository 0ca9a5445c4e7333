"""Parse (解读): a raw workbook becomes a book of typed rows and the findings of reading it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from pipeline.intake.fold import is_blank
from pipeline.intake.rows import headings, labels
from pipeline.intake.rows import which as sheets
from pipeline.intake.rows.before import read_before
from pipeline.intake.rows.columns import raw_column, read_column, spec_of
from pipeline.intake.rows.execution_rows import execution_finding, execution_rows
from pipeline.intake.rows.headings import Table, find_table
from pipeline.intake.rows.lines import Lines, filled_rows, is_closing, records, stray_errors
from pipeline.intake.rows.project_list import listed, project_lines, total_findings
from pipeline.intake.rows.records import build, read_fields, read_indicators, read_sums
from pipeline.intake.rows.remarks import Remark, gathered, unread_cells
from pipeline.intake.rows.units import in_yuan
from pipeline.intake.sheets import hidden
from pipeline.model.book import Book, Explanation, Info, Paragraph, Part, Payment, Place, Project, SumRow
from pipeline.model.contract import BY_KEY, PROJECTS, TOTAL_WORD
from pipeline.model.fields import Kind, Sheet

if TYPE_CHECKING:
    from pipeline.intake.raw import RawBook
    from pipeline.intake.sheets.grid import Grid
    from pipeline.model.cells import Cell
    from pipeline.model.findings import Finding

_RECORDS = {"paragraphs": Paragraph, "parts": Part, "payments": Payment, "explanations": Explanation}


@dataclass(slots=True)
class _Reading:
    """What has been read so far, and what there is to say about it."""

    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    sums: list[SumRow] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    misspelt: set[Cell] = field(default_factory=set)


def _read_projects(grid: Grid, table: Table, reading: _Reading) -> Lines:
    lines = project_lines(grid, table)
    values, remarks = read_fields(grid, table, PROJECTS, lines.records)
    reading.values["projects"] = build(Project, lines.records, values)
    reading.remarks += remarks
    reading.findings += total_findings(grid, table, lines)
    if lines.totals:
        total: dict[str, Any] = {}
        for one in PROJECTS.fields:
            if one.kind is Kind.MONEY and one.key in table.columns:
                spec = spec_of("projects", one.key)
                (total[one.key],), said = read_column(grid, lines.totals[-1:], table.columns[one.key], spec)
                reading.remarks += said
        reading.values["total"] = Project(row=lines.totals[-1], name=TOTAL_WORD, **total)
    return lines


def _without_execution(grid: Grid, table: Table, lines: Lines, reading: _Reading) -> Lines:
    """Leave out the rows that are the execution rate, and say so."""
    rows = execution_rows(grid, table, lines.records)
    if rows:
        reading.findings.append(execution_finding(grid, table, rows))
    return replace(lines, records=tuple(row for row in lines.records if row not in rows)) if rows else lines


def _read_rows(grid: Grid, table: Table, sheet: Sheet, reading: _Reading) -> Lines:
    if sheet is PROJECTS:
        return _read_projects(grid, table, reading)
    if sheet.key in {"paragraphs", "explanations"}:
        lines = Lines(tuple(row for row in filled_rows(grid, table) if not is_closing(grid, table, row)))
    else:
        lines = records(grid, table, "project", sheet.key)
    if sheet.key == "indicators":
        lines = _without_execution(grid, table, lines, reading)
        year = reading.values.get("info", Info()).year
        reading.values[sheet.key], remarks = read_indicators(grid, table, sheet, lines.records, year)
    else:
        values, remarks = read_fields(grid, table, sheet, lines.records)
        reading.values[sheet.key] = build(_RECORDS[sheet.key], lines.records, values)
    reading.remarks += remarks
    return lines


def _told_elsewhere(grid: Grid, table: Table, sheet: Sheet, reading: _Reading) -> int | None:
    """Give what the spending in a table comes to, or about, by another sheet, in fen."""
    if sheet is PROJECTS:
        info: Info = reading.values.get("info", Info())
        return info.control
    named = set(raw_column(grid, filled_rows(grid, table), table.columns.get("project", 0)))
    return sum(one.spent or 0 for one in reading.values.get("projects", ()) if one.number in named)


def _read_table(grid: Grid, sheet: Sheet, reading: _Reading) -> None:
    table, findings = find_table(grid, sheet)
    reading.findings += findings
    if table is None:
        return
    grid, findings = in_yuan(grid, table, sheet, partial(_told_elsewhere, grid, table, sheet, reading))
    reading.findings += findings
    reading.places[sheet.key] = Place(grid.name, table.heading, {**table.columns, **table.misspelt})
    lines = _read_rows(grid, table, sheet, reading)
    reading.sums += read_sums(grid, table, sheet, lines.sums)
    reading.remarks += stray_errors(grid, table, sheet, (*lines.records, *lines.totals))
    read = (*lines.records, *lines.totals)
    filled = ((row, at) for at in table.misspelt.values() for row in read if not is_blank(grid.value(row, at)))
    reading.misspelt |= {grid.cell(row, at) for row, at in filled}
    reading.findings += hidden.hidden_findings(grid, read, table.columns)
    reading.findings += hidden.struck_findings(grid, read, table.columns)
    reading.findings += hidden.covered_findings(grid, read, table.columns, unread_cells(reading.remarks))
    if sheet.required and not lines.records:
        message = f"“{sheet.name}”只有标题，没有一行内容。"
        cell = grid.first_cell(table.heading)
        reading.findings.append(headings.EMPTY.at(cell, found="没有内容", expected="至少一行", message=message))


def _read_info(grid: Grid, reading: _Reading) -> None:
    info, place, remarks, findings = labels.read_info(grid)
    reading.values["info"] = info
    reading.places |= place
    reading.remarks += remarks
    reading.findings += findings
    for found in place.values():
        rows = tuple(sorted(found.columns.values()))
        reading.findings += hidden.hidden_findings(grid, rows, {"value": found.value_column})
        reading.findings += hidden.struck_findings(grid, rows, {"value": found.value_column})


def _in_order(findings: list[Finding], grids: Mapping[str, Grid]) -> list[Finding]:
    """Sort findings as a person reads: the file, then sheet by sheet, row by row."""
    order = {grid.name: place for place, grid in enumerate(grids.values(), start=1)}

    def place(finding: Finding) -> tuple[int, int, int]:
        if not finding.cells:
            return 0, 0, 0
        first = finding.cells[0]
        return order.get(first.sheet, 0), first.row, first.column

    return sorted(findings, key=place)


def parse(raw: RawBook, name: str, sha256: str) -> tuple[Book, list[Finding]]:
    """Read a raw workbook as a book; what cannot be read becomes findings, each cause one."""
    grids, findings = sheets.find_sheets(raw)
    reading = _Reading(findings=findings)
    for key, grid in grids.items():
        if BY_KEY[key].paired:
            _read_info(grid, reading)
        else:
            _read_table(grid, BY_KEY[key], reading)
    known = {one.project for one in reading.values.get("indicators", ())}
    projects = listed(reading.values.get("projects", ()), reading.values.get("total"), known)
    reading.values["projects"] = projects
    unread, before = unread_cells(reading.remarks) | reading.misspelt, read_before(raw)
    sums = tuple(reading.sums)
    book = Book(name, sha256, places=reading.places, sums=sums, unread=unread, before=before, **reading.values)
    return book, _in_order(reading.findings + gathered(reading.remarks), grids)
