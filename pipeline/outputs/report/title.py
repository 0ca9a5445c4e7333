"""Titles (标题): where a reader would pause, how wide lines are, and what each way to break them costs."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

CHINESE = 20  # all widths in tenths of a half-width column
MIN_LINE = 80
SOFTLY, _ROUGH, _INWARD, TEARING = 30, 450, 700, 900
_PAUSE_AFTER = re.compile(
    r"(?<=办事处)|(?<=街道)(?!办)|(?<=人民政府)|(?<=委员会)|(?<=[0-9０-９〇零一二三四五六七八九]年)(?!度)|(?<=年度)"
    r"|(?<=以下)|(?<=以上)|(?<=[：；，。])|(?=[（(《“])|(?<=资金)(?!支)|(?<=经费)|(?<=项目)(?!支|资)"
)
_SOFT = re.compile(
    r"(?<=、)|(?=[及和与等])(?!与会|和谐|等级)|(?<=个)(?=[0-9])"
    r"|(?<=[省州市县区])(?=[一-龥]{1,6}?(?:[州市县区镇乡]|街道|人民政府))(?![州市县区镇乡]|街道|人民政府)"
)
_GLUED = re.compile(
    r"(?<=[（(《“‘〔【])|(?=[）)》”’〕】、，。：；！？.,%])|(?<=[A-Za-z0-9.,&])(?=[A-Za-z0-9.,%&])|(?<=”)(?=[A-Za-z0-9])"
)
_MEETING = re.compile(r"(?<=[A-Za-z0-9])(?=[一-龥])|(?<=[一-龥])(?=[A-Za-z0-9])")
_TORN = re.compile(r"(?<=[0-9])(?=\w)|(?<=[0-9]万)(?=元)")
_ENCLOSED = re.compile(r"[（(《“][^）)》”]*[）)》”]")
_BROAD = re.compile(r"[A-Z&@%#<>+=~]")


@dataclass(frozen=True, slots=True)
class Measure:
    """How wide a digit or small letter is, and the gap that an office program leaves where Chinese meets them.

    `tail`: whether the spacing behind a line's last character must fit into the line, too.
    """

    latin: int
    gap: int
    tail: bool = True

    def width(self, text: str) -> int:
        """Measure a text in one line."""
        narrow = sum(unicodedata.east_asian_width(letter) in {"Na", "H", "N"} for letter in text)
        broad = len(_BROAD.findall(text)) * self.latin * 3 // 10
        return self.latin * narrow + broad + CHINESE * (len(text) - narrow) + self.gap * len(_MEETING.findall(text))


def places(title: str) -> dict[int, int]:
    """Where the title may break, with what each place costs: nothing at a pause, more in a word, most in a number."""
    pauses, soft, glued, torn = (
        {match.start() for match in pattern.finditer(title)} for pattern in (_PAUSE_AFTER, _SOFT, _GLUED, _TORN)
    )

    enclosed = {at for match in _ENCLOSED.finditer(title) for at in range(match.start() + 1, match.end())}

    def cost(at: int) -> int:
        if at in pauses:
            return 0
        if at in soft:
            return SOFTLY
        return TEARING if at in torn else _INWARD if at in enclosed else _ROUGH

    return {at: cost(at) for at in range(1, len(title)) if at not in glued}


def wrapped(title: str, width: int, measure: Measure) -> tuple[int, ...]:
    """Edges of the lines that an office program makes of a title: as much as fits, broken only where allowed."""
    edges, last = [0], 0
    for at in (*sorted(places(title)), len(title)):
        if measure.width(title[edges[-1] : at]) > width and last > edges[-1]:
            edges.append(last)
        last = at
    return (*edges, len(title))


def cost_of(title: str, edges: tuple[int, ...], measure: Measure) -> int:
    """Weigh lines: unlike lengths, very short ones, and breaks where nobody pauses."""
    widths = [measure.width(title[start:end]) for start, end in pairwise(edges)]
    allowed = places(title)
    short = sum(max(0, MIN_LINE - line) for line in widths) * 15
    return short + max(widths) - min(widths) + sum(allowed.get(at, TEARING) for at in edges[1:-1])
