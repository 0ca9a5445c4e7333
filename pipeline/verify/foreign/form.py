"""A form on its own (自评表): funds, execution rate, weights and points of one form against each other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.model.money import half_up, plain
from pipeline.verify.comparing.numbers import key_of
from pipeline.verify.foreign.grid import read_numeral
from pipeline.verify.foreign.sums import rounding_slack
from pipeline.verify.remarks import Remark
from pipeline.verify.rules import FORM_FUNDS, FORM_POINTS, FORM_RATE, FORM_SCORE, FORM_WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.model.findings import Rule
    from pipeline.verify.foreign.grid import Grid, Row
    from pipeline.verify.reading.text import Text

_FUNDS = {
    "initial": "年初预算",
    "budget": "全年预算",
    "spent": "执行数|实际支出|全年支出",
    "weight": "^分值",
    "rate": "执行率",
    "points": "^得分",
}
_TITLES = {"initial": "年初预算数", "budget": "全年预算数", "spent": "全年执行数"}
_WHOLE = re.compile("^年度资金总额")
_PART = re.compile(
    "^(?:其中[:：]?)?(?:当年|本年|上年|其他|财政|结转|单位|自有|中央|省|市|区|县|政府|非财政|一般公共)[^:：]{0,14}(?:拨款|资金|结转|收入)[^:：]{0,6}$"
)
_SCORE = re.compile("^(?:总分|合计|总计|总得分)")
_TOLERANCE = Decimal("0.02")  # of scores; money has none
_FULL = Decimal(100)


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
    fund_head = next((at for at, row in enumerate(rows) if len(_columns(row, _FUNDS)) >= len(_TITLES)), None)
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


def _remark(rule: Rule, text: Text, found: str, expected: str, message: str) -> Remark:
    return Remark(rule.at(found=found, expected=expected, message=message), text.where)


def _funds(form: Form) -> Iterator[Remark]:
    for key, title in _TITLES.items():
        whole = form.funds.value(key)
        known = [part.value(key) for part in form.parts if not part.is_blank(key)]
        if whole is None or not known or None in known:
            continue
        listed = sum((it for it in known if it is not None), Decimal(0))
        finest = max(line.decimals(key) for line in (form.funds, *form.parts))
        if abs(listed - whole) <= rounding_slack(
            [part.decimals(key) for part in form.parts if part.value(key)], finest
        ):
            continue
        message = f"年度资金总额的{title}写的是 {plain(whole)}，下面各行相加是 {plain(listed)}。"
        yield _remark(FORM_FUNDS, form.funds.boxes[key], plain(whole), plain(listed), message)


def _rate(form: Form) -> Iterator[Remark]:
    line = form.funds
    spent, budget, rate = (line.value(key) for key in ("spent", "budget", "rate"))
    if spent is None or not budget:
        return
    exact = spent * _FULL / budget
    if rate is not None:
        step = Decimal(1).scaleb(-line.decimals("rate"))
        right = [exact.quantize(step, how) for how in (ROUND_HALF_UP, ROUND_DOWN)]
        if rate not in right:
            message = (
                f"执行率写的是 {plain(rate)}%，按全年执行数 {plain(spent)} 和全年预算数 {plain(budget)} "
                f"计算是 {right[0]}%。"
            )
            yield _remark(FORM_RATE, line.boxes["rate"], f"{plain(rate)}%", f"{right[0]}%", message)
    weight, points = line.value("weight"), line.value("points")
    if weight is not None and points is not None:
        worth = half_up(min(Fraction(spent) / Fraction(budget), Fraction(1)) * Fraction(weight))
        if abs(points - worth) > _TOLERANCE:
            message = f"执行率的得分写的是 {plain(points)}，按分值 {plain(weight)} 和执行率计算是 {plain(worth)}。"
            yield _remark(FORM_RATE, line.boxes["points"], plain(points), plain(worth), message)


def _scored(form: Form) -> list[Line]:
    return [line for line in (form.funds, *form.indicators) if line.value("weight") is not None]


def _weights(form: Form) -> Iterator[Remark]:
    lines = _scored(form)
    unread = [it for it in form.indicators if it.value("weight") is None and not it.is_blank("weight")]
    if not form.indicators or unread:
        return
    total = sum((line.value("weight") or Decimal(0) for line in lines), Decimal(0))
    if total != _FULL:
        message = f"各项分值连同执行率的分值合计是 {plain(total)} 分，应为 100 分。"
        yield _remark(FORM_WEIGHTS, lines[0].boxes["weight"], plain(total), "100", message)
    printed = form.score.value("weight") if form.score else None
    if form.score and printed is not None and printed not in {total, _FULL}:
        message = f"总分一行的分值写的是 {plain(printed)}，各项分值合计是 {plain(total)}。"
        yield _remark(FORM_WEIGHTS, form.score.boxes["weight"], plain(printed), plain(total), message)


def _points(form: Form) -> Iterator[Remark]:
    for line in _scored(form):
        weight, points = line.value("weight"), line.value("points")
        if weight is not None and points is not None and points > weight:
            message = f"得分写的是 {plain(points)}，高于分值 {plain(weight)}。"
            yield _remark(FORM_POINTS, line.boxes["points"], plain(points), f"不高于 {plain(weight)}", message)


def _score(form: Form) -> Iterator[Remark]:
    lines = _scored(form)
    score = form.score.value("points") if form.score else None
    if form.score is None or score is None or any(line.value("points") is None for line in lines):
        return
    total = sum((line.value("points") or Decimal(0) for line in lines), Decimal(0))
    if abs(total - score) > _TOLERANCE:
        message = f"总分写的是 {plain(score)}，各项得分相加是 {plain(total)}。"
        yield _remark(FORM_SCORE, form.score.boxes["points"], plain(score), plain(total), message)


def hold_form(form: Form) -> Iterator[Remark]:
    """Hold a form's numbers against each other."""
    for check in (_funds, _rate, _weights, _points, _score):
        yield from check(form)
