"""One quantity is told in one value: same noun, role and project, in the text and beside the indicators."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.prose_support import book, indicator, project, raised

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.model.book import Indicator

RULES = ("prose-two-values", "prose-goal-target")
ROWS = (
    indicator(2, 1, "培训党员人数", "120", "118", "人"),
    indicator(3, 1, "群众满意度", "90", "95", "%"),
    indicator(4, 1, "清理河道长度", "12", "12", "公里"),
)
TWICE = (
    ("培训党员120名。", "全年共培训130名党员。"),
    ("走访困难群众86户。", "共走访困难群众96户。"),
    ("服务退休人员500余人。", "项目建成后，服务退休人员600余人。"),
    ("辐射周边居民1200户3100余人。", "辐射周边居民1300户3100余人。"),
    ("改造背街小巷12条。", "完成改造背街小巷13条。"),
    ("清查企业、个体户共计13776户。", "清查企业、个体户13876户。"),
    ("建设面积997.53平方米。", "建设面积约998.63平方米。"),
    ("群众满意度达到96%。", "群众满意度达97%。"),
    ("合同金额36万元。", "合同金额35万元。"),
    ("补助文昌社区26.15万元。", "补助文昌社区26.35万元。"),
    ("支出48.65万元，清运垃圾320吨。", "支出48.65万元，执行率81.08%，全年清运垃圾360吨。"),
    ("环境整治经费支出48.65万元，走访困难群众86户。", "走访困难群众96户。"),
    ("经审核，辖区有38名残疾学生符合补助条件。", "经审核，辖区有39名残疾学生符合补助条件。"),
)
APART = (
    ("培训党员120名。", "计划培训党员130名。"),
    ("培训党员120名。", "培训群众130名。"),
    ("支出48.65万元，清运垃圾320吨。", "支出48.65万元，计划清运垃圾360吨。"),
    ("支出48.65万元，清运垃圾320吨。", "支出8.65万元用于东片，清运垃圾36吨。"),
    ("支出48.65万元，清运垃圾320吨。", "支出48.65万元，其中清运垃圾36吨。"),
    ("培训党员120名。", "其中培训党员30名。"),
    ("培训党员120名。", "上半年培训党员60名。"),
    ("培训党员120名。", "甲社区培训党员60名。"),
    ("培训党员120名。", "培训党员300人次。"),
    ("走访困难群众86户。", "春节期间走访困难群众36户。"),
    ("每月走访困难群众8户。", "走访困难群众96户。"),
    ("服务退休人员500余人。", "服务退休人员520人。"),
    ("建设面积997.53平方米。", "建设面积约1000平方米。"),
    ("拨付资金20万元。", "拨付资金10万元。"),
    ("首批拨付资金20万元。", "第二批拨付资金10万元。"),
    ("在甲社区，服务退休人员500人。", "在乙社区，服务退休人员600人。"),
    ("保障9个搭伙单位就餐。", "开展保障9个搭伙单位就餐。"),
)


def told(
    first: str | None,
    second: str | None = None,
    *,
    number: int | None = 1,
    rows: Sequence[Indicator] = (),
    **cells: str,
) -> set[tuple[str, str]]:
    """Give the findings where the first text stands in section three and the second in section four."""
    projects = [project(1, "社区治理专项经费", "300000", **cells), project(2, "职工食堂补助经费", "828483.78")]
    paragraphs = [("三", 2, "工作已开展。"), ("三", 1, first), ("四.3", number, second)]
    return raised(book(projects, [row for row in paragraphs if row[2]], rows), *RULES)


@pytest.mark.parametrize(("first", "second"), TWICE)
def test_two_values_of_one_quantity_are_critical_at_the_later_text(first: str, second: str) -> None:
    """By 项目序号, by the project's name in a paragraph of none, or in the result; nothing where projects differ."""
    assert told(first, second) == {("prose-two-values", "报告正文!C4")}
    if not second.startswith("经审核"):
        assert told(first, f"社区治理专项经费{second}", number=None) == {("prose-two-values", "报告正文!C4")}
    assert told(first, outcome=second) == {("prose-two-values", "项目清单!K2")}
    assert told(first, second, number=2) == set()


@pytest.mark.parametrize("second", ["2:1", "3:1"])
def test_a_rough_ratio_is_held_against_the_one_before_it(second: str) -> None:
    """约2:1 has no last digit that it could be off by."""
    found = told("值班与备勤人员的配备比例约2:1。", f"值班与备勤人员的配备比例约{second}。")
    assert found == ({("prose-two-values", "报告正文!C4")} if second == "3:1" else set())


@pytest.mark.parametrize(("first", "second"), APART)
def test_other_nouns_roles_periods_and_places_are_two_quantities(first: str, second: str) -> None:
    """Planned 50 and reached 48; a part, an average, another place."""
    assert told(first, second) == set()
    assert told(second, first) == set()


@pytest.mark.parametrize(
    "goal",
    ["培训党员130名。", "全年培训130名党员。", "群众满意度92%以上。", "清理河道15公里。", "清理河道长度不少于15千米。"],
)
def test_a_goal_beside_its_indicators_target(goal: str) -> None:
    """名 and 人, 千米 and 公里 are one unit; the noun may stand on either side of its number."""
    assert told(None, goal=goal, rows=ROWS) == {("prose-goal-target", "项目清单!J2")}


