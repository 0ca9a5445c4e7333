"""What is double clicked: plain, with the line ends of its system, and nothing that a strange path can break."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bundling.platforms import PLATFORMS, Target
from bundling.program import HERE, TASKS, write_starters
from bundling.words import write_words
from tests.command_support import call

WINDOWS = Target(PLATFORMS["win-amd64"], "3.13")
LINUX = Target(PLATFORMS["manylinux-x86_64"], "3.11")
NAMES = {"安装", *TASKS}


@pytest.fixture(params=[WINDOWS, LINUX], ids=["windows", "linux"])
def target(request: pytest.FixtureRequest) -> Target:
    """Give each system once."""
    chosen: Target = request.param
    return chosen


def _starters(target: Target, folder: Path) -> dict[str, bytes]:
    write_starters(target, folder)
    return {path.stem: path.read_bytes() for path in folder.iterdir()}


def test_every_task_has_its_starter_and_only_its_task_differs(target: Target, tmp_path: Path) -> None:
    """One file, written once a task."""
    written = _starters(target, tmp_path)
    assert set(written) == NAMES
    assert not [name for name, content in written.items() if b"@" in content.replace(b"@echo", b"")]
    tasks = {written[name].replace(f"carried.start {task}".encode(), b"") for name, task in TASKS.items()}
    assert len(tasks) == 1


def test_batch_files_are_plain_ascii_with_windows_line_ends(tmp_path: Path) -> None:
    """No byte mark; one Chinese sentence, past every jump, for when no file is there to be shown."""
    for content in _starters(WINDOWS, tmp_path).values():
        plain, lost, rest = content.partition(b"\r\n:lost\r\n")
        assert plain.isascii()
        assert lost
        sentence, *others = rest.split(b"\r\n")
        assert sentence.decode().startswith("echo 请先把安装包解压")
        assert all(line.isascii() for line in others)
        assert content.startswith(b"@echo off\r\n")
        assert content.endswith(b"\r\n")
        assert content.count(b"\n") == content.count(b"\r\n")


def test_batch_files_never_expand_a_path_twice(tmp_path: Path) -> None:
    """No call, no delayed expansion, no arguments passed on, and every path in quotes: % ! & ^ stay what they are."""
    for content in _starters(WINDOWS, tmp_path).values():
        lines = content.decode().splitlines()
        assert "setlocal EnableExtensions DisableDelayedExpansion" in lines
        assert not [line for line in lines if line.lower().startswith("call") or "%*" in line or "!" in line]
        assert all(f'"{part}' in line for line in lines for part in ["%~dp0"] if part in line)
        assert lines.index("chcp 65001 >nul") < min(at for at, line in enumerate(lines) if line.startswith("type "))


def test_batch_files_give_back_the_exit_status_after_waiting(tmp_path: Path) -> None:
    """The window stays until a key is pressed, then the status of the program is the status of the file."""
    for content in _starters(WINDOWS, tmp_path).values():
        lines = content.decode().splitlines()
        ends = [at for at, line in enumerate(lines) if line.startswith("exit /b")]
        assert [lines[at] for at in ends] == ["exit /b %CODE%", "exit /b 2"]
        assert all(lines[at - 1] == "pause >nul" for at in ends)
        run = next(at for at, line in enumerate(lines) if " -m carried." in line)
        assert lines[run + 1] == 'set "CODE=%ERRORLEVEL%"'


def test_a_linter_of_batch_files_has_nothing_to_say(tmp_path: Path) -> None:
    """But of `set` in a .bat (W028), of the one Chinese sentence (W011, W012, W030), and of style."""
    for at, content in enumerate(_starters(WINDOWS, tmp_path).values()):
        (tmp_path / f"starter{at}.bat").write_bytes(content)
    (tmp_path / "blinter.ini").write_text("[rules]\ndisabled_rules = W011,W012,W028,W030\n", encoding="utf-8")
    command = [sys.executable, "-X", "utf8", "-m", "blinter", ".", "--no-recursive", "--fail-on", "warning"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, timeout=120)  # noqa: S603  (our own command)
    assert done.returncode == 0, done.stdout.decode("utf-8", "replace")
    (tmp_path / "wrong.bat").write_bytes(b"@echo off\r\ngoto :nowhere\r\n")
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, timeout=120)  # noqa: S603  (as above)
    assert done.returncode == 1, "the linter finds nothing at all"


def test_shellcheck_has_nothing_to_say(tmp_path: Path) -> None:
    """About any .sh, at its strictest."""
    write_starters(LINUX, tmp_path)
    shellcheck = Path(sys.executable).with_name("shellcheck")
    command = [str(shellcheck), "--severity=style", *map(str, sorted(tmp_path.glob("*.sh")))]
    done = subprocess.run(command, capture_output=True, check=False, timeout=120)  # noqa: S603  (our own command)
    assert done.returncode == 0, done.stdout.decode()


def test_every_task_is_a_command_of_the_program() -> None:
    """A starter never starts what is not there."""
    _, said = call("--help")
    for task in TASKS.values():
        assert f"python -m pipeline {task}" in said


def test_every_file_that_a_starter_shows_is_written(target: Target, tmp_path: Path) -> None:
    """They name words that exist; they are Chinese."""
    write_words(target, tmp_path / "carried" / "words", interpreter=target == WINDOWS)
    shown = set()
    for path in (HERE / "launchers").glob("*.bat" if target == WINDOWS else "*.sh"):
        text = path.read_text(encoding="utf-8").replace("\\", "/")
        shown |= {word for word in (it.strip('"') for it in text.split()) if word.endswith(".txt") and "words/" in word}
    assert shown
    for name in shown:
        assert (tmp_path / name.removeprefix("%~dp0")).read_text(encoding="utf-8").strip().endswith("。")
    assert (tmp_path / "使用前请看.txt").read_text(encoding="utf-8-sig").startswith("绩效自评程序")
