"""What a night has seen (所见): one workbook's outcome as the history remembers it."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.model.findings import Severity
from pipeline.model.text import printable

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline.model.findings import Finding
    from pipeline.outputs.result import Result, Verdict


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run over an input folder; `whole` where workbooks that it did not see are gone from the folder."""

    started: datetime
    ruleset: str
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Counts:
    """How many findings of each severity (必须修改, 提醒, 说明)."""

    critical: int = 0
    warning: int = 0
    info: int = 0


@dataclass(frozen=True, slots=True)
class Noted:
    """One finding as remembered: texts only, so that it can be told again without its workbook."""

    rule: str
    title: str
    severity: str
    sheet: str | None
    cells: tuple[str, ...]
    found: str
    expected: str
    message: str
    fix: str

    @property
    def key(self) -> str:
        """What makes it the same finding another night: rule, cells (or sheet) and what was found there."""
        what = json.dumps([self.rule, self.cells or self.sheet, self.found]).encode()
        return hashlib.blake2b(what, digest_size=12).hexdigest()


@dataclass(frozen=True, slots=True)
class Seen:
    """One workbook in one run; `findings` is None where they are those the history already holds (unchanged).

    `held` says why its results could not all be written; it is not remembered, and the workbook is tried again.
    """

    name: str
    sha256: str
    ruleset: str
    unit: str | None
    year: int | None
    verdict: Verdict
    folder: str
    counts: Counts
    findings: tuple[Noted, ...] | None = None
    score: str | None = None
    spent_fen: int | None = None
    email: str | None = None
    held: str = ""

    @property
    def finding_keys(self) -> tuple[str, ...]:
        """The keys of its findings, one each; a key that occurs again is numbered."""
        times: Counter[str] = Counter()
        keys = []
        for finding in self.findings or ():
            times[finding.key] += 1
            keys.append(finding.key if times[finding.key] == 1 else f"{finding.key}-{times[finding.key]}")
        return tuple(keys)


def _noted(finding: Finding) -> Noted:
    return Noted(
        rule=finding.rule.id,
        title=finding.rule.title,
        severity=finding.severity.value,
        sheet=printable(finding.sheet) if finding.sheet else None,
        cells=tuple(printable(cell.address) for cell in finding.cells),
        found=printable(finding.found),
        expected=printable(finding.expected),
        message=printable(finding.message),
        fix=printable(finding.fix),
    )


def seen_of(result: Result, folder: str, ruleset: str) -> Seen:
    """Sum up a result for the history; `folder` is the name of its folder below the output folder."""
    info, totals = result.book.info if result.book else None, result.totals
    return Seen(
        name=result.workbook,
        sha256=result.sha256,
        ruleset=ruleset,
        unit=printable(result.unit) if result.unit else None,
        year=result.year,
        verdict=result.verdict,
        folder=folder,
        counts=Counts(*(result.count(severity) for severity in Severity)),
        findings=tuple(_noted(finding) for finding in result.findings),
        score=None if totals is None or totals.score is None else f"{totals.score:.2f}",
        spent_fen=totals.spent_fen if totals else None,
        email=printable(info.email) if info and info.email else None,
    )
