"""What a paragraph says of one kind of a project's money is held against its row of 资金构成."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.model.book import Part
from tests.prose_support import book, project, raised

C2 = "报告正文!C2"
PARTS = (
    Part(2, 1, "当年财政拨款", 268_000_000, 268_000_000, 263_000_000),
    Part(3, 1, "上年结转资金", 0, 13_400_000, 12_772_000),
)


def told(text: str, *parts: Part) -> set[tuple[str, str]]:
    """Give the findings for a paragraph of a project that spent 275.772 of 281.4."""
    one = project(
        1, "交通安全设施维护", "2757720", "2814000", initial=268_000_000, funding="当年财政拨款、上年结转资金"
    )
    made = replace(book([one], [("三", 1, text)]), parts=parts or PARTS)
    return raised(made, "prose-amount", "prose-parts")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("当年财政拨款支出263万元，上年结转资金支出12.77万元。", False),
        ("当年财政拨款支出273万元，上年结转资金支出12.77万元。", True),
        ("支出275.77万元，其中当年财政拨款支出263万元、上年结转支出12.79万元。", True),
        ("上年结转资金全年预算13.4万元。", False),
        ("上年结转资金全年预算14.3万元。", True),
        ("当年财政拨款预算268万元。", False),
        ("上半年当年财政拨款支出120万元。", False),
        ("当年财政拨款支出100万元用于标线，163万元用于信号灯。", False),
        ("结余5.63万元，其中当年财政拨款5万元、上年结转0.63万元。", False),
        ("全县当年财政拨款支出3.2亿元。", False),
        ("全年预算281.4万元，由当年财政拨款268万元、上年结转资金13.4万元构成。", False),
        ("资金来源为当年财政拨款286万元，上年结转13.4万元。", True),
        ("由当年财政拨款268万元和上年结转资金14.3万元构成。", True),
        ("动用上年结转资金5万元补充标线。", False),
    ],
)
def test_spending_and_budget_of_one_kind_of_money_are_those_of_its_row(text: str, *, wrong: bool) -> None:
    """A part of it, another period and the whole county are left alone."""
    found = told(text)
    assert ("prose-amount", C2) in found if wrong else found == set()


def test_a_paragraph_of_no_project_tells_of_the_money_of_the_one_it_names() -> None:
    """全年预算281.4万元，其中当年财政拨款286万元 is of 交通安全设施维护."""
    one = project(1, "交通安全设施维护", "2757720", "2814000", funding="当年财政拨款、上年结转资金")
    for amount, found in (("286", {("prose-amount", C2)}), ("268", set())):
        text = f"交通安全设施维护的资金由当年财政拨款{amount}万元和上年结转资金13.4万元构成。"
        assert raised(replace(book([one], [("二", None, text)]), parts=PARTS), "prose-amount") == found


def test_without_one_row_of_the_kind_nothing_is_held() -> None:
    """Two rows of one kind are a mistake of their own; without 资金构成 there is nothing to hold."""
    twice = (PARTS[0], replace(PARTS[0], row=4))
    assert told("当年财政拨款支出273万元。", *twice) == set()
