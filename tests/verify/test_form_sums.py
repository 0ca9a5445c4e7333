"""The numbers of one official form against each other, to the word: funds, rate, weights, points and score."""

from __future__ import annotations

import pytest

from pipeline.verify.foreign.form import Form, Line
from pipeline.verify.foreign.form_sums import hold_form
from pipeline.verify.reading.text import Text
from tests.markdown import table

FORM = """
    | label | initial | budget | spent | weight | rate   | points |
    |-------|---------|--------|-------|--------|--------|--------|
    | 总额  | 34      | 34     | 32.51 | 10     | 95.62% | 9.56   |
    | 拨款  | 30      | 30     | 30    |        |        |        |
    | 结转  | 4       | 4      | 2.51  |        |        |        |
    | 数量  |         |        |       | 50     |        | 50     |
    | 满意  |         |        |       | 40     |        | 39     |
    | 总分  |         |        |       | 100    |        | 98.56  |
"""
COARSE = {  # 3.25 of 3.40 万元: anything from 95.30 to 95.88 percent
    "总额.spent": "3.25",
    "拨款.spent": "3",
    "结转.spent": "0.25",
    "总额.rate": "95.4%",
    "总额.budget": "3.4",
    "拨款.budget": "3",
    "结转.budget": "0.4",
}
WHOLE = {  # 33 of 34.00 万元
    "总额.spent": "33",
    "结转.spent": "3",
    "总额.budget": "34.00",
    "总额.points": "9.71",
    "总分.points": "98.71",
}
FUNDS = "年度资金总额的{}写的是 {}，下面各行相加是 {}。"
RATE = "执行率写的是 {}%，按全年执行数 {} 和全年预算数 {} 计算是 {}%。"
RATED = "执行率的得分写的是 {}，按分值 {} 和执行率计算是 {}。"


def _form(changes: dict[str, str], more: tuple[str, ...] = ()) -> Form:
    """Give the form with boxes changed (总额.spent); more parts have an initial budget only."""
    lines = {row["label"]: row | {"label": row["label"]} for row in table(FORM)}
    for place, text in changes.items():
        label, key = place.split(".")
        lines[label][key] = text
    made = {
        label: Line(label, {key: Text(text, f"{label}.{key}") for key, text in row.items() if key != "label"})
        for label, row in lines.items()
    }
    parts = [made["拨款"], made["结转"], *(Line(it, {"initial": Text(it, f"{it}.initial")}) for it in more)]
    return Form(made["总额"], tuple(parts), (made["数量"], made["满意"]), made["总分"])


