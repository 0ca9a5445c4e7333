"""Copied text (照抄上年): results told in last year's words and figures, sentences that still name last year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.checks.facts import folded
from pipeline.checks.prose.habits import is_habit
from pipeline.checks.prose.mentions import Kind, find_mentions
from pipeline.model.before import BLANK_MARK, name_key
from pipeline.model.contract import FUNDINGS, PROJECTS
from pipeline.model.findings import Finding, rule
from pipeline.model.policy import policy

if TYPE_CHECKING:
    from pipeline.model.before import Before
    from pipeline.model.book import Book
    from pipeline.model.cells import Cell

SOURCE = "contract"
SHORTEST = 12  # characters from which two equal texts are no chance
LONGEST = 2_000
MOST_COMPARED = 40_000
SHOWN = 40
_TOKEN = re.compile(r"\{[^{}]{1,30}\}")
_SENTENCE = re.compile("[^。！？!?；;\n]+")
_TITLES = re.compile("《[^《》]*》|〔[^〔〕]*〕")


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


def _figures(text: str, standing: frozenset[int]) -> tuple[str, ...]:
    """Give the figures of a text that belong to a year: no tokens, no declared limits, no habits."""
    plain = _TOKEN.sub("", text[:LONGEST])
    return tuple(
        it.text
        for it in find_mentions(plain)
        if not (it.kind is Kind.MONEY and it.value in standing) and not is_habit(plain, it.start, it.text)
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


def _excerpt(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}……"


@rule("结果照抄上年", "warning", source=SOURCE, fix="请按今年的实际情况改写，数字用今年的。")
def result_as_last_year(book: Book) -> Iterator[Finding]:
    """完成情况和带数字的段落讲的是当年的事，不能与上年的文字和数字都一样。"""
    copies = [it for it in copied_paragraphs(book) if it.with_figures]
    for copy in (*copied_outcomes(book), *copies):
        same = "一字不差" if copy.now == copy.last else "几乎一样"
        yield result_as_last_year.at(
            copy.cell,
            found=_excerpt(copy.now),
            expected=f"与上年不同（上年：{_excerpt(copy.last)}）",
            message=f"{copy.cell.address} 与上年{same}{'，数字也没有变' if copy.with_figures else ''}。",
        )


@rule("沿用了上年的文字", "info", source=SOURCE, fix="请通读一遍；今年仍然如此的不用改。")
def text_as_last_year(book: Book) -> Iterator[Finding]:
    """没有数字的段落沿用上年文字的，一并列出，供通读。"""
    copies = [it for it in copied_paragraphs(book) if not it.with_figures]
    if copies:
        yield text_as_last_year.at(
            *(it.cell for it in copies),
            found=f"{len(copies)} 段",
            expected="符合今年的情况",
            message=f"报告正文有 {len(copies)} 段沿用了上年的文字。",
        )


def _sentences(text: str) -> Iterator[str]:
    return (found[0] for found in _SENTENCE.finditer(text))


def _old_sentences(before: Before) -> frozenset[str]:
    texts = [kept.text for kept in before.kept]
    return frozenset(bare(one) for text in texts for one in _sentences(text) if f"{before.year}年" in one)


def _stale_sentences(book: Book, before: Before) -> Iterator[tuple[Cell, str]]:
    """Find sentences that named last year in last year's workbook and stand here again."""
    old, mark = _old_sentences(before), f"{before.year}年"
    texts = [(book.cell(row, "text"), row.text) for row in book.paragraphs]
    for key in ("goal", "outcome"):
        texts += [(book.cell(project, key), getattr(project, key)) for project in book.projects]
    for cell, text in texts:
        stale = (it for it in _sentences(text or "") if mark in _TITLES.sub("", it) and bare(it) in old)
        yield from ((cell, found.strip()) for found in list(stale)[:1])


def _stale_entries(book: Book, before: Before) -> Iterator[tuple[Cell, str]]:
    """Find names, dates of indicators and the 填报日期 that are last year's."""
    names, mark = {kept.name for kept in before.kept if kept.sheet == PROJECTS.name}, f"{before.year}年"
    for project in book.projects:
        name = project.name or ""
        if mark in name and name in names and FUNDINGS[1] not in (project.funding or ""):
            yield book.cell(project, "name"), name
    for row in book.indicators:
        for key in ("target", "actual"):
            measure = getattr(row, key)
            if measure and measure.day and measure.day.year == before.year:
                yield book.cell(row, key), measure.text
    if book.info.filled_on and before.filled_on == book.info.filled_on.isoformat():
        yield book.info_cell("filled_on"), before.filled_on


@rule(
    "还是上年的年份",
    "warning",
    source="rules 48",
    fix="请改成今年的；比较两年的句子、用上年指标的项目，可在核实说明里注明。",
)
def last_year_left(book: Book) -> Iterator[Finding]:
    """上年写过的、带上年年份的句子、名称和日期今年原样出现，多半是照抄时没有改。"""
    before = book.before
    if before is None or before.year is None or before.year == book.info.year:
        return
    for cell, found in (*_stale_sentences(book, before), *_stale_entries(book, before)):
        yield last_year_left.at(
            cell,
            found=_excerpt(found),
            expected=f"{book.info.year}年的内容" if book.info.year else "今年的内容",
            message=f"“{_excerpt(found)}”是上年填过的，说的还是{before.year}年。",
        )
