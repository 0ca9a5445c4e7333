"""Units (金额单位): a line by the headings that says 单位：万元, and whether the amounts really are in it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.intake.cells.faults import excerpt
from pipeline.intake.cells.numerals import money_number
from pipeline.intake.rows.lines import filled_rows, is_under_heading
from pipeline.intake.rows.sum_words import texts
from pipeline.model.fields import Kind, Sheet
from pipeline.model.findings import Finding, declare
from pipeline.model.money import FEN_PER_YUAN, to_decimal, yuan_to_fen

if TYPE_CHECKING:
    from pipeline.intake.raw import Scalar
    from pipeline.intake.rows.headings import Table
    from pipeline.intake.sheets.grid import Grid
    from pipeline.model.cells import Cell

IN_WAN = declare(
    "amounts-in-wan",
    "金额不是以元填写的",
    "critical",
    source="contract, Money and rows",
    notes="金额一律以元填写；表上写着万元、金额也以万元填写的，折算成元再核对其他内容。",
    fix="请把这张表的金额都换算成元填写，再把所写的单位改成“元”。",
)
UNIT_LINE = declare(
    "unit-line",
    "写的单位与金额不符",
    "warning",
    source="contract, Money and rows",
    notes="金额一律以元填写，表上写的单位也应是元。",
    fix="请把所写的单位改成“元”；金额确实不是元的，请换算成元填写。",
)
_YUAN = {"元": 1, "千元": 10**3, "万元": 10**4, "百万元": 10**6, "亿元": 10**8}
_TOLD = re.compile(r"单位[:是为]?(?:人民币)?[:(]?(百万元|万元|千元|亿元|元)|^\(?(百万元|万元|千元|亿元|元)\)?$")
_KEYS = {"projects": "spent", "parts": "spent", "payments": "amount"}
_FEW = 10**4  # yuan: a table whose every amount is less than that is hardly in yuan


def _told(grid: Grid, table: Table) -> tuple[Cell, str] | None:
    """Find the one unit that the rows over the headings, or the row right under them, give to the whole table."""
    under = [table.first] if is_under_heading(grid, table, table.first) else []
    found = [
        (grid.cell(row, column), unit[1] or unit[2])
        for row in (*range(1, table.heading), *range(table.heading + 1, table.first), *under)
        for column in range(1, grid.width(row) + 1)
        for text in texts(grid, row, [column])
        if (unit := _TOLD.search(text))
    ]
    return found[0] if len({unit for _, unit in found}) == 1 else None


def _amount(value: Scalar) -> Decimal | None:
    if isinstance(value, str):
        return money_number(value)
    if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        return to_decimal(value)
    return None


def _amounts(grid: Grid, rows: Sequence[int], columns: Sequence[int]) -> dict[tuple[int, int], Decimal]:
    typed = {(row, column): _amount(grid.value(row, column)) for row in rows for column in columns}
    return {place: amount for place, amount in typed.items() if amount is not None}


def _is_in(amounts: Mapping[tuple[int, int], Decimal], column: int, size: int, elsewhere: int | None) -> bool:
    """Tell whether amounts are in the unit they are said to be in; `elsewhere` is about what they come to, in fen."""
    if any(yuan_to_fen(amount) is None for amount in amounts.values()):
        return True
    summed = sum(abs(amount) for (_, place), amount in amounts.items() if place == column)
    if elsewhere and elsewhere >= _FEW * FEN_PER_YUAN and summed:
        return (elsewhere / summed / FEN_PER_YUAN) ** 2 > size
    return all(abs(amount) < _FEW for amount in amounts.values())


def _in_yuan(grid: Grid, amounts: Mapping[tuple[int, int], Decimal], size: int) -> Grid:
    """Give the sheet with its amounts in yuan; one that comes to no whole fen stays, and is refused as typed."""
    rows = [list(row) for row in grid.raw.rows]
    for (row, column), amount in amounts.items():
        yuan = amount * size
        if yuan_to_fen(yuan) is not None:
            rows[row - 1][column - 1] = int(yuan) if yuan == yuan.to_integral_value() else float(yuan)
    return replace(grid, raw=replace(grid.raw, rows=rows))


def in_yuan(grid: Grid, table: Table, sheet: Sheet, elsewhere: Callable[[], int | None]) -> tuple[Grid, list[Finding]]:
    """Read a table that says it is in 万元, and is, in yuan; say so, or that it is not."""
    key = table.columns.get(_KEYS.get(sheet.key, ""))
    told = _told(grid, table) if key else None
    if key is None or told is None or told[1] == "元":
        return grid, []
    columns = [table.columns[one.key] for one in sheet.fields if one.kind is Kind.MONEY and one.key in table.columns]
    amounts = _amounts(grid, filled_rows(grid, table), columns)
    if not any(amounts.values()):
        return grid, []
    where, unit, size = *told, _YUAN[told[1]]
    is_so = _is_in(amounts, key, size, elsewhere())
    place, _ = max(amounts.items(), key=lambda item: (item[0][1] == key, item[1]))
    example = f"例如 {grid.cell(*place).ref} 的 {excerpt(grid.value(*place))}"
    found = f"写的单位是{unit}"
    if not is_so:
        message = f"“{grid.name.strip()}”写的单位是{unit}，而金额是以元填写的（{example}）。"
        return grid, [UNIT_LINE.at(where, found=found, expected="单位是元", message=message)]
    message = f"“{grid.name.strip()}”写的单位是{unit}，金额也是以{unit}填写的（{example}）；这次已折算成元核对。"
    fix = f"请把这张表的金额都乘以 {size:,} 换算成元填写，再把所写的单位改成“元”。"
    told_so = IN_WAN.at(where, found=found, expected="以元填写的金额", message=message, fix=fix)
    return _in_yuan(grid, amounts, size), [told_so]
