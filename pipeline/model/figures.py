"""Figures (数字): every number with its unit that the text prints, and the cells it was held against."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from pipeline.model.quick import quick

if TYPE_CHECKING:
    from pipeline.model.cells import Cell


@quick
class Status(StrEnum):
    """How a figure ended: agrees with its source, contradicts it, or nothing says what it speaks of."""

    MATCHED = "matched"
    MISMATCHED = "mismatched"
    UNMATCHED = "unmatched"


class Figure(NamedTuple):
    """One printed figure: `text` as printed, `span` its place in the printed text of the cell `where`."""

    text: str
    where: Cell
    span: tuple[int, int]
    status: Status
    source: tuple[Cell, ...] = ()
