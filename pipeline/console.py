"""The console (屏幕): what a run says to staff, in Chinese."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from pipeline.model.findings import Severity
from pipeline.model.text import printable
from pipeline.outputs.result import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from types import TracebackType

    from pipeline.outputs.deliver import Delivered
    from pipeline.verify.outcome import Outcome

PATIENCE = 1.0
STYLES = {
    Verdict.PASSED: "green",
    Verdict.REMINDED: "yellow",
    Verdict.FAILED: "bold red",
    Verdict.UNREADABLE: "bold red",
}


def make_console() -> Console:
    """Open the console; characters that an old code page lacks are replaced instead of stopping the run."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    return Console(highlight=False, soft_wrap=True)


class Patience:
    """Progress that shows itself only once a run has taken longer than a second."""

    def __init__(self, console: Console) -> None:
        """Start the clock."""
        self._started = time.monotonic()
        self._bar = Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=console, transient=True
        )
        self._task = self._bar.add_task("准备", total=None)

    def __enter__(self) -> Self:
        """Nothing to show yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bar off the screen."""
        self._bar.stop()

    def __call__(self, stage: str, number: int, total: int) -> None:
        """Say how far a stage is."""
        if not self._bar.live.is_started and time.monotonic() - self._started > PATIENCE:
            self._bar.start()
        self._bar.update(self._task, description=stage, completed=number, total=total)


def _shown(path: Path, home: Path) -> str:
    return printable(str(path.relative_to(home) if path.is_relative_to(home) else path))


def show_results(console: Console, delivered: Sequence[Delivered], home: Path) -> None:
    """Print one table: workbook, verdict, findings by severity, where the report is."""
    table = Table(title="校验结果", title_justify="left")
    table.add_column("工作簿", overflow="fold")
    table.add_column("结论", no_wrap=True)
    for heading in ("必须修改", "提醒", "说明"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("结果在哪里", overflow="fold")
    for item in delivered:
        verdict = item.result.verdict
        counts = [str(item.result.count(severity)) for severity in Severity]
        row = [Text(printable(item.result.workbook)), Text(verdict.value, STYLES[verdict])]
        table.add_row(*row, *counts, Text(_shown(item.report or item.folder, home)))
    console.print(table)
    for item in delivered:
        for remark in item.remarks:
            console.print(Text(remark))


def next_step(delivered: Sequence[Delivered], *, reports: bool) -> str:
    """Say in one sentence what a person does next."""
    bad = sum(item.result.verdict in {Verdict.FAILED, Verdict.UNREADABLE} for item in delivered)
    if not delivered:
        return "没有找到工作簿：请把填好的工作簿（.xlsx）放进输入文件夹，再运行一次。"
    if bad:
        return f"下一步：{bad} 份工作簿有必须修改的问题，请打开它的“校验结果.html”逐条改正，再运行一次。"
    if any(item.result.verdict is Verdict.REMINDED for item in delivered):
        return "下一步：没有必须修改的问题；请看一遍“校验结果.html”里的提醒，核实后" + (
            "即可上报。" if reports else "生成报告。"
        )
    return "下一步：全部通过" + ("，请打开报告再看一遍，然后上报。" if reports else "，可以生成报告。")


def show_outcomes(console: Console, done: Sequence[tuple[Outcome, Path]], home: Path) -> None:
    """Print each report's verdict, its findings and where the page is."""
    for outcome, folder in done:
        console.print(Text(f"{printable(outcome.report)}  {outcome.sentence}", "bold"))
        for remark in outcome.remarks:
            console.print(Text(f"  {remark.where or '全文'}：{remark.finding.message}"))
        console.print(Text(f"  详见 {_shown(folder / '核对结果.html', home)}"))
