"""Files appear whole, and what a person has edited is kept."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from pipeline.outputs import files, seal


def _package(text: str = "正文") -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", '<?xml version="1.0"?><Types xmlns="t"></Types>')
        archive.writestr("word/document.xml", text)
    return out.getvalue()


def test_a_sealed_file_names_its_workbook_until_somebody_changes_it() -> None:
    """A part changed, added or removed breaks the seal."""
    sealed = seal.seal(_package(), "ab12")
    assert seal.workbook_of(sealed) == "ab12"
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(sealed)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            target.writestr(entry.filename, content.replace("正文".encode(), b"edited"))
    assert seal.workbook_of(out.getvalue()) is None


@pytest.mark.parametrize("foreign", [b"", b"PK\x03\x04 broken", b"no archive", _package()])
def test_a_file_that_is_not_ours_has_no_seal(foreign: bytes) -> None:
    """Whatever it holds."""
    assert seal.workbook_of(foreign) is None


def test_sealing_gives_the_same_bytes_each_time_and_sealing_again_changes_nothing() -> None:
    """Same workbook, same bytes out."""
    once = seal.seal(_package(), "ab12")
    assert once == seal.seal(_package(), "ab12")
    assert seal.seal(once, "ab12") == once


def test_a_document_edited_by_hand_is_kept_under_another_name(tmp_path: Path) -> None:
    """It is neither overwritten nor removed, however often the program runs."""
    path = tmp_path / "报告.docx"
    for round_number in range(3):
        path.write_bytes(_package(f"改 {round_number}"))
        files.put(path, seal.seal(_package(), "ab12"))
    kept = sorted(kept.name for kept in tmp_path.glob("已改-*"))
    assert kept == ["已改-报告-2.docx", "已改-报告-3.docx", "已改-报告.docx"]
    assert seal.workbook_of(path.read_bytes()) == "ab12"


def test_a_document_of_ours_is_replaced_and_a_stale_one_removed(tmp_path: Path) -> None:
    """Nothing piles up."""
    path = tmp_path / "报告.docx"
    files.put(path, seal.seal(_package(), "ab12"))
    files.put(path, seal.seal(_package("新"), "cd34"))
    assert [item.name for item in tmp_path.iterdir()] == ["报告.docx"]
    files.drop(path)
    assert list(tmp_path.iterdir()) == []


def test_a_stale_document_that_was_edited_is_kept(tmp_path: Path) -> None:
    """Work of a person is never lost."""
    path = tmp_path / "草稿-报告.docx"
    path.write_bytes(_package("手工修改"))
    files.drop(path)
    assert [item.name for item in tmp_path.iterdir()] == ["已改-草稿-报告.docx"]


def test_a_write_that_fails_leaves_the_old_file_whole(tmp_path: Path) -> None:
    """And nothing half-written beside it."""
    path = tmp_path / "报告.docx"
    path.mkdir()
    with pytest.raises(OSError, match=r".*"):
        files.write_whole(path, b"new")
    assert [item.name for item in tmp_path.iterdir()] == ["报告.docx"]


def test_what_a_killed_run_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    """Only names of our own pattern; other people's temporary files stay."""
    others = (".报告.docx.tmp", "~$报告.docx", ".tmp", "报告.docx.123.tmp", ".a.12x.tmp", ".隐藏")
    for name in (*others, ".报告.docx.4711.tmp", f".{'长' * 40}.1.tmp"):
        (tmp_path / name).touch()
    (tmp_path / ".文件夹.1.tmp").mkdir()
    files.clean(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {*others, ".文件夹.1.tmp"}
    files.clean(tmp_path / "nowhere")
