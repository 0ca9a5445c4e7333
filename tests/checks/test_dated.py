"""Dates of indicators and of budget moves belong to the budget year, or all that do not are one reminder."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.checks.run_checks import book_rules, run_rule
from pipeline.model.before import Before, Kept
from pipeline.model.book import Book, Measure
from pipeline.model.contract import INFO
from tests.prose_support import book, indicator, project

TARGET, ACTUAL, MOVED = "绩效指标!F2", "绩效指标!H2", "项目清单!I2"


def made(target: date, actual: date, moved: date | None = None, funding: str | None = None) -> Book:
    """One project of 2023 with one dated indicator."""
    row = indicator(2, 1, "完工时间", "1", "1", "", direction="≤")
    dated = replace(row, target=Measure(target.isoformat(), day=target), actual=Measure(actual.isoformat(), day=actual))
    return book([project(1, "环境整治", "300000", adjusted_on=moved, funding=funding)], (), [dated])


def told(one: Book) -> list[list[str]]:
    """Give the cells of each finding."""
    (rule,) = (it for it in book_rules() if it.id == "date-outside-year")
    return [[cell.address for cell in it.cells] for it in run_rule(rule, one)]


@pytest.mark.parametrize(
    ("target", "actual", "moved", "cells"),
    [
        (date(2023, 12, 31), date(2023, 11, 28), date(2023, 9, 5), []),
        (date(2022, 12, 31), date(2022, 11, 28), None, [[TARGET, ACTUAL]]),
        (date(2023, 12, 31), date(2022, 11, 28), None, [[ACTUAL]]),
        (date(2024, 6, 30), date(2024, 5, 1), None, []),
        (date(2023, 12, 31), date(2023, 11, 28), date(2022, 12, 20), []),
        (date(2023, 12, 31), date(2023, 11, 28), date(2022, 3, 28), [[MOVED]]),
        (date(2023, 12, 31), date(2023, 11, 28), date(2024, 1, 5), [[MOVED]]),
    ],
)
def test_dates_of_another_year_are_named_together(
    target: date, actual: date, moved: date | None, cells: list[list[str]]
) -> None:
    """A deadline may lie ahead, and next year's money is handed down from October on."""
    assert told(made(target, actual, moved)) == cells


def test_last_years_money_brings_its_dates_along() -> None:
    """A project that goes on with 上年结转资金 keeps deadline and day; a move after the year is one for nobody."""
    early, carried = date(2022, 6, 30), "上年结转资金"
    assert told(made(early, early, early, carried)) == []
    assert told(made(early, early, date(2024, 1, 5), carried)) == [[MOVED]]


def test_what_the_comparison_with_last_year_tells_is_told_once() -> None:
    """With 上年对照 the dates of last year are its findings."""
    old = made(date(2022, 12, 31), date(2021, 11, 28))
    assert told(replace(old, before=Before((Kept(INFO.name, None, "", INFO.field("year").heading, "2022"),)))) == [
        [ACTUAL]
    ]


@pytest.mark.parametrize(
    ("filled", "cells"),
    [
        (date(2024, 1, 20), []),
        (date(2023, 12, 28), []),
        (date(2025, 3, 1), []),
        (date(2023, 1, 20), [["基本信息!B18", "基本信息!B3"]]),
        (date(2022, 1, 20), [["基本信息!B18", "基本信息!B3"]]),
    ],
)
def test_a_report_filled_in_before_its_year_ended_is_a_reminder(filled: date, cells: list[list[str]]) -> None:
    """January of the very year is last year's date left standing."""
    (rule,) = (it for it in book_rules() if it.id == "filled-before-year-end")
    found = run_rule(rule, book([project(1, "环境整治", "300000")], filled_on=filled))
    assert [[cell.address for cell in it.cells] for it in found] == cells
