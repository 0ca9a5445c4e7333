"""Blanks around numbers, as many type them (支出 48.65 万元 的), change nothing but what is printed."""

from __future__ import annotations

import re

from pipeline.checks.prose import read_prose
from tests.many import each_is, many
from tests.prose.test_relations import LINES, expected, told
from tests.prose_support import book, figures, project


def spaced(text: str) -> str:
    """Type a blank between words and numbers, and between numbers and words."""
    text = re.sub("([一-龥])([0-9])", r"\1 \2", text)
    return re.sub("([0-9])(万元|元|人|名|户|件|%)(?=[一-龥，。])", r"\1 \2 ", text)


@many("lines", [line for line in LINES if "×" not in line])
def test_relations_are_judged_alike_with_blanks_around_their_numbers(lines: list[str]) -> None:
    """In every sentence of relations.md, true or wrong."""
    each_is([spaced(line) for line in lines], expected, told)


@many("lines", [line for line in LINES if "×" not in line])
def test_relations_are_judged_alike_with_blanks_behind_their_signs(lines: list[str]) -> None:
    """As in English: 出席40人， 缺席2人； 迟到1人."""
    each_is([re.sub("(?<=[，；：、。）])(?![0-9‖])", " ", line) for line in lines], expected, told)


def test_a_figure_is_printed_as_typed_and_stands_where_it_was_typed() -> None:
    """Blanks inside a figure belong to it, and its place is that in the cell."""
    text = "党建经费 全年支出 46.29 万元 ，其中 培训 3 期 、 宣传 12 场 。"
    _, found = read_prose(book([project(1, "基层党建管理经费", "462900", short="党建经费")], [("三", 1, text)]))
    assert [(it.text, text[slice(*it.span)]) for it in found] == [
        (part, part) for part in ("46.29 万元", "3 期", "12 场")
    ]
    assert found[0].status.value == "matched"


def test_a_project_whose_name_holds_blanks_is_named_all_the_same() -> None:
    """The name is read as the text is."""
    made = book([project(1, "社区 2023 年活动经费", "462900")], [("三", 1, "社区 2023 年活动经费 46.29 万元。")])
    assert figures(made) == [("46.29 万元", "matched", "项目清单!H2")]


def test_a_list_number_behind_a_blank_stays_one() -> None:
    """加强领导 2.落实责任 holds no figure."""
    assert (
        figures(book([project(1, "活动经费", "1")], [("三", 1, "活动经费用于：1.加强领导 2.落实责任 3、严格考核。")]))
        == []
    )
