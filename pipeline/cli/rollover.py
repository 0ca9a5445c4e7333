"""The command `rollover` (结转): next year's workbook out of last year's, or a workbook out of a finished report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from pipeline import console as screen
from pipeline.cli.app import OUTPUT, STAFF_ACT, UnusableError, app, checked, read_settings
from pipeline.cli.chinese import ChineseCommand


def _usable(last: Path, forms: Path | None) -> None:
    """Refuse what cannot be meant: forms beside a workbook, forms that are no Word file."""
    for path in (last, *((forms,) if forms else ())):
        checked(path)
    if forms and (last.suffix.lower() != ".docx" or forms.suffix.lower() != ".docx"):
        message = "第二个文件只能是与报告（.docx）配套的自评表（.docx）。"
        raise UnusableError(message)


@app.command(
    cls=ChineseCommand,
    help="用上年的工作簿生成今年的（沿用该沿用的，要新填的留空标黄）；或把写好的报告（.docx）反填成工作簿。",
)
def rollover(
    last: Annotated[Path, typer.Argument(help="上年的工作簿（.xlsx），或写好的报告（.docx）")],
    forms: Annotated[
        Path | None, typer.Argument(help="与报告配套的自评表（.docx）；与报告在同一文件夹的不用写")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", help="存成哪个文件，默认 output/单位名称-年度.xlsx；不覆盖已有的文件")
    ] = None,
    *,
    next_year: Annotated[bool, typer.Option("--next-year", help="由报告接着生成下一年的工作簿")] = False,
) -> int:
    """Write the workbook; an existing file is never overwritten."""
    from pipeline.outputs import files  # noqa: PLC0415  (keeps --help fast)
    from pipeline.rollover.stages import NotRolledError, rolled  # noqa: PLC0415  (as above)

    _usable(last, forms)
    read_settings()
    console = screen.make_console()
    try:
        done = rolled(last, forms, next_year=next_year)
    except NotRolledError as error:
        console.print(Text(str(error)))
        return STAFF_ACT
    path = files.numbered(files.workbook_at(output or OUTPUT / done.name, done.name))
    path.parent.mkdir(parents=True, exist_ok=True)
    files.write_whole(path, done.content)
    for line in (
        *done.told,
        f"工作簿在：{path}。把黄色的格子填好后放进 input 文件夹，再双击“生成报告”或运行 make report。",
    ):
        console.print(Text(line))
    return 0
