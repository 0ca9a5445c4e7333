"""Sentences of the nineteenth blind set: the true ones are left alone, of the wrong ones those marked ✗ are told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.markdown import table
from tests.prose.offices import book_of
from tests.prose_support import raised

if TYPE_CHECKING:
    from pipeline.model.book import Book

HERE, QUIET = "报告正文!C2", {"prose-undescribed", "prose-unproven"}
_SECTION = Path(__file__).with_name("nineteenth_blind.md").read_text(encoding="utf-8").split("\n## ")[1]
_OFFICE, _, _TABLE = _SECTION.strip().rpartition("\n\n")
SENTENCES = [(row["标记"], row["项目序号"], row["正文"]) for row in table(_TABLE)]
BOOK: Book = book_of(f"{_OFFICE}\n\n| 章节 | 项目序号 | 正文 |\n|---|---|---|\n| 三 |  | 无。 |")


def told(number: str, text: str) -> bool:
    """Tell whether anything is said of a sentence in a paragraph of this project."""
    row = replace(BOOK.paragraphs[0], text=text, project=int(number) if number else None)
    return any(it[1] == HERE and it[0] not in QUIET for it in raised(replace(BOOK, paragraphs=(row,))))


@pytest.mark.parametrize(("mark", "number", "text"), SENTENCES)
def test_a_sentence_is_told_as_it_is_marked(mark: str, number: str, text: str) -> None:
    """✗ told, ✓ left alone; whoever finds one that is marked ○ marks it anew."""
    assert told(number, text) is (mark == "✗")


def test_the_set_is_whole() -> None:
    """Sixty of each."""
    marks = [mark for mark, _, _ in SENTENCES]
    assert (marks.count("✓"), marks.count("✗") + marks.count("○")) == (60, 60)
