"""Sentences of real reports' kind: true ones are left alone, and each with one wrong figure is critical."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from pipeline.model.money import half_up, plain, wan_text
from tests.prose_support import book, critical, project, raised

QUIET = ("prose-undescribed", "prose-unproven", "prose-name", "prose-parts-short")
TRUE = (
    "社区治理专项经费30万元，由三部分构成：甲社区12万元、乙社区10万元、丙社区8万元。",
    "社区治理30万元，其中：甲社区12万元，含物业补助5万元、绿化补助7万元；乙社区18万元。",
    "社区治理支出30万元，包括印刷费3万元、租车费2万元等。",
    "社区治理支出30万元，其中人员经费20万元（含补贴12万元、保险8万元），办公经费10万元。",
    "项目总投资120万元，分三年实施，其中2022年投入40万元，2023年投入30万元，2024年计划投入50万元。",
    "项目合同价36万元，首付款占70%为25.2万元，质保金3%为1.08万元，本年支付30万元。",
    "本年度收到上级补助40万元，支出30万元，年末结余10万元结转下年。",
    "全年预算40万元，其中年初预算20万元、追加20万元，实际支出30万元，执行率75%。",
    "全年预算40万元，比年初预算20万元增加20万元，增长100%。",
    "共开展活动36场，其中社区24场、学校12场，参与群众2000余人次。",
    "三个社区分别开展活动10场、12场、14场，共36场，覆盖居民2000余人。",
    "举办培训4期，每期50人，共200人次；每期费用5000元，共2万元。",
    "慰问困难家庭60户，每户500元；慰问老党员40名，每名800元，共计62000元。",
    "资助学生38名，其中小学生20名每人200元，中学生18名每人300元，共9400元。",
    "按照每户每月50元的标准，为100户补助12个月，共6万元。",
    "每季度支付7.5万元，全年四个季度共30万元。",
    "更换灯具200盏，每盏150元，安装费5000元，合计35000元。",
    "支出30万元，较上年25万元增长20%。",
    "支出由25万元增长到30万元，增幅20%。",
    "参加测评200人，满意190人，满意率95%，较上年提高2个百分点。",
    "抽查商户80家，不合格4家，合格率95%。",
    "投诉80件，办结76件，办结率95%，满意70件，满意率92.1%。",
    "男25人、女31人，其中党员20人，共56人。",
    "党员90名，其中女党员30名，占33.3%；35岁以下20名，占22.2%。",
    "排查隐患120处，整改118处，剩余2处正在整改，整改率98.3%。",
    "拨付甲社区10万元、乙社区12万元，剩余8万元由街道统筹使用。",
    "收入合计50万元，支出合计30万元，结余20万元。",
    "项目资金来源为：市级补助10万元，区级补助15万元，街道自筹5万元，共30万元。",
    "一季度8万元，二季度7万元，三季度9万元，四季度6万元，合计30万元。",
    "清运垃圾1200吨，其中可回收物300吨、厨余垃圾500吨、其他垃圾400吨。",
    "设置点位12个，其中A类5个、B类7个；配备人员24名，每个点位2名。",
    "工程审定价为29.5万元，预留质保金0.885万元，支付28.615万元；另支付监理费0.5万元。",
    "食堂供餐人数由每天120人增加到150人，增长25%，人均成本由25元下降到20元，下降20%。",
    "购买服务费用15万元，设备购置费10万元，其他费用5万元，共计30万元，占全年预算40万元的75%。",
    "走访居民3000户，发放宣传册3000份，户均1份，共收集意见200条，采纳150条，采纳率75%。",
    "为80岁以上老人120名发放补贴每人每月50元，全年发放7.2万元。",
    "覆盖率由60%提升至90%，提升30个百分点，增长50%。",
    "完成投资30万元，占总投资的25%。",
    "年初预算20万元，年中追加20万元，全年预算合计40万元。",
    "本年度预算总额40万元，已支出30万元，支出率为75%，剩余10万元。",
    "支出30万元，其中上年结转5万元，当年拨款25万元。",
    "上年结转5万元，当年预算35万元，合计40万元，支出30万元。",
    "支付工程款20万元、设计费2万元、监理费1万元及其他费用7万元，社区治理专项经费合计支出30万元。",
    "社区治理专项经费（30万元）用于社区治理；职工食堂补助经费（82.85万元）用于就餐。",
    "社区治理专项经费和职工食堂补助经费112.85万元均已拨付。",
    "该经费人均支出30元，受益1万人。",
    "组织3支队伍，第一支20人，第二支25人，共45人。",
    "建设面积1000平方米，其中室内600平方米、室外400平方米，每平方米造价300元，共30万元。",
    "项目支出进度：6月底支出12万元，9月底支出20万元，12月底支出30万元。",
    "截至2023年12月31日，支出30万元，执行率75%。",
    "截至12月底累计支出30万元。",
    "年度预算执行率75%，其中人员经费执行率100%，公用经费执行率60%。",
    "预算执行率低于90%，主要原因是结算滞后。",
    "预算安排40万元，实际到位40万元，实际支出30万元，资金到位率100%，预算执行率75%。",
    "项目预算由20万元调整为40万元。",
    "支出超过29万元，不足31万元。",
)
FALSE = (
    "社区治理专项经费30万元，由三部分构成：甲社区12万元、乙社区10万元、丙社区9万元。",
    "社区治理专项经费（31万元）用于社区治理。",
    "社区治理专项经费共计支出31万元。",
    "社区治理经费31万元。",
    "预算安排41万元，实际支出30万元。",
    "截至12月底累计支出31万元。",
    "三个社区分别开展活动10场、12场、15场，共36场。",
    "本年度收到上级补助40万元，支出30万元，年末结余11万元结转下年。",
    "项目支出为人民币叁拾壹万元整。",
    "社区治理项目全年支出31万元。",
    "本项目年初预算20万元，追加20万元，全年预算41万元。",
    "其中：设备10万元，宣传5万元。本项目支出31万元。",
    "全年实际执行31万元。",
    "资金总额30万元，A社区10万元，B社区15万元，其余6万元用于培训。",
)


def told(text: str) -> list[tuple[str, str]]:
    """Give rule and cell of what is said of a paragraph about a project of 300,000 yuan out of 400,000."""
    projects = (
        project(1, "社区治理专项经费", "300000", "400000", short="社区治理", initial=20_000_000),
        project(2, "职工食堂补助经费", "828483.78", short="食堂"),
    )
    made = book(projects, [("三", 1, text)], score=Decimal("98.5"), control=112_848_378)
    assert bool(critical(made)) == any(rule in {"prose-amount", "prose-parts"} for rule, _ in raised(made))
    return sorted(it for it in raised(made) if it[0] not in QUIET)


@pytest.mark.parametrize("text", TRUE)
def test_a_true_sentence_is_left_alone(text: str) -> None:
    """Parts of parts, other years, standards, several claims in one sentence."""
    assert told(text) == []


@pytest.mark.parametrize("text", FALSE)
def test_the_same_with_one_wrong_figure_is_critical(text: str) -> None:
    """Either against the list or against the other figures of the sentence."""
    assert [cell for rule, cell in told(text) if rule in {"prose-amount", "prose-parts"}] == ["报告正文!C2"]


@example(12_003_000, Fraction(1, 2), Fraction(511, 1020), 0)
@given(st.integers(5_000_000, 190_000_000), st.fractions(0.5, 1), st.fractions(0, 1), st.sampled_from((0, 1, 2)))
def test_rates_of_amounts_that_were_rounded_to_two_decimals_are_left_alone(
    budget: int, executed: Fraction, paid: Fraction, decimals: int
) -> None:
    """A truthful writer takes the rate from the books, not from the 万元 printed beside it; whole 万元 are exact."""
    spent = int(budget * executed)
    part = max(int(spent * paid), 1)
    assume(all("." in wan_text(one) + wan_text(two) for one, two in ((spent, budget), (part, spent), (part, budget))))

    def rate(of: int, whole: int) -> str:
        return plain(half_up(Fraction(100 * of, whole), decimals))

    text = (
        f"支出{wan_text(spent)}万元，占全年预算{wan_text(budget)}万元的{rate(spent, budget)}%。"
        f"其中劝返费{wan_text(part)}万元，占总支出{wan_text(spent)}万元的{rate(part, spent)}%。"
        f"预算由{wan_text(part)}万元增加到{wan_text(budget)}万元，增长{rate(budget - part, part)}%。"
    )
    listed = [project(1, "信访维稳专项经费", str(Decimal(spent) / 100), str(Decimal(budget) / 100))]
    assert raised(book(listed, [("三", 1, text)]), "prose-share", "prose-growth") == set()
