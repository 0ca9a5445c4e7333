"""Amounts (金额): cells in yuan as whole fen; what is no plain number is refused, with a proposal."""

from __future__ import annotations

import math
import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.intake.cells import faults
from pipeline.intake.cells.faults import Fault, Reading, excerpt
from pipeline.intake.cells.numerals import money_number, proposed_yuan
from pipeline.intake.cells.spec import Spec, wrong
from pipeline.model.money import FEN_PER_YUAN, plain, to_decimal, yuan_text, yuan_to_fen

if TYPE_CHECKING:
    from pipeline.intake.raw import Scalar

MOST_FEN = 10**13  # a hundred thousand such payments still fit 64 bits
_EXPECTED = "以元为单位的数字"
_NOTHING = re.compile("[-—－–/／]+|无|没有|暂无")


def _money_fault(yuan: Decimal, spec: Spec, value: Scalar) -> Reading | None:
    fen = yuan_to_fen(yuan)
    if abs(yuan) * FEN_PER_YUAN > MOST_FEN:
        return wrong(faults.AMOUNT_HUGE, spec, value, "一千亿元以内的金额", why="超过了一千亿元")
    if fen is None:
        return wrong(faults.AMOUNT_DECIMALS, spec, value, "最多两位小数的金额", why="超过了两位小数")
    if fen < 0 and not spec.signed:
        return wrong(faults.AMOUNT_NEGATIVE, spec, value, "不小于 0 的金额", why="不能是负数")
    return None


def _money_in_words(text: str, spec: Spec) -> Reading:
    yuan = proposed_yuan(text)
    fen = None if yuan is None else yuan_to_fen(yuan)
    if yuan is None or fen is None:
        nothing = "没有发生的请填 0。" if spec.field.required else "没有这项金额的请留空。"
        fix = nothing if _NOTHING.fullmatch(text.strip()) else ""
        return wrong(faults.AMOUNT_UNREADABLE, spec, text, _EXPECTED, fix=fix)
    typed, proposed = excerpt(text), f"{yuan_text(fen)} 元"
    message = f"“{spec.heading}”要以元为单位填数字，现在填的是“{typed}”，合 {proposed}。"
    fix = f"请核对后改填 {plain(Decimal(fen).scaleb(-2))}。"
    return Reading(None, Fault(faults.AMOUNT_WORDS, typed, proposed, message, fix))


def read_money(value: Scalar, spec: Spec, *, percent: bool = False) -> Reading:
    """Read an amount in yuan as whole fen."""
    if percent or isinstance(value, bool | date) or not isinstance(value, int | float | str):
        return wrong(faults.AMOUNT_UNREADABLE, spec, value, _EXPECTED, percent=percent)
    if isinstance(value, str):
        typed = money_number(value)
        if typed is None:
            return _money_in_words(value, spec)
        fault = _money_fault(typed, spec, value)
        return fault or Reading(yuan_to_fen(typed), faults.as_text(spec.heading, excerpt(value), typed, " 元"))
    if not math.isfinite(value):
        return wrong(faults.AMOUNT_UNREADABLE, spec, value, _EXPECTED)
    yuan = to_decimal(value)
    return _money_fault(yuan, spec, value) or Reading(yuan_to_fen(yuan))
