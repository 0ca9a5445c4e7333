"""The summary of a district: every office counted once, sums equal to their parts to the fen, and said so."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from pipeline.district import facts
from pipeline.district.nouns import LeftOut
from pipeline.district.stages import Summary, summarise
from pipeline.district.template import TEMPLATE, build
from pipeline.model.policy import policy
from pipeline.model.scoring import grade_of
from tests.command_support import contents
from tests.district_support import spending, write_office
from tests.warm import call_warm

UNIT, YEAR = "基本信息!C2", "基本信息!C3"


def _quiet(_stage: str, _number: int, _total: int) -> None:
    """Say nothing."""


def _summarise(folder: Path) -> Summary:
    return summarise(folder / "in", folder / "out", _quiet)


def _rows(folder: Path, sheet: str) -> list[tuple[object, ...]]:
    book = load_workbook(folder / "out" / "汇总表.xlsx")
    return list(book[sheet].iter_rows(values_only=True))


def _words(folder: Path) -> str:
    document = Document(str(folder / "out" / "汇总表.docx"))
    tables = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + tables)


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """Three offices: one slow, one with a budget that came in November, one with a sum that does not hold."""
    write_office(tmp_path / "in" / "甲.xlsx", {"项目清单!I3": "2023-11-20"})
    write_office(
        tmp_path / "in" / "乙.xlsx",
        {
            UNIT: "虎山镇人民政府",
            "项目清单!B2": "2023年虎山镇人民政府沟渠保洁经费（二〇二三年）",
            "基本信息!C7": "156,001",
        },
    )
    write_office(
        tmp_path / "in" / "丙.xlsx",
        {UNIT: "凤台街道办事处", **spending("80,000", "140,000", "98.25"), "项目清单!K2": "进度慢，尾款次年支付"},
    )
    return tmp_path


def test_every_office_stands_in_one_row_with_its_sums_ranks_and_grade(three: Path) -> None:
    """Amounts in yuan, rates in percent, equal scores share a rank; the total row adds up what stands above it."""
    _summarise(three)
    columns = (0, 1, 3, 4, 5, 6, 7, 8, 9, 12)
    assert [tuple(row[at] for at in columns) for row in _rows(three, "单位汇总")[1:]] == [
        ("凤台街道办事处", 2, 160000, 140000, 87.5, 3, 98.25, "优", 3, 0),
        ("虎山镇人民政府", 2, 160000, 156000, 97.5, 1, 99.05, "优", 1, 1),
        ("龙城街道办事处", 2, 160000, 156000, 97.5, 1, 99.05, "优", 1, 0),
        ("合计", 6, 480000, 452000, 94.17, None, None, None, None, None),
    ]


def test_the_sums_are_held_against_their_parts_and_it_is_said_which_do_not_agree(three: Path) -> None:
    """Sums over offices equal sums over projects; the office whose control total differs is named with the amount."""
    done = _summarise(three)
    assert [(row[0], row[3]) for row in _rows(three, "合计核对")[1:]] == [
        ("各单位年初预算之和与全部项目之和", "一致"),
        ("各单位全年预算之和与全部项目之和", "一致"),
        ("各单位支出之和与全部项目之和", "一致"),
        ("凤台街道办事处（丙.xlsx）的支出合计与项目清单", "一致"),
        ("虎山镇人民政府（乙.xlsx）的支出合计与项目清单", "相差 1.00 元"),
        ("龙城街道办事处（甲.xlsx）的支出合计与项目清单", "一致"),
    ]
    assert done.blocking == ("2023年度虎山镇人民政府（乙.xlsx）的支出合计与项目清单相差 1.00 元。",)
    assert done.staff_act
    assert "虎山镇人民政府（乙.xlsx）的支出合计与项目清单：相差 1.00 元。" in _words(three)


def test_sums_that_agree_are_said_to_agree_to_the_fen(tmp_path: Path) -> None:
    """A district without a fault says so and lets staff go."""
    write_office(tmp_path / "in" / "甲.xlsx", {})
    write_office(tmp_path / "in" / "乙.xlsx", {UNIT: "虎山镇人民政府"})
    done = _summarise(tmp_path)
    assert (done.blocking, done.staff_act) == ((), False)
    assert "与 4 个项目逐项相加的数一致，2 个单位的支出合计与各自的项目清单一致，精确到分。" in _words(tmp_path)


def test_budgets_that_came_late_are_listed_with_their_share(three: Path) -> None:
    """指标调整日期 from 1 October on counts as late; the sentence names office, projects, money and share."""
    _summarise(three)
    assert [row[:7] for row in _rows(three, "年末下达")[1:]] == [
        ("龙城街道办事处", 2, "文化活动经费", "2023-11-20", 0, 60000, 60000)
    ]
    assert "10 月 1 日以后调整指标的有 1 个单位的 1 个项目，全年预算 60,000.00 元，占全年预算的 12.5%" in _words(three)


@pytest.mark.parametrize(("day", "late"), [("2023-09-30", 0), ("2023-10-01", 1), ("2024-01-05", 1)])
def test_the_first_of_october_is_the_first_late_day(tmp_path: Path, day: str, late: int) -> None:
    """The day in the policy itself is late, the one before is not, the following year is."""
    write_office(tmp_path / "in" / "甲.xlsx", {"项目清单!I2": day})
    done = _summarise(tmp_path)
    assert len(facts.late_lines(done.district.years[0])) == late


def test_projects_of_several_offices_are_found_under_their_folded_names(three: Path) -> None:
    """A year or the office's own name ahead of a project's name does not hide that others run it too."""
    done = _summarise(three)
    groups = facts.repeated_projects(done.district.years[0])
    assert [sorted((office.unit, project.name) for office, project in group) for group in groups] == [
        [("凤台街道办事处", "文化活动经费"), ("虎山镇人民政府", "文化活动经费"), ("龙城街道办事处", "文化活动经费")],
        [
            ("凤台街道办事处", "沟渠保洁经费"),
            ("虎山镇人民政府", "2023年虎山镇人民政府沟渠保洁经费（二〇二三年）"),
            ("龙城街道办事处", "沟渠保洁经费"),
        ],
    ]


def test_findings_that_two_offices_share_are_listed_once_with_both(tmp_path: Path) -> None:
    """One line a rule: how many offices, how often, who; what one office alone has is not shared."""
    fault = {"基本信息!C7": "156,001"}
    write_office(tmp_path / "in" / "甲.xlsx", {**fault, "基本信息!C8": "3"})
    write_office(tmp_path / "in" / "乙.xlsx", {**fault, UNIT: "虎山镇人民政府"})
    done = _summarise(tmp_path)
    shared = facts.shared_findings(done.district.years[0])
    assert [(item.rule.id, item.units, item.times) for item in shared] == [
        ("control-total", ("虎山镇人民政府", "龙城街道办事处"), 2)
    ]


def test_a_copy_is_counted_once_and_an_unreadable_file_is_named_not_guessed(tmp_path: Path) -> None:
    """The sums hold what could be read, once; everything else is in 没有计入 with the reason."""
    write_office(tmp_path / "in" / "甲.xlsx", {})
    (tmp_path / "in" / "甲-副本.xlsx").write_bytes((tmp_path / "in" / "甲.xlsx").read_bytes())
    (tmp_path / "in" / "坏.xlsx").write_bytes(b"not a workbook")
    write_office(tmp_path / "in" / "字.xlsx", {UNIT: "虎山镇人民政府", "项目清单!H2": "若干"})
    write_office(tmp_path / "in" / "年初.xlsx", {UNIT: "凤台街道办事处", "项目清单!F2": "约十万"})
    done = _summarise(tmp_path)
    assert [(year.spent, len(year.offices)) for year in done.district.years] == [(15_600_000, 1)]
    assert {(item.workbook, item.blocks) for item in done.district.left_out} == {
        ("甲.xlsx", False),
        ("坏.xlsx", True),
        ("字.xlsx", True),
        ("年初.xlsx", True),
    }
    assert [row[0] for row in _rows(tmp_path, "没有计入")[1:]] == [item.workbook for item in done.district.left_out]
    assert done.staff_act


def test_two_different_workbooks_of_one_unit_and_year_have_to_be_settled(tmp_path: Path) -> None:
    """Nobody can know which of the two holds: both are counted, and that is said aloud."""
    write_office(tmp_path / "in" / "甲.xlsx", {})
    write_office(tmp_path / "in" / "乙.xlsx", spending("80,000", "140,000", "98.25"))
    done = _summarise(tmp_path)
    assert done.blocking == (
        "龙城街道办事处2023年度有 2 份工作簿（乙.xlsx、甲.xlsx），合计里都计入了；请只留一份再汇总一次。",
    )
    assert "汇总 1 个单位的 2 份工作簿、4 个项目" in _words(tmp_path)


def test_years_are_kept_apart_newest_first(tmp_path: Path) -> None:
    """Workbooks of two years share no sum: each year has sheets of its own."""
    write_office(tmp_path / "in" / "甲.xlsx", {YEAR: "2022"})
    write_office(tmp_path / "in" / "乙.xlsx", {UNIT: "虎山镇人民政府"})
    done = _summarise(tmp_path)
    assert [(year.year, year.spent) for year in done.district.years] == [(2023, 15_600_000), (2022, 15_600_000)]
    assert load_workbook(tmp_path / "out" / "汇总表.xlsx").sheetnames[:2] == ["单位汇总-2023", "项目明细-2023"]


def test_names_that_look_like_formulas_or_markup_stay_text(tmp_path: Path) -> None:
    """A hostile name of an office is printed as typed, in both files."""
    hostile = "@SUM(1)<w:p>{{ 年度 }}&"
    write_office(tmp_path / "in" / "甲.xlsx", {UNIT: hostile})
    _summarise(tmp_path)
    assert _rows(tmp_path, "单位汇总")[1][0] == hostile
    assert load_workbook(tmp_path / "out" / "汇总表.xlsx")["单位汇总"]["A2"].data_type != "f"
    assert hostile in _words(tmp_path)


def test_the_same_workbooks_give_the_same_bytes(three: Path) -> None:
    """Nothing of the moment enters the summary."""
    _summarise(three)
    first = contents(three / "out")
    _summarise(three)
    assert contents(three / "out") == first


def test_a_summary_that_a_person_has_edited_is_kept(three: Path) -> None:
    """The edited file moves aside as 已改-…; the new one takes its name."""
    _summarise(three)
    path = three / "out" / "汇总表.xlsx"
    book = load_workbook(path)
    book["单位汇总"]["A2"] = "改过"
    book.save(path)
    edited = path.read_bytes()
    _summarise(three)
    assert path.with_name("已改-汇总表.xlsx").read_bytes() == edited
    assert _rows(three, "单位汇总")[1][0] == "凤台街道办事处"


def test_a_summary_of_other_workbooks_does_not_stand_there_as_if_it_were_of_today(three: Path) -> None:
    """Where nothing can be counted the earlier files are renamed, an edited one kept as such, and it is said."""
    _summarise(three)
    before = {suffix: (three / "out" / f"汇总表.{suffix}").read_bytes() for suffix in ("xlsx", "docx")}
    document = Document(str(three / "out" / "汇总表.docx"))
    document.add_paragraph("局长批示")
    document.save(str(three / "out" / "汇总表.docx"))
    edited = (three / "out" / "汇总表.docx").read_bytes()
    for path in (three / "in").iterdir():
        path.write_bytes(b"PK\x03\x04")
    status, said = call_warm("summary", "--input", three / "in", "--output", three / "out")
    assert status == 1
    assert "以前的汇总表不含这次的工作簿，已改名保留" in said
    left = {path.name: path.read_bytes() for path in (three / "out").glob("*汇总表*")}
    assert left == {"以前的-汇总表.xlsx": before["xlsx"], "已改-汇总表.docx": edited}


def test_the_command_tells_in_chinese_what_came_of_it_and_who_acts(three: Path, tmp_path_factory: Path) -> None:
    """Status 1 while something is critical, 0 where nothing is; an empty folder writes nothing and says what to do."""
    status, said = call_warm("summary", "--input", three / "in", "--output", three / "out")
    assert status == 1
    assert "汇总 3 个单位、6 个项目：全年预算 480,000.00 元，支出 452,000.00 元，执行率 94.17%。" in said
    assert "支出合计与项目清单相差 1.00 元" in said
    empty = tmp_path_factory.mktemp("empty")  # type: ignore[attr-defined]
    status, said = call_warm("summary", "--input", empty, "--output", empty / "out")
    assert status == 0
    assert "没有可以汇总的工作簿" in said
    assert not list((empty / "out").glob("汇总表*"))


def test_the_committed_template_is_current() -> None:
    """汇总表模板.docx is what its build module writes."""
    assert TEMPLATE.read_bytes() == build()


@given(st.lists(st.one_of(st.none(), st.decimals(0, 100, places=2)), max_size=12))
def test_ranks_count_how_many_are_better(values: list[Decimal | None]) -> None:
    """A rank is one more than the number of higher values; what is missing has none."""
    for value, rank in zip(values, facts.ranks(values), strict=True):
        better = sum(other is not None and value is not None and other > value for other in values)
        assert rank == (None if value is None else better + 1)


@pytest.mark.parametrize(
    ("score", "grade"), [("90", "优"), ("89.99", "良"), ("80", "良"), ("79.99", "中"), ("60", "中"), ("59.99", "差")]
)
def test_grades_begin_at_their_own_floor(score: str, grade: str) -> None:
    """The floor belongs to the grade above (rules.md, Scoring)."""
    assert grade_of(Decimal(score), policy().preset(None)) == grade


def test_a_rate_without_a_budget_is_no_number() -> None:
    """Nothing is divided by zero, and nothing by one in its place."""
    assert [facts.rate(1, 0), facts.rate(None, 5), facts.rate(1, 4)] == [None, None, Fraction(1, 4)]


def test_left_out_files_block_unless_they_are_copies() -> None:
    """The default is to act."""
    assert LeftOut("甲.xlsx", "原因").blocks
