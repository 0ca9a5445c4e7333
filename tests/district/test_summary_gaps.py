"""What a summary says where something is not there: no score, no projects, no sum to hold it against."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipeline.cli.summary import MOST_SHOWN, _lines
from pipeline.district.agree import Agreement
from pipeline.district.facts import repeated_projects
from pipeline.district.stages import Summary, summarise
from pipeline.district.words import overall
from pipeline.model.policy import policy
from pipeline.model.scoring import grade_of
from tests.district_support import write_office

NOBODY = {f"项目清单!{column}{row}": "" for row in (2, 3) for column in "ABEFGHJK"}


def _summarise(folder: Path) -> Summary:
    return summarise(folder / "in", folder / "out", lambda *_: None)


@pytest.mark.parametrize(
    ("score", "grade"), [(None, None), (Decimal(90), "优"), (Decimal("89.99"), "良"), (Decimal(0), "差")]
)
def test_a_score_has_a_grade_and_no_score_has_none(score: Decimal | None, grade: str | None) -> None:
    """The floor itself belongs to the grade."""
    assert grade_of(score, policy().preset(None)) == grade


@pytest.mark.parametrize(
    ("whole", "parts", "words"),
    [(None, 5, "没有填写，无从核对"), (5, 5, "一致"), (5, 105, "相差 -1.00 元"), (5, None, "相差 0.05 元")],
)
def test_a_comparison_says_how_it_ended(whole: int | None, parts: int | None, words: str) -> None:
    """A sum that nobody filled in proves nothing."""
    assert Agreement("支出", whole, parts).words == words


def test_an_office_without_projects_or_without_a_score_is_said_to_lack_it(tmp_path: Path) -> None:
    """Its name is told, the others are counted; where nobody has a score, no mean is told."""
    write_office(tmp_path / "in" / "甲.xlsx", {"绩效指标!H2": "", "绩效指标!J2": ""})
    write_office(tmp_path / "in" / "乙.xlsx", {"基本信息!C2": "虎山镇人民政府", **NOBODY})
    done = _summarise(tmp_path)
    (year,) = done.district.years
    assert [office.unit for office in year.offices] == ["龙城街道办事处"]
    assert not [line for line in overall(year) if "平均数" in line]
    assert {left.workbook for left in done.district.left_out} == {"乙.xlsx"}


def test_projects_without_a_name_are_no_project_of_two_offices(tmp_path: Path) -> None:
    """Blank is nobody's name."""
    write_office(tmp_path / "in" / "甲.xlsx", {"项目清单!B2": ""})
    write_office(tmp_path / "in" / "乙.xlsx", {"基本信息!C2": "虎山镇人民政府", "项目清单!B2": ""})
    (year,) = _summarise(tmp_path).district.years
    assert [group[0][1].name for group in repeated_projects(year)] == ["文化活动经费"]


def test_the_screen_tells_twenty_things_to_settle_and_how_many_more_there_are() -> None:
    """The rest stands in the summary itself."""
    done = SimpleNamespace(
        district=SimpleNamespace(years=()),
        blocking=[f"第 {at} 条" for at in range(MOST_SHOWN + 3)],
        written=["汇总表.xlsx"],
        staff_act=False,
        aside=(),
    )
    lines = list(_lines(done))  # type: ignore[arg-type]  (what the screen needs of a summary)
    assert lines[MOST_SHOWN:] == ["还有 3 条，见汇总表。", "汇总表在：“汇总表.xlsx”。"]
    done.staff_act, done.blocking = True, []
    assert list(_lines(done))[-1] == "有必须修改的问题；请各单位改正后再汇总一次。"  # type: ignore[arg-type]  (as above)
