"""Of the figures behind the projects' names in one sentence the one that is not its project's is told."""

from __future__ import annotations

import pytest

from tests.prose_support import book, project, raised

HERE = "报告正文!C2"


def told(text: str, number: int | None = None) -> set[str]:
    """Give what is said of a text about 48.65, 92.40 and 19.00万元 of 60, 100 and 20."""
    listed = [
        project(1, "信访维稳专项经费", "486500", "600000", short="信访经费"),
        project(2, "应急消防能力提升项目", "924000", "1000000", short="应急消防"),
        project(3, "残疾人综合服务补助", "190000", "200000", short="残疾人补助"),
    ]
    return {rule for rule, where in raised(book(listed, [("二", number, text)])) if where == HERE}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("安排项目资金180万元，其中信访经费60万元、应急消防100万元、残疾人补助26万元。", "prose-amount"),
        ("年度资金180万元，其中信访经费60万元、应急消防100元、残疾人补助20万元。", "prose-amount"),
        ("从结构看，信访经费占30.4%，应急消防占57.73%，残疾人补助占17.87%。", "prose-rate"),
        ("执行率最低的是信访经费（81.80%），最高的是残疾人补助（95%）。", "prose-rate"),
        ("结余资金中，信访经费11.35万元，应急消防7.6万元，残疾人补助10万元。", "prose-amount"),
    ],
)
def test_the_one_figure_that_is_not_its_projects_is_told(text: str, rule: str) -> None:
    """The others are of one column, so it is plain what the list tells."""
    assert rule in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "安排项目资金180万元，其中信访经费60万元、应急消防100万元、残疾人补助20万元。",
        "从结构看，信访经费占30.4%，应急消防占57.73%，残疾人补助占11.87%。",
        "按预算看，信访经费占33.33%，应急消防占55.56%，残疾人补助占11.11%。",
        "执行率最低的是信访经费（81.08%），最高的是残疾人补助（95%）。",
        "上半年信访经费48.65万元、应急消防92.4万元、残疾人补助9万元。",
        "年中信访经费追加5万元、应急消防92.4万元、残疾人补助19万元。",
    ],
)
def test_true_lists_and_lists_of_something_else_are_left_alone(text: str) -> None:
    """Another time, parts of the money, or figures of which none is plainly wrong."""
    assert told(text) & {"prose-amount", "prose-rate"} == set()
