"""Claims about all: spent to the last, every goal reached, full points everywhere, are held against every row."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.checks.run_checks import check
from pipeline.model.book import FOLLOWED, Measure
from tests.prose_support import book, indicator, project, raised

RULES = ("prose-absolute", "prose-rate")
FIRST, SECOND = "环境整治经费", "党建活动经费"


def told(text: str, section: str = "二", number: int | None = None) -> set[tuple[str, str]]:
    """Give what a paragraph raises beside a project spent whole and reached, and one at 90 % that missed a goal."""
    projects = [project(1, FIRST, "100000"), project(2, SECOND, "90000", "100000")]
    rows = [
        indicator(2, 1, "整治次数", "12", "12", "次"),
        indicator(3, 2, "活动场次", "12", "10", "场", points=Decimal(75)),
        replace(
            indicator(4, 2, "党员评价", "0", "0", "%"), first="满意度指标", direction="定性", actual=Measure("达成")
        ),
    ]
    return raised(book(projects, [(section, number, text)], rows), *RULES)


@pytest.mark.parametrize(
    "text",
    [
        "项目资金已全部使用。",
        "项目资金全部支出完毕，年末无结余。",
        "各项目资金均已全部执行，没有结余资金。",
        "各项目年末均无结余。",
        "各项绩效目标均已完成。",
        "绩效指标全部达到，群众满意。",
        "全面完成年度绩效目标。",
        "各项目产出指标全部完成，绩效目标全部实现。",
        "各项任务全部按时完成。",
        "年度工作任务均已完成，群众满意。",
        "各项指标得分均为满分。",
        "各项指标均得满分。",
        "所有指标均达到目标值。",
        "年初设定的目标全部完成。",
        "各项目自评均为100分。",
    ],
)
def test_a_claim_about_all_that_one_row_contradicts_is_a_warning(text: str) -> None:
    """In a paragraph about all projects, and in one of the project whose row it is."""
    assert told(text) == {("prose-absolute", "报告正文!C2")}
    assert told(text, "三", 2) == {("prose-absolute", "报告正文!C2")}
    assert told(text, "三", 1) == set()


@pytest.mark.parametrize(
    "text",
    [
        "环境整治经费已全部使用，年末无结余。",
        "环境整治经费绩效目标均已完成。",
        "项目资金已全部到位，部分资金结转下年。",
        "确保项目资金全部使用完毕，力争年末无结余。",
        "上级补助资金已全部使用，合同款全部支付。",
        "基本完成年度绩效目标。",
        "除活动场次外，各项绩效目标均已完成。",
        "满意度指标全部达到。",
        "不存在违规结余。",
        "上年无结余。",
        "各社区均已完成年度任务。",
        "圆满完成各项工作任务。",
        "街道各项目均完成绩效目标申报。",
        "全面实现绩效目标管理。",
        "90%的绩效指标全部完成，9个绩效指标全部完成。",
        "环境整治经费资金全部使用，党建活动经费执行率90%。",
        "无结余结转资金违规使用情况，资金使用规范，无结余资金闲置现象。",
        "项目资金全部纳入预算管理，全部通过国库集中支付，全部用于社区。",
        "各项指标得分均较高，自评得分均在90分以上，执行率均衡。",
        "预算资金全部执行完毕的项目有1个。",
    ],
)
def test_a_claim_about_some_or_one_that_holds_is_left_alone(text: str) -> None:
    """Plans, parts, other money, the project that it is true of."""
    assert told(text) == set()


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("各项目执行率均为100%。", {("prose-rate", "报告正文!C2")}),
        ("各项目预算执行率均达到95%以上。", {("prose-rate", "报告正文!C2")}),
        ("各项目预算执行率均达到90%以上。", set()),
        ("各项目预算执行率均在85%以上。", set()),
        ("环境整治经费执行率为100%。", set()),
    ],
)
def test_a_rate_said_of_every_project_is_that_of_the_slowest(text: str, rules: set[tuple[str, str]]) -> None:
    """As critical as the rate of one."""
    assert told(text) == rules


def test_a_goal_that_says_all_claims_nothing_yet() -> None:
    """绩效目标 is what is wanted."""
    made = book([project(1, FIRST, "90000", "100000", goal="项目资金全部使用，绩效目标全部完成。")], [("三", 1, FIRST)])
    assert raised(made, *RULES) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("各项目得分均为满分。", {("prose-absolute", "报告正文!C2")}),
        ("所有项目自评均为100分。", {("prose-absolute", "报告正文!C2")}),
        ("各项指标得分均为满分。", set()),
        ("各项目各指标得分均为满分。", set()),
    ],
)
def test_full_points_of_projects_are_those_of_the_execution_rate_too(text: str, expected: set[tuple[str, str]]) -> None:
    """Every indicator has its points, but the money was not spent whole."""
    made = book(
        [project(1, FIRST, "90000", "100000")], [("二", None, text)], [indicator(2, 1, "整治次数", "12", "12", "次")]
    )
    assert raised(made, *RULES) == expected


@pytest.mark.parametrize(
    ("second", "text", "accused"),
    [
        ("数量指标", "各项任务全部完成。", True),
        ("时效指标", "各项目标任务均如期完成。", True),
        ("服务对象满意度指标", "各项任务全部完成。", False),
        ("数量指标", "部分任务已完成。", False),
        ("数量指标", "确保各项任务全部完成。", False),
    ],
)
def test_tasks_are_what_was_to_be_done_and_when(second: str, text: str, *, accused: bool) -> None:
    """A satisfaction below its target leaves no task undone."""
    row = replace(indicator(2, 1, "活动场次", "12", "10", "场", points=Decimal(75)), second=second)
    made = book([project(1, "环境整治", "300000")], [("四.1", None, text)], [row])
    assert raised(made, "prose-absolute") == ({("prose-absolute", "报告正文!C2")} if accused else set())


def test_the_same_claim_in_several_places_is_told_once_with_all_of_them() -> None:
    """One cause is one finding; a claim about another project, or about something else, is another."""
    projects = [project(1, FIRST, "90000", "100000"), project(2, SECOND, "90000", "100000")]
    texts = [
        ("二", None, "各项目资金已全部支出完毕，无结余。"),
        ("六", None, "年末无结余。"),
        ("三", 2, "年末无结余。"),
        ("二", None, "各项目执行率均为95%。"),
    ]
    found = [it for it in check([book(projects, texts)])[0].findings if it.rule.id in RULES]
    assert [(it.rule.id, [cell.ref for cell in it.cells]) for it in found] == [
        ("prose-absolute", ["C2", "C3", "H2", "G2", "H3", "G3"]),
        ("prose-absolute", ["C4", "H3", "G3"]),
        ("prose-rate", ["C5", "H2", "G2"]),
    ]
    assert "文中写“各项目资金已全部支出完毕”“无结余”“年末无结余”，而2个项目的支出" in found[0].message


def test_of_thousands_of_rows_a_claim_names_the_first() -> None:
    """Nobody follows ten thousand cells; how many rows there are is in the words."""
    projects = [project(number, f"第{number}号工程", "1", "2") for number in range(1, 301)]
    texts = [("二", None, "各项目资金已全部支出完毕。")] * 300
    (found,) = [it for it in check([book(projects, texts)])[0].findings if it.rule.id == "prose-absolute"]
    assert len([cell for cell in found.cells if cell.sheet == "项目清单"]) == 2 * FOLLOWED
    assert "300个项目的支出比全年预算少300.00元" in found.message


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("群众满意度均达到95%以上。", True),
        ("各项目满意度均在95%以上。", True),
        ("满意度均为95%。", True),
        ("满意度均达到90%以上。", False),
        ("满意度目标值均在95%以下。", False),
        ("满意度均较上年提高3个百分点。", False),
    ],
)
def test_how_content_all_were_is_held_against_every_survey(text: str, *, accused: bool) -> None:
    """One survey of 92 % contradicts 95 % of all; what is no percentage is left alone."""
    projects = [project(1, FIRST, "100000"), project(2, SECOND, "100000")]
    surveys = [indicator(2, 1, "群众满意度", "90", "96", "%"), indicator(3, 2, "党员满意度", "90", "92", "%")]
    rows = [replace(it, first="满意度指标", second="服务对象满意度指标") for it in surveys]
    found = raised(book(projects, [("二", None, text)], rows), *RULES)
    assert found == ({("prose-absolute", "报告正文!C2")} if accused else set())
