"""A day typed as text is that day, in every form the contract names."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.intake.cells.dates import day_in, day_of_serial, deadline_in, in_range, is_impossible_day, serial_of

days = st.dates(date(1990, 1, 1), date(2100, 12, 31))
WIDE = str.maketrans("0123456789-/.", "０１２３４５６７８９－／．")


@settings(deadline=None)
@given(day=days, wide=st.booleans(), zeros=st.booleans())
def test_a_day_survives_every_way_of_typing_it(day: date, wide: bool, zeros: bool) -> None:  # noqa: FBT001  (hypothesis passes by name)
    """Dashes, slashes, points, 年月日, eight digits, full width, with the hour behind it."""
    month, number = (f"{day.month:02}", f"{day.day:02}") if zeros else (day.month, day.day)
    typed = [f"{day.year}{mark}{month}{mark}{number}" for mark in "-/."]
    typed += [f"{day.year}年{month}月{number}日", f" {day.year} 年 {month} 月 {number} 号", f"{day:%Y%m%d}"]
    for text in typed:
        assert day_in(text.translate(WIDE) if wide else text) == day
    assert day_in(f"{typed[0]} 00:00:00") == day
    assert day_in(f"{typed[3]} 星期三") == day


def test_a_day_in_chinese_words_is_that_day() -> None:
    """As documents write it."""
    assert day_in("二〇二三年八月五日") == date(2023, 8, 5)
    assert day_in("二〇二三年十二月三十一日") == date(2023, 12, 31)
    for text in ("二〇二三年十三月五日", "二〇二三年一一月五日", "二〇二三年一月五五日"):
        assert day_in(text) is None


@settings(deadline=None)
@given(day=days)
def test_a_serial_number_leads_back_to_its_day(day: date) -> None:
    """Excel's number of a day and the day belong together."""
    assert day_of_serial(serial_of(day)) == day


def test_a_serial_number_is_a_day_of_the_years_a_workbook_may_be_of() -> None:
    """45000 is what Excel stores for 2023-03-15; the first and the last such day, and none beyond."""
    assert day_of_serial(45000) == date(2023, 3, 15)
    known = [day_of_serial(serial) for serial in (32873, 32874, 73415, 73416)]
    assert known == [None, date(1990, 1, 1), date(2100, 12, 31), None]
    assert [in_range(date(year, 6, 1)) for year in (1989, 1990, 2100, 2101)] == [False, True, True, False]


@pytest.mark.parametrize("text", ["2023-2-30", "2023年13月1日", "20230231", "2023.0.5"])
def test_a_day_that_does_not_exist_is_told_from_other_text(text: str) -> None:
    """The calendar decides."""
    assert day_in(text) is None
    assert is_impossible_day(text)


@pytest.mark.parametrize("text", ["", "2023年8月", "8月5日", "23.8.5", "待定", "2023-8-5至2023-8-9", "1.5", "45143"])
def test_what_is_no_whole_day_is_not_read_as_one(text: str) -> None:
    """A month is no day, two digits are no year."""
    assert day_in(text) is None
    assert not is_impossible_day(text)


@pytest.mark.parametrize(
    ("text", "target", "actual"),
    [
        ("2023年12月底前", date(2023, 12, 31), date(2023, 12, 31)),
        ("2023年12月15日前", date(2023, 12, 15), date(2023, 12, 15)),
        ("2023-12-15", date(2023, 12, 15), date(2023, 12, 15)),
        ("12月底前", date(2023, 12, 31), date(2023, 12, 31)),
        ("6月30日前完成", date(2023, 6, 30), date(2023, 6, 30)),
        ("2024年2月底", date(2024, 2, 29), date(2024, 2, 29)),
        ("2023年11月", date(2023, 11, 30), date(2023, 11, 1)),
        ("2月上旬", date(2023, 2, 10), date(2023, 2, 1)),
        ("11月中旬", date(2023, 11, 20), date(2023, 11, 11)),
        ("2月下旬", date(2023, 2, 28), date(2023, 2, 21)),
        ("10月下旬", date(2023, 10, 31), date(2023, 10, 21)),
        ("2023-12-15前", date(2023, 12, 15), date(2023, 12, 15)),
        ("1990年1月", date(1990, 1, 31), date(1990, 1, 1)),
        ("2100年度内", date(2100, 12, 31), date(2100, 1, 1)),
        ("三季度末", date(2023, 9, 30), date(2023, 9, 30)),
        ("2022年第4季度", date(2022, 12, 31), date(2022, 10, 1)),
        ("上半年", date(2023, 6, 30), date(2023, 1, 1)),
        ("2022年下半年前完成", date(2022, 12, 31), date(2022, 7, 1)),
        ("上半年末", date(2023, 6, 30), date(2023, 6, 30)),
        ("年底前", date(2023, 12, 31), date(2023, 12, 31)),
        ("2022年内", date(2022, 12, 31), date(2022, 1, 1)),
    ],
)
def test_a_deadline_is_a_day_and_nobody_is_called_late_in_error(text: str, target: date, actual: date) -> None:
    """A target counts to the end of its period, an actual from its beginning."""
    assert deadline_in(text, 2023) == target
    assert deadline_in(text, 2023, earliest=True) == actual


@pytest.mark.parametrize(
    "text",
    ["按时完成", "14个", "2023年", "100%", "13月底前", "0月底", "1989年底", "2101年底", "2月30日前", "年", "5次/季度"],
)
def test_words_and_numbers_are_no_deadline(text: str) -> None:
    """What names no period stays words."""
    assert deadline_in(text, 2023) is None


def test_a_deadline_without_a_year_needs_the_year_of_the_report() -> None:
    """No year is invented."""
    assert deadline_in("12月底前", None) is None
    assert deadline_in("2023年12月底前", None) == date(2023, 12, 31)
