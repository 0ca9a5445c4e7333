"""Faulty variants (错误样例): for each rule a small workbook that breaks it, as staff do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Font

from pipeline.model.contract import EXPLANATIONS, INDICATORS, PARAGRAPHS, PARTS, PAYMENTS, PROJECTS, VERSION_PROPERTY
from tests.docs.small_workbook import Spoil, small_workbook
from tests.docs.two_years import LIKE_AND_UNLIKE, last_year

if TYPE_CHECKING:
    from openpyxl import Workbook

    from pipeline.model.fields import Sheet

N, P, Z, T = "基本信息!", "项目清单!", "绩效指标!", "报告正文!"
PARTS_TABLE = """
    | 项目序号 | 资金类别 | 年初预算（元） | 全年预算（元） | 全年执行（元） |
    |---|---|---|---|---|
    | 1 | 当年财政拨款 | 100,000 | 70,000 | 66,000 |
    | 1 | 上年结转资金 | | 30,000 | 30,000 |
"""
LEDGER = """
    | 项目序号 | 支付日期 | 凭证号 | 收款人 | 摘要 | 金额（元） | 行政办公会日期 | 党工委会日期 | 免议事由 |
    |---|---|---|---|---|---|---|---|---|
    | 1 | 2023-06-15 | 2023-06-0012 | 清源保洁公司 | 上半年保洁 | 90,000 | 2023-06-01 | | |
    | 1 | 2023-12-11 | 2023-12-0031 | 清源保洁公司 | 下半年保洁 | 6,000 | | | |
    | 2 | 2023-09-20 | 2023-09-0007 | 文化服务中心 | 活动场地 | 60,000 | 2023-09-11 | | |
"""
STARTS = {N + "B12": "10,000", N + "B13": "100,000"}


@dataclass(frozen=True)
class Variant:
    """One faulty file and the rules it is there to show."""

    shows: str
    changes: Mapping[str, str] = field(default_factory=dict)
    spoil: Spoil | None = None
    more: Mapping[str, str] = field(default_factory=dict)

    def data(self) -> bytes:
        """Write the file."""
        return small_workbook(self.changes, self.spoil, self.more)


def _text(shows: str, text: str, *others: str) -> Variant:
    """Put sentences into 报告正文 about project 1, in section 三."""
    changes = {T + "C3": text}
    for row, other in enumerate(others, start=5):
        changes |= {T + f"A{row}": "三", T + f"B{row}": "1", T + f"C{row}": other}
    return Variant(shows, changes)


def _blank(sheet: Sheet, row: int, more: Mapping[str, str] | None = None) -> Variant:
    """Leave out every required cell of a row but the first."""
    letters = {at: chr(64 + at) for at in range(1, 20)}
    required = [at for at, one in enumerate(sheet.fields, start=1) if one.required]
    shows = " ".join(f"{sheet.key}-{sheet.fields[at - 1].key.replace('_', '-')}-blank" for at in required[1:])
    changes = {f"{sheet.name}!{letters[at]}{row}": "" for at in required[1:]}
    return Variant(shows.replace("projects-budget-blank", "budget-blank"), changes, more=more or {})


def of_version(version: str) -> Spoil:
    """Say in the file's properties which version of the form it is."""
    return lambda book: book.custom_doc_props.append(StringProperty(name=VERSION_PROPERTY, value=version))


def _drop(name: str) -> Spoil:
    return lambda book: book.remove(book[name])


def _hide(book: Workbook) -> None:
    book["项目清单"].row_dimensions[3].hidden = True


def _strike(book: Workbook) -> None:
    book["项目清单"]["H3"].font = Font(strike=True)


def _merge(book: Workbook) -> None:
    book["项目清单"].merge_cells("H2:H3")


def _cover(book: Workbook) -> None:
    book["项目清单"].merged_cells.add("G2:H2")


def _say_wan(book: Workbook) -> None:
    book["项目清单"].insert_rows(1)
    book["项目清单"]["H1"] = "单位：万元"


def _fill_in_wan(book: Workbook) -> None:
    for row in book["项目清单"].iter_rows(min_row=2, min_col=6, max_col=8):
        for cell in row:
            cell.value = cell.value / 10_000 if cell.value else None
    _say_wan(book)


def _twin_sheet(book: Workbook) -> None:
    book.create_sheet("项目清单 ").append(["序号", "预算项目"])


