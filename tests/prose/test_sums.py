"""Sums, products, shares and growth that the text claims must hold, to the printed digits."""

from __future__ import annotations

import pytest

from tests.prose.score import Sentence, sentences
from tests.prose_support import book, project, raised

SUMS = ("prose-parts", "prose-parts-short", "prose-tail", "prose-product", "prose-share", "prose-growth")
C2 = "报告正文!C2"
RELATED = [sentence for sentence in sentences() if sentence.relation and "@" not in sentence.relation]
PLAIN = [sentence for sentence in sentences() if not sentence.relation]


def told(*texts: str) -> set[tuple[str, str]]:
    """Give the findings about sums where these texts are one item: the rows of one project that follow each other."""
    made = book([project(1, "环境整治", "999999")], [("三", 1, text) for text in texts])
    return raised(made, *SUMS)


@pytest.mark.parametrize("sentence", RELATED, ids=lambda sentence: sentence.text[:24])
def test_every_labelled_relation_is_judged_as_a_person_did(sentence: Sentence) -> None:
    """Breaks: critical; short: warning; holds, and a single part of a whole: nothing."""
    rules = {rule for rule, _ in told(sentence.text)}
    if sentence.relation.endswith("breaks"):
        assert len(rules) == 1
        assert rules <= {"prose-parts", "prose-product", "prose-share", "prose-growth"}
    else:
        assert rules == ({"prose-parts-short"} if sentence.relation.endswith("short") else set())


def test_no_labelled_sentence_without_a_relation_is_accused_of_one() -> None:
    """Two figures in one sentence claim nothing of each other."""
    assert [sentence.text for sentence in PLAIN if told(sentence.text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "投入50万元，其中培训30万元、宣传25万元。",
        "投入50万元，包括培训30万元、宣传25万元。",
        "资金50万元，由市级20万元和区级25万元构成。",
        "全年投入50万元，两个社区分别为20万元和25万元。",
        "培训20万元，宣传25万元，合计50万元。",
        "培训20万元、宣传25万元，两项共计50万元。",
        "投入50万元，其中培训20万元，剩余25万元用于宣传。",
        "预算50万元，实际使用46万元，结余5万元。",
        "三个队分别有25人、20人和26人，合计73人。",
        "参训56人，其中男性25人、女性30人。",
        "投入30万元，其中培训29.98万元、宣传0.05万元。",
    ],
)
def test_parts_that_contradict_their_whole_are_critical(text: str) -> None:
    """More than the whole under 其中; anything but the whole where the text claims that the parts are all."""
    assert told(text) == {("prose-parts", C2)}


@pytest.mark.parametrize(
    "text",
    [
        "投入50万元，其中培训30万元、宣传20万元。",
        "投入50万元，其中培训30万元。",
        "投入30万元，其中培训29.99万元、宣传80元。",
        "投入46.29万元，其中：一是培训20万元；二是宣传26.29万元（其中印刷10万元）。",
        "培训20万元，宣传25万元，合计45万元。",
        "覆盖3个社区、5个小区，共8个点位。",
        "改造车位50个、新建车位30个，全街道现有车位500个。",
        "共有党员90名，其中女性30名、老年党员70名。",
        "奖励2万元，其中一等奖1名5000元，二等奖2名各3000元，三等奖3名各3000元。",
        "投入50万元，较上年增加5万元，其中培训30万元、宣传20万元。",
        "投入约50万元，其中培训30余万元、宣传20余万元。",
        "全年投入50万元，两个社区分别为20万元和30万元。",
        "发放补助每人200元，合计5万元。",
        "支出20万元购置设备，支出30万元改造场地，每月另付租金1万元，共计12万元。",
    ],
)
def test_sums_that_hold_and_figures_that_are_no_parts_are_left_alone(text: str) -> None:
    """Parts of parts, classes that overlap, rates per head, comparisons and rough figures are not added up."""
    assert told(text) == set()


def test_parts_that_fall_short_of_their_whole_are_a_warning_with_the_missing_amount() -> None:
    """33 + 7 万元 + 12,880 元 under 46.29 万元: 5.00 万元 are missing."""
    text = "支出46.29万元，其中：甲工作33万元，乙工作7万元，丙工作12880元。"
    assert told(text) == {("prose-parts-short", C2)}


