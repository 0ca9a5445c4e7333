"""Near misses (一位之差): an amount in a project's own paragraph that is its spending but for one digit."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.model.money import yuan_text
from pipeline.verify.comparing.numbers import folded
from pipeline.verify.foreign.aliases import Head
from pipeline.verify.remarks import Remark
from pipeline.verify.rules import NEAR

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.model.book import Book, Paragraph, Project

_AMOUNT = re.compile(r"(?<![\d.,-])(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>万?元)")
# What another amount of the same project is called.
_OTHER = re.compile(
    "预算|计划|安排|批复|下达|到位|上年|去年|往年|其中|剩余|其余|结余|结转|每|另|较|比|分别|合同|中标|[、和及与]$"
)
_NEAR_ENOUGH = 14
_FEWEST_DIGITS = 4


def _amounts(paragraph: Paragraph) -> Iterator[tuple[Head, str, str]]:
    """Every amount of a paragraph: its value, as printed, and the words before it."""
    text = folded(paragraph.text or "")
    for match in _AMOUNT.finditer(text):
        amount = Head("", match["number"].replace(",", ""), match["unit"])
        yield amount, match[0], text[max(0, match.start() - _NEAR_ENOUGH) : match.start()]


def _slips(project: Project, item: Sequence[Paragraph]) -> list[tuple[Paragraph, str]]:
    """Amounts that differ from the spending in one digit, in an item that says the spending nowhere."""
    found = [(paragraph, *amount) for paragraph in item for amount in _amounts(paragraph)]
    if any(amount.says(project.spent) for _, amount, *_ in found):
        return []
    return [
        (paragraph, printed)
        for paragraph, amount, printed, before in found
        if amount.nearly_says(project.spent)
        and sum(sign.isdigit() for sign in amount.digits) >= _FEWEST_DIGITS
        and not _OTHER.search(before)
    ]


def hold_near(book: Book, wheres: Mapping[int, str]) -> Iterator[Remark]:
    """Find amounts of an item that are its project's spending but for one digit; `wheres` places paragraphs by row."""
    for (number, _), item in groupby(book.paragraphs, key=lambda it: (it.project, it.section)):
        project = book.by_number.get(number or 0)
        slips = _slips(project, list(item)) if project and project.spent else []
        if project and len(slips) == 1:
            ((paragraph, printed),) = slips
            right = f"{yuan_text(project.spent or 0)} 元"
            message = f"这里写的是 {printed}，项目表里“{project.name}”的支出是 {right}，只差一位数字。"
            yield Remark(NEAR.at(found=printed, expected=right, message=message), wheres.get(paragraph.row, ""))
