"""Text copied from last year is shown with both texts; what stands from year to year is listed once, as an info."""

from __future__ import annotations

import pytest

from pipeline.checks.likeness import copied_paragraphs
from tests.checks_support import Case
from tests.rollover_support import found_of_years, two_years

P = "报告正文!"
COPIED = {P + "C3": "沟渠保洁经费支出9.4万元，清运垃圾120吨。"}
RESULT = {("result-as-last-year", P + "C3")}
INFO = {("text-as-last-year", P + "C2")}
STANDING = "资金由财务室保管和核算。"
LIMITS = {"基本信息!B12": "5,000"}

CASES = [
    Case("a paragraph with last year's words and figures is flagged", COPIED, RESULT),
    Case("with other figures it was written anew", {P + "C3": "沟渠保洁经费支出9.6万元，清运垃圾130吨。"}),
    Case(
        "one letter changed and all figures kept is still copied",
        {P + "C3": "沟渠保洁经费支出9.4万元，清运淤泥120吨。"},
        RESULT,
    ),
    Case("figures as tokens are this year's", {P + "C3": "沟渠保洁经费支出{支出万元}，清运垃圾120吨。"}),
    Case("in another section it is a sentence of last year's all the same", COPIED | {P + "A3": "四.1"}, RESULT),
    Case("a paragraph without figures is listed as an info", {P + "C2": STANDING}, INFO),
    Case(
        "完成情况 word by word is flagged", {"项目清单!K3": "办了八场演出", "项目清单!K2": "清理了十二处淤泥，水面干净"}
    ),
    Case("a short 完成情况 may be the same", {"项目清单!K3": "办了八场演出"}),
    Case(
        "a sentence that named last year and stands again is flagged",
        {P + "C2": "2022年资金按制度使用。"},
        {("last-year-left", P + "C2"), ("text-as-last-year", P + "C2")},
    ),
    Case("last year in a new sentence is a comparison", {P + "C2": "2022年只有一处，今年两处都做了。"}),
    Case("a name of last year is flagged", {"项目清单!B2": "2022年沟渠保洁经费"}, {("last-year-left", "项目清单!B2")}),
    Case(
        "money carried over may bear last year's name",
        {"项目清单!B2": "2022年沟渠保洁经费", "项目清单!E2": "上年结转资金"},
    ),
    Case(
        "a date of last year in an indicator is flagged",
        {"绩效指标!H10": "2022-12-20"},
        {("last-year-left", "绩效指标!H10")},
    ),
    Case(
        "an 指标调整日期 of last year is flagged",
        {"项目清单!I2": "2022-11-30"},
        {("last-year-left", "项目清单!I2")},
    ),
    Case(
        "money carried over may have come last year",
        {"项目清单!I2": "2022-11-30", "项目清单!E2": "上年结转资金"},
    ),
    Case(
        "a name, a target in words and evidence that named last year are flagged where they stand again",
        {"绩效指标!D2": "2022年保洁条数", "绩效指标!F6": "2022年水面干净", "绩效指标!L3": "2022年检查记录"},
        {("last-year-left", f"绩效指标!{ref}") for ref in ("D2", "F6", "L3")},
    ),
    Case("evidence that names last year and is new is left alone", {"绩效指标!L4": "2022年检查记录"}),
    Case(
        "a reason of last year, word by word and with its figures, is flagged",
        {"绩效指标!K8": "雨天多，少办了两场，明年改在室内"},
        {("result-as-last-year", "绩效指标!K8")},
    ),
    Case(
        "a sentence that names last year in Chinese numerals is flagged, too",
        {P + "C2": "二〇二二年资金按制度使用。"},
        {("last-year-left", P + "C2"), ("text-as-last-year", P + "C2")},
    ),
    Case(
        "last year's 预算年度 is flagged, and nothing else",
        {"基本信息!B3": "2022"},
        {("last-year-left", "基本信息!B3")},
    ),
]
LAST = {
    "a name, a target in words and evidence that named last year are flagged where they stand again": {
        "绩效指标!D2": "2022年保洁条数",
        "绩效指标!F6": "2022年水面干净",
        "绩效指标!L3": "2022年检查记录",
    },
    "a reason of last year, word by word and with its figures, is flagged": {
        "绩效指标!K8": "雨天多，少办了两场，明年改在室内"
    },
    "a sentence that names last year in Chinese numerals is flagged, too": {P + "C2": "二〇二二年资金按制度使用。"},
    "a sentence that named last year and stands again is flagged": {P + "C2": "2022年资金按制度使用。"},
    "last year in a new sentence is a comparison": {P + "C2": "2022年资金按制度使用。"},
    "a name of last year is flagged": {"项目清单!B2": "2022年沟渠保洁经费"},
    "money carried over may bear last year's name": {"项目清单!B2": "2022年沟渠保洁经费"},
}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_text_against_last_years(case: Case) -> None:
    """Exactly these findings."""
    assert found_of_years(two_years(case.changes, LAST.get(case.sentence))) == case.finds


def test_a_long_result_word_by_word_is_flagged_at_its_cell() -> None:
    """完成情况 tells of one year only."""
    told = "清理了十二处淤泥，两条沟渠保持了干净，没有收到投诉。"
    book = two_years({"项目清单!K2": told}, {"项目清单!K2": told})
    assert found_of_years(book) == {("result-as-last-year", "项目清单!K2")}


def test_limits_and_habits_stay_true_from_year_to_year() -> None:
    """5,000 元 is the declared limit, 每月一次 a habit: the paragraph is an info, no warning."""
    text = "5,000元以上的支出先经行政办公会，每月核对一次账目。"
    book = two_years(LIMITS | {P + "C2": text}, LIMITS | {P + "C2": text})
    assert found_of_years(book) == INFO


def test_one_sentence_kept_in_a_paragraph_written_anew_is_flagged() -> None:
    """With its figures; a sentence without figures, and a rate (每人300元) that stays the same, are left alone."""
    last = {P + "C3": "沟渠保洁经费支出9.4万元。全年清运垃圾120吨，没有收到投诉。"}
    kept = {P + "C3": "今年换了保洁单位，重新划了责任河段。全年清运垃圾120吨，没有收到投诉。"}
    assert found_of_years(two_years(kept, last)) == RESULT
    rate = {P + "C3": "按每人每月300元的标准发放补贴，由社区公示。"}
    now = {P + "C3": "今年新添了两名保洁员。按每人每月300元的标准发放补贴，由社区公示。"}
    assert found_of_years(two_years(now, rate)) == set()


def test_both_texts_are_at_hand() -> None:
    """What the page shows side by side."""
    (copy,) = copied_paragraphs(two_years(COPIED))
    assert copy.now == copy.last == COPIED[P + "C3"]
