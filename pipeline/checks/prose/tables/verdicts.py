"""Verdicts (结论) on figures: matched with the cells they agree with, mismatched with a finding, or unmatched."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading import causes
from pipeline.checks.prose.reading.compare import bounds, holds
from pipeline.checks.prose.reading.items import is_plain
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.slips import may_slip, shown, slip, typo
from pipeline.checks.prose.sources import money_sources
from pipeline.checks.prose.tables.binding import bind
from pipeline.checks.prose.tables.declared import declared
from pipeline.checks.prose.tables.likely import Likely
from pipeline.checks.prose.tables.rules import AMOUNT, DECLARED, RATE, SLIP
from pipeline.checks.prose.tables.units import by_unit
from pipeline.model import money
from pipeline.model.figures import Figure, Status
from pipeline.model.quick import make

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.checks.prose.reading.document import Prose, Spot
    from pipeline.checks.prose.sources import Bound
    from pipeline.model.book import Project
    from pipeline.model.cells import Cell
    from pipeline.model.findings import Finding


def _finding(prose: Prose, bound: Bound) -> Finding:
    rule = RATE if bound.how == "rate" else DECLARED if bound.how == "declared" else AMOUNT
    source = min(bound.sources, key=lambda source: abs(Fraction(source.exact) - Fraction(bound.mention.value or 0)))
    slipped = slip(bound.mention, bound.sources)  # then its own unit says too little: 0.02万元
    expected = f"{money.yuan_text(round(source.exact))}元" if slipped else shown(bound.mention, source.exact)
    hint = "；两者相差一万倍，请看单位是不是写错了" if slipped else ""
    message = f"文中写的{bound.mention.text}与{source.title}{expected}不一致{hint}。"
    told = rule.at(bound.passage.where, *source.cells, found=bound.mention.text, expected=expected, message=message)
    return prose.causes.note(told, dict([causes.said(bound.mention, Fraction(source.exact))]))


def _amounts(prose: Prose, bound: Bound) -> list[Fraction]:
    """Gather the amounts of a figure's passage, smallest first."""
    start, end = bound.passage.start, bound.passage.end
    return sorted(Fraction(it.value or 0) for it in prose.figures(start, end) if it.kind is Kind.MONEY)


def _completed(amounts: Sequence[Fraction], bound: Bound) -> bool:
    """Tell whether another amount of the cell makes the whole with this one: 支出30万元；……支出18.65万元."""
    value, step = Fraction(bound.mention.value or 0), Fraction(bound.mention.step)
    for source in bound.sources:
        missing = Fraction(source.exact) - value
        near = bisect_right(amounts, missing + step) - bisect_left(amounts, missing - step)
        if near > (abs(value - missing) <= step):  # more than the figure itself
            return True
    return False


def _accusable(amounts: Sequence[Fraction], bound: Bound) -> bool:
    """Tell whether a figure after a bare 支出 may be the whole: a part is smaller and no slip of it."""
    if _completed(amounts, bound):
        return False
    if bound.how == "opening":
        return any(typo(bound.mention, source.exact) for source in bound.sources)
    value = bound.mention.value or 0
    return all(value > source.exact or typo(bound.mention, source.exact) for source in bound.sources)


