"""Hints (提示语) and blanks (【待填】) that a template or a rollover left, in the text and in every other text cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.joined import BETWEEN
from pipeline.model.findings import Finding, declare
from pipeline.model.policy import policy

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Passage, Prose
    from pipeline.model.book import Book
    from pipeline.model.cells import Cell

HINT = declare(
    "prose-hint",
    "模板提示语没有删去",
    "critical",
    source="rules 52",
    notes="填写提示（如“此处填写”“请在此处”“填写说明”）和结转时留下的“【待填】”不得留在报告里。",
    fix="请删去提示语，写上实际内容。",
)
_INFO = ("unit", "title", "label", "author", "reviewer")
_NAMES = ("name", "short", "department")
_INDICATORS = ("third", "unit", "evidence")
_MEASURES = ("target", "actual")
_OF_INFO, _OF_PROJECT, _OF_INDICATOR = attrgetter(*_INFO), attrgetter(*_NAMES), attrgetter(*_INDICATORS)


def _typed(passage: Passage) -> str:
    """Give a passage as typed: what a token prints is said at the cell that it prints."""
    if not passage.pieces:
        return passage.text
    return BETWEEN.join(piece.text for piece in passage.pieces if not piece.token)


def other_cells(book: Book) -> Iterator[tuple[Cell, str]]:
    """Every text cell that is no prose: names, indicators, 基本信息."""
    for key in _INFO if book.has("info") else ():
        text = getattr(book.info, key)
        if text:
            yield book.info_cell(key), text
    for project in book.projects:
        yield from ((book.cell(project, key), getattr(project, key) or "") for key in _NAMES)
    for row in book.indicators:
        yield from ((book.cell(row, key), getattr(row, key) or "") for key in _INDICATORS)
        measures = ((key, getattr(row, key)) for key in _MEASURES)
        yield from ((book.cell(row, key), measure.text) for key, measure in measures if measure is not None)


def elsewhere_of(book: Book) -> str:
    """Join the texts of all those cells: most workbooks have no hint in any of them."""
    texts = [*_OF_INFO(book.info), *chain.from_iterable(map(_OF_PROJECT, book.projects))]
    texts += chain.from_iterable(map(_OF_INDICATOR, book.indicators))
    texts += [row.target.text for row in book.indicators if row.target is not None]
    texts += [row.actual.text for row in book.indicators if row.actual is not None]
    return BETWEEN.join(filter(None, texts))


def cells_alike(found: Mapping[Cell, Iterable[str]]) -> dict[tuple[str, ...], list[Cell]]:
    """Gather the cells in which the same was found, each thing once."""
    alike: dict[tuple[str, ...], list[Cell]] = {}
    for cell, told in found.items():
        alike.setdefault(tuple(dict.fromkeys(told)), []).append(cell)
    return alike


def judge_hints(prose: Prose, elsewhere: str) -> Iterator[Finding]:
    """Every cell that still holds a hint, once, with all that it holds; cells that hold the same are one finding."""
    found: dict[Cell, list[str]] = {}
    for hint in policy().text.hints:
        passages = prose.passages if hint in prose.verbatim else ()
        cells = dict.fromkeys(passage.where for passage in passages if hint in _typed(passage))
        others = other_cells(prose.book) if hint in elsewhere else ()
        cells |= dict.fromkeys(cell for cell, text in others if hint in text)
        for cell in cells:
            found.setdefault(cell, []).append(hint)
    for left, places in cells_alike(found).items():
        listed = "、".join(f"“{hint}”" for hint in left)
        more = f"，这样的单元格共 {len(places)} 个" if len(places) > 1 else ""
        message = f"{places[0].address} 里还留着提示语{listed}{more}。"
        yield HINT.at(*places, found="、".join(left), expected="实际内容", message=message)
