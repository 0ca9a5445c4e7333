"""Projects are named as in the list and described, and no other unit or year slips in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.checks.prose import read_prose
from pipeline.model.book import Place
from pipeline.model.cells import Cell
from tests.prose_support import book, project, raised

LONG = "2023年社区综合养老服务中心建设补助经费"


def named(text: str, section: str = "三", short: str | None = None) -> set[tuple[str, str]]:
    """Give the findings of rule 45 for one paragraph about one project."""
    return raised(book([project(1, LONG, "1000000", short=short)], [(section, 1, text)]), "prose-name")


@pytest.mark.parametrize(
    "text",
    [
        "社区综合养老服务中心补助经费100万元，用于修缮。",
        "综合养老服务中心建设补助资金，用于修缮。",
        "养老服务中心建设100万元，用于修缮。",
        "社区综合养老服务站建设补助经费按季拨付，专人管理。",
        "社区综合养老服务用房修缮补助经费按季拨付，专人管理。",
    ],
)
def test_a_name_that_is_almost_the_lists_is_a_warning_at_the_paragraph(text: str) -> None:
    """The paragraph begins with what is meant to be the project's name."""
    assert named(text) == {("prose-name", "报告正文!C2")}


@pytest.mark.parametrize(
    "text",
    [
        f"{LONG}100万元，用于修缮。",
        "街道召开会议研究养老服务工作。",
        "为推动养老服务中心建设工作，街道开展修缮。",
        "主要用于修缮。",
        f"{LONG[5:]}按季拨付，用于修缮。",
        f"{LONG[:9]} {LONG[9:]}按季拨付，用于修缮。",
        "社区综合养老服务中心建设补助及时到位，用于修缮。",
        "养老服务中心建设12处，惠及老人1.2万人次。",
        "{预算项目}支出{支出万元}。",
    ],
)
def test_exact_names_tokens_and_sentences_without_a_name_are_left_alone(text: str) -> None:
    """Speaking of the matter is not naming the project."""
    assert named(text) == set()


def test_the_short_name_of_the_list_may_be_used() -> None:
    """简称 is allowed."""
    assert named("养老中心100万元，用于修缮。", short="养老中心") == set()


def test_projects_without_a_word_in_section_three_are_one_warning_with_their_number_and_money() -> None:
    """Cells: the 预算项目 of each; described are those with a row or named in another's."""
    projects = [project(number, f"第{number}类专项工作经费", f"{number}000") for number in range(1, 5)]
    rows = [("三", 1, "已开展。"), ("三", None, "第2类专项工作经费同步开展。"), ("一（二）", 3, "目标。")]
    findings, _ = read_prose(book(projects, rows))
    (finding,) = [it for it in findings if it.rule.id == "prose-undescribed"]
    assert [cell.address for cell in finding.cells] == ["项目清单!B4", "项目清单!B5"]
    assert ("2个项目" in finding.message, "7,000.00元" in finding.message) == (True, True)


def test_where_every_project_is_described_nothing_is_said() -> None:
    """A row with the project's number in section three is a description."""
    assert raised(book([project(1, LONG, "1")], [("三", 1, "已开展。")]), "prose-undescribed") == set()


