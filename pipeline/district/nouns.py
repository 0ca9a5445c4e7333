"""What a summary (汇总) is about: offices, their projects, and the years they are put together in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.model.findings import Finding, Severity
    from pipeline.outputs.result import Verdict


def total(amounts: Sequence[int | None]) -> int | None:
    """Sum amounts in fen; None where one is unreadable."""
    return None if None in amounts else sum(amount or 0 for amount in amounts)


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """One project as the summary lists it; amounts in fen, the score in points."""

    number: int | None
    name: str
    funding: str | None
    initial: int
    budget: int | None
    spent: int | None
    adjusted_on: date | None
    score: Decimal | None


@dataclass(frozen=True)
class Office:
    """One workbook (单位): its projects and what checking found; `control` and `declared` are what staff typed."""

    workbook: str
    sha256: str
    unit: str
    year: int | None
    verdict: Verdict
    projects: tuple[ProjectLine, ...]
    control: int | None
    score: Decimal | None
    declared: Decimal | None
    grade: str | None
    findings: tuple[Finding, ...]

    @cached_property
    def initial(self) -> int:
        """年初预算 of all projects in fen; a blank one counts 0."""
        return sum(project.initial for project in self.projects)

    @cached_property
    def budget(self) -> int | None:
        """全年预算 of all projects in fen."""
        return total([project.budget for project in self.projects])

    @cached_property
    def spent(self) -> int | None:
        """支出 of all projects in fen."""
        return total([project.spent for project in self.projects])

    def count(self, severity: Severity) -> int:
        """Count the findings of one severity."""
        return sum(finding.severity is severity for finding in self.findings)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that is in no sum, and why, as a sentence; `blocks` where somebody has to act."""

    workbook: str
    reason: str
    blocks: bool = True


@dataclass(frozen=True)
class Year:
    """The offices of one 预算年度 that are in the sums, in order of unit and file."""

    year: int | None
    offices: tuple[Office, ...]

    @property
    def name(self) -> str:
        """The year as printed."""
        return f"{self.year}年度" if self.year else "未填年度"

    @cached_property
    def initial(self) -> int:
        """年初预算 of all offices in fen."""
        return sum(office.initial for office in self.offices)

    @cached_property
    def budget(self) -> int:
        """全年预算 of all offices in fen."""
        return sum(office.budget or 0 for office in self.offices)

    @cached_property
    def spent(self) -> int:
        """支出 of all offices in fen."""
        return sum(office.spent or 0 for office in self.offices)

    @cached_property
    def lines(self) -> tuple[tuple[Office, ProjectLine], ...]:
        """Every project with its office."""
        return tuple((office, project) for office in self.offices for project in office.projects)


@dataclass(frozen=True, slots=True)
class District:
    """All that was gathered: the years, newest first, and the files that are in no sum."""

    years: tuple[Year, ...]
    left_out: tuple[LeftOut, ...]
