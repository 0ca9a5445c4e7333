"""Across a row (行内勾稽): rates, rests and wholes that a foreign table prints beside the amounts they follow from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations, permutations
from typing import TYPE_CHECKING

from pipeline.model.money import plain
from pipeline.verify.foreign.grid_rows import Kind
from pipeline.verify.foreign.listing import BUDGET, SPENT, amounts_of, bare, unit_of
from pipeline.verify.foreign.rounding import half_digit, may_print, rates
from pipeline.verify.remarks import Remark
from pipeline.verify.rules import TABLE_RATE, TABLE_ROW

if TYPE_CHECKING:
    from pipeline.verify.foreign.amounts import Amount
    from pipeline.verify.foreign.grid import Grid
    from pipeline.verify.foreign.grid_rows import Row

_RATE = re.compile("执行率|完成率|支出进度|执行进度|预算执行")
_CHANGE = re.compile("增减率|增长率|增幅|变动率|增减比例|增减幅度")
_SHARE = re.compile("占比|比重|占总|所占比例")
_REST = re.compile("结余|余额|结转|剩余|差额|未支付|未执行|增减|变动额")
_WHOLE = re.compile("合计|总额|总计|小计|合计数")
_FEWEST = 3  # rows in which a relation has to show before one row is told not to keep it
_FEWEST_PRODUCTS = 2
_MOST_COLUMNS = 8  # of money; in a wider table nobody says which follows from which
_MOST_PAIRS = 32  # of a number and a price
_PRICE = re.compile("单价|标准")
_WAN = 10_000  # a price in 元 and an amount in 万元
_HUNDRED = Decimal(100)
_EXACT = Decimal(0)
Say = Callable[["Row"], Decimal | None]


def _value(row: Row, at: int) -> Decimal | None:
    amount = row.amount(at)
    return amount.value if amount else (Decimal(0) if row.is_blank(at) else None)


def _exceptions(
    rows: Sequence[Row], at: int, say: Say, fewest: int, slack: Decimal
) -> list[tuple[Row, Decimal]] | None:
    """Rows that do not print what the others show they should; None where fewer than `fewest` others show it."""
    known = [(row, expected) for row in rows if row.amount(at) and (expected := say(row)) is not None]
    off = [(row, expected) for row, expected in known if abs((_value(row, at) or 0) - expected) > slack]
    telling = sum(bool(_value(row, at)) for row, _ in known) - len(off)
    return off if telling >= fewest and len(off) * (fewest + 1) <= len(known) else None


def _rate(part: int, whole: int, at: int, half: Decimal, less: Decimal = _EXACT) -> Say:
    """Say the rate of two amounts; the one that is printed, where rounded amounts leave it open."""

    def say(row: Row) -> Decimal | None:
        above, below, printed = _value(row, part), _value(row, whole), row.amount(at)
        if above is None or not below or below < 0 or printed is None:
            return None
        return _as_printed(printed, rates(above, below, half), above * _HUNDRED / below, less)

    return say


def _as_printed(printed: Amount, bounds: tuple[Decimal, Decimal], exact: Decimal, less: Decimal) -> Decimal:
    """Give the printed rate where it may be printed like this, else the right one; `less` 100 where it is a growth."""
    low, high = (bound - less for bound in bounds)
    if may_print(printed.value, printed.decimals, (low, high)):
        return printed.value
    return (exact - less).quantize(Decimal(1).scaleb(-printed.decimals), ROUND_HALF_UP)


def _share(part: int, whole: Decimal, at: int, half: Decimal) -> Say:
    """Say which share of the whole a row has."""

    def say(row: Row) -> Decimal | None:
        above, printed = _value(row, part), row.amount(at)
        if above is None or whole <= 0 or printed is None:
            return None
        return _as_printed(printed, rates(above, whole, half), above * _HUNDRED / whole, _EXACT)

    return say


def _difference(minuend: int, *subtrahends: int) -> Say:
    def say(row: Row) -> Decimal | None:
        values = [_value(row, at) for at in (minuend, *subtrahends)]
        known = [value for value in values if value is not None]
        return known[0] - sum(known[1:], Decimal(0)) if len(known) == len(values) else None

    return say


def _sum(*parts: int) -> Say:
    def say(row: Row) -> Decimal | None:
        known = [value for at in parts if (value := _value(row, at)) is not None]
        return sum(known, Decimal(0)) if len(known) == len(parts) else None

    return say


def _product(count: int, price: int, scale: int) -> Say:
    def say(row: Row) -> Decimal | None:
        values = _value(row, count), _value(row, price)
        return None if None in values or not all(values) else (values[0] or 0) * (values[1] or Decimal(0)) / scale

    return say


def _products(grid: Grid, amounts: Mapping[int, str]) -> Iterator[Remark]:
    """Amounts beside a number and a price: 20 台, 4,850 元 and 97,000 元."""
    prices = [at for at, words in grid.words.items() if _PRICE.search(bare(words))]
    counts = [at for at, words in grid.words.items() if at not in amounts and at not in prices]
    pairs = [(count, price) for price in prices for count in counts]
    if len(pairs) > _MOST_PAIRS:
        return
    rows = [row for row in grid.rows if row.kind is Kind.DETAIL]
    for at, words in amounts.items():
        ways = (_product(*pair, scale) for pair in pairs for scale in (1, _WAN))
        for row, expected in _fewest(rows, at, ways, _FEWEST_PRODUCTS, _half(grid, [at])):
            yield _remark(row, at, words, expected, "按同一行的数量和标准")


def _fewest(
    rows: Sequence[Row], at: int, ways: Iterable[Say], fewest: int = _FEWEST, slack: Decimal = _EXACT
) -> list[tuple[Row, Decimal]]:
    """Choose, of all ways a column may follow from others, the one with the fewest rows against it."""
    found = [off for way in ways if (off := _exceptions(rows, at, way, fewest, slack)) is not None]
    return min(found, key=len, default=[])


def _half(grid: Grid, columns: Iterable[int]) -> Decimal:
    """Half a unit of the last digit that these columns print, where they are rounded."""
    printed = [amount.decimals for at in columns for row in grid.rows if (amount := row.amount(at))]
    return half_digit(printed, unit_of(grid))


def _rates(grid: Grid, amounts: Mapping[int, str]) -> Iterator[Remark]:
    spent, budget = ([at for at, words in amounts.items() if role.search(words)] for role in (SPENT, BUDGET))
    half = _half(grid, amounts)
    said = [(spent[0], budget[0])] if len(spent) == len(budget) == 1 != len({*spent, *budget}) else []
    for at, words in grid.words.items():
        ways, fewest = [], _FEWEST
        if _RATE.search(bare(words)):
            ways, fewest = [_rate(*pair, at, half) for pair in said or permutations(amounts, 2)], _FEWEST - len(said)
        elif _CHANGE.search(bare(words)):
            ways = [_rate(*pair, at, half, _HUNDRED) for pair in permutations(amounts, 2)]
        elif _SHARE.search(bare(words)):
            ways = [_share(part, whole, at, half) for part, whole in _wholes(grid, amounts)]
        for row, expected in _fewest(grid.rows, at, ways, fewest):
            found, right = row.cells[at].text.strip(), f"{expected}%"
            message = f"“{row.label}”一行的{bare(words)}写的是 {found}，按表里的金额计算是 {right}。"
            yield Remark(TABLE_RATE.at(found=found, expected=right, message=message), row.cells[at].where)


def _wholes(grid: Grid, amounts: Iterable[int]) -> Iterator[tuple[int, Decimal]]:
    """Give what each column of money says of the whole: its one 合计."""
    totals = [row for row in grid.rows if row.kind is Kind.TOTAL]
    if len(totals) == 1:
        yield from ((at, value) for at in amounts if (value := _value(totals[0], at)))


def _ways(words: str, at: int, others: Sequence[int]) -> Iterator[Say]:
    if _REST.search(words):
        yield from (_difference(*pair) for pair in permutations(others, 2))
    if _WHOLE.search(words):
        behind = [it for it in others if it > at]
        yield from (_sum(*behind[:count]) for count in range(2, len(behind) + 1))
        yield from (_sum(*pair) for pair in combinations(others, 2))
        before = [it for it in others if it < at]
        yield from (_sum(*before[-count:]) for count in range(3, len(before) + 1))


def _relations(grid: Grid, amounts: dict[int, str]) -> Iterator[Remark]:
    rows = [row for row in grid.rows if row.kind is not Kind.PART]
    slack = _half(grid, amounts) * _FEWEST  # two amounts and what follows from them
    for at, words in amounts.items():
        others = [it for it in amounts if it != at]
        for row, expected in _fewest(rows, at, _ways(words, at, others), slack=slack):
            yield _remark(row, at, words, expected, "按同一行的其他金额")


def _remark(row: Row, at: int, words: str, expected: Decimal, by: str) -> Remark:
    found, right = row.cells[at].text.strip(), plain(expected)
    message = f"“{row.label}”一行的{words}写的是 {found}，{by}计算是 {right}。"
    return Remark(TABLE_ROW.at(found=found, expected=right, message=message), row.cells[at].where)


def hold_rows(grid: Grid) -> Iterator[Remark]:
    """Hold rates, rests and wholes of each row against the amounts beside them, where most rows show how."""
    amounts = amounts_of(grid)
    if len(amounts) > _MOST_COLUMNS:
        return
    yield from _products(grid, amounts)
    yield from _rates(grid, amounts)
    yield from _relations(grid, amounts)
