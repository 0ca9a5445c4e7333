"""The .bat files run under wine, with the Windows Python of the bundle, from folders with every kind of name.

The program itself is stood in for: wine 8 lacks what numpy needs (test_windows_whole.py brings it along).
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator

import pytest

from bundling.interpreter import add_interpreter
from bundling.platforms import PLATFORMS, Target
from bundling.program import HERE, write_starters
from bundling.words import write_words
from tests.bundling.windows import Windows
from tests.conftest import program

TARGET = Target(PLATFORMS["win-amd64"], "3.11")
STAND_IN = """\
import json, os, sys
print("核对完成：" + json.dumps([sys.argv[1:], os.getcwd(), sys.flags.utf8_mode, os.listdir()]))
sys.exit(int(open("status").read()))
"""
FOLDERS = ("有 空格（一）", "a&b", "a^b", "a!b!", "50% 折扣", "%TEMP%", "（全角）【年度】", "a'b")


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    """Start wine, and install the stand-in with the bundle's own interpreter, starters and words."""
    wine = program("wine")
    home = tmp_path_factory.mktemp("windows")
    folder = home / "绩效"
    write_words(TARGET, folder / "carried" / "words", interpreter=True)
    write_starters(TARGET, folder)
    for source in (HERE / "carried").glob("*.py"):
        shutil.copy(source, folder / "carried")
    add_interpreter(TARGET, None, folder / "carried" / "python")
    (folder / "pipeline.py").write_text(STAND_IN, encoding="utf-8")
    (folder / "status").write_text("0", encoding="utf-8")
    (folder / "carried" / "target.json").write_text(json.dumps({"version": "0"}), encoding="utf-8")
    started = Windows(wine, home, folder)
    assert started.run("wineboot", "-i")[0] == 0
    with started.kept_up():
        yield started


def _told(said: str) -> tuple[list[str], str, int, list[str]]:
    line = next(line for line in said.splitlines() if line.startswith("核对完成："))
    arguments, cwd, utf8, files = json.loads(line.removeprefix("核对完成："))
    return arguments, cwd, utf8, files


def test_bat_files_start_their_task_whatever_the_folder_is_called(windows: Windows) -> None:
    """Refused until installed; then the right command, in the right folder, in UTF-8, with its exit status."""
    status, said = windows.starter("生成报告")
    assert (status, "请先双击“安装.bat”" in said) == (2, True), said
    (windows.folder / "carried" / "installed.txt").write_text("0", encoding="utf-8")
    for at, name in enumerate(FOLDERS):
        renamed = windows.folder.with_name(name)
        windows.folder.rename(renamed)
        windows.folder = renamed
        (renamed / "status").write_text(str(at % 3), encoding="utf-8")
        status, said = windows.starter("仅校验")
        arguments, cwd, utf8, files = _told(said)
        assert (status, arguments, utf8) == (at % 3, ["validate"], 1)
        assert (cwd.rpartition("\\")[2], "仅校验.bat" in files) == (name, True)
        assert said.splitlines()[-1] == "按任意键关闭这个窗口。"


def test_the_night_task_asks_what_to_do(windows: Windows) -> None:
    """A number, also a wide one; anything else is asked again."""
    (windows.folder / "carried" / "installed.txt").write_text("0", encoding="utf-8")
    _, said = windows.starter("夜间任务", typed="x\n３\n")
    assert "请输入 1 到 4 的数字。" in said
    assert _told(said)[0] == ["schedule", "--show"]


def test_last_years_workbook_is_found_in_its_folder(windows: Windows) -> None:
    """Whatever it is called; without one it is said where to put it."""
    (windows.folder / "carried" / "installed.txt").write_text("0", encoding="utf-8")
    (windows.folder / "status").write_text("0", encoding="utf-8")
    status, said = windows.starter("结转上年")
    assert (status, "放进“上年”文件夹" in said) == (1, True), said
    (windows.folder / "上年" / "去年 a&b（定）.xlsx").write_bytes(b"")
    assert _told(windows.starter("结转上年")[1])[0] == ["rollover", "上年\\去年 a&b（定）.xlsx"]


def test_an_incomplete_folder_is_told_before_anything_runs(windows: Windows) -> None:
    """An antivirus program took the interpreter away."""
    carried = windows.folder / "carried"
    (carried / "python").rename(carried / "gone")
    status, said = windows.starter("安装")
    (carried / "gone").rename(carried / "python")
    assert (status, "杀毒软件" in said) == (2, True)
    carried.rename(carried.with_name("elsewhere"))
    status, _ = windows.starter("生成报告")  # its Chinese sentence is lost on wine, which reads no UTF-8 in a .bat
    carried.with_name("elsewhere").rename(carried)
    assert status == 2
