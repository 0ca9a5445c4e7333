"""The command `rollover` keeps its exit status, never writes over a file, and says in Chinese what to do next."""

from __future__ import annotations

import copy
import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from docx import Document

from pipeline.rollover.stages import NotRolledError, forms_beside, rolled
from tests.command_support import ENGLISH, SAMPLE
from tests.docs.small_workbook import small_workbook
from tests.hostile_support import doctype, truncated
from tests.rollover.reports import foreign_report, sample_book, sample_forms, sample_report
from tests.warm import call_warm

if TYPE_CHECKING:
    from pathlib import Path

_DTD = b'<!DOCTYPE w [<!ENTITY a "b">]>'


def _edited(package: bytes, old: bytes, new: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, part.replace(old, new, 1) if name == "word/document.xml" else part)
    return out.getvalue()


def _bomb() -> bytes:
    out = io.BytesIO()
    archive = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)
    with archive as target, target.open("word/document.xml", "w", force_zip64=True) as part:
        for _ in range(1100):
            part.write(b" " * 1024 * 1024)
    return out.getvalue()


def _letter() -> bytes:
    word, out = Document(), io.BytesIO()
    word.add_paragraph("各位同事：下周一开会。")
    word.save(out)
    return out.getvalue()


HOSTILE = {
    "空.docx": lambda: b"",
    "半截.docx": lambda: foreign_report()[:2000],
    "表格.docx": SAMPLE.read_bytes,
    "实体.docx": lambda: _edited(foreign_report(), b"<w:document", _DTD + b"<w:document"),
    "炸弹.docx": _bomb,
    "别的.docx": _letter,
    "网页.docx": "<html>报告</html>".encode,
    "旧的.doc": lambda: b"\xd0\xcf\x11\xe0" + bytes(600),
    "半截.xlsx": lambda: truncated(0.5),
    "实体.xlsx": lambda: doctype("x"),
    "报告.xlsx": foreign_report,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_cannot_be_read_is_said_in_one_chinese_sentence(name: str, tmp_path: Path) -> None:
    """Staff act; nothing is written, nothing hangs."""
    path = tmp_path / name
    path.write_bytes(HOSTILE[name]())
    with pytest.raises(NotRolledError) as caught:
        rolled(path)
    assert not ENGLISH.search(str(caught.value))
    assert name in str(caught.value) or "这" in str(caught.value)


def test_a_folder_is_no_last_year(tmp_path: Path) -> None:
    """One file has to be named."""
    with pytest.raises(NotRolledError, match="文件夹"):
        rolled(tmp_path)


def test_last_years_workbook_becomes_this_years_beside_whatever_is_there(tmp_path: Path) -> None:
    """Default name by unit and year; a second call gets a number, nothing is written over."""
    status, said = call_warm("rollover", SAMPLE, cwd=tmp_path)
    assert status == 0
    assert not ENGLISH.search(said)
    first = tmp_path / "output" / "龙城街道办事处-2024.xlsx"
    content = first.read_bytes()
    assert call_warm("rollover", SAMPLE, cwd=tmp_path)[0] == 0
    assert first.read_bytes() == content
    assert first.with_name("龙城街道办事处-2024-2.xlsx").read_bytes() == content


def test_sheets_of_staffs_own_are_said_to_stay_behind(tmp_path: Path) -> None:
    """Nothing is lost silently."""
    (tmp_path / "上年.xlsx").write_bytes(small_workbook({"草稿!A1": "随手记的数", "便笺!A1": "数"}))
    said = rolled(tmp_path / "上年.xlsx").told
    assert "草稿" in said[0]
    assert "便笺" in said[0]
    (tmp_path / "上年.xlsx").write_bytes(small_workbook())
    assert len(rolled(tmp_path / "上年.xlsx").told) == 1


def test_output_may_be_a_file_or_a_folder(tmp_path: Path) -> None:
    """A folder gets the default name."""
    target = tmp_path / "我的.xlsx"
    target.write_bytes(b"mine")
    assert call_warm("rollover", SAMPLE, "--output", target, cwd=tmp_path)[0] == 0
    assert target.read_bytes() == b"mine"
    assert (tmp_path / "我的-2.xlsx").is_file()


def test_a_report_finds_its_forms_beside_it_and_goes_on_to_the_next_year(tmp_path: Path) -> None:
    """--next-year: the indicators of the forms, the year one further, no amount."""
    report = tmp_path / "报告.docx"
    report.write_bytes(sample_report())
    (tmp_path / "项目支出绩效自评表.docx").write_bytes(sample_forms())
    assert forms_beside(report) == tmp_path / "项目支出绩效自评表.docx"
    status, said = call_warm("rollover", report, cwd=tmp_path)
    assert status == 0
    assert f"{len(sample_book().indicators)} 条指标" in said
    assert (tmp_path / "output" / "龙城街道办事处-2023.xlsx").is_file()
    assert call_warm("rollover", report, "--next-year", cwd=tmp_path)[0] == 0
    assert (tmp_path / "output" / "龙城街道办事处-2024.xlsx").is_file()


def test_staff_act_on_a_file_that_gives_nothing(tmp_path: Path) -> None:
    """Exit status 1."""
    path = tmp_path / "空.docx"
    path.write_bytes(b"")
    status, said = call_warm("rollover", path, cwd=tmp_path)
    assert status == 1
    assert not ENGLISH.search(said)
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize(
    "arguments",
    [(), ("没有.xlsx",), (str(SAMPLE), "没有.docx"), (str(SAMPLE), str(SAMPLE)), (str(SAMPLE), "--nonsense")],
)
def test_unusable_arguments_give_status_two(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """A Chinese sentence, and nothing written."""
    status, said = call_warm("rollover", *arguments, cwd=tmp_path)
    assert status == 2
    assert not ENGLISH.search(said)
    assert not list(tmp_path.iterdir())


def test_help_is_chinese() -> None:
    """With every option."""
    status, said = call_warm("rollover", "--help")
    assert status == 0
    assert "--next-year" in said
    assert not ENGLISH.search(said)


def test_a_file_without_end_is_no_report(tmp_path: Path) -> None:
    """Thousands of paragraphs are refused before anyone looks for projects in them."""
    word, out = Document(), io.BytesIO()
    word.add_paragraph("一、项目基本情况")
    word.add_paragraph("三、项目组织实施情况")
    body = word.element.body
    for _ in range(3_100):
        body.append(copy.deepcopy(body[0]))
        body[-1].xpath(".//w:t")[0].text = "1.路灯经费3万元。"
    word.save(out)
    path = tmp_path / "长.docx"
    path.write_bytes(out.getvalue())
    with pytest.raises(NotRolledError, match="不像一份绩效自评报告"):
        rolled(path)
