"""Figures that may come from a cell (记号): which token prints exactly what a figure says, of the same cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.model.figures import Status
from pipeline.model.token_words import PROJECT_TOKENS, REPORT_TOKENS

if TYPE_CHECKING:
    from pipeline.model.book import Book
    from pipeline.model.cells import Cell
    from pipeline.model.figures import Figure
    from pipeline.model.policy import Policy

_OF_A_BUDGET = re.compile(r"预算[^，。；、0-9]{0,6}$")
_LOOK_BACK = 12
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


def _fits(figure: Figure, before: str, token: str, cells: tuple[Cell, ...]) -> bool:
    """Tell whether a token speaks of what the figure speaks of: after 预算 of the budget, else of its own cells."""
    if _OF_A_BUDGET.search(before):
        return "全年预算" in token
    return bool(set(figure.source) & set(cells)) and "全年预算" not in token


def token_for(figure: Figure, text: str, book: Book, own: int | None, policy: Policy) -> str | None:
    """Write a matched figure of a text as a token, with what follows its number (16个 → {项目数量}个); None without."""
    if figure.status is not Status.MATCHED or not figure.source:
        return None
    before = text[max(0, figure.span[0] - _LOOK_BACK) : figure.span[0]]
    for token, shown, cells in _printed(book, own, policy):
        if not figure.text.startswith(shown) or not _fits(figure, before, token, cells):
            continue
        rest = figure.text[len(shown) :]
        if not rest or (not shown.endswith(("元", "%")) and not any(sign.isdigit() or sign in ".," for sign in rest)):
            return token + rest
    return None


def stands(figure: Figure, book: Book) -> bool:
    """Tell whether a figure only repeats a limit that is carried over (单项上限, 审批起点)."""
    if not book.has("info"):
        return False
    limits = {book.info_cell(key) for key in STANDING}
    return figure.status is Status.MATCHED and bool(figure.source) and set(figure.source) <= limits
