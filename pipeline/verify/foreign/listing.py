"""The list of projects (项目表) of a foreign report: names, spending and budget, wherever their columns stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.model import money
from pipeline.verify.comparing.numbers import key_of
from pipeline.verify.foreign.amounts import read_numeral
from pipeline.verify.foreign.grid_rows import Kind
from pipeline.verify.foreign.rounding import half_digit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from pipeline.verify.foreign.grid import Grid
    from pipeline.verify.foreign.grid_rows import Row

_NAME = re.compile(r"^(预算|支出|专项|绩效)?项目(名称|内容)?$|^(资金|专项|任务)名称$|^名称$")
_AMOUNT = re.compile(
    r"支出|收入|金额|执行数|决算|拨付|预算数|预算$|预算(?:年初|全年|调整|追加|批复|安排|下达)|年初预算|全年预算|调整预算|资金总额|拨款|资金$|结余|结转|余额|合计|小计|到位|投入|自筹|资金来源."
    r"|投资|调增|调减|追加|压减|季度|半年|增减额|增减数|变动额|增减$"
    r"|总计|总额|差额|剩余(?:资金|金额|预算)?$|未支付|未执行|调整[数额]"
    r"|^(?:20\d\d年|[上本去]年)(?:度|末|同期)?[数额]?$|^(?:中央|[省市州县区镇]级?|乡镇|上级|本级)(?:财政|资金|补助|配套|安排)*$"
)
_NO_AMOUNT = re.compile(
    r"率|占比|比例|比重|得分|分值|日期|来源$|性质|科目|单位$|部门|项目$|名称|单价|标准|人均|序号|编号|文号"
)
SPENT = re.compile(r"支出|执行数|决算|拨付")
BUDGET = re.compile(r"全年预算|预算(?:全年|调整后)|预算数|调整预算|预算$")
_UNIT = re.compile(r"(百万元|万元|亿元|千元|元)")
_CAPTION = re.compile(r"单位\s*[:：]\s*(百万元|万元|亿元|千元|元)")
_SCALES = {
    "元": money.FEN_PER_YUAN,
    "千元": 1000 * money.FEN_PER_YUAN,
    "万元": money.FEN_PER_WAN,
    "百万元": 100 * money.FEN_PER_WAN,
    "亿元": money.FEN_PER_YI,
}


def bare(words: str) -> str:
    """Heading without what stands in brackets."""
    return re.sub(r"\(.*?\)", "", words)


def amounts_of(grid: Grid) -> dict[int, str]:
    """Columns of money and their headings."""
    found = {at: bare(words) for at, words in grid.words.items()}
    return {at: words for at, words in found.items() if _AMOUNT.search(words) and not _NO_AMOUNT.search(words)}


def unit_of(grid: Grid) -> str | None:
    """Find the unit of the money in a table: from its headings, else from 单位：… above it."""
    found = {unit for at in amounts_of(grid) for unit in _UNIT.findall(grid.words[at])}
    if not found:
        found = {match[1] for match in _CAPTION.finditer(key_of(grid.caption))}
    return found.pop() if len(found) == 1 else None


def read_amount(text: str, scale: int) -> int | None:
    """Read an amount as a table prints it, in fen; None where it is none or finer than a fen."""
    read = read_numeral(text)
    if read is None or read.unit in {"%", "％"}:
        return None
    fen = read.value * (_SCALES[read.unit] if read.unit else scale)
    return int(fen) if fen == fen.to_integral_value() else None


@dataclass(frozen=True)
class Listing:
    """A table that lists amounts by project: the columns of names and amounts, its rows and its one 合计, if any."""

    grid: Grid
    name_at: int
    amounts: Mapping[int, str]

    @property
    def scale(self) -> int | None:
        """Worth of one in the amounts, in fen; None where nothing says so."""
        unit = unit_of(self.grid)
        return _SCALES[unit] if unit else None

    @property
    def entries(self) -> tuple[Row, ...]:
        """Rows of projects."""
        return tuple(row for row in self.grid.rows if row.kind is Kind.DETAIL)

    @property
    def total(self) -> Row | None:
        """The 合计, where there is one and no more."""
        totals = [row for row in self.grid.rows if row.kind is Kind.TOTAL]
        return totals[0] if len(totals) == 1 else None

    @property
    def spent_at(self) -> int | None:
        """The column of spending: 支出 before 金额; none where two may be meant."""
        spent = [at for at, words in self.amounts.items() if SPENT.search(words)]
        plain = spent or [at for at, words in self.amounts.items() if "金额" in words]
        return plain[0] if len(plain) == 1 else None

    @property
    def budget_at(self) -> int | None:
        """The column of the year's budget; none where two may be meant."""
        found = [at for at, words in self.amounts.items() if BUDGET.search(words) and "年初" not in words]
        return found[0] if len(found) == 1 and found[0] != self.spent_at else None

    def name(self, row: Row) -> str:
        """Name of a row's project; blank where it goes on with the project above, which then has several amounts."""
        text = row.cells.get(self.name_at)
        return text.text.strip() if text and self.name_at not in row.below else ""

    def fen(self, row: Row, column: int) -> int | None:
        """Read an amount in fen; in yuan where the unit is not known."""
        text = row.cells.get(column)
        return read_amount(text.text, self.scale or money.FEN_PER_YUAN) if text else None

    def half(self, column: int) -> Decimal:
        """Half a unit of the last digit that a column prints, in fen; nothing where its amounts are exact."""
        printed = [amount.decimals for row in self.grid.rows if (amount := row.amount(column))]
        return half_digit(printed, unit_of(self.grid)) * (self.scale or 0)


def listing_of(grid: Grid) -> Listing | None:
    """Read a table as a list of projects; None where it lists none."""
    names = [at for at, words in grid.words.items() if _NAME.match(bare(words))]
    amounts = amounts_of(grid)
    return Listing(grid, names[0], amounts) if names and amounts else None
