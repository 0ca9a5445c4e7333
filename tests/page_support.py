"""Sample results made by hand, for the tests of the pages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pipeline.model.book import Book, Explanation, Indicator, Info, Measure, Paragraph, Payment, Place, Project
from pipeline.model.cells import Cell
from pipeline.model.contract import BY_KEY
from pipeline.model.figures import Figure, Status
from pipeline.model.findings import Finding, Rule, Severity
from pipeline.outputs.result import Result, make_result

SHA = "3f" * 32
SPENDING = (
    ("乡镇财政公共服务能力提升建设专项资金", "财政能力建设", 32506700, 32506700),
    ("基层党建管理经费", "党建经费", 50000000, 46288000),
    ("2023年度国有企业退休人员社会化管理财政补助资金", None, 27750000, 27750000),
    ("呈贡区第五次全国经济普查经费", "经济普查", 30000000, 23316200),
    ("智慧安防小区网络费和服务经费", None, 15000000, 15000000),
    ("职工食堂补助经费", "食堂补助", 82848300, 82848378),
)

TOTAL = Rule("sample-total", "合计不符", Severity.CRITICAL, "rules 1", "合计行必须等于各项目之和。", "请改正合计行。")
OVER = Rule("sample-over", "支出超过预算", Severity.CRITICAL, "rules 6", "支出不得超过全年预算。", "请核对两个数字。")
PROSE = Rule(
    "sample-prose", "文中金额不符", Severity.CRITICAL, "rules 9", "正文里的金额要与清单一致。", "请改成清单里的数字。"
)
FULL = Rule("sample-full", "处处满分", Severity.WARNING, "rules 24", "所有指标都是满分时请再核对。", "请核对得分。")
EMPTY = Rule("sample-empty", "空行", Severity.INFO, "contract", "隐藏的行也会读取。", "不用处理。")
CLAIM = Rule(
    "sample-claim", "说法没有依据", Severity.INFO, "contract", "没有支付明细时，无法证明专款专用。", "可补充支付明细。"
)
UNREAD = Rule("sample-unread", "无法读取", Severity.CRITICAL, "contract", "只能读取 .xlsx 工作簿。", "请另存为 .xlsx。")


def _places() -> dict[str, Place]:
    places = {}
    for key, sheet in BY_KEY.items():
        at = {field.key: number for number, field in enumerate(sheet.fields, 3 if sheet.paired else 1)}
        places[key] = Place(sheet.name, 2, at)
    return places


def book(spending: tuple[tuple[str, str | None, int | None, int | None], ...] = SPENDING, **info: object) -> Book:
    """Return a small workbook as parsed, one indicator a project."""
    projects = tuple(
        Project(
            row=number + 2, number=number, name=name, short=short, budget=budget, spent=spent, goal="完成全年任务。"
        )
        for number, (name, short, budget, spent) in enumerate(spending, 1)
    )
    indicators = tuple(
        Indicator(
            row=number + 2,
            project=number,
            direction="≥",
            target=Measure("100", Decimal(100)),
            actual=Measure("95", Decimal(95)),
            weight=Decimal(90),
            points=Decimal(90) if number % 2 else Decimal("85.5"),
        )
        for number in range(1, len(spending) + 1)
    )
    facts = {"unit": "龙城街道办事处", "year": 2023, "control": 227709178, "count": 6, "score": Decimal("98.5")} | info
    return Book(
        name="报送/龙城街道办事处2023.xlsx",
        sha256=SHA,
        info=Info(**facts),  # type: ignore[arg-type]
        projects=projects,
        total=Project(row=len(spending) + 3, budget=238105000, spent=227709378),
        indicators=indicators,
        paragraphs=(
            Paragraph(3, "一（一）", None, "2023年共安排{项目数量}个项目，支出合计{合计万元}。"),
            Paragraph(4, "三", 2, "基层党建管理经费支出46.92万元，执行率{执行率}，惠及约３,100余人。"),
        ),
        payments=(Payment(row=3, project=1, paid_on=date(2023, 8, 5), voucher="记-18", amount=32506700),),
        explanations=(Explanation(3, "处处满分", "基本信息!B10", "已逐项核对。"),),
        places=_places(),
    )


def findings() -> list[Finding]:
    """Return findings of every severity, over several sheets, one with many cells."""
    listed, text = "项目清单", "报告正文"
    rows = tuple(Cell("绩效指标", row, 10) for row in range(3, 23))
    return [
        TOTAL.at(
            Cell(listed, 9, 8),
            Cell("基本信息", 8, 2),
            found="2,277,093.78",
            expected="2,277,092.78",
            message="合计行的支出是 2,277,093.78 元，各项目相加是 2,277,092.78 元，相差 1.00 元。",
        ),
        OVER.at(
            Cell(listed, 8, 8),
            found="828,483.78",
            expected="不超过 828,483.00",
            message="项目 6“职工食堂补助经费”支出 828,483.78 元，超过全年预算 828,483.00 元，多 0.78 元。",
        ),
        PROSE.at(
            Cell(text, 4, 3),
            Cell(listed, 4, 8),
            found="46.92万元",
            expected="46.29万元",
            message="正文写 46.92万元，项目清单里项目 2 的支出是 462,880.00 元，即 46.29万元。",
        ),
        FULL.at(*rows, found="20 个指标满分", expected="如实打分", message="20 个指标都是满分。"),
        FULL.at(Cell("基本信息", 10, 2), found="98.5", expected="如实打分", message="自评得分 98.5 分，请再核对。"),
        EMPTY.at(sheet="附注", found="附注", expected="", message="工作表“附注”不在约定之内，没有读取。"),
        CLAIM.at(Cell(text, 4, 3), found="专款专用", expected="支付明细", message="“专款专用”没有支付明细可以证明。"),
    ]


def figures() -> list[Figure]:
    """Return the figures of the two paragraphs, of every status."""
    first, second, listed = Cell("报告正文", 3, 3), Cell("报告正文", 4, 3), "项目清单"
    return [
        Figure("6个", first, (8, 10), Status.MATCHED, tuple(Cell(listed, row, 1) for row in range(3, 9))),
        Figure("227.71万元", first, (17, 25), Status.MATCHED, (Cell(listed, 9, 8),)),
        Figure("46.92万元", second, (10, 17), Status.MISMATCHED, (Cell(listed, 4, 8),)),
        Figure("92.58%", second, (21, 27), Status.MATCHED, (Cell(listed, 4, 8), Cell(listed, 4, 7))),
        Figure("３,100余人", second, (31, 38), Status.UNMATCHED),
    ]


def result(found: list[Finding] | None = None, of: Book | None = None, numbers: list[Figure] | None = None) -> Result:
    """Return a result; by default the failed one with findings of every severity."""
    of = of or book()
    chosen = findings() if found is None else found
    return make_result(of.name, SHA, of, chosen, figures() if numbers is None else numbers)


def unreadable(name: str = "旧表.xls") -> Result:
    """Return the result of a file that could not be read."""
    finding = UNREAD.at(
        found="旧版 .xls 文件",
        expected=".xlsx 工作簿",
        message="这个文件是旧版 Excel 的 .xls 格式，读不出来。",
        fix="请用 Excel 或 WPS 打开它，另存为 .xlsx，再放回原处。",
    )
    return make_result(name, SHA, None, [finding], [])
