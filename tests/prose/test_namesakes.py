"""One project paid out of two kinds of money has two rows of one name: a text speaks of the row of its 项目序号."""

from __future__ import annotations

import pytest

from tests.prose_support import book, project, raised

NAME = "背街小巷整治经费"


def told(*texts: tuple[str, int | None, str]) -> set[tuple[str, str]]:
    """Give what is said of paragraphs about 40万元 of this year and 12万元 carried over, both of one name."""
    listed = [
        project(1, NAME, "400000", funding="当年财政拨款"),
        project(2, NAME, "120000", funding="上年结转资金"),
    ]
    return raised(book(listed, texts))


def test_a_paragraph_of_either_row_is_held_to_its_own_amount() -> None:
    """The name alone does not say which row is meant, 项目序号 does."""
    assert told(("三", 1, f"{NAME}支出40万元。"), ("三", 2, f"{NAME}支出12万元。")) == set()
    wrong = told(("三", 1, f"{NAME}支出40万元。"), ("三", 2, f"{NAME}支出40万元。"))
    assert wrong == {("prose-amount", "报告正文!C3")}


@pytest.mark.parametrize("amount", ["40万元", "12万元", "52万元"])
def test_a_paragraph_of_no_project_may_mean_either_row_or_both(amount: str) -> None:
    """Nobody can tell, so nobody is accused."""
    assert told(("三", None, f"{NAME}支出{amount}，已全部完成。")) == set()


@pytest.mark.parametrize("typed", ["环境整治（二期）经费", "环境整治(二期)经费"])
@pytest.mark.parametrize(
    "said", ["环境整治（二期）经费", "环境整治(二期)经费", "环境整治 (二期) 经费", "环境　整治（二期）经费"]
)
def test_a_name_is_found_however_its_brackets_and_blanks_are_typed(typed: str, said: str) -> None:
    """In the list and in the text alike."""
    listed = [project(1, typed, "300000"), project(2, "食堂经费", "5")]
    rows: list[tuple[str | None, int | None, str | None]] = [("四.3", None, f"{said}支出31万元。")]
    assert raised(book(listed, rows), "prose-amount") == {("prose-amount", "报告正文!C2")}
