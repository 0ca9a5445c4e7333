"""Passages (文字单元格): every text cell of a book as the report prints it, one behind the other."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from pipeline.model.policy import policy
from pipeline.model.tokens import Piece, Problem, expand

if TYPE_CHECKING:
    from pipeline.model.book import Book, Indicator, Paragraph, Project
    from pipeline.model.cells import Cell


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


def _paragraph(book: Book, row: Paragraph, text: str, start: int) -> Passage:
    """Place a paragraph as the report prints it, its tokens filled in."""
    where, role = book.cell(row, "text"), Role.PARAGRAPH
    project = book.by_number.get(row.project) if row.project is not None else None
    if not ("{" in text or "}" in text or "｛" in text or "｝" in text):
        return Passage(where, role, start, text, project, row.section)
    pieces, problems = expand(text, book, row.project, policy())
    text = "".join([piece.text for piece in pieces])
    return Passage(where, role, start, text, project, row.section, pieces, problems)


def _others(book: Book) -> Iterator[tuple[Project | Indicator, str, Role, str, Project | None]]:
    """Give the texts of projects and indicators, each with its row, its column and the project it speaks of."""
    goal, outcome, reason = Role.GOAL, Role.OUTCOME, Role.REASON
    for project in book.projects:
        if project.goal:
            yield project, "goal", goal, project.goal, project
        if project.outcome:
            yield project, "outcome", outcome, project.outcome, project
    for row in book.indicators:
        if row.reason:
            about = book.by_number.get(row.project) if row.project is not None else None
            yield row, "reason", reason, row.reason, about


def overlong(book: Book) -> Iterator[tuple[Cell, int]]:
    """Cells whose text is too long to be read, with its length."""
    most = policy().text.longest
    rows = [(row, "text", row.text) for row in book.paragraphs if row.text and len(row.text) > most]
    others = [(row, key, text) for row, key, _, text, _ in _others(book) if len(text) > most]
    for row, key, text in (*rows, *others):
        yield book.cell(row, key), len(text)


def placed(book: Book) -> tuple[Passage, ...]:
    """Every text of the book one behind the other, paragraphs first, but those that are too long."""
    passages: list[Passage] = []
    start, most = 0, policy().text.longest
    for row in book.paragraphs:
        if row.text and len(row.text) <= most:
            passages.append(_paragraph(book, row, row.text, start))
            start = passages[-1].end + 1
    for source, key, role, text, project in _others(book):
        if len(text) <= most:
            passages.append(Passage(book.cell(source, key), role, start, text, project))
            start += len(text) + 1
    return tuple(passages)


def printed_by_tokens(passages: tuple[Passage, ...]) -> dict[int, Piece]:
    """Find the first and the last place of what each token printed."""
    places = {}
    for passage in passages:
        place = passage.start
        for piece in passage.pieces:
            if piece.token and piece.cells and piece.text:
                places[place] = places[place + len(piece.text) - 1] = piece
            place += len(piece.text)
    return places
