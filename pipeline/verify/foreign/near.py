"""Near misses (一位之差): an amount of the text that is a project's spending, or the whole, but for one digit."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.model.money import yuan_text
from pipeline.verify.comparing.numbers import folded
from pipeline.verify.foreign.aliases import Head
from pipeline.verify.foreign.as_book import COLUMNS
from pipeline.verify.remarks import Remark
from pipeline.verify.rules import NEAR

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.model.book import Book, Paragraph

_AMOUNT = re.compile(r"(?<![\d.,-])(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>万?元)")
# What another amount of the same project is called.
_OTHER_YEARS = "上年|去年|往年|其中|剩余|其余|结余|结转|每|另|较|比|分别|合同|中标|[、和及与]$"
_OTHER = re.compile(f"预算|计划|安排|批复|下达|到位|{_OTHER_YEARS}")
_OF_WHOLE = {
    "spent": ("支出", re.compile(f"预算|收入|{_OTHER_YEARS}")),
    "budget": ("预算", re.compile(f"支出|执行(?!率)|收入|{_OTHER_YEARS}")),
}
_NEAR_ENOUGH = 14
_FEWEST_DIGITS = 4
_EXACT = Decimal(0)


def _amounts(paragraph: Paragraph) -> Iterator[tuple[Head, str, str]]:
    """Every amount of a paragraph: its value, as printed, and the words before it."""
    text = folded(paragraph.text or "")
    for match in _AMOUNT.finditer(text):
        amount = Head("", match["number"].replace(",", ""), match["unit"])
        yield amount, match[0], text[max(0, match.start() - _NEAR_ENOUGH) : match.start()]


def _slips(fen: int, slack: Decimal, item: Sequence[Paragraph], other: re.Pattern[str]) -> list[tuple[Paragraph, str]]:
    """Amounts that differ from `fen` in one digit, in an item that says it nowhere, rounded or more finely."""
    found = [(paragraph, *amount) for paragraph in item for amount in _amounts(paragraph)]
    if any(amount.says(fen) or amount.is_within(slack, fen) for _, amount, *_ in found):
        return []
    return [
        (paragraph, printed)
        for paragraph, amount, printed, before in found
        if amount.nearly_says(fen)
        and sum(sign.isdigit() for sign in amount.digits) >= _FEWEST_DIGITS
        and not other.search(before)
    ]


def _of_whole(book: Book, wheres: Mapping[int, str], halves: Mapping[int, Decimal]) -> Iterator[Remark]:
    """Amounts in paragraphs of no project that are the 合计 of the table but for one digit.

    One that is what the rows add up to is right: the sums of the table tell of its 合计.
    """
    loose = [paragraph for paragraph in book.paragraphs if paragraph.project is None]
    for key, (words, other) in _OF_WHOLE.items():
        fen: int | None = getattr(book.total, key, None)
        slips = _slips(fen, halves.get(COLUMNS[key], _EXACT), loose, other) if fen else []
        rows: list[int | None] = [getattr(project, key) for project in book.projects]
        added = sum(filter(None, rows)) if None not in rows else None
        if fen and len(slips) == 1 and not (added and any(amount.says(added) for amount, *_ in _amounts(slips[0][0]))):
            yield _remark(slips[0], fen, f"项目表里{words}的合计", wheres)


def _remark(slip: tuple[Paragraph, str], fen: int, whose: str, wheres: Mapping[int, str]) -> Remark:
    paragraph, printed = slip
    right = f"{yuan_text(fen)} 元"
    message = f"这里写的是 {printed}，{whose}是 {right}，只差一位数字。"
    return Remark(NEAR.at(found=printed, expected=right, message=message), wheres.get(paragraph.row, ""))


def hold_near(book: Book, wheres: Mapping[int, str], halves: Mapping[int, Decimal]) -> Iterator[Remark]:
    """Find amounts that are a project's spending, or the whole, but for one digit; `wheres` places paragraphs.

    `halves` tells by column how far rounding may put an amount of the list off.
    """
    for (number, _), item in groupby(book.paragraphs, key=lambda it: (it.project, it.section)):
        project = book.by_number.get(number or 0)
        fen = project.spent if project else None
        slips = _slips(fen, halves.get(COLUMNS["spent"], _EXACT), list(item), _OTHER) if fen else []
        if project and fen and len(slips) == 1:
            yield _remark(slips[0], fen, f"项目表里“{project.name}”的支出", wheres)
    yield from _of_whole(book, wheres, halves)
