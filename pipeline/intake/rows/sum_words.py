"""Sum words (合计、小计): by what a row says that it adds up others."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.intake.fold import fold, is_blank

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.intake.raw import Scalar
    from pipeline.intake.sheets.grid import Grid

LONGEST = 60  # longer texts are prose
_TOTAL = re.compile(
    r"(?:本年度?|全年|年度|支出|金额|项目|经费|以上)*(?:合计|总计|共计|总合计)(?:数|金额)?(?:\(.*\))?:?"
)
_SUBTOTAL = re.compile(
    r".*小计(?:\(.*\))?:?"
    r"|(?:(?:本|[0-9一二三四五六七八九十至-]+)(?:页|月份?|季度?|年度?)|第?[一二三四1-4]季度|[上下]半年)?(?:合计|累计)(?:数|金额)?:?"
)
_ANY_SUM = re.compile(
    r".*(?:小计|合计|总计|共计|累计)(?:数|金额)?(?:\(.*\))?:?"
)  # where a number should stand, nothing else
_SUMMED = re.compile(rf"{_TOTAL.pattern}|{_SUBTOTAL.pattern}|年度资金总额:?")


def texts(grid: Grid, row: int, columns: Iterable[int]) -> Iterator[str]:
    """Give the folded texts of a row in these columns."""
    for column in columns:
        value = grid.value(row, column)
        if isinstance(value, str) and not is_blank(value):
            yield fold(value[:LONGEST])


@lru_cache(maxsize=4096)
def _sums(text: str) -> bool:
    return not is_blank(text) and _SUMMED.fullmatch(fold(text)) is not None


def _named(grid: Grid, row: int, columns: Sequence[int]) -> list[str]:
    """Give the texts that may name a total line: those of its key columns; where these are blank, all of the row."""
    if any(not is_blank(grid.value(row, column)) for column in columns):
        return list(texts(grid, row, columns))
    return list(texts(grid, row, range(1, grid.width(row) + 1)))


def is_total(grid: Grid, row: int, columns: Sequence[int]) -> bool:
    """Tell whether a row is a 合计 line by its key columns."""
    return any(_TOTAL.fullmatch(text) for text in _named(grid, row, columns))


def is_subtotal(grid: Grid, row: int, columns: Sequence[int]) -> bool:
    """Tell whether a row is a 小计 line by its key columns, where any name that ends in 合计 is one."""
    keyed = any(_ANY_SUM.fullmatch(text) for text in texts(grid, row, columns))
    return keyed or any(_SUBTOTAL.fullmatch(text) for text in _named(grid, row, columns))


def says_sum(value: Scalar) -> bool:
    """Tell whether a cell calls its row a 小计 or 合计."""
    return isinstance(value, str) and _sums(value[:LONGEST])


def sum_word(grid: Grid, row: int) -> str:
    """Give the text by which a row says that it adds up others."""
    told = texts(grid, row, range(1, grid.width(row) + 1))
    return next((text for text in told if _ANY_SUM.fullmatch(text) or _sums(text)), "")
