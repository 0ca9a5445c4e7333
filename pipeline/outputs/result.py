"""The result (校验结果) of one workbook: what the page shows and the json tells."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from pipeline.model import scoring
from pipeline.model.findings import Severity
from pipeline.model.policy import policy
from pipeline.model.text import printable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.model.book import Book
    from pipeline.model.figures import Figure
    from pipeline.model.findings import Finding


class Verdict(StrEnum):
    """The one word that comes first."""

    PASSED = "通过"
    REMINDED = "有提醒"
    FAILED = "不通过"
    UNREADABLE = "无法读取"


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over 项目清单 in fen (None where an amount is unreadable) and the recomputed score in points."""

    projects: int
    spent_fen: int | None
    budget_fen: int | None
    score: Decimal | None


@dataclass(frozen=True, slots=True)
class Result:
    """Everything known of one workbook after checking; `book` is None where it could not be read."""

    workbook: str
    sha256: str
    book: Book | None
    verdict: Verdict
    totals: Totals | None
    findings: tuple[Finding, ...]
    figures: tuple[Figure, ...]

    def count(self, severity: Severity) -> int:
        """Count the findings of one severity."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def unit(self) -> str | None:
        """The 单位名称, where it was read."""
        return self.book.info.unit if self.book else None

    @property
    def year(self) -> int | None:
        """The 预算年度, where it was read."""
        return self.book.info.year if self.book else None


def verdict_of(book: Book | None, findings: Sequence[Finding]) -> Verdict:
    """Weigh the findings: any critical fails, else any warning reminds."""
    severities = {finding.severity for finding in findings}
    if book is None:
        return Verdict.UNREADABLE
    if Severity.CRITICAL in severities:
        return Verdict.FAILED
    return Verdict.REMINDED if Severity.WARNING in severities else Verdict.PASSED


def _sum(amounts: Sequence[int | None]) -> int | None:
    return None if None in amounts else sum(amount for amount in amounts if amount is not None)


def totals_of(book: Book) -> Totals:
    """Sum up a book; a column with an unreadable amount has no sum."""
    return Totals(
        projects=len(book.projects),
        spent_fen=_sum([project.spent for project in book.projects]),
        budget_fen=_sum([project.budget for project in book.projects]),
        score=scoring.recomputed_mean(book, policy()),
    )


ONE_LINE = json.JSONEncoder(ensure_ascii=False).encode
_WEIGHT = {Severity.CRITICAL: 0, Severity.WARNING: 1, Severity.INFO: 2}


def _in_order(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Put the heaviest first, then by sheet and cell in reading order, then by rule: the same order every time."""
    return tuple(
        sorted(
            findings, key=lambda it: (_WEIGHT[it.severity], it.sheet or "", it.cells and it.cells[0][1:], it.rule.id)
        )
    )


def make_result(
    name: str,
    sha256: str,
    book: Book | None,
    findings: Sequence[Finding],
    figures: Sequence[Figure],
) -> Result:
    """Put together what the stages found."""
    totals = totals_of(book) if book else None
    return Result(name, sha256, book, verdict_of(book, findings), totals, _in_order(findings), tuple(figures))


def finding_json(finding: Finding) -> dict[str, Any]:
    """Lay a finding out as both json files carry it."""
    return {
        "rule": finding.rule.id,
        "title": finding.rule.title,
        "severity": finding.severity.value,
        "sheet": finding.sheet,
        "cell": finding.cells[0].ref if finding.cells else None,
        "cells": [cell.address for cell in finding.cells],
        "found": finding.found,
        "expected": finding.expected,
        "message": finding.message,
        "fix": finding.fix,
    }


def _figure_json(figure: Figure) -> dict[str, Any]:
    return {
        "text": figure.text,
        "source": [cell.address for cell in figure.source],
        "where": figure.where.address,
        "status": figure.status.value,
    }


def _totals_json(totals: Totals | None) -> dict[str, Any] | None:
    if totals is None:
        return None
    return {
        "projects": totals.projects,
        "spent_fen": totals.spent_fen,
        "budget_fen": totals.budget_fen,
        "score": None if totals.score is None else f"{totals.score:.2f}",
    }


def _one_a_line(values: Sequence[Mapping[str, Any]]) -> str:
    """Encode all values at once, in half the time of one by one, and part them where their first key follows."""
    if not values:
        return "[]"
    key = ONE_LINE(next(iter(values[0])))
    lines = ONE_LINE(values)[1:-1].replace(f"}}, {{{key}: ", f"}},\n  {{{key}: ")  # inside a text, quotes are escaped
    return f"[\n  {lines}\n ]"


def to_json(result: Result) -> str:
    """Print a result as 校验结果.json, a finding or figure a line; lone surrogates of odd file names become U+FFFD."""
    head = {
        "workbook": result.workbook,
        "sha256": result.sha256,
        "unit": result.unit,
        "year": result.year,
        "verdict": result.verdict.value,
        "totals": _totals_json(result.totals),
    }
    parts = [f"{ONE_LINE(key)}: {ONE_LINE(value)}" for key, value in head.items()]
    parts.append('"findings": ' + _one_a_line([finding_json(finding) for finding in result.findings]))
    parts.append('"figures": ' + _one_a_line([_figure_json(figure) for figure in result.figures]))
    content = ",\n ".join(parts)
    return printable(f"{{\n {content}\n}}\n")