class Verdicts:
    """Collects the verdict on every figure of a text."""

    def __init__(self, prose: Prose) -> None:
        """Judge every figure of this text."""
        self.prose = prose
        self.status: dict[int, tuple[Status, tuple[Cell, ...]]] = {}
        self.findings: list[Finding] = []
        self.by_unit = by_unit(prose.book)
        self.likely = Likely(prose, self.by_unit)
        self.told_of: dict[int, dict[str, int]] = {}  # what a project, or all (0), has in each column
        self._amounts: dict[int, list[Fraction]] = {}
        for bound in (*declared(prose), *bind(prose)):
            self._judge(bound)
        self._likely()

    def _judge(self, bound: Bound) -> None:
        mention = bound.mention
        loose = bounds(self.prose.text, mention)
        if bound.how == "declared" and loose != "about":
            loose = ""
        for source in bound.sources:
            if holds(mention, source.exact, loose):
                self.status[mention.start] = (Status.MATCHED, source.cells)
                return
        if mention.start not in self.status and mention.high is None and self._accusable(bound):
            self.status[mention.start] = (
                Status.MISMATCHED,
                tuple(cell for source in bound.sources for cell in source.cells),
            )
            self.findings.append(_finding(self.prose, bound))

    def _accusable(self, bound: Bound) -> bool:
        if bound.how not in {"opening", "weak"}:
            return True
        if bound.how == "opening" and self.likely.cells(self._spot(bound.mention)):
            return False  # 发放消费券158万元 is what an indicator says
        place = bound.passage.start
        if place not in self._amounts:
            self._amounts[place] = _amounts(self.prose, bound)
        return _accusable(self._amounts[place], bound)

    def _spot(self, mention: Mention) -> Spot:
        return self.prose.spots[bisect_left(self.prose.mentions, (mention.start,))]

    def _likely(self) -> None:
        """Match what is left with any cell that says the same; nothing is accused here but a slip of unit."""
        likely, status, printed = self.likely, self.status, self.prose.printed
        for spot in self.prose.spots:
            mention = spot.mention
            if mention.start in status or mention.start in printed:
                continue
            cells = likely.cells(spot)
            if cells:
                status[mention.start] = (Status.MATCHED, cells)
            elif mention.kind is Kind.MONEY:
                self.findings.extend(self._slips(spot, likely.project(spot)))

    def _slips(self, spot: Spot, project: Project | None) -> Iterator[Finding]:
        mention = spot.mention
        if project is None or not may_slip(mention, (project.spent, project.budget)):
            return
        sources = money_sources(self.prose, project, "spent", "budget")
        if slip(mention, sources) and is_plain(self.prose.text, mention):
            source = next(source for source in sources if slip(mention, (source,)))
            where = spot.passage.where
            expected = f"{money.yuan_text(round(source.exact))}元"
            message = f"文中写的{mention.text}与{source.title}{expected}正好相差一万倍，可能写错了单位。"
            yield SLIP.at(where, *source.cells, found=mention.text, expected=expected, message=message)

    def mismatch(self, mention: Mention, *cells: Cell) -> None:
        """Note that a figure contradicts these cells."""
        self.status[mention.start] = (Status.MISMATCHED, cells)

    def contradicted(self, place: int, cells: tuple[Cell, ...]) -> None:
        """Note what another judge has found of the figure at a place, unless it is known to contradict cells."""
        if self.status.get(place, (None,))[0] is not Status.MISMATCHED:
            self.status[place] = (Status.MISMATCHED, cells)

    def wrong(self, begin: int, end: int) -> bool:
        """Tell whether a figure of this stretch contradicts cells."""
        figures = self.prose.figures(begin, end)
        return any(self.status.get(it.start, (None,))[0] is Status.MISMATCHED for it in figures)

    def figures(self) -> list[Figure]:
        """Every figure with its verdict, in order, and its place in its passage as typed."""
        printed, told, typed = self.prose.printed, self.status, self.prose.typed
        closed = (*self.prose.closed, len(typed))
        figures: list[Figure] = []
        unmatched: tuple[Status, tuple[Cell, ...]] = (Status.UNMATCHED, ())
        last, shift, at = None, 0, 0
        for mention, passage, _, _, _ in self.prose.spots:
            start, end = mention.start, mention.end
            piece = printed.get(start) or printed.get(end - 1)
            status, cells = (Status.MATCHED, piece.cells) if piece else told.get(start, unmatched)
            if passage is not last:
                last, shift = passage, self.prose.as_typed(passage.start)
            while closed[at] <= start:  # the figures stand in order
                at += 1
            behind = at
            while closed[behind] < end:
                behind += 1
            start, end = start + at, end + behind
            figure = (typed[start:end], passage.where, (start - shift, end - shift), status, cells)
            figures.append(make(Figure, figure))
        return figures
