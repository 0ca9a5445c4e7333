"""Addresses are read back as they are printed, and nothing else is taken for one."""

from __future__ import annotations

import pytest

from pipeline.model.cells import Cell, cell_at


@pytest.mark.parametrize("cell", [Cell("项目清单", 18, 8), Cell("我的!表", 1, 1), Cell("表", 1048576, 16384)])
def test_an_address_is_read_back(cell: Cell) -> None:
    """Also of a sheet with an exclamation mark in its name."""
    assert cell_at(cell.address) == cell


@pytest.mark.parametrize("text", ["", "H18", "项目清单!", "项目清单!18", "项目清单!Ｈ18", "项目清单!H", "项目清单!H1H"])
def test_what_is_no_address_is_refused(text: str) -> None:
    """With a ValueError, whatever is missing."""
    with pytest.raises(ValueError, match=r".+"):
        cell_at(text)
