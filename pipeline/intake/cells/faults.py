"""Faults (读不出的单元格): what can be wrong with the typing of one cell, before anything is compared."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.model.findings import Rule, declare
from pipeline.model.money import plain, to_decimal

if TYPE_CHECKING:
    from pipeline.intake.raw import Scalar

_SHOWN = 40
_RESAVE = "请在 Excel 或 WPS 里打开工作簿，等公式算出结果后保存，再交一次。"


def _critical(rule_id: str, title: str, notes: str, fix: str, source: str = "contract, Money and rows") -> Rule:
    return declare(rule_id, title, "critical", source=source, notes=notes, fix=fix)


CELL_ERROR = _critical(
    "cell-error",
    "单元格是错误值",
    "要读取的单元格里不得是 #REF!、#DIV/0! 等错误值。",
    "请改正公式，或直接填写数值。",
    "contract",
)
UNCACHED = _critical("formula-uncached", "公式没有计算结果", "要读取的公式必须存有计算结果。", _RESAVE, "contract")
AMOUNT_WORDS = _critical(
    "amount-in-words",
    "金额带“万”或写成大写",
    "金额以元为单位填数字，不带“万”，也不写成汉字大写。",
    "请按元填写数字，核对后填入建议的数。",
)
AMOUNT_UNREADABLE = _critical(
    "amount-unreadable", "金额不是数字", "金额必须是数字。", "请填写以元为单位的数字。", "contract"
)
AMOUNT_DECIMALS = _critical(
    "amount-decimals", "金额超过两位小数", "金额以元为单位，最多两位小数。", "请按实际发生数填到分。"
)
AMOUNT_NEGATIVE = _critical(
    "amount-negative", "金额是负数", "除支付明细的红字冲销外，金额不得为负。", "请改成正数；冲销请填在支付明细里。"
)
AMOUNT_HUGE = _critical(
    "amount-huge", "金额大得不合理", "金额不得超过一千亿元。", "请检查是不是多打了数字，或把别的编号填到了这里。"
)
AMOUNT_MERGED = _critical(
    "amount-merged", "数字单元格被合并", "金额、分值和得分不得用合并单元格管好几行。", "请取消合并，每一行各填各的数。"
)
COUNT_UNREADABLE = _critical(
    "count-unreadable",
    "序号或数量不是正整数",
    "序号、项目序号和项目数量必须是正整数。",
    "请填写 1、2、3 这样的整数。",
    "contract",
)
SCORE_UNREADABLE = _critical(
    "score-unreadable", "分数不是数字", "分值和得分必须是数字。", "请填写数字，例如 9.5。", "contract"
)
SCORE_RANGE = _critical(
    "score-range", "分数超出范围", "分数不得为负；自评得分在 0 到 100 之间。", "请改成范围内的数。", "contract"
)
YEAR_UNREADABLE = _critical(
    "year-unreadable", "年度读不出来", "预算年度是四位数字的年份。", "请填写四位数字，例如 2023。", "contract"
)
DATE_UNREADABLE = _critical(
    "date-unreadable",
    "日期读不出来",
    "日期必须是真实存在的、写到日的日期。",
    "请写成 2023-08-05 或 2023年8月5日 这样的日期。",
    "contract, Payments",
)
CHOICE_UNKNOWN = _critical(
    "choice-unknown", "选项不认识", "有固定选项的单元格只能填其中的选项。", "请从下拉列表里选一项。", "contract"
)
MEASURE_UNREADABLE = _critical(
    "measure-unreadable",
    "指标值或完成值读不出来",
    "指标值和完成值是数字、日期或文字。",
    "请填写数字、日期或文字。",
    "contract",
)
NUMBER_AS_TEXT = declare(
    "number-as-text",
    "数字是按文字填写的",
    "info",
    source="contract",
    notes="按文字填写的数字会照数字读取，并作说明。",
    fix="不改也可以；要改的话，把单元格格式设为“常规”后重新输入数字。",
)
DATE_AS_NUMBER = declare(
    "date-as-number",
    "日期显示成数字",
    "info",
    source="contract, Payments",
    notes="没有设日期格式的日期会照日期读取，并作说明。",
    fix="请核对读出的日期；可把单元格格式设为“日期”。",
)
DIGITS_LOST = declare(
    "digits-lost",
    "长编号末几位已丢失",
    "warning",
    source="contract, Money and rows",
    notes="超过 15 位的编号要按文字填写，否则末几位会变成 0。",
    fix="请先把单元格格式设为“文本”，再重新输入完整的编号。",
)
TEXT_CONTROL = declare(
    "text-control",
    "文字里有打印不出的字符",
    "warning",
    source="contract",
    notes="文字里的控制字符在表格里看不出，印到报告里会成为“\ufffd”。",
    fix="请把这一处前后的文字删去，重新输入；从网页或 PDF 复制来的，可先粘贴到记事本里再复制。",
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to say about one cell, not yet at its address."""

    rule: Rule
    found: str
    expected: str
    message: str
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell was read as (None: nothing or unreadable), and what there is to say about it."""

    value: object = None
    fault: Fault | None = None


def day_text(day: date) -> str:
    """Print a day as staff write it: 2023年12月31日."""
    return f"{day.year}年{day.month}月{day.day}日"


def shown(value: Scalar, *, percent: bool = False) -> str:
    """Print a cell's value as its reader sees it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    if isinstance(value, int | float):
        if not math.isfinite(value):
            return "无效的数"
        number = to_decimal(value)
        return f"{plain(number * 100)}%" if percent else plain(number)
    if isinstance(value, datetime) and (value.hour or value.minute or value.second):
        return f"{day_text(value)} {value:%H:%M:%S}"
    return day_text(value) if isinstance(value, date) else str(value)


def excerpt(value: Scalar, *, percent: bool = False) -> str:
    """Print a cell's value shortly, in one line."""
    text = " ".join(shown(value, percent=percent).split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def as_text(heading: str, typed: str, value: Decimal, unit: str = "") -> Fault:
    """Say that a number typed as text was read as this number."""
    read = f"{value:,f}{unit}"
    message = f"“{heading}”里的“{typed}”是按文字填写的数字，已读作 {read}。"
    return Fault(NUMBER_AS_TEXT, typed, f"数字 {read}", message)
