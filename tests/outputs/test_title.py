"""Titles wrap where a reader pauses, whatever the font's digits are like, and stay the text that was typed."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.outputs.report.title import Measure, places
from pipeline.outputs.report.title_fit import LINE_WIDTH, MEASURES, TENTH_TWIPS, Fit, fit, fit_in

TITLES = [
    ["龙城街道办事处2023年200万元以下", "项目支出绩效报告（自评）"],
    ["昆明市呈贡区龙城街道办事处2023年", "项目支出绩效报告（自评）"],
    ["桃源镇人民政府2024年", "项目支出绩效报告（自评）"],
    ["桃源县民政局2024年200万元以下", "项目支出绩效报告（自评）"],
    ["关于龙城街道办事处2023年度", "部门预算项目支出绩效自评情况的报告"],
    ["龙城街道办事处2023年城市管理、", "民生保障、基层党建、平安建设等16个", "200万元以下项目支出绩效自评报告"],
    ["龙城街道办事处2023年度", "人居环境整治项目、基层治理项目、", "食堂运行项目支出绩效自评报告（汇总）"],
    ["云南省昆明市呈贡区龙城街道办事处", "2023年度一般公共预算安排的单项", "200万元以下项目支出绩效自评报告"],
    ["新疆维吾尔自治区乌鲁木齐市天山区", "青年路片区管理委员会2024年", "项目支出绩效报告（自评）"],
    ["某县龙城街道办事处2023年R&D经费", "及<民生>项目支出绩效报告（自评）"],
    ["呈贡区龙城街道办事处关于开展2023年度", "城乡居民基本养老保险市级财政补助资金", "等项目支出绩效自评工作的报告"],
]


def lines(title: str, shape: Fit | None, measure: Measure) -> list[str]:
    """Wrap a title as an office program does, with what its shape adds before its first line and behind letters."""
    behind, width, indent = [0.0] * len(title), shape.width if shape else LINE_WIDTH, 0.0
    if shape and shape.short:
        behind[shape.first - 1] = indent = shape.short / 2
    for start, end, share in shape.stretched if shape else ():
        behind[start:end] = [share / TENTH_TWIPS] * (end - start)

    def length(start: int, end: int) -> float:
        inner = end if measure.tail else end - 1
        return (0 if start else indent) + measure.width(title[start:end]) + sum(behind[start:inner])

    edges, last = [0], 0
    for at in (*sorted(places(title)), len(title)):
        if length(edges[-1], at) > width and last > edges[-1]:
            edges.append(last)
        last = at
    return [title[start:end] for start, end in pairwise([*edges, len(title)])]


@pytest.mark.parametrize("layout", MEASURES)
@pytest.mark.parametrize("expected", TITLES, ids=lambda it: it[0])
def test_a_long_title_wraps_at_pauses_with_narrow_and_with_wide_digits(expected: list[str], layout: str) -> None:
    """After 办事处, 年 or 以下, never inside 项目: in 方正小标宋, in what replaces it, and in Times New Roman."""
    title = "".join(expected)
    shape = fit(title, layout)
    for measure in MEASURES[layout]:
        assert lines(title, shape, measure) == expected


@pytest.mark.parametrize(
    "title", ["某局2023年项目支出绩效报告（自评）", "龙城街道办事处\n2023年项目支出绩效报告（自评）", "1" * 60]
)
def test_a_short_title_and_one_broken_by_hand_are_left_alone(title: str) -> None:
    """They fit, their writer has decided, or there is no place to break."""
    assert fit(title) is None


@pytest.mark.parametrize("layout", MEASURES)
@settings(max_examples=25, deadline=None)
@given(title=st.text(alphabet="龙城街道办事处2023年度，（）《》A项目支出", min_size=21, max_size=70))
def test_no_number_is_torn_and_no_bracket_left_at_a_lines_end(title: str, layout: str) -> None:
    """However odd the title; every font breaks it alike, or where nothing does, makes no more lines."""
    shape = fit(title, layout)
    assert shape is None or shape.width <= LINE_WIDTH
    *others, widest = (lines(title, shape, measure) for measure in MEASURES[layout])
    assert all(len(other) <= len(widest) for other in others)
    assert fit_in(title, MEASURES[layout]) is None or all(other == widest for other in others)
    for before, after in pairwise(widest):
        assert not (before[-1] in "0123456789A" and after[0] in "0123456789A")
        assert before[-1] not in "（《"
        assert after[0] not in "，）》"


def test_lines_are_set_wider_only_where_they_must_be() -> None:
    """The first line of the sample's title is the longer one; without pauses nothing is gained."""
    for title in ("龙城街道办事处2023年200万元以下项目支出绩效报告（自评）", "一二三四五六七八九十" * 6):
        shape = fit(title)
        assert shape is not None
        assert (shape.short, shape.stretched) == (0, ())


@pytest.mark.parametrize("expected", TITLES, ids=lambda it: it[0])
def test_no_line_is_set_so_wide_that_a_reader_sees_it(expected: list[str]) -> None:
    """At most three tenths of a character more between two."""
    shape = fit("".join(expected))
    assert shape is not None
    assert all(share <= 6 * TENTH_TWIPS for _, _, share in shape.stretched)
