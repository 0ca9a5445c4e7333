"""What 核实说明 can do, and what it cannot."""

from __future__ import annotations

import pytest

from pipeline.checks.explain import explain
from pipeline.model.findings import Finding, Severity
from tests.books_support import sound_book
from tests.checks_support import places, table_findings

GAP = {f"绩效指标!A{row}": "3" for row in range(8, 14)} | {"项目清单!A3": "3", "报告正文!B4": "3"}
WRONG = {"项目清单!H4": "156,000.01"}


def explained(changes: dict[str, str], rule: str, cell: str, reason: str = "查过，编号沿用批复") -> list[Finding]:
    """Check a changed sound book after one line of 核实说明."""
    book = sound_book(changes | {"核实说明!A2": rule, "核实说明!B2": cell, "核实说明!C2": reason})
    return explain(book, table_findings([book])[0])


@pytest.mark.parametrize("rule", ["序号不连续", "number-gap", " 序号 不连续 ", "NUMBER-GAP"])
@pytest.mark.parametrize("cell", ["项目清单!A3", "项目清单！A3", "'项目清单'!$A$3", "项目清单!a3", "项目清单 A3", "A3"])
def test_warning_becomes_info(rule: str, cell: str) -> None:
    """A warning named by title or id and by its cell becomes an info that shows the reason."""
    (finding,) = explained(GAP, rule, cell)
    assert (finding.rule.id, finding.severity) == ("number-gap", Severity.INFO)
    assert "查过，编号沿用批复" in finding.message


def test_critical_stays() -> None:
    """A critical finding stays critical, and the explanation is told so."""
    findings = explained(WRONG, "合计不符", "项目清单!H4")
    assert places(findings) == {("list-total", "项目清单!H4"), ("explanation-of-critical", "核实说明!A2")}
    assert {finding.rule.id: finding.severity for finding in findings} == {
        "list-total": Severity.CRITICAL,
        "explanation-of-critical": Severity.WARNING,
    }


@pytest.mark.parametrize(
    ("rule", "cell"), [("序号不连续", "项目清单!A2"), ("合计不符", "项目清单!A3"), ("没有", "项目清单!A3")]
)
def test_nothing_met(rule: str, cell: str) -> None:
    """An explanation of another rule or cell explains nothing, and is told so."""
    findings = explained(GAP, rule, cell)
    assert {finding.rule.id: finding.severity for finding in findings} == {
        "number-gap": Severity.WARNING,
        "explanation-unused": Severity.INFO,
    }


def test_without_reason() -> None:
    """An explanation without a reason explains nothing."""
    findings = explained(GAP, "序号不连续", "项目清单!A3", "")
    assert {finding.rule.id: finding.severity for finding in findings} == {
        "number-gap": Severity.WARNING,
        "explanations-reason-blank": Severity.CRITICAL,
    }


def test_every_cell_counts() -> None:
    """A warning about several cells may be explained at any of them."""
    changes = {"绩效指标!L2": "", "绩效指标!L3": ""}
    (finding,) = explained(changes, "满分没有佐证材料", "绩效指标!L3")
    assert finding.severity is Severity.INFO


@pytest.mark.parametrize("reason", ["无", "/", "——"])
def test_an_empty_word_is_no_reason(reason: str) -> None:
    """The warning stays, and the explanation is told so."""
    findings = explained(GAP, "序号不连续", "项目清单!A3", reason)
    assert places(findings) == {("number-gap", "项目清单!A3"), ("explanation-unused", "核实说明!C2")}
    assert findings[0].severity is Severity.WARNING


def test_one_reason_for_several_cells() -> None:
    """Cells joined by 、 are explained together, each finding of the rule among them."""
    changes = {"绩效指标!F6": "明显改善", "绩效指标!E12": "定性", "绩效指标!F12": "明显改善", "绩效指标!H12": "达成"}
    rows = {"绩效指标!C6": "生态效益指标"}
    findings = explained(changes | rows, "benefit-unmeasured", "绩效指标!F6、绩效指标!F12")
    assert {(it.cells[0].address, it.severity) for it in findings if it.rule.id == "benefit-unmeasured"} == {
        ("绩效指标!F6", Severity.INFO),
        ("绩效指标!F12", Severity.INFO),
    }
