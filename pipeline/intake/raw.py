"""Raw sheets (原表): the cells of a file as read, each still at its own address, nothing interpreted yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import Flag, auto
from functools import cached_property

Place = tuple[int, int]
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


class Marks(Mapping[Place, Mark]):
    """The marks of a sheet by 1-based (row, column); only the `telling` ones are at hand.

    Formulas with a stored value and merged cells are many, and hardly ever asked for: they are looked up then.
    """

    def __init__(self, telling: Mapping[Place, Mark], others: Callable[[], Iterator[tuple[Place, Mark]]]) -> None:
        """Take the telling marks, and how to find all others."""
        self.telling = telling
        self._others = others

    @cached_property
    def _all(self) -> Mapping[Place, Mark]:
        marks = dict(self.telling)
        for place, mark in self._others():
            marks[place] = marks.get(place, Mark.NONE) | mark
        return marks

    def __getitem__(self, place: Place) -> Mark:
        """Give the marks of a cell; KeyError where it has none."""
        return self._all[place]

    def __iter__(self) -> Iterator[Place]:
        """Name all marked cells."""
        return iter(self._all)

    def __len__(self) -> int:
        """Count all marked cells."""
        return len(self._all)


@dataclass(frozen=True, slots=True)
class RawSheet:
    """One sheet; `rows[0][0]` is A1 (rows may be of unequal length), `marks` is keyed by 1-based (row, column)."""

    name: str
    rows: list[list[Scalar]]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    marks: Mapping[Place, Mark] = field(default_factory=dict)
    errors: Mapping[Place, str] = field(default_factory=dict)
    struck: frozenset[Place] = frozenset()  # crossed out, whole or in part
    merged: tuple[tuple[int, int, int, int], ...] = ()  # (first row, first column, last row, last column)


@dataclass(frozen=True, slots=True)
class RawBook:
    """All sheets of a file in its order."""

    sheets: tuple[RawSheet, ...]
