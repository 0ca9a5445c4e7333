"""An item that opens with an amount under a name of its own: only a slip of the project's amount is accused."""

from __future__ import annotations

import pytest

from tests.prose_support import book, project, raised


def told(text: str, section: str = "三") -> set[tuple[str, str]]:
    """Give the findings about amounts of a project of 832,841.00 yuan whose item this is."""
    return raised(book([project(1, "来访接待及专项稳控工作经费", "832841")], [(section, 1, text)]), "prose-amount")


@pytest.mark.parametrize("amount", ["83.38万元", "13.28万元", "82.38万元", "832,842元"])
def test_an_amount_one_digit_off_the_projects_is_critical_though_the_name_is_another(amount: str) -> None:
    """稳控工作83.38万元，: nobody but the project spends so nearly its amount."""
    assert told(f"稳控工作{amount}，用于化解隐患。") == {("prose-amount", "报告正文!C2")}


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("稳控工作83.28万元，用于化解隐患。", "三"),
        ("稳控工作45.1万元，用于化解隐患。", "三"),
        ("设备购置8万元，用于值守。", "三"),
        ("购置设备83.38万元的合同已经签订。", "三"),
        ("较上年减少83.38万元，用于化解隐患。", "三"),
        ("其中稳控工作83.38万元，用于化解隐患。", "三"),
        ("稳控工作83.38万元，用于化解隐患。", "四.1"),
    ],
)
def test_other_amounts_and_other_places_are_left_alone(text: str, section: str) -> None:
    """Parts, contracts and comparisons; only an item of section three opens with what its project spent."""
    assert told(text, section) == set()
