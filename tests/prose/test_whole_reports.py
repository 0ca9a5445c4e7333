"""Sentences out of whole reports of many offices that say the truth, and each with one wrong figure beside it."""

from __future__ import annotations

import pytest

from tests.prose_support import book, project, raised

RULES = ("prose-share", "prose-parts", "prose-product", "prose-amount", "prose-growth", "prose-two-values")
C2, C3 = "报告正文!C2", "报告正文!C3"


def told(*texts: str) -> set[tuple[str, str]]:
    """Give the findings where these texts are the rows of one project: budget 540.8, 523.04 of them spent."""
    one = project(1, "农村饮水安全巩固提升", "5230417.66", "5408000", short="饮水安全", initial=520_000_000)
    return raised(book([one], [("三", 1, text) for text in texts]), *RULES)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("汛前完成42座，1座于5月20日完成，汛前完成率97.67%。", False),
        ("计划完成43座，汛前完成42座，汛前完成率97.67%。", False),
        ("计划完成43座，汛前完成42座，汛前完成率96.77%。", True),
        ("11条小巷中10条一次验收合格，一次验收合格率为90.9%。", False),
        ("抽检11条，一次验收合格10条，合格率90.9%。", False),
        ("抽检11条，一次验收合格10条，合格率99.9%。", True),
        ("康复有效63名，有效率87.5%；入园入学44名，占61.1%。", False),
        ("救助72名，其中康复有效63名，有效率87.5%；入园入学44名，占61.1%。", False),
    ],
)
def test_a_rate_is_held_to_the_figures_its_own_words_name(text: str, *, found: bool) -> None:
    """Not to one whose words belong to the figure before, nor to a part with a rate of its own; 一次 is no count."""
    assert told(text) == ({("prose-share", C2)} if found else set())


