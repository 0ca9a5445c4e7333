"""Automatic numbers (自动编号): what Word prints before a paragraph without it standing in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.outputs.word.wordml import w

if TYPE_CHECKING:
    from lxml import etree

_PLACE = re.compile(r"%([1-9])")
_CHINESE = "零一二三四五六七八九"
_TEN = 10
_HUNDRED = 100
_CHINESE_FORMATS = frozenset({"chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographTraditional"})
_DIGIT_FORMATS = frozenset({"decimal", "decimalZero", "decimalFullWidth", "decimalHalfWidth", "decimalEnclosedCircle"})
_DEEPEST = 12


def _value(element: etree._Element | None, path: str) -> str | None:
    found = element.find(path) if element is not None else None
    return found.get(w("val")) if found is not None else None


def _chinese(number: int) -> str:
    if number >= _HUNDRED:
        return str(number)
    tens, ones = divmod(number, _TEN)
    left = "" if not tens else ("" if tens == 1 else _CHINESE[tens]) + "十"
    return left + (_CHINESE[ones] if ones or not tens else "")


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: how its number is spelt, the text around it, where it starts."""

    spelling: str
    text: str
    start: int


@dataclass
class Lists:
    """The lists of a document, counting while its paragraphs go by."""

    styles: etree._Element | None
    numbering: etree._Element | None
    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _kinds: dict[str, str] = field(default_factory=dict)
    _counts: dict[tuple[str, int], int] = field(default_factory=dict)
    _style_of: dict[str, etree._Element] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Look up styles and lists once."""
        if self.styles is not None:
            self._style_of = {style.get(w("styleId"), ""): style for style in self.styles.iter(w("style"))}
        if self.numbering is None:
            return
        for kind in self.numbering.iter(w("abstractNum")):
            levels = {int(level.get(w("ilvl"), "0")): _level(level) for level in kind.findall(w("lvl"))}
            self._levels[kind.get(w("abstractNumId"), "")] = levels
        for number in self.numbering.iter(w("num")):
            self._kinds[number.get(w("numId"), "")] = _value(number, w("abstractNumId")) or ""

    def style_name(self, paragraph: etree._Element) -> str:
        """Name of a paragraph's style, or its id."""
        style_id = _value(paragraph, f"{w('pPr')}/{w('pStyle')}") or ""
        return _value(self._style_of.get(style_id), w("name")) or style_id

    def _of(self, paragraph: etree._Element) -> tuple[str, int] | None:
        """List and level of a paragraph: its own, or its style's."""
        properties = paragraph.find(w("pPr"))
        style_id = _value(properties, w("pStyle")) if properties is not None else None
        for _ in range(_DEEPEST):
            own = properties.find(w("numPr")) if properties is not None else None
            if own is not None:
                level = _value(own, w("ilvl")) or "0"
                return _value(own, w("numId")) or "0", int(level) if level.isdigit() else 0
            style = self._style_of.get(style_id or "")
            if style is None:
                return None
            properties, style_id = style.find(w("pPr")), _value(style, w("basedOn"))
        return None

    def number(self, paragraph: etree._Element) -> str:
        """Print the automatic number of a paragraph; nothing where it has none, or a bullet."""
        place = self._of(paragraph)
        levels = self._levels.get(self._kinds.get(place[0], ""), {}) if place else {}
        if place is None or place[1] not in levels:
            return ""
        kind, at = self._kinds[place[0]], place[1]
        self._counts[kind, at] = self._counts.get((kind, at), levels[at].start - 1) + 1
        for deeper in range(at + 1, 9):
            self._counts.pop((kind, deeper), None)

        def printed(match: re.Match[str]) -> str:
            level = int(match[1]) - 1
            if level not in levels:
                return ""
            return _spelt(self._counts.get((kind, level), levels[level].start), levels[level].spelling)

        return _PLACE.sub(printed, levels[at].text)


def _level(level: etree._Element) -> _Level:
    start = _value(level, w("start")) or "1"
    spelling = _value(level, w("numFmt")) or "decimal"
    text = "" if spelling in {"bullet", "none"} else _value(level, w("lvlText")) or ""
    return _Level(spelling, text, int(start) if start.isdigit() else 1)


def _spelt(number: int, spelling: str) -> str:
    if spelling in _CHINESE_FORMATS:
        return _chinese(number)
    return str(number) if spelling in _DIGIT_FORMATS else ""
