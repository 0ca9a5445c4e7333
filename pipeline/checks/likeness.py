"""Likeness (雷同): texts of this year that are last year's, with the figures they share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.checks.facts import folded
from pipeline.checks.prose.reading.habits import is_habit
from pipeline.checks.prose.reading.mentions import Kind, find_mentions
from pipeline.model.before import BLANK_MARK, name_key
from pipeline.model.contract import PROJECTS
from pipeline.model.policy import policy

if TYPE_CHECKING:
    from pipeline.model.book import Book
    from pipeline.model.cells import Cell

_OUTCOME = PROJECTS.field("outcome").heading
SHORTEST = 12  # characters from which two equal texts are no chance
LONGEST = 2_000
MOST_COMPARED = 40_000
_TOKEN = re.compile(r"\{[^{}]{1,30}\}")
_SENTENCE = re.compile("[^。！？!?；;\n]+")
_RATE = re.compile("(?:每|标准|限额|上限|单价)[^，。；、,;0-9]*$")
_LOOK_BACK = 16


@dataclass(frozen=True, slots=True)
class Copy:
    """A text of this year that is last year's: its cell, both texts, and whether figures of last year stand in it."""

    cell: Cell
    now: str
    last: str
    with_figures: bool


@lru_cache(maxsize=4096)
def bare(text: str) -> str:
    """Fold a text and leave its tokens and the limits of size out, to be compared."""
    return folded(_TOKEN.sub("", text[:LONGEST]))


def _figures(text: str, standing: frozenset[int], *, rates: bool = True) -> tuple[str, ...]:
    """Give the figures of a text that belong to a year: no tokens, no declared limits, no habits; `rates` or not."""
    plain = _TOKEN.sub("", text[:LONGEST])
    return tuple(
        it.text
        for it in find_mentions(plain)
        if not (it.kind is Kind.MONEY and it.value in standing)
        and not is_habit(plain, it.start, it.text)
        and (rates or not _RATE.search(plain[max(0, it.start - _LOOK_BACK) : it.start]))
    )


def alike(now: str, last: str) -> bool:
    """Tell whether two texts are one, or nearly."""
    ours, theirs = bare(now), bare(last)
    if min(len(ours), len(theirs)) < SHORTEST:
        return False
    if ours == theirs:
        return True
    least = float(policy().years.alike)
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    return matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least and matcher.ratio() >= least


def sentences(text: str) -> Iterator[str]:
    """Part a text into its sentences."""
    return (found[0] for found in _SENTENCE.finditer(text))


def _limits(book: Book) -> frozenset[int]:
    return frozenset(fen for fen in (book.info.cap, book.info.office_from, book.info.party_from) if fen)


def _copy(cell: Cell, now: str, last: str, standing: frozenset[int]) -> Copy:
    ours = _figures(now, standing)
    return Copy(cell, now, last, bool(ours) and ours == _figures(last, standing))


def copied_paragraphs(book: Book) -> Iterator[Copy]:
    """Find the paragraphs that are last year's of the same 章节; those that give other figures were written anew."""
    standing, left = _limits(book), MOST_COMPARED
    lasts: dict[str, list[str]] = {}
    for kept in book.before.paragraphs if book.before else ():
        lasts.setdefault(kept.name, []).append(kept.text)
    for row in book.paragraphs:
        others = lasts.get(row.section or "", [])
        left -= len(others)
        if not row.text or BLANK_MARK in row.text or left < 0:
            continue
        last = next((it for it in others if alike(row.text, it)), None)
        if last is not None and (_figures(row.text, standing) == _figures(last, standing)):
            yield _copy(book.cell(row, "text"), row.text, last, standing)


def copied_outcomes(book: Book) -> Iterator[Copy]:
    """Find the 完成情况 that are last year's of the same project."""
    standing = _limits(book)
    for project in book.projects:
        last = book.before.outcomes.get(name_key(project.name or "")) if book.before else None
        now = project.outcome
        if now and last and BLANK_MARK not in now and alike(now, last):
            copy = _copy(book.cell(project, "outcome"), now, last, standing)
            if copy.with_figures or bare(now) == bare(last):
                yield copy


def copied_reasons(book: Book) -> Iterator[Copy]:
    """Find the 偏差原因 that are last year's of the same indicator, word by word."""
    last = book.before.of_indicators("reason") if book.before else {}
    for row in book.indicators if last else ():
        project = book.by_number.get(row.project or 0)
        now, old = (
            row.reason or "",
            last.get((name_key(project.name or ""), name_key(row.third or ""))) if project else None,
        )
        if old and len(bare(now)) >= SHORTEST and bare(now) == bare(old):
            yield _copy(book.cell(row, "reason"), now, old, _limits(book))


def copied_sentences(book: Book, told: Iterable[Cell]) -> Iterator[Copy]:
    """Find, in texts not `told` as copied whole, a sentence with figures that last year's text or 完成情况 held."""
    if book.before is None:
        return
    standing, skip = _limits(book), set(told)
    texts = [*book.before.paragraphs, *(it for it in book.before.kept if it.heading == _OUTCOME)]
    old = {bare(one): one for it in texts for one in sentences(it.text) if _figures(one, standing, rates=False)}
    own = [(book.cell(row, "text"), row.text) for row in book.paragraphs]
    own += [(book.cell(project, "outcome"), project.outcome) for project in book.projects]
    for cell, text in own:
        found = (it for it in sentences(text or "") if len(bare(it)) >= SHORTEST and bare(it) in old)
        sentence = next((it for it in found if _figures(it, standing, rates=False)), None) if cell not in skip else None
        if sentence is not None:
            yield Copy(cell, sentence.strip(), old[bare(sentence)].strip(), with_figures=True)
