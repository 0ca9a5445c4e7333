"""Two years (两年对照): the sheet 上年对照 in the small workbook, and what is too like or too unlike it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pipeline.model.before import HEADINGS, SHEET
from pipeline.model.policy import policy
from pipeline.rollover.remember import remember
from tests.books_support import sound_book
from tests.rollover_support import LAST_YEAR

if TYPE_CHECKING:
    from openpyxl import Workbook

    from tests.docs.small_workbook import Spoil

P, Z, T = "项目清单!", "绩效指标!", "报告正文!"
THIRD = {
    P + "A4": "3",
    P + "B4": "图书采购经费",
    P + "G4": "50,000",
    P + "H4": "48,000",
    P + "J4": "买书",
    P + "A5": "合计",
}
SAME = {P + "H2": "94,000", P + "H3": "56,000"}

# What it shows, the cells of this year, the cells of last year.
LIKE_AND_UNLIKE: tuple[tuple[str, Mapping[str, str], Mapping[str, str]], ...] = (
    ("spent-unlike-last-year", {P + "G2": "250,000", P + "H2": "200,000"}, {}),
    ("score-unlike-last-year", {"基本信息!B9": "85"}, {}),
    ("amounts-as-last-year", THIRD | SAME, THIRD),
    ("actuals-as-last-year", {Z + "H2": "5", Z + "H3": "97", Z + "H5": "24500", Z + "H12": "600"}, {}),
    ("result-as-last-year", {T + "C3": "沟渠保洁经费支出9.4万元，清运垃圾120吨。"}, {}),
    ("text-as-last-year", {T + "C2": "资金由财务室保管和核算。"}, {}),
    ("last-year-left", {T + "C2": "2022年资金由财务室保管。"}, {T + "C2": "2022年资金由财务室保管。"}),
)


def last_year(changes: Mapping[str, str]) -> Spoil:
    """Add the sheet 上年对照 of last year's sound workbook, with cells changed by address."""
    kept = remember(sound_book({**LAST_YEAR, **changes}), policy()).kept

    def spoil(book: Workbook) -> None:
        page = book.create_sheet(SHEET)
        page.append(list(HEADINGS))
        for it in kept:
            page.append([it.sheet, it.project, it.name, it.heading, it.text])

    return spoil
