"""The sample's content: Markdown tables as typed values, scores computed from them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from pipeline.intake.blank.formulas import Content, Value, letters
from pipeline.intake.blank.layout import FIRST_ROW
from pipeline.model.book import Indicator, Measure
from pipeline.model.contract import BY_KEY, INFO, QUALITATIVE, SECOND_LEVELS, SHEETS
from pipeline.model.fields import Kind, Sheet
from pipeline.model.policy import policy
from pipeline.model.scoring import formula_points

SAMPLE = Path(__file__).with_name("sample.md")
WEIGHTS = {"数量指标": 20, "质量指标": 10, "时效指标": 10, "成本指标": 10, "服务对象满意度指标": 10}
BENEFIT_WEIGHT = 30
FIRST_OF = {second: first for first in reversed(SECOND_LEVELS) for second in SECOND_LEVELS[first]}


def tables(markdown: str) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """Every table under a `## heading`, as rows of heading → text."""
    for section in markdown.split("\n## ")[1:]:
        name, _, body = section.partition("\n")
        lines = [line.strip().strip("|").split("|") for line in body.splitlines() if line.startswith("|")]
        heads, _, *rows = [[text.strip() for text in line] for line in lines]
        yield name.strip(), [dict(zip(heads, row, strict=True)) for row in rows]


def number(text: str) -> int | float | None:
    """Read the number a text is, as a spreadsheet keeps it; None where it is none."""
    try:
        exact = Decimal(text)
    except InvalidOperation:
        return None
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def typed(text: str, kind: Kind) -> Value:
    """Return what a person would leave in the cell."""
    if not text:
        return None
    if kind in {Kind.TEXT, Kind.CHOICE}:
        return text
    try:
        return date.fromisoformat(text)
    except ValueError:
        found = number(text)
        return text if found is None else found


def _row(sheet: Sheet, row: dict[str, str]) -> dict[str, Value]:
    kinds = {field.heading: field for field in sheet.fields}
    return {kinds[head].key: typed(text, kinds[head].kind) for head, text in row.items()}


def _measure(value: Value) -> Measure:
    if isinstance(value, date):
        return Measure(value.isoformat(), day=value)
    return Measure(str(value), number=None if isinstance(value, str) else Decimal(str(value)))


def _scored(row: dict[str, Value]) -> dict[str, Value]:
    """Complete an indicator row with its first level, weight and points; 定性 rows of the sample are all 达成."""
    second = str(row["second"])
    weight = Decimal(WEIGHTS.get(second, BENEFIT_WEIGHT))
    indicator = Indicator(
        row=0,
        direction=str(row["direction"]),
        target=_measure(row["target"]),
        actual=_measure(row["actual"]),
        weight=weight,
    )
    points = weight if row["direction"] == QUALITATIVE else formula_points(indicator, policy().preset(None))
    assert points is not None, row
    return {**row, "first": FIRST_OF[second], "weight": number(str(weight)), "points": number(str(points))}


def sample_content() -> Content:
    """Every row of the sample, table by table."""
    sheets = {sheet.name: sheet for sheet in SHEETS}
    found: dict[str, list[dict[str, Value]]] = {}
    for name, rows in tables(SAMPLE.read_text(encoding="utf-8")):
        if sheets[name] is INFO:
            fields = {field.heading: field for field in INFO.fields}
            answers = {fields[row["项目"]]: row["内容"] for row in rows}
            found["info"] = [{field.key: typed(text, field.kind) for field, text in answers.items()}]
        else:
            found[sheets[name].key] = [_row(sheets[name], row) for row in rows]
    found["indicators"] = [_scored(row) for row in found["indicators"]]
    return found


def cell(table: str, row: int, key: str) -> str:
    """Cell of a field in the n-th row of a table of the sample, as Excel shows it."""
    return f"{letters(BY_KEY[table])[key]}{FIRST_ROW - 1 + row}"
