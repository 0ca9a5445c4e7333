"""How many cells hold something and how far they reach: counted to the cell where a bound would not do."""

from __future__ import annotations

from dataclasses import replace
from string import ascii_uppercase
from typing import TYPE_CHECKING

import pytest

from pipeline.intake.safety.guard import inspect
from pipeline.intake.safety.refusals import RefusalError
from pipeline.intake.sheets.read import read_safe
from pipeline.model.policy import policy
from tests.hostile_support import far_cells, workbook

if TYPE_CHECKING:
    from pipeline.model.limits import IntakeLimits

LIMITS = policy().intake
NUMBER, WORD, EMPTY = '<c r="{}"><v>1</v></c>', '<c r="{}" t="inlineStr"><is><t>甲</t></is></c>', '<c r="{}" s="0"/>'


def refused(data: bytes, limits: IntakeLimits = LIMITS) -> str | None:
    """Read a workbook under these limits; the rule that refuses it."""
    try:
        read_safe(inspect(data, "表.xlsx", limits))
    except RefusalError as refusal:
        return refusal.finding.rule.id
    return None


def row_of(row: int, *cells: tuple[str, str]) -> str:
    """Write a row of cells of these kinds in these columns."""
    return f'<row r="{row}">{"".join(kind.format(f"{letters}{row}") for letters, kind in cells)}</row>'


def rows_of(kind: str, count: int) -> str:
    """Write rows of 26 such cells."""
    return "".join(row_of(row, *((letter, kind) for letter in ascii_uppercase)) for row in range(1, count + 1))


def test_the_shortest_cells_that_there_are_count_each() -> None:
    """234 of them: a cell takes no fewer bytes."""
    data = workbook(rows_of('<c r="{}"><v/></c>', 9))
    assert refused(data, replace(LIMITS, cells=234)) is None
    assert refused(data, replace(LIMITS, cells=233)) == "sheet-cells"


def test_cells_of_all_sheets_count_together_and_empty_ones_with_a_style_do_not() -> None:
    """Three sheets of 260 that are empty and one that is not: together they would be too many, were they counted."""
    data = workbook(rows_of(EMPTY, 10) + row_of(11, ("A", NUMBER)), states=("", "", ""))
    assert refused(data, replace(LIMITS, cells=500)) is None
    full = workbook(rows_of(NUMBER, 10), states=("", "", ""))
    assert refused(full, replace(LIMITS, cells=780)) is None
    assert refused(full, replace(LIMITS, cells=779)) == "sheet-cells"


@pytest.mark.parametrize(("column", "rule"), [("ZY", None), ("ZZ", "sheet-range")])
def test_the_last_column_of_two_letters_is_still_near_and_counts(column: str, rule: str | None) -> None:
    """702 columns by 4 rows."""
    assert refused(far_cells("A1", f"{column}4"), replace(LIMITS, area=702 * 4 - 1)) == rule


@pytest.mark.parametrize(
    "cells",
    [
        (("A", NUMBER), ("B", NUMBER), ("C", NUMBER)),
        (("A", WORD), ("B", WORD), ("C", WORD)),
        (("A", WORD), ("B", WORD), ("C", NUMBER)),
    ],
)
def test_too_many_cells_are_refused_for_their_number_wherever_they_lie(cells: tuple[tuple[str, str], ...]) -> None:
    """At the limit, they are refused for lying too far apart."""
    data = workbook(row_of(1, *cells[:2]) + row_of(9, cells[2]))
    assert refused(data, replace(LIMITS, cells=2, area=26)) == "sheet-cells"
    assert refused(data, replace(LIMITS, cells=3, area=26)) == "sheet-range"
    assert refused(data, replace(LIMITS, cells=3, area=27)) is None


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        ((("A", NUMBER), ("A", NUMBER)), "file-malformed"),
        ((("A", WORD), ("A", WORD)), "file-malformed"),
        ((("A", NUMBER), ("A", NUMBER), ("B", WORD)), "file-malformed"),
        ((("A", WORD), ("A", WORD), ("B", NUMBER)), "file-malformed"),
        ((("A", NUMBER), ("B", WORD)), None),
        ((("A", '<c r="{}"><v></v></c>'), ("A", NUMBER)), None),
    ],
)
def test_two_cells_at_one_address_are_refused_unless_one_is_empty(
    cells: tuple[tuple[str, str], ...], rule: str | None
) -> None:
    """Of two contents nobody could say which is meant."""
    assert refused(workbook(row_of(1, *cells))) == rule
