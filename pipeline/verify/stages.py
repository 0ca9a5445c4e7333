"""The stages of verification: bytes of reports and of a workbook in, outcomes in folders out."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pipeline.intake.load import load
from pipeline.intake.sources import Source, fetch
from pipeline.model.findings import Severity
from pipeline.model.text import printable
from pipeline.outputs import files
from pipeline.outputs.deliver import NEEDED_FOR_REPORT
from pipeline.outputs.names import safe_name
from pipeline.verify.against import hold_against
from pipeline.verify.alone import hold_alone
from pipeline.verify.outcome import Outcome, to_json, to_page
from pipeline.verify.reading import UnreadableError, read_blocks
from pipeline.verify.remarks import BLIND, UNREADABLE, Remark

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline.model.book import Book

OUTCOME_JSON = "核对结果.json"
OUTCOME_PAGE = "核对结果.html"
_ORDER = {Severity.CRITICAL: 0, Severity.WARNING: 1, Severity.INFO: 2}


def _unreadable(name: str, data: bytes, workbook: str | None, remark: Remark) -> Outcome:
    return Outcome(name, hashlib.sha256(data).hexdigest(), workbook, (remark,), unreadable=True)


def verify_one(name: str, data: bytes, workbook: str | None, book: Book | None) -> Outcome:
    """Verify one report against a book, or against itself where no workbook is named."""
    try:
        blocks = read_blocks(data)
    except UnreadableError as error:
        finding = UNREADABLE.at(found="读不出来", expected="完好的 .docx 文件", message=f"“{name}”：{error}")
        return _unreadable(name, data, workbook, Remark(finding, ""))
    if workbook is not None and (book is None or not all(book.has(table) for table in NEEDED_FOR_REPORT)):
        message = f"工作簿“{workbook}”读不出来，或缺少生成报告所需的工作表，没有能够核对“{name}”。"
        finding = BLIND.at(found="读不出来", expected="能生成报告的工作簿", message=message)
        return _unreadable(name, data, workbook, Remark(finding, ""))
    remarks = hold_alone(blocks, name) if book is None else hold_against(book, blocks)
    remarks.sort(key=lambda remark: _ORDER[remark.finding.severity])
    return Outcome(name, hashlib.sha256(data).hexdigest(), workbook, tuple(remarks))


def _folders(reports: Sequence[Path], output: Path) -> list[Path]:
    """Choose a folder by each report's stem; a second report of one stem gets a number."""
    taken: set[str] = set()
    folders = []
    for report in reports:
        name = tried = safe_name(report.stem)
        number = 1
        while tried.casefold() in taken:
            number += 1
            tried = f"{name}-{number}"
        taken.add(tried.casefold())
        folders.append(output / tried)
    return folders


def verify(reports: Sequence[Path], workbook: Path | None, output: Path) -> list[tuple[Outcome, Path]]:
    """Verify reports and write 核对结果.json and .html of each; OSError where output cannot be written."""
    book, source = None, None
    if workbook is not None:
        source = fetch(Source(workbook.name, workbook))
        book = load(source, workbook.name)[0] if isinstance(source, bytes) else None
    done = []
    for report, folder in zip(reports, _folders(reports, output), strict=True):
        data = fetch(Source(report.name, report))
        content = data if isinstance(data, bytes) else b""
        outcome = verify_one(report.name, content, workbook.name if workbook else None, book)
        folder.mkdir(parents=True, exist_ok=True)
        files.write_whole(folder / OUTCOME_PAGE, printable(to_page(outcome)).encode())
        files.write_whole(folder / OUTCOME_JSON, to_json(outcome).encode())
        done.append((outcome, folder))
    return done
