"""A figure that agrees with no cell and is one digit off the one its sentence names is told, at that cell."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.checks.prose import read_prose
from tests.markdown import table
from tests.prose_support import book, indicator, project

TEXT = Path(__file__).with_name("nearby.md").read_text(encoding="utf-8")
ROWS = table(TEXT[TEXT.index("| mark |") :])
PRICED = {"prose-near", "prose-amount", "prose-goal-target", "prose-two-values"}


def told(section: str, number: int, text: str) -> list[tuple[str, str]]:
    """Rule and first source of every finding about figures, for the text in a paragraph or in a cell of the list."""
    cells = {"绩效目标": {"goal": text}, "完成情况": {"outcome": text}}.get(section, {})
    listed = (
        (1, "河道保洁服务", "1286430.50", "1312500", 120_000_000, "河道保洁"),
        (2, "敬老院运营补贴", "843216.80", "860000", 86_000_000, None),
    )
    projects = [
        project(at, name, spent, budget, initial=initial, short=short, **(cells if at == number else {}))
        for at, name, spent, budget, initial, short in listed
    ]
    rows = [
        indicator(2, 1, "打捞漂浮物重量", "1800", "1865", "吨"),
        indicator(3, 1, "保洁河道条数", "46", "46", "条"),
        indicator(4, 1, "沿岸居民满意度", "90", "93.5", "%"),
        indicator(5, 1, "问卷回收份数", "500", "486", "份"),
        indicator(8, 1, "单船日均费用", "260", "248.5", "元", direction="≤"),
        indicator(9, 1, "险情平均响应时间", "30", "24", "分钟", direction="≤"),
        indicator(10, 1, "新增护岸长度", "3.2", "3.4", "公里"),
        indicator(11, 1, "漂浮物返潮率", "0.5", "0.32", "%", direction="≤"),
        indicator(12, 1, "更换打捞船", "6", "6", "艘"),
        indicator(6, 2, "入住老人人数", "120", "118", "人"),
        indicator(7, 2, "护理合格率", "95", "97.6", "%"),
    ]
    if section == "偏差原因":
        rows[2] = replace(rows[2], reason=text)
    paragraphs = [] if cells or section == "偏差原因" else [(section, number or None, text)]
    findings, _ = read_prose(book(projects, paragraphs, rows))
    return [(it.rule.id, it.cells[1].address if len(it.cells) > 1 else "") for it in findings if it.rule.id in PRICED]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"])
def test_one_wrong_digit_is_told_at_the_cell_it_was_copied_from(row: dict[str, str]) -> None:
    """Once; a part, another year, a contract's price and what the same cell tells rightly are left alone."""
    found = told(row["章节"], int(row["项目"]), row["text"])
    cells = [cell if "!" in cell else f"项目清单!{cell}" for cell in [row["cell"]] if cell]
    assert ([cell for _, cell in found], row["mark"]) == (cells, "✗" if cells else "✓")
