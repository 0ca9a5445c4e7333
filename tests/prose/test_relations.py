"""Relations of figures, as a blind set of true and wrong sentences holds them: each wrong one is told once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.checks.prose import read_prose
from tests.many import each_is, many
from tests.prose_support import book, project

QUIET = {"prose-undescribed", "prose-unproven"}
LINES = [
    line.removeprefix("- ")
    for line in (Path(__file__).parent / "relations.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("- ")
]

_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")


def told(line: str, before: str = "", behind: str = "") -> list[tuple[str, str]]:
    """Give severity and sheet of every finding over the rows of this line, and rows of project 2 around them."""
    marked, _, text = line.partition(" ")
    number = None if marked.startswith("@0") else 1
    projects = [
        project(1, "信访维稳专项经费", "486500", "600000", short="信访经费", initial=50_000_000),
        project(2, "应急消防能力提升项目", "924000", "1000000", short="应急消防", initial=100_000_000),
        project(3, "残疾人综合服务补助", "200000", initial=20_000_000),
    ]
    rows = [("三", number, row.strip()) for row in text.split("‖")]
    around = [[("三", 2, row)] if row else [] for row in (before, behind)]
    findings, _ = read_prose(book(projects, [*around[0], *rows, *around[1]]))
    return [(it.severity.value, it.cells[0].sheet) for it in findings if it.rule.id not in QUIET]


def expected(line: str) -> list[tuple[str, str]]:
    """Give what its mark says: critical where the text claims it, a warning where 其中 only falls short."""
    mark = line.partition(" ")[0].removeprefix("@0")
    return {"✓": [], "?": [], "✗": [("critical", "报告正文")], "✗w": [("warning", "报告正文")]}[mark]


@many("lines", LINES)
def test_one_wrong_figure_is_told_once_and_what_is_true_or_not_claimed_is_left_alone(lines: list[str]) -> None:
    """Rates, rough figures, several rows, several projects."""
    each_is(lines, expected, told)


@pytest.mark.parametrize(
    ("before", "behind"),
    [("其中预算安排约", "退役党员等人员由其余资金补助"), ("较上年支出每人近", "以上均为左右，含上年结余")],
)
def test_rows_of_another_project_change_nothing(before: str, behind: str) -> None:
    """Staff leave out the stop at a row's end; its words are still not those of the next row."""
    each_is(LINES, expected, lambda line: told(line, before, behind))


@pytest.mark.parametrize("typed", ["0", "-{}"])
def test_a_figure_that_makes_no_sense_stops_no_check(typed: str) -> None:
    """受理投诉0件，办结率100%: no share of nothing can be worked out; 满意度-5% has no digits to mend, and a sign."""
    failed = []
    for at, line in enumerate(LINES):
        figures = list(_FIGURE.finditer(line, line.index(" ")))
        if figures:
            found = figures[at % len(figures)]
            text = f"{line[: found.start()]}{typed.format(found[0])}{line[found.end() :]}"
            try:
                told(text)
            except (ArithmeticError, ValueError):
                failed.append(text)
    assert failed == []


def test_the_pairs_are_all_there() -> None:
    """The list may grow, never shrink."""
    wrong = sum("✗" in line.partition(" ")[0] for line in LINES)
    assert (wrong >= 90, len(LINES) - wrong >= 100) == (True, True)


@pytest.mark.parametrize(("total", "found"), [(11_400, []), (11_401, [("critical", "报告正文")])])
def test_a_product_behind_a_list_of_sixty_places_is_held_like_any_other(
    total: int, found: list[tuple[str, str]]
) -> None:
    """Whether some of their counts belong to it is found without trying every choice of them, which takes years."""
    places = "、".join(f"第{at}片区{at}个点位" for at in range(2, 62))
    assert told(f"✓ 走访{places}，培训38名，每名300元，共{total}元。") == found


def test_a_share_behind_a_list_of_sixty_places_is_held_like_any_other() -> None:
    """Only the figures near it are tried for another way to make it, not every three of sixty."""
    places = "，".join(f"第{at}片区发现问题{at * 13 + 7}个" for at in range(2, 62))
    assert told(f"✗ {places}，共发现问题315个，整改304个，整改率86.5%。") == [("critical", "报告正文")]
