"""Titles (标题): broken where a reader would pause, in lines of like length."""

from __future__ import annotations

import re
import unicodedata
from itertools import combinations, pairwise

from pipeline.outputs.document import Run, Runs, text_of

LINE_WIDTH = 40  # half-width columns: 156 mm hold 20 characters of 2号
MIN_LINE = 8
_PAUSE_AFTER = re.compile(
    r"(?<=办事处)|(?<=街道)(?!办)|(?<=人民政府)|(?<=委员会)|(?<=[0-9０-９〇零一二三四五六七八九]年)(?!度)|(?<=年度)"
    r"|(?<=以下)|(?<=以上)|(?<=[：；，。])|(?=[（(《])|(?<=资金)(?!支)|(?<=经费)|(?<=项目)(?!支|资)"
)
_GLUED = re.compile(
    r"(?<=[（(《“‘〔【])|(?=[）)》”’〕】、，。：；！？.,%])|(?<=[A-Za-z0-9.,])(?=[A-Za-z0-9.,%])|(?<=[0-9])(?=[\w])"
)
_ROUGH = 12
_MAX_PLACES = 60


def _width(text: str) -> int:
    return sum(1 if unicodedata.east_asian_width(letter) in {"Na", "H", "N"} else 2 for letter in text)


def _places(title: str) -> dict[int, int]:
    """Where the title may break, with what each place costs: nothing at a pause, more inside a word."""
    pauses = {match.start() for match in _PAUSE_AFTER.finditer(title)}
    glued = {match.start() for match in _GLUED.finditer(title)}
    return {at: 0 if at in pauses else _ROUGH for at in range(1, len(title)) if at not in glued}


def _cost(title: str, breaks: tuple[int, ...], places: dict[int, int], width: int) -> int:
    edges = (0, *breaks, len(title))
    widths = [_width(title[start:end]) for start, end in pairwise(edges)]
    over = sum(max(0, line - width) for line in widths) * 100
    short = sum(max(0, MIN_LINE - line) for line in widths) * 10
    return over + short + max(widths) - min(widths) + sum(places[at] for at in breaks)


def break_places(title: str, width: int = LINE_WIDTH) -> tuple[int, ...]:
    """Choose where to break a title longer than a line; nothing for a short one or one with breaks of its own."""
    lines = -(-_width(title) // width)
    places = _places(title)
    if lines == 1 or "\n" in title or len(title) > _MAX_PLACES * 2 or not places:
        return ()
    choices = combinations(places, min(lines - 1, 2))
    return min(choices, key=lambda breaks: (_cost(title, breaks, places, width), breaks))


def broken(heading: Runs, width: int = LINE_WIDTH) -> Runs:
    """Put line breaks into the runs of a title, each as a run of its own."""
    breaks, at, runs = break_places(text_of(heading), width), 0, []
    for run in heading:
        inside = [place - at for place in breaks if at <= place < at + len(run.text)]
        edges = [0, *inside, len(run.text)]
        for index, (start, end) in enumerate(pairwise(edges)):
            if index:
                runs.append(Run("\n"))
            if end > start:
                runs.append(Run(run.text[start:end], run.cells, run.kind, run.status))
        at += len(run.text)
    return tuple(runs)
