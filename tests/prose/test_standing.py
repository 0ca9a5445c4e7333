"""Which project comes first, and what share of all it is, is held against the list."""

from __future__ import annotations

import pytest

from tests.prose_support import book, project, raised

RULES = ("prose-absolute", "prose-share")


def told(text: str, section: str = "二", number: int | None = None) -> set[tuple[str, str]]:
    """Give what a paragraph raises beside three projects of 486,500, 924,000 and 200,000 yuan."""
    projects = [
        project(1, "信访维稳专项经费", "486500", "600000", short="信访经费"),
        project(2, "应急消防能力提升项目", "924000", "1000000", short="应急消防"),
        project(3, "残疾人综合服务补助", "200000"),
    ]
    return raised(book(projects, [(section, number, text)]), *RULES)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("支出最多的项目是信访经费。", "prose-absolute"),
        ("支出金额最小的是信访维稳专项经费。", "prose-absolute"),
        ("执行率最高的项目为“应急消防能力提升项目”。", "prose-absolute"),
        ("全年预算最大的项目是信访经费。", "prose-absolute"),
        ("信访经费占全部项目支出的32.2%。", "prose-share"),
        ("应急消防支出92.4万元，占三个项目支出合计的比重为47.4%。", "prose-share"),
    ],
)
def test_a_standing_that_the_list_contradicts_is_told(text: str, rule: str) -> None:
    """A warning for words, critical for a number."""
    assert told(text) == {(rule, "报告正文!C2")}


@pytest.mark.parametrize(
    "text",
    [
        "支出最多的项目是应急消防，支出最少的是残疾人综合服务补助。",
        "执行率最高的项目是残疾人综合服务补助，执行率最低的项目是信访经费。",
        "全年预算最大的项目是应急消防能力提升项目。",
        "信访经费占全部项目支出的30.2%，应急消防较多。",
        "应急消防支出92.4万元，占三个项目支出合计的57.37%。",
        "信访经费支出最多的月份是6月。",
        "支出最多的是人员经费，占信访经费的56%。",
        "信访经费约占全部项目支出的三成。",
        "信访经费占街道总支出的3.2%。",
    ],
)
def test_a_standing_that_is_true_or_of_something_else_is_left_alone(text: str) -> None:
    """Months, kinds of spending, all that an office spends."""
    assert told(text) == set()


def test_the_share_of_a_paragraphs_own_project_is_held_too() -> None:
    """Where it is not named."""
    assert told("本项目占全部项目支出的32.2%。", "三", 1) == {("prose-share", "报告正文!C2")}
    assert told("本项目占全部项目支出的30.2%。", "三", 1) == set()


def test_two_that_come_first_together_are_both_first() -> None:
    """A tie contradicts nothing."""
    projects = [project(1, "信访维稳专项经费", "200000"), project(2, "残疾人综合服务补助", "200000")]
    made = book(projects, [("二", None, "支出最多的项目是残疾人综合服务补助。")])
    assert raised(made, *RULES) == set()


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("接访补助16万元，占项目支出的32.89%。", "接访补助16万元，占项目支出的38.29%。"),
        ("接访补助16万元，仅占本项目支出的三成多。", "接访补助16万元（占支出的23.9%）。"),
        ("每人补助400元，共16万元，占全年预算的26.67%。", "每人补助400元，共16万元，占全年预算的27.66%。"),
        ("接访补助16万元、车辆8万元，占项目支出的49.33%。", "车辆费用8万元，占项目支出比重为14.66%。"),
        ("上级补助70万元，占全年支出的12%。", "交通费4.865万元，占支出的11%。"),
    ],
)
def test_an_amount_is_the_share_of_its_project_that_is_told(right: str, wrong: str) -> None:
    """Of what it spent or may spend; several amounts, and one that is no part of it, are left alone."""
    assert told(right, "三", 1) == set()
    assert told(wrong, "三", 1) == {("prose-share", "报告正文!C2")}


def test_an_amount_of_several_projects_is_the_share_of_all_that_is_told() -> None:
    """Where a paragraph of none tells it; what the office spends in all is in no list."""
    assert told("两个项目支出141.05万元，占全部支出的78.58%。") == {("prose-share", "报告正文!C2")}
    assert told("两个项目支出141.05万元，占全部支出的87.58%。") == set()
    assert told("会议费12万元，占全年支出的1.2%。") == set()
