"""What the scores of projects and of the report promise."""

from __future__ import annotations

import pytest

from tests.checks_support import Case, Findings, places, pooled

S = "绩效指标!"
MEAN = ("score-mean", "基本信息!B9")
FULL = {
    S + "H8": "10",
    S + "J8": "15",
    S + "K8": "",
    "项目清单!H2": "100,000",
    "项目清单!H4": "160,000",
    "基本信息!B7": "160,000",
    "基本信息!B9": "100",
}
LOW = {"项目清单!H2": "9,000", "项目清单!H4": "69,000", "基本信息!B7": "69,000", "基本信息!B9": "94.7"}
LOCAL = {
    "基本信息!B10": "local-example",
    S + "I4": "5",
    S + "J4": "5",
    S + "I5": "5",
    S + "J5": "5",
    S + "I10": "5",
    S + "J10": "5",
    S + "I11": "5",
    S + "J11": "5",
}

CASES = [
    Case(
        "weights of an unreadable preset are held against nothing",
        LOCAL | {"基本信息!B10": "?", "基本信息!B9": "98.85"},
    ),
    Case(
        "a mean that is right for the amount the totals expect is no second mistake",
        {"项目清单!H2": "46,000"},
        {("list-total", "项目清单!H4")},
    ),
    Case(
        "a mean that is right for no amount the totals expect is one",
        {"项目清单!H2": "46,000", "基本信息!B9": "97"},
        {("list-total", "项目清单!H4"), MEAN},
    ),
    Case(
        "project numbers left blank below the first row are one finding and no wrong sums",
        {f"{S}A{row}": "" for row in (3, 4, 5, 6, 7, 9, 10, 11, 12, 13)},
        {("indicators-project-blank", S + "A3")},
    ),
    Case(
        "without the column of project numbers no project is said to lack indicators",
        {S + "I2": "12", S + "J2": "12"},
        without=(S + "项目序号",),
    ),
    Case("three hundredths off the mean are flagged", {"基本信息!B9": "99.08"}, {MEAN}),
    Case("two hundredths off the mean are left alone", {"基本信息!B9": "99.03"}),
    Case("a score typed with one decimal is held to it", {"基本信息!B9": "99.1"}),
    Case(
        "a score typed whole is held to one decimal",
        LOW | {"基本信息!B9": "95"},
        {MEAN, ("outputs-without-spending", "项目清单!H2")},
    ),
    Case(
        "a whole score may stand for one decimal of nothing",
        {"基本信息!B9": "99", S + "J6": "29.82", S + "K6": "漂浮物"},
    ),
    Case("a hundred for less is flagged", {"基本信息!B9": "100"}, {MEAN}),
    Case("an unreadable score was reported by intake", {"基本信息!B9": "?"}),
    Case("full marks everywhere are doubted at the declared score", FULL, {("full-marks-everywhere", "基本信息!B9")}),
    Case(
        "weights of a hundred forget the execution rate", {S + "I2": "25", S + "J2": "25"}, {("weights-sum", S + "I2")}
    ),
    Case(
        "weights of a hundred with the execution rate among them",
        {S + "I2": "25", S + "J2": "25", S + "D3": "预算执行率"},
        {("weights-sum", S + "I2")},
    ),
    Case(
        "weights of another preset in every project are one mistake, and no wrong mean follows",
        {"基本信息!B10": "local-example"},
        {("weights-sum", S + "I2")},
    ),
    Case(
        "the execution rate forgotten in every project is one mistake",
        {S + "I2": "25", S + "J2": "25", S + "I8": "25", S + "J8": "22.5"},
        {("weights-sum", S + "I2")},
    ),
    Case(
        "weights off by different sums are a mistake each",
        {S + "I2": "25", S + "J2": "25", S + "I8": "14", S + "J8": "12.6"},
        {("weights-sum", S + "I2"), ("weights-sum", S + "I8")},
    ),
    Case(
        "weights short by a half are flagged at the first indicator",
        {S + "I8": "14.5", S + "J8": "13.05", "基本信息!B9": "98.83"},
        {("weights-sum", S + "I8")},
    ),
    Case(
        "a project's row lost to an unknown number is flagged there only",
        {S + "A9": "9"},
        {("project-unknown", S + "A9")},
    ),
    Case(
        "first levels other than the preset's are a reminder",
        {S + "I2": "5", S + "J2": "5", S + "I6": "40", S + "J6": "40"},
        {("level-weights", S + "I2")},
    ),
    Case("another preset has another execution weight", LOCAL | {"基本信息!B9": "98.85"}),
    Case(
        "a cap of the preset is a reminder at the spending",
        LOCAL | {"项目清单!H2": "75,000", "项目清单!H4": "135,000", "基本信息!B7": "135,000", "基本信息!B9": "96.75"},
        {("score-over-cap", "项目清单!H2")},
    ),
    Case(
        "no cap in the preset, no reminder",
        {"项目清单!H2": "75,000", "项目清单!H4": "135,000", "基本信息!B7": "135,000", "基本信息!B9": "98"},
    ),
    Case("almost nothing spent and every output full is doubted", LOW, {("outputs-without-spending", "项目清单!H2")}),
    Case(
        "almost nothing spent and an output short is left alone",
        LOW | {S + "H2": "2", S + "J2": "7.5", S + "K2": "停工", "基本信息!B9": "90.95"},
    ),
    Case(
        "a level that is missing is a reminder for all projects at once",
        {S + "C4": "质量指标", S + "C10": "质量指标"},
        {("indicator-kinds-missing", S + "B2")},
    ),
]


@pytest.fixture(scope="module")
def found() -> Findings:
    """All cases of this file, checked in one pool."""
    return pooled(CASES)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_score(case: Case, found: Findings) -> None:
    """Each sentence holds to the cell."""
    assert places(found[case.sentence]) == case.finds


def test_mean_message(found: Findings) -> None:
    """A wrong total score shows both numbers and their difference."""
    (finding,) = found["a hundred for less is flagged"]
    assert (finding.found, finding.expected) == ("100 分", "99.05 分")
    assert "相差 0.95 分" in finding.message


def test_weights_message(found: Findings) -> None:
    """Weights of a hundred are told where ten points went missing."""
    (finding,) = found["weights of a hundred forget the execution rate"]
    assert "可能忘了给预算执行率留分" in finding.message
    (finding,) = found["weights of another preset in every project are one mistake, and no wrong mean follows"]
    assert finding.message.startswith("2 个项目各指标的分值合计都是 90 分，应为 80 分")
    assert [cell.address for cell in finding.cells] == [S + "I2", S + "I8"]
    (finding,) = found["weights of a hundred with the execution rate among them"]
    assert "“预算执行率”由程序计算，不用填成指标" in finding.message
    assert len(finding.cells) == 6
