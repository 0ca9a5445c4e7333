"""Whether a result reached its target is held against the target beside it, and against the indicator's two cells."""

from __future__ import annotations

import pytest

from tests.prose_support import book, indicator, project, raised


def told(text: str, *, outcome: bool = False) -> set[tuple[str, str]]:
    """Give the findings for a text of a project with five indicators, in 报告正文 or in 完成情况."""
    rows = [
        indicator(2, 1, "路灯亮灯率", "98", "97.5", "%"),
        indicator(3, 1, "巡查路灯次数", "48", "52", "次"),
        indicator(4, 1, "故障平均修复时间", "24", "26.5", "小时", direction="≤"),
        indicator(5, 1, "安全事故发生率", "0.5", "0.2", "%", direction="≤"),
        indicator(6, 1, "居民满意度", "92", "92", "%"),
    ]
    listed = project(1, "路灯养护经费", "300000", outcome=text if outcome else None)
    return raised(book([listed], [] if outcome else [("三", 1, text)], rows), "prose-attained")


@pytest.mark.parametrize(
    "text",
    [
        "路灯亮灯率97.5%，达到年度目标。",
        "路灯亮灯率为97.5%，圆满完成了年初设定的目标任务。",
        "路灯亮灯率97.5%（达到目标值），居民满意度92%。",
        "路灯亮灯率97.5%，高于绩效目标。",
        "路灯亮灯率97.5%，达到98%的目标。",
        "路灯亮灯率97.5%，超过98%的年度目标。",
        "路灯亮灯率97.5%，已达到98%以上的目标。",
        "夜间亮灯率为96.2%，优于97%的目标。",
        "巡查路灯52次，未完成年度目标。",
        "巡查路灯52次，低于年度目标。",
        "巡查路灯52次，没有达到48次的目标。",
        "故障平均修复时间26.5小时，达到目标要求。",
        "故障平均修复时间26.5小时，达到24小时以内的目标。",
        "故障平均修复时间26.5小时，短于24小时的目标。",
        "安全事故发生率0.2%，没有达到0.5%的目标。",
        "居民满意度92%，超过年度目标。",
    ],
)
def test_a_target_said_to_be_reached_or_missed_against_its_numbers_is_critical(text: str) -> None:
    """Whichever way is better, and whether the target itself is told or only 目标."""
    assert told(text) == {("prose-attained", "报告正文!C2")}
    assert told(text, outcome=True) == {("prose-attained", "项目清单!K2")}


@pytest.mark.parametrize(
    "text",
    [
        "路灯亮灯率97.5%，未达到年度目标。",
        "路灯亮灯率97.5%，低于98%的目标。",
        "路灯亮灯率97.5%，没有达到98%以上的目标。",
        "巡查路灯52次，超额完成年度目标。",
        "巡查路灯52次，高于48次的年度目标。",
        "故障平均修复时间26.5小时，超过24小时的目标。",
        "故障平均修复时间26.5小时，未能达到目标。",
        "安全事故发生率0.2%，低于0.5%的目标。",
        "安全事故发生率0.2%，优于年度目标。",
        "安全事故发生率0.2%，达到0.5%以内的目标。",
        "居民满意度92%，达到年度目标。",
        "居民满意度92%，不低于年度目标。",
        "更换灯具340盏，完成年度目标。",
        "外包单位亮灯率97.5%，较上年提高2个百分点，达到目标。",
        "要求路灯亮灯率不低于97.5%，达到98%的目标。",
        "力争路灯亮灯率由97.5%，达到98%的目标。",
        "去年路灯亮灯率97.5%，达到年度目标。",
        "维修费用平均26.5元，达到24元的目标。",
        "路灯亮灯率97.5%左右，达到98%的目标。",
    ],
)
def test_what_the_numbers_bear_out_or_say_nothing_of_is_left_alone(text: str) -> None:
    """So are wishes, other years, other things, and costs of which nobody knows whether less is better."""
    assert told(text) == set()
    assert told(text, outcome=True) == set()


def test_a_goal_is_no_claim() -> None:
    """绩效目标 says what is to be reached."""
    listed = project(1, "路灯养护经费", "300000", goal="亮灯率由97.5%，达到98%的目标。")
    assert raised(book([listed], [], []), "prose-attained") == set()
