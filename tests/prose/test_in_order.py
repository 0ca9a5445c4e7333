"""三个项目支出分别为……: a list of as many figures as there are projects is held against the list, one by one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.prose_support import book, indicator, project, raised

HERE = "报告正文!C2"


def told(text: str, number: int | None = None) -> set[tuple[str, str]]:
    """Give what is said of a text about 48.65, 92.40 and 19.00万元 of 60, 100 and 20; scores of 93.11, 99.24, 99.5."""
    listed = [
        project(1, "信访维稳专项经费", "486500", "600000", short="信访经费"),
        project(2, "应急消防能力提升项目", "924000", "1000000", short="应急消防"),
        project(3, "残疾人综合服务补助", "190000", "200000"),
    ]
    points = ("85", "90", "90")
    rows = [
        indicator(at, at - 1, "走访", "10", "10", "户", points=Decimal(it)) for at, it in enumerate(points, start=2)
    ]
    return {it for it in raised(book(listed, [("二", number, text)], rows)) if it[1] == HERE and "parts" not in it[0]}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("三个项目支出分别为48.65万元、92.40万元和19.90万元。", "prose-amount"),
        ("3个项目全年预算分别为60万元、100元、20万元。", "prose-amount"),
        ("各项目年末结余依次为11.35万元、7.06万元、1万元。", "prose-amount"),
        ("三个项目预算执行率分别为81.08%、92.4%、59%。", "prose-rate"),
        ("三个项目支出分别为48.65万元、92.40万元和19万元，分别占总支出的30.4%、57.74%和11.87%。", "prose-rate"),
        ("三个项目得分依次为93.11分、99.24分、99.55分。", "prose-declared"),
    ],
)
def test_the_one_figure_that_is_not_its_projects_is_told(text: str, rule: str) -> None:
    """The others are right, so it is plain which column the list is of."""
    assert told(text) == {(rule, HERE)}


@pytest.mark.parametrize(
    "text",
    [
        "三个项目支出分别为48.65万元、92.40万元和19万元。",
        "各项目支出分别为92.4万元、48.65万元和19万元。",
        "三个项目支出分别为48.65万元、92.40万元、19万元、5万元。",
        "三个项目支出分别为48.65万元、92.40万元。",
        "四个项目支出分别为48.65万元、92.40万元和19.9万元。",
        "三个项目上年支出分别为48.65万元、92.40万元和19.9万元。",
        "三个项目中，信访经费各季度支出分别为48.65万元、92.40万元和19.9万元。",
        "三个项目支出分别为31万元、72万元和55万元。",
        "三个项目支出分别为48.65万元、92.40万元和19万元，分别占总支出的30.40%、57.73%和11.87%。",
        "三个项目得分依次为93.11分、99.24分、99.5分。",
        "三个项目得分依次为93.11分、99.24分、99.52分。",
    ],
)
def test_true_lists_and_lists_of_something_else_are_left_alone(text: str) -> None:
    """Another order, another number of figures, another year, other projects, or a column that none of them is of."""
    assert told(text) == set()


def test_a_list_in_a_projects_own_paragraph_is_its_own() -> None:
    """Its three payments, say."""
    assert told("三个项目点支出分别为48.65万元、92.40万元和19.9万元。", 1) == set()
