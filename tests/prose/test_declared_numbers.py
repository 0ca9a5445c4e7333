"""Number of projects, total and score must be those of the list and of 基本信息, however the sentence puts them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.prose.places import told
from tests.prose_support import book, project, raised

WRONG = (
    "2023年自评项目2个，全年预算122.85万元，支出112.58万元。",
    "2023年度2个项目，支出112.58万元，执行率91.86%。",
    "2023年自评项目2个，支出112.85元。",
    "2023年度两个项目全年预算123.85万元，支出112.85万元。",
    "2023年度两个项目支出111.85万元。",
    "将下列200万元以下的9个项目合并自评。",
    "将下列206万元以下的2个项目合并自评。",
    "纳入自评的项目共99个。",
    "自评项目共99个。",
    "本次自评涉及项目99个。",
    "本次自评共99个项目。",
    "街道共有99个项目纳入绩效自评。",
    "上述项目共计99个，支出合计112.85万元。",
    "全部99个项目均按计划实施。",
    "项目数量为99个。",
    "项目共99个。",
    "本年度200万元以下项目共99个。",
    "共涉及99个项目。",
    "将99个项目合并开展自评。",
    "项目总支出113.85万元。",
    "上述项目共支出113.85万元。",
    "2个项目全年共支出113.85万元。",
    "项目支出合计1,138,483.78元。",
    "自评平均得分97.5分。",
    "社区治理项目自评得分为82.5分。",
    "项目自评综合得分97.5分。",
    "自评得分97.5。",
    "社区治理项目自评得分为82.5分。",
    "项目支出总额为113.85万元。",
    "全年支出合计为113.85万元。",
    "上述2个项目合计支出113.85万元。",
    "项目平均得分为97.5分。",
    "2023年度本单位共有3个项目，合计支出112.85万元。",
    "2023年，街道共实施项目5个，总支出112.85万元。",
    "2023年共安排3个项目，支出合计1,128,483.78元。",
    "本报告包括3个项目。",
    "2023年安排项目3个，全年预算122.85万元，支出112.85万元。",
    "2023年本街道3个项目全年预算122.85万元。",
    "龙城街道将2个项目合并开展绩效自评，全年预算122.58万元，支出112.85万元。",
    "2023年全年预算122.85万元，支出113.85万元。",
    "2023年全年预算122.85万元，全年执行113.85万元。",
    "2023年支出112.85万元，全年预算122.58万元。",
    "龙城街道将2个项目合并开展绩效自评，全年预算122.85万元，支出112.85万元，执行率98.16%。",
    "2个项目中有2个执行率达到95%以上。",
    "两个项目中，支出超过90万元的项目有2个。",
    "全年结余资金11.00万元，全部交回财政。",
    "支出占全年预算的91.68%。",
)
RIGHT = (
    "2个项目中有1个执行率达到95%以上。",
    "两个项目中，支出超过90万元的项目有0个。",
    "全年结余资金10.00万元，全部交回财政。",
    "支出占全年预算的91.86%。",
    "上半年支出占全年预算的91.68%。",
    "其中上年结转形成的结余11.00万元。",
    "2023年自评项目2个，全年预算122.85万元，支出112.85万元，执行率91.86%。",
    "2022年自评项目1个，2023年自评项目2个。",
    "2023年度两个项目全年预算122.85万元，支出112.85万元。",
    "其中一个项目支出30万元。",
    "2023年安排项目2个，全年预算122.85万元，支出112.85万元。",
    "三个项目支出30万元，由区级安排。",
    "本次1个项目，支出30万元。",
    "2个项目中，支出10万元以下的1个，80万元以上的1个。",
    "2023年2个项目，支出10万元（含）至100万元的2个。",
    "2023年自评项目2个，支出80万元以上的1个。",
    "将下列200万元以下的2个项目合并自评。",
    "纳入自评的项目共2个。",
    "自评项目共2个。",
    "本次自评共2个项目。",
    "其中1个项目为上年结转。",
    "上述项目共计2个，支出合计112.85万元。",
    "项目涉及9个搭伙单位。",
    "全部2个项目均按计划实施，涉及11个社区。",
    "2023年，龙城街道共实施民生项目12个。",
    "完成老旧小区改造项目5个。",
    "全区共有99个项目。",
    "自评得分98.5分，其中社区治理得分99分。",
    "各社区共申报项目36个。",
    "街道共争取上级项目3个。",
    "2023年，龙城街道共实施99个项目。",
    "全区自评项目共99个。",
    "各指标平均得分为97.5分。",
    "项目平均得分98.5分。",
    "2023年度本单位共有2个项目，合计支出112.85万元。",
    "街道共实施建设项目45个，支出112.85万元。",
    "12个村实施项目45个，支出112.85万元。",
    "街道共实施项目45个，支出98.6万元。",
    "街道共实施45个子项目，支出112.85万元。",
    "2022年街道共实施项目4个，支出112.85万元。",
    "龙城街道将2个项目合并开展绩效自评，全年预算122.85万元，支出112.85万元，执行率91.86%。",
    "社区治理项目自评得分为97.5分。",
    "2023年全年预算122.85万元，全年执行112.85万元，其中民生支出30万元。",
    "2023年收入212.85万元，支出190.6万元。",
    "2023年街道收入总计3,210.45万元，支出总计3,158.2万元，年末结转52.25万元。",
)


@pytest.mark.parametrize("section", ["一（一）", "一（二）"])
@pytest.mark.parametrize("text", WRONG)
def test_another_number_than_the_declared_one_is_critical(text: str, section: str) -> None:
    """2 projects, 1,128,483.78 yuan, 98.5 points."""
    assert told(text, section, number=None) == {("prose-declared", "报告正文!C4")}


@pytest.mark.parametrize("section", ["一（一）", "一（二）"])
@pytest.mark.parametrize("text", RIGHT)
def test_the_declared_numbers_and_numbers_of_other_things_are_left_alone(text: str, section: str) -> None:
    """Some of the projects, other units' projects, sites and kinds of work."""
    assert told(text, section, number=None) == set()


