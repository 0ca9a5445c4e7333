"""What all commands share: the application, its options, unusable arguments, the last word on the screen."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from pipeline import __version__
from pipeline import console as screen
from pipeline.cli.chinese import ChineseGroup
from pipeline.model.contract import CONTRACT_VERSION
from pipeline.model.policy import HOME, policy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

INPUT = Path("input")
OUTPUT = Path("output")
SAMPLE = HOME / "input_templates" / "示例工作簿.xlsx"
STAFF_ACT = 1
FAULT = 2

app = typer.Typer(
    cls=ChineseGroup, add_completion=False, help="从绩效工作簿生成《项目支出绩效自评报告》，并逐条核对数字。"
)
InputOption = Annotated[Path, typer.Option("--input", help="工作簿或放工作簿的文件夹，默认 input")]
OutputOption = Annotated[Path, typer.Option("--output", help="结果放在哪个文件夹，默认 output")]


def _tell_version(wanted: bool) -> None:  # noqa: FBT001  (an option's own callback)
    """Say which version this is, and leave."""
    if wanted:
        typer.echo(f"绩效（jixiao）{__version__}，工作簿模板 {CONTRACT_VERSION} 版")
        raise typer.Exit


@app.callback()
def _common(
    *,
    version: Annotated[bool, typer.Option("--version", help="显示版本", callback=_tell_version, is_eager=True)] = False,
) -> None:
    """Take the options that every command shares."""


class UnusableError(Exception):
    """Arguments that cannot be used; its text is the Chinese sentence for staff."""


def checked(given: Path) -> Path:
    """Give the path back, or UnusableError where nothing stands there."""
    if not given.exists():
        message = f"找不到“{given}”，请检查输入的文件或文件夹。"
        raise UnusableError(message)
    return given


def read_settings() -> None:
    """Read policy and suites before any workbook: SettingFault where one of them is broken."""
    importlib.import_module("pipeline.checks.suites")
    policy()


def finish(console: Console, lines: Sequence[screen.Line], *, reports: bool) -> int:
    """Show what came of it and what to do next; the exit status says who acts."""
    from pipeline.outputs.result import Verdict  # noqa: PLC0415  (keeps --help fast)

    verdicts = [line.verdict for line in lines]
    unwritten = sum(not line.whole for line in lines)
    screen.show_results(console, lines, Path.cwd())
    console.print(Text(screen.next_step(verdicts, reports=reports, unwritten=unwritten)))
    return STAFF_ACT if unwritten or {Verdict.FAILED, Verdict.UNREADABLE} & set(verdicts) else 0
