"""Where things stand in our workbooks: guidance above, the heading row, the prepared rows, the 合计 row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.model import money, scoring
from pipeline.model.cells import column_letters
from pipeline.model.contract import BY_KEY, PROJECTS
from pipeline.model.policy import policy
from pipeline.model.token_words import PROJECT_TOKENS, REPORT_TOKENS

if TYPE_CHECKING:
    from pipeline.model.fields import Sheet

TITLE_ROW, PURPOSE_ROW, HOW_ROW, GUIDANCE_ROW, HEADING_ROW, FIRST_ROW = 1, 2, 3, 4, 5, 6
LAST_INPUT_ROW = 5000  # drop-downs and formats reach this far below the prepared rows
PREPARED_ROWS = {"projects": 30, "indicators": 200, "paragraphs": 80, "parts": 30, "payments": 200, "explanations": 20}
INFO_CHECK_COLUMN = "D"  # 基本信息: 项目 | 内容 | 怎么填 | 核对结果
INFO_WIDTHS = (26, 40, 58, 52)
FIRST_LOOK = {  # the cell that turns red with the row's verdict
    "projects": "name",
    "indicators": "third",
    "paragraphs": "section",
    "parts": "category",
    "payments": "amount",
}
FROZEN_COLUMNS = {"info": 1, "projects": 2, "indicators": 1, "paragraphs": 0, "parts": 1, "payments": 1}


def _weights() -> str:
    """Say how many points the indicators of a project have: the commonest number, then the presets with another."""
    points = {name: scoring.FULL_SCORE - preset.execution for name, preset in policy().presets.items()}
    common = max(points.values(), key=list(points.values()).count)
    others = [f"{name} 为 {money.plain(value)} 分" for name, value in points.items() if value != common]
    return f"{money.plain(common)} 分" + (f"（评分办法 {'，'.join(others)}）" if others else "")


_TOKENS = " ".join(f"{{{token}}}" for token in (*PROJECT_TOKENS, *REPORT_TOKENS))
HOW = {
    "info": "深色标题和“必填”的项目不能空着；右边“核对结果”变红，说明这个数和别的表对不上。",
    "projects": "请在合计行上面填写，行数不够时在中间插入；合计由公式算出。右边几列自动核对，不用填。",
    "indicators": f"每个项目的各指标合计 {_weights()}；右边几列自动核对，不用填。",
    "paragraphs": f"数字可以写成记号：{_TOKENS}；别的项目写成 {{项目15.支出万元}}。",
    "parts": "同一个项目各行之和应等于项目清单里的年初预算、全年预算和支出。",
    "payments": "达到审批起点（见基本信息）的支付，请填会议日期；工资、水电费等免议的，填免议事由。",
    "explanations": "规则和单元格请照抄校验结果里的写法；一行说明一条提醒。",
}


@dataclass(frozen=True, slots=True)
class Layout:
    """The rows of one written sheet: data from FIRST_ROW to `last`, then the 合计 row where there is one."""

    sheet: Sheet
    last: int

    @property
    def total_row(self) -> int | None:
        """The row of 合计; None in sheets without one."""
        return self.last + 1 if self.sheet is PROJECTS else None

    @property
    def width(self) -> int:
        """How many columns are printed: those of the contract, and all of 基本信息."""
        return len(INFO_WIDTHS) if self.sheet.paired else len(self.sheet.fields)


def letter(table: str, key: str) -> str:
    """Column letter of a field in the workbooks we write: fields stand in the order of the contract."""
    fields = BY_KEY[table].fields
    return column_letters([field.key for field in fields].index(key) + 1)


def info_ref(key: str) -> str:
    """Absolute reference of a 内容 cell of 基本信息."""
    row = FIRST_ROW + [field.key for field in BY_KEY["info"].fields].index(key)
    return f"基本信息!$B${row}"


def whole(table: str, key: str) -> str:
    """Name a whole column, sheet name included."""
    column = letter(table, key)
    return f"{BY_KEY[table].name}!${column}:${column}"
