"""The form (自评表) of one project as values: what each box prints, and the cells it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.model import money, scoring
from pipeline.model.contract import FUNDINGS, QUALITATIVE
from pipeline.outputs.document import Kind, Run, Runs
from pipeline.outputs.word.runs import numbered_text

if TYPE_CHECKING:
    from pipeline.model.book import Book, Indicator, Measure, Part, Project
    from pipeline.model.cells import Cell
    from pipeline.model.limits import Preset
    from pipeline.model.policy import Policy

AMOUNTS = ("initial", "budget", "spent")
TOTAL_LINE = "年度资金总额"
_SAYS_DIRECTION = re.compile("^(?:不得?[低少小高多大超]|[高低多少大小]于|至[少多])|(?:以[上下内]|之内)$")


@dataclass(frozen=True, slots=True)
class FundLine:
    """One row of the funds: 年度资金总额 or one of its three parts, amounts in 万元."""

    name: str
    initial: Runs
    budget: Runs
    spent: Runs


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One third-level indicator; `starts` tells which box begins here: first, second or only the third level."""

    starts: str
    first: Runs
    second: Runs
    third: Runs
    target: Runs
    actual: Runs
    weight: Runs
    points: Runs
    reason: Runs


@dataclass(frozen=True, slots=True)
class Form:
    """One official form; the score boxes of the execution rate and of the whole project stand by themselves."""

    name: Runs
    department: Runs
    unit: Runs
    funds: tuple[FundLine, ...]
    rate_weight: Runs
    rate: Runs
    rate_points: Runs
    goal: Runs
    outcome: Runs
    indicators: tuple[IndicatorLine, ...]
    weight: Runs
    score: Runs


def _printed(text: str | None, *cells: Cell) -> Runs:
    """Print text as it stands, every number in it with the cells; nothing for a blank."""
    return numbered_text(text, *cells) if text else ()


def _number(text: str | None, cells: Iterable[Cell] = ()) -> Runs:
    return (Run(text, tuple(cells), Kind.NUMBER),) if text else ()


def _score(points: Decimal | None, cells: Iterable[Cell] = ()) -> Runs:
    return _number(None if points is None else money.plain(points), cells)


def _wan(fen: int | None, cells: Iterable[Cell]) -> Runs:
    return _number(None if fen is None else money.exact_wan_text(fen), cells)


def _line_of_parts(book: Book, category: str, parts: Sequence[Part]) -> FundLine:
    own = [part for part in parts if part.category == category]

    def amount(key: str) -> Runs:
        fens = [getattr(part, key) or 0 for part in own]
        return _wan(sum(fens), [book.cell(part, key) for part in own] or [book.cell(it, "category") for it in parts])

    return FundLine(category, *(amount(key) for key in AMOUNTS))


def _line_of_project(book: Book, name: str, project: Project, *, stands_here: bool) -> FundLine:
    """Print the project's own amounts in a row, or 0 where its money does not stand in this row."""

    def amount(key: str) -> Runs:
        fen = getattr(project, key)
        if not stands_here:
            return _wan(0, [book.cell(project, "funding")])
        return _wan(0 if fen is None and key == "initial" else fen, [book.cell(project, key)])

    return FundLine(name, *(amount(key) for key in AMOUNTS))


def _funds(book: Book, project: Project) -> tuple[FundLine, ...]:
    """Return 年度资金总额, then the three parts: by 资金构成, else all in the row of the project's 资金来源."""
    total = _line_of_project(book, TOTAL_LINE, project, stands_here=True)
    parts = book.parts_of.get(project.number, ())
    if parts:
        return total, *(_line_of_parts(book, category, parts) for category in FUNDINGS)
    source = project.funding or FUNDINGS[0]
    if source not in FUNDINGS:
        return total, *(FundLine(category, (), (), ()) for category in FUNDINGS)
    return total, *(_line_of_project(book, it, project, stands_here=it == source) for it in FUNDINGS)


def _with_unit(measure: Measure, unit: str | None) -> str:
    """Put the unit behind a number that does not bring one along; dates and words have none."""
    if not unit or measure.number is None or measure.day is not None:
        return measure.text
    return f"{measure.text}{unit}" if measure.text[-1:].isdecimal() else measure.text


def _with_direction(text: str, direction: str) -> str:
    """Put the direction before a target that does not say it in its own words (不少于200户, 200户以上)."""
    return text if text.startswith(direction) or _SAYS_DIRECTION.search(text) else f"{direction}{text}"


def _target(book: Book, row: Indicator) -> Runs:
    if row.target is None:
        return ()
    cells = [book.cell(row, key) for key in ("target", "direction", "unit")]
    if row.direction in {None, QUALITATIVE}:
        return _printed(row.target.text, cells[0])
    return _printed(_with_direction(_with_unit(row.target, row.unit), row.direction or ""), *cells)


def _actual(book: Book, row: Indicator) -> Runs:
    if row.actual is None:
        return ()
    text = row.actual.text if row.direction == QUALITATIVE else _with_unit(row.actual, row.unit)
    return _printed(text, book.cell(row, "actual"), book.cell(row, "unit"))


def _indicator(book: Book, row: Indicator, above: Indicator | None) -> IndicatorLine:
    same_first = above is not None and above.first == row.first
    same_second = above is not None and same_first and above.second == row.second

    def text(key: str) -> Runs:
        return _printed(getattr(row, key), book.cell(row, key))

    return IndicatorLine(
        starts="third" if same_second else "second" if same_first else "first",
        first=() if same_first else text("first"),
        second=() if same_second else text("second"),
        third=text("third"),
        target=_target(book, row),
        actual=_actual(book, row),
        weight=_score(row.weight, [book.cell(row, "weight")]),
        points=_score(row.points, [book.cell(row, "points")]),
        reason=text("reason"),
    )


def _grouped(rows: Sequence[Indicator]) -> list[Indicator]:
    """Put rows of one first and second level side by side, in order of first appearance."""
    firsts = list(dict.fromkeys(row.first for row in rows))
    seconds = list(dict.fromkeys((row.first, row.second) for row in rows))
    return sorted(rows, key=lambda row: (firsts.index(row.first), seconds.index((row.first, row.second))))


def _form(book: Book, project: Project, preset: Preset) -> Form:
    rows = _grouped(book.indicators_of.get(project.number, ()))
    spending = [book.cell(project, key) for key in ("spent", "budget")]
    known = project.spent is not None and project.budget
    rate = money.percent_text(project.spent or 0, project.budget or 1) if known else None
    points = [book.cell(row, "points") for row in rows]
    return Form(
        name=_printed(project.name, book.cell(project, "name")),
        department=_printed(project.department, book.cell(project, "department")),
        unit=_printed(book.info.unit, book.info_cell("unit")),
        funds=_funds(book, project),
        rate_weight=_score(preset.execution, [book.info_cell("preset")]),
        rate=_number(rate, spending),
        rate_points=_score(scoring.execution_points(project, preset), spending),
        goal=_printed(project.goal, book.cell(project, "goal")),
        outcome=_printed(project.outcome, book.cell(project, "outcome")),
        indicators=tuple(_indicator(book, row, above) for above, row in zip([None, *rows], rows, strict=False)),
        weight=_score(scoring.FULL_SCORE, [book.info_cell("preset"), *(book.cell(row, "weight") for row in rows)]),
        score=_score(scoring.declared_score(book, project, preset), [*spending, *points]),
    )


def forms_of(book: Book, policy: Policy) -> tuple[Form, ...]:
    """Compose one form a project, in the order of 项目清单."""
    return tuple(_form(book, project, policy.preset(book.info.preset)) for project in book.projects)
