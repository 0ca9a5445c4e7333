"""Worths (数值): what a number with its unit is worth, in fen, percent or the figure's own unit."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from pipeline.checks.prose.reading import numerals
from pipeline.model.quick import quick


@quick
class Kind(StrEnum):
    """What a figure counts."""

    MONEY = "money"
    COUNT = "count"
    PERCENT = "percent"
    MEASURE = "measure"
    RATIO = "ratio"
    POINTS = "points"


def worth(digits: str, scale: str, unit: str, kind: Kind) -> numerals.Number:
    """Work out value, step and decimals in fen, percent or the figure's own unit."""
    value, step, decimals = numerals.read(digits)
    if unit == "‰":
        return numerals.Number(value / 10, step / 10, decimals)
    factor = numerals.scale_of(scale) * (100 if kind is Kind.MONEY else 1)
    return numerals.Number(value * factor, step * factor, decimals)


def _money_unit(digits: str, scale: str, unit: str) -> str:
    """Name the unit as printed before the 元: 万元 for 83.28万元, 万 for 200万."""
    bare = digits.rstrip("十百千万亿")
    arabic = bare[-1:].isdigit() and bare[:1] not in numerals.CN_DIGITS
    return (digits[len(bare) :] if arabic else digits[-1:] if digits[-1:] in "万亿" else "") + scale + unit


@lru_cache(maxsize=1 << 10)
def _counted_in(scales: str, unit: str, kind: Kind) -> tuple[Kind, str, int] | None:
    """Give kind, name and worth of the unit behind Arabic digits; None for the few that digits alone do not tell."""
    if kind is Kind.MONEY:
        return None if unit[-1:] in {"角", "分"} else (kind, scales + unit, 100 * numerals.scale_of(scales))
    if unit in {"‰", "成"} or unit[:2] == "个半":
        return None
    return Kind.MEASURE if kind is Kind.COUNT and "/" in unit else kind, unit, numerals.scale_of(scales)


@lru_cache(maxsize=1 << 10)
def _step(worth_of_one: int, decimals: int) -> Decimal:
    """Worth of the last printed digit."""
    return Decimal(worth_of_one).scaleb(-decimals)


@lru_cache(maxsize=1 << 12)  # small numbers are read in every text
def quantity(digits: str, scale: str, unit: str, kind: Kind) -> tuple[Kind, str, Decimal, Decimal, int]:
    """Give kind, unit, value, step and decimals of a figure."""
    bare = digits.rstrip("十百千万亿")
    told = _counted_in(digits[len(bare) :] + scale, unit, kind) if bare and bare.isascii() else None
    if told is None:
        return _odd_quantity(digits, scale, unit, kind)
    kind, unit, one = told
    whole, _, tail = bare.replace(",", "").partition(".")
    return kind, unit, Decimal(f"{whole}.{tail}") * one, _step(one, len(tail)), len(tail)


def _odd_quantity(digits: str, scale: str, unit: str, kind: Kind) -> tuple[Kind, str, Decimal, Decimal, int]:
    """Read Chinese numerals, 48万6500元, 角 and 分, 成, ‰, 个半月."""
    value, step, decimals = worth(digits, scale, unit, kind)
    if kind is Kind.MONEY:
        unit = _money_unit(digits, scale, unit)
        if unit == "角":
            value, step = value / 10, step / 10
        elif unit.endswith(("角", "分")):
            value, step = value + numerals.change(unit), Decimal(1 if unit.endswith("分") else 10)
    elif unit == "成":
        value, step = value * 10, step * 10
    elif unit[:2] == "个半":
        value += Decimal("0.5")
    elif kind is Kind.COUNT and "/" in unit:
        kind = Kind.MEASURE
    return kind, unit, value, step, decimals
