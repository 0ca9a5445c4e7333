"""Targets and actuals are numbers, days or words, read in the light of their row."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pipeline.intake.raw import Mark, Scalar
from pipeline.model.book import Measure
from tests.parse_support import raw_book, read_book, read_edited, said

YEAR_END = date(2023, 12, 31)


@pytest.mark.parametrize(
    ("typed", "measure", "as_text"),
    [
        (5, Measure("5", Decimal(5)), False),
        (5.50, Measure("5.5", Decimal("5.5")), False),
        ("1,200", Measure("1,200", Decimal(1200)), True),
        ("１４", Measure("１４", Decimal(14)), True),
        ("95%", Measure("95%", Decimal(95)), True),
        ("14 公里", Measure("14 公里", Decimal(14)), True),
        ("14个", Measure("14个"), False),
        ("≥266米", Measure("≥266米"), False),
        ("已完成100%", Measure("已完成100%"), False),
        ("2023年12月底前", Measure("2023年12月底前", None, YEAR_END), False),
        ("12月底前", Measure("12月底前", None, YEAR_END), False),
        ("2023-12-31", Measure("2023-12-31", None, YEAR_END), False),
        (YEAR_END, Measure("2023年12月31日", None, YEAR_END), False),
        (" 按时完成 ", Measure("按时完成"), False),
        ("-", Measure("-"), False),
        ("", None, False),
    ],
)
def test_an_actual_is_a_number_a_day_or_words(typed: Scalar, measure: Measure | None, as_text: bool) -> None:  # noqa: FBT001  (a table column)
    """Words are kept; whether they may stand there is for the checks to say."""
    book, findings = read_edited({"绩效指标!H2": typed})
    assert book.indicators[0].actual == measure
    assert findings == ({("number-as-text", "绩效指标!H2")} if as_text else set())


@pytest.mark.parametrize(
    ("sign", "typed", "number"),
    [
        ("≥", "≥266", 266),
        ("≥", ">=266公里", 266),
        ("≥", "不低于266", 266),
        ("≥", "不得少于266公里", 266),
        ("≥", "至少266", 266),
        ("≥", "不得超过266", None),
        ("≥", "266以上", 266),
        ("≥", "266公里及以上", 266),
        ("≥", "≤266", None),
        ("≥", "266以内", None),
        ("≥", "266左右", None),
        ("≤", "不得超过266", 266),
        ("≤", "266公里或以下", 266),
        ("≤", "266以内", 266),
        ("≤", "266之内", 266),
        ("≤", "266以上", None),
    ],
)
def test_a_target_may_repeat_the_direction_of_its_own_row(sign: str, typed: str, number: int | None) -> None:
    """≥266 and 266以上 under ≥ are 266; what says another direction is words."""
    book, _ = read_edited({"绩效指标!E2": sign, "绩效指标!F2": typed})
    assert book.indicators[0].target == Measure(typed, None if number is None else Decimal(number))


def test_a_unit_behind_the_number_stands_in_for_a_blank_unit() -> None:
    """14个 against 12个 is 14 against 12; where the two units differ they stay words; amounts always do."""
    rows: list[tuple[Scalar, Scalar, list[int | None]]] = [
        ("14个", "12个", [14, 12]),
        (14, "12个", [14, 12]),
        ("14个", "12次", [None, None]),
        ("5万元", "5万元", [None, None]),
        ("14户以上", "15户", [14, 15]),
        (100, "100%完成", [100, None]),
        (14, "14以上", [14, None]),
    ]
    for target, actual, numbers in rows:
        book, _ = read_edited({"绩效指标!F2": target, "绩效指标!G2": None, "绩效指标!H2": actual})
        first = book.indicators[0]
        assert first.target is not None
        assert first.actual is not None
        assert [first.target.number, first.actual.number] == numbers


@pytest.mark.parametrize(
    ("unit", "typed", "number"),
    [
        ("万元", "28000元", "2.8"),
        ("元", "3万元", "30000"),
        ("元", "3千元", "3000"),
        ("万元", "1.5亿元", "15000"),
        ("人", "215名", "215"),
        ("位", "215人", "215"),
        ("户", "215人", None),
        ("元", "215户", None),
        ("人", "215人次", None),
    ],
)
def test_a_number_in_another_unit_of_the_same_kind_is_counted_in_the_rows_own(
    unit: str, typed: str, number: str | None
) -> None:
    """Money and people only: persons are no households."""
    book, _ = read_edited({"绩效指标!G2": unit, "绩效指标!H2": typed})
    assert book.indicators[0].actual == Measure(typed, None if number is None else Decimal(number))


def test_a_number_counted_in_another_unit_is_told_with_the_rows_own() -> None:
    """2.8 alone would not say how 28000元 was read."""
    told = {"28000元": "2.8万元", "3万元": "3", "3.0": "3.0", "95%": "95"}
    for typed, number in told.items():
        _, findings = read_book(raw_book({"绩效指标!G2": "万元", "绩效指标!F2": "3", "绩效指标!H2": typed}))
        assert [it.message.partition("，")[2] for it in findings] == ["已读作 3。", f"已读作 {number}。"]


def test_a_quarter_beside_a_blank_unit_is_a_day_not_the_number_of_its_year() -> None:
    """2023年第四季度 is no 2023 of the unit 年第四季度."""
    book, findings = read_edited({"绩效指标!F2": "2023年第四季度", "绩效指标!G2": None, "绩效指标!H2": "2023年上半年"})
    first = book.indicators[0]
    assert first.target == Measure("2023年第四季度", None, YEAR_END)
    assert first.actual == Measure("2023年上半年", None, date(2023, 1, 1))
    assert findings == set()


@pytest.mark.parametrize(
    ("typed", "text"),
    [("达成", "达成"), (" 部分 达成", "部分达成"), ("未达成\n", "未达成"), ("基本达成", "基本达成"), ("95%", "95%")],
)
def test_a_qualitative_actual_is_its_tier(typed: str, text: str) -> None:
    """Blanks do not count; other words stay as typed, no number is asked for."""
    book, findings = read_edited({"绩效指标!H3": typed})
    assert book.indicators[1].actual == Measure(text)
    assert findings == set()


@pytest.mark.parametrize("typed", [True, False, float("inf")])
def test_what_is_neither_number_nor_day_nor_words_is_critical(typed: Scalar) -> None:
    """A truth value measures nothing."""
    book, findings = read_edited({"绩效指标!H2": typed})
    assert findings == {("measure-unreadable", "绩效指标!H2")}
    assert {cell.ref for cell in book.unread} == {"H2"}


def test_a_merged_target_speaks_for_all_its_rows_and_an_error_in_it_is_said_once() -> None:
    """Merged words, days and numbers fill down."""
    book, findings = read_book(raw_book({"绩效指标!F3": None}, merged=["绩效指标!F2:F3"]))
    assert findings == []
    assert [one.target and one.target.text for one in book.indicators] == ["5", "5", "90"]
    marks = {"绩效指标!F2": Mark.ERROR}
    edits: dict[str, Scalar] = {"绩效指标!F2": None, "绩效指标!F3": None}
    _, findings = read_book(raw_book(edits, marks=marks, merged=["绩效指标!F2:F3"]))
    assert said(findings) == {("cell-error", "绩效指标!F2")}


def test_a_deadline_without_year_stays_words_where_the_report_has_none() -> None:
    """No year is invented."""
    book, findings = read_edited({"绩效指标!F2": "12月底前", "基本信息!B4": "某年"})
    assert book.indicators[0].target == Measure("12月底前")
    assert findings == {("year-unreadable", "基本信息!B4")}
