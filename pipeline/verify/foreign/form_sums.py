"""Sums of a form (自评表勾稽): funds, execution rate, weights and points of one form against each other."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from pipeline.model.money import half_up, plain
from pipeline.verify.foreign.rounding import half_digit, may_print, rates, rounding_slack
from pipeline.verify.remarks import Remark
from pipeline.verify.rules import FORM_FUNDS, FORM_POINTS, FORM_RATE, FORM_SCORE, FORM_WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.model.findings import Rule
    from pipeline.verify.foreign.form import Form, Line
    from pipeline.verify.reading.text import Text

_TITLES = {"initial": "年初预算数", "budget": "全年预算数", "spent": "全年执行数"}
_TOLERANCE = Decimal("0.02")  # of scores; money has none
_FULL = Decimal(100)
_OFFICIAL, _MOST_LINES = 3, 10


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
        slack = rounding_slack([part.decimals(key) for part in form.parts if part.value(key)], finest)
        if abs(listed - whole) <= slack or _some_add_up(known, whole):
            continue
        message = f"年度资金总额的{title}写的是 {plain(whole)}，下面各行相加是 {plain(listed)}。"
        yield _remark(FORM_FUNDS, form.funds.boxes[key], plain(whole), plain(listed), message)


def _some_add_up(amounts: Sequence[Decimal | None], whole: Decimal) -> bool:
    """Tell whether some of more than the official three lines make up the whole: the others are their parts."""
    known = [it for it in amounts if it]
    if not _OFFICIAL < len(known) <= _MOST_LINES:
        return False
    return any(sum(some) == whole for count in range(1, len(known)) for some in combinations(known, count))


def _rate(form: Form) -> Iterator[Remark]:
    line = form.funds
    spent, budget, rate = (line.value(key) for key in ("spent", "budget", "rate"))
    if spent is None or not budget:
        return
    bounds = rates(spent, budget, half_digit([line.decimals("spent"), line.decimals("budget")], "万元"))
    if rate is not None and not may_print(rate, line.decimals("rate"), bounds):
        right = (spent * _FULL / budget).quantize(Decimal(1).scaleb(-line.decimals("rate")), ROUND_HALF_UP)
        message = (
            f"执行率写的是 {plain(rate)}%，按全年执行数 {plain(spent)} 和全年预算数 {plain(budget)} 计算是 {right}%。"
        )
        yield _remark(FORM_RATE, line.boxes["rate"], f"{plain(rate)}%", f"{right}%", message)
    weight, points = line.value("weight"), line.value("points")
    if weight is not None and points is not None:
        least, worth, most = (
            half_up(Fraction(min(it, _FULL)) * Fraction(weight) / 100)
            for it in (bounds[0], spent * _FULL / budget, bounds[1])
        )
        if not least - _TOLERANCE <= points <= most + _TOLERANCE:
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


def _points_of(lines: Sequence[Line]) -> Decimal:
    return sum((line.value("points") or Decimal(0) for line in lines), Decimal(0))


def _score(form: Form) -> Iterator[Remark]:
    lines = _scored(form)
    score = form.score.value("points") if form.score else None
    if form.score is None or score is None or any(line.value("points") is None for line in lines):
        return
    total, every = _points_of(lines), _points_of([form.funds, *form.indicators])
    if min(abs(total - score), abs(every - score)) > _TOLERANCE:  # a line whose weight nobody can read may count
        message = f"总分写的是 {plain(score)}，各项得分相加是 {plain(total)}。"
        yield _remark(FORM_SCORE, form.score.boxes["points"], plain(score), plain(total), message)


def hold_form(form: Form) -> Iterator[Remark]:
    """Hold a form's numbers against each other."""
    for check in (_funds, _rate, _weights, _points, _score):
        yield from check(form)
