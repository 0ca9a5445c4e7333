"""Titles wrap where a reader pauses, and stay the text that was typed."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.outputs.report.title import (
    CHINESE,
    LINE_WIDTH,
    TENTH_TWIPS,
    Fit,
    _places,
    _width,
    _wrapped,
    fit,
    line_width,
)

THREE_LINES = [
    ["龙城街道办事处2023年城市管理、", "民生保障、基层党建、平安建设等16个", "200万元以下项目支出绩效自评报告"],
    ["龙城街道办事处2023年度", "人居环境整治项目、基层治理项目、", "食堂运行项目支出绩效自评报告（汇总）"],
    ["呈贡区龙城街道办事处关于开展2023年度", "城乡居民基本养老保险市级财政补助资金", "等项目支出绩效自评工作的报告"],
    ["云南省昆明市呈贡区龙城街道办事处", "2023年度一般公共预算安排的单项", "200万元以下项目支出绩效自评报告"],
]


def lines(title: str, width: int) -> list[str]:
    """Wrap a title as an office program does."""
    return [title[start:end] for start, end in pairwise(_wrapped(title, width, _places(title)))]


def shaped(title: str, shape: Fit) -> list[str]:
    """Wrap a title as an office program does, with what its shape adds to its characters (tenths)."""
    extra = [0.0] * len(title)
    if shape.short:
        extra[shape.first - 1] = shape.short
    for start, end, share in shape.stretched:
        extra[start:end] = [share / TENTH_TWIPS] * (end - start)
    edges, last = [0], 0
    for at in (*sorted(_places(title)), len(title)):
        if _width(title[edges[-1] : at]) + sum(extra[edges[-1] : at]) > shape.width and last > edges[-1]:
            edges.append(last)
        last = at
    return [title[start:end] for start, end in pairwise([*edges, len(title)])]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (
            "龙城街道办事处2023年200万元以下项目支出绩效报告（自评）",
            ["龙城街道办事处2023年200万元以下", "项目支出绩效报告（自评）"],
        ),
        (
            "昆明市呈贡区龙城街道办事处2023年项目支出绩效报告（自评）",
            ["昆明市呈贡区龙城街道办事处2023年", "项目支出绩效报告（自评）"],
        ),
    ],
)
def test_a_long_title_wraps_at_a_pause(title: str, expected: list[str]) -> None:
    """After 办事处, 年 or 以下."""
    width = line_width(title)
    assert width is not None
    assert lines(title, width) == expected


@pytest.mark.parametrize(
    "title", ["某局2023年项目支出绩效报告（自评）", "龙城街道办事处\n2023年项目支出绩效报告（自评）"]
)
def test_a_short_title_and_one_broken_by_hand_are_left_alone(title: str) -> None:
    """They fit, or their writer has decided."""
    assert line_width(title) is None


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="龙城街道办事处2023年度，（）《》A项目支出", min_size=21, max_size=70))
def test_no_number_is_torn_and_no_bracket_left_at_a_lines_end(title: str) -> None:
    """However odd the title."""
    width = line_width(title)
    assert width is None or width <= LINE_WIDTH
    for before, after in pairwise(lines(title, width or LINE_WIDTH)):
        assert not (before[-1] in "0123456789A" and after[0] in "0123456789A")
        assert before[-1] not in "（《"
        assert after[0] not in "，）》"


def test_a_title_of_one_long_number_is_left_to_the_office_program() -> None:
    """Where there is no place to break, none is forced."""
    assert line_width("1" * 60) is None


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("桃源镇人民政府2024年项目支出绩效报告（自评）", "桃源镇人民政府2024年"),
        ("桃源县民政局2024年200万元以下项目支出绩效报告（自评）", "桃源县民政局2024年200万元以下"),
    ],
)
def test_a_longer_second_line_pulls_no_word_up(title: str, first: str) -> None:
    """The first line is held so that the next character does not fit, with digits half as wide as letters, too."""
    shape = fit(title)
    assert shape is not None
    assert shaped(title, shape)[0] == first
    narrower = sum(letter.isdigit() for letter in first)
    held = (
        _width(first) + shape.short + sum(share * (end - start) for start, end, share in shape.stretched) / TENTH_TWIPS
    )
    assert held - narrower + CHINESE > shape.width >= held


def test_a_title_that_wraps_by_its_width_alone_needs_no_more() -> None:
    """The first line is the longer one."""
    title = "龙城街道办事处2023年200万元以下项目支出绩效报告（自评）"
    assert fit(title) == Fit(line_width(title) or 0)
    assert fit("某局2023年项目支出绩效报告（自评）") is None


@pytest.mark.parametrize("expected", THREE_LINES, ids=lambda it: it[0])
def test_three_lines_end_where_a_reader_pauses(expected: list[str]) -> None:
    """Not inside 项目 or 民生, although width alone would break there."""
    title = "".join(expected)
    shape = fit(title)
    assert shape is not None
    assert shaped(title, shape) == expected


def test_a_title_without_pauses_is_broken_by_width_alone() -> None:
    """No line is stretched where nothing is gained."""
    shape = fit("一二三四五六七八九十" * 6)
    assert shape is not None
    assert (shape.short, shape.stretched) == (0, ())
