"""One indicator row at its edges: what is a copy, what was delivered, what its points may be, what needs a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from pipeline.checks.facts import BookFacts
from pipeline.checks.row_score import RowFacts, number_of, plain_number, tier_word
from pipeline.model.book import Measure
from tests.books_support import sound_book
from tests.markdown import table

if TYPE_CHECKING:
    from pipeline.model.book import Indicator

S = "绩效指标!"
COLUMNS = {
    "三级指标": "D",
    "方向": "E",
    "指标值": "F",
    "单位": "G",
    "完成值": "H",
    "分值": "I",
    "得分": "J",
    "原因": "K",
}


def row(**cells: str) -> RowFacts:
    """Look at the first row with these cells: ≥ 4 条, 4 reached, 15 of 15 points, no reason."""
    book = sound_book({S + COLUMNS[name] + "2": text for name, text in cells.items()})
    return RowFacts(BookFacts(book), book.indicators[0])


def rows(markdown: str) -> list[dict[str, str]]:
    """Read a table of rows; a dot leaves a cell as it is."""
    return [
        {name: "" if text == "空" else text for name, text in line.items() if text != "."} for line in table(markdown)
    ]


@pytest.mark.parametrize(
    "line",
    rows("""
        | 方向 | 指标值 | 完成值 | 照抄 |
        |---|---|---|---|
        | . | . | ≥4 | 是 |
        | . | . | 不少于4条 | 是 |
        | . | . | 4条以上 | 是 |
        | . | . | ≥4.0 | 是 |
        | . | . | ≥5 | 否 |
        | . | . | ≥4.0.0条 | 否 |
        | . | . | 4 | 否 |
        | . | . | 4条 | 否 |
        | . | 若干 | ≥4.0.0条 | 否 |
        | . | 多数 | 多数以上 | 是 |
        | . | 空 | ≥4 | 否 |
        | . | . | 空 | 否 |
        | . | ≥4 | ≥4每年每月每日每时 | 否 |
        | . | . | ≥4每年每月每日每时 | 否 |
        | ≤ | 2023-12-31前 | 2023-12-31前 | 是 |
        | ≤ | 2023-12-31前 | 2023-12-30前 | 否 |
        | ≤ | 2023-12-31 | 2023-12-31 | 否 |
        | 定性 | 水面整洁 | 水面整洁 | 是 |
        | 定性 | 水面整洁 | 水面 整洁 | 是 |
        | 定性 | 水面整洁 | 较整洁 | 否 |
        | 定性 | 达成 | 达成 | 否 |
        | 定性 | 95 | 95 | 是 |
    """),
    ids=str,
)
def test_a_result_is_a_copy_where_it_repeats_the_expression_of_the_target(line: dict[str, str]) -> None:
    """Signs and words of comparison around the target's own number or words; a bare number is a result."""
    wanted = line.pop("照抄") == "是"
    assert row(**line).copied is wanted


def test_digits_with_commas_are_a_number_and_others_are_none() -> None:
    """What looks like one and is none is None."""
    assert [plain_number(text) for text in ("1,200", "1.2.3", "")] == [1200, None, None]
    assert number_of(None) is None


def test_a_tier_is_one_of_three_words() -> None:
    """Blanks around them do not matter."""
    assert [tier_word(row(完成值=text).row) for text in ("达成", "部分达成 ", "未达成", "基本达成", "")] == [
        *(True, True, True, False, False)
    ]


@pytest.mark.parametrize(
    "line",
    rows("""
        | 方向 | 指标值 | 完成值 | 得分 | 未完成 | 分值 |
        |---|---|---|---|---|---|
        | . | . | 0 | 1 | 是 | . |
        | . | . | 0 | 1 | 否 | 空 |
        | . | 2023-12-01 | 2023-12-20 | 1 | 否 | . |
        | > | . | 0 | 1 | 是 | . |
        | = | . | 0 | 0.01 | 是 | . |
        | . | 1 | 0 | 1 | 是 | . |
        | . | . | -1 | 1 | 是 | . |
        | . | . | 0 | 0 | 否 | . |
        | . | . | 1 | 1 | 否 | . |
        | . | . | 0 | 空 | 否 | . |
        | . | 0 | 0 | 1 | 否 | . |
        | ≤ | . | 0 | 1 | 否 | . |
        | . | . | 空 | 1 | 否 | . |
        | . | 若干 | 0 | 1 | 否 | . |
    """),
    ids=str,
)
def test_points_for_nothing_delivered_are_known(line: dict[str, str]) -> None:
    """Of a positive target nothing, or less than nothing, and points all the same."""
    wanted = line.pop("未完成") == "是"
    assert row(**line).undelivered is wanted


