"""Two years of the small sound book: what last year's workbook held is remembered by this year's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.checks.run_checks import book_rules, run_rule
from pipeline.model.policy import policy
from pipeline.rollover.remember import remember
from tests.books_support import sound_book
from tests.checks_support import places

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.model.book import Book

LAST_YEAR = {
    "基本信息!B3": "2022",
    "基本信息!B7": "150,000",
    "项目清单!H2": "94,000",
    "项目清单!H3": "56,000",
    "项目清单!H4": "150,000",
    "项目清单!K2": "清理了十二处淤泥",
    "项目清单!K3": "办了八场演出",
    "绩效指标!H2": "5",
    "绩效指标!H3": "97",
    "绩效指标!H5": "24500",
    "绩效指标!H7": "91",
    "绩效指标!H8": "8",
    "绩效指标!K8": "场地维修，少办了两场",
    "绩效指标!H12": "600",
    "绩效指标!H13": "94",
    "报告正文!C2": "资金由财务室保管和核算。",
    "报告正文!C3": "沟渠保洁经费支出9.4万元，清运垃圾120吨。",
    "报告正文!C4": "文化活动经费支出5.6万元，演出8场。",
}
OF_YEARS = frozenset({"pipeline.checks.years", "pipeline.checks.copied"})


def two_years(now: Mapping[str, str] | None = None, last: Mapping[str, str] | None = None) -> Book:
    """Make this year's sound book, changed by address, that remembers last year's, changed likewise."""
    before = remember(sound_book({**LAST_YEAR, **(last or {})}), policy())
    return replace(sound_book(now or {}), before=before)


def found_of_years(book: Book) -> set[tuple[str, str]]:
    """Give what the rules of two years find, as (rule id, first cell)."""
    rules = [rule for rule in book_rules() if rule.run and rule.run.__module__ in OF_YEARS]
    return places([finding for rule in rules for finding in run_rule(rule, book)])
