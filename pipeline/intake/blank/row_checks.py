"""Check columns of 绩效指标, 报告正文, 资金构成 and 支付明细; see blank_check_kit for how formulas name cells."""

from __future__ import annotations

from pipeline.intake.blank.check_kit import BEYOND, UNKNOWN, WEIGHT, Check, asked, differs, first_of

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
            UNKNOWN,
            ("COUNT({weight},{points})<2", '"待填分值和得分"'),
            ("{points}>{weight}", '"得分高于分值"'),
            ("AND(ISNUMBER({due}),{points}>N({due})+0.02)", '"得分高于按完成值计算的 "&{due}&" 分"'),
            (
                f"AND({{weights}}>{WEIGHT},COUNTIF({{so_far}},{{project}})=1)",
                f'"本项目分值合计 "&{{weights}}&" 分，应为 "&{WEIGHT}&" 分"',
            ),
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
            otherwise='""',
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
            UNKNOWN,
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
            UNKNOWN,
            ('{paid_on}=""', '"待填支付日期"'),
            asked("amount", "金额"),
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
