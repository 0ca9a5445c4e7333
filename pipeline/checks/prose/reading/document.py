"""The prose (文字) of a book as one text: passages as the report prints them, with cells and figures."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pipeline.checks.prose.reading.accused import Accused
from pipeline.checks.prose.reading.joined import BETWEEN, narrowed, unread, widened, without
from pipeline.checks.prose.reading.mentions import Mention, find_mentions
from pipeline.checks.prose.reading.names import Name, find_names
from pipeline.checks.prose.reading.passages import Passage, Role, overlong, placed, texts
from pipeline.checks.prose.reading.synonyms import one_word
from pipeline.model.quick import make

if TYPE_CHECKING:
    from pipeline.model.book import Book
    from pipeline.model.tokens import Piece

__all__ = ["Name", "Passage", "Prose", "Role", "Spot", "overlong", "read_document"]

_SENTENCE_END = re.compile(f"[。！？!?\\n\\r{BETWEEN}]")
_NOUN = re.compile("(?:专项|项目|经费|资金|补[助贴]|费|工程|活动|服务|支出)+$")
_HIDDEN = "某"  # stands in no pattern


class Spot(NamedTuple):
    """Where a figure stands: passage, beginning and end of its sentence, and that's words before it, names hidden."""

    mention: Mention
    passage: Passage
    begin: int
    end: int
    before: str


@dataclass(frozen=True, slots=True)
class Prose:
    """All passages joined, with every figure, every named project and what the tokens printed, by place."""

    book: Book
    text: str
    verbatim: str
    passages: tuple[Passage, ...]
    mentions: tuple[Mention, ...]
    spots: tuple[Spot, ...]
    names: tuple[Name, ...]
    name_starts: tuple[int, ...]
    printed: Mapping[int, Piece]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    typed: str
    closed: tuple[int, ...]
    causes: Accused

    def as_typed(self, place: int) -> int:
        """Where a place of the text stands in the texts as typed, with the blanks around their numbers."""
        return place + bisect_right(self.closed, place)

    def passage_at(self, place: int) -> Passage:
        """Return the passage that holds this place."""
        return self.passages[bisect_right(self.starts, place) - 1]

    def sentence(self, place: int) -> tuple[int, int]:
        """Beginning and end of the sentence around a place."""
        at = bisect_right(self.ends, place - 1)
        return (self.ends[at - 1] + 1 if at else 0), (self.ends[at] if at < len(self.ends) else len(self.text))

    def sentence_before(self, begin: int) -> tuple[int, int]:
        """Beginning and end of the sentence before one that begins here, also where that ends its row."""
        closed = (
            self.text[begin - 1 : begin] == BETWEEN and begin - 2 in self.ends[bisect_left(self.ends, begin - 2) :][:1]
        )
        return self.sentence(begin - 2 if closed else begin - 1)

    def figures(self, begin: int, end: int) -> tuple[Mention, ...]:
        """Return the figures that begin in this stretch of the text."""
        first = bisect_left(self.mentions, (begin,))
        return self.mentions[first : bisect_left(self.mentions, (end,), first)]

    def named(self, begin: int, end: int) -> tuple[Name, ...]:
        """Return the project names that begin in this stretch of the text."""
        first = bisect_left(self.name_starts, begin)
        return self.names[first : bisect_left(self.name_starts, end, first)]

    def before(self, spot: Spot) -> str:
        """Return the words of its sentence before a figure with the names of projects in them."""
        return self.text[spot.begin : spot.mention.start]

    def unnamed(self, begin: int, end: int) -> str:
        """Return the words of a stretch without the names of projects, which may hold any word."""
        words, at = "", begin
        for name in self.named(begin, end):
            words, at = words + self.text[at : name.start], name.end
        return words + self.text[at:end]


def _own(mentions: Iterable[Mention], names: tuple[Name, ...]) -> Iterator[Mention]:
    """Leave out the figures that are part of a project's name."""
    end, later = 0, iter((*names, None))
    name = next(later)
    for mention in mentions:
        start = mention.start
        while name and name.start <= start:
            end, name = name.end, next(later)
        if start >= end:
            yield mention


def _spots(text: str, passages: Sequence[Passage], ends: Sequence[int], mentions: Iterable[Mention]) -> list[Spot]:
    """Find passage and sentence of every figure, walking through all of them once."""
    spots: list[Spot] = []
    at = begin = passed = 0
    starts = [*[passage.start for passage in passages[1:]], len(text) + 1]
    stops = (*ends, len(text))
    for mention in mentions:
        start = mention.start
        while starts[at] <= start:
            at += 1
        while stops[passed] < start:
            begin = stops[passed] + 1
            passed += 1
        spots.append(make(Spot, (mention, passages[at], begin, stops[passed], text[begin:start])))
    return spots


@lru_cache(maxsize=1 << 10)
def _told_apart(name: str) -> int:
    """How many signs of a name stand before the noun that it ends in."""
    return len(_NOUN.sub("", name))


def _hidden(text: str, names: Iterable[Name]) -> str:
    """Hide the names of projects, which may hold any word, but for the noun they end in: 应急 plans nothing there."""
    pieces, at = [], 0
    for name in names:
        own = _told_apart(text[name.start : name.end])
        pieces += [text[at : name.start], _HIDDEN * own]
        at = name.start + own
    return "".join([*pieces, text[at:]])


def read_document(book: Book) -> Prose:
    """Join the texts of a book and read their figures in one go."""
    told = texts(book)
    typed = joined = BETWEEN.join([row[2] for row in told])
    text = narrowed(widened(typed))
    gone, full = unread(text), text != typed
    if gone:
        text, joined = without(text, gone), without(joined, gone)
    passages, printed = placed(told, joined, gone)
    closed = tuple([place - at for at, place in enumerate(gone)])
    names = find_names(book, text, passages)
    verbatim, text = text, one_word(text, names)
    mentions = tuple(_own(find_mentions(text), names))
    if full:  # a figure keeps the signs it is printed in
        mentions = tuple([it._replace(text=joined[it.start : it.end]) for it in mentions])
    ends = tuple([found.start() for found in _SENTENCE_END.finditer(text)])
    spots = tuple(_spots(_hidden(text, names), passages, ends, mentions))
    starts, name_starts = tuple([one.start for one in passages]), tuple([name.start for name in names])
    return Prose(
        book,
        text,
        verbatim,
        passages,
        mentions,
        spots,
        names,
        name_starts,
        printed,
        starts,
        ends,
        typed,
        closed,
        Accused(),
    )
