"""Names are safe on every file system and no folder is ever shared."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.book import Book, Info
from pipeline.outputs.index import told_by
from pipeline.outputs.names import RESULT_JSON, choose_folders, safe_name, stem_of
from pipeline.outputs.result import Result, make_result


def _result(workbook: str, unit: str | None = "龙城街道办事处", year: int | None = 2023) -> Result:
    return make_result(workbook, "0" * 64, Book(workbook, "0" * 64, Info(unit=unit, year=year)), (), ())


@given(st.text())
def test_any_text_becomes_a_name_that_windows_takes(text: str) -> None:
    """No reserved character, no trailing dot, never a path."""
    name = safe_name(text)
    assert name
    assert len(name) <= 80
    assert len(name.encode()) <= 200
    assert not set(name) & set('\\/:*?"<>|\x00\n\r\t')
    assert name == name.rstrip(". ")
    assert Path(name).name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a/b:c", "a_b_c"),
        ("CON", "_CON"),
        ("nul.报告", "_nul.报告"),
        ("报告. ", "报告"),
        ("..", "_"),
        ("com1", "_com1"),
    ],
)
def test_reserved_names_and_characters_are_replaced(text: str, name: str) -> None:
    """As the contract lists them."""
    assert safe_name(text) == name


def test_a_folder_is_named_by_unit_and_year_and_by_the_file_where_those_are_unknown(tmp_path: Path) -> None:
    """An unreadable workbook has neither."""
    unreadable = Result("子/坏.xlsx", "0", None, _result("x.xlsx").verdict, None, (), ())
    folders = choose_folders([_result("a.xlsx"), unreadable, _result("b.xlsx", year=None)], tmp_path)
    assert [folder.name for folder in folders] == ["龙城街道办事处-2023", "坏", "b"]


def test_workbooks_of_one_unit_and_year_all_get_their_stem_and_then_a_number(tmp_path: Path) -> None:
    """Neither of them owns the plain name; numbers follow the order of paths, not of arrival."""
    results = [_result("b/表.xlsx"), _result("c.xlsx"), _result("a/表.xlsx")]
    names = [folder.name for folder in choose_folders(results, tmp_path)]
    assert names == ["龙城街道办事处-2023-表-2", "龙城街道办事处-2023-c", "龙城街道办事处-2023-表"]


def test_a_folder_with_another_workbooks_results_is_left_alone(tmp_path: Path) -> None:
    """The newcomer gets its stem appended; the owner, also as its handed-back copy, keeps the folder."""
    folder = tmp_path / "龙城街道办事处-2023"
    folder.mkdir()
    (folder / RESULT_JSON).write_text(json.dumps({"workbook": "旧.xlsx"}), encoding="utf-8")
    assert choose_folders([_result("新.xlsx")], tmp_path) == [tmp_path / "龙城街道办事处-2023-新"]
    assert choose_folders([_result("旧.xlsx")], tmp_path) == [folder]
    assert choose_folders([_result("批注-旧.xlsx")], tmp_path) == [folder]


def test_names_that_differ_only_in_case_do_not_share_a_folder(tmp_path: Path) -> None:
    """Windows would take them for one."""
    folders = choose_folders([_result("1.xlsx", unit="Abc"), _result("2.xlsx", unit="ABC")], tmp_path)
    assert [folder.name for folder in folders] == ["Abc-2023-1", "ABC-2023-2"]


@given(st.text(min_size=1), st.text(min_size=1))
def test_no_unit_however_named_leaves_the_output_folder(unit: str, stem: str) -> None:
    """Whatever the cells say."""
    output = Path("output")
    for folder in choose_folders([_result(f"{stem}.xlsx", unit=unit), _result("y.xlsx", unit=unit)], output):
        assert folder.parent == output


def test_a_long_unit_keeps_its_year(tmp_path: Path) -> None:
    """The unit is shortened, not the year."""
    (folder,) = choose_folders([_result("a.xlsx", unit="街" * 200)], tmp_path)
    assert folder.name.endswith("-2023")
    assert len(folder.name.encode()) <= 200


def test_the_mark_of_a_handed_back_copy_is_no_part_of_the_stem() -> None:
    """批注-批注- never piles up."""
    assert stem_of("子/批注-表.xlsx") == "表"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such pipes")
def test_a_pipe_or_a_folder_in_the_place_of_a_result_holds_nobody_up(tmp_path: Path) -> None:
    """Reading a pipe into which nobody writes would never end; a file in the place of a folder is evaded."""
    (tmp_path / "甲街道-2023").mkdir()
    os.mkfifo(tmp_path / "甲街道-2023" / RESULT_JSON)
    (tmp_path / "乙街道-2023" / RESULT_JSON).mkdir(parents=True)
    (tmp_path / "丙街道-2023").write_text("notes", encoding="utf-8")
    results = [_result(f"{name}.xlsx", f"{name}街道") for name in "甲乙丙"]
    names = [folder.name for folder in choose_folders(results, tmp_path)]
    assert names == ["甲街道-2023", "乙街道-2023", "丙街道-2023-丙"]
    assert [told_by(tmp_path / name) for name in names] == [None, None, None]
