"""Sections (章节): headings of the report under which nothing would be printed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.model.contract import SECTIONS
from pipeline.model.findings import Finding, rule

if TYPE_CHECKING:
    from pipeline.model.book import Book

_ASKED = SECTIONS[2:]  # the table of projects and their goals stand under the first two


@rule(
    "章节下面没有文字",
    "info",
    source="contract",
    fix="请在报告正文里补写这几节；确实没有要说的，写一句话说明。",
)
def section_empty(book: Book) -> Iterator[Finding]:
    """写到第四部分的报告，从第二部分起每一节都要有文字；没有写的，报告里只印出标题。"""
    told = {row.section for row in book.paragraphs}
    bare = [f"“{section}”" for section in _ASKED if section not in told]
    if None not in told and bare and any(section.startswith("四") for section in told if section):
        yield section_empty.at(
            book.heading_cell("paragraphs"),
            found=f"没有{'、'.join(bare)}",
            expected="每一节都有文字",
            message=f"报告正文没有写{'、'.join(bare)}，报告里只印出标题，下面没有文字。",
        )
