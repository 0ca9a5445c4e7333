"""What the index knows of each folder: its files by name, and which workbooks are one and the same, or rivals."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.model.findings import Severity
from pipeline.outputs.index import FORMER, SAME, SEVERAL, Told, index_entries, told_by
from pipeline.outputs.names import RESULT_JSON
from pipeline.outputs.result import Verdict, make_result, to_json
from tests.page_support import TOTAL, book, findings

if TYPE_CHECKING:
    from pipeline.outputs.page.pages import IndexEntry


def _folder(output: Path, name: str, *files: str, sha: str = "", workbook: str = "甲.xlsx", **info: object) -> None:
    """Make a folder with results of a workbook, and empty files of these names."""
    result = make_result(workbook, sha or name, book(**info), [TOTAL.at(found="", expected="", message="")], ())
    (output / name).mkdir()
    (output / name / RESULT_JSON).write_text(to_json(result), encoding="utf-8")
    for file in files:
        (output / name / file).touch()


def _entries(output: Path, *this_run: str) -> dict[str, IndexEntry]:
    return {entry.folder: entry for entry in index_entries(output, this_run, {})}


def test_a_folder_tells_of_its_workbook_what_its_json_says(tmp_path: Path) -> None:
    """Verdict and counts by severity."""
    found = [replace(findings()[0], severity=it) for it in (*[Severity.INFO] * 3, *[Severity.WARNING] * 2)]
    result = make_result("报送/甲.xlsx", "ab", book(), [findings()[0], *found], ())
    (tmp_path / RESULT_JSON).write_text(to_json(result), encoding="utf-8")
    assert told_by(tmp_path) == Told("报送/甲.xlsx", "龙城街道办事处", 2023, Verdict.FAILED, (1, 2, 3), "ab")


OURS = ("草稿-报告.docx", "草稿-项目支出绩效自评表.docx", "校验结果.html", "批注-甲.xlsx")


@pytest.mark.parametrize(
    ("files", "linked"),
    [
        ((), (None, None, None, None)),
        (OURS, OURS),
        (("已改-报告.docx", "~$报告.docx", "批注-甲.docx.tmp", "甲.xlsx"), (None, None, None, None)),
        (("报告.pdf", "报告.docx", "已改-项目支出绩效自评表.docx"), ("报告.docx", None, None, None)),
    ],
)
def test_only_files_that_are_ours_and_there_are_linked(
    tmp_path: Path, files: tuple[str, ...], linked: tuple[str | None, ...]
) -> None:
    """What a person has edited is kept, and is no result."""
    _folder(tmp_path, "甲-2023", *files)
    (tmp_path / "空").mkdir()
    (tmp_path / "文件.txt").touch()
    entries = _entries(tmp_path, "甲-2023")
    assert list(entries) == ["甲-2023"]
    one = entries["甲-2023"]
    assert (one.report, one.forms, one.page, one.handback, one.json) == (*linked, RESULT_JSON)
    assert (one.critical, one.warning, one.info, one.verdict, one.this_run) == (1, 0, 0, Verdict.FAILED, True)
    assert (one.workbook, one.unit, one.year, one.sha256) == ("甲.xlsx", "龙城街道办事处", 2023, "甲-2023")


def test_workbooks_of_one_unit_and_year_are_marked_and_no_others(tmp_path: Path) -> None:
    """Two of this run are rivals; one beside a former one may be the renamed former; a nameless unit has no rival."""
    for name in ("甲-1", "甲-2", "甲-旧"):
        _folder(tmp_path, name, unit="甲")
    for name, unit, year in (
        ("乙-新", "乙", 2023),
        ("乙-旧", "乙", 2023),
        ("乙-2022", "乙", 2022),
        ("无-1", None, 2023),
        ("无-2", None, 2023),
    ):
        _folder(tmp_path, name, unit=unit, year=year)
    entries = _entries(tmp_path, "甲-1", "甲-2", "乙-新", "无-1", "无-2")
    assert {name: entry.shared for name, entry in entries.items()} == {
        **dict.fromkeys(("甲-1", "甲-2", "甲-旧"), SEVERAL),
        **dict.fromkeys(("乙-新", "乙-旧"), FORMER),
        **dict.fromkeys(("乙-2022", "无-1", "无-2"), None),
    }
    assert {entry.shared for entry in _entries(tmp_path).values()} == {SEVERAL, None}


def test_the_results_of_a_workbook_under_its_former_name_are_no_rivals(tmp_path: Path) -> None:
    """The same bytes: the older folder may go, and the newer stands alone."""
    _folder(tmp_path, "丙-旧", unit="丙", sha="1", workbook="旧.xlsx")
    _folder(tmp_path, "丙-新", unit="丙", sha="1", workbook="新.xlsx")
    entries = _entries(tmp_path, "丙-新")
    assert (entries["丙-旧"].shared, entries["丙-旧"].renamed) == (SAME.format("新.xlsx"), True)
    assert (entries["丙-新"].shared, entries["丙-新"].renamed) == (None, False)


def test_what_could_not_be_written_is_told_by_the_run_itself(tmp_path: Path) -> None:
    """A folder without its json."""
    (tmp_path / "丁").mkdir()
    told = Told("丁.xlsx", "丁", 2023, Verdict.REMINDED, (0, 2, 1), "2")
    (one,) = index_entries(tmp_path, ["丁"], {"丁": told})
    assert (one.workbook, one.verdict, one.critical, one.warning, one.info) == ("丁.xlsx", Verdict.REMINDED, 0, 2, 1)
