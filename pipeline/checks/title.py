"""The title (报告标题): the year and the limit that a typed title names are those of 基本信息."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.mentions import Kind, find_mentions
from pipeline.model import money
from pipeline.model.findings import Finding, rule
from pipeline.model.year_words import YEAR, years_in

if TYPE_CHECKING:
    from pipeline.model.book import Book

_LIMIT = re.compile("[（(]?(?:含[）)])?及?以[下内]")
_SPANNED = re.compile(rf"{YEAR}\s*年?\s*[-－—–~～至到]|[-－—–~～至到]\s*{YEAR}")


def _limit(title: str) -> int | None:
    """Read the amount that a title says no project exceeds, in fen; None where it names none, or several."""
    found = {
        it.value for it in find_mentions(title) if it.kind is Kind.MONEY and _LIMIT.match(title, it.end) and not it.high
    }
    return int(found.pop() or 0) if len(found) == 1 else None


@rule("标题与基本信息不一致", "warning", source="rules 48", fix="请核对标题；也可以清空这一格，由程序按基本信息拟定。")
def title_unlike_info(book: Book) -> Iterator[Finding]:
    """报告标题写的年份和金额上限，要与预算年度、单项上限一致。"""
    title, info = book.info.title or "", book.info
    years = {word.year for word in years_in(title)}
    if info.year and years and info.year not in years and not _SPANNED.search(title):
        told = "、".join(f"{year}年" for year in sorted(years))
        yield _unlike(book, "year", told, f"{info.year}年", "预算年度")
    limit = _limit(title)
    if limit and info.cap and limit != info.cap:
        yield _unlike(book, "cap", money.limit_text(limit), money.limit_text(info.cap), "单项上限")


def _unlike(book: Book, key: str, found: str, expected: str, what: str) -> Finding:
    return title_unlike_info.at(
        book.info_cell("title"),
        book.info_cell(key),
        found=found,
        expected=expected,
        message=f"报告标题写的是{found}，而{what}是{expected}。",
    )
