"""Remembering (记下本年): of a book what next year's is held against, value by value."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.model import money, scoring
from pipeline.model.before import SCORE, Before, Kept
from pipeline.model.contract import BY_KEY, INDICATORS, INFO, PARAGRAPHS, PROJECTS

if TYPE_CHECKING:
    from pipeline.model.book import Book, Indicator, Project
    from pipeline.model.policy import Policy

_INFO = ("unit", "year", "control", "count", "score", "filled_on")
_AMOUNTS = ("initial", "budget", "spent")


def _shown(value: object) -> str:
    return money.plain(value) if isinstance(value, Decimal) else str(value)


def _info_kept(book: Book) -> Iterator[Kept]:
    for key in _INFO:
        value = getattr(book.info, key)
        if value is not None:
            text = money.yuan_text(value) if key == "control" else _shown(value)
            yield Kept(INFO.name, None, "", INFO.field(key).heading, text)


def _project_kept(book: Book, project: Project, policy: Policy) -> Iterator[Kept]:
    def kept(heading: str, text: str) -> Kept:
        return Kept(PROJECTS.name, project.number, project.name or "", heading, text)

    for key in _AMOUNTS:
        fen = getattr(project, key)
        if fen is not None:
            yield kept(PROJECTS.field(key).heading, money.yuan_text(fen))
    score = scoring.recomputed_score(book, project, policy.preset(book.info.preset))
    if score is not None:
        yield kept(SCORE, money.plain(score))
    for key in ("goal", "outcome"):
        text = getattr(project, key)
        if text:
            yield kept(PROJECTS.field(key).heading, text)


def _indicator_kept(row: Indicator) -> Iterator[Kept]:
    shown = {
        "target": row.target.text if row.target else None,
        "actual": row.actual.text if row.actual else None,
        "points": None if row.points is None else money.plain(row.points),
        "reason": row.reason,
        "evidence": row.evidence,
    }
    for key, text in shown.items():
        if text and row.third:
            yield Kept(INDICATORS.name, row.project, row.third, BY_KEY["indicators"].field(key).heading, text)


def remember(book: Book, policy: Policy) -> Before:
    """Remember of a book what next year's is held against."""
    kept = list(_info_kept(book))
    for project in book.projects:
        kept += _project_kept(book, project, policy)
    for row in book.indicators:
        kept += _indicator_kept(row)
    heading = PARAGRAPHS.field("text").heading
    kept += [
        Kept(PARAGRAPHS.name, row.project, row.section or "", heading, row.text) for row in book.paragraphs if row.text
    ]
    return Before(tuple(kept))
