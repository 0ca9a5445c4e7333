"""A disk that is full, read-only or gone is said plainly: status 2, and nothing half-written."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest

from pipeline.intake.sources import Source
from pipeline.night.workers import deliver_interrupted
from pipeline.outputs import files, seal
from pipeline.outputs.deliver import Wish
from pipeline.run import run
from tests.command_support import ENGLISH, FAULTY, SAMPLE, call, contents
from tests.night_support import lay, of_unit
from tests.warm import call_warm

REPORT = "龙城街道办事处-2023/龙城街道办事处2023年200万元以下项目支出绩效报告（自评）.docx"


@contextmanager
def _mounted(folder: Path, *arguments: str) -> Iterator[Path]:
    """Mount something on a folder; skipped by name where the system does not let us."""
    mount = shutil.which("mount") if sys.platform == "linux" else None
    if mount is None or subprocess.run([mount, *arguments, str(folder)], capture_output=True, check=False).returncode:  # noqa: S603  (our own arguments, no shell)
        pytest.skip("no right to mount a file system here")
    try:
        yield folder
    finally:
        subprocess.run([shutil.which("umount") or "umount", str(folder)], capture_output=True, check=True)  # noqa: S603  (as above)


def _whole(output: Path) -> None:
    """Everything with its final name can be opened, and nothing is left aside."""
    for name, content in contents(output).items():
        assert not Path(name).name.startswith("."), name
        if name.endswith((".docx", ".xlsx")):
            assert zipfile.ZipFile(BytesIO(content)).testzip() is None, name


@pytest.mark.parametrize("kilobytes", [4, 40, 100, 140])
def test_a_full_disk_is_said_and_leaves_nothing_half_written(kilobytes: int, tmp_path: Path) -> None:
    """Wherever in the job it fills up."""
    output = tmp_path / "out"
    output.mkdir()
    with _mounted(output, "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs"):
        status, said = call_warm("report", "--input", FAULTY, "--output", output, cwd=tmp_path)
        assert (status, "磁盘可能已满" in said) == (2, True), said
        assert not ENGLISH.search(said)
        _whole(output)


@contextmanager
def _shut(folder: Path, mode: int) -> Iterator[list[str]]:
    """Take the rights to a folder away; what must stand before a command that is to be without them, too."""
    powers = [] if sys.platform != "linux" or os.geteuid() else [shutil.which("unshare") or "false", "-U"]
    if sys.platform == "win32" or subprocess.run([*powers, sys.executable, "-c", ""], check=False).returncode:  # noqa: S603  (our own command)
        pytest.skip("no way to be without rights here")
    folder.chmod(mode)
    try:
        yield powers
    finally:
        folder.chmod(0o755)


@pytest.mark.parametrize("verb", ["night", "report"])
@pytest.mark.parametrize("mode", [0o444, 0o000])
def test_folders_that_may_not_be_entered_cost_nobody_else_anything(verb: str, mode: int, tmp_path: Path) -> None:
    """One of the input and one of the results: both are named, all others are written."""
    lay(tmp_path / "in", 东=of_unit("东街道办事处", FAULTY), 西=of_unit("西街道办事处", FAULTY), 锁着__北=b"")
    output = tmp_path / "out"
    call_warm("validate", "--input", tmp_path / "in", "--output", output)
    shutil.rmtree(output / "西街道办事处-2023")
    with _shut(tmp_path / "in" / "锁着", mode), _shut(output / "东街道办事处-2023", mode) as powers:
        status, said = call(verb, "--input", tmp_path / "in", "--output", output, before=powers)
    assert (status, ENGLISH.search(said)) == (1, None), said
    assert "“东.xlsx”的结果没有写全" in said
    assert "东街道办事处-2023/东街道办事处-2023" not in said
    assert (output / "西街道办事处-2023" / "校验结果.html").is_file()
    assert "锁着" in (output / "index.html").read_text(encoding="utf-8")


def test_an_old_result_survives_a_disk_that_is_full(tmp_path: Path) -> None:
    """The whole old files stay until the whole new ones are there."""
    output = tmp_path / "out"
    output.mkdir()
    with _mounted(output, "-t", "tmpfs", "-o", "size=2m", "tmpfs"):
        assert call_warm("report", "--input", SAMPLE, "--output", output, cwd=tmp_path)[0] == 0
        before = contents(output)
        free = shutil.disk_usage(output).free
        (output / "filler").write_bytes(b"x" * (free - 8192))
        assert call_warm("report", "--input", SAMPLE, "--output", output, cwd=tmp_path)[0] == 2
        (output / "filler").unlink()
        assert contents(output) == before


@pytest.mark.parametrize("verb", ["report", "validate"])
def test_a_read_only_output_is_said(verb: str, tmp_path: Path) -> None:
    """Nothing is written anywhere else instead."""
    output = tmp_path / "out"
    output.mkdir()
    with _mounted(output, "-t", "tmpfs", "-o", "ro", "tmpfs"):
        status, said = call_warm(verb, "--input", FAULTY, "--output", output, cwd=tmp_path)
    assert (status, "只读" in said) == (2, True), said
    assert not ENGLISH.search(said)


@pytest.mark.parametrize("verb", ["report", "validate"])
def test_a_share_that_is_gone_is_said(verb: str, tmp_path: Path) -> None:
    """The folder's way ends at a file, or at a link that leads nowhere."""
    (tmp_path / "share").write_text("a file where the share should be", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere" / "deep")
    for gone in (tmp_path / "share" / "out", tmp_path / "link"):
        status, said = call_warm(verb, "--input", FAULTY, "--output", gone, cwd=tmp_path)
        assert (status, "无法读写" in said) == (2, True), said
        assert not ENGLISH.search(said)


def test_an_input_that_goes_away_is_said_for_that_file_only(tmp_path: Path) -> None:
    """A link to a workbook on a share that is gone costs the others nothing."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "走了.xlsx").symlink_to(tmp_path / "share" / "走了.xlsx")
    shutil.copy(SAMPLE, tmp_path / "in" / "在.xlsx")
    status, said = call_warm("report", "--input", tmp_path / "in", "--output", tmp_path / "out")
    assert (status, ENGLISH.search(said)) == (1, None), said
    assert (tmp_path / "out" / REPORT).is_file()
    assert "指向的文件已经不在" in (tmp_path / "out" / "走了" / "校验结果.json").read_text(encoding="utf-8")


def test_a_file_open_in_word_gets_a_numbered_neighbour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows refuses to replace a file that Word holds; here the refusal is made by hand."""
    path = tmp_path / "报告.docx"
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", '<?xml version="1.0"?><Types xmlns="t"></Types>')
    ours = seal.seal(out.getvalue(), "ab12")
    path.write_bytes(ours)
    replace = Path.replace

    def held(self: Path, target: Path) -> Path:
        if target == path:
            raise PermissionError(13, "in use", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", held)
    assert files.put(path, ours) == tmp_path / "报告-2.docx"
    assert {item.name for item in tmp_path.iterdir()} == {"报告.docx", "报告-2.docx"}


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """Let nobody change or replace a file, as where another program holds it; skipped by name without the right."""
    chattr = shutil.which("chattr")
    if chattr is None or subprocess.run([chattr, "+i", str(path)], capture_output=True, check=False).returncode:  # noqa: S603  (our own arguments, no shell)
        pytest.skip("no right to make a file unchangeable here")
    try:
        yield
    finally:
        subprocess.run([chattr, "-i", str(path)], capture_output=True, check=True)  # noqa: S603  (as above)


@pytest.mark.parametrize("name", ["校验结果.json", "校验结果.html"])
@pytest.mark.parametrize("verb", ["report", "validate"])
def test_a_held_file_of_one_workbook_costs_the_others_nothing(verb: str, name: str, tmp_path: Path) -> None:
    """It is said whose results are not whole and what to do; status 1; the next run makes them whole."""
    lay(tmp_path / "in", 一=of_unit("甲街道", FAULTY), 二=of_unit("乙街道", FAULTY))
    arguments = ("--input", tmp_path / "in", "--output", tmp_path / "out")
    held = tmp_path / "out" / "甲街道-2023" / name
    held.parent.mkdir(parents=True)
    held.write_text("old", encoding="utf-8")
    with _held(held):
        status, said = call_warm(verb, *arguments, cwd=tmp_path)
        assert (status, ENGLISH.search(said)) == (1, None), said
        assert f"“甲街道-2023/{name}”正在别的程序里打开" in said
        assert "“一.xlsx”的结果没有写全" in said
        assert "1 份工作簿的结果没有写全" in said
        assert held.read_text(encoding="utf-8") == "old"
        assert (tmp_path / "out" / "乙街道-2023" / "校验结果.html").is_file()
    status, said = call_warm(verb, *arguments, cwd=tmp_path)
    assert (status, "没有写全" in said) == (1, False), said
    assert '"verdict": "不通过"' in (held.parent / "校验结果.json").read_text(encoding="utf-8")
    _whole(tmp_path / "out")


def test_what_windows_refuses_is_told_by_the_name_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is held for a moment only is replaced after all; of one held longer nothing is left aside."""
    replace, refusals = Path.replace, [2]

    def held(self: Path, target: Path) -> Path:
        if refusals[0]:
            refusals[0] -= 1
            raise PermissionError(13, "in use", str(self), None, str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", held)
    files.write_whole(tmp_path / "结果.json", b"new")
    assert (tmp_path / "结果.json").read_bytes() == b"new"
    refusals[0] = 9
    with pytest.raises(PermissionError) as raised:
        files.write_whole(tmp_path / "结果.json", b"newer")
    assert raised.value.filename == str(tmp_path / "结果.json")
    assert {item.name: item.read_bytes() for item in tmp_path.iterdir()} == {"结果.json": b"new"}


def test_a_held_file_is_told_in_this_process_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The index tells the new verdict, though the folder holds the old one."""
    given = lay(tmp_path / "in", 一=of_unit("甲街道", FAULTY), 二=of_unit("乙街道"))
    replace = Path.replace

    def held(self: Path, target: Path) -> Path:
        if target.name == "校验结果.json" and "甲街道" in str(target):
            raise PermissionError(13, "in use", str(self), None, str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr(files, "_PAUSES", ())
    delivered = run(given, tmp_path / "out", Wish(), lambda *_: None)
    assert [(one.result.workbook, one.whole, bool(one.report)) for one in delivered] == [
        ("一.xlsx", False, False),
        ("二.xlsx", True, True),
    ]
    index = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "一.xlsx" in index
    assert "不通过" in index
    source = Source("一.xlsx", given / "一.xlsx")
    seen = deliver_interrupted(source, tmp_path / "out" / "甲街道-2023")
    assert (seen.ruleset, "结果没有写全" in seen.held) == ("", True)


@pytest.mark.parametrize("verb", ["report", "validate"])
def test_what_lies_in_the_way_of_one_workbook_costs_the_others_nothing(verb: str, tmp_path: Path) -> None:
    """A folder where a page should be written is told; a file where a folder should be is evaded."""
    lay(tmp_path / "in", 一=of_unit("甲街道", FAULTY), 二=of_unit("乙街道", FAULTY), 三=of_unit("丙街道", FAULTY))
    out = tmp_path / "out"
    (out / "甲街道-2023" / "校验结果.html").mkdir(parents=True)
    (out / "乙街道-2023").write_text("notes", encoding="utf-8")
    status, said = call_warm(verb, "--input", tmp_path / "in", "--output", out, cwd=tmp_path)
    assert (status, ENGLISH.search(said)) == (1, None), said
    assert "“甲街道-2023/校验结果.html”正在别的程序里打开，或者不许改写：“一.xlsx”的结果没有写全" in said
    assert (out / "乙街道-2023").read_text(encoding="utf-8") == "notes"
    for folder in ("乙街道-2023-二", "丙街道-2023"):
        assert (out / folder / "校验结果.html").is_file()
    _whole(out)


def test_a_summary_that_stays_open_over_night_is_told_with_the_name_of_the_new_one(tmp_path: Path) -> None:
    """Who looks at the old one in the morning would look at yesterday."""
    (tmp_path / "校验汇总.xlsx").write_bytes(b"old")
    with _held(tmp_path / "校验汇总.xlsx"):
        status, said = call_warm("validate", "--input", SAMPLE, "--output", tmp_path, cwd=tmp_path)
    assert (status, "“校验汇总.xlsx”正在别的程序里打开，新的写在“校验汇总-2.xlsx”。" in said) == (0, True), said
    assert zipfile.ZipFile(tmp_path / "校验汇总-2.xlsx").testzip() is None
