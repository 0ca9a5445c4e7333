"""Check columns of 项目清单 and check cells of 基本信息; see blank_check_kit for how formulas name cells."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.intake.blank.check_kit import (
    EXECUTION,
    MONEY_FORMAT,
    NUMBERED,
    WEIGHT,
    Check,
    asked,
    differs,
    first_of,
    yuan,
)
from pipeline.intake.blank.row_checks import INDICATOR_CHECKS, PARAGRAPH_CHECKS, PART_CHECKS, PAYMENT_CHECKS


def _sum_of(table: str, key: str) -> str:
    own = f"{{{table}.project}},{{number}}"
    return f'=IF({{number}}="","",IF(COUNTIF({own})=0,"",ROUND(SUMIF({own},{{{table}.{key}}}),2)))'


_PROJECT_VERDICT = first_of(
    ("COUNTA({number},{name},{budget},{spent})=0", '""'),
    ('{number}=""', '"待填序号"'),
    NUMBERED,
    ('{name}=""', '"待填预算项目"'),
    asked("budget", "全年预算"),
    asked("spent", "支出"),
    ("ROUND({spent}-{budget},2)>0", f'"支出超出全年预算 "&{yuan("{spent}-{budget}")}&" 元"'),
    (
        "AND(ISNUMBER({info.cap}),MAX({budget},{spent})>N({info.cap}))",
        f'"超过单项上限 "&{yuan("MAX({budget},{spent})-N({info.cap})")}&" 元"',
    ),
    ('{weights}=""', '"待填绩效指标"'),
    (f"ROUND({{weights}}-{WEIGHT},2)<>0", f'"指标分值合计 "&{{weights}}&" 分，应为 "&{WEIGHT}&" 分"'),
    ('AND({paid}<>"",ROUND(N({paid})-{spent},2)<>0)', f'"支付明细之和与支出差 "&{yuan("N({paid})-{spent}")}&" 元"'),
    ('AND({funds}<>"",ROUND(N({funds})-{spent},2)<>0)', f'"资金构成之和与支出差 "&{yuan("N({funds})-{spent}")}&" 元"'),
)
_TOTAL_VERDICT = first_of(
    ("COUNT({above.spent})=0", '""'),
    differs("SUM({above.spent})-{spent}", "支出合计与各行之和"),
    differs("SUM({above.budget})-{budget}", "全年预算合计与各行之和"),
    differs("SUM({above.initial})-{initial}", "年初预算合计与各行之和"),
    (
        "AND(ISNUMBER({info.control}),ROUND(N({info.control})-{spent},2)<>0)",
        f'"与基本信息的支出合计差 "&{yuan("N({info.control})-{spent}")}&" 元"',
    ),
)

PROJECT_CHECKS = (
    Check(
        "rate",
        "核对·执行率",
        "支出÷全年预算",
        '=IF(N({budget})=0,"",{spent}/{budget})',
        total='=IF(N({budget})=0,"",{spent}/{budget})',
        number_format="0.00%",
    ),
    Check(
        "execution",
        "核对·执行率得分",
        "执行率换算的分数",
        f'=IF({{rate}}="","",ROUND(MIN({{rate}},1)*{EXECUTION},2))',
        number_format="0.00",
        width=16,
    ),
    Check("weights", "核对·指标分值", "绩效指标里的分值之和", _sum_of("indicators", "weight"), width=14),
    Check("points", "核对·指标得分", "绩效指标里的得分之和", _sum_of("indicators", "points"), width=14),
    Check(
        "score",
        "核对·项目得分",
        "两项得分相加；末行为平均数",
        '=IF(OR({execution}="",{points}=""),"",ROUND({execution}+{points},2))',
        total='=IF(COUNT({above.score})=0,"",ROUND(SUM({above.score})/COUNT({above.score}),2))',
        number_format="0.00",
        width=14,
    ),
    Check(
        "paid",
        "核对·支付明细",
        "各笔支付之和",
        _sum_of("payments", "amount"),
        total='=IF(COUNT({above.paid})=0,"",SUM({above.paid}))',
        number_format=MONEY_FORMAT,
        width=16,
    ),
    Check(
        "funds",
        "核对·资金构成",
        "各类资金执行数之和",
        _sum_of("parts", "spent"),
        total='=IF(COUNT({above.funds})=0,"",SUM({above.funds}))',
        number_format=MONEY_FORMAT,
        width=16,
    ),
    Check("verdict", "核对结果", "", _PROJECT_VERDICT, total=_TOTAL_VERDICT, width=40),
)

CHECKS: Mapping[str, tuple[Check, ...]] = {
    "info": (),
    "projects": PROJECT_CHECKS,
    "indicators": INDICATOR_CHECKS,
    "paragraphs": PARAGRAPH_CHECKS,
    "parts": PART_CHECKS,
    "payments": PAYMENT_CHECKS,
    "explanations": (),
}


def score(expression: str) -> str:
    """Write the formula text that prints the size of a score: 97.50."""
    return f'TEXT(ABS({expression}),"0.00")'


_LARGEST = "MAX({all.budget},{all.spent})"
INFO_CHECKS: Mapping[str, str] = {
    "cap": first_of(
        ('OR({value}="",NOT(ISNUMBER({value})),COUNT({all.spent})=0)', '""'),
        (
            f"{_LARGEST}>N({{value}})",
            f'"差 "&{yuan(_LARGEST + "-N({value})")}&" 元：最大的一项为 "&{yuan(_LARGEST)}&" 元"',
        ),
    ),
    "control": first_of(
        ('{value}=""', '"待填"'),
        ("NOT(ISNUMBER({value}))", '"应填数字"'),
        ("COUNT({all.spent})=0", '"待填项目清单"'),
        (
            "ROUND({value}-{total.spent},2)<>0",
            f'"差 "&{yuan("{value}-{total.spent}")}&" 元：项目清单各行之和为 "&{yuan("{total.spent}")}&" 元"',
        ),
    ),
    "count": first_of(
        ('OR({value}="",COUNTA({all.name})=0)', '""'),
        (
            "{value}<>COUNTA({all.name})",
            '"差 "&ABS({value}-COUNTA({all.name}))&" 个：项目清单里有 "&COUNTA({all.name})&" 个项目"',
        ),
    ),
    "score": first_of(
        ('{value}=""', '"待填"'),
        ('{total.score}=""', '"待填项目清单和绩效指标"'),
        (
            "ABS(ROUND({value}-{total.score},2))>0.02",
            f'"差 "&{score("{value}-{total.score}")}&" 分：各项目得分的平均数为 "&{score("{total.score}")}&" 分"',
        ),
    ),
}
