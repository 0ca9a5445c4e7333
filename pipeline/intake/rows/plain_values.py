"""Plain values (平常的值): the cells of a column that hold just what they should, read at once and without a word."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from pipeline.intake.cells.amounts import MOST_FEN
from pipeline.intake.cells.dates import in_range
from pipeline.intake.cells.values import FULL_SCORE, MOST_COUNT, decimal_of
from pipeline.intake.fold import is_blank
from pipeline.model.fields import Kind
from pipeline.model.money import FEN_PER_YUAN

if TYPE_CHECKING:
    from pipeline.intake.cells.choices import Chooser
    from pipeline.intake.cells.spec import Spec
    from pipeline.intake.raw import Scalar

CAREFUL = object()  # stands where a value needs a second look


def _fast_money(value: Scalar) -> object:
    if type(value) is int and 0 <= value * FEN_PER_YUAN <= MOST_FEN:
        return value * FEN_PER_YUAN
    if type(value) is float and 0 <= value * FEN_PER_YUAN <= MOST_FEN:
        fen = round(value * FEN_PER_YUAN)
        return fen if fen / FEN_PER_YUAN == value else CAREFUL  # equal doubles print the same 15 digits
    return CAREFUL


def _fast_count(value: Scalar) -> object:
    whole = int(value) if type(value) is float and math.isfinite(value) and value == int(value) else value
    return whole if type(whole) is int and 1 <= whole <= MOST_COUNT else CAREFUL


def _fast_score(value: Scalar) -> object:
    if (type(value) is int or type(value) is float) and 0 <= value <= FULL_SCORE:
        return decimal_of(value)
    return CAREFUL


def _fast_date(value: Scalar) -> object:
    if type(value) is datetime:
        value = value.date()
    return value if type(value) is date and in_range(value) else CAREFUL


def _texts(column: Sequence[Scalar]) -> list[object]:
    stripped = [value.strip() if type(value) is str else value for value in column]
    return [
        None if value is None or value == "" else text if type(text) is str and text and text.isprintable() else CAREFUL
        for value, text in zip(column, stripped, strict=True)
    ]


def _is_plain(text: str) -> bool:
    return text.isprintable() and not is_blank(text)


def _proses(column: Sequence[Scalar]) -> list[object]:
    return [
        None if value is None or value == "" else value if type(value) is str and _is_plain(value) else CAREFUL
        for value in column
    ]


def _chosen(column: Sequence[Scalar], choose: Chooser) -> list[object]:
    return [
        None if value is None or value == "" else ((choose(value) or CAREFUL) if type(value) is str else CAREFUL)
        for value in column
    ]


def _careful(_: Scalar) -> object:
    return CAREFUL


_FAST: Mapping[Kind, Callable[[Scalar], object]] = {
    Kind.MONEY: _fast_money,
    Kind.COUNT: _fast_count,
    Kind.SCORE: _fast_score,
    Kind.DATE: _fast_date,
}


def plain_values(column: Sequence[Scalar], spec: Spec) -> list[object]:
    """Read the plain values of a column; CAREFUL stands for the others, None for empty cells."""
    if spec.choose:
        return _chosen(column, spec.choose)
    if spec.verbatim:
        return _proses(column)
    if spec.field.kind is Kind.TEXT:
        return _texts(column)
    read = _FAST.get(spec.field.kind, _careful)
    return [None if value is None or value == "" else read(value) for value in column]
