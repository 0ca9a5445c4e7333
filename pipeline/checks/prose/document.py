"""The prose (文字) of a book as one text: passages as the report prints them, with cells and figures."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

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


@dataclass(frozen=True, slots=True)
class Passage:
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


@dataclass(frozen=True, slots=True)
class Name:
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


def _printed(text: str, book: Book, row: Paragraph) -> tuple[str, tuple[Piece, ...], tuple[Problem, ...]]:
    if not any(brace in text for brace in "{}｛｝"):
        return text, (), ()
    expansion = expand(text, book, row.project, policy())
    return expansion.text, expansion.pieces, expansion.problems


def _paragraphs(book: Book) -> Iterator[tuple[Passage, str]]:
    for row in book.paragraphs:
        if row.text:
            text, pieces, problems = _printed(row.text, book, row)
            project = book.by_number.get(row.project) if row.project is not None else None
            where = book.cell(row, "text")
            yield Passage(where, Role.PARAGRAPH, 0, text, project, row.section, pieces, problems), text


def _cells(book: Book) -> Iterator[tuple[Passage, str]]:
    for project in book.projects:
        if project.goal:
            yield Passage(book.cell(project, "goal"), Role.GOAL, 0, project.goal, project), project.goal
        if project.outcome:
            yield Passage(book.cell(project, "outcome"), Role.OUTCOME, 0, project.outcome, project), project.outcome
    for row in book.indicators:
        if row.reason:
            project_of = book.by_number.get(row.project) if row.project is not None else None
            yield Passage(book.cell(row, "reason"), Role.REASON, 0, row.reason, project_of), row.reason


def _placed(book: Book) -> tuple[tuple[Passage, ...], str]:
    passages, texts, start = [], [], 0
    for passage, text in (*_paragraphs(book), *_cells(book)):
        passages.append(
            Passage(
                passage.where,
                passage.role,
                start,
                text,
                passage.project,
                passage.section,
                passage.pieces,
                passage.problems,
            )
        )
        texts.append(text)
        start += len(text) + 1
    return tuple(passages), BETWEEN.join(texts)


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
    passages, text = _placed(book)
    names = _named(book, text)
    starts = [name.start for name in names]
    mentions = tuple(mention for mention in find_mentions(text) if _own(mention, names, starts))
    printed = _printed_by_tokens(passages)
    ends = tuple(found.start() for found in _SENTENCE_END.finditer(text))
    return Prose(book, text, passages, mentions, names, printed, tuple(passage.start for passage in passages), ends)
