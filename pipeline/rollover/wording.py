"""Wording (措辞): last year's sentences with last year's figures and dates taken out, or turned into tokens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.checks.prose.habits import is_habit
from pipeline.checks.prose.mentions import find_mentions
from pipeline.model.before import BLANK_MARK

_D = "0-9０-９"
_TITLES = re.compile(r"《[^《》]*》|〔[^〔〕]*〕|“[^“”]*”")
_YEAR = rf"(?<![{_D}\-－—–~～至到])([12１２][{_D}]{{3}})"
_DAY = rf"[ ]?年[ ]?[{_D}]{{1,2}}[ ]?月(?:份|底|初|末|[ ]?[{_D}]{{1,2}}[ ]?[日号])?"
_DATED = re.compile(rf"{_YEAR}(?:{_DAY}|[-/.][{_D}]{{1,2}}(?:[-/.][{_D}]{{1,2}})?(?![{_D}]))")
_YEARS = re.compile(rf"{_YEAR}(?=[ ]?年)")
_MONTH = re.compile(rf"(?<![{_D}每])[{_D}]{{1,2}}[ ]?月(?:份|底|初|末|[ ]?[{_D}]{{1,2}}[ ]?[日号])?")
_NUMBER = re.compile(rf"[￥¥]?[{_D}][{_D},，.．]*|[零〇一二三四五六七八九十百千万亿两]+")
_VAGUE = re.compile("^[十百千万亿]*[余多来几][十百千万亿]*")
_ANY_NUMBER = re.compile(rf"[{_D}零〇一二三四五六七八九十百千两]")


class Cut(NamedTuple):
    """A stretch of text and what is to stand there instead."""

    start: int
    end: int
    instead: str


@dataclass(frozen=True, slots=True)
class Renewed:
    """A sentence for the new year, and what of the old one was taken out of it."""

    text: str
    lost: tuple[str, ...]

    @property
    def open(self) -> bool:
        """Tell whether a person has something to fill in."""
        return BLANK_MARK in self.text


def blanked(figure: str) -> str:
    """Blank a figure and keep its unit where it has a plain one: 248 天 becomes 【待填】天."""
    number = _NUMBER.match(figure)
    unit = _VAGUE.sub("", figure[number.end() :]) if number else ""
    return BLANK_MARK + ("" if _ANY_NUMBER.search(unit) else unit.strip())


def dates(text: str, year: int | None, instead: str) -> Iterator[Cut]:
    """Cut dates of the years around `year`, and months; the bare year gets `instead`. Names of documents stay."""
    if year is None:
        return
    titles = [found.span() for found in _TITLES.finditer(text)]
    near = range(year - 1, year + 2)

    def free(found: re.Match[str]) -> bool:
        return not any(start <= found.start() < end for start, end in titles)

    for found in filter(free, _DATED.finditer(text)):
        if int(found[1]) in near:
            yield Cut(*found.span(), BLANK_MARK)
    for found in filter(free, _YEARS.finditer(text)):
        if int(found[1]) in near:
            yield Cut(*found.span(1), instead if int(found[1]) == year else BLANK_MARK)
    for found in filter(free, _MONTH.finditer(text)):
        yield Cut(*found.span(), BLANK_MARK)


def figures(text: str) -> Iterator[Cut]:
    """Cut every figure of a text."""
    for mention in find_mentions(text):
        if not is_habit(text, mention.start, mention.text):
            yield Cut(mention.start, mention.end, blanked(mention.text))


def cut(text: str, *layers: Iterable[Cut]) -> Renewed:
    """Put the cuts in, earlier layers first; a cut that overlaps one already made is left out."""
    chosen: list[Cut] = []
    for layer in layers:
        for one in layer:
            if all(one.end <= other.start or one.start >= other.end for other in chosen):
                chosen.append(one)
    pieces, end = [], 0
    for one in sorted(chosen):
        pieces += [text[end : one.start], one.instead]
        end = one.end
    lost = tuple(text[one.start : one.end] for one in sorted(chosen) if BLANK_MARK in one.instead)
    return Renewed("".join(pieces) + text[end:], lost)


def renew(text: str, year: int | None) -> Renewed:
    """Take figures and dates out of a text that may hold no tokens."""
    return cut(text, dates(text, year, BLANK_MARK), figures(text))


def renew_name(name: str, year: int | None) -> Renewed:
    """Take last year out of a name; all other numbers belong to it."""
    own = (Cut(*found.span(1), BLANK_MARK) for found in _YEARS.finditer(name) if year and int(found[1]) == year)
    return cut(name, own)


def lost_words(renewed: Sequence[Renewed]) -> str:
    """List what was taken out, for a comment."""
    return "、".join(dict.fromkeys(word for one in renewed for word in one.lost))
