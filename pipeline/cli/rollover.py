"""The command `rollover` (结转): next year's workbook out of last year's, or a workbook out of a finished report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from pipeline import console as screen
from pipeline.cli.app import OUTPUT, STAFF_ACT, app, checked, read_settings
from pipeline.cli.chinese import ChineseCommand


@app.command(cls=ChineseCommand, help="用上年的工作簿生成今年的工作簿：沿用该沿用的，要新填的留空并标黄。")
def rollover(
    last: Annotated[Path, typer.Argument(help="上年的工作簿（.xlsx）")],
    output: Annotated[
        Path | None, typer.Option("--output", help="存成哪个文件，默认 output/单位名称-年度.xlsx；不覆盖已有的文件")
    ] = None,
) -> int:
    """Write the workbook; an existing file is never overwritten."""
    from pipeline.outputs import files  # noqa: PLC0415  (keeps --help fast)
    from pipeline.rollover.stages import NotRolledError, rolled  # noqa: PLC0415  (as above)

    read_settings()
    console = screen.make_console()
    try:
        done = rolled(checked(last))
    except NotRolledError as error:
        console.print(Text(str(error)))
        return STAFF_ACT
    path = files.numbered(output or OUTPUT / done.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    files.write_whole(path, done.content)
    for line in done.told:
        console.print(Text(line))
    console.print(Text(f"工作簿在：{path}。把黄色的格子填好后放进 input 文件夹，再运行 make report。"))
    return 0
