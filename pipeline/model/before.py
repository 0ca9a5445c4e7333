"""Last year (上年): what a workbook remembers of the year before, value by value, in a sheet of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property

from pipeline.model import money
from pipeline.model.contract import INDICATORS, INFO, PARAGRAPHS, PROJECTS
from pipeline.model.year_words import without_years

SHEET, GUIDE, READING = "上年对照", "填写提示", "读取说明"
OWN_SHEETS = frozenset({SHEET, GUIDE, READING})
HEADINGS = ("工作表", "项目序号", "名称", "栏目", "上年内容")
BLANK_MARK = "【待填】"
SCORE = "得分"


@dataclass(frozen=True, slots=True)
class Kept:
    """One value of last year: sheet, 项目序号, what it speaks of (project, 三级指标, 章节), heading, as printed."""

    sheet: str
    project: int | None
    name: str
    heading: str
    text: str


def name_key(name: str) -> str:
    """Compare names of projects across years by this: years and blanks do not count."""
    return without_years(name)


def _fen(text: str) -> int | None:
    try:
        return money.yuan_to_fen(Decimal(text.replace(",", "")))
    except InvalidOperation:
        return None


def _points(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


@dataclass(frozen=True)
class Before:
    """All that is remembered of last year, in the order of its workbook."""

    kept: tuple[Kept, ...]

    def _of_info(self, key: str) -> str | None:
        heading = INFO.field(key).heading
        return next((it.text for it in self.kept if (it.sheet, it.heading) == (INFO.name, heading)), None)

    @cached_property
    def year(self) -> int | None:
        """The 预算年度 of last year."""
        text = self._of_info("year") or ""
        return int(text) if text.isascii() and text.isdigit() else None

    @cached_property
    def score(self) -> Decimal | None:
        """The 自评得分 of last year, in points."""
        return _points(self._of_info("score") or "")

    @cached_property
    def filled_on(self) -> str | None:
        """The 填报日期 of last year: 2024-01-15."""
        return self._of_info("filled_on")

    def _by_project(self, heading: str) -> Mapping[str, str]:
        """Text of a column of 项目清单 by the key of the project's name; names that stand twice are left out."""
        found: dict[str, list[str]] = {}
        for it in self.kept:
            if (it.sheet, it.heading) == (PROJECTS.name, heading):
                found.setdefault(name_key(it.name), []).append(it.text)
        return {name: texts[0] for name, texts in found.items() if len(texts) == 1}

    @cached_property
    def spent(self) -> Mapping[str, int]:
        """What each project spent, in fen, by the key of its name."""
        return self.amounts("spent")

    def amounts(self, key: str) -> Mapping[str, int]:
        """Give the amounts of a column of 项目清单, in fen, by the key of the project's name."""
        texts = self._by_project(PROJECTS.field(key).heading)
        return {name: fen for name, text in texts.items() if (fen := _fen(text)) is not None}

    @cached_property
    def scores(self) -> Mapping[str, Decimal]:
        """What each project scored, in points, by the key of its name."""
        return {name: it for name, text in self._by_project(SCORE).items() if (it := _points(text)) is not None}

    @cached_property
    def outcomes(self) -> Mapping[str, str]:
        """The 完成情况 of each project, by the key of its name."""
        return self._by_project(PROJECTS.field("outcome").heading)

    @cached_property
    def names(self) -> Mapping[int, str]:
        """The key of each project's name by its 序号 of last year."""
        return {
            it.project: name_key(it.name) for it in self.kept if it.sheet == PROJECTS.name and it.project is not None
        }

    @cached_property
    def paragraphs(self) -> tuple[Kept, ...]:
        """The paragraphs of 报告正文, tokens not filled in."""
        return tuple(it for it in self.kept if it.sheet == PARAGRAPHS.name)

    @cached_property
    def actuals(self) -> Mapping[tuple[str, str], str]:
        """The 完成值 of each indicator, by the keys of its project's name and of 三级指标."""
        return self.of_indicators("actual")

    def of_indicators(self, key: str) -> Mapping[tuple[str, str], str]:
        """Text of a column of 绩效指标, by the keys of the project's name and of 三级指标."""
        heading = INDICATORS.field(key).heading
        own = (it for it in self.kept if (it.sheet, it.heading) == (INDICATORS.name, heading))
        return {(self.names.get(it.project or 0, ""), name_key(it.name)): it.text for it in own}
