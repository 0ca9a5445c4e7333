"""However long a text and however many its figures: it is checked in bounded time, or it is said that it was not."""

from __future__ import annotations

import time

import pytest

from pipeline.checks.prose import read_prose
from pipeline.checks.prose.reading.document import read_document
from pipeline.checks.prose.reading.items import MOST_FIGURES, items
from pipeline.model.policy import policy
from tests.prose_support import book, project, raised

MOST = policy().text.longest
SECONDS = 5
ODD = (
    "9",
    "1,",
    "支出3.5万元，",
    "其中1元、2元、3元，",
    "（",
    "由1元、2元构成",
    "{",
    "X",
    "-1",
    "1-2-",
    "占50%，",
    "七百万分之",
)


def long_book(*texts: str, goal: str = "做好工作") -> object:
    """Make a book of one project with these paragraphs."""
    return book([project(1, "环境整治经费", "999999", goal=goal)], [("三", 1, text) for text in texts])


def test_a_text_at_the_limit_is_read_and_one_beyond_it_is_named() -> None:
    """With its length, at its cell; its figures are in no list."""
    sentence = "环境整治经费支出1.00万元。"
    within, beyond = (sentence + "工" * (length - len(sentence)) for length in (MOST, MOST + 1))
    made = long_book(within, beyond, goal=beyond)
    assert {it for it in raised(made) if it[0] in {"text-too-long", "prose-amount"}} == {
        ("text-too-long", "报告正文!C3"),
        ("text-too-long", "项目清单!J2"),
        ("prose-amount", "报告正文!C2"),
    }
    findings, figures = read_prose(made)
    assert {figure.where.address for figure in figures} == {"报告正文!C2"}
    (first, _) = [it for it in findings if it.rule.id == "text-too-long"]
    assert first.message == "这段文字有 5001 个字，超过 5000 个字，里面的数字没有核对。"


@pytest.mark.parametrize("part", ODD)
def test_no_text_keeps_the_checks_busy(part: str) -> None:
    """Repeated to the limit, in several rows of one item."""
    text = (part * MOST)[:MOST]
    started = time.process_time()
    read_prose(long_book(text, text))
    assert time.process_time() - started < SECONDS


def test_an_item_of_very_many_figures_is_looked_at_in_pieces() -> None:
    """Every figure is in one of them, and each piece has the passages of its figures."""
    texts = ["支出1元、2元、3元、4元、5元。" * 20] * 8
    prose = read_document(long_book(*texts))
    found = list(items(prose))
    assert len(found) == -(-800 // MOST_FIGURES)
    assert tuple(mention for item in found for mention in item.mentions) == prose.mentions
    for item in found:
        assert item.passages[0].start <= item.mentions[0].start
        assert item.mentions[-1].end <= item.passages[-1].end
        assert len(item.passages) < 5
