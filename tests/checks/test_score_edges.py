"""Scores at their edges: how far a declared score may be off while another mistake explains it, and what is doubted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipeline.checks.score import full_marks_everywhere, outputs_without_spending, score_mean, score_over_cap
from tests.books_support import sound_book
from tests.checks.test_score import FULL, LOCAL, LOW, S

if TYPE_CHECKING:
    from pipeline.model.book import Book

SCORE = "基本信息!B9"
NOBODY = {f"项目清单!{column}{row}": "" for row in (2, 3) for column in "ABEFGHJK"}


def told(rule: object, book: Book) -> list[tuple[str, str, str]]:
    """First cell, what was found and what was expected, of every finding of a rule."""
    return [(it.cells[0].address, it.found, it.expected) for it in rule.run(book)]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("cells", "least", "most"),
    [
        ({S + "J2": "16"}, "99.03", "99.07"),
        ({S + "J8": "15"}, "99.03", "99.07"),
        ({S + "H6": "部分达成"}, "93.03", "96.07"),
        ({S + "H2": "0"}, "91.53", "91.57"),
        ({S + "J2": "16", S + "H2": "若干"}, "91.53", "99.07"),
        ({S + "H3": "0.96"}, "91.61", "91.64"),
    ],
    ids=[
        "above the weight",
        "above the formula",
        "outside the tier",
        "nothing delivered",
        "above, and nothing to count",
        "a percentage typed as a fraction",
    ],
)
def test_a_score_that_is_right_once_a_wrong_row_is_corrected_is_no_second_mistake(
    cells: dict[str, str], least: str, most: str
) -> None:
    """Between the least and the most that the row may be worth, and two hundredths more; a hundredth beyond is one."""
    for declared, far in ((least, False), (most, False), (least, True), (most, True)):
        moved = f"{float(declared) + (0.01 if declared == most else -0.01):.2f}" if far else declared
        found = told(score_mean, sound_book(cells | {SCORE: moved}))
        assert bool(found) == far, moved


def test_the_mean_of_what_was_typed_is_never_a_mistake_of_the_score() -> None:
    """The wrong row itself is told at its cell."""
    assert told(score_mean, sound_book({S + "J2": "16", SCORE: "99.55"})) == []


def test_a_wrong_score_is_told_with_the_right_one() -> None:
    """Also where everything is full, or where a lost row does not explain it."""
    assert told(score_mean, sound_book(FULL | {SCORE: "99"})) == [(SCORE, "99 分", "100 分")]
    assert told(score_mean, sound_book({S + "A9": "9", SCORE: "95"})) == [(SCORE, "95 分", "91.55 分")]
    assert told(score_mean, sound_book({S + "A9": "9"})) == []


@pytest.mark.parametrize(
    "cells",
    [
        {S + "J2": ""},
        {SCORE: ""},
        {SCORE: "95", "项目清单!A3": "1"},
        {key: value for key, value in LOCAL.items() if key != "基本信息!B10"} | {SCORE: "98.85"},
        NOBODY,
    ],
    ids=["points missing", "no score declared", "a number twice", "weights of another preset", "no projects"],
)
def test_a_score_that_cannot_be_summed_up_is_held_against_nothing(cells: dict[str, str]) -> None:
    """What is missing is told at its own cell."""
    assert told(score_mean, sound_book(cells)) == []


def test_full_marks_are_doubted_only_where_they_are_everywhere() -> None:
    """One row short, one rate short, a project without rows, no project, no 基本信息."""
    assert told(full_marks_everywhere, sound_book(FULL)) == [(SCORE, "2 个项目全部满分", "如实评分")]
    without = {f"{S}A{row}": "1" for row in range(8, 14)}
    for cells in ({S + "J8": "13.5"}, {"项目清单!H2": "96,000"}, without, NOBODY):
        assert told(full_marks_everywhere, sound_book(FULL | cells)) == []
    book = sound_book(FULL)
    places = {key: place for key, place in book.places.items() if key != "info"}
    assert told(full_marks_everywhere, replace(book, places=places)) == []


def test_a_cap_begins_below_its_rate_and_above_its_points() -> None:
    """Of 8 in 10 no cap holds; below it 89 points are allowed and a tenth more is too much."""
    cap = LOCAL | {"项目清单!H2": "79,000"}
    found = [("项目清单!H2", "执行率 79%，得分 95.8 分", "不超过 89 分")]
    assert told(score_over_cap, sound_book(cap)) == found
    assert told(score_over_cap, sound_book(LOCAL | {"项目清单!H2": "80,000"})) == []
    least = {S + "J6": "23.2", S + "J2": "15"}
    assert told(score_over_cap, sound_book(cap | least)) == []
    assert told(score_over_cap, sound_book(cap | least | {S + "J6": "23.3"})) != []


@pytest.mark.parametrize("cells", [{"项目清单!G2": ""}, {"项目清单!H2": ""}, {"项目清单!G2": "0"}, {S + "J3": ""}])
def test_a_cap_needs_a_rate_and_a_score_and_the_next_project_is_looked_at(cells: dict[str, str]) -> None:
    """What the first project lacks says nothing of the second."""
    second = {"项目清单!H3": "40,000"}
    found = told(score_over_cap, sound_book(LOCAL | {"项目清单!H2": "79,000"} | cells | second))
    assert [cell for cell, _, _ in found] == ["项目清单!H3"]


def test_almost_nothing_spent_is_below_a_tenth() -> None:
    """Every output full, whatever the other levels say; a project without outputs promises none."""
    found = [("项目清单!H2", "支出 9,000.00 元，产出指标满分", "支出与产出相称")]
    assert told(outputs_without_spending, sound_book(LOW)) == found
    assert told(outputs_without_spending, sound_book(LOW | {S + "J6": "20"})) == found
    assert told(outputs_without_spending, sound_book(LOW | {S + "I2": "0", S + "J2": "3"})) == found
    assert told(outputs_without_spending, sound_book(LOW | {"项目清单!H2": "10,000"})) == []
    none = {f"{S}B{row}": "效益指标" for row in range(2, 6)}
    assert told(outputs_without_spending, sound_book(LOW | none)) == []


@pytest.mark.parametrize("cells", [{"项目清单!G2": ""}, {"项目清单!H2": ""}, {"项目清单!G2": "0"}])
def test_a_project_without_a_rate_is_not_doubted_and_the_next_one_is(cells: dict[str, str]) -> None:
    """A blank amount is told as blank."""
    second = {"项目清单!H3": "5,000", S + "J8": "15"}
    found = told(outputs_without_spending, sound_book(LOW | cells | second))
    assert [cell for cell, _, _ in found] == ["项目清单!H3"]
