"""Strangers (拿错的报告): a report that is not this workbook's, told in one sentence in place of hundreds."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from pipeline.model.findings import Severity
from pipeline.outputs.document import HEADINGS
from pipeline.verify.comparing.numbers import find_numbers, key_of
from pipeline.verify.remarks import Remark
from pipeline.verify.rules import OTHER_WORKBOOK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.model.book import Book
    from pipeline.verify.reading.blocks import Block

_KNOWN, _GUESSED = (5, 0.8), (20, 0.5)  # critical remarks at least, and share of paragraphs and rows kept at most
_HEAD = 12  # blocks in which title, label and year stand
_YEAR = re.compile(r"(20\d\d)年")


def _numbered(blocks: Sequence[Block]) -> Counter[tuple[tuple[str, str], ...]]:
    """Count paragraphs and rows by their numbers; those without any, and the headings, say nothing."""
    headings = {key_of(words) for _, lines in HEADINGS for _, words in lines}
    numbers = (
        tuple(number.key for cell in block.cells for number in find_numbers(cell.text) if not number.loose)
        for block in blocks
        if key_of(block.text) not in headings
    )
    return Counter(it for it in numbers if it)


def _identity(book: Book, seen: Sequence[Block]) -> str:
    """Say whose report it is where its head names another year or nothing in it names the unit; else nothing."""
    head = [_YEAR.findall(key_of(block.text)) for block in seen[:_HEAD]]
    years = next((years for years in head if years), [])
    if book.info.year and years and str(book.info.year) not in years:
        return f"报告写的是 {years[0]} 年，工作簿是 {book.info.year} 年；"
    unit = key_of(book.info.unit or "")
    if unit and not any(unit in key_of(block.text) for block in seen):
        return f"报告里没有出现工作簿的单位“{book.info.unit}”；"
    return ""


def find_stranger(
    book: Book, meant: Sequence[Block], seen: Sequence[Block], remarks: Sequence[Remark]
) -> Remark | None:
    """Tell a report of another unit, year or workbook from one that was edited; None where it was only edited."""
    told = sum(remark.finding.severity is Severity.CRITICAL for remark in remarks)
    if told < _KNOWN[0]:
        return None
    whose = _identity(book, seen)
    fewest, most = _KNOWN if whose else _GUESSED
    wanted = _numbered(meant)
    count, same = wanted.total(), (wanted & _numbered(seen)).total()
    if told < fewest or same >= count * most:
        return None
    message = (
        f"{whose}工作簿写进报告的 {count} 段（行）数字里，只有 {same} 段（行）能在这份报告里找到，"
        "看来拿错了工作簿或报告，没有逐条列出。"
    )
    found, expected = f"{same} 段（行）相同", "同一份工作簿的报告"
    return Remark(OTHER_WORKBOOK.at(found=found, expected=expected, message=message), "")
