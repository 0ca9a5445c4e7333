"""Whatever happens in a command becomes an exit status and one Chinese sentence."""

from __future__ import annotations

import importlib
import runpy
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from typer.exceptions import Abort, Exit, TyperException

from pipeline.cli import start
from pipeline.cli.app import UnusableError
from pipeline.cli.night import _why
from pipeline.model import fault_log
from pipeline.model.setting import SettingFault
from pipeline.outputs.lock import BusyError
from tests.command_support import call

DISK = "磁盘可能已满、文件夹可能只读，或共享盘已断开。请处理后再运行一次。"


Shown = Callable[[BaseException], tuple[int, str]]


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Shown:
    """Return `shown(error)`: the exit status and what the screen says where a command raises it."""

    def of(error: BaseException) -> tuple[int, str]:
        def app(**_: object) -> NoReturn:
            raise error

        monkeypatch.setattr(start, "app", app)
        monkeypatch.setenv(fault_log.VARIABLE, str(tmp_path / fault_log.FAULT_LOG))
        monkeypatch.setenv("PYTHONWARNINGS", "ignore")
        monkeypatch.setattr(start, "OUTPUT", tmp_path)
        return start.main(), capsys.readouterr().out.strip()

    return of


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (Exit(1), 1, ""),
        (UnusableError("没有这个文件夹。"), 2, "没有这个文件夹。"),
        (BusyError("请等它结束。"), 2, "请等它结束。"),
        (TyperException("--x"), 2, "命令写法不对：请检查命令和选项。运行 python -m pipeline --help 看用法。"),
        (Abort(), 2, "已中止；没有写完的文件不会留下。"),
        (KeyboardInterrupt(), 2, "已中止；没有写完的文件不会留下。"),
        (OSError(28, "No space left", "output/a.docx"), 2, f"“output/a.docx”无法读写：{DISK}"),
        (OSError("?"), 2, f"文件无法读写：{DISK}"),
        (
            SettingFault("policy.toml 写错了", "第 3 行"),
            2,
            "policy.toml 写错了（位置：第 3 行）。请维护人员改正后再运行；这次没有生成报告。",
        ),
    ],
    ids=lambda it: type(it).__name__ if isinstance(it, BaseException) else "",
)
def test_whatever_a_command_raises_is_said_in_chinese(
    error: BaseException, status: int, said: str, shown: Shown, tmp_path: Path
) -> None:
    """No traceback reaches the screen; a fault of ours is kept for the maintainer, and it is said where."""
    assert shown(error) == (status, said)
    assert list(tmp_path.iterdir()) == []


def test_a_fault_of_ours_is_kept_for_the_maintainer_and_it_is_said_where(shown: Shown, tmp_path: Path) -> None:
    """The screen tells of the file, the file tells the kind of fault."""
    status, said = shown(RuntimeError("ours"))
    (kept,) = tmp_path.iterdir()
    assert (status, said) == (
        2,
        f"程序出了故障，已记在“{tmp_path / kept.name}”，请转给维护人员；工作簿没有被改动。",
    )
    assert "RuntimeError" in kept.read_text(encoding="utf-8")


def test_a_fault_that_cannot_be_kept_is_still_said(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is promised that is not there."""
    monkeypatch.setattr(fault_log, "record", lambda *_: None)
    assert shown(RuntimeError("ours")) == (2, "程序出了故障，请转给维护人员；工作簿没有被改动。")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (UnusableError("没有这个文件夹。"), "没有这个文件夹。"),
        (BusyError("请等它结束。"), "请等它结束。"),
        (KeyboardInterrupt(), "有人中止了运行。"),
        (FileNotFoundError("/x"), "磁盘已满、文件夹只读或共享盘已断开（FileNotFoundError）。"),
        (ValueError("138 0013 8000"), "程序出了故障（ValueError）。"),
    ],
    ids=lambda it: type(it).__name__ if isinstance(it, BaseException) else "",
)
def test_the_log_of_a_night_says_why_it_did_not_end_and_names_nothing(error: BaseException, said: str) -> None:
    """The kind of a fault, never its text: names and numbers stay out of logs."""
    assert _why(error) == said


def test_an_unknown_layout_and_a_blank_workbook_that_is_there_are_answered(tmp_path: Path) -> None:
    """The layouts are named; the same blank workbook is not written a second time."""
    status, said = call("report", "--layout", "花样", "--output", tmp_path)
    assert (status, said) == (2, "版式只能是 国标、审核 之一。\n")
    for _ in range(2):
        assert call("template", "--output", tmp_path / "空白.xlsx")[0] == 0
    assert [path.name for path in tmp_path.iterdir()] == ["空白.xlsx"]


@pytest.mark.parametrize(
    "module", ["pipeline.outputs.forms.template", "pipeline.outputs.report.template", "pipeline.district.template"]
)
def test_a_word_template_is_what_its_module_writes(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run by hand, it writes the file that is there, to the byte."""
    written: dict[Path, bytes] = {}
    monkeypatch.setattr(Path, "write_bytes", lambda path, content: written.update({path: content}))
    monkeypatch.delitem(sys.modules, module, raising=False)
    runpy.run_module(module, run_name="__main__")
    ((path, content),) = written.items()
    assert path.read_bytes() == content


def test_the_program_is_not_run_by_being_looked_at() -> None:
    """Its main module may be imported, as processes of a pool do."""
    assert importlib.import_module("pipeline.__main__").main is start.main
