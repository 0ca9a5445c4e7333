"""Every figure ends matched with its cells, mismatched with a finding, or unmatched; only bound ones are accused."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.checks.prose import read_prose
from tests.prose_support import book, figures, indicator, project, raised

if TYPE_CHECKING:
    from pipeline.model.book import Book

PARTY, CANTEEN = "基层党建管理经费", "职工食堂补助经费"
DESCRIBED = (("三", 1, "工作已开展。"), ("三", 2, "工作已开展。"))
FIGURE_RULES = ("prose-amount", "prose-rate", "prose-declared", "prose-unit-slip")


def one(section: str, number: int | None, text: str, **info: Any) -> Book:  # noqa: ANN401  (fields of 基本信息)
    """Make a book of two projects whose paragraph under test stands in 报告正文!C4."""
    projects = (
        project(1, PARTY, "462880", "500000", short="党建经费", initial=45_000_000),
        project(2, CANTEEN, "828483.78", short="职工食堂"),
    )
    facts = {
        "cap": 200_000_000, "office_from": 500_000, "party_from": 10_000_000, "score": Decimal("98.5"), "count": 2,
    }  # fmt: skip
    rows = [indicator(2, 1, "培训场次", "12", "12", "场")]
    return book(projects, (*DESCRIBED, (section, number, text)), rows, **facts | info)


@pytest.mark.parametrize(
    "text",
    [
        "基层党建管理经费46.39万元，用于党员教育。",
        "党建经费支出46.30万元。",
        "本项目实际支出46.39万元。",
        "全年预算51万元。",
        "年初预算46万元。",
        "全年共支出462,881.00元。",
        "全年累计支出四十七万元。",
        "合计46.4万元。",
        "支出合计47万元。",
        "购置办公用品，支出46.92万元。",
    ],
)
def test_a_bound_amount_that_the_list_contradicts_is_critical_at_its_paragraph(text: str) -> None:
    """Directly after the name, or after 支出, 预算, 合计 in a paragraph of the project."""
    assert raised(one("三", 1, text), *FIGURE_RULES) == {("prose-amount", "报告正文!C4")}


@pytest.mark.parametrize(
    "text",
    [
        "基层党建管理经费46.29万元，用于党员教育。",
        "党建经费支出46.3万元。",
        "党建经费支出46万元。",
        "全年预算50万元，年初预算45万元，实际支出462,880元。",
        "全年支出约46万元，接近47万元。",
        "全年支出0.0046亿元。",
        "其中宣传支出3万元。",
        "培训费支出3万元，印刷费支出2万元。",
        "支出3万元用于印刷，支出2万元用于租车。",
        "购买办公用品1批，支出3.2万元。",
        "购买打印机2台，合计3.2万元。",
        "上半年支出20万元，下半年支出26.29万元。",
        "已支付40万元，其余尾款为质保金。",
        "食堂收入624000元，支出924000元，差额由本项目补贴。",
        "截至6月底，支出20万元，执行率40%。",
        "较上年支出减少3万元，追加预算5万元。",
        "2022年支出40万元。",
        "按人均支出300元的标准执行。",
        "项目支出须控制在50万元以内。",
        "2022年职工食堂补助经费80万元。",
        "职工食堂补助经费较上年减少3万元。",
        "单笔支出5000元以上的须报行政办公会。",
    ],
)
def test_amounts_that_agree_or_speak_of_something_else_are_left_alone(text: str) -> None:
    """Parts, other periods, other years, standards per head and limits are no contradiction."""
    assert raised(one("三", 1, text), *FIGURE_RULES) == set()


@pytest.mark.parametrize("text", ["执行率92.58%。", "预算执行率为92.6%。", "执行率达93％。", "支出进度达到95%。"])
def test_a_rate_is_right_within_half_a_unit_of_its_own_last_digit(text: str) -> None:
    """462,880 of 500,000 is 92.576 %."""
    assert raised(one("三", 1, text), *FIGURE_RULES) == set()


@pytest.mark.parametrize(
    "text",
    [
        "执行率92.57%。",
        "截至6月底，支出20万元，执行率40%；年末支出46.29万元，执行率95.58%。",
        "预算执行率为92.5%。",
        "全年预算执行率达到百分之九十四。",
        "党建经费执行率92.5%。",
    ],
)
def test_a_rate_that_does_not_follow_from_the_amounts_is_critical(text: str) -> None:
    """The rate of the row's own project."""
    assert raised(one("三", 1, text), *FIGURE_RULES) == {("prose-rate", "报告正文!C4")}


@pytest.mark.parametrize(
    ("section", "text"),
    [
        ("二", "6,000元以上的支出须报行政办公会审议。"),
        ("二", "5000元以上报行政办公会，20万元以上报党工委会。"),
        ("一（一）", "100万元以下的项目合并自评。"),
        ("一（一）", "上述3个项目合并自评。"),
        ("一（一）", "上述项目支出合计129.15万元。"),
        ("一（二）", "项目自评得分97.5分。"),
    ],
)
def test_a_sentence_plainly_about_a_declared_number_must_repeat_it(section: str, text: str) -> None:
    """Limits, number of projects, total and score."""
    assert raised(one(section, None, text), *FIGURE_RULES) == {("prose-declared", "报告正文!C4")}


