"""年初预算, 全年预算 and 占预算 name one amount each: the text is held against just that one."""

from __future__ import annotations

import pytest

from tests.prose_support import book, project, raised

RULES = ("prose-amount", "prose-rate")
C2 = "报告正文!C2"


def told(text: str) -> set[tuple[str, str]]:
    """Give the findings about amounts and rates of a project of 150, later 162, of which 158.34275 万元 were spent."""
    listed = project(1, "环境卫生整治经费", "1583427.50", "1620000", short="环卫经费", initial=150_000_000)
    return raised(book([listed], [("三", 1, text)]), *RULES)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("环境卫生整治经费年初预算160万元。", "prose-amount"),
        ("环境卫生整治经费年初安排预算162万元。", "prose-amount"),
        ("环境卫生整治经费全年预算150万元。", "prose-amount"),
        ("环卫经费调整后预算为161万元。", "prose-amount"),
        ("环卫经费支出158.34万元，占全年预算的87.74%。", "prose-rate"),
        ("全年支出1,583,427.50元（占预算的96.74%）。", "prose-rate"),
        ("全年支出158.34万元，约占预算的95%。", "prose-rate"),
    ],
)
def test_an_amount_is_held_against_the_column_that_its_words_name(text: str, rule: str) -> None:
    """The first budget is not the last one, and the spending's share of the budget is the execution rate."""
    assert told(text) == {(rule, C2)}


@pytest.mark.parametrize(
    "text",
    [
        "环境卫生整治经费年初预算150万元，年中追加12万元，全年预算162万元。",
        "环境卫生整治经费预算150万元。",
        "环卫经费调整后预算为162万元。",
        "环卫经费支出158.34万元，占全年预算的97.74%。",
        "全年支出158.34万元，约占预算的98%。",
        "设备购置30万元，占全年预算的18.52%。",
        "全年支出158.34万元，其中设备30万元，占全年预算的18.52%。",
    ],
)
def test_true_amounts_and_shares_of_a_part_are_left_alone(text: str) -> None:
    """预算 alone may be either of the two; what is not the whole spending has a share of its own."""
    assert told(text) == set()
