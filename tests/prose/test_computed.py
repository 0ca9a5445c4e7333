"""Figures that others of the text make: shares of a base, averages, growth, quarters, formulas, rests, grand totals."""

from __future__ import annotations

import pytest

from tests.prose_support import book, project, raised

RULES = ("prose-share", "prose-product", "prose-growth", "prose-parts", "prose-declared")
C2, C3 = "报告正文!C2", "报告正文!C3"


def told(*texts: str) -> set[tuple[str, str]]:
    """Give the findings where these texts are the rows of one project, which follow each other."""
    return raised(book([project(1, "环境整治", "999999")], [("三", 1, text) for text in texts]), *RULES)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("现有网格员63名。网格员中党员57名，占91.48%；女性31名，占49.2%。", "prose-share"),
        ("党员共90名，其中女性30名，占35.3%；大专以上60名，占66.7%。", "prose-share"),
        ("在册63名。女性27名，占42.86%；青年31名，占45.2%；老党员54名，占85.71%。", "prose-share"),
        ("上报事件3,742件，办结8,617件，办结率98.57%。", "prose-share"),
        ("走访186户，发放慰问金9.3万元，户均600元。", "prose-product"),
        ("改造楼道386个，更换灯具1,544盏，平均每个楼道5盏。", "prose-product"),
        ("全年清运垃圾536.8吨，较上年的512吨增加24.8吨，增长5.84%。", "prose-growth"),
        ("补助98.28万元，即64人×1300元×12个月。", "prose-product"),
        ("发现隐患2个，已整改6个，剩余1个。", "prose-parts"),
        ("拆除86处；改造户厕425座，按每座补助1,000元计算，共发放补助43.5万元。", "prose-product"),
        ("4个村获评“红旗村”，占全镇13个村的31.77%。", "prose-share"),
        ("培训8期632人次，平均每期79人次，较上年的560人次增长13.86%。", "prose-growth"),
        ("5个项目共设置产出指标60个，完成20个，完成率100%。", "prose-share"),
        ("资金由三部分构成：清淤38.5万元、改厕42.5万元、收运7.765万元，共计88.965万元。", "prose-parts"),
        ("总投资120万元，其中当年财政拨款70万元、上年结转60万元。", "prose-parts"),
        ("全年宣传20场，上半年8场，下半年13场。", "prose-parts"),
        ("上半年支付18.2万元，下半年支付21.4万元，全年支付38.6万元。", "prose-parts"),
    ],
)
def test_what_does_not_follow_from_the_texts_own_figures_is_critical(text: str, rule: str) -> None:
    """Each to its printed decimals."""
    assert told(text) == {(rule, C2)}


@pytest.mark.parametrize(
    "text",
    [
        "现有网格员63名。网格员中党员57名，占90.48%；女性31名，占49.2%。",
        "党员共90名，其中女性30名，占33.3%；大专以上60名，占66.7%。",
        "党员57名，占90.48%；女性31名，占49.2%。",
        "走访186户，发放慰问金9.3万元，户均500元。",
        "惠及4,632户，投入45万元，户均节约电费18.8元。",
        "走访60户、慰问80户，发放慰问金9.3万元，户均500元。",
        "改造小区12个、楼道386个，更换灯具1,544盏，平均每个楼道4盏。",
        "全年清运垃圾536.8吨，较上年的512吨增加24.8吨，增长4.84%。",
        "补助98.28万元，即63人×1300元×12个月。",
        "提高了补助标准，即每人300元×12个月。",
        "发现隐患7个，已整改6个，剩余1个。",
        "拆除86处；改造户厕425座，按每座补助1,000元计算，共发放补助42.5万元。",
        "4个村获评“红旗村”，占全镇13个村的30.77%。",
        "培训8期632人次，平均每期79人次，较上年的560人次增长12.86%。",
        "5个项目共设置产出指标20个，完成20个，完成率100%。",
        "资金由三部分构成：清淤38.5万元、改厕42.5万元、收运7.765万元，共计88.765万元。",
        "总投资120万元，其中当年财政拨款70万元、上年结转50万元。",
        "全年宣传20场，上半年8场，下半年12场。",
        "上半年支付18.2万元，下半年支付20.4万元，全年支付38.6万元。",
        "上半年宣传8场，下半年13场，覆盖20个小区。",
        "一季度增长5%，二季度增长6%，三季度增长7%，四季度增长8%，全年增长6.5%。",
    ],
)
def test_figures_that_follow_or_claim_nothing_of_each_other_are_left_alone(text: str) -> None:
    """A sibling's share, another purpose's money and two possible bases prove nothing."""
    assert told(text) == set()


def test_the_quarters_of_a_year_are_its_whole_also_in_the_next_row_of_the_item() -> None:
    """The whole is the year's figure ahead; the finding stands where it does, and names the quarters' row."""
    quarters = "其中第一季度20吨、第二季度30吨、第三季度40吨、第四季度{}吨。"
    assert told("全年清运建筑垃圾100吨。", quarters.format(10)) == set()
    assert told("全年清运建筑垃圾100吨。", quarters.format(20)) == {("prose-parts", C2)}
    assert told("清运建筑垃圾100吨。", quarters.format(20)) == {("prose-parts", C2)}  # 其中 of the one figure before it
    assert told("清运建筑垃圾100吨，出动3人。", quarters.format(20)) == set()


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("纳入本次自评的项目共2个，全年预算300万元，支出合计270万元，执行率90%。", False),
        ("纳入本次自评的项目共2个，全年预算310万元，支出合计270万元，执行率90%。", True),
        ("纳入本次自评的项目共2个，全年预算300万元，支出合计270万元，执行率91%。", True),
        ("上述2个项目全年预算300.5万元。", True),
        ("我镇对2个项目开展自评，涉及全年预算300万元，实际支出270万元。", False),
        ("我镇对2个项目开展自评，涉及全年预算300万元，实际支出271万元。", True),
        ("我镇对3个项目开展自评，涉及全年预算300万元。", True),
        ("全街道全年预算2.1亿元，执行率95%。", False),
        ("社区项目2个，全年预算100万元，执行率80%。", False),
    ],
)
def test_budget_and_rate_said_of_all_projects_are_those_of_the_list(text: str, accused: bool) -> None:  # noqa: FBT001  (one column of the table)
    """Where the sentence is about all projects; the unit's own budget is another matter."""
    listed = [project(1, "环境整治", "900000", "1000000"), project(2, "养老服务", "1800000", "2000000")]
    made = book(listed, [("一（一）", None, text), ("三", 1, "已开展。"), ("三", 2, "已开展。")])
    assert raised(made, *RULES) == ({("prose-declared", C2)} if accused else set())