@pytest.mark.parametrize(
    ("section", "text"),
    [
        ("二", "5,000元以上的支出须报行政办公会审议，10万元及以上报党工委会。"),
        ("二", "5000元以上10万元以下的支出报行政办公会，10万元以上报党工委会。"),
        ("二", "10万元以下的采购项目由办公室办理。"),
        ("二", "20万元以上的采购须公开招标。"),
        ("一（一）", "将下列200万以下的2个项目合并自评，合计支出129.14万元。"),
        ("一（二）", "其中1个项目得分99分，自评得分98.5分。"),
    ],
)
def test_true_limits_and_other_limits_are_left_alone(section: str, text: str) -> None:
    """Only a sentence that plainly speaks of a declared number is held against it."""
    assert raised(one(section, None, text), *FIGURE_RULES) == set()


def test_an_undeclared_limit_contradicts_nothing() -> None:
    """Where 基本信息 declares no limit there is nothing to compare."""
    text = "6,000元以上的支出须报行政办公会审议。"
    assert raised(one("二", None, text, office_from=None), *FIGURE_RULES) == set()


def test_an_amount_ten_thousand_times_off_is_called_a_slip_of_unit() -> None:
    """4628.8 million yuan for a project of 462,880 yuan: 元 written as 万元."""
    assert raised(one("三", 1, "其中拨付462880万元。"), *FIGURE_RULES) == {("prose-unit-slip", "报告正文!C4")}
    findings, _ = read_prose(one("三", 1, "全年支出462880万元。"))
    (finding,) = [it for it in findings if it.rule.id == "prose-amount"]
    assert "一万倍" in finding.message


def test_figures_list_text_status_and_source_of_every_figure_in_order() -> None:
    """Tokens are figures with the cells that they print; a token before a measure word is one figure with it."""
    text = "{简称}支出{支出万元}，执行率{执行率}，培训12场，惠及500余人。全部{项目数量}个项目得分{得分}分。"
    assert figures(one("三", 1, text)) == [
        ("46.29万元", "matched", "项目清单!H2"),
        ("92.58%", "matched", "项目清单!H2"),
        ("12场", "matched", "绩效指标!H2"),
        ("500余人", "unmatched", ""),
        ("2个", "matched", "项目清单!A2"),
        ("99.26分", "matched", "项目清单!H2"),
    ]


def test_figures_of_goal_outcome_and_reason_name_their_own_cells() -> None:
    """绩效目标, 完成情况 and 偏差原因 are read like the report's text."""
    rows = [indicator(2, 1, "培训场次", "12", "10", "场", reason="少办2场。")]
    made = book(
        [project(1, PARTY, "1", goal="全年培训12场。", outcome="实际培训10场。")], [("三", 1, "已开展。")], rows
    )
    found = {(it.text, it.where.address, it.status.value) for it in read_prose(made)[1]}
    assert found == {
        ("12场", "项目清单!J2", "matched"), ("10场", "项目清单!K2", "matched"), ("2场", "绩效指标!K2", "unmatched"),
    }  # fmt: skip


def test_a_mismatched_figure_has_one_finding_with_both_values() -> None:
    """Found, expected, the paragraph first and the cell it was held against."""
    findings, found = read_prose(one("三", 1, "党建经费支出46.39万元。"))
    (finding,) = [it for it in findings if it.rule.id == "prose-amount"]
    assert (finding.found, finding.expected) == ("46.39万元", "46.29万元")
    assert [cell.address for cell in finding.cells] == ["报告正文!C4", "项目清单!H2"]
    assert [it.status.value for it in found] == ["mismatched"]


def test_numbers_in_a_projects_own_name_are_no_figures() -> None:
    """200户 is part of what the project is called."""
    made = book([project(1, "老旧小区200户改造经费", "10000")], [("三", 1, "老旧小区200户改造经费1万元。")])
    assert figures(made) == [("1万元", "matched", "项目清单!H2")]


def test_a_goal_is_held_against_the_target_and_a_result_against_the_actual() -> None:
    """Where both are the same number, the sentence tells which of the two it speaks of."""
    listed = [project(1, "绿化养护", "1000", goal="计划养护绿地12处。", outcome="实际养护绿地12处。")]
    made = book(listed, [("三", 1, "绿化养护由街道组织。")], [indicator(2, 1, "养护绿地数", "12", "12", "处")])
    _, found = read_prose(made)
    sources = {figure.where.address: [cell.address for cell in figure.source] for figure in found}
    assert sources == {"项目清单!J2": ["绩效指标!F2"], "项目清单!K2": ["绩效指标!H2"]}
