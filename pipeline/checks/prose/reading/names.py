"""Names (项目名称): every place of a text that names a project as the list does, or by its 简称."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ahocorasick import Automaton

from pipeline.checks.prose.reading.joined import narrowed, widened, without
from pipeline.model.quick import make

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.passages import Passage
    from pipeline.model.book import Book, Project

_BLANK = re.compile("[ 　]")
_TYPED_OTHERWISE = re.compile("[^一-龥（）]")  # than all names that need no second look


Called = dict[int, "Project"]  # the projects that go by one name, by their rows


class Name(NamedTuple):
    """Where a project is named: exactly as in the list or by its 简称."""

    start: int
    end: int
    project: Project
    shared: bool  # by projects of other money, and nothing says which is meant


def _as_read(text: str) -> tuple[str, list[int]]:
    """Write brackets full width and leave blanks out, as whoever reads a name does; and where the blanks stood."""
    text = text.replace("(", "（").replace(")", "）")
    gone = [found.start() for found in _BLANK.finditer(text)] if " " in text or "　" in text else []
    return (without(text, gone), gone) if gone else (text, gone)


def _known(book: Book) -> Mapping[str, Called]:
    """Give the projects that go by each name."""
    known: dict[str, Called] = {}
    for project in book.projects:
        for name in {project.name, project.short}:
            words = _as_read(narrowed(widened(name)))[0] if name and _TYPED_OTHERWISE.search(name) else name
            if words and len(words) > 1:
                known.setdefault(words, {})[project.row] = project
    return known


def _places(text: str, known: Mapping[str, Called]) -> list[tuple[int, int, Called]]:
    """Find every name in one go, however many there are; of two that overlap the longer, or the first."""
    if not known:
        return []
    finder = Automaton()
    for words, projects in known.items():
        finder.add_word(words, (len(words), projects))
    finder.make_automaton()
    found = [(last + 1 - length, last + 1, projects) for last, (length, projects) in finder.iter(text)]
    found.sort(key=lambda place: (place[0], -place[1]))
    kept, end = [], 0
    for place in found:
        if place[0] >= end:
            kept.append(place)
            end = place[1]
    return kept


def _meant(projects: Called, own: Project | None) -> tuple[Project, bool]:
    """Say which of the projects of one name is meant, that of the paragraph, and whether nothing says it."""
    first = next(iter(projects.values()))
    return (first, len(projects) > 1) if own is None else (projects.get(own.row, first), False)


def find_names(book: Book, text: str, passages: Sequence[Passage]) -> tuple[Name, ...]:
    """Every place where a project is named; of two that overlap the longer."""
    read, gone = _as_read(text)
    closed = [place - at for at, place in enumerate(gone)]
    names = []
    for first, end, projects in _places(read, _known(book)):
        start, stop = first + bisect_right(closed, first), end + bisect_right(closed, end - 1)
        own = None
        if len(projects) > 1:
            own = passages[bisect_right(passages, start, key=lambda it: it.start) - 1].project
        names.append(make(Name, (start, stop, *_meant(projects, own))))
    return tuple(names)