_EXPLAINED = "| 规则 | 单元格 | 说明 |\n|---|---|---|\n"
READING = (
    Variant("form-version", spoil=of_version("0.9")),
    Variant("form-newer", spoil=of_version("2.0")),
    Variant("sheet-missing", spoil=_drop("绩效指标")),
    Variant("sheet-twice", spoil=_twin_sheet),
    Variant("sheet-extra", {"草稿!A1": "随手记的数"}),
    Variant("sheet-hidden", spoil=_hide),
    Variant("cell-struck", spoil=_strike),
    Variant("sheet-without-rows", spoil=lambda book: book["报告正文"].delete_rows(2, 9)),
    Variant("headings-missing", spoil=lambda book: book["绩效指标"].delete_rows(1)),
    Variant("column-missing", spoil=lambda book: book["项目清单"].delete_cols(10)),
    Variant("column-twice", {P + "L1": "支出（元）"}),
    Variant("heading-unknown", {P + "I1": "指标调整日", P + "I2": "2023-05-12"}),
    Variant("label-missing", {N + "A9": "得分情况"}),
    Variant("label-blank", {N + "B2": ""}),
    Variant("title-unlike-info", {N + "B4": "龙城街道办事处2022年项目支出绩效报告（自评）"}),
    Variant("section-empty", {T + "A5": "四.1", T + "C5": "能合并的采购一律合并。"}),
    Variant("date-outside-year", {P + "I2": "2022-03-28"}),
    Variant("email-not-one-address", {N + "B17": "caiwu@longcheng.example；bangong@longcheng.example"}),
    Variant("unit-line", spoil=_say_wan),
    Variant("amounts-in-wan", spoil=_fill_in_wan),
    Variant("filled-before-year-end", {N + "B18": "2023-01-15"}),
    Variant("control-formula", {N + "B7": "=96000+60000"}),
    Variant("total-missing", spoil=lambda book: book["项目清单"].delete_rows(4)),
    Variant("total-twice", {P + "A5": "合计", P + "G5": "160,000", P + "H5": "156,000"}),
    Variant(
        "below-total", {P + "A5": "3", P + "B5": "临时项目", P + "G5": "1,000", P + "H5": "1,000", P + "J5": "办好"}
    ),
    Variant("below-total-name", {P + "B5": "另有临时项目"}),
    Variant("merged-hidden", spoil=_cover),
    Variant("cell-error", {P + "H2": "#REF!"}),
    Variant("formula-uncached", {P + "H2": "=90000+6000"}),
    Variant("amount-in-words", {P + "H2": "9.6万元"}),
    Variant("amount-unreadable", {P + "H2": "约九万多"}),
    Variant("amount-decimals", {P + "H2": "96,000.005"}),
    Variant("amount-negative", {P + "H2": "-96,000"}),
    Variant("amount-huge", {P + "H2": "9,600,000,000,000"}),
    Variant("amount-merged", spoil=_merge),
    Variant("count-unreadable", {Z + "A3": "一号"}),
    Variant("score-unreadable", {Z + "J3": "满分"}),
    Variant("score-range", {N + "B9": "120"}),
    Variant("year-unreadable", {N + "B3": "二三年"}),
    Variant("date-unreadable", {"支付明细!B2": "6月15日"}, more={"支付明细": LEDGER}),
    Variant("choice-unknown", {Z + "E2": "大于"}),
    Variant("number-as-text", {P + "H2": "'96,000.00元"}),
    Variant("date-as-number", {"支付明细!B2": "45092"}, more={"支付明细": LEDGER}),
    Variant("text-control", {P + "J2": "全年保洁沟渠_x0008_，水面整洁。"}),
    Variant("digits-lost", {"支付明细!C2": "202306001234567890"}, more={"支付明细": LEDGER}),
)
AMOUNTS = (
    Variant("thresholds-swapped", {N + "B12": "100,000", N + "B13": "5,000"}),
    Variant("cap-below-all", {N + "B6": "200"}),
    Variant("list-total", {P + "H4": "156,000.01"}),
    Variant("amount-alone", {P + "H2": "69,000"}, more={"支付明细": LEDGER}),
    Variant("sum-row", {"支付明细!A5": "合计", "支付明细!F5": "156,000.01"}, more={"支付明细": LEDGER}),
    Variant("control-total", {N + "B7": "155,999.99"}),
    Variant("total-blank", {P + "H4": ""}),
    Variant("project-count", {N + "B8": "3"}),
    Variant("over-budget", {P + "H2": "100,000.50", P + "H4": "160,000.50", N + "B7": "160,000.50"}),
    Variant("spent-without-budget", {P + "G3": "0", P + "G4": "100,000"}),
    Variant(
        "idle-project", {P + "G3": "0", P + "H3": "0", P + "G4": "100,000", P + "H4": "96,000", N + "B7": "96,000"}
    ),
    Variant("spent-over-cap", {N + "B6": "90,000"}),
    Variant("budget-over-cap", {N + "B6": "99,999.99"}),
    Variant("budget-cut-to-fit", {P + "F3": "90,000", P + "F4": "190,000"}),
    Variant("low-execution-silent", {P + "H2": "50,000", P + "H4": "110,000", N + "B7": "110,000", P + "K2": ""}),
    Variant("unit-slip", {P + "H2": "9.6", P + "H4": "60,009.60", N + "B7": "60,009.60"}),
    Variant("funding-unsplit", {P + "E2": "当年财政拨款、其他资金"}),
    Variant("funding-conflict", {P + "E2": "其他资金"}, more={"资金构成": PARTS_TABLE}),
    Variant("fund-parts", {"资金构成!E3": "29,999.99"}, more={"资金构成": PARTS_TABLE}),
    Variant("part-over-budget", {"资金构成!E2": "65,000", "资金构成!E3": "31,000"}, more={"资金构成": PARTS_TABLE}),
    Variant("part-repeated", {"资金构成!B3": "当年财政拨款"}, more={"资金构成": PARTS_TABLE}),
    Variant("number-repeated", {P + "A3": "1"}),
    Variant("number-gap", {P + "A3": "5", T + "B4": "5"} | {f"{Z}A{row}": "5" for row in range(8, 14)}),
    Variant("name-repeated", {P + "B3": "沟渠保洁经费", P + "E3": "当年财政拨款"}),
    Variant("name-shared", {P + "B3": "沟渠保洁经费"}),
    Variant("short-shared", {P + "C2": "惠民项目", P + "C3": "惠民项目"}),
    Variant("project-unknown", {Z + "A9": "9"}),
    Variant("projects-number-blank", {P + "A3": ""}),
    _blank(PROJECTS, 2),
)
SCORES = (
    Variant("score-mean", {N + "B9": "99.5"}),
    Variant("unit-cost-absurd", {Z + "G2": "户", Z + "H2": "99999999999", Z + "K2": "全面清查"}),
    Variant(
        "full-marks-everywhere",
        {
            P + "H2": "100,000",
            P + "H4": "160,000",
            N + "B7": "160,000",
            Z + "H8": "10",
            Z + "J8": "15",
            N + "B9": "100",
        },
    ),
    Variant(
        "score-over-cap",
        {
            P + "H2": "55,000",
            P + "H4": "115,000",
            N + "B7": "115,000",
            P + "K2": "年末才下达",
            N + "B10": "local-example",
        }
        | {Z + f"{column}{row}": "5" for row in (4, 5, 10, 11) for column in "IJ"},
    ),
    Variant("outputs-without-spending", {P + "H2": "5,000", P + "H4": "65,000", N + "B7": "65,000"}),
    Variant("project-without-indicators", spoil=lambda book: book["绩效指标"].delete_rows(8, 6)),
    Variant("weights-sum", {Z + "I2": "25"}),
    Variant("level-weights", {Z + "I5": "5", Z + "J5": "5", Z + "I6": "35", Z + "J6": "35"}),
    Variant("points-over-weight", {Z + "J2": "15.5"}),
    Variant("points-for-nothing", {Z + "H8": "0", Z + "J8": "1"}),
    Variant("points-above-formula", {Z + "J8": "14.5"}),
    Variant("points-below-formula", {Z + "J2": "14", Z + "K2": "从严打分"}),
    Variant("points-rounded-up", {Z + "J8": "14", N + "B9": "99.3"}),
    Variant("late-full-points", {Z + "H10": "2024-01-05"}),
    Variant("points-outside-tier", {Z + "J6": "23", Z + "K6": "有漂浮物"}),
    Variant("lost-without-reason", {Z + "K8": "无"}),
    Variant("far-over-without-reason", {Z + "H12": "900"}),
)
MEASURES = (
    Variant(
        "execution-row", {Z + "A14": "1", Z + "B14": "预算执行率", Z + "H14": "96", Z + "I14": "10", Z + "J14": "9.6"}
    ),
    Variant("actual-copied", {Z + "H2": "≥4条"}),
    Variant("actual-not-number", {Z + "H3": "已完成100%"}),
    Variant("actual-not-date", {Z + "H10": "按期完成"}),
    Variant("target-not-number", {Z + "F2": "若干", Z + "H2": "很多"}),
    Variant("tier-unknown", {Z + "H6": "基本达成"}),
    Variant("levels-mismatch", {Z + "C2": "社会效益指标"}),
    Variant("level-not-in-preset", {Z + "B5": "成本指标", Z + "C5": "经济成本指标"}),
    Variant("zero-target", {Z + "F2": "0", Z + "H2": "0"}),
    Variant("quantity-is-money", {Z + "D2": "发放补助", Z + "G2": "万元"}),
    Variant("cost-at-least", {Z + "E5": "≥", Z + "H5": "26000"}),
    Variant("benefit-unmeasured", {Z + "F6": "效果明显"}),
    Variant("share-over-100", {Z + "H3": "101"}),
    Variant("percent-as-fraction", {Z + "H3": "0.96"}),
    Variant("percent-target-as-fraction", {Z + "F3": "0.95"}),
    Variant("percents-as-fractions", {Z + "F3": "0.95", Z + "H3": "0.96"}),
    Variant("satisfaction-unsurveyed", {Z + "L7": "未收到投诉"}),
    Variant("full-without-evidence", {Z + "L2": "", Z + "L3": ""}),
    Variant("third-level-repeated", {Z + "D3": "保洁沟渠条数"}),
    Variant("indicator-kinds-missing", {Z + "C4": "质量指标"}),
    Variant(
        "placeholder-pair",
        {
            Z + f"{column}{row}": value
            for row in (2, 3, 4, 5, 7)
            for column, value in zip("EFH", ("≥", "88", "100"), strict=True)
        },
    ),
    _blank(INDICATORS, 2),
    Variant("indicators-project-blank", {Z + "A3": ""}),
)
PAID = (
    Variant("meeting-missing", STARTS | {"支付明细!G2": ""}, more={"支付明细": LEDGER}),
    Variant("meeting-after-payment", STARTS | {"支付明细!G2": "2023-06-16"}, more={"支付明细": LEDGER}),
    Variant("meeting-exempted", STARTS | {"支付明细!G2": "", "支付明细!I2": "工资"}, more={"支付明细": LEDGER}),
    Variant("payment-outside-year", {"支付明细!B3": "2024-01-05"}, more={"支付明细": LEDGER}),
    Variant(
        "payment-twice",
        {"支付明细!F2": "48,000", "支付明细!F3": "48,000", "支付明细!B3": "2023-06-15"},
        more={"支付明细": LEDGER},
    ),
    Variant(
        "payment-split",
        {N + "B12": "5,000", N + "B13": "100,000"}
        | {f"支付明细!{column}{row}": value for row, day in ((5, "04"), (6, "06")) for column, value in
           (("A", "1"), ("B", f"2023-07-{day}"), ("C", f"2023-07-00{row}"), ("D", "众源耗材店"), ("F", "4,900"))},
        more={"支付明细": LEDGER},
    ),
    Variant("ledger-sum", {"支付明细!F3": "5,999.98"}, more={"支付明细": LEDGER}),
    Variant("ledger-missing", spoil=lambda book: book["支付明细"].delete_rows(4), more={"支付明细": LEDGER}),
    Variant("ledger-none", STARTS),
    _blank(PAYMENTS, 2, {"支付明细": LEDGER}),
    Variant("payments-project-blank", {"支付明细!A2": ""}, more={"支付明细": LEDGER}),
    Variant("parts-project-blank", {"资金构成!A2": ""}, more={"资金构成": PARTS_TABLE}),
    _blank(PARTS, 2, {"资金构成": PARTS_TABLE}),
)  # fmt: skip
WORDS = (
    _text("prose-amount", "沟渠保洁经费支出9.7万元，用于日常保洁。"),
    _text("text-too-long", "沟渠保洁经费用于日常保洁。" * 400),
    _text("prose-rate", "沟渠保洁经费支出9.6万元，执行率98%。"),
    Variant("prose-declared", {T + "C2": "上述3个项目全部按计划实施。"}),
    Variant("prose-grade", {T + "C2": "自评得分98.5分，等级为良。"}),
    _text("prose-unit-slip", "沟渠保洁经费用于日常保洁，人工和耗材96,000万元。"),
    _text("prose-parts", "沟渠保洁经费支出9.6万元，由人工费6万元、耗材费2万元、车辆费1.5万元构成。"),
    _text("prose-parts-short", "沟渠保洁经费支出9.6万元，其中人工费6万元、耗材费2万元。"),
    _text("prose-tail", "沟渠保洁经费支出9.60万元，由人工费6.33万元、耗材费3.28万元构成。"),
    _text("prose-product", "沟渠保洁经费用于慰问保洁员38名，每人300元，共计11,500元。"),
    _text("prose-share", "沟渠保洁经费用于日常保洁，检查河段40处，其中合格36处，合格率95%。"),
    _text("prose-growth", "沟渠保洁经费用于日常保洁，投诉由80件下降到60件，下降30%。"),
    _text("prose-limit", "沟渠保洁经费用于日常保洁，三次抽查得分均在95分以上，分别为97分、96分、94分。"),
    _text("prose-attained", "沟渠保洁经费用于日常保洁，水质达标率88%，达到90%的年度目标。"),
    Variant("prose-indicator-count", {T + "C2": "三个项目共设置绩效指标90个。"}),
    _text("prose-restated", "沟渠保洁经费用于日常保洁，维修费26,340.50元，折合2.36万元。"),
    _text("prose-span", "沟渠保洁经费用于日常保洁，3月1日开工，3月20日完工，历时30天。"),
    _text("prose-slip", "沟渠保洁经费用于日常保洁，新增护栏126米，东段74米，西段62米。"),
    _text("prose-near", "沟渠保洁经费用于日常保洁，年末付清尾款，累计使用96,010元。"),
    _text("prose-token", "沟渠保洁经费支出{支出亿元}。"),
    Variant("prose-token-place", {P + "K2": "保洁到位，支出{支出万元}"}),
    _text("prose-hint", "此处填写组织实施情况。"),
    _text("prose-leftover", "沟渠保洁经费用于XX社区的日常保洁。"),
    _text("prose-list-number", "1.沟渠保洁经费用于日常保洁。"),
    _text("prose-name", "沟渠保洁费9.6万元，用于日常保洁。"),
    Variant("prose-other-project", {T + "C4": "沟渠保洁经费支出9.6万元，用于日常保洁。"}),
    Variant("prose-undescribed", {T + "B4": "", T + "C4": "其余经费按计划使用。"}),
    Variant("prose-other-unit", {T + "C2": "资金按制度使用，马金铺街道办事处统一支付。"}),
    Variant("prose-other-year", {T + "C2": "2022年本街道资金按制度使用。"}),
    Variant(
        "prose-pasted", {P + "J2": "沟渠日常保洁全年不间断，水面整洁", P + "K2": "沟渠日常保洁全年不间断，水面整洁"}
    ),
    Variant("prose-future", {P + "K2": "力争年底前完成全部保洁任务。"}),
    Variant("prose-unfinished", {P + "K2": "部分河段尚未完成清淤。", Z + "J2": "15"}),
    Variant("prose-no-problems", {T + "A5": "五", T + "C5": "无"}),
    Variant("prose-absolute", {T + "C2": "各项目资金已全部使用，年末无结余。"}),
    Variant("prose-ledger", {T + "C3": "沟渠保洁经费按月支付给清源保洁公司。"}, more={"支付明细": LEDGER}),
    Variant("prose-unproven", {T + "C2": "资金专款专用，没有超预算支出。"}),
    _text("prose-brackets", "沟渠保洁经费用于日常保洁（含清淤。"),
    _text("prose-document-number", "沟渠保洁经费按照龙街发（2023）12号文件用于日常保洁。"),
    _text("prose-doubled", "沟渠保洁经费用于日常保洁保洁工作的的开展。"),
    _text("prose-attachment", "沟渠保洁经费用于日常保洁，详见附件3。"),
    _text("prose-private", "沟渠保洁经费用于日常保洁，联系电话13800000000。"),
    Variant("prose-goal-target", {Z + "D2": "保洁沟渠数量", P + "J2": "保洁沟渠5条"}),
    Variant("prose-two-values", {Z + "D2": "保洁沟渠数量", P + "K2": "保洁沟渠5条"}),
    _blank(PARAGRAPHS, 2),
    Variant("paragraphs-section-blank", {T + "A3": ""}),
    Variant(
        "explanation-unused explanation-of-critical",
        {P + "H4": "156,000.01"},
        more={"核实说明": _EXPLAINED + "| 三级指标重复 | 绩效指标!D3 | 已核实 |\n| 合计不符 | 项目清单!H4 | 已核实 |"},
    ),
    _blank(EXPLANATIONS, 2, {"核实说明": _EXPLAINED + "| 三级指标重复 | 绩效指标!D3 | 已核实 |"}),
    Variant(
        "explanations-rule-blank",
        {"核实说明!A2": ""},
        more={"核实说明": _EXPLAINED + "| 三级 | 绩效指标!D3 | 已核实 |"},
    ),
)
YEARS = tuple(Variant(shows, changes, last_year(last)) for shows, changes, last in LIKE_AND_UNLIKE)
VARIANTS = (*READING, *AMOUNTS, *SCORES, *MEASURES, *PAID, *WORDS, *YEARS)
