"""Raw sheets (原表): the cells of a file as read, each still at its own address, nothing interpreted yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import Flag, auto

Scalar = str | int | float | bool | date | datetime | time | timedelta | None


class Mark(Flag):
    """What a reader of values alone would not see of a cell."""

    NONE = 0
    FORMULA = auto()  # holds a formula
    UNCACHED = auto()  # holds a formula without a stored value
    ERROR = auto()  # holds #REF!, #DIV/0! and the like
    PERCENT = auto()  # a number shown as a percentage: 0.95 means 95%
    MERGED = auto()  # part of a merged range, not its top left cell
    MERGED_TOP = auto()  # top left cell of a merged range
    LONG = auto()  # a number typed with more than 15 digits, the last ones lost


@dataclass(frozen=True, slots=True)
class RawSheet:
    """One sheet; `rows[0][0]` is A1 (rows may be of unequal length), `marks` is keyed by 1-based (row, column)."""

    name: str
    rows: list[list[Scalar]]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    marks: Mapping[tuple[int, int], Mark] = field(default_factory=dict)
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)
    merged: tuple[tuple[int, int, int, int], ...] = ()  # (first row, first column, last row, last column)


@dataclass(frozen=True, slots=True)
class RawBook:
    """All sheets of a file in its order."""

    sheets: tuple[RawSheet, ...]
