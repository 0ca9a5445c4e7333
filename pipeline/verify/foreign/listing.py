"""The list of projects (项目表) of a foreign report: its headings, rows and 合计, wherever its columns stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.model import money
from pipeline.verify.comparing.numbers import key_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.verify.reading.blocks import Block, Text

_NAME = re.compile(r"^(预算|支出|专项|绩效)?项目(名称|内容)?$|^(资金|专项|任务)名称$|^名称$")
_AMOUNT = re.compile(r"支出|金额|执行数|决算|拨付|预算数|预算$|年初预算|全年预算|调整预算|资金总额|拨款|资金$")
_NO_AMOUNT = re.compile(r"率|占比|比例|比重|得分|分值|日期|来源|性质|科目|单位$|部门|项目$|名称")
_SPENT = re.compile(r"支出|执行数|决算|拨付")
_BUDGET = re.compile(r"全年预算|预算数|调整预算|预算$")
_UNIT = re.compile(r"(百万元|万元|亿元|千元|元)")
_CAPTION = re.compile(r"单位\s*[:：]\s*(百万元|万元|亿元|千元|元)")
_TOTALS = frozenset({"合计", "总计", "共计", "总计金额", "合计金额"})
_PART_ROW = re.compile(r"^(其中|小计)")
_SCALES = {
    "元": money.FEN_PER_YUAN,
    "千元": 1000 * money.FEN_PER_YUAN,
    "万元": money.FEN_PER_WAN,
    "百万元": 100 * money.FEN_PER_WAN,
    "亿元": money.FEN_PER_YI,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: the text of each of its cells by column of the heading row."""

    name: str
    cells: Mapping[int, Text]


@dataclass(frozen=True)
class Listing:
    """One table with a heading row: the columns of names and amounts, its rows and its one 合计, if any."""

    name_at: int
    amounts: Mapping[int, str]
    scale: int | None
    entries: tuple[Entry, ...]
    total: Entry | None
    splits: bool = field(default=False)  # whether 其中 or 小计 rows repeat what other rows hold

    @property
    def spent_at(self) -> int | None:
        """The column of spending: 支出 before 金额; none where two may be meant."""
        spent = [at for at, words in self.amounts.items() if _SPENT.search(words)]
        plain = spent or [at for at, words in self.amounts.items() if "金额" in words]
        return plain[0] if len(plain) == 1 else None

    @property
    def budget_at(self) -> int | None:
        """The column of the year's budget; none where two may be meant."""
        found = [at for at, words in self.amounts.items() if _BUDGET.search(words) and "年初" not in words]
        return found[0] if len(found) == 1 and found[0] != self.spent_at else None

    def blank(self, entry: Entry, column: int) -> bool:
        """Tell whether a cell is left blank or holds a dash."""
        text = entry.cells.get(column)
        return text is not None and key_of(text.text).strip("-—/－") == ""

    def fen(self, entry: Entry, column: int) -> int | None:
        """Read an amount in fen; in yuan where the unit is not known."""
        text = entry.cells.get(column)
        return read_amount(text.text, self.scale or money.FEN_PER_YUAN) if text else None


def read_amount(text: str, scale: int) -> int | None:
    """Read an amount as a table prints it; None where it is none or finer than a fen."""
    plain = key_of(text).replace(",", "").removesuffix("元").removesuffix("万")
    if key_of(text).endswith("元"):
        scale = money.FEN_PER_WAN if key_of(text).endswith("万元") else money.FEN_PER_YUAN
    try:
        fen = Decimal(plain) * scale
    except InvalidOperation:
        return None
    return int(fen) if fen.is_finite() and fen == fen.to_integral_value() else None


def _headings(row: Block) -> tuple[int, dict[int, str]] | None:
    """Columns of name and amounts in a heading row; None where the row is none."""
    name_at, amounts = None, {}
    for at, cell in enumerate(row.cells):
        words = re.sub(r"\(.*?\)", "", key_of(cell.text))
        if name_at is None and _NAME.match(words):
            name_at = at
        elif _AMOUNT.search(words) and not _NO_AMOUNT.search(words):
            amounts[at] = words
    return (name_at, amounts) if name_at is not None and amounts else None


def _scale(heading: Block, above: Sequence[str]) -> int | None:
    """Worth of one in the amounts: from the headings, else from 单位：… above the table; None where nothing says so."""
    found = {unit for cell in heading.cells for unit in _UNIT.findall(key_of(cell.text))}
    if not found:
        found = {match[1] for text in above if (match := _CAPTION.search(text))}
    return _SCALES[found.pop()] if len(found) == 1 else None


def _entry(row: Block, width: int, name_at: int) -> Entry:
    """Put the cells of a row under their headings; where cells are merged, the last ones are."""
    shift = width - len(row.cells)
    cells = {at + shift: cell for at, cell in enumerate(row.cells)}
    first = key_of(row.cells[0].text)
    name = cells[name_at].text if name_at in cells else ""
    is_total = any(key_of(cell.text) in _TOTALS for cell in row.cells)
    return Entry(key_of("合计") if is_total else (name.strip() or first), cells)


def _listing(heading: Block, rows: Sequence[Block], above: Sequence[str]) -> Listing | None:
    columns = _headings(heading)
    if columns is None or any(len(row.cells) > len(heading.cells) for row in rows):
        return None
    entries = [_entry(row, len(heading.cells), columns[0]) for row in rows]
    totals = [entry for entry in entries if entry.name == "合计"]
    plain = [entry for entry in entries if entry.name != "合计"]
    kept = tuple(entry for entry in plain if not _PART_ROW.match(entry.name))
    splits = len(kept) < len(plain) or len(totals) > 1
    return Listing(*columns, _scale(heading, above), kept, totals[0] if len(totals) == 1 else None, splits)


def find_listings(blocks: Sequence[Block]) -> Iterator[Listing]:
    """Find every table that lists amounts by project."""
    above: list[str] = []
    for table, group in groupby(blocks, key=lambda block: block.table):
        rows = list(group)
        if not table:
            above = [block.text for block in rows[-2:]]
            continue
        for at in range(min(3, len(rows) - 1)):
            caption = [*above, *(row.text for row in rows[:at])]
            listing = _listing(rows[at], rows[at + 1 :], caption)
            if listing:
                yield listing
                break