def test_where_the_text_itself_could_not_be_read_no_project_is_called_undescribed() -> None:
    """No row, no column 章节, an unread 章节 or 项目序号, a blank 正文: each is reported for itself."""
    listed = [project(1, LONG, "1")]
    made = book(listed, [("三", 1, "已开展。")])
    without = {**made.places, "paragraphs": Place("报告正文", 1, {"project": 2, "text": 3})}
    silent = [
        book(listed),
        replace(book(listed, [(None, 1, "已开展。")]), places=without),
        book(listed, [(None, 1, "已开展。")]),
        replace(book(listed, [("三", None, "已开展。")]), unread=frozenset({Cell("报告正文", 2, 2)})),
        book(listed, [("三", 7, "已开展。")]),
        book(listed, [("三", 1, None)]),
        book([replace(listed[0], number=None)], [("三", None, "已开展。")]),
    ]
    assert [raised(each, "prose-undescribed") for each in silent] == [set()] * len(silent)


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("虎城街道办事处严格按预算执行。", {("prose-other-unit", "报告正文!C2")}),
        ("龙城街道办事处严格按预算执行。", set()),
        ("各街道办事处、社区共同参与。", set()),
        ("由区级部门、街道办事处组成专班。", set()),
        ("2022年街道按计划启动，2023年全面铺开。", set()),
        ("2022年，街道各部门扎实推进。", {("prose-other-year", "报告正文!C2")}),
        ("2022年度本校各项工作按计划完成。", {("prose-other-year", "报告正文!C2")}),
        ("2022年我院严格执行财务制度。", {("prose-other-year", "报告正文!C2")}),
        ("2022年我校被评为文明校园。", set()),
        ("较2022年我校各项支出下降。", set()),
        ("2022年度项目支出绩效自评工作已经完成。", {("prose-other-year", "报告正文!C2")}),
        ("成立自评小组，对2022年度项目开展自评。", {("prose-other-year", "报告正文!C2")}),
        ("2023年，街道各部门扎实推进，较2022年街道各项支出下降。", set()),
        ("按照《2022年项目支出绩效管理办法》执行。", set()),
    ],
)
def test_other_units_and_other_years_are_a_warning(text: str, rules: set[tuple[str, str]]) -> None:
    """Copied from another unit's or last year's report."""
    made = book([project(1, LONG, "1")], [("四.1", None, text)])
    assert raised(made, "prose-other-unit", "prose-other-year") == rules


@pytest.mark.parametrize("typed", ["村(社区)运转经费", "村（社区） 运转经费", "村 (社区)　运转 经费"])
def test_an_amount_behind_a_name_with_other_brackets_or_blanks_is_held(typed: str) -> None:
    """To whoever reads it is the project's name, and the amount behind it the project's."""
    projects = [project(1, "村（社区）运转经费", "1000000"), project(2, "绿化经费", "200000")]
    for amount, accused in (("100万元", set()), ("110万元", {("prose-amount", "报告正文!C2")})):
        made = book(projects, [("四.1", None, f"今年{typed}{amount}，按季拨付。")])
        assert raised(made, "prose-amount") == accused


@pytest.mark.parametrize(
    ("section", "text", "accused"),
    [
        ("三", "社区治理专项经费全年预算30万元，支出30万元。", True),
        ("三", "2023年，“社区治理专项经费”支出30万元。", True),
        ("一（二）", "社区治理专项经费预算30万元。", True),
        ("三", "社区治理专项经费与本项目统筹实施，支出82.85万元。", False),
        ("三", "社区治理专项经费支出30万元，本项目支出82.85万元。", False),
        ("三", "职工食堂补助经费支出82.85万元，社区治理专项经费支出30万元。", False),
        ("三", "与社区治理专项经费支出口径相同。", False),
        ("三", "社区治理专项经费的做法同样适用。", False),
        ("四.1", "社区治理专项经费支出30万元。", False),
    ],
)
def test_an_item_that_opens_with_the_money_of_another_project_is_a_reminder(
    section: str, text: str, *, accused: bool
) -> None:
    """Its number or its text is wrong; where its own project is named, or no money told, it is left alone."""
    projects = [project(1, "社区治理专项经费", "300000"), project(2, "职工食堂补助经费", "828483.78", short="食堂补助")]
    rows = [("三", 1, "社区治理专项经费已使用。"), ("三", None, "以上。"), (section, 2, text)]
    found = raised(book(projects, rows), "prose-other-project")
    assert found == ({("prose-other-project", "报告正文!C4")} if accused else set())


def test_projects_of_one_name_are_not_told_apart() -> None:
    """Two rows of one name with other funds: either may be meant."""
    projects = [project(1, "健身路径更新", "300000"), project(2, "健身路径更新", "200000", funding="上年结转资金")]
    assert raised(book(projects, [("三", 2, "健身路径更新支出20万元。")]), "prose-other-project") == set()


