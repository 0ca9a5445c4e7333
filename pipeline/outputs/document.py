"""The document (报告文稿): what the report will say, each printed number with the cells it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.model.cells import Cell
    from pipeline.model.figures import Status


class Kind(StrEnum):
    """What a run is: words, a figure the checker read, a token filled in, another number, the number of an item."""

    TEXT = "text"
    FIGURE = "figure"
    TOKEN = "token"  # noqa: S105  (a placeholder in prose, no secret)
    NUMBER = "number"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of printed text; `cells` are its sources, `status` how a figure ended."""

    text: str
    cells: tuple[Cell, ...] = ()
    kind: Kind = Kind.TEXT
    status: Status | None = None


Runs = tuple[Run, ...]


def text_of(runs: Runs) -> str:
    """Join the printed text of runs."""
    return "".join(run.text for run in runs)


@dataclass(frozen=True, slots=True)
class Passage:
    """One printed paragraph; `cell` holds its text in the workbook, `number` is printed before a numbered item."""

    runs: Runs
    cell: Cell
    number: int | None = None

    @property
    def text(self) -> str:
        """The printed text, the item's number included."""
        return text_of(self.runs)


@dataclass(frozen=True, slots=True)
class Section:
    """One 章节: the headings printed above it, as (level, words), and its paragraphs."""

    key: str
    headings: tuple[tuple[int, str], ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One project of the table: 序号, 预算项目, 支出（元）."""

    number: Runs
    name: Runs
    amount: Runs


@dataclass(frozen=True, slots=True)
class Document:
    """The whole report as values; `total` is the amount of the 合计 row, which follows `lines`.

    `sheets` gives the contract's key of each sheet by its name in the file.
    """

    heading: Runs
    label: Runs
    unit: str
    year: int | None
    filled_on: date | None
    sections: tuple[Section, ...]
    lines: tuple[Line, ...]
    total: Runs
    sheets: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The 报告标题 in one line, as typed or by default."""
        return text_of(self.heading)


HEADINGS: tuple[tuple[str, tuple[tuple[int, str], ...]], ...] = (
    ("一（一）", ((1, "一、项目基本情况"), (2, "（一）项目概况"))),
    ("一（二）", ((2, "（二）绩效目标设定及指标完成情况"),)),
    ("二", ((1, "二、项目资金使用及管理情况"),)),
    ("三", ((1, "三、项目组织实施情况"),)),
    ("四.1", ((1, "四、项目绩效情况"), (3, "1.项目经济性分析"))),
    ("四.2", ((3, "2.项目的效率性分析"),)),
    ("四.3", ((3, "3.项目的效益性分析"),)),
    ("四.4", ((3, "4.项目可持续性分析"),)),
    ("五", ((1, "五、存在的问题"),)),
    ("六", ((1, "六、其他需要说明的问题"),)),
)
TABLE_SECTION = "一（一）"
TABLE_HEADINGS = ("序号", "预算项目", "支出（元）")
