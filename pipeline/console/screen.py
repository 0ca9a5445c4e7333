"""The console (屏幕): what a run says to staff, in Chinese."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.model.findings import Severity
from pipeline.model.text import printable
from pipeline.outputs.result import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline.night.core import Night
    from pipeline.outputs.deliver import Delivered
    from pipeline.verify.outcome import Outcome

MOST_REMARKS = 20
SEVERITY_WORDS = {Severity.CRITICAL: "必须修改", Severity.WARNING: "提醒", Severity.INFO: "说明"}
MOST_ROWS = 40
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


def _shown(path: Path, home: Path) -> str:
    return printable(str(path.relative_to(home) if path.is_relative_to(home) else path))


@dataclass(frozen=True, slots=True)
class Line:
    """One workbook on the screen: its verdict, findings by severity, where its results are, and remarks.

    Not `whole` where its results could not all be written.
    """

    workbook: str
    verdict: Verdict
    counts: tuple[int, ...]
    where: Path
    remarks: tuple[str, ...] = ()
    whole: bool = True


def delivered_lines(delivered: Sequence[Delivered]) -> list[Line]:
    """Lay out what a run has delivered."""
    return [
        Line(
            item.result.workbook,
            item.result.verdict,
            tuple(item.result.count(severity) for severity in Severity),
            item.report or item.folder,
            item.remarks,
            item.whole,
        )
        for item in delivered
    ]


def night_lines(night: Night, output: Path) -> list[Line]:
    """Lay out what a night has seen."""
    return [
        Line(
            seen.name,
            seen.verdict,
            (seen.counts.critical, seen.counts.warning, seen.counts.info),
            output / seen.folder,
            whole=not seen.held,
        )
        for seen in night.seen
    ]


def _shortened(lines: Sequence[Line]) -> list[Line]:
    """Of very many workbooks, show the heaviest."""
    if len(lines) <= MOST_ROWS:
        return list(lines)
    weight = (Verdict.UNREADABLE, Verdict.FAILED, Verdict.REMINDED, Verdict.PASSED)
    return sorted(lines, key=lambda line: weight.index(line.verdict))[:MOST_ROWS]


def show_results(console: Console, lines: Sequence[Line], home: Path) -> None:
    """Print one table: workbook, verdict, findings by severity, where the report is."""
    table = Table(title="校验结果", title_justify="left")
    table.add_column("工作簿", overflow="fold")
    table.add_column("结论", no_wrap=True)
    for heading in ("必须修改", "提醒", "说明"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("结果在哪里", overflow="fold")
    shown = _shortened(lines)
    for line in shown:
        row = [Text(printable(line.workbook)), Text(line.verdict.value, STYLES[line.verdict])]
        table.add_row(*row, *map(str, line.counts), Text(_shown(line.where, home)))
    console.print(table)
    if len(shown) < len(lines):
        counts = Counter(line.verdict for line in lines)
        words = "，".join(f"{verdict.value} {counts[verdict]} 份" for verdict in Verdict if counts[verdict])
        console.print(
            Text(f"共 {len(lines)} 份工作簿：{words}。上面列出问题最重的 {len(shown)} 份，全部见 index.html。")
        )
    for remark in (remark for line in lines for remark in line.remarks):
        console.print(Text(remark))


def next_step(verdicts: Sequence[Verdict], *, reports: bool, unwritten: int = 0) -> str:
    """Say in one sentence what a person does next."""
    if unwritten:
        return f"下一步：{unwritten} 份工作簿的结果没有写全，请照提示关闭打开的文件，再运行一次。"
    bad = sum(verdict in {Verdict.FAILED, Verdict.UNREADABLE} for verdict in verdicts)
    if not verdicts:
        return "没有找到工作簿：请把填好的工作簿（.xlsx）放进输入文件夹，再运行一次。"
    if bad:
        return f"下一步：{bad} 份工作簿有必须修改的问题，请打开它的“校验结果.html”逐条改正，再运行一次。"
    if Verdict.REMINDED in verdicts:
        return "下一步：没有必须修改的问题；请看一遍“校验结果.html”里的提醒，核实后" + (
            "即可上报。" if reports else "生成报告。"
        )
    return "下一步：全部通过" + ("，请打开报告再看一遍，然后上报。" if reports else "，可以生成报告。")


def show_outcomes(console: Console, done: Sequence[tuple[Outcome, Path]], home: Path) -> None:
    """Print each report's verdict, its first findings, where the page is, and what to do next."""
    for outcome, folder in done:
        console.print(
            Text(f"{printable(outcome.report)}  {outcome.sentence}", "bold red" if outcome.blocks else "green")
        )
        for remark in outcome.remarks[:MOST_REMARKS]:
            word = SEVERITY_WORDS[remark.finding.severity]
            console.print(Text(printable(f"  【{word}】{remark.where or '全文'}：{remark.finding.message}")))
        if len(outcome.remarks) > MOST_REMARKS:
            console.print(Text(f"  ……还有 {len(outcome.remarks) - MOST_REMARKS} 处"))
        console.print(Text(f"  详见 {_shown(folder / '核对结果.html', home)}"))
    bad = sum(outcome.blocks for outcome, _ in done)
    console.print(
        Text(
            f"下一步：{bad} 份报告有必须修改的地方，请打开“核对结果.html”逐条改正。"
            if bad
            else "下一步：没有必须修改的地方。"
        )
    )
