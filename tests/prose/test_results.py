"""What the text tells of results agrees with goals, scores, indicators and itself."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pipeline.model.book import Payment
from tests.prose_support import book, indicator, project, raised

NAME = "环境整治经费"
GOAL = "全年开展环境整治行动，改善居民生活环境，建立长效机制。"
RESULTS = ("prose-pasted", "prose-future", "prose-unfinished", "prose-no-problems")
QUANTITIES = ("prose-two-values", "prose-goal-target")


def told(outcome: str, points: str = "90", text: str = "环境整治经费已使用。") -> set[tuple[str, str]]:
    """Give the findings about results of one project whose indicator earns these points of 90."""
    rows = [indicator(2, 1, "整治次数", "12", "12", "次", points=Decimal(points))]
    return raised(book([project(1, NAME, "1", goal=GOAL, outcome=outcome)], [("三", 1, text)], rows), *RESULTS)


@pytest.mark.parametrize("outcome", [GOAL, GOAL.replace("，", ""), f"完成情况：{GOAL}", f"已{GOAL}"])
def test_a_goal_pasted_as_result_is_a_warning_at_the_outcome(outcome: str) -> None:
    """Punctuation makes no difference."""
    assert told(outcome) == {("prose-pasted", "项目清单!K2")}


@pytest.mark.parametrize(
    "outcome",
    ["预计开展整治行动十二次。", "力争改善居民生活环境。", "整治行动将于年底前完成。", "整治行动将于2023年底前完成。"],
)
def test_a_result_told_as_a_plan_is_a_warning_at_the_outcome(outcome: str) -> None:
    """The year is over."""
    assert told(outcome) == {("prose-future", "项目清单!K2")}


@pytest.mark.parametrize(
    "outcome",
    [
        "部分点位尚未完成整治。",
        "二期工程2024年3月竣工。",
        "部分设备尚未安装完毕。",
        "二期工程结转2024年实施。",
        "仍在实施，年内开展了整治行动。",
    ],
)
def test_unfinished_work_at_full_marks_is_a_warning(outcome: str) -> None:
    """Not so where points were taken off for it."""
    assert told(outcome) == {("prose-unfinished", "项目清单!K2")}
    assert told(outcome, points="80") == set()


@pytest.mark.parametrize(
    "outcome",
    [
        "全年开展环境整治行动12次，居民生活环境得到改善。",
        "没有未完成的任务，不存在尚未验收的点位。",
        "下一步，力争巩固整治成果。",
        "2023年12月完成全部整治任务。",
        "成效争取到了居民认可，预计数与实际一致。",
    ],
)
def test_results_told_as_results_are_left_alone(outcome: str) -> None:
    """Negations, next steps and dates within the year are no contradiction."""
    assert told(outcome) == set()


@pytest.mark.parametrize(
    ("text", "points", "rules"),
    [
        ("无", "80", {("prose-no-problems", "报告正文!C3")}),
        ("不存在问题。", "80", {("prose-no-problems", "报告正文!C3")}),
        ("存在问题：无。", "80", {("prose-no-problems", "报告正文!C3")}),
        ("存在的主要问题及原因：暂无", "80", {("prose-no-problems", "报告正文!C3")}),
        ("存在问题：无长效机制。", "80", set()),
        ("（一）存在问题：暂无。", "80", {("prose-no-problems", "报告正文!C3")}),
        ("各项目实施情况良好，不存在问题。", "80", {("prose-no-problems", "报告正文!C3")}),
        ("项目实施情况良好，个别点位反复回潮。", "80", set()),
        ("无", "90", set()),
        ("部分点位反复回潮。", "80", set()),
    ],
)
def test_no_problems_while_points_were_lost_is_a_warning(text: str, points: str, rules: set[tuple[str, str]]) -> None:
    """Section five says 无 though an indicator was missed."""
    rows = [indicator(2, 1, "整治次数", "12", "10", "次", points=Decimal(points))]
    made = book([project(1, NAME, "1")], [("三", 1, NAME), ("五", None, text)], rows)
    assert raised(made, *RESULTS) == rules


def counted(goal: str, outcome: str = "已完成。", text: str = NAME) -> set[tuple[str, str]]:
    """Give the findings about quantities beside indicators 培训场次 12 → 10 场 and 群众满意度 90 → 95 %."""
    rows = [indicator(2, 1, "培训场次", "12", "10", "场"), indicator(3, 1, "群众满意度", "90", "95", "%")]
    return raised(book([project(1, NAME, "1", goal=goal, outcome=outcome)], [("三", 1, text)], rows), *QUANTITIES)


@pytest.mark.parametrize("goal", ["全年培训15场。", "开展培训15场，群众满意度达到90%以上。", "群众满意度不低于92%。"])
def test_a_goal_that_names_another_target_than_the_indicator_is_a_warning(goal: str) -> None:
    """Same noun, same unit, same project."""
    assert counted(goal) == {("prose-goal-target", "项目清单!J2")}


def test_a_result_that_names_another_number_than_the_indicator_is_critical() -> None:
    """Same noun, role and project; in the outcome or in a paragraph that tells what was reached."""
    assert counted("做好培训。", "全年培训11场。") == {("prose-two-values", "项目清单!K2")}
    assert counted("做好培训。", text="全年共完成培训场次11场。") == {("prose-two-values", "报告正文!C2")}


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("创建党建示范点4个。", {("prose-two-values", "报告正文!C2")}),
        ("建成党建示范点2个，平均每个投入11万元。", {("prose-two-values", "报告正文!C2")}),
        ("计划创建党建示范点4个。", {("prose-goal-target", "报告正文!C2")}),
        ("创建党建示范点3个。", set()),
        ("新创建党建示范点1个，累计3个。", set()),
        ("改造党建示范点1个。", set()),
        ("创建书香示范点4个。", set()),
    ],
)
def test_what_an_indicator_counts_is_known_with_what_was_done_to_it(text: str, rules: set[tuple[str, str]]) -> None:
    """创建党建示范点 counts what 党建示范点数量 does; what was only changed may be a part of it."""
    rows = [indicator(2, 1, "党建示范点数量", "3", "3", "个")]
    assert raised(book([project(1, NAME, "1")], [("三", 1, text)], rows), *QUANTITIES) == rules


@pytest.mark.parametrize(
    ("goal", "outcome"),
    [
        ("全年培训12场。", "全年培训10场，群众满意度95%。"),
        ("消防培训5场、急救培训7场。", "消防培训4场、急救培训6场。"),
        ("每季度培训3场。", "上半年培训4场。"),
        ("培训500人，惠及周边3100余人。", "其中党员培训3场。"),
        ("计划培训12场。", "计划培训12场，实际培训10场。"),
        ("群众满意度90%以上。", "群众满意度超过94%。"),
    ],
)
def test_other_nouns_roles_and_periods_are_two_things(goal: str, outcome: str) -> None:
    """500 people served and 3,100 nearby, planned 12 and reached 10."""
    assert counted(goal, outcome) == set()


@pytest.mark.parametrize(
    ("first", "second", "rules"),
    [
        ("服务退休人员500余人。", "服务退休人员600余人。", {("prose-two-values", "报告正文!C3")}),
        ("服务退休人员500余人。", "服务退休人员500余人。", set()),
        ("服务退休人员500余人，辐射周边居民3100余人。", "辐射周边居民3100余人。", set()),
        ("甲社区服务退休人员500余人。", "乙社区服务退休人员600余人。", set()),
        ("服务退休人员500余人。", "计划服务退休人员600余人。", set()),
        ("在甲社区，服务退休人员500人。", "在乙社区，服务退休人员600人。", set()),
    ],
)
def test_one_quantity_told_twice_has_one_value(first: str, second: str, rules: set[tuple[str, str]]) -> None:
    """In two cells of one project; of two projects they are two quantities."""
    projects = [project(1, NAME, "1"), project(2, "养老服务经费", "1")]
    assert raised(book(projects, [("三", 1, first), ("四.3", 1, second)]), *QUANTITIES) == rules
    assert raised(book(projects, [("三", 1, first), ("四.3", 2, second)]), *QUANTITIES) == set()


def test_claims_without_any_ledger_are_one_note_with_every_place() -> None:
    """Nothing is proven where there is no 支付明细; nothing is accused either."""
    rows = [("三", 1, "环境整治经费专款专用。"), ("二", None, "5000元以上报请行政办公会审议。")]
    made = book([project(1, NAME, "1")], rows)
    assert raised(made) == {("prose-unproven", "报告正文!C2")}


@pytest.mark.parametrize(
    ("text", "starts", "rules"),
    [
        ("5000元以上报请行政办公会审议。", {}, {("prose-unproven", "报告正文!C3")}),
        ("5,000元（含）以上的支出，事前报请行政办公会研究。", {"party_from": 1}, {("prose-unproven", "报告正文!C3")}),
        (
            "5000元以上报请行政办公会，10万元以上报请党工委会。",
            {"office_from": 500000},
            {("prose-unproven", "报告正文!C3")},
        ),
        ("5000元以上报请行政办公会审议。", {"office_from": 500000}, set()),
        ("重大支出报请行政办公会审议，专款专用。", {}, set()),
    ],
)
def test_meetings_claimed_from_an_amount_that_is_not_declared_are_a_note(
    text: str, starts: dict[str, int], rules: set[tuple[str, str]]
) -> None:
    """The ledger is there, and nothing to hold it against."""
    paid = Payment(2, 1, date(2023, 6, 1), "记-1", amount=100)
    made = book([project(1, NAME, "1")], [("三", 1, "已开展。"), ("四.2", None, text)], payments=(paid,), **starts)
    assert raised(made) == rules
