"""The title (报告标题): year, limit, place and number of projects in a typed title are those of the workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading import numerals
from pipeline.checks.prose.reading.mentions import Kind, find_mentions
from pipeline.model import money
from pipeline.model.findings import Finding, rule
from pipeline.model.year_words import YEAR, years_in

if TYPE_CHECKING:
    from pipeline.model.book import Book

_LIMIT = re.compile("[（(]?(?:含[）)])?及?以[下内]")
_PLACE = re.compile("([一-龥]{2})(街道|镇|乡)(?=人民政府|办事处|(?:19|20)[0-9]{2}|二〇|年|项目|关于|$)")
_NO_PLACE = re.compile("[年度各乡镇全的和及与等本我]")
_COUNT = re.compile("(?<![0-9一二三四五六七八九十])([0-9]{1,3}|[一二三四五六七八九十]{1,3})个(?:预算|支出|专项)?项目")
_SPANNED = re.compile(rf"{YEAR}\s*年?\s*[-－—–~～至到]|[-－—–~～至到]\s*{YEAR}")


def _limit(title: str) -> int | None:
    """Read the amount that a title says no project exceeds, in fen; None where it names none, or several."""
    found = {
        it.value for it in find_mentions(title) if it.kind is Kind.MONEY and _LIMIT.match(title, it.end) and not it.high
    }
    return int(found.pop() or 0) if len(found) == 1 else None


def _towns(text: str) -> list[str]:
    """Name the towns of a text, each by the last two signs of its name: 青山镇."""
    return [found[0] for found in _PLACE.finditer(text) if not _NO_PLACE.search(found[1])]


@rule("标题与基本信息不一致", "warning", source="rules 48", fix="请核对标题；也可以清空这一格，由程序按基本信息拟定。")
def title_unlike_info(book: Book) -> Iterator[Finding]:
    """报告标题写的年份、金额上限、单位和项目个数，要与基本信息和项目清单一致。"""
    title, info = book.info.title or "", book.info
    years = {word.year for word in years_in(title)}
    if info.year and years and info.year not in years and not _SPANNED.search(title):
        told = "、".join(f"{year}年" for year in sorted(years))
        yield _unlike(book, "year", told, f"{info.year}年", "预算年度")
    limit = _limit(title)
    if limit and info.cap and limit != info.cap:
        yield _unlike(book, "cap", money.limit_text(limit), money.limit_text(info.cap), "单项上限")
    towns = _towns(title)
    if towns and _towns(info.unit or "") and not any(town in (info.unit or "") for town in towns):
        yield _unlike(book, "unit", "、".join(towns), info.unit or "", "单位名称")
    counts = {int(found[1]) if found[1].isdecimal() else numerals.chinese(found[1]) for found in _COUNT.finditer(title)}
    if book.projects and counts and len(book.projects) not in counts:
        many = f"{len(book.projects)}个项目"
        yield _unlike(book, "count", "、".join(f"{count}个项目" for count in sorted(counts)), many, "项目清单里")


def _unlike(book: Book, key: str, found: str, expected: str, what: str) -> Finding:
    return title_unlike_info.at(
        *dict.fromkeys([book.info_cell("title"), book.info_cell(key)]),
        found=found,
        expected=expected,
        message=f"报告标题写的是{found}，而{what}是{expected}。",
    )
