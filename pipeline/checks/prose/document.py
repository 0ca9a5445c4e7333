"""The prose (文字) of a book as one text: passages as the report prints them, with cells and figures."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from pipeline.checks.prose.mentions import Mention, find_mentions
from pipeline.model.policy import policy
from pipeline.model.tokens import Piece, Problem, expand

if TYPE_CHECKING:
    from pipeline.model.book import Book, Paragraph, Project
    from pipeline.model.cells import Cell

BETWEEN = "\x1e"  # no text of a workbook holds a record separator
_SENTENCE_END = re.compile(f"[。！？!?\\n\\r{BETWEEN}]")


class Role(StrEnum):
    """Which text of the workbook a passage is."""

    PARAGRAPH = "正文"
    GOAL = "绩效目标"
    OUTCOME = "完成情况"
    REASON = "偏差原因及改进措施"


class Passage(NamedTuple):
    """One text cell; `start` is its place in the whole text, `project` the project it speaks of."""

    where: Cell
    role: Role
    start: int
    text: str
    project: Project | None = None
    section: str | None = None
    pieces: tuple[Piece, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def end(self) -> int:
        """Where the passage ends in the whole text."""
        return self.start + len(self.text)


class Name(NamedTuple):
    """Where a project is named: exactly as in the list or by its 简称."""

    start: int
    end: int
    project: Project


@dataclass(frozen=True, slots=True)
class Prose:
    """All passages joined, with every figure, every named project and what the tokens printed, by place."""

    book: Book
    text: str
    passages: tuple[Passage, ...]
    mentions: tuple[Mention, ...]
    names: tuple[Name, ...]
    printed: dict[int, Piece] = field(default_factory=dict)
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()

    def passage_at(self, place: int) -> Passage:
        """Return the passage that holds this place."""
        return self.passages[bisect_right(self.starts, place) - 1]

    def sentence(self, place: int) -> tuple[int, int]:
        """Beginning and end of the sentence around a place."""
        at = bisect_right(self.ends, place - 1)
        return (self.ends[at - 1] + 1 if at else 0), (self.ends[at] if at < len(self.ends) else len(self.text))


def _paragraph(book: Book, row: Paragraph, text: str, start: int) -> Passage:
    """Place a paragraph as the report prints it, its tokens filled in."""
    where = book.cell(row, "text")
    project = book.by_number.get(row.project) if row.project is not None else None
    if not ("{" in text or "}" in text or "｛" in text or "｝" in text):
        return Passage(where, Role.PARAGRAPH, start, text, project, row.section)
    pieces, problems = expand(text, book, row.project, policy())
    text = "".join([piece.text for piece in pieces])
    return Passage(where, Role.PARAGRAPH, start, text, project, row.section, pieces, problems)


def _cells(book: Book) -> Iterator[tuple[Cell, Role, str, Project | None]]:
    for project in book.projects:
        if project.goal:
            yield book.cell(project, "goal"), Role.GOAL, project.goal, project
        if project.outcome:
            yield book.cell(project, "outcome"), Role.OUTCOME, project.outcome, project
    for row in book.indicators:
        if row.reason:
            project_of = book.by_number.get(row.project) if row.project is not None else None
            yield book.cell(row, "reason"), Role.REASON, row.reason, project_of


def _placed(book: Book) -> tuple[Passage, ...]:
    """Every text of the book one behind the other, paragraphs first."""
    passages: list[Passage] = []
    start = 0
    for row in book.paragraphs:
        if row.text:
            passages.append(_paragraph(book, row, row.text, start))
            start = passages[-1].end + 1
    for where, role, text, project in _cells(book):
        passages.append(Passage(where, role, start, text, project))
        start += len(text) + 1
    return tuple(passages)


def _named(book: Book, text: str) -> tuple[Name, ...]:
    """Every place where a project is named; of two that overlap the longer."""
    found = []
    for project in book.projects:
        for words in {project.name, project.short}:
            place = text.find(words) if words and len(words) > 1 else -1
            while words and place >= 0:
                found.append(Name(place, place + len(words), project))
                place = text.find(words, place + 1)
    found.sort(key=lambda name: (name.start, -name.end))
    kept: list[Name] = []
    for name in found:
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return tuple(kept)


def _printed_by_tokens(passages: tuple[Passage, ...]) -> dict[int, Piece]:
    """Find the first and the last place of what each token printed."""
    places = {}
    for passage in passages:
        place = passage.start
        for piece in passage.pieces:
            if piece.token and piece.cells and piece.text:
                places[place] = places[place + len(piece.text) - 1] = piece
            place += len(piece.text)
    return places


def _own(mention: Mention, names: tuple[Name, ...], starts: list[int]) -> bool:
    """Tell whether a figure is one, and no part of a project's name."""
    at = bisect_right(starts, mention.start) - 1
    return at < 0 or mention.start >= names[at].end


def read_document(book: Book) -> Prose:
    """Join the texts of a book and read their figures in one go."""
    passages = _placed(book)
    text = BETWEEN.join([passage.text for passage in passages])
    names = _named(book, text)
    starts = [name.start for name in names]
    mentions = tuple(mention for mention in find_mentions(text) if _own(mention, names, starts))
    printed = _printed_by_tokens(passages)
    ends = tuple(found.start() for found in _SENTENCE_END.finditer(text))
    return Prose(book, text, passages, mentions, names, printed, tuple(passage.start for passage in passages), ends)
