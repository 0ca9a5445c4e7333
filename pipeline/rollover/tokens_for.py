"""Figures that may come from a cell (记号): which token prints exactly what a figure says, of the same cell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.model.figures import Status
from pipeline.model.tokens import PROJECT_TOKENS, REPORT_TOKENS

if TYPE_CHECKING:
    from pipeline.model.book import Book
    from pipeline.model.cells import Cell
    from pipeline.model.figures import Figure
    from pipeline.model.policy import Policy

STANDING = ("cap", "office_from", "party_from")
_OF_PROJECT = ("支出万元", "支出元", "全年预算万元", "执行率", "得分")
_OF_REPORT = ("合计万元", "合计元", "项目数量", "自评得分")


def _printed(book: Book, own: int | None, policy: Policy) -> Iterator[tuple[str, str, tuple[Cell, ...]]]:
    """Every token with what it prints and its cells; those of the row's own project first."""
    numbers = sorted(book.by_number, key=lambda number: (number != own, number))
    for number in numbers:
        for word in _OF_PROJECT:
            text, cells = PROJECT_TOKENS[word](book, book.by_number[number], policy)
            if text is not None:
                yield (f"{{{word}}}" if number == own else f"{{项目{number}.{word}}}"), text, cells
    for word in _OF_REPORT:
        printed, cells = REPORT_TOKENS[word](book)
        if printed is not None:
            yield f"{{{word}}}", printed, cells


def token_for(figure: Figure, book: Book, own: int | None, policy: Policy) -> str | None:
    """Write a matched figure as a token, with what follows its number (16个 → {项目数量}个); None where none fits."""
    if figure.status is not Status.MATCHED or not figure.source:
        return None
    for token, text, cells in _printed(book, own, policy):
        if not set(figure.source) & set(cells) or not figure.text.startswith(text):
            continue
        rest = figure.text[len(text) :]
        if not rest or (not text.endswith(("元", "%")) and not any(sign.isdigit() or sign in ".," for sign in rest)):
            return token + rest
    return None


def stands(figure: Figure, book: Book) -> bool:
    """Tell whether a figure only repeats a limit that is carried over (单项上限, 审批起点)."""
    if not book.has("info"):
        return False
    limits = {book.info_cell(key) for key in STANDING}
    return figure.status is Status.MATCHED and bool(figure.source) and set(figure.source) <= limits
