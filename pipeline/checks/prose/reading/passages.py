"""Passages (文字单元格): every text cell of a book as the report prints it, one behind the other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from pipeline.model.policy import policy
from pipeline.model.quick import make, quick
from pipeline.model.tokens import Piece, Problem, expand

if TYPE_CHECKING:
    from pipeline.model.book import Book, Indicator, Paragraph, Project
    from pipeline.model.cells import Cell


@quick
class Role(StrEnum):
    """Which text of the workbook a passage is."""

    PARAGRAPH = "正文"
    GOAL = "绩效目标"
    OUTCOME = "完成情况"
    REASON = "偏差原因及改进措施"


class Passage(NamedTuple):
    """One text cell; `start` and `end` are its place in the whole text, `project` the project it speaks of."""

    where: Cell
    role: Role
    start: int
    end: int
    text: str
    project: Project | None
    section: str | None
    pieces: tuple[Piece, ...]
    problems: tuple[Problem, ...]


# A text cell that has no place yet.
Told = tuple["Cell", Role, str, "Project | None", "str | None", tuple[Piece, ...], tuple[Problem, ...]]


def _paragraph(book: Book, row: Paragraph, text: str) -> Told:
    """Give a paragraph as the report prints it, its tokens filled in."""
    where, role = book.cell(row, "text"), Role.PARAGRAPH
    project = book.by_number.get(row.project) if row.project is not None else None
    if not ("{" in text or "}" in text or "｛" in text or "｝" in text):
        return where, role, text, project, row.section, (), ()
    pieces, problems = expand(text, book, row.project, policy())
    return where, role, "".join([piece.text for piece in pieces]), project, row.section, pieces, problems


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


def texts(book: Book) -> list[Told]:
    """Every text of the book, paragraphs first, but those that are too long."""
    most = policy().text.longest
    told = [_paragraph(book, row, row.text) for row in book.paragraphs if row.text and len(row.text) <= most]
    others = [it for it in _others(book) if len(it[3]) <= most]
    told += [(book.cell(row, key), role, text, project, None, (), ()) for row, key, role, text, project in others]
    return told


def placed(told: Sequence[Told], kept: str, gone: Sequence[int]) -> tuple[tuple[Passage, ...], dict[int, Piece]]:
    """Place texts in what is `kept` of all of them; and the first and the last place of what each token printed."""
    passages: list[Passage] = []
    printed: dict[int, Piece] = {}
    start = at = 0
    for where, role, text, project, section, pieces, problems in told:
        until = bisect_left(gone, start + len(text), at)
        begin, end = start - at, start + len(text) - until
        one = (where, role, begin, end, kept[begin:end], project, section, pieces, problems)
        passages.append(make(Passage, one))
        place = start
        for piece in pieces:
            if piece.token and piece.cells and piece.text:
                first, last = place, place + len(piece.text) - 1
                printed[first - bisect_left(gone, first)] = printed[last - bisect_left(gone, last)] = piece
            place += len(piece.text)
        start, at = start + len(text) + 1, until
    return tuple(passages), printed
