"""Loading (载入): from the bytes of a file to a book with its findings, or to the one finding why not."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pipeline.intake.rows.parse import parse
from pipeline.intake.safety.bounds import bounded
from pipeline.intake.safety.guard import inspect
from pipeline.intake.safety.refusals import RefusalError
from pipeline.intake.safety.texts import too_much_text
from pipeline.intake.safety.version import form_version, judge_version
from pipeline.intake.sheets.read import read_safe, unreadable
from pipeline.model.policy import policy

if TYPE_CHECKING:
    from pipeline.intake.raw import RawBook
    from pipeline.model.book import Book
    from pipeline.model.findings import Finding


def _read(data: bytes, name: str) -> tuple[RawBook, list[Finding]]:
    """Read a file that is safe, whole and bounded, and of a form we know; RefusalError where it is not."""
    limits = policy().intake
    safe = inspect(data, name)
    shared = safe.archive.part(safe.package.shared) if safe.package.shared else b""
    refusal = too_much_text(safe.texts or shared, [sheet.xml for sheet in safe.sheets], limits)
    if refusal:
        raise refusal
    said = judge_version(form_version(safe.archive))
    return read_safe(safe), said


def load(data: bytes, name: str) -> tuple[Book | None, list[Finding]]:
    """Load a workbook, within bounds of time and memory; None with its one finding where it cannot be read."""
    try:
        with bounded(policy().intake):
            raw, said = _read(data, name)
    except RefusalError as refusal:
        return None, [refusal.finding]
    except Exception:  # noqa: BLE001  (whatever a file does to a parser is a finding of that file)
        return None, [unreadable().finding]
    book, findings = parse(raw, name, hashlib.sha256(data).hexdigest())
    return book, said + findings
