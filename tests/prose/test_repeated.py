"""What the text repeats of the other sheets is matched with its cell, and told where it is another number."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.checks.prose import read_prose
from tests.markdown import table
from tests.prose_support import book, indicator, project

if TYPE_CHECKING:
    from pipeline.model.book import Book

QUIET = {"prose-undescribed", "prose-unproven", "prose-pasted", "prose-other-year"}
ROWS = table(
    (Path(__file__).parent / "repeated.md").read_text(encoding="utf-8").partition("\n\n")[2].partition("\n\n")[2]
)
COLUMNS = {"A": "H2", "B": "G2", "I": "F2"}
SENTENCES = (
    "信访维稳专项经费{A}，主要用于日常运转。",
    "信访经费（{A}）用于日常运转。",
    "信访经费项目支出{A}，执行率{R}。",
    "信访维稳专项经费全年预算{B}，实际支出{A}，执行率{R}。",
    "信访维稳专项经费：支出{A}。",
    "信访维稳专项经费，全年预算{B}，支出{A}。",
    "全年预算数为{B}，全年执行数为{A}，执行率为{R}。",
    "调整后预算{B}，实际支出{A}，预算执行率达到{R}。",
    "年初预算{I}，调整后全年预算{B}。",
    "截至2023年12月31日，共支出{A}。",
    "本年度项目总支出{A}，占全年预算{B}的81.08%。",
    "全年共支出{A}，全部用于日常运转。",
)
TRUE = {
    "元": {"A": "486,500.00元", "B": "600,000.00元", "I": "500,000.00元", "R": "81.08%"},
    "万元": {"A": "48.65万元", "B": "60.00万元", "I": "50.00万元", "R": "81.1%"},
    "亿元": {"A": "0.0049亿元", "B": "0.0060亿元", "I": "0.0050亿元", "R": "81%"},
}
OFF = {
    "元": {"A": "486,500.01元", "B": "600,000.01元", "I": "500,000.01元", "R": "81.09%"},
    "万元": {"A": "48.66万元", "B": "60.01万元", "I": "50.01万元", "R": "81.2%"},
    "亿元": {"A": "0.0048亿元", "B": "0.0061亿元", "I": "0.0051亿元", "R": "82%"},
}


def made(where: str, number: int | None, text: str) -> Book:
    """Make the three projects with the text in a paragraph, in the goal, in the result or in a reason."""
    cells = {"绩效目标": {"goal": text}, "完成情况": {"outcome": text}}.get(where, {})
    listed = [
        ("信访维稳专项经费", "486500", "600000", "信访经费", 50_000_000),
        ("2023年应急消防能力提升项目", "924123.45", "1000000", "应急消防", 100_000_000),
        ("三资管理平台运维费", "151000", "168000", None, None),
    ]
    projects = [
        project(at, name, spent, budget, short=short, initial=initial, **(cells if at == number else {}))
        for at, (name, spent, budget, short, initial) in enumerate(listed, start=1)
    ]
    rows = [
        indicator(2, 1, "接访批次", "300", "326", "批次", reason=text if where == "偏差原因" else None),
        indicator(3, 1, "矛盾化解率", "95", "97.9", "%"),
        indicator(4, 2, "培训场次", "12", "14", "场"),
        indicator(5, 2, "参训人数", "500", "520", "人"),
        indicator(6, 1, "群众满意度", "90", "96.5", "%"),
        indicator(7, 2, "更换灭火器数量", "460", "460", "具"),
        indicator(8, 3, "平台在线时长", "8000", "8120", "小时"),
        indicator(9, 1, "信访办理时限", "30", "15", "天", direction="≤"),
    ]
    paragraphs = [(where, number, text)] if where[0] in "一二三四五" else []
    facts = {"cap": 200_000_000, "office_from": 500_000, "party_from": 10_000_000, "count": 3, "control": 156_162_345}
    return book(projects, paragraphs, rows, score=Decimal("98.5"), **facts)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"])
def test_a_repeated_number_is_told_where_it_is_another(row: dict[str, str]) -> None:
    """Once, and nothing where it is the same, or says something else."""
    mark = row["mark"]
    findings, _ = read_prose(made(row["章节"], int(row["项目"]) or None, row["text"]))
    told = [it.severity.value for it in findings if it.rule.id not in QUIET]
    assert told == ([] if mark == "✓" else ["warning" if mark == "✗w" else "critical"])


@pytest.mark.parametrize("unit", TRUE)
@pytest.mark.parametrize("where", ["三", "绩效目标", "完成情况", "偏差原因", "一（一）"])
@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_bound_figure_is_matched_with_its_cell_and_one_off_in_the_last_digit_is_not(
    sentence: str, where: str, unit: str
) -> None:
    """By 项目序号, or, in a paragraph of none, by the name that the sentence opens with; in every unit."""
    number = None if where == "一（一）" else 1
    if number is None and not sentence.startswith("信访"):
        return
    for wrong in ("", *(key for key in TRUE[unit] if f"{{{key}}}" in sentence)):
        printed = TRUE[unit] | ({wrong: OFF[unit][wrong]} if wrong else {})
        _, figures = read_prose(made(where, number, sentence.format(**printed)))
        status = {it.text: (it.status.value, [cell.address for cell in it.source]) for it in figures}
        for key in (key for key in printed if f"{{{key}}}" in sentence):
            told, cells = status[printed[key]]
            assert told == ("mismatched" if key == wrong else "matched"), (sentence, printed[key])
            if told == "matched" and key in COLUMNS:
                assert cells == [f"项目清单!{COLUMNS[key]}"]