@pytest.mark.parametrize(
    "line",
    rows("""
        | 方向 | 单位 | 指标值 | 完成值 | 得分 | 小数 | 分值 |
        |---|---|---|---|---|---|---|
        | . | % | 95 | 0.96 | 15 | 否 | 空 |
        | . | % | 95 | 0.96 | 15 | 是 | . |
        | > | 百分比 | 95 | 1 | 15 | 是 | . |
        | = | % | 10 | 0.1 | 15 | 是 | . |
        | . | % | 95 | 1.01 | 15 | 否 | . |
        | . | % | 95 | 0 | 15 | 否 | . |
        | . | % | 9 | 0.96 | 15 | 否 | . |
        | . | 条 | 95 | 0.96 | 15 | 否 | . |
        | ≤ | % | 95 | 0.96 | 15 | 否 | . |
        | . | % | 95 | 0.96 | 0.15 | 否 | . |
        | . | % | 95 | 0.96 | 空 | 否 | . |
        | . | % | 95 | 0.96 | 16 | 否 | . |
        | . | % | 空 | 0.96 | 15 | 否 | . |
        | . | % | 95 | 空 | 15 | 否 | . |
    """),
    ids=str,
)
def test_a_percentage_typed_as_a_fraction_is_known(line: dict[str, str]) -> None:
    """Points that only 0.96 for 96% would earn, for a target of ten percent or more."""
    wanted = line.pop("小数") == "是"
    assert row(**line).fraction is wanted


@pytest.mark.parametrize(
    "line",
    rows("""
        | 方向 | 单位 | 指标值 | 完成值 | 三级指标 | 小数 |
        |---|---|---|---|---|---|
        | . | % | 0.95 | 96 | . | 是 |
        | > | 百分比 | 0.5 | 30 | . | 是 |
        | = | % | 1 | 100 | . | 是 |
        | . | % | 0.95 | 47.5 | . | 是 |
        | . | % | 0.95 | 47.4 | . | 否 |
        | . | % | 0.5 | 100 | . | 是 |
        | . | % | 0.5 | 100.1 | . | 否 |
        | . | % | 0.49 | 96 | . | 否 |
        | . | % | 1.01 | 100 | . | 否 |
        | . | % | 0.5 | 29 | . | 否 |
        | . | % | 0.95 | 0.96 | . | 否 |
        | ≤ | % | 0.5 | 40 | . | 否 |
        | . | 条 | 0.95 | 96 | . | 否 |
        | . | % | 0.95 | 96 | 游客增长率 | 否 |
        | . | % | 0.95 | 空 | . | 否 |
    """),
    ids=str,
)
def test_a_target_typed_as_a_fraction_is_known(line: dict[str, str]) -> None:
    """Half a percent to one, of what is no growth and no error, where about a hundred times that was reached."""
    wanted = line.pop("小数") == "是"
    assert row(**line).target_fraction is wanted


