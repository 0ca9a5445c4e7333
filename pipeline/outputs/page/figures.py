"""Figures on the page (数字): each under the text that prints it, with the cells it was held against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.model.book import Paragraph
from pipeline.model.figures import Status
from pipeline.model.tokens import expand
from pipeline.outputs.page.cells import Contents
from pipeline.outputs.page.sheets import sheet_order

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.model.book import Book
    from pipeline.model.cells import Cell
    from pipeline.model.figures import Figure
    from pipeline.model.policy import Policy

WORDS = {Status.MATCHED: "一致", Status.MISMATCHED: "不一致", Status.UNMATCHED: "未核对"}
Numbered = tuple[int, "Figure"]


@dataclass(frozen=True, slots=True)
class Passage:
    """The figures of one cell; `runs` is its printed text in stretches, each with the figure it prints, if any."""

    cell: Cell
    figures: tuple[Numbered, ...]
    runs: tuple[tuple[str, Numbered | None], ...]


def _printed(book: Book | None, policy: Policy) -> Mapping[Cell, str]:
    """Print the paragraphs of 报告正文 with their tokens filled in."""
    if book is None or not book.has(Paragraph.table):
        return {}
    return {
        book.cell(row, "text"): expand(row.text, book, row.project, policy).text for row in book.paragraphs if row.text
    }


def _runs(text: str, figures: Sequence[Numbered]) -> tuple[tuple[str, Numbered | None], ...]:
    """Cut a text at its figures; nothing where a figure does not stand where it says."""
    runs: list[tuple[str, Numbered | None]] = []
    end = 0
    for number, figure in sorted(figures, key=lambda numbered: numbered[1].span):
        start, stop = figure.span
        if text[start:stop] != figure.text or start < end:
            return ()
        runs += [(text[end:start], None), (figure.text, (number, figure))]
        end = stop
    return tuple(run for run in [*runs, (text[end:], None)] if run[0])


def numbered(book: Book | None, figures: Sequence[Figure]) -> tuple[Numbered, ...]:
    """Count the figures from 1 in reading order of the workbook."""
    order = sheet_order(book, {figure.where.sheet for figure in figures})
    ordered = sorted(figures, key=lambda it: (order[it.where.sheet], it.where.row, it.where.column, it.span))
    return tuple(enumerate(ordered, start=1))


def passages(book: Book | None, figures: Sequence[Numbered], policy: Policy) -> tuple[Passage, ...]:
    """Gather the figures of each cell, with its text where that can be shown."""
    by_cell: dict[Cell, list[Numbered]] = {}
    for number, figure in figures:
        by_cell.setdefault(figure.where, []).append((number, figure))
    printed, contents = _printed(book, policy), Contents(book)

    return tuple(
        Passage(cell, tuple(members), _runs(printed.get(cell) or contents.of(cell), members))
        for cell, members in by_cell.items()
    )


def count_words(figures: Sequence[Numbered]) -> tuple[tuple[Status, str, int], ...]:
    """Count the figures of each status, with its word."""
    return tuple((status, word, sum(it.status is status for _, it in figures)) for status, word in WORDS.items())
