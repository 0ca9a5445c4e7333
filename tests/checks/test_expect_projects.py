"""What the rows of 项目清单 and 基本信息 promise on their own."""

from __future__ import annotations

import pytest

from tests.checks_support import Case, Findings, places, pooled

CASES = [
    Case("a sound book is left alone", {}),
    Case("a blank name is flagged", {"项目清单!B2": ""}, {("projects-name-blank", "项目清单!B2")}),
    Case("a blank goal is flagged", {"项目清单!J3": ""}, {("projects-goal-blank", "项目清单!J3")}),
    Case("an unreadable goal was reported by intake", {"项目清单!J3": "?"}),
    Case("a missing column was reported by intake", {"项目清单!J3": ""}, without=["项目清单!绩效目标"]),
    Case(
        "a blank in 基本信息 was reported by intake",
        {"基本信息!B2": "", "基本信息!B3": "", "基本信息!B7": "", "基本信息!B9": ""},
    ),
    Case("an unreadable control total was reported by intake", {"基本信息!B7": "?"}),
    Case(
        "swapped thresholds are one mistake",
        {"基本信息!B12": "100,000", "基本信息!B13": "5,000"},
        {("thresholds-swapped", "基本信息!B13"), ("ledger-none", "基本信息!B12")},
    ),
    Case(
        "a blank budget is flagged once, no sum and no score follows",
        {"项目清单!G2": ""},
        {("budget-blank", "项目清单!G2")},
    ),
    Case(
        "a blank spending is flagged once, no sum and no score follows",
        {"项目清单!H2": ""},
        {("projects-spent-blank", "项目清单!H2")},
    ),
    Case("an unreadable spending was reported by intake", {"项目清单!H2": "?"}),
    Case(
        "spending over the budget is flagged at the spending",
        {"项目清单!H2": "100,000.01", "项目清单!H4": "160,000.01", "基本信息!B7": "160,000.01", "基本信息!B9": "99.25"},
        {("over-budget", "项目清单!H2")},
    ),
    Case(
        "spending of the whole budget is left alone",
        {"项目清单!H2": "100,000", "项目清单!H4": "160,000", "基本信息!B7": "160,000", "基本信息!B9": "99.25"},
    ),
    Case(
        "spending without a budget is flagged at the budget",
        {"项目清单!G3": "0", "项目清单!G4": "100,000"},
        {("spent-without-budget", "项目清单!G3")},
    ),
    Case(
        "neither budget nor spending is a reminder, and the project leaves the mean",
        {
            "项目清单!G3": "0",
            "项目清单!G4": "100,000",
            "项目清单!H3": "0",
            "项目清单!H4": "96,000",
            "基本信息!B7": "96,000",
            "基本信息!B9": "99.6",
        },
        {("idle-project", "项目清单!G3")},
    ),
    Case(
        "spending above the cap is flagged at the spending, its budget is not another cause",
        {"基本信息!B6": "95,999.99"},
        {("spent-over-cap", "项目清单!H2")},
    ),
    Case(
        "a budget above the cap is flagged at the budget",
        {"基本信息!B6": "99,999.99"},
        {("budget-over-cap", "项目清单!G2")},
    ),
    Case("a cap below every project is told at the cap", {"基本信息!B6": "200"}, {("cap-below-all", "基本信息!B6")}),
    Case("以下 includes the cap itself", {"基本信息!B6": "100,000"}),
    Case(
        "a budget cut to the very spending is doubted",
        {"项目清单!F3": "75,000.01", "项目清单!F4": "175,000.01"},
        {("budget-cut-to-fit", "项目清单!G3")},
    ),
    Case("a fifth less than the initial budget is left alone", {"项目清单!F3": "75,000", "项目清单!F4": "175,000"}),
    Case(
        "low execution without a word is doubted at 完成情况",
        {
            "项目清单!H2": "89,999",
            "项目清单!H4": "149,999",
            "基本信息!B7": "149,999",
            "基本信息!B9": "98.75",
            "项目清单!K2": "无。",
        },
        {("low-execution-silent", "项目清单!K2")},
    ),
    Case(
        "low execution with a reason is left alone",
        {"项目清单!H2": "89,999", "项目清单!H4": "149,999", "基本信息!B7": "149,999", "基本信息!B9": "98.75"},
    ),
    Case(
        "low execution is doubted at the spending where there is no column 完成情况",
        {"项目清单!H2": "89,999", "项目清单!H4": "149,999", "基本信息!B7": "149,999", "基本信息!B9": "98.75"},
        {("low-execution-silent", "项目清单!H2")},
        without=["项目清单!完成情况"],
    ),
    Case(
        "ninety percent is left alone",
        {
            "项目清单!H2": "90,000",
            "项目清单!H4": "150,000",
            "基本信息!B7": "150,000",
            "基本信息!B9": "98.75",
            "项目清单!K2": "",
        },
    ),
    Case(
        "万元 typed for 元 is doubted beside the other faults of the row",
        {"项目清单!H2": "9.6", "项目清单!H4": "60,009.6", "基本信息!B7": "60,009.6", "基本信息!B9": "94.25"},
        {("unit-slip", "项目清单!H2"), ("outputs-without-spending", "项目清单!H2")},
    ),
    Case(
        "several fundings without 资金构成 are flagged",
        {"项目清单!E2": "当年财政拨款、其他资金"},
        {("funding-unsplit", "项目清单!E2")},
    ),
    Case(
        "a number that stands twice is flagged at the later row and nothing follows from it",
        {"项目清单!A3": "1"},
        {("number-repeated", "项目清单!A3")},
    ),
    Case(
        "a blank number is flagged and nothing follows from it",
        {"项目清单!A3": ""},
        {("projects-number-blank", "项目清单!A3")},
    ),
    Case(
        "a blank paragraph and a blank section are flagged",
        {"报告正文!C3": "", "报告正文!A2": ""},
        {("paragraphs-text-blank", "报告正文!C3"), ("paragraphs-section-blank", "报告正文!A2")},
    ),
    Case(
        "an incomplete explanation is flagged and explains nothing",
        {"核实说明!A2": "合计不符", "核实说明!B2": "项目清单!H4"},
        {("explanations-reason-blank", "核实说明!C2")},
    ),
]


@pytest.fixture(scope="module")
def found() -> Findings:
    """All cases of this file, checked in one pool."""
    return pooled(CASES)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_projects(case: Case, found: Findings) -> None:
    """Each sentence holds to the cell."""
    assert places(found[case.sentence]) == case.finds


def test_a_project_without_a_name_is_called_by_its_row() -> None:
    """“空白”的支出 would name nothing."""
    edits = {"项目清单!B2": "", "项目清单!G3": "0", "项目清单!B3": "", "项目清单!G4": "100,000"}
    (findings,) = pooled([Case("two projects without names", edits)]).values()
    messages = {finding.rule.id: finding.message for finding in findings}
    assert messages["spent-without-budget"].startswith("“第 3 行”的全年预算为 0")
    assert "空白" not in "".join(messages.values())
