"""Writes the committed workbooks of input_templates/: `python -m tests.samples.build` (needs LibreOffice)."""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook

from pipeline.intake.blank.pack import Stored, repack
from pipeline.intake.blank.workbook import blank_workbook, write_workbook
from tests.conftest import convert_with
from tests.samples.content import sample_content
from tests.samples.faults import FAULTS, faulty_content

HOME = Path(__file__).resolve().parents[2] / "input_templates"
BLANK, SAMPLE, FAULTY = HOME / "空白工作簿.xlsx", HOME / "示例工作簿.xlsx", HOME / "错误示例工作簿.xlsx"
PREPARED = {"projects": 1, "indicators": 1, "paragraphs": 1, "parts": 5, "payments": 1, "explanations": 5}

Build = Callable[[Stored], bytes]


def sample_workbook(stored: Stored) -> bytes:
    """Write the sample; `stored` is what its formulas show."""
    return write_workbook(sample_content(), PREPARED, stored)


def faulty_workbook(stored: Stored) -> bytes:
    """Write the sample with every fault in it."""
    book = load_workbook(io.BytesIO(write_workbook(faulty_content(), PREPARED)))
    for fault in FAULTS:
        for sheet, ref, value in fault.edits:
            book[sheet][ref].value = value
    target = io.BytesIO()
    book.save(target)
    unstored = {(fault.sheet, fault.cell): None for fault in FAULTS if fault.unstored}
    shown = {place: stored.get(place, "") for place in formula_cells(target.getvalue())}
    return repack(target.getvalue(), book.sheetnames, {**shown, **unstored})


def formula_cells(data: bytes) -> list[tuple[str, str]]:
    """Sheet and cell of every formula."""
    book = load_workbook(io.BytesIO(data))
    return [
        (page.title, cell.coordinate)
        for page in book.worksheets
        for row in page.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]


def stored_values(data: bytes) -> Stored:
    """Return what the formulas of a file show, as stored in it."""
    book = load_workbook(io.BytesIO(data), data_only=True)
    return {(sheet, ref): shown(book[sheet][ref].value) for sheet, ref in formula_cells(data)}


def shown(value: object) -> str | float:
    """Return a stored value; an empty text reads back as nothing."""
    assert value is None or isinstance(value, str | int | float), value
    return "" if value is None else value


def without_values(data: bytes) -> bytes:
    """Save the workbook as openpyxl does: without stored values, so that LibreOffice must calculate."""
    target = io.BytesIO()
    load_workbook(io.BytesIO(data)).save(target)
    return target.getvalue()


def recalculated(soffice: str, data: bytes, folder: Path) -> bytes:
    """Let LibreOffice calculate every formula of a workbook anew."""
    path = Path(tempfile.mkdtemp(dir=folder)) / "workbook.xlsx"
    path.write_bytes(without_values(data))
    return convert_with(soffice, path, "xlsx").read_bytes()


def settled(soffice: str, build: Build, folder: Path) -> bytes:
    """Build a workbook whose stored values are those that LibreOffice calculates."""
    return build(stored_values(recalculated(soffice, build({}), folder)))


def main() -> None:
    """Write all three workbooks."""
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    if soffice is None:
        sys.exit("LibreOffice is needed to calculate the samples")
    HOME.mkdir(exist_ok=True)
    BLANK.write_bytes(blank_workbook())
    with tempfile.TemporaryDirectory() as folder:
        SAMPLE.write_bytes(settled(soffice, sample_workbook, Path(folder)))
        FAULTY.write_bytes(settled(soffice, faulty_workbook, Path(folder)))


if __name__ == "__main__":
    main()
