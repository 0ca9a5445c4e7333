"""From a report (由报告反填): the bytes of a finished report and of its forms in, the workbook of that year out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.intake.load import load
from pipeline.model.before import READING
from pipeline.rollover.draft import Draft, write_draft
from pipeline.rollover.report.fill import fill
from pipeline.rollover.report.forms import read_forms
from pipeline.rollover.report.lines import read_report
from pipeline.rollover.report.retoken import put_tokens
from pipeline.verify.reading.blocks import read_blocks
from pipeline.verify.reading.opening import UnreadableError

if TYPE_CHECKING:
    from pipeline.intake.blank.extras import Tone
    from pipeline.model.book import Book
    from pipeline.verify.reading.text import Block

MOST_LINES, MOST_PROJECTS = 3_000, 500
PURPOSE = "绿色的格子照报告原样读出；橙色的格子是推断出来的，请看一眼；黄色的格子报告里没有，请填，填好后颜色自动消失。"


def _written(draft: Draft) -> tuple[bytes, Book]:
    content = write_draft(draft, READING, PURPOSE)
    book, findings = load(content, "反填.xlsx")
    if book is None:
        message = f"our own workbook cannot be read: {findings[0].rule.id}"
        raise RuntimeError(message)
    return content, book


def _blocks(package: bytes) -> tuple[Block, ...]:
    """Read a Word file; UnreadableError, whatever it does to the reader."""
    try:
        return read_blocks(package)
    except UnreadableError:
        raise
    except Exception as error:
        message = "这个 Word 文件的结构异常，无法读取。"
        raise UnreadableError(message) from error


def read_back(report: bytes, forms: bytes | None) -> Draft:
    """Read a report, and its forms where given, into a draft; UnreadableError where one of them cannot be read."""
    blocks = _blocks(report)
    read = read_report(blocks)
    if len(read.lines) > MOST_LINES or len(read.projects) > MOST_PROJECTS:
        message = f"这份文件有 {len(read.lines)} 段、{len(read.projects)} 个项目，不像一份绩效自评报告，没有读取。"
        raise UnreadableError(message)
    draft = fill(read, read_forms(_blocks(forms) if forms else blocks))
    put_tokens(draft, _written(draft)[1])
    return draft


def workbook_of(report: bytes, forms: bytes | None) -> tuple[bytes, Book, Draft]:
    """Write the workbook of a report: its bytes, the same as read back, and what is marked in it."""
    draft = read_back(report, forms)
    content, book = _written(draft)
    return content, book, draft


def count(draft: Draft, tone: Tone) -> int:
    """Count the cells of one tone."""
    return sum(mark.tone is tone for mark in draft.marks)
