"""Titles are broken where a reader pauses, never inside a number, never leaving one character alone."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.outputs.document import Run, text_of
from pipeline.outputs.title import break_places, broken


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("某局2023年项目支出绩效报告（自评）", ["某局2023年项目支出绩效报告（自评）"]),
        (
            "龙城街道办事处2023年200万元以下项目支出绩效报告（自评）",
            ["龙城街道办事处2023年200万元以下", "项目支出绩效报告（自评）"],
        ),
        (
            "昆明市呈贡区龙城街道办事处2023年项目支出绩效报告（自评）",
            ["昆明市呈贡区龙城街道办事处", "2023年项目支出绩效报告（自评）"],
        ),
        ("龙城街道办事处\n2023年200万元以下项目支出绩效报告（自评）", None),
    ],
)
def test_titles_break_at_a_pause(title: str, lines: list[str] | None) -> None:
    """Short ones stay whole, long ones break after 年 or 以下, one broken by hand stays as typed."""
    assert text_of(broken((Run(title),))) == ("\n".join(lines) if lines else title)


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="龙城街道办事处2023年度，（）《》A项目支出", min_size=21, max_size=70))
def test_breaking_only_adds_line_breaks(title: str) -> None:
    """No character is lost, no digit group torn, no bracket opened at a line's end."""
    lines = text_of(broken((Run(title),))).split("\n")
    assert "".join(lines) == title
    for before, after in pairwise(lines):
        assert not (before[-1] in "0123456789A" and after[0] in "0123456789A")
        assert before[-1] not in "（《"
        assert after[0] not in "，）》"


def test_a_title_of_one_long_number_is_left_to_the_office_program() -> None:
    """Where there is no place to break, none is forced."""
    assert break_places("1" * 60) == ()
