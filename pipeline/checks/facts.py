"""Facts (事实): what a check of one row needs to know of the rest of its workbook."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from pipeline.model.contract import FUNDINGS
from pipeline.model.policy import policy
from pipeline.model.scoring import FULL_SCORE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from pipeline.model.book import Book, Indicator, Project, Row
    from pipeline.model.cells import Cell
    from pipeline.model.limits import Preset

SCORE_UNIT = 10_000
NAMES_SHOWN = 3
_PUNCTUATION = re.compile(r"[\s。.，,；;：:！!（）()]+")
_DASHES = re.compile(r"[-—－–―‐~～/／\\、*_]+")


@lru_cache(maxsize=8192)
def folded(text: str | None) -> str:
    """Fold width and drop blanks, so that two ways of typing one name are equal."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text or ""))


@lru_cache(maxsize=4096)
def units(score: Decimal | None) -> int | None:
    """Whole ten-thousandths of a point, so that frames need no floats."""
    return None if score is None else round(score * SCORE_UNIT)


@lru_cache(maxsize=1)
def _empty_words() -> frozenset[str]:
    return frozenset(_PUNCTUATION.sub("", folded(word)) for word in policy().text.no_reason)


def explains_nothing(reason: str | None) -> bool:
    """Tell whether a reason is blank, a dash or one of the policy's empty words."""
    given = _PUNCTUATION.sub("", folded(reason))
    return not given or given in _empty_words() or _DASHES.fullmatch(given) is not None


def called(project: Project) -> str:
    """Name a project in a sentence, also where its name is blank."""
    return f"“{project.name}”" if project.name else f"第 {project.row} 行的项目"


def listed(projects: Sequence[Project]) -> str:
    """Name the first projects of several, and say how many there are where that is not all of them."""
    names = "、".join(called(project) for project in projects[:NAMES_SHOWN])
    return f"{names}等 {len(projects)} 个项目" if len(projects) > NAMES_SHOWN else names


def fundings(project: Project) -> tuple[str, ...]:
    """Name the 资金来源 of a project in order; blank means 当年财政拨款."""
    return _fundings(project.funding)


@lru_cache(maxsize=1024)
def _fundings(text: str | None) -> tuple[str, ...]:
    given = [part for part in re.split(r"[、,;/+]", folded(text)) if part]
    return tuple(given) or FUNDINGS[:1]


class BookFacts:
    """What the rows of one workbook share, worked out once."""

    def __init__(self, book: Book) -> None:
        """Look at one workbook."""
        self.book = book
        self.preset: Preset = policy().preset(book.info.preset)
        self._strays: dict[tuple[str, str], frozenset[Decimal]] = {}

    @cached_property
    def clear(self) -> dict[int, Project]:
        """The projects whose 序号 is readable and stands only once, in order of rows."""
        numbered = [(project.number, project) for project in self.book.projects]
        counts = Counter(number for number, _ in numbered)
        return {number: project for number, project in numbered if number is not None and counts[number] == 1}

    @cached_property
    def known(self) -> frozenset[int]:
        """Every number a row may name: each 序号, and the place of a project whose own 序号 is missing or repeated."""
        places = enumerate(self.book.projects, start=1)
        unclear = {place for place, project in places if project.number not in self.clear}
        return frozenset(self.book.by_number) | unclear

    @cached_property
    def spent_amounts(self) -> list[int]:
        """The spending of all projects that spent anything, least first."""
        return sorted(project.spent for project in self.book.projects if project.spent and project.spent > 0)

    @cached_property
    def stray_categories(self) -> frozenset[str | None]:
        """The 资金类别 of fund parts without a known project."""
        return frozenset(part.category for part in self.book.parts if part.project not in self.book.by_number)

    @cached_property
    def preset_known(self) -> bool:
        """Tell whether 评分办法 is blank or was read; where it was not, no weight or total can be held against it."""
        book = self.book
        return book.has("info") and book.info_cell("preset") not in book.unread

    @cached_property
    def cap_below_all(self) -> bool:
        """Tell whether every project lies above 单项上限, so that the cap itself is the likely cause."""
        cap, projects = self.book.info.cap, self.book.projects
        return cap is not None and len(projects) > 1 and all((project.spent or 0) > cap for project in projects)

    @cached_property
    def year_beside_all(self) -> bool:
        """Tell whether every payment lies outside 预算年度, so that the year itself is the likely cause."""
        days = [payment.paid_on for payment in self.book.payments if payment.paid_on]
        return len(days) > 1 and all(day.year != self.book.info.year for day in days)

    def paid_beside_year(self, day: date) -> bool:
        """Tell whether a payment's day lies outside 预算年度, alone: then the day itself is the likely mistake."""
        return day.year != self.book.info.year and self.book.info.year is not None and not self.year_beside_all

    def subtotals(self, key: str) -> int:
        """Add up what the 小计 rows of 项目清单 say in one column, in fen."""
        return sum(one.values.get(key, 0) for one in self.book.sums if one.table == "projects")

    @cached_property
    def misnumbered(self) -> tuple[Project, int] | None:
        """Find the one project whose 序号 is out of turn, where all other sheets go on with the one it should have."""
        book = self.book
        off = [(it, at) for at, it in enumerate(book.projects, start=1) if it.number != at]
        if len(off) != 1 or off[0][0].number not in self.clear:
            return None
        told = {row.project for rows in (book.indicators, book.paragraphs, book.parts, book.payments) for row in rows}
        return off[0] if off[0][1] in told and off[0][0].number not in told else None

    def missing_weight(self, number: int | None) -> Decimal:
        """Tell what the weights of a project lack of a hundred; 0 where one of them is not known."""
        weights = [row.weight for row in self.book.indicators_of.get(number, ())]
        known = [weight for weight in weights if weight is not None]
        return FULL_SCORE - self.preset.execution - sum(known) if known and len(known) == len(weights) else Decimal(0)

    def strays(self, table: str, key: str) -> frozenset[Decimal]:
        """List what rows without a known project may lack elsewhere: one by one, by number they name, and run by run.

        Their own mistake is reported at them; a sum that lacks just that is no second cause.
        """
        if (table, key) not in self._strays:
            sums: dict[object, Decimal] = {}
            amounts, run = [], 0
            for row in getattr(self.book, table):
                if row.project in self.book.by_number:
                    run += 1
                    continue
                amount = Decimal(getattr(row, key) or 0)
                amounts.append(amount)
                for group in (row.project, f"run {run}"):
                    sums[group] = sums.get(group, Decimal(0)) + amount
            self._strays[table, key] = frozenset([*amounts, *sums.values()]) - {Decimal(0)}
        return self._strays[table, key]

    def stray_total(self, table: str, key: str) -> Decimal:
        """Add up a column over the rows without a known project."""
        rows = (row for row in getattr(self.book, table) if row.project not in self.book.by_number)
        return sum((Decimal(getattr(row, key) or 0) for row in rows), Decimal(0))

    def with_indicators(self) -> Iterator[tuple[Project, tuple[Indicator, ...]]]:
        """Give the clearly numbered projects that have indicators, with them."""
        for number, project in self.clear.items():
            rows = self.book.indicators_of.get(number, ())
            if rows:
                yield project, rows

    def unread(self, row: Row, *keys: str) -> bool:
        """Tell whether one of these cells was filled but could not be read."""
        return bool(self.book.unread) and any(self.cell(row, key) in self.book.unread for key in keys)

    def cell(self, row: Row, key: str) -> Cell | None:
        """Name the cell of a field; None where the file has no such column."""
        return self.book.cell(row, key) if key in self.book.places[row.table].columns else None
