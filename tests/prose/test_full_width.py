"""Full-width digits and strokes, as many an input method types them, change nothing but what is printed."""

from __future__ import annotations

import re

import pytest

from pipeline.checks.prose import read_prose
from tests.many import each_is, many
from tests.prose.test_relations import LINES, expected, told
from tests.prose_support import book, figures, project

FULL = str.maketrans("0123456789", "０１２３４５６７８９")
HALF = str.maketrans("，；：（）", ",;:()")


def full(text: str) -> str:
    """Type every number in full width, with its point and its commas."""
    text = re.sub("(?<=[0-9])[.,](?=[0-9])", lambda found: {".": "．", ",": "，"}[found[0]], text)
    return text.translate(FULL).replace("%", "％")


@many("lines", LINES)
def test_relations_are_judged_alike_in_full_width(lines: list[str]) -> None:
    """In every sentence of relations.md, true or wrong."""
    parted = (line.partition(" ") for line in lines)
    each_is([f"{mark} {full(text)}" for mark, _, text in parted], expected, told)


@many("lines", [line for line in LINES if not re.search("[0-9][，：][0-9]", line)])
def test_relations_are_judged_alike_in_half_width(lines: list[str]) -> None:
    """As 支出48.65万元(其中...),余下...; but 3：2 and 1，2 are other figures in half width."""
    each_is([line.translate(HALF) for line in lines], expected, told)


def test_brackets_of_a_figure_are_printed_as_typed() -> None:
    """Though they are read as full-width ones."""
    made = book([project(1, "基层党建管理经费", "462900")], [("三", 1, "购置电脑5台(套),共2万元。")])
    assert [it[0] for it in figures(made)] == ["5台(套)", "2万元"]


def test_a_full_width_figure_is_printed_as_typed_and_stands_where_it_was_typed() -> None:
    """Found, message and figure show the signs of the cell."""
    text = "党建经费全年支出 ４６．２８ 万元，培训３期。"
    findings, found = read_prose(book([project(1, "基层党建管理经费", "462900", short="党建经费")], [("三", 1, text)]))
    assert [(it.text, text[slice(*it.span)]) for it in found] == [(part, part) for part in ("４６．２８ 万元", "３期")]
    assert [(it.rule.id, it.found) for it in findings] == [("prose-amount", "４６．２８ 万元")]


def test_a_project_whose_name_holds_full_width_digits_is_named_all_the_same() -> None:
    """Whether the text repeats it as it stands or in half width."""
    projects = [project(1, "２０２３年社区活动经费", "462900")]
    for name in ("２０２３年社区活动经费", "2023年社区活动经费"):
        assert figures(book(projects, [("三", 1, f"{name}46.29万元。")])) == [("46.29万元", "matched", "项目清单!H2")]


@pytest.mark.parametrize("stroke", "/∕⁄／")
def test_a_stroke_of_any_width_says_per(stroke: str) -> None:
    """4000元∕月 is a rate."""
    row = f"办公用房租金4000元{stroke}月，全年共支付5.8万元。"
    (finding,) = read_prose(book([project(1, "基层党建管理经费", "462900")], [("三", 1, row)]))[0]
    assert (finding.rule.id, finding.found, finding.expected) == ("prose-product", "5.8万元", "4.8万元")
