"""Cells on the page: safe names for links, and what stands in each."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.cells import Cell
from pipeline.outputs.page.cells import Contents, anchor
from tests import page_support as samples

CELLS = st.builds(Cell, st.text(max_size=8), st.integers(1, 30), st.integers(1, 30))


def test_an_anchor_names_sheet_and_place() -> None:
    """The common sheets stay readable."""
    assert anchor(Cell("报告正文", 41, 3)) == "cell-报告正文-C41"


@given(CELLS, CELLS)
def test_two_cells_never_share_an_anchor(one: Cell, other: Cell) -> None:
    """However a sheet is called, its cells have names of their own that fit into an address."""
    assert (anchor(one) == anchor(other)) == (one == other)
    assert re.fullmatch(r"cell-\w*-[A-Z]+[0-9]+", anchor(one))


@pytest.mark.parametrize(
    ("sheet", "row", "column", "content"),
    [
        ("基本信息", 3, 2, "龙城街道办事处"),
        ("基本信息", 8, 2, "2,277,091.78"),
        ("基本信息", 8, 1, "—"),
        ("项目清单", 4, 8, "462,880.00"),
        ("项目清单", 4, 6, "—"),
        ("项目清单", 9, 8, "2,277,093.78"),
        ("项目清单", 99, 8, "—"),
        ("项目清单", 4, 99, "—"),
        ("绩效指标", 3, 8, "95"),
        ("绩效指标", 4, 10, "85.5"),
        ("支付明细", 3, 2, "2023-08-05"),
        ("核实说明", 3, 3, "已逐项核对。"),
        ("附注", 1, 1, "—"),
    ],
)
def test_a_cell_shows_what_was_read_there(sheet: str, row: int, column: int, content: str) -> None:
    """Amounts as in tables, dates and numbers plainly, a dash where nothing was read."""
    assert Contents(samples.book()).of(Cell(sheet, row, column)) == content


def test_without_a_book_no_cell_has_content() -> None:
    """An unreadable file shows nothing."""
    assert Contents(None).of(Cell("项目清单", 3, 1)) == "—"
