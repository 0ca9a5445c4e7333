"""Boxes (自评表的格子) taken apart: direction, number, unit, day, or words, as a form prints them in one."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from pipeline.intake.cells.dates import deadline_in
from pipeline.model.contract import DIRECTIONS, QUALITATIVE, TIERS

if TYPE_CHECKING:
    from pipeline.intake.blank.formulas import Value

_DIRECTED = re.compile(r"^([≥≧⩾>＞≤≦⩽<＜=＝])\s*(.+)$", re.DOTALL)
_SPOKEN = {
    "≥": re.compile(r"(?:不少于|不低于|不小于|至少|大于或?等于)(.+)|(.+?)(?:[（(]含[）)])?及?以上"),
    "≤": re.compile(
        r"(?:不超过|不高于|不大于|不多于|控制在|小于或?等于)(.+?)(?:以内|以下|之内)?|(.+?)(?:[（(]含[）)])?(?:及?以下|以内|之内)"
    ),
}
_SIGNS = {"≧": "≥", "⩾": "≥", "＞": ">", "≦": "≤", "⩽": "≤", "＜": "<", "＝": "="}
_NUMBER = re.compile(r"^([+-]?[0-9][0-9,]*(?:\.[0-9]+)?)\s*(.*)$", re.DOTALL)
_DAY = re.compile(r"^(\d{4})[年\-/.](\d{1,2})[月\-/.](\d{1,2})日?$")
_LONGEST_UNIT = 8
ANY_YEAR = 2000  # a form's months are its own year's; only whether they are a deadline is asked here


def number_in(text: str) -> int | Decimal | None:
    """Read the number a box is; None where it is none."""
    try:
        number = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None
    return int(number) if number == number.to_integral_value() else number


def measured(text: str) -> tuple[Value, str]:
    """Read what a box shows: a day, a number and the unit behind it, or words."""
    day, number = _DAY.match(text), _NUMBER.match(text)
    if day:
        try:
            return date(*map(int, day.groups())), ""
        except ValueError:
            return text, ""
    if number and (value := number_in(number[1])) is not None and not any(sign.isdigit() for sign in number[2]):
        return value, number[2].strip()
    return text, ""


def _signed(target: str) -> str:
    """Write a direction that is said in words with its sign: 90%以上 is ≥90%."""
    for sign, pattern in _SPOKEN.items():
        found = pattern.fullmatch(target)
        number = next(filter(None, found.groups()), "") if found else ""
        if number and not isinstance(measured(number)[0], str):
            return f"{sign}{number}"
    return target


def measures(target: str, actual: str) -> tuple[dict[str, Value], bool]:
    """Read direction, target, unit and actual out of two boxes; a deadline (12月底前) is held as it is written."""
    if deadline_in(target, ANY_YEAR) and not isinstance(measured(target)[0], date):
        return {"direction": "≤", "target": target, "actual": actual or None}, False
    directed = _DIRECTED.match(_signed(target))
    value, unit = measured(directed[2] if directed else target)
    if directed:
        sign = _SIGNS.get(directed[1], directed[1])
        done, behind = measured(actual)
        same = not behind or behind == unit
        values: dict[str, Value] = {
            "direction": sign if sign in DIRECTIONS else None,
            "target": value,
            "unit": unit or None,
        }
        return values | {"actual": done if same else actual}, same
    if isinstance(value, str) or actual in TIERS or len(unit) > _LONGEST_UNIT:
        return {"direction": QUALITATIVE, "target": target or None, "actual": actual or None}, True
    return {"direction": None, "target": value, "unit": unit or None, "actual": measured(actual)[0]}, False
