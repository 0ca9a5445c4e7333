"""The command `verify` (核对报告)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline import console as screen
from pipeline.cli.app import OUTPUT, STAFF_ACT, UnusableError, app, checked, read_settings
from pipeline.cli.chinese import ChineseCommand


@app.command(cls=ChineseCommand, help="核对改过的报告：每个数字是否还与工作簿一致；不给工作簿时核对报告自身。")
def verify(
    reports: Annotated[list[Path], typer.Argument(help="一份或几份 Word 报告（.docx）")],
    workbook: Annotated[Path | None, typer.Option("--workbook", help="生成报告的工作簿")] = None,
    output: Annotated[Path, typer.Option("--output", help="结果放在哪个文件夹，默认 output/核对")] = OUTPUT / "核对",
) -> int:
    """Hold reports against their workbook, or against themselves."""
    from pipeline.verify import stages  # noqa: PLC0415  (keeps --help fast)

    if not any(path.exists() for path in reports):  # one of several that is not there is told with its own outcome
        checked(reports[0])
    if workbook:
        checked(workbook)
    if workbook and workbook.is_dir():
        message = f"“{workbook}”是文件夹，--workbook 后面要写一份工作簿。"
        raise UnusableError(message)
    read_settings()
    done = stages.verify(reports, workbook, output)
    screen.show_outcomes(screen.make_console(), done, Path.cwd())
    return STAFF_ACT if any(outcome.blocks for outcome, _ in done) else 0
