"""The command line keeps its exit status and speaks Chinese whatever happens."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from docx import Document

from tests.command_support import ENGLISH, FAULTY, SAMPLE, call


def test_without_input_the_report_of_the_sample_is_written_and_said_so(tmp_path: Path) -> None:
    """Exit status 0: nothing critical stands."""
    (tmp_path / "input").mkdir()
    status, said = call("report", cwd=tmp_path)
    assert status == 0
    assert "示例工作簿" in said
    assert list((tmp_path / "output").glob("*/*报告*.docx"))
    assert not ENGLISH.search(said)


def test_a_critical_finding_gives_status_one(tmp_path: Path) -> None:
    """Staff act."""
    status, said = call("validate", "--input", FAULTY, "--output", tmp_path)
    assert status == 1
    assert "不通过" in said
    assert not ENGLISH.search(said)


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("rapport",),
        ("report", "--nonsense"),
        ("report", "--input"),
        ("report", "--input", "没有这个文件.xlsx"),
        ("validate", "--input", str(SAMPLE), "--jobs", "0"),
        ("validate", "--input", str(SAMPLE), "--scheduler", "tcp://127.0.0.1:9"),
        ("verify",),
        ("verify", "没有这份报告.docx"),
        ("verify", str(SAMPLE), "--workbook", str(SAMPLE.parent)),
    ],
)
def test_unusable_arguments_give_status_two_and_a_chinese_sentence(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """Its maintainer or its user acts; nothing is written."""
    status, said = call(*arguments, cwd=tmp_path)
    assert status == 2
    assert re.search(r"[一-鿿]", said)
    assert not ENGLISH.search(said)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("arguments", [("--help",), ("report", "--help"), ("verify", "--help")])
def test_help_is_chinese(arguments: tuple[str, ...]) -> None:
    """Also what the library would say in English."""
    status, said = call(*arguments)
    assert status == 0
    assert re.search(r"[一-鿿]", said)
    assert not ENGLISH.search(said)


def test_an_output_that_cannot_be_written_is_said_plainly(tmp_path: Path) -> None:
    """Exit status 2 and no trace on the screen."""
    (tmp_path / "out").write_text("a file where a folder should be", encoding="utf-8")
    status, said = call("validate", "--input", SAMPLE, "--output", tmp_path / "out", cwd=tmp_path)
    assert status == 2
    assert "无法读写" in said
    assert not ENGLISH.search(said)


def test_the_blank_workbook_is_written_and_never_over_another_file(tmp_path: Path) -> None:
    """A filled-in workbook of the same name stays."""
    target = tmp_path / "空白.xlsx"
    assert call("template", "--output", target)[0] == 0
    blank = target.read_bytes()
    assert blank == SAMPLE.with_name("空白工作簿.xlsx").read_bytes()
    target.write_bytes(b"filled in")
    assert call("template", "--output", target)[0] == 0
    assert target.read_bytes() == b"filled in"
    assert (tmp_path / "空白-2.xlsx").read_bytes() == blank


@pytest.mark.parametrize(("output", "written"), [("", "空白工作簿.xlsx"), ("我", "我.xlsx"), ("a.xls", "a.xls.xlsx")])
def test_the_blank_workbook_opens_by_double_click_wherever_it_is_wanted(
    tmp_path: Path, output: str, written: str
) -> None:
    """In a folder under its own name; a name without .xlsx gets it."""
    assert call("template", "--output", tmp_path / output)[0] == 0
    assert [path.name for path in tmp_path.iterdir()] == [written]


def test_a_report_that_is_not_there_costs_the_others_nothing(tmp_path: Path) -> None:
    """It is told as unreadable; the one that is there is verified."""
    report = tmp_path / "河道保洁自评报告.docx"
    document = Document()
    document.add_paragraph("河道保洁经费支出9.6万元，由人工费6万元、耗材费3.6万元构成。")
    document.save(str(report))
    status, said = call("verify", report, tmp_path / "没有这份报告.docx", "--output", tmp_path / "核对", cwd=tmp_path)
    assert (status, bool(ENGLISH.search(said))) == (1, False)
    verdicts = {
        path.parent.name: json.loads(path.read_text(encoding="utf-8"))["verdict"]
        for path in (tmp_path / "核对").rglob("核对结果.json")
    }
    assert verdicts == {"河道保洁自评报告": "一致", "没有这份报告": "无法读取"}
