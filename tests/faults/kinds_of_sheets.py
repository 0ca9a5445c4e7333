"""Mistakes in the shape of a workbook: sheets and columns that are missing, renamed or there twice."""

from __future__ import annotations

import copy
import random
from typing import TYPE_CHECKING

from tests.faults.kinds import Kind, critical

if TYPE_CHECKING:
    from pipeline.model.cells import Cell
    from tests.faults.typed import Typed

REQUIRED = ("info", "projects", "indicators", "paragraphs")


def _required_column(typed: Typed, dice: random.Random) -> tuple[str, str]:
    table = dice.choice(REQUIRED[1:])
    return table, dice.choice([one.key for one in typed[table].sheet.fields if one.required])


@critical("column-missing")
def column_missing(typed: Typed, dice: random.Random) -> Cell | None:
    """Delete a required column."""
    table, key = _required_column(typed, dice)
    typed[table].columns.remove(key)
    return typed[table].heading_cell()


@critical("column-missing")
def column_renamed(typed: Typed, dice: random.Random) -> Cell | None:
    """Word a required heading otherwise."""
    table, key = _required_column(typed, dice)
    typed[table].headings[key] = "本栏由经办人填写"
    return typed[table].heading_cell()


@critical("column-twice")
def heading_doubled(typed: Typed, dice: random.Random) -> Cell | None:
    """One heading stands over two columns; the second is where to look."""
    table, key = _required_column(typed, dice)
    page = typed[table]
    page.doubled = key
    return page.heading_cell()._replace(column=len(page.columns) + 1)


@critical("sheet-without-rows")
def sheet_without_rows(typed: Typed, dice: random.Random) -> Cell | None:
    """Only the headings are there."""
    page = typed[dice.choice(REQUIRED[1:])]
    page.rows = []
    return page.heading_cell()


@critical("sheet-twice")
def sheet_there_twice(typed: Typed, dice: random.Random) -> Cell | None:
    """Copy a sheet under nearly the same name: no cell, the sheet is named."""
    again = copy.deepcopy(typed[dice.choice(REQUIRED)])
    again.name = f" {again.name}"
    typed.pages.append(again)
    return None


@critical("sheet-missing")
def sheet_missing(typed: Typed, dice: random.Random) -> Cell | None:
    """Delete a required sheet: no cell, the sheet is named."""
    page = typed[dice.choice(REQUIRED)]
    typed.pages.remove(page)
    return None


WITHOUT_CELL = (sheet_there_twice, sheet_missing)
KINDS: tuple[Kind, ...] = (column_missing, column_renamed, heading_doubled, sheet_without_rows, *WITHOUT_CELL)
