"""Whatever a workbook holds, every check runs to its end and speaks Chinese."""

from __future__ import annotations

import random
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.checks.explain import explain
from pipeline.model.book import Measure
from tests.books_support import sound_book
from tests.checks_support import table_findings

if TYPE_CHECKING:
    from pipeline.model.book import Book

NUMBERS = (None, 1, 2, 3, 999_999)
FEN = (None, 0, 1, -5, 999, 10**13)
SCORES = (None, Decimal(0), Decimal("0.001"), Decimal("33.3333333"), Decimal(100))
DAYS = (None, date(1900, 1, 1), date(2023, 6, 1), date(9999, 12, 31))
MEASURES = (
    None,
    Measure(""),
    Measure("≥"),
    Measure("达成"),
    Measure("1e30", Decimal("1e30")),
    Measure("-3", Decimal(-3)),
)
TEXTS = (None, "{x}", "当年财政拨款、其他资金", "%s {0} \ud800", "无", "字" * 50)
WILD: dict[str, tuple[Any, ...]] = {
    **dict.fromkeys(("number", "project", "count"), NUMBERS),
    **dict.fromkeys(("initial", "budget", "spent", "amount", "cap", "control", "office_from", "party_from"), FEN),
    **dict.fromkeys(("weight", "points", "score"), SCORES),
    **dict.fromkeys(("paid_on", "office_on", "party_on", "adjusted_on", "filled_on"), DAYS),
    **dict.fromkeys(("target", "actual"), (*MEASURES, Measure("甲", None, date(2023, 1, 1)))),
    "direction": (None, "≥", ">", "=", "≤", "<", "定性"),
    "first": (None, "产出指标", "效益指标", "满意度指标", "成本指标"),
    "second": (None, "数量指标", "成本指标", "经济成本指标"),
    "preset": (None, "mof-2021", "local-example"),
    "year": (None, 2023),
}
ROWS = ("projects", "indicators", "paragraphs", "parts", "payments", "explanations")
BASE = sound_book(
    {
        "资金构成!A2": "1",
        "资金构成!B2": "其他资金",
        "资金构成!E2": "5",
        "核实说明!A2": "序号不连续",
        "核实说明!B2": "A1",
    }
    | {"核实说明!C2": "查过", "基本信息!B12": "5,000"}
    | {
        f"支付明细!{column}{row}": value
        for row in (2, 3)
        for column, value in zip("ABCDF", ("1", "2023-01-05", "记", "甲", "48,000"), strict=True)
    }
)


def mangle(book: Book, dice: random.Random) -> Book:
    """Put anything of the right type into a quarter of all cells, and call some of them unreadable."""

    def wild(row: Any) -> Any:  # noqa: ANN401  (any of the book's nouns)
        names = [each.name for each in fields(row) if each.name != "row" and dice.random() < 0.25]
        return replace(row, **{name: dice.choice(WILD.get(name, TEXTS)) for name in names})

    rows = {table: tuple(wild(row) for row in getattr(book, table)) for table in ROWS}
    mangled = replace(book, info=wild(book.info), total=dice.choice((None, wild(book.total))), **rows)
    cells = [
        mangled.cell(row, dice.choice(list(mangled.places[row.table].columns)))
        for table in ROWS
        for row in rows[table]
        if dice.random() < 0.1
    ]
    return replace(mangled, unread=frozenset(cells))


@pytest.mark.parametrize("seed", range(2))
def test_every_check_ends(seed: int) -> None:
    """No check crashes, none is left out, and no sentence holds a word of Python."""
    dice = random.Random(seed)  # noqa: S311  (dice for tests, no secret)
    books = [mangle(BASE, dice) for _ in range(60)]
    seen = set()
    for book, findings in zip(books, table_findings(books), strict=True):
        for finding in explain(book, findings):
            seen.add(finding.rule.id)
            said = finding.message + finding.found + finding.expected + finding.fix
            assert not any(word in said for word in ("None", "<NA>", "nan", "Decimal", "Measure(")), said
    assert not seen & {"check-crashed", "check-not-run"}
    assert len(seen) > 60
