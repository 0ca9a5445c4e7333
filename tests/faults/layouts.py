"""The ways in which people lay the same rows out: order, blank rows, other spellings of headings, dates and numbers."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from pipeline.model.fields import Kind
from tests.faults.typed import Formula, Page, Row, Typed, Value


def _heading(dice: random.Random, heading: str) -> str:
    """Spell a heading as offices do."""
    spellings: list[Callable[[str], str]] = [
        lambda text: text.replace("（", "(").replace("）", ")"),
        lambda text: f" {text} ",
        lambda text: text.replace("（", "\n（"),
    ]
    return dice.choice(spellings)(heading) if dice.random() < 0.15 else heading


def _day(dice: random.Random, day: date) -> Value:
    texts = (
        f"{day.year}-{day.month}-{day.day}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
    )
    return dice.choice(texts) if dice.random() < 0.2 else day


def _value(dice: random.Random, value: Value, kind: Kind) -> Value:
    """Type a value as people do: a date as text, a number as text with commas."""
    if isinstance(value, date):
        return _day(dice, value)
    if kind is Kind.MONEY and isinstance(value, int | Decimal) and dice.random() < 0.02:
        return f"{value:,}"
    if kind is Kind.COUNT and isinstance(value, int) and dice.random() < 0.02:
        return str(value)
    return value


def _optional_columns(dice: random.Random, page: Page) -> None:
    """Leave out optional columns that hold nothing."""
    for field in page.sheet.fields:
        unused = all(row.get(field.key) is None for row in page.rows)
        if unused and not field.required and dice.random() < 0.5:
            page.columns.remove(field.key)


def _retype(dice: random.Random, page: Page) -> None:
    for field in page.sheet.fields:
        for row in page.rows:
            row[field.key] = _value(dice, row.get(field.key), field.kind)
    if page.sheet.key == "indicators" and dice.random() < 0.3:
        for row in page.rows:
            row["first"] = str(row["first"]).removesuffix("指标")


def _with_formulas(page: Page) -> None:
    """Let Excel sum the 合计 row."""
    for row in page.rows:
        if row.get("_") == "total":
            for key in ("initial", "budget", "spent"):
                shown = row.get(key)
                if isinstance(shown, int | Decimal):
                    row[key] = Formula(f"SUM({key[0].upper()}2:{key[0].upper()}3)", shown)


def _blank_rows(dice: random.Random, page: Page) -> None:
    for _ in range(dice.randint(1, 2)):
        page.rows.insert(dice.randint(1, len(page.rows)), {})


def _notes(dice: random.Random, page: Page) -> None:
    note: Row = {"_": "note", dice.choice(["number", "name"]): dice.choice(["注：金额以账面为准。", "填表人：张某某"])}
    page.rows.append(note)


def lay_out(dice: random.Random, typed: Typed) -> Typed:
    """Lay a workbook out in one of many ways that all say the same."""
    for page in typed.pages:
        _retype(dice, page)
        _optional_columns(dice, page)
        page.above = dice.choice([0, 0, 1, 3])
        page.headings = {key: _heading(dice, page.heading(key)) for key in page.columns}
        if not page.sheet.paired and dice.random() < 0.2:
            dice.shuffle(page.columns)
        if page.sheet.key in {"projects", "indicators", "payments"} and dice.random() < 0.2:
            _blank_rows(dice, page)
    if dice.random() < 0.3:
        _with_formulas(typed["projects"])
    if typed.total() is not None and dice.random() < 0.2:
        _notes(dice, typed["projects"])
    if dice.random() < 0.3:
        dice.shuffle(typed.pages)
    return typed
