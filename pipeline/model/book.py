"""The book (工作簿): one workbook as typed rows; every value can name its cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, TypeVar

from pipeline.model.cells import Cell
from pipeline.model.quick import make
from pipeline.model.rows import (
    Explanation,
    Indicator,
    Info,
    Measure,
    Paragraph,
    Part,
    Payment,
    Project,
    Row,
    SumRow,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.model.before import Before

__all__ = [
    "FOLLOWED", "Book", "Explanation", "Indicator", "Info", "Measure", "Paragraph", "Part", "Payment", "Place",
    "Project", "Row", "SumRow",
]  # fmt: skip
T = TypeVar("T", "Indicator", "Part", "Payment")
FOLLOWED = 200  # cells that one finding or figure names of a column


@dataclass(frozen=True, slots=True)
class Place:
    """Where a contract sheet stands in this file: its name as typed, heading row, column of each field.

    For 基本信息 `columns` holds the row of each label, `heading` the row of 项目 | 内容, `value_column` its 内容.
    """

    sheet: str
    heading: int
    columns: Mapping[str, int]
    value_column: int = 2


@dataclass(frozen=True)
class Book:
    """One workbook as typed rows. `name` is its path below the input folder with forward slashes."""

    name: str
    sha256: str
    info: Info = field(default_factory=Info)
    projects: tuple[Project, ...] = ()
    total: Project | None = None
    indicators: tuple[Indicator, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    parts: tuple[Part, ...] = ()
    payments: tuple[Payment, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)
    unread: frozenset[Cell] = frozenset()  # filled cells that intake could not read, and has said so
    spending_only: bool = False  # a foreign report's list: one amount a project, no budget it could mean instead
    before: Before | None = None  # what the workbook remembers of last year (上年对照)
    sums: tuple[SumRow, ...] = ()  # but for the 合计 row of 项目清单, which is `total`

    def has(self, table: str) -> bool:
        """Tell whether the sheet of this key is in the file."""
        return table in self.places

    def cell(self, row: Row, key: str) -> Cell:
        """Name the cell of a field in a row; where the column is missing, the first cell of the row."""
        place = self.places[row.table]
        return make(Cell, (place.sheet, row.row, place.columns.get(key, 1)))

    def info_cell(self, key: str) -> Cell:
        """Name the 内容 cell of a label of 基本信息; where the label is missing, the heading row's first cell."""
        place = self.places["info"]
        if key in place.columns:
            return Cell(place.sheet, place.columns[key], place.value_column)
        return self.heading_cell("info")

    def heading_cell(self, table: str) -> Cell:
        """Name the first cell of a sheet's heading row."""
        place = self.places[table]
        return Cell(place.sheet, place.heading, 1 if table == "info" else min(place.columns.values(), default=1))

    def column(self, key: str) -> tuple[Cell, ...]:
        """Name the cells of a field in 项目清单; of a very long list the first ones, for nobody follows more."""
        if key not in self._columns:
            self._columns[key] = tuple([self.cell(project, key) for project in self.projects[:FOLLOWED]])
        return self._columns[key]

    def sum_cells(self, key: str) -> tuple[Cell, ...]:
        """Name the cells that show a sum of the list: its 合计 row's, or all that are added up."""
        return (self.cell(self.total, key),) if self.total else self.column(key)

    def sum_of(self, key: str) -> int | None:
        """Add up an amount of all projects, in fen; None where there is no project or an amount is missing."""
        if key not in self._sums:
            amounts = [getattr(project, key) for project in self.projects]
            self._sums[key] = sum(amounts) if amounts and None not in amounts else None
        return self._sums[key]

    @cached_property
    def _columns(self) -> dict[str, tuple[Cell, ...]]:
        return {}

    @cached_property
    def _ends(self) -> dict[str, tuple[Project, Project] | None]:
        return {}

    @cached_property
    def _sums(self) -> dict[str, int | None]:
        return {}

    @cached_property
    def rates(self) -> tuple[Fraction | None, ...]:
        """Execution rate of every project in percent; None where it has no budget, or its spending is not known."""
        told = [(it.spent, it.budget) for it in self.projects]
        return tuple([None if spent is None or not budget else Fraction(100 * spent, budget) for spent, budget in told])

    @cached_property
    def mean_rate(self) -> Fraction | None:
        """Mean of the execution rates that are known, in percent; None where none is."""
        known = [rate for rate in self.rates if rate is not None]
        return sum(known, Fraction(0)) / len(known) if known else None

    def ends_of(self, key: str) -> tuple[Project, Project] | None:
        """Give the projects that come last and first by a column, or by `rate`; None where one has nothing there."""
        if key not in self._ends:
            values = self.rates if key == "rate" else [getattr(project, key) for project in self.projects]
            known = [(it, project) for it, project in zip(values, self.projects, strict=True) if it is not None]
            whole = known and len(known) == len(self.projects)
            self._ends[key] = (min(known, key=itemgetter(0))[1], max(known, key=itemgetter(0))[1]) if whole else None
        return self._ends[key]

    @cached_property
    def by_number(self) -> Mapping[int, Project]:
        """The projects by 序号, the first of a repeated one; projects without a readable 序号 are left out."""
        return {project.number: project for project in reversed(self.projects) if project.number is not None}

    @cached_property
    def indicators_of(self) -> Mapping[int | None, tuple[Indicator, ...]]:
        """The indicators of each 项目序号, in order."""
        return _grouped(self.indicators)

    @cached_property
    def payments_of(self) -> Mapping[int | None, tuple[Payment, ...]]:
        """The payments of each 项目序号, in order."""
        return _grouped(self.payments)

    @cached_property
    def parts_of(self) -> Mapping[int | None, tuple[Part, ...]]:
        """The fund parts of each 项目序号, in order."""
        return _grouped(self.parts)


def _grouped(rows: tuple[T, ...]) -> Mapping[int | None, tuple[T, ...]]:
    """Group rows by their 项目序号; rows without one are left out, so that a project without 序号 has none."""
    groups: dict[int | None, list[T]] = {}
    for row in rows:
        if row.project is not None:
            groups.setdefault(row.project, []).append(row)
    return {number: tuple(group) for number, group in groups.items()}
