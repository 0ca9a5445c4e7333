"""The deliberate mistakes of 错误示例工作簿.xlsx: what is wrong, and the cell where a person has to look first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.intake.blank.formulas import Content, Value
from tests.samples.content import cell, sample_content

INFO, PROJECTS, INDICATORS, PARAGRAPHS = "基本信息", "项目清单", "绩效指标", "报告正文"
PARTS, PAYMENTS = "资金构成", "支付明细"
INDICATORS_EACH = 6

Edit = tuple[str, str, Value]


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake: its name, the finding expected (sheet, cell, severity) and the cells changed to make it."""

    name: str
    sheet: str
    cell: str
    severity: str
    edits: tuple[Edit, ...] = ()
    unstored: bool = False  # the cell holds a formula without a stored value


def _one(name: str, sheet: str, ref: str, severity: str, value: Value) -> Fault:
    """Type a mistake into the very cell where it is found."""
    return Fault(name, sheet, ref, severity, ((sheet, ref, value),))


def _indicator(project: int, place: int, key: str) -> str:
    return cell("indicators", (project - 1) * INDICATORS_EACH + place, key)


def _paragraph(start: str) -> tuple[int, str]:
    """Place and text of the one paragraph that contains these words."""
    rows = [(place, str(row["text"])) for place, row in enumerate(sample_content()["paragraphs"], start=1)]
    (found,) = [(place, text) for place, text in rows if start in text]
    return found


def _reworded(name: str, severity: str, old: str, new: str, near: str = "") -> Fault:
    """Make a mistake by rewording one paragraph of 报告正文."""
    place, text = _paragraph(near or old)
    assert old in text, old
    return _one(name, PARAGRAPHS, cell("paragraphs", place, "text"), severity, text.replace(old, new))


def _payment(voucher: str, key: str) -> str:
    rows = sample_content()["payments"]
    place = 1 + [row["voucher"] for row in rows].index(voucher)
    return cell("payments", place, key)


def faulty_content() -> Content:
    """Return the sample with one more project, whose 序号 is already taken."""
    content = dict(sample_content())
    extra = {
        "number": 16,
        "name": "临时用工补助经费",
        "funding": "当年财政拨款",
        "initial": 5000,
        "budget": 5000,
        "spent": 0,
        "goal": "保障窗口临时用工需要。",
        "outcome": "年内没有临时用工，资金已交回财政。",
    }
    content["projects"] = [*content["projects"], extra]
    return content


FAULTS = (
    Fault("序号重复", PROJECTS, cell("projects", 17, "number"), "critical"),
    Fault("项目数量与清单不符", INFO, "B12", "critical"),
    _one("支出合计差 1 分", INFO, "B11", "critical", 3902733.79),
    _one("合计行差 100 元", PROJECTS, cell("projects", 18, "budget"), "critical", 3989200),
    Fault(
        "支出超出全年预算",
        PROJECTS,
        cell("projects", 4, "spent"),
        "critical",
        ((PROJECTS, cell("projects", 4, "budget"), 230000),),
    ),
    _one("错误值", PARTS, cell("parts", 3, "initial"), "critical", "#REF!"),
    Fault(
        "公式没有结果",
        PROJECTS,
        cell("projects", 10, "initial"),
        "critical",
        ((PROJECTS, cell("projects", 10, "initial"), "=40000+5000"),),
        unstored=True,
    ),
    _one("数字写成文字", INFO, "B10", "info", "２，０００，０００"),
    Fault(
        "完成情况照抄绩效目标",
        PROJECTS,
        cell("projects", 12, "outcome"),
        "warning",
        ((PROJECTS, cell("projects", 12, "outcome"), str(sample_content()["projects"][11]["goal"])),),
    ),
    Fault(
        "支付明细之和与支出不符",
        PROJECTS,
        cell("projects", 13, "spent"),
        "critical",
        ((PAYMENTS, _payment("2023-07-0045", "amount"), 14999.99),),
    ),
    Fault(
        "指标分值合计 110 分",
        INDICATORS,
        _indicator(6, 1, "weight"),
        "critical",
        (
            (INDICATORS, _indicator(6, 4, "weight"), 30),
            (INDICATORS, _indicator(6, 4, "actual"), 6000),
            (INDICATORS, _indicator(6, 4, "points"), 10),
            (INDICATORS, _indicator(6, 4, "reason"), "年中增加了设备租用费，已重新谈定价格。"),
        ),
    ),
    _one("得分高于公式", INDICATORS, _indicator(14, 1, "points"), "critical", 20),
    _one("得分高于分值", INDICATORS, _indicator(10, 6, "points"), "critical", 11),
    _one("完成值写成文字", INDICATORS, _indicator(8, 6, "actual"), "critical", "已完成90%"),
    _one("三级指标没有填", INDICATORS, _indicator(2, 3, "third"), "critical", None),
    _one("三级指标重复", INDICATORS, _indicator(16, 3, "third"), "warning", "食材抽检合格率"),
    _one("完成值照抄指标值", INDICATORS, _indicator(5, 1, "actual"), "warning", "≥14"),
    _one("百分比超过 100", INDICATORS, _indicator(7, 2, "actual"), "warning", 103),
    _one("满意度没有调查", INDICATORS, _indicator(11, 6, "evidence"), "warning", "未收到投诉"),
    Fault(
        "扣分没有原因",
        INDICATORS,
        _indicator(3, 1, "reason"),
        "critical",
        ((INDICATORS, _indicator(3, 1, "reason"), None),),
    ),
    _reworded("正文金额与清单不符", "critical", "{支出万元}", "83.29万元", near="联合组成专班"),
    _reworded("正文执行率与数据不符", "critical", "{执行率}", "85%", near="志愿者每天早晚指导投放"),
    _reworded("分项之和不等于总数", "critical", "7.75 万元", "7.5 万元"),
    _reworded("提示文字没有删", "critical", "街道把压减一般性支出", "此处填写经济性分析。街道把压减一般性支出"),
    _reworded("记号写错", "critical", "{支出万元}", "{支出亿元}", near="河长每周巡河"),
    _reworded("全角大括号", "critical", "{支出万元}", "｛支出万元｝", near="设施由社区管理"),
    _reworded("电话号码", "warning", "名单在社区公示后", "名单在社区公示（电话 0871-60000000）后"),
    _reworded("没有改掉的占位文字", "warning", "两个社区的方案", "XX社区的方案"),
    _one("没有这个章节", PARAGRAPHS, cell("paragraphs", _paragraph("本报告的金额")[0], "section"), "critical", "七"),
    _one("资金写成万元", PARTS, cell("parts", 1, "budget"), "critical", "34万元"),
    Fault(
        "支付没有会议日期",
        PAYMENTS,
        _payment("2023-10-0015", "amount"),
        "critical",
        ((PAYMENTS, _payment("2023-10-0015", "office_on"), None),),
    ),
    Fault(
        "会议晚于支付",
        PAYMENTS,
        _payment("2023-05-0016", "paid_on"),
        "critical",
        ((PAYMENTS, _payment("2023-05-0016", "office_on"), date(2023, 5, 23)),),
    ),
    _one("支付不在预算年度", PAYMENTS, _payment("2023-12-0058", "paid_on"), "critical", date(2024, 1, 4)),
    _one("没有这个项目", PAYMENTS, _payment("2023-12-0047", "project"), "critical", 40),
)