def test_a_text_that_says_what_is_declared_is_not_accused_of_the_lists_mistake() -> None:
    """A row lost or mistyped contradicts 合计, 支出合计 and 项目数量: that is one mistake, and the text is right."""
    listed = [project(1, "社区治理专项经费", "300000")]
    text = [("一（一）", None, "上述项目共计2个，支出合计112.85万元。"), ("三", 1, "社区治理专项经费已使用。")]
    assert raised(book(listed, text, control=112_848_378, count=2)) == set()
    assert raised(book(listed, text, control=112_848_378, count=3)) == {("prose-declared", "报告正文!C2")}


@pytest.mark.parametrize(
    ("budget", "rate", "found"),
    [
        ("122.85万元", "91.86%", set()),
        ("122.85万元", "90.86%", {("prose-declared", "报告正文!C2")}),
        ("121.85万元", "91.86%", {("prose-declared", "报告正文!C2")}),
    ],
)
def test_budget_and_rate_of_all_are_held_to_the_total_row_too(
    budget: str, rate: str, found: set[tuple[str, str]]
) -> None:
    """Where an amount of the list is mistyped and 合计 is right, the text is right; a third number is its own."""
    listed = [project(1, "社区治理专项经费", "30", "400000"), project(2, "职工食堂补助经费", "828483.78")]
    total = replace(project(3, "合计", "1128483.78", "1228483.78"), number=None)
    text = f"上述项目共计2个，全年预算{budget}，支出112.85万元，执行率{rate}。"
    assert raised(replace(book(listed, [("一（一）", None, text)]), total=total), "prose-declared") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("项目全年预算168万元，支出159.6万元，执行率95%。", set()),
        ("项目全年预算168万元，支出189.6万元，执行率95%。", {("prose-declared", "报告正文!C2")}),
        ("2023年度项目全年预算186万元，支出159.6万元。", {("prose-declared", "报告正文!C2")}),
        ("党校全年一般公共预算支出1260万元。", set()),
        ("党校全年预算1260万元，支出1200万元。", set()),
    ],
)
def test_the_one_project_of_a_report_is_all_of_it(text: str, found: set[tuple[str, str]]) -> None:
    """项目全年预算……，支出…… speaks of it also without its number; the unit's own money is another."""
    one = project(1, "主体班次培训", "1596000", "1680000", initial=168_000_000)
    rows = [("一（一）", None, text), ("三", 1, "培训已完成。")]
    assert raised(book([one], rows), "prose-declared", "prose-amount") == found


@pytest.mark.parametrize(("initial", "found"), [("120万元", set()), ("210万元", {("prose-declared", "报告正文!C2")})])
def test_the_budget_of_the_years_beginning_is_held_to_the_list(initial: str, found: set[tuple[str, str]]) -> None:
    """年初预算 of all projects; where one has none nothing is said."""
    listed = [
        project(1, "社区治理专项经费", "30", initial=40_000_000),
        project(2, "食堂经费", "80", initial=80_000_000),
    ]
    rows = [("一（一）", None, f"本次自评2个项目，年初预算{initial}。")]
    assert raised(book(listed, rows), "prose-declared") == found
    assert raised(book([listed[0], replace(listed[1], initial=None)], rows), "prose-declared") == set()
