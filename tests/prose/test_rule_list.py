"""The rule list about wording, line by line: adversarial sentences that are flagged, and their likes that are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.many import each_is, many
from tests.prose.places import PLACES, told

Case = tuple[str, str, str]  # rule, place, sentence


def _cases(mark: str) -> list[Case]:
    """Every sentence of rule_list.md with this mark, in each place of its rule."""
    cases, rule, places = [], "", []
    for line in (Path(__file__).parent / "rule_list.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            rule, _, listed = line.removeprefix("## ").partition(": ")
            places = listed.split()
        elif line.startswith(f"- {mark} "):
            cases += [(rule, where, line.removeprefix(f"- {mark} ")) for where in places]
    return cases


FLAGGED, SOUND = _cases("✗"), _cases("✓")
UNFINISHED = [text for rule, where, text in FLAGGED if rule == "prose-unfinished" and where == "三"]
LOST = frozenset({"prose-no-problems"})  # rules that need an indicator below its full points
NO_PROJECT = frozenset({"五", "二"})


def _told(case: Case) -> set[tuple[str, str]]:
    rule, where, text = case
    number = None if where in NO_PROJECT else 1
    return told(text, where, number=number, points="80" if rule in LOST else "90")


@many("cases", FLAGGED)
def test_a_sentence_that_breaks_a_line_of_the_list_is_flagged_at_its_cell(cases: list[Case]) -> None:
    """By that rule alone, in every place where such a text may stand."""
    each_is(cases, lambda case: {(case[0], PLACES.get(case[1], "报告正文!C4"))}, _told)


@many("cases", SOUND)
def test_its_like_that_breaks_nothing_is_left_alone(cases: list[Case]) -> None:
    """The nearest sentence that is right."""
    each_is(cases, lambda _: set(), _told)


def test_unfinished_work_that_cost_points_is_told_truthfully() -> None:
    """Where points were taken off for it, nothing is said."""
    each_is(UNFINISHED, lambda _: set(), lambda text: told(text, points="80"))


@pytest.mark.parametrize("text", ["保持河道水面清洁。", "做好道路养护。"])
def test_a_short_goal_is_pasted_only_word_for_word(text: str) -> None:
    """Six signs are enough then; with a word more, or a number that was reached just so, they may be a result."""
    assert told(text, "outcome", goal=text) == {("prose-pasted", "项目清单!K2")}
    assert told(f"已{text}", "outcome", goal=text) == set()
    for short in ("均达标。", "安装探头68个。"):
        assert told(short, "outcome", goal=short) == set()


@pytest.mark.parametrize(
    "outcome",
    [
        "开展环境卫生整治行动，改善辖区人居环境，建立长效机制。",
        "通过项目实施，开展环境卫生整治行动，改善辖区人居环境，建立长效机制。",
        "已开展环境卫生整治行动，改善辖区人居环境，建立长效机制，目标完成。",
    ],
)
def test_a_goal_pasted_under_a_few_words_of_cover_is_still_pasted(outcome: str) -> None:
    """Before and behind it."""
    goal = "开展环境卫生整治行动，改善辖区人居环境，建立长效机制。"
    assert told(outcome, "outcome", goal=goal) == {("prose-pasted", "项目清单!K2")}
    assert told("全年整治12次，人居环境明显改善。", "outcome", goal=goal) == set()


def test_the_list_is_read_whole() -> None:
    """No heading without sentences of both kinds."""
    assert {rule for rule, _, _ in FLAGGED} >= {rule for rule, _, _ in SOUND}
    assert (len(FLAGGED) > 250, len(SOUND) > 200) == (True, True)
