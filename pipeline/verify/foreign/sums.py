"""Sums of tables (表内合计): each column of a foreign table against its 合计 and 小计, to the printed digit."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.model.money import plain
from pipeline.verify.foreign.column import Column, Equation
from pipeline.verify.foreign.continued import continued, may_continue
from pipeline.verify.foreign.grid_rows import Kind
from pipeline.verify.foreign.listing import amounts_of, bare, unit_of
from pipeline.verify.foreign.rounding import FEWEST_ROUNDED
from pipeline.verify.remarks import Remark
from pipeline.verify.rules import TABLE_SUM, TABLE_TAIL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.verify.foreign.grid import Grid
    from pipeline.verify.foreign.grid_rows import Row

_CODED = re.compile("科目|编码|功能分类|经济分类")  # classes, their parts and the parts of these in one column
_BALANCE = re.compile("余额|结存")  # runs on from row to row
_RUNNING = re.compile("结余|累计")
_OVERLAPPING = re.compile("受益|服务|覆盖|惠及|参与")  # one person may be counted in several rows, and once in all
_COUNTED = re.compile("人数|户数|件数|次数|台数|套数|个数|项目数|数量|人口|面积|人次")
_SCORED = frozenset({"分值", "得分", "自评得分", "评价得分"})


def _grouped(rows: Sequence[Row], *, before: bool) -> Iterator[Equation]:
    """小计 of the details above it, or of those below it."""
    group: list[Row] = []
    for row in rows[::-1] if before else rows:
        if row.kind is Kind.DETAIL:
            group.append(row)
        elif row.kind is Kind.SUBTOTAL:
            yield Equation(row, tuple(group))
            group = []


def _readings(rows: Sequence[Row]) -> Iterator[list[Equation]]:
    """Every way to read which rows a 小计 sums up; without any there is one way."""
    totals = [row for row in rows if row.kind is Kind.TOTAL]
    details = tuple(row for row in rows if row.kind is Kind.DETAIL)
    subtotals = [row for row in rows if row.kind is Kind.SUBTOTAL]
    whole = [Equation(totals[0], details)] if len(totals) == 1 and details else []
    if not subtotals:
        yield whole
        return
    opens = next(row.kind for row in rows if row.kind is not Kind.TOTAL) is Kind.SUBTOTAL
    for before in (opens, not opens):  # of two that explain as much the one that leaves no row at either end
        groups = list(_grouped(rows, before=before))
        inside = {id(row) for it in groups for row in it.parts}
        loose = [row for row in details if id(row) not in inside]
        tops = [Equation(totals[0], (*subtotals, *loose))] if whole else []
        yield [*groups, *tops, *whole]


def _parts(rows: Sequence[Row]) -> Iterator[Equation]:
    """其中 rows never exceed the row they are part of."""
    parent: Row | None = None
    group: list[Row] = []
    for row in (*rows, None):
        if row is not None and row.kind is Kind.PART:
            group.append(row)
            continue
        if parent is not None and group:
            yield Equation(parent, tuple(group), most=True)
        parent, group = row, []


def _repeated(column: Column, details: Sequence[Row]) -> Decimal:
    """Add up the rows that are just the sum of the rows below them: their money is in the column twice."""
    values = [column.value(row) or Decimal(0) for row in details]
    repeated, at = Decimal(0), 0
    while at < len(values):
        below, count = Decimal(0), 0
        while at + count + 1 < len(values) and (below < values[at] or count < FEWEST_ROUNDED):
            count += 1
            below += values[at + count]
        found = count >= FEWEST_ROUNDED and below == values[at] > 0
        repeated += values[at] if found else 0
        at += count + 1 if found else 1
    return repeated


def _explained(column: Column, equation: Equation, rows: Sequence[Row]) -> bool:
    """Tell whether a whole is right but for rows that repeat the money of others, or go on with a 其中 above them."""
    gap = column.gap(equation) or Decimal(0)
    if gap <= 0 or equation.most:
        return False
    return _repeated(column, equation.parts) == gap or gap in may_continue(rows, column.at)


def _runs_on(column: Column, words: str, equation: Equation) -> bool:
    """Tell whether a rest or a running count goes on from row to row: the 合计 repeats the last of them."""
    last = column.value(equation.parts[-1])
    return bool(_RUNNING.search(words)) and len(equation.parts) > 1 and last == column.value(equation.whole)


def _fits(rows: Sequence[Row], at: int) -> bool:
    """Tell whether a column holds a sum, and no sum of it is off."""
    column = Column(rows, at)
    readings = ([it for it in reading if column.gap(it) is not None] for reading in _readings(rows))
    return any(known and not any(column.gap(it) for it in known) for known in readings)


def _rows_of(grid: Grid, columns: Iterable[int]) -> Sequence[Row]:
    """Rows of a table; those below a 其中 are its parts where the sums hold only then."""
    ats = list(columns)
    rows = continued(grid.rows, ats)
    if rows == grid.rows or any(_fits(grid.rows, at) for at in ats):
        return grid.rows
    return rows if any(_fits(rows, at) for at in ats) else grid.rows


def _of_sums(equation: Equation) -> bool:
    return any(row.kind is Kind.SUBTOTAL for row in equation.parts)


def _wrong(rows: Sequence[Row], column: Column) -> list[Equation]:
    """Choose the sums that do not hold, in the reading under which most of them do."""
    best: list[Equation] | None = None
    held: set[int] = set()
    filled = [row for row in rows if row.kind is not Kind.SUBTOTAL or row.cells[column.at].text.strip()]
    for reading in _readings(filled):
        known = [it for it in reading if column.gap(it) is not None]
        off = [it for it in known if column.gap(it) and not _explained(column, it, rows)]
        if len(off) == len(known) > 1:
            continue  # nothing holds: the table is built otherwise
        if best is None or len(off) < len(best):
            best, held = off, {id(it.whole) for it in known if not column.gap(it) and not _of_sums(it)}
    alone = [it for it in best or [] if not (_of_sums(it) and id(it.whole) in held)]  # then only its 小计 is wrong
    return [*alone, *(it for it in _parts(rows) if column.gap(it))]


def _remark(grid: Grid, column: Column, equation: Equation, words: str) -> Remark:
    gap, whole = column.gap(equation), column.value(equation.whole)
    assert gap is not None  # noqa: S101  (only known gaps come here)
    assert whole is not None  # noqa: S101  (as above)
    unit = unit_of(grid) if column.at in amounts_of(grid) else None
    behind = f" {unit}" if unit else ""

    def shown(value: Decimal) -> str:
        return f"{value:,.{max(column.decimals, 2)}f}" if unit in {"元", None} and column.decimals else plain(value)

    rule = TABLE_TAIL if abs(gap) <= column.slack(equation, unit) else TABLE_SUM
    label = equation.whole.label or "合计"
    listed = "其中各行相加" if equation.most else "各行相加"
    message = (
        f"项目表“{words}”一列，{label}写的是 {shown(whole)}{behind}，{listed}是 {shown(whole + gap)}{behind}，"
        f"相差 {shown(abs(gap))}{behind}。"
    )
    return Remark(
        rule.at(found=shown(whole), expected=shown(whole + gap), message=message),
        equation.whole.cells[column.at].where,
    )


def _counted_twice(wrong: Sequence[tuple[Column, str, list[Equation]]]) -> bool:
    """Tell whether every column adds up to more than its 合计: rows repeat others' money in a way not told here."""
    gaps = [[column.gap(it) or 0 for it in off if it.whole.kind is Kind.TOTAL] for column, _, off in wrong]
    return len(gaps) > 1 and all(column and all(gap > 0 for gap in column) for column in gaps)


def hold_sums(grid: Grid) -> Iterator[Remark]:
    """Hold every column of money or counts against the sums its table gives."""
    heads = {at: bare(words) for at, words in grid.words.items()}
    counted = {at: words for at, words in heads.items() if _COUNTED.search(words) and not _OVERLAPPING.search(words)}
    if any(map(_CODED.search, grid.words.values())):
        return
    scored = {at: words for at, words in heads.items() if words in _SCORED}
    added = {at: words for at, words in {**counted, **amounts_of(grid), **scored}.items() if not _BALANCE.search(words)}
    rows = _rows_of(grid, added)
    columns = [(Column(rows, at), words) for at, words in added.items()]
    wrong = [
        (column, words, [it for it in _wrong(rows, column) if not _runs_on(column, words, it)])
        for column, words in columns
        if not column.mixed
    ]
    if _counted_twice(wrong):
        return
    averaged = all(off for _, words, off in wrong if words in _SCORED)  # one of several scores shows that they add up
    for column, words, off in wrong:
        if words in _SCORED and averaged:
            continue
        told: set[int] = set()
        for equation in off:
            if id(equation.whole) not in told:
                told.add(id(equation.whole))
                yield _remark(grid, column, equation, words)
