"""Loading (载入): from the bytes of a file to a book with its findings, or to the one finding why not."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pipeline.intake.rows.parse import parse
from pipeline.intake.safety.guard import inspect
from pipeline.intake.safety.refusals import RefusalError
from pipeline.intake.sheets.read import read_safe, unreadable

if TYPE_CHECKING:
    from pipeline.model.book import Book
    from pipeline.model.findings import Finding


def load(data: bytes, name: str) -> tuple[Book | None, list[Finding]]:
    """Load a workbook; None with its one finding where it cannot be read."""
    try:
        raw = read_safe(inspect(data, name))
    except RefusalError as refusal:
        return None, [refusal.finding]
    except Exception:  # noqa: BLE001  (MemoryError too: whatever a file does to a parser is a finding of that file)
        return None, [unreadable().finding]
    return parse(raw, name, hashlib.sha256(data).hexdigest())
