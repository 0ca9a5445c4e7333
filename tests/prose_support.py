"""Books made in code for the checks of text: a list, paragraphs and indicators at known cells."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pipeline.checks.prose import read_prose
from pipeline.model.book import Book, Indicator, Info, Measure, Paragraph, Payment, Place, Project
from pipeline.model.contract import SHEETS

if TYPE_CHECKING:
    from pipeline.model.figures import Figure

FIRST_ROW = 2


def places(*missing: str) -> dict[str, Place]:
    """Every contract sheet with its columns in order and its headings in row 1."""
    found = {}
    for sheet in SHEETS:
        if sheet.key in missing:
            continue
        numbered = {field.key: at for at, field in enumerate(sheet.fields, start=2 if sheet.paired else 1)}
        found[sheet.key] = Place(sheet.name, 1, numbered)
    return found


def fen(yuan: str | None) -> int | None:
    """Whole fen of yuan as typed."""
    return None if yuan is None else int(Decimal(yuan) * 100)


def project(number: int, name: str, spent: str, budget: str | None = None, **more: Any) -> Project:  # noqa: ANN401  (fields of the row)
    """One row of 项目清单; the budget equals the spending unless said otherwise."""
    whole = fen(spent if budget is None else budget)
    return Project(
        FIRST_ROW + number - 1, number, name, spent=fen(spent), budget=whole, goal=more.pop("goal", "做好工作"), **more
    )


def indicator(  # noqa: PLR0913, PLR0917  (one row, column by column)
    row: int,
    number: int,
    third: str,
    target: str,
    actual: str,
    unit: str,
    **more: Any,  # noqa: ANN401  (fields of the row)
) -> Indicator:
    """One quantitative indicator at full marks."""
    direction, points = more.pop("direction", "≥"), more.pop("points", Decimal(90))
    goal, reached = _measure(target), _measure(actual)
    return Indicator(
        row, number, "产出指标", "数量指标", third, direction, goal, unit, reached, Decimal(90), points, **more
    )


def _measure(text: str) -> Measure:
    return Measure(text, Decimal(text))


def book(
    projects: Sequence[Project],
    paragraphs: Sequence[tuple[str | None, int | None, str | None]] = (),
    indicators: Sequence[Indicator] = (),
    payments: Sequence[Payment] = (),
    **info: Any,  # noqa: ANN401  (fields of 基本信息)
) -> Book:
    """Make a workbook with these rows; paragraphs stand in 报告正文 from row 2 on, so the first is C2."""
    facts = {"unit": "龙城街道办事处", "year": 2023, **info}
    rows = tuple(
        Paragraph(FIRST_ROW + at, section, number, text) for at, (section, number, text) in enumerate(paragraphs)
    )
    return Book(
        "样本.xlsx",
        "",
        Info(**facts),
        tuple(projects),
        None,
        tuple(indicators),
        rows,
        (),
        tuple(payments),
        (),
        places(),
    )


def raised(made: Book, *rules: str) -> set[tuple[str, str]]:
    """Rule id and first cell of every finding (of these rules, where named)."""
    findings, _ = read_prose(made)
    return {(it.rule.id, it.cells[0].address) for it in findings if not rules or it.rule.id in rules}


def critical(made: Book) -> list[str]:
    """Messages of the critical findings."""
    return [f"{it.cells[0].ref} {it.message}" for it in read_prose(made)[0] if it.severity.value == "critical"]


def figures(made: Book) -> list[tuple[str, str, str]]:
    """Text, status and first source cell of every figure."""
    return [(it.text, it.status.value, it.source[0].address if it.source else "") for it in _figures(made)]


def _figures(made: Book) -> list[Figure]:
    return read_prose(made)[1]
