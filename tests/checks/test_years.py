"""Two years: this one is held against last: amounts and scores too unlike it without a word, results too like it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.books_support import sound_book
from tests.checks_support import Case
from tests.rollover_support import found_of_years, two_years

DOUBLED = {"项目清单!G2": "250,000", "项目清单!H2": "200,000"}
SPENT = {("spent-unlike-last-year", "项目清单!H2")}
SAME_ACTUALS = {"绩效指标!H2": "5", "绩效指标!H3": "97", "绩效指标!H5": "24500", "绩效指标!H12": "600"}
LOW = {"绩效指标!J6": "5", "绩效指标!J7": "0", "绩效指标!J2": "0"}
THIRD = {
    "项目清单!A4": "3", "项目清单!B4": "图书采购经费", "项目清单!G4": "50,000", "项目清单!H4": "48,000",
    "项目清单!J4": "买书", "项目清单!K4": "买了", "项目清单!A5": "合计",
}  # fmt: skip

CASES = [
    Case("a year written anew is left alone", {}),
    Case("spending that doubled without a word is flagged at the amount", DOUBLED, SPENT),
    Case("a reason in 完成情况 is enough", DOUBLED | {"项目清单!K2": "新增两条沟渠，清理到位"}),
    Case(
        "a reason in the text about the project is enough",
        DOUBLED | {"报告正文!C3": "沟渠保洁经费比上年多，用于清淤。"},
    ),
    Case("residents who gained more are no reason", DOUBLED | {"项目清单!K2": "提高了群众满意度，因地制宜开展"}, SPENT),
    Case("more work to pay for is one", DOUBLED | {"项目清单!K2": "保洁面积扩大一倍"}),
    Case("a reason in another project's text is none", DOUBLED | {"报告正文!C4": "文化活动经费比上年少。"}, SPENT),
    Case("spending that fell by half is flagged, too", {"项目清单!H2": "40,000"}, SPENT),
    Case("spending that rose by a third is left alone", {"项目清单!H2": "130,000"}),
    Case("a blank amount is said elsewhere", {"项目清单!H2": ""}),
    Case("a project of another name is a new one", DOUBLED | {"项目清单!B2": "道路保洁经费"}),
    Case(
        "a declared score that fell by ten points is flagged",
        {"基本信息!B9": "85"},
        {("score-unlike-last-year", "基本信息!B9")},
    ),
    Case(
        "a reason for the score in 五 is enough",
        {"基本信息!B9": "85", "报告正文!A2": "五", "报告正文!C2": "由于雨水多，活动减少。"},
    ),
    Case(
        "three results of last year are flagged in one finding", SAME_ACTUALS, {("actuals-as-last-year", "绩效指标!H2")}
    ),
    Case("two results of last year are chance", {"绩效指标!H2": "5", "绩效指标!H3": "97"}),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_this_year_against_last(case: Case) -> None:
    """Exactly these findings, with the sheet 上年对照 of the year before."""
    assert found_of_years(two_years(case.changes)) == case.finds


def test_without_last_year_nothing_is_said() -> None:
    """A workbook that was not rolled over has nothing to be held against."""
    assert found_of_years(sound_book(DOUBLED | SAME_ACTUALS)) == set()


def _with_third(spent: dict[str, str]) -> dict[str, str]:
    return {**THIRD, **spent}


def test_many_projects_that_spent_what_they_spent_last_year_are_one_finding() -> None:
    """All three to the fen: at each of their amounts; two of three are left alone."""
    last = _with_third({})
    kept = {"项目清单!H2": "94,000", "项目清单!H3": "56,000"}
    book = two_years(_with_third(kept), last)
    assert found_of_years(book) == {("amounts-as-last-year", "项目清单!H2")}
    two = two_years(_with_third({"项目清单!H2": "94,000"}), last)
    assert found_of_years(two) == set()


def test_a_name_that_bears_the_year_is_the_same_project() -> None:
    """2022年沟渠保洁经费 and 2023年沟渠保洁经费 are compared."""
    book = two_years(DOUBLED | {"项目清单!B2": "2023年沟渠保洁经费"}, {"项目清单!B2": "2022年沟渠保洁经费"})
    assert found_of_years(book) == SPENT


def test_a_name_that_stands_twice_is_not_compared() -> None:
    """Nobody knows which of them is meant."""
    book = two_years(DOUBLED, {"项目清单!B3": "沟渠保洁经费"})
    assert found_of_years(book) == set()


def test_a_projects_score_that_fell_is_flagged_at_its_points() -> None:
    """Points recomputed from formula and tiers; a reason in any of its rows is enough."""
    fallen = {"绩效指标!H6": "未达成", "绩效指标!J6": "5"}
    assert found_of_years(two_years(fallen)) == {("score-unlike-last-year", "绩效指标!J2")}
    assert found_of_years(two_years(fallen | {"绩效指标!K6": "汛期漂浮物多，已加船"})) == set()


def test_years_are_compared_only_with_what_can_be_read() -> None:
    """A 上年对照 without a year or with odd amounts gives no finding and no crash."""
    book = two_years(DOUBLED)
    assert book.before is not None
    odd = tuple(replace(kept, text="约一半") for kept in book.before.kept)
    assert found_of_years(replace(book, before=replace(book.before, kept=odd))) == set()


def test_an_odd_budget_of_last_year_is_named_beside_the_spending() -> None:
    """One finding a project, at the amounts concerned; a round budget may be granted again."""
    budget = {"项目清单!G4": "48,123.45"}
    last, now = _with_third(budget | {"项目清单!H4": "47,000"}), _with_third(budget | {"项目清单!H4": "45,000"})
    assert found_of_years(two_years(now, last)) == {("amounts-as-last-year", "项目清单!G4")}
    both = _with_third(budget | {"项目清单!H4": "48,123.45"})
    assert found_of_years(two_years(both, both)) == {("amounts-as-last-year", "项目清单!H4")}
    round_budget = _with_third({"项目清单!G4": "50,000", "项目清单!H4": "45,000"})
    assert found_of_years(two_years(round_budget, last | {"项目清单!G4": "50,000"})) == set()


def test_one_odd_amount_to_the_fen_is_no_chance() -> None:
    """48,000.00 may be a standing fee, 48,123.45 is last year's number."""
    for amount, found in (("48,123.45", {("amounts-as-last-year", "项目清单!H4")}), ("48,000", set())):
        book = two_years(_with_third({"项目清单!H4": amount}), _with_third({"项目清单!H4": amount}))
        assert found_of_years(book) == found