@pytest.mark.parametrize(
    ("third", "goal", "unit"),
    [
        ("路灯安装数量", "安装路灯{}盏，照亮村道。", "盏"),
        ("公墓维护数量", "维护公墓{}处。", "处"),
        ("垃圾清运量", "全年清运垃圾{}吨。", "吨"),
        ("老旧小区改造个数", "改造老旧小区{}个，惠及居民。", "个"),
        ("村道硬化里程", "硬化村道{}公里。", "公里"),
    ],
)
def test_a_goal_that_turns_the_words_of_its_indicator_round(third: str, goal: str, unit: str) -> None:
    """安装路灯 is what 路灯安装数量 counts: held in goal and result; 更换路灯 is another thing."""
    rows = [indicator(2, 1, third, "85", "92", unit)]
    assert told(None, goal=goal.format(68), rows=rows) == {("prose-goal-target", "项目清单!J2")}
    assert told(None, goal=goal.format(85), rows=rows) == set()
    assert told(None, outcome=goal.format(68), rows=rows) == {("prose-two-values", "项目清单!K2")}
    assert told(None, outcome=goal.format(92), rows=rows) == set()


@pytest.mark.parametrize("goal", ["更换路灯68盏。", "安装路灯杆68盏。", "灯路安装68盏。", "安装景观路灯68盏。"])
def test_other_words_than_those_of_the_indicator_are_another_thing(goal: str) -> None:
    """One word more, another verb, or signs in any order."""
    assert told(None, goal=goal, rows=[indicator(2, 1, "路灯安装数量", "85", "92", "盏")]) == set()


@pytest.mark.parametrize(
    "goal",
    ["培训党员120名。", "全年培训120名党员。", "群众满意度90%以上。", "培训党员120余人次。", "培训入党积极分子30名。"],
)
def test_a_goal_that_sets_the_target_or_another_is_left_alone(goal: str) -> None:
    """Other people, other units of counting."""
    assert told(None, goal=goal, rows=ROWS) == set()


@pytest.mark.parametrize("outcome", ["共培训党员119名。", "实际培训党员130人。", "群众满意度96%。", "清理河道13公里。"])
def test_a_result_beside_its_indicators_actual(outcome: str) -> None:
    """In 完成情况, and in a paragraph that says that it was reached."""
    assert told(None, outcome=outcome, rows=ROWS) == {("prose-two-values", "项目清单!K2")}
    reached = outcome if outcome[0] in "共实" else f"已{outcome}"
    assert told(reached, rows=ROWS) == {("prose-two-values", "报告正文!C3")}


def test_a_sentence_copied_with_another_digit_is_found_in_the_goal_too() -> None:
    """一（二） repeats 绩效目标 word for word: both are plans, so their numbers are the same."""
    goal = "为保障困难学生受教育的权利，经审核有38名残疾学生符合补助条件，核拨助学资金11400元。"
    projects = [project(1, "助学补助资金", "11400", goal=goal)]
    paragraphs = [("三", 1, "助学补助资金已发放。"), ("一（二）", 1, goal.replace("38", "39"))]
    assert raised(book(projects, paragraphs), *RULES) == {("prose-two-values", "项目清单!J2")}
    paragraphs[1] = ("一（二）", 1, goal)
    assert raised(book(projects, paragraphs), *RULES) == set()


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("全年清理沟渠43.5公里。", False),
        ("清理沟渠43.5公里，共投入30万元。", False),
        ("全年清理沟渠43.6公里。", True),
        ("计划清理沟渠43.5公里。", True),
    ],
)
@pytest.mark.parametrize("source", ["outcome", "indicator"])
def test_a_result_in_the_section_of_goals_and_results_is_no_other_goal(
    source: str, text: str, *, accused: bool
) -> None:
    """一（二） tells goals and results: what 完成情况 or an indicator reached may stand there beside a smaller goal."""
    outcome = "清理沟渠43.5公里。" if source == "outcome" else "清理沟渠已全部完成。"
    projects = [project(1, "人居环境整治", "300000", goal="清理沟渠42公里。", outcome=outcome)]
    rows = (indicator(2, 1, "沟渠长度", "42", "43.5", "公里"),) if source == "indicator" else ()
    found = raised(book(projects, [("一（二）", 1, text), ("三", 1, "已开展。")], rows), *RULES)
    assert found == ({("prose-two-values", "项目清单!J2")} if accused else set())


def test_a_long_result_copied_out_of_the_goal_is_no_other_goal() -> None:
    """The words are those of the goal, the number that of 完成情况."""
    goal = "为辖区六十岁以上老年人提供助餐服务12000人次。"
    done = goal.replace("12000", "12650")
    projects = [project(1, "老年助餐", "300000", goal=goal, outcome=done)]
    sound, wrong = ([("一（二）", 1, it), ("三", 1, "已开展。")] for it in (done, goal.replace("12000", "12560")))
    assert raised(book(projects, sound), *RULES) == set()
    assert raised(book(projects, wrong), *RULES) == {("prose-two-values", "项目清单!J2")}


@pytest.mark.parametrize(
    ("goal", "accused"),
    [
        ("培训党员130名，年中调减为120名。", False),
        ("培训党员130名，年中调减为125名。", True),
        ("培训党员130名，走访群众120名。", True),
    ],
)
def test_a_goal_that_was_moved_to_the_target_is_no_other_target(goal: str, *, accused: bool) -> None:
    """The goal says first what was planned and then what it became."""
    assert told(None, goal=goal, rows=ROWS) == ({("prose-goal-target", "项目清单!J2")} if accused else set())
