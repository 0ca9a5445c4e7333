"""The stages of verification: bytes of reports and of a workbook in, outcomes in folders out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.checks.run_checks import crashed
from pipeline.intake.apart import load_apart
from pipeline.intake.sources import Source, fetch
from pipeline.model.contract import BY_KEY
from pipeline.model.findings import Finding, Severity
from pipeline.model.text import printable
from pipeline.outputs import files
from pipeline.outputs.deliver import NEEDED_FOR_REPORT
from pipeline.outputs.names import safe_name
from pipeline.verify.against import hold_against
from pipeline.verify.beside import hold_furniture, tell_pictures
from pipeline.verify.foreign.alone import hold_alone
from pipeline.verify.outcome import Outcome, to_json, to_page
from pipeline.verify.reading.opening import UnreadableError
from pipeline.verify.reading.report import read_report
from pipeline.verify.remarks import Remark
from pipeline.verify.rules import BLIND, UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline.model.book import Book
    from pipeline.verify.reading.report import Reading

OUTCOME_JSON = "核对结果.json"
OUTCOME_PAGE = "核对结果.html"
_WHOLE = "完好的 .docx 文件"
_ITSELF = "请指定报告文件本身（.docx），不要指定文件夹；在 Word 或 WPS 里开着的，请先关闭。"
_ORDER = {Severity.CRITICAL: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True)
class Workbook:
    """The workbook reports are held against; `book` is None, with the reason why, where it cannot be used."""

    name: str
    book: Book | None
    why_not: str = ""


def read_workbook(path: Path) -> Workbook:
    """Read the workbook to hold reports against; its mistakes do not matter here as long as a report can be written."""
    source = fetch(Source(path.name, path))
    if not isinstance(source, bytes):
        return Workbook(path.name, None, source.message)
    book, findings = load_apart(source, path.name)
    if book is None:
        return Workbook(path.name, None, findings[0].message)
    missing = [BY_KEY[table].name for table in NEEDED_FOR_REPORT if not book.has(table)]
    if missing:
        return Workbook(path.name, None, f"工作簿“{path.name}”缺少工作表：{'、'.join(missing)}。")
    return Workbook(path.name, book)


def _reading(name: str, data: bytes | Finding) -> Reading | Finding:
    """Read a report back; the finding why not where it cannot be read."""
    if not isinstance(data, bytes):
        return UNREADABLE.at(found=data.found, expected=_WHOLE, message=data.message, fix=_ITSELF)
    try:
        return read_report(data)
    except UnreadableError as error:
        return UNREADABLE.at(found="读不出来", expected=_WHOLE, message=f"“{name}”：{error}")
    except Exception:  # noqa: BLE001  (whatever a file does to the reader is a finding of that file, and stops no other)
        message = f"“{name}”：这个 Word 文件的结构异常，无法读取。"
        return UNREADABLE.at(found="读不出来", expected=_WHOLE, message=message)


def _held(name: str, reading: Reading, book: Book | None) -> list[Remark]:
    """Hold what was read against the workbook, or against itself; then tell what could not be read."""
    if book is None:
        return hold_alone(reading.blocks, name) + tell_pictures(reading)
    return hold_against(book, reading.blocks) + hold_furniture(reading, book.info.year) + tell_pictures(reading)


def verify_one(name: str, data: bytes | Finding, workbook: Workbook | None) -> Outcome:
    """Verify one report against a workbook, or against itself where none is given."""
    digest = hashlib.sha256(data).hexdigest() if isinstance(data, bytes) else ""
    against = workbook.name if workbook else None
    reading = _reading(name, data)
    if isinstance(reading, Finding):
        return Outcome(name, digest, against, (Remark(reading, ""),), unreadable=True)
    if workbook is not None and workbook.book is None:
        message = f"{workbook.why_not}没有能够核对“{name}”。"
        finding = BLIND.at(found="读不出来", expected="能生成报告的工作簿", message=message)
        return Outcome(name, digest, against, (Remark(finding, ""),), unreadable=True)
    try:
        remarks = _held(name, reading, workbook.book if workbook else None)
    except Exception as error:  # noqa: BLE001  (a fault of ours over one report is told with it, and stops no other)
        return Outcome(name, digest, against, (Remark(crashed(f"核对“{name}”", error), ""),), unreadable=True)
    remarks.sort(key=lambda remark: _ORDER[remark.finding.severity])
    return Outcome(name, digest, against, tuple(remarks))


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


def _fetch(report: Path) -> bytes | Finding:
    """Read a report's bytes; the finding why not."""
    if report.is_dir():
        message = f"“{report.name}”是文件夹，不是 Word 报告，没有读取。"
        return UNREADABLE.at(found="文件夹", expected=_WHOLE, message=message, fix=_ITSELF)
    return fetch(Source(report.name, report))


def verify(reports: Sequence[Path], workbook: Path | None, output: Path) -> list[tuple[Outcome, Path]]:
    """Verify reports and write 核对结果.json and .html of each; OSError where output cannot be written."""
    against = read_workbook(workbook) if workbook is not None else None
    done = []
    for report, folder in zip(reports, _folders(reports, output), strict=True):
        outcome = verify_one(report.name, _fetch(report), against)
        folder.mkdir(parents=True, exist_ok=True)
        files.write_whole(folder / OUTCOME_PAGE, printable(to_page(outcome)).encode())
        files.write_whole(folder / OUTCOME_JSON, to_json(outcome).encode())
        done.append((outcome, folder))
    return done
