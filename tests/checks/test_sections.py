"""A report that is written as far as part four has text under every heading, or the bare ones are named."""

from __future__ import annotations

import pytest

from pipeline.checks.run_checks import book_rules, run_rule
from pipeline.model.contract import SECTIONS
from tests.prose_support import book, project


@pytest.mark.parametrize(
    ("left_out", "named"),
    [
        (("四.3", "四.4"), "“四.3”、“四.4”"),
        (("二", "四.1", "六"), "“二”、“四.1”、“六”"),
        (("一（一）", "一（二）"), None),
        ((), None),
        (("四.1", "四.2", "四.3", "四.4"), None),
    ],
)
def test_headings_without_text_are_named_once(left_out: tuple[str, ...], named: str | None) -> None:
    """At the heading row of 报告正文; a text that does not reach part four is still being written."""
    rows = [(section, None, "已开展。") for section in SECTIONS if section not in left_out]
    (rule,) = (it for it in book_rules() if it.id == "section-empty")
    found = run_rule(rule, book([project(1, "环境整治", "300000")], rows))
    told = [([cell.address for cell in it.cells], it.message.split("写")[1].split("，")[0]) for it in found]
    assert told == ([(["报告正文!A1"], named)] if named else [])


def test_a_row_of_unread_section_may_be_the_missing_one() -> None:
    """Its own cell is reported; what it holds is not called missing."""
    rows = [(None if section == "四.3" else section, None, "已开展。") for section in SECTIONS]
    (rule,) = (it for it in book_rules() if it.id == "section-empty")
    assert run_rule(rule, book([project(1, "环境整治", "300000")], rows)) == []
