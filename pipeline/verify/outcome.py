"""The outcome (核对结果) of one report: for programs as json, for people as a page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pipeline.model.findings import Severity
from pipeline.model.text import printable
from pipeline.outputs.page.pages import verification_page
from pipeline.outputs.result import finding_json

if TYPE_CHECKING:
    from pipeline.verify.remarks import Remark

MOST_SHOWN = 500


class Verdict(StrEnum):
    """The one word that comes first."""

    SAME = "一致"
    DIFFERENT = "不一致"
    UNREADABLE = "无法读取"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One report after verification; `workbook` is None where it was held against itself."""

    report: str
    sha256: str
    workbook: str | None
    remarks: tuple[Remark, ...]
    unreadable: bool = False

    @property
    def verdict(self) -> Verdict:
        """Weigh the remarks: any critical one makes it 不一致."""
        if self.unreadable:
            return Verdict.UNREADABLE
        return Verdict.DIFFERENT if self.count(Severity.CRITICAL) else Verdict.SAME

    def count(self, severity: Severity) -> int:
        """Count the remarks of one severity."""
        return sum(remark.finding.severity is severity for remark in self.remarks)

    @property
    def blocks(self) -> bool:
        """Tell whether staff have to act."""
        return self.verdict is not Verdict.SAME

    @property
    def sentence(self) -> str:
        """The verdict in a sentence."""
        critical, warnings = self.count(Severity.CRITICAL), self.count(Severity.WARNING)
        against = f"工作簿“{self.workbook}”" if self.workbook else "报告自己的项目表"
        more = f"另有 {warnings} 处提醒，请看一遍。" if warnings else ""
        return {
            Verdict.SAME: f"一致：报告里的数字与{against}没有矛盾。{more}",
            Verdict.DIFFERENT: f"不一致：有 {critical} 处与{against}对不上，请逐条改正。{more}",
            Verdict.UNREADABLE: "无法读取：没有能够核对，请先看下面的说明。",
        }[self.verdict]


def to_json(outcome: Outcome) -> str:
    """Print an outcome as 核对结果.json."""
    content = {
        "report": outcome.report,
        "sha256": outcome.sha256,
        "workbook": outcome.workbook,
        "verdict": outcome.verdict.value,
        "findings": [{**finding_json(remark.finding), "where": remark.where} for remark in outcome.remarks],
    }
    return printable(json.dumps(content, ensure_ascii=False, indent=1)) + "\n"


def to_page(outcome: Outcome) -> str:
    """Write an outcome as 核对结果.html; beyond what anyone reads, the rest is only counted."""
    return verification_page(
        title=outcome.report,
        workbook=outcome.workbook,
        sentence=outcome.sentence,
        good=outcome.verdict is Verdict.SAME,
        rows=[(remark.finding, remark.where) for remark in outcome.remarks[:MOST_SHOWN]],
        more=max(0, len(outcome.remarks) - MOST_SHOWN),
    )