PARTS = "饮水安全支出523.04万元，其中当年财政拨款502.24万元，上年结转资金20.8万元。"


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ((PARTS, "执行率96.72%，结余17.76万元，为审计核减。"), set()),
        ((PARTS, "年末结余17.76万元。"), set()),
        ((PARTS, "与年初预算520万元相比，结余17.76万元。"), set()),
        (("饮水安全支出523.04万元，其中管网材料400万元。", "其余123.04万元为施工费。"), set()),
        (("饮水安全支出523.04万元，其中管网材料400万元。", "其余132.04万元为施工费。"), {("prose-parts", C2)}),
    ],
)
def test_what_a_budget_has_left_is_no_part_of_the_spending_told_before(
    texts: tuple[str, str], found: set[tuple[str, str]]
) -> None:
    """结余 in the next row is left of the budget; 其余 there is left of the amount that was divided."""
    assert told(*texts) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全年预算由年初的520万元调整为540.8万元，增加20.8万元。", False),
        ("全年预算由年初的520万元调整为540.8万元，增加28.0万元。", True),
        ("全年预算由年初的520万元调整为540.8万元，追加25.8万元，调减5万元。", False),
        ("合同价由96万元调减为91.2万元，调减4.8万元。", False),
        ("合同价由96万元调减为91.2万元，调减8.4万元。", True),
        ("站点由76个增加到112个，净增36个。", False),
        ("站点由76个增加到112个，净增38个。", True),
        ("方案由3次增加到5次，增加会议20场。", False),
    ],
)
def test_a_budget_moved_from_one_amount_to_another_moved_by_what_is_told(text: str, *, found: bool) -> None:
    """调整为, 调减为 and 净增 like 增加到; two moves are told together, and another unit counts another thing."""
    assert told(text) == ({("prose-growth", C2)} if found else set())


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("支出523.04万元。", "支出由装备款300万元、租库费200.04万元和运费23万元构成。"), set()),
        (("支出523.04万元。", "支出由装备款300万元、租库费204万元和运费23万元构成。"), {("prose-parts", C2)}),
        (("支出523.04万元。", "工程支出由材料费300万元和人工费100万元构成。"), set()),
        (("预算540.8万元。", "支出由装备款300万元和租库费200.04万元构成。"), set()),
    ],
)
def test_what_the_spending_is_made_of_makes_the_spending_told_before(
    texts: tuple[str, str], found: set[tuple[str, str]]
) -> None:
    """支出由……构成 without its own whole is of the project's 支出 that the item told; 工程支出 is another."""
    assert told(*texts) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("年度目标64个，上半年完成21个，下半年完成31个，全年完成52个。", set()),
        ("年度目标64个，上半年完成21个，下半年完成31个，全年完成53个。", {("prose-parts", C2)}),
        ("全年完成52个，其中上半年21个、下半年32个。", {("prose-parts", C2)}),
    ],
)
def test_halves_of_a_year_make_what_was_done_not_what_was_planned(text: str, found: set[tuple[str, str]]) -> None:
    """年度目标 is no sum of what the two halves did."""
    assert told(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全镇预算支出1.26亿元，其中项目支出4318万元，占34.3%；本次自评的项目192.34万元，占4.45%。", set()),
        ("支出523.04万元，其中管材312万元，占59.7%；安装158万元，占30.2%。", set()),
        ("支出523.04万元，其中管材312万元、安装158万元。", {("prose-parts-short", C2)}),
        ("支出523.04万元，其中管材412万元，占78.8%；安装158万元，占30.2%。", {("prose-parts", C2)}),
    ],
)
def test_parts_that_say_their_own_share_do_not_claim_to_be_all(text: str, found: set[tuple[str, str]]) -> None:
    """What falls short is told by the shares; what exceeds the whole is still wrong."""
    one = project(1, "农村饮水安全巩固提升", "5230417.66", "5408000", short="饮水安全")
    assert raised(book([one], [("三", 1, text)]), "prose-parts", "prose-parts-short") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("支出523.04万元，其中器材400万元、装修100万元、培训23.04万元，每站分别为22.2万元、5.6万元和1.3万元。", set()),
        (
            "支出523.04万元，其中器材410万元、装修100万元、培训23.04万元，每站分别为22.2万元、5.6万元和1.3万元。",
            {("prose-parts", C2)},
        ),
    ],
)
def test_what_is_told_of_each_part_is_no_further_part(text: str, found: set[tuple[str, str]]) -> None:
    """每站分别为 ends the list behind 其中."""
    assert told(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("管控戒毒人员45人（年初48人，期满解除5人，新增2人）。", set()),
        ("管控戒毒人员45人（期满解除25人，新增22人）。", {("prose-parts", C2)}),
    ],
)
def test_a_bracket_that_begins_with_what_there_was_lists_no_parts(text: str, found: set[tuple[str, str]]) -> None:
    """年初48人 came down to 45; without it the bracket is a list."""
    assert told(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全年放映153场；因暴雨少放3场，每场补贴400元，支出6.12万元。", set()),
        ("全年放映153场；因暴雨少放3场，每场补贴400元，支出6.16万元。", {("prose-product", C2)}),
        ("全年放映153场，每场补贴400元，支出6.16万元。", {("prose-product", C2)}),
    ],
)
def test_a_product_of_a_count_told_earlier_is_right(text: str, found: set[tuple[str, str]]) -> None:
    """The nearest count may be what was left out."""
    assert told(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("修缮支出247万元，每平方米431.82元，较预算单价454.55元下降5%。", set()),
        ("修缮支出247万元，每平方米431.82元，较上年454.55元下降5%。", set()),
        ("修缮支出247万元，每平方米431.82元，较预算单价454.55元下降8%。", {("prose-growth", C2)}),
        ("修缮支出247万元，每平方米431.82元，较上年230万元增长7.4%。", set()),
        ("修缮支出247万元，每平方米431.82元，较上年230万元增长9.4%。", {("prose-growth", C2)}),
    ],
)
def test_a_price_is_compared_with_a_price_and_a_sum_with_a_sum(text: str, found: set[tuple[str, str]]) -> None:
    """What stands nearest in the unit of the old figure is the new one."""
    assert {it for it in told(text) if it[0] == "prose-growth"} == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("预算540.8万元，支出523.04万元，执行率96.72%，较上年412万元增加111.04万元，增长26.95%。", set()),
        ("预算540.8万元，支出523.04万元，执行率96.72%，较上年预算520万元增加20.8万元。", set()),
        ("支出523.04万元，执行率96.72%，较上年412万元增加111.14万元。", {("prose-growth", C2)}),
    ],
)
def test_a_change_told_behind_a_rate_is_of_an_amount_before_it(text: str, found: set[tuple[str, str]]) -> None:
    """The rate stands between what was spent and what was spent last year."""
    assert told(text) == found
