"""What one row of 绩效指标 promises."""

from __future__ import annotations

import pytest

from pipeline.model.cells import column_letters
from pipeline.model.contract import INDICATORS
from tests.checks_support import Case, Findings, places, pooled

S = "绩效指标!"
# Row 2 counts ditches (≥ 4, weight 15), row 3 is a share (≥ 95 %), row 4 ≤ 12, row 6 is 定性 (weight 30),
# row 7 satisfaction, row 8 lost 1.5 points with a reason, row 10 is a date, row 12 counts people (≥ 500, 620 reached).
REASON_LOST = {S + "K2": "两条沟渠改道"}

CASES = [
    Case(
        "a household for less than a fen is doubted",
        {S + "G2": "户", S + "H2": "9600001", S + "K2": "清查"},
        {("unit-cost-absurd", S + "H2")},
    ),
    Case("a household for a fen is left alone", {S + "G2": "户", S + "H2": "9600000", S + "K2": "清查"}),
    Case(
        "a copied target with another unit is a reminder and nothing else",
        {S + "H3": "≥95％"},
        {("actual-copied", S + "H3")},
    ),
    Case(
        "a target copied in words is a reminder, whatever the words",
        {S + "H3": "不得低于95%"},
        {("actual-copied", S + "H3")},
    ),
    Case("an expression with another number is no copy", {S + "H2": "≥5条"}, {("actual-not-number", S + "H2")}),
    Case("points over the weight are flagged once", {S + "J2": "15.5"}, {("points-over-weight", S + "J2")}),
    Case(
        "points above the formula are flagged",
        {S + "J8": "14.5", "基本信息!B9": "99.05"},
        {("points-above-formula", S + "J8")},
    ),
    Case(
        "points above the formula may already stand in 自评得分",
        {S + "J8": "14.5", "基本信息!B9": "99.55"},
        {("points-above-formula", S + "J8")},
    ),
    Case(
        "points above the formula do not excuse any 自评得分",
        {S + "J8": "14.5", "基本信息!B9": "98"},
        {("points-above-formula", S + "J8"), ("score-mean", "基本信息!B9")},
    ),
    Case(
        "a percentage typed as a fraction is told at the actual, not as points above the formula",
        {S + "H3": "0.96"},
        {("percent-as-fraction", S + "H3")},
    ),
    Case(
        "a target typed as a fraction is told at the target, and not as one far surpassed",
        {S + "F3": "0.95"},
        {("percent-target-as-fraction", S + "F3")},
    ),
    Case(
        "so is a whole typed as 1, and points lost for it are no points below the formula",
        {S + "F3": "1", S + "J3": "14.4", S + "K3": "设备停用", "基本信息!B9": "98.75"},
        {("percent-target-as-fraction", S + "F3")},
    ),
    Case("an error of at most half a percent is left alone", {S + "E3": "≤", S + "F3": "0.5", S + "H3": "0.4"}),
    Case(
        "half a percent of growth may be far surpassed, with a reason",
        {S + "D3": "游客增长率", S + "F3": "0.5", S + "H3": "35", S + "K3": "新景区开放"},
    ),
    Case(
        "a pass rate aimed at and reached as fractions is doubtful: nobody aims at 0.8 %",
        {S + "F3": "0.8", S + "H3": "0.9"},
        {("percents-as-fractions", S + "F3")},
    ),
    Case(
        "a target and a result below one percent are left alone", {S + "D3": "利率", S + "F3": "0.8", S + "H3": "0.9"}
    ),
    Case(
        "so is a small share of failures, and a tenth of a percent passed",
        {S + "D3": "不合格率", S + "F3": "0.8", S + "H3": "0.9"} | {S + "F9": "0.1", S + "H9": "0.1"},
    ),
    Case(
        "half a percent is left alone where the points follow from it",
        {S + "H3": "0.5", S + "J3": "0.08", S + "K3": "设备停用", "基本信息!B9": "91.59"},
    ),
    Case(
        "points rounded up to whole ones are a reminder",
        {S + "J8": "14", "基本信息!B9": "99.3"},
        {("points-rounded-up", S + "J8")},
    ),
    Case("two hundredths above are left alone", {S + "J8": "13.52"}),
    Case("three hundredths above are flagged", {S + "J8": "13.53"}, {("points-above-formula", S + "J8")}),
    Case(
        "points below the formula are a reminder, not a loss without reason",
        {S + "J2": "14", "基本信息!B9": "98.55"},
        {("points-below-formula", S + "J2")},
    ),
    Case(
        "points are held to their own decimals",
        {
            S + "H8": "9.67",
            S + "F8": "10",
            S + "I8": "10",
            S + "J8": "9.7",
            S + "I9": "20",
            S + "J9": "20",
            "基本信息!B9": "99.65",
        },
    ),
    Case("whole points are held to whole points", {S + "H8": "2.9", S + "J8": "4", "基本信息!B9": "94.3"}),
    Case(
        "points rounded up to full marks are a reminder, not a loss",
        {S + "H8": "9.8", S + "J8": "15", S + "K8": "", "基本信息!B9": "99.8"},
        {("points-rounded-up", S + "J8")},
    ),
    Case(
        "points for nothing delivered are flagged once",
        {S + "H8": "0", S + "J8": "1", "基本信息!B9": "92.8"},
        {("points-for-nothing", S + "J8")},
    ),
    Case("nothing delivered and no points is left alone", {S + "H8": "0", S + "J8": "0", "基本信息!B9": "92.3"}),
    Case(
        "a ≤ target overrun by a tenth loses a tenth",
        {S + "H5": "27500", S + "J5": "9", S + "K5": "人工涨价", "基本信息!B9": "98.55"},
    ),
    Case(
        "a ≤ target overrun by double with points is flagged",
        {S + "H5": "50000", S + "J5": "1", S + "K5": "人工涨价", "基本信息!B9": "94.55"},
        {("points-above-formula", S + "J5")},
    ),
    Case(
        "a deadline copied as the day of completion is a reminder and nothing else",
        {S + "F10": "2023-12-31前", S + "H10": "2023-12-31前"},
        {("actual-copied", S + "H10")},
    ),
    Case("the last day of a deadline is a day", {S + "F10": "2023-12-31前", S + "H10": "2023-12-31"}),
    Case("full marks for a missed date are doubted", {S + "H10": "2024-01-05"}, {("late-full-points", S + "J10")}),
    Case(
        "fewer points for a missed date are left alone",
        {S + "H10": "2024-01-05", S + "J10": "8", S + "K10": "场地迟交", "基本信息!B9": "98.05"},
    ),
    Case(
        "a weight mistyped too high is the weight's mistake, not the points'",
        {S + "I2": "16"},
        {("weights-sum", S + "I2")},
    ),
    Case("a number for a date is doubted", {S + "H10": "45000"}, {("actual-not-date", S + "H10")}),
    Case("a word for a date is doubted, its score is not", {S + "H10": "按期完成"}, {("actual-not-date", S + "H10")}),
    Case(
        "达成 below 80% is flagged",
        {S + "J6": "23", S + "K6": "漂浮物", "基本信息!B9": "99.05"},
        {("points-outside-tier", S + "J6")},
    ),
    Case("达成 at exactly 80% is left alone", {S + "J6": "24", S + "K6": "漂浮物", "基本信息!B9": "96.05"}),
    Case(
        "部分达成 at exactly 80% is flagged",
        {S + "H6": "部分达成", S + "J6": "24", S + "K6": "漂浮物", "基本信息!B9": "96.05"},
        {("points-outside-tier", S + "J6")},
    ),
    Case(
        "部分达成 at exactly 60% is left alone",
        {S + "H6": "部分达成", S + "J6": "18", S + "K6": "漂浮物", "基本信息!B9": "93.05"},
    ),
    Case(
        "未达成 at 60% is flagged",
        {S + "H6": "未达成", S + "J6": "18", S + "K6": "漂浮物", "基本信息!B9": "93.05"},
        {("points-outside-tier", S + "J6")},
    ),
    Case(
        "未达成 without points is left alone",
        {S + "H6": "未达成", S + "J6": "0", S + "K6": "漂浮物", "基本信息!B9": "84.05"},
    ),
    Case(
        "another word than the three is flagged and its score is not",
        {S + "H6": "基本达成"},
        {("tier-unknown", S + "H6")},
    ),
    Case(
        "a qualitative result that copies its target is only a reminder",
        {S + "H6": "水面无漂浮垃圾"},
        {("actual-copied", S + "H6")},
    ),
    *(
        Case(f"“{word}” is no reason", {S + "K8": word}, {("lost-without-reason", S + "K8")})
        for word in ("", "无", "/", "——", "无。", "N/A", "无偏差", "略", "没有", "不涉及")
    ),
    Case("an unreadable reason was reported by intake", {S + "K8": "?"}),
    Case(
        "a loss is flagged at the points where there is no column for reasons",
        {},
        {("lost-without-reason", S + "J8")},
        without=["绩效指标!偏差原因及改进措施"],
    ),
    Case(
        "far over the target without a reason is doubted", {S + "H12": "650"}, {("far-over-without-reason", S + "K12")}
    ),
    Case("far over the target with a reason is left alone", {S + "H12": "650", S + "K12": "加办两场"}),
    Case("a little over the target is left alone", {S + "H12": "649"}),
    Case("far under a ≤ target is left alone", {S + "H5": "1000"}),
    Case("a copied target is a reminder and nothing else", {S + "H2": "≥4条"}, {("actual-copied", S + "H2")}),
    Case(
        "a copied target in words is a reminder and nothing else", {S + "H2": "不低于4"}, {("actual-copied", S + "H2")}
    ),
    Case(
        "words in a number's place are flagged and nothing else",
        {S + "H2": "已完成100%"},
        {("actual-not-number", S + "H2")},
    ),
    Case("a word as a target is flagged once", {S + "F2": "若干", S + "H2": "很多"}, {("target-not-number", S + "F2")}),
    Case("an unreadable result was reported by intake", {S + "H2": "?"}),
    Case("unreadable points were reported by intake, no mean follows", {S + "J2": "?"}),
    Case("unreadable weights were reported by intake, no sum follows", {S + "I2": "?"}),
    Case(
        "a second level of another first level is flagged", {S + "C2": "社会效益指标"}, {("levels-mismatch", S + "C2")}
    ),
    Case(
        "成本指标 as a first level is flagged where the preset has none",
        {S + "B5": "成本指标", S + "C5": "经济成本指标"},
        {("level-not-in-preset", S + "B5")},
    ),
    Case(
        "成本指标 as a first level of every project is flagged once",
        {S + "B5": "成本指标", S + "C5": "经济成本指标", S + "B11": "成本指标", S + "C11": "经济成本指标"},
        {("level-not-in-preset", S + "B5")},
    ),
    Case("zero with ≥ is flagged once", {S + "F2": "0", S + "H2": "0"}, {("zero-target", S + "F2")}),
    Case("zero with ≤ is left alone", {S + "E2": "≤", S + "F2": "0", S + "H2": "0"}),
    Case("a quantity in 元 is doubted", {S + "D2": "发放补助", S + "G2": "万元"}, {("quantity-is-money", S + "D2")}),
    Case(
        "a quantity that names paid money is doubted",
        {S + "D2": "支付资金数额", S + "G2": ""},
        {("quantity-is-money", S + "D2")},
    ),
    Case("people who got money are a quantity", {S + "D2": "发放补助资金人数", S + "G2": "人"}),
    Case("a cost with ≥ is doubted", {S + "E5": "≥", S + "H5": "26000"}, {("cost-at-least", S + "E5")}),
    Case(
        "a saving with ≥ is left alone",
        {S + "E5": "≥", S + "D5": "成本节约率", S + "G5": "%", S + "F5": "5", S + "H5": "6"},
    ),
    Case("a benefit without a measure is doubted", {S + "F6": "效果明显"}, {("benefit-unmeasured", S + "F6")}),
    Case("so is a longer one", {S + "F6": "居民生活质量进一步改善"}, {("benefit-unmeasured", S + "F6")}),
    Case(
        "what was to fall may have risen",
        {S + "D3": "投诉下降率", S + "H3": "-5"},
        {("points-for-nothing", S + "J3")},
    ),
    Case("a share over 100% is doubted", {S + "H3": "101"}, {("share-over-100", S + "H3")}),
    Case("a rate whose own target is beyond 100% may exceed it", {S + "F3": "101", S + "H3": "102"}),
    Case("growth may exceed 100%", {S + "D3": "参与人数增长率", S + "H3": "101"}),
    Case(
        "satisfaction without a survey is doubted once for the workbook",
        {S + "L7": "未收到投诉", S + "L13": ""},
        {("satisfaction-unsurveyed", S + "L7")},
    ),
    *(
        Case(
            f"satisfaction that rests on “{proof}” is doubted",
            {S + "L7": proof},
            {("satisfaction-unsurveyed", S + "L7")},
        )
        for proof in ("未开展问卷调查", "没有发放问卷，群众口头反馈良好", "满意度100%，零投诉")
    ),
    *(
        Case(f"satisfaction that rests on “{proof}” is left alone", {S + "L7": proof})
        for proof in (
            "未收到投诉，另有网上测评结果",
            "问卷120份，其中无效问卷2份",
            "不满意问卷2份，已逐份回访",
            "满意度96%",
        )
    ),
    Case(
        "full marks without evidence are doubted once for the workbook",
        {S + "L2": "", S + "L3": ""},
        {("full-without-evidence", S + "L2")},
    ),
    Case(
        "the evidence column missing is one reminder each",
        {},
        {("full-without-evidence", S + "J2"), ("satisfaction-unsurveyed", S + "J7")},
        without=["绩效指标!佐证材料"],
    ),
    Case(
        "the third level twice in a project is doubted at the later row",
        {S + "D3": "保洁沟渠条数"},
        {("third-level-repeated", S + "D3")},
    ),
    Case("the same third level in two projects is left alone", {S + "D13": "居民满意度"}),
    Case(
        "one pair of numbers in every row of a project is doubted",
        {
            S + f"{column}{row}": value
            for row in (2, 3, 4, 5, 7)
            for column, value in (("E", "≥"), ("F", "88"), ("H", "100"), ("D", f"事项{row}"))
        }
        | {S + "D5": "节约事项"},
        {("placeholder-pair", S + "H2")},
    ),
]
REQUIRED = [
    Case(
        f"a blank {field.heading} is flagged",
        {f"{S}{column_letters(at)}2": ""},
        {(f"indicators-{field.key}-blank", f"{S}{column_letters(at)}2")},
    )
    for at, field in enumerate(INDICATORS.fields, start=1)
    if field.required
]


@pytest.fixture(scope="module")
def found() -> Findings:
    """All cases of this file, checked in one pool."""
    return pooled([*CASES, *REQUIRED])


@pytest.mark.parametrize("case", [*CASES, *REQUIRED], ids=str)
def test_indicators(case: Case, found: Findings) -> None:
    """Each sentence holds to the cell."""
    assert places(found[case.sentence]) == case.finds


def test_required_count() -> None:
    """Nine columns of 绩效指标 are required."""
    assert len(REQUIRED) == 9
