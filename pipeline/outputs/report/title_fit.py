"""Fitting titles (标题换行): a width, and lines set a little wider, that make every office program break alike.

The text stays as typed: no break is put into it. Programs and fonts differ in how wide digits are and in the gap that
they leave beside them, so lines are held between the narrowest and the widest that they may come out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from pipeline.outputs.report.title import CHINESE, SOFTLY, Measure, cost_of, places, wrapped

LINE_WIDTH = 400  # 156 mm hold 20 characters of 2号
TENTH_TWIPS = 22  # a tenth of half a character of 22 pt
# Digits of 方正小标宋简体 or of what stands in for it; those of Times New Roman, which every Windows has, or of what
# stands in for it in LibreOffice, up to DejaVu Serif. The widest stands last.
MEASURES = {
    "国标": (Measure(10, 5), Measure(13, 4)),
    "审核": (Measure(10, 4), Measure(10, 5), Measure(14, 5, tail=False)),
}
Measures = tuple[Measure, ...]
_LITTLE, _MOST_STRETCH = 66, 132  # twips a character: a seventh of its width, and less than a third
_ROOM, _NARROWEST, _STEP = 22, 80, 1
_MOST_LETTERS, _MOST_PAUSES, _MORE_LINES = 120, 14, 120


@dataclass(frozen=True, slots=True)
class Fit:
    """How a title is made to wrap, in tenths of a half-width column: its lines' width, and what its first line lacks.

    `short` is taken from a first line of `first` characters, half before it and half behind, so that it stays centred.
    `stretched` are stretches of the title, from and to, set wider by so many twips a character.
    """

    width: int
    first: int = 0
    short: int = 0
    stretched: tuple[tuple[int, int, int], ...] = ()


def _lacking(title: str, line: tuple[int, int], room: int, measures: Measures, inside: float) -> int | None:
    """Say how much a line must be filled up so that it fits and nothing of the next one does; None if nothing does.

    `inside` is the part of the filling that stands before the end of the line's last character.
    """
    start, end = line
    following = next(at for at in (*sorted(places(title)), len(title)) if at > end)
    left = [(room - measure.width(title[start:end]), measure) for measure in measures]
    least = max(rest - min(measure.width(title[end:following]), CHINESE * 2) for rest, measure in left)
    most = min(rest if measure.tail or rest < 0 else int(rest / inside) for rest, measure in left)
    if most < 0:
        return None
    if least < 0:
        return 0
    return (least + most) // 2 if most - least > 1 else None  # in between, whatever a twip a character rounds to


def _held(title: str, edges: tuple[int, ...], width: int, measures: Measures) -> tuple[int, Fit] | None:
    """Hold these lines at a width, filled up where they must be, and say what that costs; None where it would show."""
    wide = measures[-1]
    if width > LINE_WIDTH or wide.width(title[edges[-2] :]) > width:
        return None
    short, cost, stretched = 0, cost_of(title, edges, wide), []
    for start, end in list(pairwise(edges))[:-1]:
        lacking = _lacking(title, (start, end), width, measures, (end - start - 1) / (end - start) or 1)
        share = _MOST_STRETCH + 1 if lacking is None else round(lacking * TENTH_TWIPS / (end - start))
        if share <= (_MOST_STRETCH if start else _LITTLE):
            stretched += [(start, end, share)] if share else []
            cost += 2 * share  # a twip a character costs as much as two tenths of unlikeness
        elif not start and (lacking := _lacking(title, (start, end), width, measures, 1 / 2)):
            short, cost = lacking, cost + 2 * lacking
        else:
            return None
    return cost, Fit(width, edges[1] if short else 0, short, tuple(stretched))


def _best(title: str, edges: tuple[int, ...], measures: Measures) -> tuple[int, Fit] | None:
    """Hold lines at the width that costs least, in the middle of those that do; None where none does."""
    wide = measures[-1]
    needed = max(wide.width(title[start:end]) for start, end in pairwise(edges))
    tried = (_held(title, edges, width, measures) for width in range(needed, needed + _ROOM, _STEP))
    held = [it for it in tried if it is not None]
    least = min((cost for cost, _ in held), default=0)
    alike = [it for it in held if it[0] == least]
    return alike[len(alike) // 2] if alike else None


def _shapes(title: str, widest: Measure) -> Iterator[tuple[int, ...]]:
    """Lines that width alone gives, and lines that end at pauses only, at most one more than must be."""
    natural = {wrapped(title, width, widest) for width in range(_NARROWEST, LINE_WIDTH + 1, _STEP)}
    fewest = min(map(len, natural))
    yield from (edges for edges in natural if len(edges) == fewest)
    pauses = [at for at, cost in sorted(places(title).items()) if cost <= SOFTLY][:_MOST_PAUSES]
    for count in (fewest - 2, fewest - 1):
        yield from ((0, *breaks, len(title)) for breaks in combinations(pauses, count))


def fit_in(title: str, measures: Measures) -> Fit | None:
    """Choose the lines that cost least of those that these fonts all make."""
    shapes = set(_shapes(title, measures[-1]))
    fewest = min(map(len, shapes))
    found = [
        (held[0] + _MORE_LINES * (len(edges) - fewest), edges, held[1])
        for edges in shapes
        if (held := _best(title, edges, measures)) is not None
    ]
    return min(found, key=lambda it: it[:2])[2] if found else None


def fit(title: str, layout: str = "国标") -> Fit | None:
    """Choose how a title is made to wrap where a reader pauses; None where it is left to the office program.

    Where no lines hold in every font, those of the widest are taken: others tear a word there, but make no more lines.
    """
    wide = MEASURES[layout][-1]
    if wide.width(title) <= LINE_WIDTH or "\n" in title or len(title) > _MOST_LETTERS or not places(title):
        return None
    return fit_in(title, MEASURES[layout]) or fit_in(title, (replace(wide, tail=True),))