def test_the_parts_may_be_spread_over_the_rows_of_one_item() -> None:
    """26.15 + 1.60 = 27.75, the second part in the next row; a wrong digit there is found."""
    first = "支出27.75万元，其中补助甲社区26.15万元。改造已经完成。"
    assert told(first, "剩余1.6万元补助乙社区。") == set()
    assert told(first, "剩余1.7万元补助乙社区。") == {("prose-parts", C2)}


def test_a_difference_of_a_hundredth_wan_is_a_rounding_tail_and_only_noted() -> None:
    """10.01 beside 3.33 + 3.33 + 3.34 is accepted; 10.02 is not."""
    assert told("甲3.33万元、乙3.33万元、丙3.34万元，合计10.01万元。") == {("prose-tail", C2)}
    assert told("甲3.33万元、乙3.33万元、丙3.34万元，合计10.02万元。") == {("prose-parts", C2)}


def test_parts_of_four_decimals_may_be_rounded_or_cut_into_a_whole_of_two() -> None:
    """20.3579 is noted beside 20.35 and 20.36, and critical beside 20.34."""
    parts = "其中：甲村8.1234万元；乙村12.2345万元。"
    assert told(f"发放补助20.36万元。{parts}") == {("prose-tail", C2)}
    assert told(f"发放补助20.35万元。{parts}") == {("prose-tail", C2)}
    assert told(f"发放补助20.34万元。{parts}") == {("prose-parts", C2)}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("投入48.7万元，其中甲21.5万元、乙18.1万元、丙9.2万元。", "prose-tail"),
        ("投入48.8万元，其中甲21.5万元、乙18.1万元、丙9.0万元。", "prose-tail"),
        ("投入48.7万元，其中甲21.5万元、乙18.1万元、丙9.4万元。", "prose-parts"),
        ("投入49.1万元，其中甲21.5万元、乙18.1万元、丙9.2万元。", "prose-parts-short"),
        ("甲21.5万元、乙18.1万元、丙9.2万元，合计48.7万元。", "prose-parts"),
        ("投入48万元，其中甲21万元、乙18万元、丙10万元。", "prose-parts"),
        ("投入48.7万元，其中甲21.5万元、乙18.1万元、丙92,000元。", "prose-parts"),
    ],
)
def test_rounding_alone_may_part_a_whole_from_parts_of_the_same_decimals(text: str, rule: str) -> None:
    """Half a unit a figure, under 其中, which claims no whole; what is claimed is held to the contract."""
    assert told(text) == {(rule, C2)}


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("资助38名学生，每名300元，共11400元。", set()),
        ("资助38名学生，每名300元，共1.14万元。", set()),
        ("资助38名学生，每名300元，共11700元。", {("prose-product", C2)}),
        ("资助38名学生，每人每月300元，全年共13.68万元。", set()),
        ("资助38名学生，每名300元，另付手续费100元，共11500元。", set()),
        ("约38名学生，每名300元，共1.2万元。", set()),
        ("抽查80家，合格76家，合格率95%。", set()),
        ("抽查80家，合格76家，合格率96%。", {("prose-share", C2)}),
        ("抽查80家，合格76家，满意度96%。", set()),
        ("参加90人，其中党员30人，占33.3%。", set()),
        ("参加90人，其中党员30人，占33.4%。", {("prose-share", C2)}),
        ("由80件下降到60件，下降25%。", set()),
        ("由80件下降到60件，减少20件。", set()),
        ("由80件下降到60件，减少30件。", {("prose-growth", C2)}),
        ("满意度由90%提高到95%，提高5个百分点。", set()),
        ("满意度由90%提高到95%，提高5.6%。", set()),
        ("满意度由90%提高到95%，提高6个百分点。", {("prose-growth", C2)}),
    ],
)
def test_products_shares_and_growth_follow_from_the_figures_beside_them(text: str, rules: set[tuple[str, str]]) -> None:
    """Only where the sentence says plainly what is computed from what."""
    assert told(text) == rules


def test_the_total_of_the_report_is_no_sum_of_one_projects_amounts() -> None:
    """Printed by its token in a project's item; in a plain paragraph, or typed, it is one."""
    parts = "预算拨付90万元，自筹8万元，合计"
    listed = [project(1, "环境整治", "400000"), project(2, "绿化养护", "700000")]
    assert raised(book(listed, [("三", 1, parts + "{合计万元}。")]), *SUMS) == set()
    assert raised(book(listed, [("二", None, parts + "{合计万元}。")]), *SUMS) == {("prose-parts", C2)}
    assert raised(book(listed, [("三", 1, parts + "110万元。")]), *SUMS) == {("prose-parts", C2)}