@pytest.mark.parametrize(
    "line",
    rows("""
        | 方向 | 指标值 | 完成值 | 得分 | 过高 | 过低 | 进位 |
        |---|---|---|---|---|---|---|
        | . | . | 3 | 11.25 | . | . | . |
        | . | . | 3 | 11.27 | . | . | . |
        | . | . | 3 | 11.28 | 11.25 | . | . |
        | . | . | 3 | 11.22 | . | 11.25 | . |
        | . | . | 3 | 11 | . | . | . |
        | . | . | 3 | 11.3 | . | . | . |
        | . | . | 3.9 | 15 | . | . | 14.63 |
        | . | . | 3.99 | 15 | . | . | . |
        | . | . | 0 | 3 | . | . | . |
        | . | . | 3 | 16 | . | . | . |
        | . | 0 | 0 | 10 | . | . | . |
        | > | 0 | 0 | 10 | . | 15 | . |
        | . | . | 3 | 空 | . | . | . |
        | 定性 | . | 达成 | 3 | . | . | . |
        | . | . | ≥4 | 3 | . | . | . |
    """),
    ids=str,
)
def test_points_are_held_against_the_formula_to_their_own_decimals(line: dict[str, str]) -> None:
    """Above, below, or rounded up to whole points; not where another finding says what is wrong."""
    wanted = tuple(line.pop(name, None) for name in ("过高", "过低", "进位"))
    assert row(**line).score_faults() == wanted


@pytest.mark.parametrize(
    "line",
    rows("""
        | 完成值 | 分值 | 得分 | 应在 |
        |---|---|---|---|
        | 达成 | 30 | 20 | 24 至 30 分 |
        | 达成 | 30 | 23.98 | . |
        | 达成 | 30 | 30 | . |
        | 达成 | 30 | 31 | . |
        | 部分达成 | 30 | 24 | 18 分以上、低于 24 分 |
        | 部分达成 | 30 | 23.99 | . |
        | 部分达成 | 30 | 17 | 18 分以上、低于 24 分 |
        | 未达成 | 30 | 18 | 低于 18 分 |
        | 未达成 | 30 | 0 | . |
        | 较好 | 30 | 3 | . |
        | 达成 | 30 | 空 | . |
    """),
    ids=str,
)
def test_points_outside_their_tier_are_told_with_its_range(line: dict[str, str]) -> None:
    """The bound itself belongs to the tier above."""
    wanted = line.pop("应在", None)
    assert row(方向="定性", 指标值="水面整洁", **line).out_of_tier() == wanted


def test_a_tier_of_an_unknown_preset_is_held_against_nothing() -> None:
    """Nor is what a missed limit earns, which differs by preset."""
    tier = {S + "E2": "定性", S + "F2": "整洁", S + "H2": "达成", S + "J2": "3"}
    limit = {S + "E2": "≤", S + "F2": "4", S + "H2": "5", S + "J2": "15"}
    for cells, known in ((tier, False), (limit, False), (tier, True), (limit, True)):
        book = sound_book(cells | ({} if known else {"基本信息!B10": "?"}))
        judged = RowFacts(BookFacts(book), book.indicators[0])
        assert (judged.out_of_tier() is not None or judged.exact is not None) is known
    for cells, exact in (({S + "E2": "≤"}, 15), ({S + "E2": "<", S + "H2": "5"}, None), ({S + "H2": "3"}, 11.25)):
        book = sound_book(cells | {"基本信息!B10": "?"})
        assert RowFacts(BookFacts(book), book.indicators[0]).exact == exact


@pytest.mark.parametrize(
    "line",
    rows("""
        | 方向 | 完成值 | 得分 | 原因 | 失分 |
        |---|---|---|---|---|
        | . | 3 | 11.25 | 空 | 3.75 |
        | . | 3 | 11.25 | 无 | 3.75 |
        | . | 3 | 11.25 | 雨天停工 | . |
        | . | 3 | 11.25 | ? | . |
        | . | 3 | 14.98 | 空 | . |
        | . | 3 | 14.97 | 空 | 0.03 |
        | . | 4 | 14 | 空 | . |
        | . | 3 | 空 | 空 | . |
        | . | ≥4 | 11 | 空 | . |
        | 定性 | 部分达成 | 11 | 空 | 4 |
    """),
    ids=str,
)
def test_points_lost_without_a_reason_are_counted(line: dict[str, str]) -> None:
    """Not where the formula would give them all: then the points themselves are wrong."""
    wanted = line.pop("失分", None)
    lost = row(**line).lost()
    assert (None if lost is None else str(lost)) == wanted


