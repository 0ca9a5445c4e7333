"""Tables (合表): the rows of one workbook or of ten thousand as frames, keyed by (workbook, row)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from pipeline.checks import indicator_facts, payment_facts, project_facts
from pipeline.checks.facts import BookFacts
from pipeline.model.text import printable

if TYPE_CHECKING:
    from pipeline.model.book import Book, Row

Facts = Callable[[BookFacts, Any], tuple[object, ...]]
KEYS = ("workbook", "row")
INFO_ROW = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is pooled: the kind of each column (whole `number`, else `text`) and where its values come from."""

    columns: Mapping[str, str]
    facts: Facts


def _paragraph(_: BookFacts, row: Any) -> tuple[object, ...]:  # noqa: ANN401  (each layout knows its own row type)
    return row.section, row.project, row.text


def _explanation(_: BookFacts, row: Any) -> tuple[object, ...]:  # noqa: ANN401  (each layout knows its own row type)
    return row.rule, row.cell, row.reason


LAYOUTS: Mapping[str, Layout] = {
    "info": Layout(project_facts.INFO_COLUMNS, lambda facts, _: project_facts.info_facts(facts)),
    "projects": Layout(project_facts.PROJECT_COLUMNS, project_facts.project_facts),
    "indicators": Layout(indicator_facts.INDICATOR_COLUMNS, indicator_facts.indicator_facts),
    "paragraphs": Layout({"section": "text", "project": "number", "text": "text"}, _paragraph),
    "parts": Layout(project_facts.PART_COLUMNS, project_facts.part_facts),
    "payments": Layout(payment_facts.PAYMENT_COLUMNS, payment_facts.payment_facts),
    "explanations": Layout({"rule": "text", "cell": "text", "reason": "text"}, _explanation),
}


@dataclass(frozen=True)
class Tables:
    """The pooled frames by table, and what each workbook's rows share."""

    frames: Mapping[str, pd.DataFrame]
    facts: Sequence[BookFacts]


def rows_of(book: Book, table: str) -> Sequence[Row | None]:
    """List the rows of a table; 基本信息 is one row, where it is in the file."""
    if table == "info":
        return (None,) if book.has("info") else ()
    rows: tuple[Row, ...] = getattr(book, table)
    return rows


def _numbers(values: Sequence[Any]) -> pd.Series[Any]:
    """Make a column of nullable whole numbers; several times faster than letting pandas guess what they are."""
    objects = pd.Series(values, dtype="object")
    missing = objects.isna()
    whole = objects.where(~missing, 0).astype("int64")
    return pd.Series(pd.arrays.IntegerArray(whole.to_numpy(), missing.to_numpy()))


def _texts(values: Sequence[str | None]) -> pd.Series[Any]:
    """Make a column of text; what no file can hold would stop the engine."""
    try:
        "".join(filter(None, values)).encode()
    except UnicodeEncodeError:
        values = [value and printable(value) for value in values]
    return pd.Series(values, dtype="object")


def _series(name: str, kind: str, values: Sequence[Any]) -> pd.Series[Any]:
    """Make one column."""
    if name in KEYS:
        return pd.Series(values, dtype="int64")
    return _numbers(values) if kind == "number" else _texts(values)


def _frame(layout: Layout, table: str, facts: Sequence[BookFacts]) -> pd.DataFrame:
    """Pool one table: every row once, then turned into columns."""
    records = [
        (workbook, row.row if row else INFO_ROW, *layout.facts(fact, row))
        for workbook, fact in enumerate(facts)
        for row in rows_of(fact.book, table)
    ]
    kinds = dict.fromkeys(KEYS, "number") | dict(layout.columns)
    columns = list(zip(*records, strict=True)) or [()] * len(kinds)
    return pd.DataFrame(
        {name: _series(name, kind, column) for (name, kind), column in zip(kinds.items(), columns, strict=True)}
    )


def pool(books: Sequence[Book]) -> Tables:
    """Pool the books; the index of a book is its `workbook` in every frame."""
    facts = [BookFacts(book) for book in books]
    return Tables({table: _frame(layout, table, facts) for table, layout in LAYOUTS.items()}, facts)
