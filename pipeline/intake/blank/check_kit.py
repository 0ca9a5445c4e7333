"""Live check cells (核对) of our workbooks: formulas that Excel, WPS and LibreOffice all know.

In a formula {spent} is the cell of that field or check in the same row, {projects.spent} the whole column of another
sheet, {info.cap} a cell of 基本信息, {total.spent} a cell of the 合计 row, {above.spent} the column above it,
{so_far} the first column down to this row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.model.policy import policy

MONEY_FORMAT = "#,##0.00"
PROBLEMS_FORMAT = '[=0]"没有发现不符";0" 处不符"'
FINE = "相符"
BROKEN = "有错误值，请先改好"
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


def by_preset(values: Mapping[str, str]) -> str:
    """Write the formula text that picks a value by 评分办法; the commonest value stands for all names not listed."""
    common = max(values.values(), key=list(values.values()).count)
    text = common
    for name, value in values.items():
        if value != common:
            text = f'IF({{info.preset}}="{name}",{value},{text})'
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
    text = "".join(f"IF({when},{message}," for when, message in cases) + otherwise + ")" * len(cases)
    return f'=IFERROR({text},"{BROKEN}")'


def differs(expression: str, words: str) -> tuple[str, str]:
    """Case of two amounts that must agree to the fen: 支付明细之和与支出差 12.00 元."""
    return f"ROUND({expression},2)<>0", f'"{words}差 "&{yuan(expression)}&" 元"'


UNKNOWN = ("COUNTIF({projects.number},{project})=0", '"项目清单里没有这个序号"')
NUMBERED = ("COUNTIF({projects.number},{number})>1", '"序号重复"')


def asked(key: str, words: str) -> tuple[str, str]:
    """Case of a number that is missing or is no number."""
    return "NOT(ISNUMBER({" + key + "}))", "IF({" + key + f'}}="","待填{words}","{words}应填数字")'
