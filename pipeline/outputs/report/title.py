"""Titles (标题): wrapped where a reader would pause, in lines of like length."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import combinations, pairwise

CHINESE, LATIN, GAP = 20, 11, 5  # widths in tenths of a half-width column
LINE_WIDTH = 400  # 156 mm hold 20 characters of 2号
MIN_LINE = 80
SLACK = 10  # half a character, so that a slightly other font breaks no differently
STEP = 2
_PAUSE_AFTER = re.compile(
    r"(?<=办事处)|(?<=街道)(?!办)|(?<=人民政府)|(?<=委员会)|(?<=[0-9０-９〇零一二三四五六七八九]年)(?!度)|(?<=年度)"
    r"|(?<=以下)|(?<=以上)|(?<=[：；，。])|(?=[（(《])|(?<=资金)(?!支)|(?<=经费)|(?<=项目)(?!支|资)"
)
_GLUED = re.compile(r"(?<=[（(《“‘〔【])|(?=[）)》”’〕】、，。：；！？.,%])|(?<=[A-Za-z0-9.,])(?=[A-Za-z0-9.,%])")
_MEETING = re.compile(r"(?<=[A-Za-z0-9])(?=[一-龥])|(?<=[一-龥])(?=[A-Za-z0-9])")
_TORN = re.compile(r"(?<=[0-9])(?=\w)")
_SOFT = re.compile(r"(?<=、)|(?=[及和与等])(?!与会|和谐|等级)|(?<=[财民]政)(?=支)|(?<=个)(?=[0-9])")
_SOFTLY, _ROUGH, _TEARING = 30, 120, 600
_MOST_LINES = 4
_TWO_LINES = 3  # edges
_MOST_PAUSES = 16
_STRETCHING = 3  # twips a character that cost as much as a tenth of unlikeness
TENTH_TWIPS = 22  # a tenth of half a character of 22 pt
_LITTLE, _MOST_STRETCH = 66, 132  # twips a character: a seventh of its width, and less than a third
_MAX_PLACES = 60


def _width(text: str) -> int:
    """Measure in tenths of a half-width column; where Chinese meets digits, office programs leave a quarter more.

    Digits count a little wider than half a character: with some fonts they are.
    """
    narrow = sum(unicodedata.east_asian_width(letter) in {"Na", "H", "N"} for letter in text)
    return LATIN * narrow + CHINESE * (len(text) - narrow) + GAP * len(_MEETING.findall(text))


def _places(title: str) -> dict[int, int]:
    """Where the title may break, with what each place costs: nothing at a pause, more in a word, most in a number."""
    pauses = {match.start() for match in _PAUSE_AFTER.finditer(title)}
    soft = {match.start() for match in _SOFT.finditer(title)}
    glued = {match.start() for match in _GLUED.finditer(title)}
    torn = {match.start() for match in _TORN.finditer(title)}

    def cost(at: int) -> int:
        if at in pauses:
            return 0
        return _TEARING if at in torn else _SOFTLY if at in soft else _ROUGH

    return {at: cost(at) for at in range(1, len(title)) if at not in glued}


def _cost(title: str, edges: tuple[int, ...], places: dict[int, int]) -> int:
    widths = [_width(title[start:end]) for start, end in pairwise(edges)]
    short = sum(max(0, MIN_LINE - line) for line in widths) * 10
    return short + max(widths) - min(widths) + sum(places.get(at, _TEARING) for at in edges[1:-1])


def _wrapped(title: str, width: int, places: dict[int, int]) -> tuple[int, ...]:
    """Edges of the lines that an office program makes of a title: as much as fits, broken only where allowed."""
    edges, last = [0], 0
    for at in (*sorted(places), len(title)):
        if _width(title[edges[-1] : at]) > width and last > edges[-1]:
            edges.append(last)
        last = at
    return (*edges, len(title))


def line_width(title: str, widest: int = LINE_WIDTH) -> int | None:
    """Choose how wide the lines of a title may be so that it wraps where a reader pauses.

    The text stays as typed: no break is put into it. None for a short title or one with breaks of its own.
    """
    places = _places(title)
    if _width(title) <= widest or "\n" in title or len(title) > _MAX_PLACES * 2 or not places:
        return None
    shapes = {width: _wrapped(title, width, places) for width in range(MIN_LINE, widest + 1, STEP)}
    fewest = len(_wrapped(title, widest, places))
    fitting = {width: edges for width, edges in shapes.items() if len(edges) == fewest}
    if not fitting:
        return None
    best = min(fitting, key=lambda width: (_cost(title, fitting[width], places), width))
    alike = [width for width in fitting if fitting[width] == fitting[best]]
    return alike[len(alike) // 2]  # in the middle, so that a slightly other font breaks no differently


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


def _pauses(title: str, width: int) -> bool:
    """Tell whether lines of this width end where a reader pauses, with slightly wider or narrower digits, too."""
    places = _places(title)
    edges = [_wrapped(title, width + more, places) for more in (-SLACK // 2, 0, SLACK // 2)]
    return edges[0] == edges[1] == edges[2] and all(places.get(at) == 0 for at in edges[1][1:-1])


def _lacking(line: str, width: int) -> int:
    """Say how much a line lacks so that its own characters fit and none of the next, with narrower digits, too."""
    narrow = sum(unicodedata.east_asian_width(letter) in {"Na", "H", "N"} for letter in line)
    return max(0, width - _width(line) - max(2, (CHINESE - narrow) // 2))


def _held(title: str, edges: tuple[int, ...]) -> tuple[int, Fit] | None:
    """Hold the lines that are too short, set wider, the first if need be by room around it; None where it would show.

    Beside it what it costs.
    """
    width = max(_width(title[start:end]) for start, end in pairwise(edges)) + SLACK
    short, cost, stretched = 0, 0, []
    for start, end in list(pairwise(edges))[:-1]:
        lacking = _lacking(title[start:end], width)
        share = round(lacking * TENTH_TWIPS / (end - start))
        if not start and share > _LITTLE:
            short = lacking
        elif share > _MOST_STRETCH:
            return None
        elif share:
            stretched.append((start, end, share))
            cost += share // _STRETCHING
    return (cost, Fit(width, edges[1] if short else 0, short, tuple(stretched))) if width <= LINE_WIDTH else None


def _two_lines(title: str) -> Fit | None:
    """Wrap at the best pause although the second line is longer: width alone would pull a word up."""
    halves = {at: (_width(title[:at]), _width(title[at:])) for at, cost in _places(title).items() if cost == 0}
    fitting = {at: both for at, both in halves.items() if MIN_LINE <= max(both) + SLACK <= LINE_WIDTH}
    if not fitting:
        return None
    at = min(fitting, key=lambda place: abs(fitting[place][0] - fitting[place][1]))
    held = _held(title, (0, at, len(title)))
    return held[1] if held else None


def _several_lines(title: str) -> tuple[int, Fit] | None:
    """Wrap a title of three lines or more at pauses alone: what it costs, and how."""
    places = {at: cost for at, cost in _places(title).items() if cost <= _SOFTLY}
    found = []
    for count in range(2, _MOST_LINES):
        for breaks in combinations(sorted(places)[:_MOST_PAUSES], count):
            edges = (0, *breaks, len(title))
            held = _held(title, edges)
            if held is not None:
                cost = held[0] + _cost(title, edges, places) // 2 + (count - 2) * _ROUGH
                found.append((cost, held[1]))
    return min(found, key=lambda it: (it[0], it[1].width)) if found else None


def fit(title: str) -> Fit | None:
    """Choose how a title is made to wrap where a reader pauses; None where it is left to the office program."""
    width = line_width(title)
    if width is None or _pauses(title, width):
        return None if width is None else Fit(width)
    edges = _wrapped(title, width, _places(title))
    if len(edges) == _TWO_LINES:
        return _two_lines(title) or Fit(width)
    held = _several_lines(title)
    return held[1] if held and held[0] < _cost(title, edges, _places(title)) else Fit(width)
