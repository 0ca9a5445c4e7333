"""Nights without workbooks: runs at given days, outcomes and findings made up as the history takes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pipeline.night.history import History
from pipeline.night.seen import Counts, Noted, RunRow, Seen
from pipeline.outputs.result import Verdict

FIRST = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)


def row(day: int = 0, *, ruleset: str = "规则甲", whole: bool = True) -> RunRow:
    """Return a run that many days after the first."""
    return RunRow(FIRST + timedelta(days=day), ruleset, whole)


def noted(
    name: str = "list-total", severity: str = "critical", found: str = "3.00", cell: str = "项目清单!H18"
) -> Noted:
    """Return a finding; cell "" stands for the whole file."""
    sheet, cells = (cell.partition("!")[0], (cell,)) if cell else (None, ())
    said = f"合计行的支出是 {found} 元，与各项目之和不符。"
    return Noted(name, "合计不符", severity, sheet, cells, found, "4.00", said, "请改正合计。")


def seen(name: str, findings: Sequence[Noted] | None = (), **changed: Any) -> Seen:  # noqa: ANN401  (any field of Seen)
    """Return a workbook with these findings; its unit is its file name."""
    severities = [finding.severity for finding in findings or ()]
    counts = Counts(*(severities.count(severity) for severity in ("critical", "warning", "info")))
    verdict = Verdict.FAILED if counts.critical else Verdict.REMINDED if counts.warning else Verdict.PASSED
    unit = Path(name).stem
    sound = Seen(
        name, "0" * 64, "规则甲", unit, 2025, verdict, f"{unit}-2025", counts, score="99.50", spent_fen=390273378
    )
    return replace(sound, findings=None if findings is None else tuple(findings), **changed)


def unreadable(name: str) -> Seen:
    """Return a workbook that cannot be read tonight."""
    nothing: dict[str, object] = {"unit": None, "year": None, "score": None, "spent_fen": None}
    return seen(name, [noted("damaged", cell="")], verdict=Verdict.UNREADABLE, folder=Path(name).stem, **nothing)


def history(path: Path, nights: Iterable[Iterable[Seen]]) -> History:
    """Return an open history with one run a day."""
    book = History(path)
    for day, items in enumerate(nights):
        book.record(row(day), items)
    return book
