"""Twice the projects with twice the claims cost twice the work, counted in calls, not timed."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipeline.checks.prose import read_prose
from tests.prose_support import book, indicator, project

if TYPE_CHECKING:
    from types import FrameType

    from pipeline.model.book import Book

FEW = 200  # from here on no more cells of a column are named
MOST = 2.3  # times the calls, where the work is twice as much
CLAIMS = {
    "an amount": "路灯维护花费{at}.37万元，新装路灯26盏，完好率9{digit}.4%。",
    "the sums of all": "全部项目支出合计{at}.37万元，执行率9{digit}.4%，共有项目{at}个。",
    "a project by name": "{name}支出{at}.37万元，执行率9{digit}.4%。",
    "the first of all": "支出最多的项目是{name}，为{at}.37万元；执行率90%以上的项目有{at}个，均按期完成。",
    "the highest and lowest rate": "各项目执行率最高为9{digit}%，最低为8{digit}%。",
    "all of them": "各项目执行率均在9{digit}%以上，资金全部使用完毕，无结余，绩效目标均已完成。",
    "how many indicators": "共设置绩效指标9{digit}个，其中产出指标6{digit}个，完成85个，未完成5个。",
    "what is left": "年末结余1{digit}.34万元，支出占全年预算的9{digit}.6%。",
    "a result of one project": "@沿街完好率8{digit}%，达到98%的目标。",
    "a share of one project": "@劳务费{digit}.3{digit}万元，占项目支出的82.64%。",
}


def claims(text: str, many: int) -> Book:
    """Make a book of so many projects, each with an indicator, and of as many paragraphs that claim something."""
    names = [f"{'甲乙丙丁戊己庚辛'[at % 8]}镇道路维修养护工程第{at}标段" for at in range(many)]
    listed = [project(at + 1, name, f"{at + 3}00.37", f"{at + 4}00") for at, name in enumerate(names)]
    rows = [indicator(at + 2, at + 1, "沿街完好率", "98", "97.5", "%") for at in range(many)]
    told = [text.removeprefix("@").format(at=at + 3, digit=at % 10, name=name) for at, name in enumerate(names)]
    whose = ("三", 1) if text.startswith("@") else ("四.1", None)
    return book([replace(it, goal=f"修路{it.number}米") for it in listed], [(*whose, it) for it in told], rows)


def calls(made: Book) -> int:
    """Count the calls that reading a book's texts makes."""
    count = 0

    def seen(_: FrameType, event: str, __: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(seen)
    try:
        read_prose(made)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("text", CLAIMS.values(), ids=CLAIMS)
def test_claims_about_projects_cost_as_much_work_as_there_are_claims(text: str) -> None:
    """Whatever is said of one or of all is worked out once a text."""
    read_prose(claims(text, 2))
    few, many = calls(claims(text, FEW)), calls(claims(text, 2 * FEW))
    assert many < MOST * few
