"""Copied text (照抄上年): results told in last year's words and figures, sentences that still name last year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.checks.likeness import bare, copied_outcomes, copied_paragraphs, copied_sentences, sentences
from pipeline.model.contract import FUNDINGS, PROJECTS
from pipeline.model.findings import Finding, rule

if TYPE_CHECKING:
    from pipeline.model.before import Before
    from pipeline.model.book import Book
    from pipeline.model.cells import Cell

SOURCE = "contract"
SHOWN = 40
_TITLES = re.compile("《[^《》]*》|〔[^〔〕]*〕")


def _excerpt(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}……"


@rule("结果照抄上年", "warning", source=SOURCE, fix="请按今年的实际情况改写，数字用今年的。")
def result_as_last_year(book: Book) -> Iterator[Finding]:
    """完成情况和带数字的段落讲的是当年的事，不能与上年的文字和数字都一样。"""
    copies = [*copied_outcomes(book), *(it for it in copied_paragraphs(book) if it.with_figures)]
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
    """没有数字的段落沿用上年文字的，一并列出，供通读。"""
    copies = [it for it in copied_paragraphs(book) if not it.with_figures]
    if copies:
        yield text_as_last_year.at(
            *(it.cell for it in copies),
            found=f"{len(copies)} 段",
            expected="符合今年的情况",
            message=f"报告正文有 {len(copies)} 段沿用了上年的文字。",
        )


def _old_sentences(before: Before) -> frozenset[str]:
    texts = [kept.text for kept in before.kept]
    return frozenset(bare(one) for text in texts for one in sentences(text) if f"{before.year}年" in one)


def _stale_sentences(book: Book, before: Before) -> Iterator[tuple[Cell, str]]:
    """Find sentences that named last year in last year's workbook and stand here again."""
    old, mark = _old_sentences(before), f"{before.year}年"
    texts = [(book.cell(row, "text"), row.text) for row in book.paragraphs]
    for key in ("goal", "outcome"):
        texts += [(book.cell(project, key), getattr(project, key)) for project in book.projects]
    for cell, text in texts:
        stale = (it for it in sentences(text or "") if mark in _TITLES.sub("", it) and bare(it) in old)
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