def _found(form: Form) -> list[tuple[str, str, str]]:
    return [(it.finding.rule.id, it.where, it.finding.message) for it in hold_form(form)]


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"总额.initial": "33"}, [("form-funds", "总额.initial", FUNDS.format("年初预算数", 33, 34))]),
        (
            {"拨款.initial": "0", "结转.initial": ""},
            [("form-funds", "总额.initial", FUNDS.format("年初预算数", 34, 0))],
        ),
        ({"拨款.initial": "", "结转.initial": "—"}, []),
        ({"拨款.initial": "三十", "结转.initial": "5"}, []),
        ({"总额.initial": ""}, []),
        (
            {"总额.initial": "", "结转.spent": "2.51", "结转.budget": "5"},
            [("form-funds", "总额.budget", FUNDS.format("全年预算数", 34, 35))],
        ),
        ({"结转.spent": "2.52"}, [("form-funds", "总额.spent", FUNDS.format("全年执行数", "32.51", "32.52"))]),
        ({"拨款.spent": "30.00"}, []),
        ({"拨款.spent": "30.01"}, []),
        ({"拨款.spent": "30.02"}, [("form-funds", "总额.spent", FUNDS.format("全年执行数", "32.51", "32.53"))]),
        ({"总额.rate": "95.61%"}, []),
        ({"总额.rate": "95.65%"}, []),
        ({"总额.rate": "95.66%"}, [("form-rate", "总额.rate", RATE.format("95.66", "32.51", 34, "95.62"))]),
        ({"总额.rate": "96"}, []),
        ({"总额.rate": "97"}, [("form-rate", "总额.rate", RATE.format("97", "32.51", 34, "96"))]),
        ({"总额.rate": "", "总额.budget": "34.00", "拨款.budget": "30.00", "结转.budget": "4.00"}, []),
        (WHOLE | {"总额.rate": "97.04%"}, []),
        ({"总额.points": "9.54", "总分.points": "98.54"}, []),
        ({"总额.points": "9.58", "总分.points": "98.58"}, []),
        (
            {"总额.points": "9.53", "总分.points": "98.53"},
            [("form-rate", "总额.points", RATED.format("9.53", 10, "9.56"))],
        ),
        (
            {"总额.points": "9.59", "总分.points": "98.59"},
            [("form-rate", "总额.points", RATED.format("9.59", 10, "9.56"))],
        ),
        (COARSE | {"总额.points": "9.51", "总分.points": "98.51"}, []),
        (COARSE | {"总额.points": "9.61", "总分.points": "98.61"}, []),
        (
            COARSE | {"总额.points": "9.62", "总分.points": "98.62"},
            [("form-rate", "总额.points", RATED.format("9.62", 10, "9.56"))],
        ),
        (
            {
                "总额.spent": "40",
                "结转.spent": "10",
                "总额.rate": "117.65%",
                "总额.points": "10.03",
                "总分.points": "99.03",
            },
            [
                ("form-rate", "总额.points", RATED.format("10.03", 10, "10")),
                ("form-points", "总额.points", "得分写的是 10.03，高于分值 10。"),
            ],
        ),
        ({"总额.budget": "0", "拨款.budget": "0", "结转.budget": "0"}, []),
        ({"总额.spent": "", "总额.rate": "1%", "总额.points": "1", "总分.points": "90"}, []),
        (
            {"数量.weight": "51"},
            [("form-weights", "总额.weight", "各项分值连同执行率的分值合计是 101 分，应为 100 分。")],
        ),
        ({"总分.weight": "99"}, [("form-weights", "总分.weight", "总分一行的分值写的是 99，各项分值合计是 100。")]),
        ({"总分.weight": ""}, []),
        ({"数量.weight": "五十"}, []),
        ({"数量.weight": "", "满意.weight": "90"}, []),
        ({"数量.weight": "", "满意.weight": "90", "总分.points": "48.56"}, []),
        (
            {"数量.weight": "", "数量.points": "", "满意.weight": "90", "总分.points": "49.56"},
            [("form-score", "总分.points", "总分写的是 49.56，各项得分相加是 48.56。")],
        ),
        (
            {"满意.points": "40.5", "总分.points": "100.06"},
            [("form-points", "满意.points", "得分写的是 40.5，高于分值 40。")],
        ),
        ({"满意.points": "40", "总分.points": "99.56"}, []),
        ({"总分.points": "98.58"}, []),
        ({"总分.points": "98.59"}, [("form-score", "总分.points", "总分写的是 98.59，各项得分相加是 98.56。")]),
        ({"总分.points": "98.53"}, [("form-score", "总分.points", "总分写的是 98.53，各项得分相加是 98.56。")]),
        ({"总分.points": ""}, []),
        ({"满意.points": "", "总分.points": "1"}, []),
    ],
)
def test_the_numbers_of_a_form_follow_from_each_other(
    changes: dict[str, str], found: list[tuple[str, str, str]]
) -> None:
    """Funds to what their decimals leave open, rates to their own, scores within 0.02; blank boxes claim nothing."""
    assert _found(_form(changes)) == found


@pytest.mark.parametrize(
    ("more", "whole", "found"),
    [
        (("18", "12"), "34", []),
        (("18", "12"), "46", []),
        (("18", "12"), "35", ["form-funds"]),
        (("18",), "34", ["form-funds"]),
        (("18", "12"), "0", ["form-funds"]),
        (("64", "12"), "64", []),
        (("18", "12"), "64", []),
        (("18", "12", "0"), "34", []),
        (tuple("123456789"), "34", ["form-funds"]),
        (tuple("12345678"), "34", []),
    ],
)
def test_of_more_than_three_lines_some_may_be_parts_of_others(
    more: tuple[str, ...], whole: str, found: list[str]
) -> None:
    """30 and 4 make 34, of which 18 and 12 are the 30; three lines are the official ones, and all of them add up."""
    assert [rule for rule, *_ in _found(_form({"总额.initial": whole}, more))] == found


def test_a_form_without_scores_is_held_to_its_funds_and_its_rate() -> None:
    """The upper half alone."""
    form = _form({"总额.weight": "", "总额.rate": "90%"})
    alone = Form(form.funds, form.parts, (), None)
    assert [rule for rule, *_ in _found(alone)] == ["form-rate"]


def test_a_finding_says_what_stands_there_and_what_should() -> None:
    """As found and expected."""
    (weights,) = hold_form(_form({"数量.weight": "51", "总分.weight": "101"}))
    assert (weights.finding.found, weights.finding.expected) == ("101", "100")
