"""Two years on the page (与上年对照): each project's spending and score side by side, and the texts that are alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.checks.likeness import Copy, copied_outcomes, copied_paragraphs, copied_reasons, copied_sentences
from pipeline.model import money, scoring
from pipeline.model.before import name_key
from pipeline.outputs.page.cells import UNKNOWN

if TYPE_CHECKING:
    from decimal import Decimal

    from pipeline.model.before import Before
    from pipeline.model.book import Book, Project
    from pipeline.model.cells import Cell
    from pipeline.model.limits import Preset
    from pipeline.model.policy import Policy

NEW, GONE = "今年新增", "今年没有"
NOTHING = "—"
MOST_COPIES = 60


@dataclass(frozen=True, slots=True)
class YearLine:
    """One project of two years, texts as printed; `cell` is its spending of this year, None where it has ended."""

    name: str
    last_spent: str
    spent: str
    change: str
    last_score: str
    score: str
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Years:
    """What the page says of two years; `left_out` counts the copied texts beyond those shown."""

    last: int | None
    lines: tuple[YearLine, ...]
    copies: tuple[Copy, ...]
    left_out: int

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells it links to."""
        return tuple(copy.cell for copy in self.copies)


def _change(now: int | None, last: int | None) -> str:
    if last is None:
        return NEW
    if now is None or last <= 0:
        return UNKNOWN
    if now == last:
        return "一分不差"
    return f"{'增加' if now > last else '减少'} {money.percent_text(abs(now - last), last)}"


def _points(points: Decimal | None, nothing: str) -> str:
    return nothing if points is None else money.plain(money.half_up(points))


def _line(book: Book, project: Project, before: Before, preset: Preset) -> YearLine:
    key = name_key(project.name or "")
    last, score = before.spent.get(key), scoring.recomputed_score(book, project, preset)
    return YearLine(
        name=project.name or UNKNOWN,
        last_spent=NOTHING if last is None else money.yuan_text(last),
        spent=UNKNOWN if project.spent is None else money.yuan_text(project.spent),
        change=_change(project.spent, last),
        last_score=_points(before.scores.get(key), NOTHING),
        score=_points(score, UNKNOWN),
        cell=book.cell(project, "spent"),
    )


def _gone(book: Book, before: Before) -> list[YearLine]:
    """Print the projects of last year that this year's list has no more."""
    now = {name_key(project.name or "") for project in book.projects}
    return [
        YearLine(name, money.yuan_text(fen), NOTHING, GONE, _points(before.scores.get(name), NOTHING), NOTHING)
        for name, fen in before.spent.items()
        if name not in now
    ]


def shown(book: Book | None, policy: Policy) -> Years | None:
    """Lay out two years side by side; None where the workbook remembers no other."""
    before = book.before if book else None
    if book is None or before is None:
        return None
    preset = policy.preset(book.info.preset)
    lines = [_line(book, project, before, preset) for project in book.projects]
    copies = [*copied_outcomes(book), *copied_paragraphs(book), *copied_reasons(book)]
    copies += copied_sentences(book, [copy.cell for copy in copies])
    copies.sort(key=lambda copy: not copy.with_figures)
    left_out = max(0, len(copies) - MOST_COPIES)
    return Years(before.year, tuple(lines + _gone(book, before)), tuple(copies[:MOST_COPIES]), left_out)
