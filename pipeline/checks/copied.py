"""Copied text (照抄上年): results told in last year's words and figures, sentences that still name last year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from pipeline.checks.likeness import (
    Copy,
    bare,
    copied_outcomes,
    copied_paragraphs,
    copied_reasons,
    copied_sentences,
    sentences,
)
from pipeline.model.contract import FUNDINGS, INDICATORS, PROJECTS
from pipeline.model.findings import Finding, rule
from pipeline.model.year_words import years_in, years_in_name

if TYPE_CHECKING:
    from pipeline.model.before import Before
    from pipeline.model.book import Book, Project
    from pipeline.model.cells import Cell

SOURCE = "contract"
SHOWN = 40
_TITLES = re.compile("《[^《》]*》|〔[^〔〕]*〕")


def _excerpt(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}……"


def _standing(book: Book) -> Iterator[Copy]:
    """Find the paragraphs and reasons that are last year's; those without figures may be so by rights."""
    yield from copied_paragraphs(book)
    yield from copied_reasons(book)


@rule("结果照抄上年", "warning", source=SOURCE, fix="请按今年的实际情况改写，数字用今年的。")
def result_as_last_year(book: Book) -> Iterator[Finding]:
    """完成情况、带数字的段落和偏差原因讲的是当年的事，不能与上年的文字和数字都一样。"""
    copies = [*copied_outcomes(book), *(it for it in _standing(book) if it.with_figures)]
    for copy in (*copies, *copied_sentences(book, [it.cell for it in copies])):
        same = "一字不差" if copy.now == copy.last else "几乎一样"
        yield result_as_last_year.at(
            copy.cell,
            found=_excerpt(copy.now),
            expected=f"与上年不同（上年：{_excerpt(copy.last)}）",
            message=f"“{_excerpt(copy.now)}”与上年{same}{'，数字也没有变' if copy.with_figures else ''}。",
        )


@rule("沿用了上年的文字", "info", source=SOURCE, fix="请通读一遍；今年仍然如此的不用改。")
def text_as_last_year(book: Book) -> Iterator[Finding]:
    """没有数字的段落和偏差原因沿用上年文字的，一并列出，供通读。"""
    copies = [it for it in _standing(book) if not it.with_figures]
    if copies:
        yield text_as_last_year.at(
            *(it.cell for it in copies),
            found=f"{len(copies)} 段",
            expected="符合今年的情况",
            message=f"有 {len(copies)} 段文字沿用了上年的。",
        )


def _speaks_of(text: str, year: int) -> bool:
    """Tell whether a text names a year; the names of documents count nothing."""
    return any(word.year == year for word in years_in(_TITLES.sub("", text)))


def _stale_sentences(book: Book, before: Before, year: int) -> Iterator[tuple[Cell, str]]:
    """Find sentences that named last year in last year's workbook and stand here again."""
    kept = [one for it in before.kept for one in sentences(it.text)]
    old = {bare(one) for one in kept if _speaks_of(one, year)}
    texts = [(book.cell(row, "text"), row.text) for row in book.paragraphs]
    for key in ("goal", "outcome"):
        texts += [(book.cell(project, key), getattr(project, key)) for project in book.projects]
    for cell, text in texts:
        stale = (it for it in sentences(text or "") if _speaks_of(it, year) and bare(it) in old)
        yield from ((cell, found.strip()) for found in list(stale)[:1])


def _of_last_year(row: Project | None) -> bool:
    """Tell whether a project goes on with last year's money, and so with its name and indicators."""
    return row is not None and FUNDINGS[1] in (row.funding or "")


def _stale_projects(book: Book, before: Before, year: int) -> Iterator[tuple[Cell, str]]:
    """Find names and 指标调整日期 that are last year's."""
    names = {kept.name for kept in before.kept if kept.sheet == PROJECTS.name}
    for project in book.projects:
        if _of_last_year(project):
            continue
        name = project.name or ""
        if name in names and any(word.year == year for word in years_in_name(name)):
            yield book.cell(project, "name"), name
        if project.adjusted_on and project.adjusted_on.year == year:
            yield book.cell(project, "adjusted_on"), project.adjusted_on.isoformat()


def _stale_indicators(book: Book, before: Before, year: int) -> Iterator[tuple[Cell, str]]:
    """Find dates of indicators that are last year's, and texts that named last year and stand here again."""
    old = {text for kept in before.kept if kept.sheet == INDICATORS.name for text in (kept.name, kept.text)}
    for row in book.indicators:
        for key in ("target", "actual"):
            measure = getattr(row, key)
            if measure and measure.day and measure.day.year == year:
                yield book.cell(row, key), measure.text
        texts = {"third": row.third, "target": row.target and row.target.text, "evidence": row.evidence}
        for key, text in {} if _of_last_year(book.by_number.get(row.project or 0)) else texts.items():
            if text and text in old and _speaks_of(text, year) and not (row.target and row.target.day):
                yield book.cell(row, key), text


def _stale_info(book: Book, before: Before) -> Iterator[tuple[Cell, str]]:
    if book.info.filled_on and before.filled_on == book.info.filled_on.isoformat():
        yield book.info_cell("filled_on"), before.filled_on


@rule(
    "还是上年的年份",
    "warning",
    source="rules 48",
    fix="请改成今年的；比较两年的句子、用上年指标的项目，可在核实说明里注明。",
)
def last_year_left(book: Book) -> Iterator[Finding]:
    """上年写过的、带上年年份的句子、名称和日期今年原样出现，或者预算年度还是上年，多半是照抄时没有改。"""
    before = book.before
    if before is None or before.year is None:
        return
    if book.info.year is not None and book.info.year <= before.year:
        yield _year_finding(book, before.year)
        return
    stale = [find(book, before, before.year) for find in (_stale_sentences, _stale_projects, _stale_indicators)]
    for cell, found in chain(*stale, _stale_info(book, before)):
        yield last_year_left.at(
            cell,
            found=_excerpt(found),
            expected=f"{book.info.year}年的内容" if book.info.year else "今年的内容",
            message=f"“{_excerpt(found)}”说的还是{before.year}年，多半是上年留下的。",
        )


def _year_finding(book: Book, last: int) -> Finding:
    return last_year_left.at(
        book.info_cell("year"),
        found=f"{book.info.year}年",
        expected=f"{last}年之后的年度",
        message=f"预算年度填的是{book.info.year}年，而“上年对照”里记的上年是{last}年。",
    )
