"""A starter runs its task in the program's folder and opens the results for the person who sits there."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bundling.build import Bundle, pack
from bundling.program import HERE
from bundling.words import CLOSE

STAND_IN = "import sys; print(sys.argv[1:]); sys.exit(int(open('status').read()))\n"
STARTER = (HERE / "launchers" / "start.sh").read_text(encoding="utf-8")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Install a stand-in of the program for this Python, beside an xdg-open that writes down what it is given."""
    folder = tmp_path / "绩效 $(touch bad)（一）"
    shutil.copytree(HERE / "carried", folder / "carried", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "carried" / "words").mkdir(exist_ok=True)
    (folder / "carried" / "words" / "close.txt").write_text(f"{CLOSE[False]}\n", encoding="utf-8")
    (folder / "carried" / "installed.txt").write_text(".venv/bin/python\n", encoding="utf-8")
    (folder / ".venv" / "bin").mkdir(parents=True)
    (folder / ".venv" / "bin" / "python").symlink_to(sys.executable)
    (folder / "output").mkdir()
    (folder / "pipeline.py").write_text(STAND_IN, encoding="utf-8")
    (tmp_path / "bin").mkdir()
    opener = tmp_path / "bin" / "xdg-open"
    opener.write_text(f'#!/bin/sh\nprintf %s "$1" > {tmp_path}/opening && mv {tmp_path}/opening {tmp_path}/opened\n')
    opener.chmod(0o755)
    return folder


def _double_click(desk: Path, task: str, status: int, typed: str = "") -> tuple[int, str]:
    """Start a task in a terminal, type, press return at the end; its exit status and what the terminal showed."""
    (desk / "status").write_text(str(status), encoding="utf-8")
    script = desk / "生成报告.sh"
    script.write_text(STARTER.replace("@TASK@", task), encoding="utf-8")
    ours, theirs = pty.openpty()
    path = {"PATH": f"{desk.parent / 'bin'}:{os.environ['PATH']}"}
    process = subprocess.Popen(["/bin/sh", str(script)], cwd="/", env=path, stdin=theirs, stdout=subprocess.PIPE)  # noqa: S603  (our own command)
    os.write(ours, f"{typed}\n".encode())
    said = process.communicate(timeout=60)[0].decode()
    os.close(ours)
    os.close(theirs)
    return process.returncode, said


def _opened(desk: Path) -> str | None:
    """Wait a moment for what xdg-open was given: it runs on its own."""
    for _ in range(40):
        if (desk.parent / "opened").exists():
            return (desk.parent / "opened").read_text(encoding="utf-8")
        time.sleep(0.05)
    return None


@pytest.mark.parametrize("status", [0, 1])
def test_the_result_folder_opens_where_results_are(desk: Path, status: int) -> None:
    """Whether or not staff have to act; the window waits, and the exit status is the program's."""
    assert _double_click(desk, "report", status) == (status, f"['report']\n{CLOSE[False]}\n")
    assert _opened(desk) == str(desk / "output")
    assert not list(desk.parent.rglob("bad"))


def test_nothing_opens_where_there_is_nothing_to_see(desk: Path) -> None:
    """After a fault of ours, and after a look at the computer."""
    assert _double_click(desk, "report", 2)[0] == 2
    assert _double_click(desk, "doctor", 0)[0] == 0
    time.sleep(0.5)
    assert not (desk.parent / "opened").exists()


@pytest.mark.parametrize(("task", "folder"), [("rollover", "上年"), ("verify", "待核对")], ids=["rollover", "verify"])
def test_a_task_that_wants_files_says_where_to_put_them(desk: Path, task: str, folder: str) -> None:
    """The folder is made and opens; lock files of Excel and Word are no files."""
    (desk / folder).mkdir()
    for name in ("~$上年.xlsx", "~$报告.docx"):
        (desk / folder / name).write_bytes(b"")
    status, said = _double_click(desk, task, 0)
    assert (status, f"放进“{folder}”文件夹" in said) == (1, True), said
    assert _opened(desk) == str(desk / folder)


LAST = ["上年/a 1.xlsx", "上年/报告.docx", "上年/项目支出绩效自评表.docx"]
EDITED = ["待核对/改过 的.docx", "待核对/项目支出绩效自评表.docx"]


@pytest.mark.parametrize(
    ("task", "files", "typed", "arguments"),
    [
        ("rollover", LAST[:1], "", ["rollover", LAST[0]]),
        ("rollover", LAST, "9\n１\n", ["rollover", LAST[0]]),
        ("rollover", LAST, "2\n2\n", ["rollover", LAST[1], "--next-year"]),
        ("rollover", LAST[1:], "1\n", ["rollover", LAST[1]]),
        ("verify", EDITED, "", ["verify", *EDITED]),
        ("verify", [*EDITED, "input/甲.xlsx"], "1\n", ["verify", *EDITED, "--workbook", "input/甲.xlsx"]),
        ("verify", [*EDITED, "input/甲.xlsx", "input/乙/b.XLSX"], "3\n", ["verify", *EDITED]),
        ("summary", [], "", ["summary"]),
    ],
)
def test_what_a_task_is_about_is_chosen_by_number(
    desk: Path, task: str, files: list[str], typed: str, arguments: list[str]
) -> None:
    """One file is taken as it is; the forms of a report are found beside it; results open."""
    for name in files:
        (desk / name).parent.mkdir(parents=True, exist_ok=True)
        (desk / name).write_bytes(b"")
    status, said = _double_click(desk, task, 0, typed)
    assert (status, str(arguments) in said.splitlines()) == (0, True), said
    assert ("请输入 1 到 2 的数字。" in said) == typed.startswith("9")
    assert _opened(desk) == str(desk / "output")


def test_the_same_folder_gives_the_same_archive(tmp_path: Path) -> None:
    """Whenever it is packed; starters stay programs."""
    folder = tmp_path / "jixiao"
    (folder / "carried").mkdir(parents=True)
    (folder / "安装.sh").write_text("#!/bin/sh\n", encoding="utf-8")
    (folder / "安装.sh").chmod(0o755)
    (folder / "carried" / "a.whl").write_bytes(b"wheel")
    bundle = Bundle(folder, 1, interpreter=False, size=0)
    first = pack(bundle).read_bytes()
    os.utime(folder / "carried" / "a.whl", (0, 0))
    assert pack(bundle).read_bytes() == first
    shutil.unpack_archive(tmp_path / "jixiao.zip", tmp_path / "out")
    assert (tmp_path / "out" / "jixiao" / "安装.sh").read_text(encoding="utf-8") == "#!/bin/sh\n"
