"""How far a result is said to be from its target, and how much of it, is held against both cells of the indicator."""

from __future__ import annotations

import pytest

from tests.prose_support import book, indicator, project, raised

RULES = ("prose-growth", "prose-share", "prose-goal-target")


def told(text: str, *, outcome: bool = False) -> set[tuple[str, str]]:
    """Give the findings for a text of a project with four indicators, in 报告正文 or in 完成情况."""
    rows = [
        indicator(2, 1, "事件按时办结率", "95", "97.6", "%"),
        indicator(3, 1, "矛盾纠纷调解件数", "400", "437", "件"),
        indicator(4, 1, "居民满意度", "92", "91.2", "%"),
        indicator(5, 1, "年节水量", "120", "136.4", "万立方米"),
    ]
    listed = project(1, "网格化治理服务经费", "300000", outcome=text if outcome else None)
    return raised(book([listed], [] if outcome else [("三", 1, text)], rows), *RULES)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("事件按时办结率达到97.6%，高于目标值3.6个百分点。", "prose-growth"),
        ("事件按时办结率97.6%，比目标值高3.6个百分点。", "prose-growth"),
        ("事件按时办结率97.6%，低于年度目标2.6个百分点。", "prose-growth"),
        ("居民满意度91.2%，低于目标值1.8个百分点。", "prose-growth"),
        ("居民满意度91.2%，距目标还差1.8个百分点。", "prose-growth"),
        ("调解矛盾纠纷437件，超目标47件。", "prose-growth"),
        ("年节水136.4万立方米，超过年度目标14.6万立方米。", "prose-growth"),
        ("调解矛盾纠纷437件，完成年度任务的119.25%。", "prose-share"),
        ("调解矛盾纠纷437件，目标完成率119%。", "prose-share"),
        ("调解矛盾纠纷437件，完成率119%。", "prose-share"),
        ("调解矛盾纠纷437件，超额完成12%。", "prose-growth"),
        ("调解437件，超额47件。", "prose-growth"),
        ("节水136.4万立方米，比目标多14.6万立方米。", "prose-growth"),
        ("节水136.4万立方米，比计划多节约14.6万立方米。", "prose-growth"),
        ("调解矛盾纠纷437件，比目标多调解47件。", "prose-growth"),
    ],
)
def test_a_gap_that_target_and_result_do_not_make_is_critical(text: str, rule: str) -> None:
    """Wherever the result stands beside its name, to the printed decimals, in the figure's own unit."""
    assert told(text) == {(rule, "报告正文!C2")}
    assert told(text, outcome=True) == {(rule, "项目清单!K2")}


@pytest.mark.parametrize("text", ["事件按时办结率97.6%，高于目标值82%。", "调解矛盾纠纷437件，多于年度目标520件。"])
def test_another_target_than_that_of_the_indicator_is_a_reminder(text: str) -> None:
    """Neither the target nor how far the result is from it."""
    assert told(text) == {("prose-goal-target", "报告正文!C2")}


@pytest.mark.parametrize(
    "text",
    [
        "事件按时办结率达到97.6%，高于目标值2.6个百分点。",
        "事件按时办结率达到97.6%，高于目标值95%。",
        "事件按时办结率达到97.6%，高于年度目标近3个百分点。",
        "事件按时办结率达到97.6%，高于省定目标3.6个百分点。",
        "事件按时办结率达到97.6%，高于上年3.6个百分点。",
        "事件按时办结率达到97.6%，高于全区平均水平3.6个百分点。",
        "居民满意度91.2%，低于目标值0.8个百分点，低于上年1.8个百分点。",
        "居民满意度91.2%，低于目标值92%。",
        "调解矛盾纠纷437件，超过目标400件。",
        "调解矛盾纠纷437件，完成率100%。",
        "调解矛盾纠纷437件，超额完成9%。",
        "调解矛盾纠纷437件，超额9.25%，超额37件。",
        "调解437件，超额近10%。",
        "调解矛盾纠纷437件，比目标多调解37件。",
        "调解矛盾纠纷437件，完成年度任务的100%。",
        "调解矛盾纠纷437件，完成年度任务的109.25%。",
        "年节水1,364,000立方米，比目标多16.4万立方米。",
        "群众知晓率97.6%，高于目标值3.6个百分点。",
    ],
)
def test_true_gaps_targets_themselves_and_other_things_are_left_alone(text: str) -> None:
    """Other targets, other years, another thing that happens to have the same number."""
    assert told(text) == set()
    assert told(text, outcome=True) == set()
