"""Live check cells (核对) of our workbooks: formulas that Excel, WPS and LibreOffice all know.

In a formula {spent} is the cell of that field or check in the same row, {projects.spent} the whole column of another
sheet, {info.cap} a cell of 基本信息, {total.spent} a cell of the 合计 row, {above.spent} the column above it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.model.policy import policy

MONEY_FORMAT = "#,##0.00"
PROBLEMS_FORMAT = '[=0]"没有发现不符";0" 处不符"'
FINE = "相符"
PENDING = "待"  # verdicts beginning so ask for something that is still to be typed: no mistake


@dataclass(frozen=True, slots=True)
class Check:
    """One check column: the formula of a row and of the 合计 row, and what they show while nothing is typed."""

    key: str
    heading: str
    guidance: str
    formula: str
    total: str = ""
    number_format: str = "General"
    width: int = 12


def by_preset(values: Mapping[str, str], preset: str = "{info.preset}") -> str:
    """Write the formula text that picks a value by 评分办法; the commonest value stands for all names not listed."""
    common = max(values.values(), key=list(values.values()).count)
    text = common
    for name, value in values.items():
        if value != common:
            text = f'IF({preset}="{name}",{value},{text})'
    return text


def _presets() -> tuple[str, str, str]:
    """Return execution points, indicator points and the share of a missed ≤ target, each by 评分办法."""
    presets = policy().presets
    execution = by_preset({name: f"{preset.execution}" for name, preset in presets.items()})
    weight = by_preset({name: f"{100 - preset.execution}" for name, preset in presets.items()})
    linear, ratio = "MAX(0,1-({actual}-{target})/{target})", "{target}/{actual}"
    beyond = by_preset({name: ratio if preset.beyond == "ratio" else linear for name, preset in presets.items()})
    return execution, weight, beyond


EXECUTION, WEIGHT, BEYOND = _presets()


def yuan(expression: str) -> str:
    """Write the formula text that prints the size of an amount: 12.00."""
    return f'TEXT(ABS(ROUND({expression},2)),"{MONEY_FORMAT}")'


def first_of(*cases: tuple[str, str], otherwise: str = f'"{FINE}"') -> str:
    """Write the formula that shows the first message whose condition holds."""
    return "=" + "".join(f"IF({when},{message}," for when, message in cases) + otherwise + ")" * len(cases)


def differs(expression: str, words: str) -> tuple[str, str]:
    """Case of two amounts that must agree to the fen: 支付明细之和与支出差 12.00 元."""
    return f"ROUND({expression},2)<>0", f'"{words}差 "&{yuan(expression)}&" 元"'


_UNKNOWN = ("COUNTIF({projects.number},{project})=0", '"项目清单里没有这个序号"')
_NUMBERED = ("COUNTIF({projects.number},{number})>1", '"序号重复"')


def _asked(key: str, words: str) -> tuple[str, str]:
    return "NOT(ISNUMBER({" + key + "}))", "IF({" + key + f'}}="","待填{words}","{words}应填数字")'


def _sum_of(table: str, key: str) -> str:
    own = f"{{{table}.project}},{{number}}"
    return f'=IF({{number}}="","",IF(COUNTIF({own})=0,"",ROUND(SUMIF({own},{{{table}.{key}}}),2)))'


_PROJECT_VERDICT = first_of(
    ("COUNTA({number},{name},{budget},{spent})=0", '""'),
    ('{number}=""', '"待填序号"'),
    _NUMBERED,
    ('{name}=""', '"待填预算项目"'),
    _asked("budget", "全年预算"),
    _asked("spent", "支出"),
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

_REACHED = (
    'IF(OR({direction}="≤",{direction}="<"),'
    f"IF(MAX({{actual}},0)<={{target}},1,IF({{target}}<=0,0,{BEYOND})),"
    'IF(AND({direction}="=",{target}=0),IF({actual}<=0,1,0),'
    "IF(MAX({actual},0)>={target},1,MAX({actual},0)/{target})))"
)
_SAME_SCALE = '(LEFT(CELL("format",{target}),1)="P")=(LEFT(CELL("format",{actual}),1)="P")'

INDICATOR_CHECKS = (
    Check(
        "due",
        "核对·应得分",
        "按完成值计算；定性指标不算",
        '=IF(AND(COUNT({target},{actual},{weight})=3,{direction}<>"",{direction}<>"定性",'
        f'{_SAME_SCALE}),ROUND({{weight}}*{_REACHED},2),"")',
    ),
    Check(
        "weights",
        "核对·本项目分值",
        "本项目各指标之和",
        '=IF({project}="","",ROUND(SUMIF({indicators.project},{project},{indicators.weight}),2))',
        width=16,
    ),
    Check(
        "verdict",
        "核对结果",
        "",
        first_of(
            ("COUNTA({project},{third},{target},{actual})=0", '""'),
            ('{project}=""', '"待填项目序号"'),
            _UNKNOWN,
            ("COUNT({weight},{points})<2", '"待填分值和得分"'),
            ("{points}>{weight}", '"得分高于分值"'),
            ("AND(ISNUMBER({due}),{points}>N({due})+0.02)", '"得分高于按完成值计算的 "&{due}&" 分"'),
            (f"{{weights}}>{WEIGHT}", f'"本项目分值合计 "&{{weights}}&" 分，应为 "&{WEIGHT}&" 分"'),
            ('AND({points}<{weight},{reason}="")', '"扣了分，请填偏差原因"'),
        ),
        width=36,
    ),
)

PARAGRAPH_CHECKS = (
    Check(
        "verdict",
        "核对结果",
        "",
        first_of(
            ("COUNTA({section},{project},{text})=0", '""'),
            ('{text}=""', '"待填正文"'),
            ('{section}=""', '"待填章节"'),
            ('AND({project}<>"",COUNTIF({projects.number},{project})=0)', '"项目清单里没有这个序号"'),
            ('OR(ISNUMBER(FIND("｛",{text})),ISNUMBER(FIND("｝",{text})))', '"请改用半角大括号"'),
            (
                'LEN(SUBSTITUTE({text},"{{",""))<>LEN(SUBSTITUTE({text},"}}",""))',
                '"大括号不成对"',
            ),
        ),
        width=24,
    ),
)


def _part(key: str, words: str) -> tuple[str, str]:
    own = f"SUMIF({{parts.project}},{{project}},{{parts.{key}}})"
    return differs(f"{own}-SUMIF({{projects.number}},{{project}},{{projects.{key}}})", words)


PART_CHECKS = (
    Check(
        "verdict",
        "核对结果",
        "",
        first_of(
            ("COUNTA({project},{category},{budget},{spent})=0", '""'),
            ('{project}=""', '"待填项目序号"'),
            _UNKNOWN,
            _part("spent", "执行数之和与支出"),
            _part("budget", "全年预算之和与项目清单"),
            _part("initial", "年初预算之和与项目清单"),
        ),
        width=40,
    ),
)

PAYMENT_CHECKS = (
    Check(
        "verdict",
        "核对结果",
        "",
        first_of(
            ("COUNTA({project},{paid_on},{voucher},{amount})=0", '""'),
            ('{project}=""', '"待填项目序号"'),
            _UNKNOWN,
            ('{paid_on}=""', '"待填支付日期"'),
            _asked("amount", "金额"),
            (
                "AND(ISNUMBER({info.year}),IF(ISNUMBER({paid_on}),YEAR({paid_on}),{info.year})<>{info.year})",
                '"支付日期不在 "&{info.year}&" 年"',
            ),
            (
                'AND(ISNUMBER({info.party_from}),{amount}>=N({info.party_from}),{party_on}="",{exempt}="")',
                '"请填党工委会日期"',
            ),
            (
                'AND(ISNUMBER({info.office_from}),{amount}>=N({info.office_from}),{office_on}="",{exempt}="")',
                '"请填行政办公会日期"',
            ),
            (
                "AND(ISNUMBER({paid_on}),MAX({office_on},{party_on})>N({paid_on}))",
                '"会议日期晚于支付日期"',
            ),
        ),
        width=28,
    ),
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

_OVER_CAP = "SUMPRODUCT((({all.budget}>{value})+({all.spent}>{value})>0)*ISNUMBER({all.spent}))"
INFO_CHECKS: Mapping[str, str] = {
    "year": first_of(('{value}=""', '"待填"'), ("ISNUMBER({value})", f'"{FINE}"'), otherwise='"应填四位数字"'),
    "cap": first_of(
        ('OR({value}="",COUNT({all.spent})=0)', '""'),
        (f"{_OVER_CAP}>0", f'"有 "&{_OVER_CAP}&" 个项目超过上限"'),
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
            '"差 "&ABS(ROUND({value}-{total.score},2))&" 分：各项目得分的平均数为 "&TEXT({total.score},"0.00")&" 分"',
        ),
    ),
}
