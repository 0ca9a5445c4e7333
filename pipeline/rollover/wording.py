"""Wording (措辞): last year's sentences with last year's figures and dates taken out, or turned into tokens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.checks.prose.reading.habits import is_habit
from pipeline.checks.prose.reading.mentions import find_mentions
from pipeline.model.before import BLANK_MARK
from pipeline.model.year_words import ALONE, YEAR, year_of, years_in, years_in_name

_D, _CN, _TO = "0-9０-９", "一二三四五六七八九十", "至到\\-－—–~～"
_TITLES = re.compile(r"《[^《》]*》|〔[^〔〕]*〕|“[^“”]*”")
_AHEAD = rf"{ALONE}({YEAR})"
_END = rf"(?:份|底|初|末|[上中下]旬|[ ]?[{_D}]{{1,2}}[ ]?[日号](?:[{_TO}][{_D}]{{1,2}}[日号])?|[{_CN}]{{1,3}}[日号])?"
_MONTHS = rf"(?:[{_D}]{{1,2}}[ ]?月?[{_TO}])?[{_D}]{{1,2}}[ ]?月{_END}"
_CN_MONTH = rf"(?:十[一二]?|[一二三四五六七八九])月{_END}"
_DATED = re.compile(
    rf"{_AHEAD}(?:[ ]?年[ ]?(?:{_MONTHS}|{_CN_MONTH})|[-/.][{_D}]{{1,2}}(?:[-/.][{_D}]{{1,2}})?(?![{_D}])"
    r"|(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?![0-9]))"
)
_MONTH = re.compile(
    rf"(?<![{_D}每]){_MONTHS}|(?<=[于至到从自在，。；、]){_CN_MONTH}|(?<![每{_CN}]){_CN_MONTH}(?<=[份底初末旬日号])"
)
_RANK = re.compile(rf"(?:排名?|[名位]列|位居)[^，。；：{_D}]{{0,8}}?第?([{_D}]+|第[{_CN}]+)(?=[名位，。；：、]|$)")
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
    """Cut dates of the years around `year`, months, ranks; the bare year gets `instead`. Names of documents stay."""
    if year is None:
        return
    titles = [found.span() for found in _TITLES.finditer(text)]
    near = range(year - 1, year + 2)

    def free(start: int) -> bool:
        return not any(begin <= start < end for begin, end in titles)

    for found in _DATED.finditer(text):
        if free(found.start()) and year_of(found[1]) in near:
            yield Cut(*found.span(), BLANK_MARK)
    for word in years_in(text):
        if free(word.start) and word.year in near:
            yield Cut(word.start, word.end, instead if word.year == year else BLANK_MARK)
    for found in _MONTH.finditer(text):
        if free(found.start()):
            yield Cut(*found.span(), BLANK_MARK)
    for found in _RANK.finditer(text):
        yield Cut(*found.span(1), BLANK_MARK)


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
    own = (Cut(word.start, word.end, BLANK_MARK) for word in years_in_name(name) if word.year == year)
    return cut(name, own)