@pytest.mark.parametrize(
    "line",
    rows("""
        | 方向 | 指标值 | 完成值 | 原因 | 超过 |
        |---|---|---|---|---|
        | . | . | 12 | 空 | 300% |
        | > | . | 12 | 空 | 300% |
        | = | . | 12 | 无 | 300% |
        | ≤ | . | 12 | 空 | . |
        | . | 1 | 12 | 空 | 1200% |
        | . | . | 12 | 上级加派任务 | . |
        | . | . | 4 | 空 | . |
        | . | 0 | 12 | 空 | . |
        | . | -4 | 12 | 空 | . |
        | . | 空 | 12 | 空 | . |
        | . | . | 空 | 空 | . |
        | . | . | ≥4 | 空 | . |
    """),
    ids=str,
)
def test_results_far_over_the_target_are_told_with_their_rate(line: dict[str, str]) -> None:
    """Where nobody says why."""
    wanted = line.pop("超过", None)
    assert row(**line).far_over() == wanted


@pytest.mark.parametrize(
    "line",
    rows("""
        | 方向 | 指标值 | 完成值 | 词 |
        |---|---|---|---|
        | . | 若干 | 4 | wordy_target |
        | . | . | 很多 | wordy |
        | ≤ | 2023-12-31 | 年底 | undated |
        | . | 若干 | 很多 | wordy_target |
        | 定性 | 若干 | 很多 | . |
        | 空 | 若干 | 很多 | . |
        | . | . | 空 | . |
        | . | 空 | 4 | . |
        | ≤ | 2023-12-31 | 2023-12-20 | . |
    """),
    ids=str,
)
def test_words_where_a_number_or_a_day_belongs_are_one_mistake(line: dict[str, str]) -> None:
    """Of the target, of the result, or of the day of the result."""
    wanted = line.pop("词", None)
    judged = row(**line)
    assert [name for name in ("wordy_target", "wordy", "undated") if getattr(judged, name)] == (
        [wanted] if wanted else []
    )
    assert judged.judged is (wanted is None)


@pytest.mark.parametrize("name", ["指标值", "完成值", "分值", "得分", "方向"])
def test_a_row_that_nobody_could_read_is_held_against_nothing(name: str) -> None:
    """The cell itself was reported."""
    assert row(**{name: "?"}).judged is False
    assert row().judged is True
    assert row(完成值="12", 分值="?").far_over() is None
    assert row(方向="定性", 指标值="?", 完成值="达成", 分值="30", 得分="20").out_of_tier() is None


def test_a_target_that_is_a_number_and_a_day_wants_a_number() -> None:
    """The day alone would want a day."""
    facts = row(完成值="很多").facts
    target = Measure("4", Decimal(4), date(2023, 12, 31))
    both = RowFacts(facts, replace(facts.book.indicators[0], target=target))
    alone = RowFacts(facts, replace(facts.book.indicators[0], target=replace(target, number=None)))
    assert ((both.wordy, both.undated), (alone.wordy, alone.undated)) == ((True, False), (False, True))


def _zero(target: str, direction: str) -> bool:
    return row(指标值=target, 方向=direction).zero_target


def test_a_target_of_nothing_is_met_by_anything() -> None:
    """With ≥ only."""
    assert [_zero(*it) for it in (("0", "≥"), ("0", ">"), ("0", "≤"), ("1", "≥"), ("", "≥"))] == [True, *[False] * 4]


def first_row(points: str, weight: str) -> Indicator:
    """Give the first row with these points and weight."""
    return sound_book({S + "J2": points, S + "I2": weight}).indicators[0]


@pytest.mark.parametrize(
    ("points", "weight", "over"), [("15", "15", False), ("15.01", "15", True), ("", "15", False), ("15", "", False)]
)
def test_points_over_the_weight_are_known(points: str, weight: str, over: bool) -> None:  # noqa: FBT001  (the expected answer)
    """The weight itself is not over."""
    book = sound_book({S + "J2": points, S + "I2": weight})
    assert RowFacts(BookFacts(book), first_row(points, weight)).over_weight is over
