"""A form as read (自评表): its lines of funds, of indicators and of the score, and the boxes in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.verify.comparing.numbers import key_of
from pipeline.verify.foreign.amounts import read_numeral

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from pipeline.verify.foreign.grid import Grid
    from pipeline.verify.foreign.grid_rows import Row
    from pipeline.verify.reading.text import Text

_FUNDS = {
    "initial": "年初预算",
    "budget": "全年预算",
    "spent": "执行数|实际支出|全年支出",
    "weight": "^分值",
    "rate": "执行率",
    "points": "^得分",
}
_FEWEST_HEADINGS = 3
_WHOLE = re.compile("^年度资金总额")
_PART = re.compile(
    "^(?:其中[:：]?)?(?:当年|本年|上年|其他|财政|结转|单位|自有|中央|省|市|区|县|政府|非财政|一般公共)[^:：]{0,14}(?:拨款|资金|结转|收入)[^:：]{0,6}$"
)
_SCORE = re.compile("^(?:总分|合计|总计|总得分)")


@dataclass(frozen=True)
class Line:
    """One row of a form with its boxes by what stands over them."""

    label: str
    boxes: Mapping[str, Text]

    def value(self, key: str) -> Decimal | None:
        """Read a box; None where it holds no number."""
        text = self.boxes.get(key)
        read = read_numeral(text.text) if text else None
        return read.value if read else None

    def decimals(self, key: str) -> int:
        """How many decimals a box prints."""
        text = self.boxes.get(key)
        read = read_numeral(text.text) if text else None
        return read.decimals if read else 0

    def is_blank(self, key: str) -> bool:
        """Tell whether a box is left blank or holds a dash."""
        text = self.boxes.get(key)
        return text is None or not key_of(text.text).strip("-—–/")


@dataclass(frozen=True)
class Form:
    """One form: the line of all funds, the lines they are made of, the indicators, and the line of the score."""

    funds: Line
    parts: tuple[Line, ...]
    indicators: tuple[Line, ...]
    score: Line | None


def _label(row: Row) -> str:
    return next((key_of(cell.text) for cell in row.cells.values() if key_of(cell.text)), "")


def _columns(row: Row, wanted: Mapping[str, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, cell in row.cells.items():
        for key, words in wanted.items():
            if key not in found and re.search(words, key_of(cell.text)):
                found[key] = at
                break
    return found


def _line(row: Row, columns: Mapping[str, int]) -> Line:
    """Take the boxes under the headings; a box may begin further left than its heading."""
    boxes = {}
    for key, at in columns.items():
        covering = max((start for start in row.cells if start <= at), default=None)
        if covering is not None:
            boxes[key] = row.cells[covering]
    return Line(_label(row), boxes)


def form_of(grid: Grid) -> Form | None:
    """Read a table as an official form; None where it is none."""
    rows = (*grid.heads, *grid.rows)
    fund_head = next((at for at, row in enumerate(rows) if len(_columns(row, _FUNDS)) >= _FEWEST_HEADINGS), None)
    if fund_head is None:
        return None
    columns = _columns(rows[fund_head], _FUNDS)
    below = rows[fund_head + 1 :]
    whole = next((row for row in below if _WHOLE.match(_label(row))), None)
    if whole is None:
        return None
    parts = [_line(row, columns) for row in below if _PART.match(_label(row))]
    head = next((at for at, row in enumerate(below) if _is_heading(row)), None)
    if head is None:
        return Form(_line(whole, columns), tuple(parts), (), None)
    scored = _columns(below[head], {"weight": "^分值", "points": "^(?:得分|自评得分)"})
    lines = [_line(row, scored) for row in below[head + 1 :]]
    score = next((line for line in lines if _SCORE.match(line.label)), None)
    indicators = lines[: lines.index(score)] if score else lines
    return Form(_line(whole, columns), tuple(parts), tuple(indicators), score)


def _is_heading(row: Row) -> bool:
    words = [key_of(cell.text) for cell in row.cells.values()]
    return any("三级指标" in it for it in words) and any(it.startswith("分值") for it in words)