@pytest.mark.parametrize(
    ("unit", "text", "accused"),
    [
        ("青石桥初级中学", "红旗中学组织各科室开展自评。", True),
        ("青石桥初级中学", "红旗初级中学成立自评小组。", True),
        ("青石桥初级中学", "青石桥中学成立自评小组。", False),
        ("青石桥初级中学", "辖区初级中学成立联盟。", False),
        ("青石桥初级中学", "与红旗中学开展联合教研。", False),
        ("柳林镇中心卫生院", "石桥镇中心卫生院成立自评小组。", True),
        ("柳林镇中心卫生院", "柳林镇卫生院成立自评小组。", False),
        ("柳林镇卫生院", "中心卫生院成立自评小组。", False),
        ("柳林镇卫生院", "两所卫生院成立医联体。", False),
        ("东关司法所", "西关司法所组织自评。", True),
        ("沂源市水务局", "沂水市水务局组织开展绩效自评。", True),
        ("临川县文化和旅游局", "南山县文化和旅游局组织自评。", True),
        ("临川县文化和旅游局", "临川县教育局组织自评。", False),
    ],
)
def test_another_school_clinic_or_office_of_the_same_kind_is_another_unit(
    unit: str, text: str, *, accused: bool
) -> None:
    """Where it does what only the unit itself does; what it is short for, and its like in general, are left alone."""
    made = book([project(1, "补助", "300000")], [("三", 1, "补助已发放。"), ("四.1", None, text)], unit=unit)
    assert raised(made, "prose-other-unit") == ({("prose-other-unit", "报告正文!C3")} if accused else set())


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("青川县教育局2023年自评项目2个。", True),
        ("青川县教育局承担义务教育职责。", True),
        ("云岭县教育局2023年自评项目2个。", False),
        ("云州市教育局2023年下达补助30万元。", False),
        ("与青川县教育局2023年签订协议。", False),
        ("青川县教育局、云岭县教育局2023年联合开展检查。", False),
    ],
)
def test_another_county_s_office_of_the_same_kind_is_another_unit(text: str, *, accused: bool) -> None:
    """云岭县教育局 knows 青川县教育局 at the head of a sentence; the office of the city above is left alone."""
    made = book(
        [project(1, "补助", "300000")], [("三", 1, "补助已发放。"), ("一（一）", None, text)], unit="云岭县教育局"
    )
    assert raised(made, "prose-other-unit") == ({("prose-other-unit", "报告正文!C3")} if accused else set())


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("路灯电费12.9万元，占项目支出的六成。", False),
        ("镇区路灯电费12.9万元，占项目支出的六成。", False),
        ("镇区路灯电费及维修18.77万元。", True),
    ],
)
def test_one_part_of_a_name_that_joins_two_is_a_part_and_no_other_name(text: str, *, accused: bool) -> None:
    """路灯电费 of 镇区路灯电费及维护; the whole name mistyped is still found."""
    made = book([project(1, "镇区路灯电费及维护", "187654.32", short="路灯维护")], [("三", 1, text)])
    assert raised(made, "prose-name") == ({("prose-name", "报告正文!C2")} if accused else set())


def test_a_project_without_money_needs_no_section_three() -> None:
    """That it had no budget and spent nothing is told at its amounts."""
    projects = [project(1, "社区治理专项经费", "300000"), project(2, "应急储备", "0")]
    assert raised(book(projects, [("三", 1, "社区治理专项经费已使用。")]), "prose-undescribed") == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2022年，绿化经费支出20万元。", {("prose-other-year", "报告正文!C2")}),
        ("2023年，绿化经费支出20万元。", set()),
        ("2022年，绿化经费支出18万元。", set()),
        ("2022年绿化经费20万元转为民生专项。", set()),
    ],
)
def test_this_years_spending_under_another_year_is_a_warning(text: str, found: set[tuple[str, str]]) -> None:
    """A sentence copied from last year whose amount was renewed; last year's own amount is last year's."""
    made = book([project(1, "绿化经费", "200000")], [("三", None, text)])
    assert raised(made, "prose-other-year") == found
