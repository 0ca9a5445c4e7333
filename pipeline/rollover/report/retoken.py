"""Figures into tokens (数字换记号): where a cell gives what a paragraph of a report prints, letter by letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checks.prose import read_prose
from pipeline.intake.blank.layout import FIRST_ROW
from pipeline.model.policy import policy
from pipeline.model.tokens import expand
from pipeline.rollover.tokens_for import token_for
from pipeline.rollover.wording import Cut, cut

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.model.book import Book
    from pipeline.rollover.draft import Draft

_BRACES = frozenset("{}｛｝")


def tokened(book: Book) -> Mapping[int, str]:
    """Give the paragraphs with tokens instead of figures, by row; each prints what it printed before."""
    figures = read_prose(book)[1]
    found: dict[int, str] = {}
    for row in book.paragraphs:
        text = row.text or ""
        if _BRACES & set(text):
            continue
        own = book.cell(row, "text")
        cuts = (
            Cut(*figure.span, token)
            for figure in figures
            if figure.where == own and (token := token_for(figure, text, book, row.project, policy()))
        )
        new = cut(text, cuts).text
        expansion = expand(new, book, row.project, policy())
        if new != text and expansion.text == text and not expansion.problems:
            found[row.row] = new
    return found


def put_tokens(draft: Draft, book: Book) -> None:
    """Put tokens into the paragraphs of a draft; `book` is the draft as read back."""
    for row, text in tokened(book).items():
        draft.content["paragraphs"][row - FIRST_ROW]["text"] = text
