"""The handed-back workbook (批注-….xlsx): the accountant's own file with every finding at its cell and a list in front.

Only the XML that has to change is edited: stored values, drop-downs, pictures, print set-up and all else stay as they
are. Handed in again, everything of ours is recognised and taken out first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.model.contract import RESULT_SHEET
from pipeline.model.policy import policy
from pipeline.outputs.xlsx.book import Workbook
from pipeline.outputs.xlsx.listing import list_areas, list_sheet
from pipeline.outputs.xlsx.marks import deselect, drop_marks, put_marks
from pipeline.outputs.xlsx.package import Package
from pipeline.outputs.xlsx.styles import Styles

if TYPE_CHECKING:
    from pipeline.intake.raw import Scalar
    from pipeline.model.findings import Finding
    from pipeline.model.limits import IntakeLimits


class HandbackError(RuntimeError):
    """The copy does not say what the original says: a fault of ours, nothing is handed back."""


def hand_back(data: bytes, findings: Sequence[Finding]) -> bytes:
    """Return the workbook with all findings marked and listed; HandbackError where a value would change."""
    package = Package.of(data)
    workbook = Workbook(package)
    _shorten(workbook, findings)
    gone = drop_marks(workbook)
    sheets = workbook.sheets()
    name = _free_sheet_name({entry.name.lower() for entry in sheets})
    styles = Styles(package.edit(workbook.styles_part))
    first = list_sheet(workbook.main, findings, styles, {entry.name for entry in sheets if entry.is_grid})
    put_marks(workbook, styles, findings)
    for entry in sheets:
        if entry.part in package.parts:
            deselect(package, entry.part)
    workbook.insert_first(name, first)
    heading, area = list_areas(len(findings))
    workbook.define("_xlnm.Print_Titles", f"'{name}'!{heading}", localSheetId="0")
    workbook.define("_xlnm._FilterDatabase", f"'{name}'!{area}", localSheetId="0", hidden="1")
    workbook.remember(styles.remembered, name)
    copy = package.to_bytes()
    _compare(data, gone, copy, name)
    return copy


def _shorten(workbook: Workbook, findings: Sequence[Finding]) -> None:
    """Keep the endless empty rows of formatted columns out of the trees."""
    lowest: dict[str, int] = {}
    for cell in (cell for finding in findings for cell in finding.cells):
        lowest[cell.sheet] = max(cell.row, lowest.get(cell.sheet, 0))
    for entry in workbook.sheets():
        if entry.is_grid:
            workbook.package.shorten(entry.part, lowest.get(entry.name, 0))


def _free_sheet_name(taken: set[str]) -> str:
    name, number = RESULT_SHEET, 2
    while name.lower() in taken:
        name, number = f"{RESULT_SHEET} ({number})", number + 1
    return name


def _compare(data: bytes, gone: list[str], copy: bytes, name: str) -> None:
    """Read both files back: every value but those of our list must be the same."""
    before, after = _values(data), _values(copy)
    for own in gone:
        before.pop(own, None)
    after.pop(name, None)
    if list(before) != list(after):
        message = f"sheets of the copy differ: {list(before)} {list(after)}"
        raise HandbackError(message)
    for sheet, rows in before.items():
        if rows != after[sheet]:
            message = f"values of the copy differ in sheet {sheet}"
            raise HandbackError(message)


def _values(data: bytes) -> dict[str, list[list[Scalar]]]:
    from pipeline.intake.sheets.read import read  # noqa: PLC0415  (calamine loads only where a copy is made)

    return {sheet.name: _trimmed(sheet.rows) for sheet in read(data, _roomy()).sheets}


def _roomy() -> IntakeLimits:
    """Give limits for reading back: a copy of a workbook just below ours has the marks and our list on top."""
    limits = policy().intake
    sizes = ("file_bytes", "inflated_bytes", "entries", "cells", "xml_bytes", "area")
    return replace(limits, **{size: 2 * getattr(limits, size) for size in sizes})


def _trimmed(rows: list[list[Scalar]]) -> list[list[Scalar]]:
    """Leave out blanks at the ends: a blank cell that now exists to carry a mark changes no value."""
    trimmed = []
    for row in rows:
        end = len(row)
        while end and row[end - 1] in {None, ""}:
            end -= 1
        trimmed.append(row[:end])
    while trimmed and not trimmed[-1]:
        trimmed.pop()
    return trimmed
