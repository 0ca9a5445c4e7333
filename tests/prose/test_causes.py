"""One wrong figure is told once, however many sums, shares and cells it contradicts; two wrong ones are told both."""

from __future__ import annotations

import pytest

from pipeline.checks.prose import read_prose
from tests.prose_support import book, indicator, project

QUIET = {"prose-undescribed", "prose-unproven"}


def told(text: str) -> list[tuple[str, str]]:
    """Give rule and expectation of every finding; the project spent 486,500 of 600,000 yuan."""
    listed = [project(1, "信访维稳专项经费", "486500", "600000", short="信访经费")]
    findings, _ = read_prose(book(listed, [("三", 1, text)]))
    return [(it.rule.id, it.expected) for it in findings if it.rule.id not in QUIET]


@pytest.mark.parametrize(
    ("text", "rule", "expected"),
    [
        ("支出48.15万元，预算60万元，剩余11.85万元，执行率81.08%。", "prose-amount", "48.65万元"),
        ("支出78.65万元，其中劝返21.4万元、补助27.25万元。", "prose-amount", "48.65万元"),
        ("投入30万元，其中市级17万元，占60%；区级12万元，占40%。", "prose-share", "56.67%"),
        ("议题53项，办结51项，办结率87.9%，其余7项跨年办理。", "prose-parts", "53项"),
        ("排查300件，其中化解385件，化解率95%。", "prose-parts", "300件"),
        ("问卷发出150份、回收146份，回收率98%；满意139份，满意率94.56%。", "prose-share", "97.33%"),
        ("低保标准由每人每月500元提高至740元，提高40元，增幅5.7%。", "prose-growth", "240.00元"),
        ("支出48.35万元，同比增加8.65万元，增长21.6%。", "prose-amount", "48.65万元"),
        ("慰问60户，每户500元，共3.6万元，户均500元。", "prose-product", "3万元"),
    ],
)
def test_a_figure_that_contradicts_several_others_is_told_once(text: str, rule: str, expected: str) -> None:
    """A cell is believed before a sum, a sum before a share, what is critical before a warning."""
    assert told(text) == [(rule, expected)]


def test_of_one_cause_the_gravest_finding_is_told() -> None:
    """20.4 falls short of nothing critical in 其中, but its own brackets name more."""
    text = "本项目投入48.65万元，其中：交通费20.4万元（飞机票12.6万元、高铁票8.8万元），补助27.25万元。"
    assert told(text) == [("prose-parts", "20.4万元")]


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("抽查80家，合格76家，合格率96%。排查120处，整改118处，整改率99%。", ["prose-share", "prose-share"]),
        ("支出46.29万元，其中：甲工作33万元，乙工作8.29万元。", ["prose-amount", "prose-parts-short"]),
        ("由80件下降到60件，减少30件，下降35%。", ["prose-growth", "prose-growth"]),
    ],
)
def test_figures_that_no_one_change_mends_are_told_each(text: str, rules: list[str]) -> None:
    """Two mistakes in one sentence stay two."""
    assert [rule for rule, _ in told(text)] == rules


@pytest.mark.parametrize(
    "text",
    [
        "全年接访批次336批次，其中初访208批次、重访118批次。",
        "全年接访批次336批次，较上年400批次减少74批次。",
        "全年接访批次326批次，排查矛盾1043起，化解1021起，矛盾化解率98.9%。",
    ],
)
def test_an_indicator_is_believed_before_the_sums_of_the_text(text: str) -> None:
    """A figure that contradicts 完成值 and its own sentence is told once, with the cell of the indicator."""
    rows = [
        indicator(2, 1, "接访批次", "300", "326", "批次"),
        indicator(3, 1, "矛盾化解率", "95", "97.9", "%"),
    ]
    listed = [project(1, "信访维稳专项经费", "486500", "600000", short="信访经费")]
    findings, _ = read_prose(book(listed, [("三", 1, f"信访经费已使用。{text}")], rows))
    assert [it.rule.id for it in findings if it.rule.id not in QUIET] == ["prose-two-values"]
