"""Automatic numbers (自动编号): what Word prints before a paragraph without it standing in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.outputs.word.wordml import w
from pipeline.verify.reading.styles import value_of

if TYPE_CHECKING:
    from lxml import etree

    from pipeline.verify.reading.styles import Styles

_PLACE = re.compile(r"%([1-9])")
_CHINESE = "零一二三四五六七八九"
_TEN = 10
_HUNDRED = 100
_CHINESE_FORMATS = frozenset({"chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographTraditional"})
_DIGIT_FORMATS = frozenset({"decimal", "decimalZero", "decimalFullWidth", "decimalHalfWidth", "decimalEnclosedCircle"})


def _chinese(number: int) -> str:
    if number >= _HUNDRED:
        return str(number)
    tens, ones = divmod(number, _TEN)
    left = "" if not tens else ("" if tens == 1 else _CHINESE[tens]) + "十"
    return left + (_CHINESE[ones] if ones or not tens else "")


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: how its number is spelt, the text around it, where it starts, whose style it is."""

    spelling: str
    text: str
    start: int
    style: str | None


@dataclass
class Lists:
    """The lists of a document, counting while its paragraphs go by."""

    styles: Styles
    numbering: etree._Element | None
    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _kinds: dict[str, str] = field(default_factory=dict)
    _counts: dict[tuple[str, int], int] = field(default_factory=dict)
    _restarts: dict[tuple[str, int], int] = field(default_factory=dict)
    _started: set[tuple[str, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Look up lists and where they start anew once."""
        if self.numbering is None:
            return
        for kind in self.numbering.iter(w("abstractNum")):
            levels = {int(level.get(w("ilvl"), "0")): _level(level) for level in kind.findall(w("lvl"))}
            self._levels[kind.get(w("abstractNumId"), "")] = levels
        for number in self.numbering.iter(w("num")):
            number_id = number.get(w("numId"), "")
            self._kinds[number_id] = value_of(number, w("abstractNumId")) or ""
            for level in number.findall(w("lvlOverride")):
                start = value_of(level, w("startOverride")) or ""
                if start.isdigit():
                    self._restarts[number_id, int(level.get(w("ilvl"), "0"))] = int(start)

    def _of(self, paragraph: etree._Element) -> tuple[str, int] | None:
        """List and level of a paragraph: its own, or its style's."""
        properties = paragraph.find(w("pPr"))
        style_id = value_of(properties, w("pStyle"))
        of_styles = (style.find(w("pPr")) for style in self.styles.based(style_id))
        for place in (properties, *of_styles):
            own = place.find(w("numPr")) if place is not None else None
            if own is not None:
                number = value_of(own, w("numId")) or "0"
                level = value_of(own, w("ilvl")) or self._level_of(number, style_id)
                return number, int(level) if level.isdigit() else 0
        return None

    def _level_of(self, number: str, style_id: str | None) -> str:
        """Level that a list keeps for a style; the first where it keeps none."""
        levels = self._levels.get(self._kinds.get(number, ""), {})
        return next((str(at) for at, level in levels.items() if style_id and level.style == style_id), "0")

    def _count(self, number: str, at: int) -> None:
        """Count a paragraph, or start anew where its list says so."""
        kind = self._kinds[number]
        start = self._levels[kind][at].start
        if (number, at) in self._restarts and (number, at) not in self._started:
            self._counts[kind, at] = self._restarts[number, at]
        else:
            self._counts[kind, at] = self._counts.get((kind, at), start - 1) + 1
        self._started.add((number, at))
        for deeper in range(at + 1, 9):
            self._counts.pop((kind, deeper), None)

    def number(self, paragraph: etree._Element) -> str:
        """Print the automatic number of a paragraph; nothing where it has none, or a bullet."""
        place = self._of(paragraph)
        levels = self._levels.get(self._kinds.get(place[0], ""), {}) if place else {}
        if place is None or place[1] not in levels:
            return ""
        kind, at = self._kinds[place[0]], place[1]
        self._count(*place)

        def printed(match: re.Match[str]) -> str:
            level = int(match[1]) - 1
            if level not in levels:
                return ""
            return _spelt(self._counts.get((kind, level), levels[level].start), levels[level].spelling)

        return _PLACE.sub(printed, levels[at].text)


def _level(level: etree._Element) -> _Level:
    start = value_of(level, w("start")) or "1"
    spelling = value_of(level, w("numFmt")) or "decimal"
    text = "" if spelling in {"bullet", "none"} else value_of(level, w("lvlText")) or ""
    return _Level(spelling, text, int(start) if start.isdigit() else 1, value_of(level, w("pStyle")))


def _spelt(number: int, spelling: str) -> str:
    if spelling in _CHINESE_FORMATS:
        return _chinese(number)
    return str(number) if spelling in _DIGIT_FORMATS else ""
