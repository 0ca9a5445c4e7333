"""The commands `report` and `template` (生成报告、空白工作簿)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from pipeline import console as screen
from pipeline.cli.app import (
    INPUT,
    OUTPUT,
    SAMPLE,
    InputOption,
    OutputOption,
    UnusableError,
    app,
    checked,
    finish,
    read_settings,
)
from pipeline.cli.chinese import ChineseCommand

if TYPE_CHECKING:
    from rich.console import Console

    from pipeline.outputs.deliver import Wish

BLANK = "空白工作簿.xlsx"


def _run(console: Console, given: Path, output: Path, wish: Wish, last: Path | None) -> int:
    from pipeline.run import run  # noqa: PLC0415  (keeps --help fast)

    with screen.Patience(console) as progress:
        delivered = run(checked(given), output, wish, progress, checked(last) if last else None)
    return finish(console, screen.delivered_lines(delivered), reports=True)


def _has_workbook(folder: Path, output: Path) -> bool:
    from pipeline.intake.sources import find_sources  # noqa: PLC0415  (keeps --help fast)

    return folder.is_dir() and bool(find_sources(folder, output))


@app.command(cls=ChineseCommand, help="核对工作簿并生成报告、自评表、批注工作簿和校验结果。")
def report(
    given: InputOption = INPUT,
    output: OutputOption = OUTPUT,
    layout: Annotated[str | None, typer.Option("--layout", help="版式：国标 或 审核，默认按工作簿")] = None,
    last: Annotated[
        Path | None, typer.Option("--last-year", help="上年的工作簿或放着它们的文件夹，与今年的逐项对照")
    ] = None,
    *,
    pdf: Annotated[
        bool, typer.Option("--pdf", help="同时生成 PDF（需要 LibreOffice；Windows 上有 WPS 或 Word 也行）")
    ] = False,
) -> int:
    """Check, then write the reports."""
    from pipeline.model.contract import LAYOUTS  # noqa: PLC0415  (keeps --help fast)
    from pipeline.outputs.deliver import Wish  # noqa: PLC0415  (as above)

    if layout is not None and layout not in LAYOUTS:
        message = f"版式只能是 {'、'.join(LAYOUTS)} 之一。"
        raise UnusableError(message)
    read_settings()
    console = screen.make_console()
    if given == INPUT and not _has_workbook(given, output):
        console.print(Text("input 文件夹里还没有工作簿，这次用示例工作簿（input_templates/示例工作簿.xlsx）演示。"))
        given = SAMPLE
    return _run(console, given, output, Wish(layout, pdf), last)


@app.command(cls=ChineseCommand, help="生成一份空白工作簿。")
def template(
    output: Annotated[Path, typer.Option("--output", help="存成哪个文件，默认 output/空白工作簿.xlsx")] = OUTPUT
    / BLANK,
) -> int:
    """Write the blank workbook; an existing file is never overwritten."""
    from pipeline.intake.blank.workbook import blank_workbook  # noqa: PLC0415  (openpyxl is needed here only)
    from pipeline.outputs import files  # noqa: PLC0415  (as above)

    content, path = blank_workbook(), files.workbook_at(output, BLANK)
    if not (path.is_file() and path.read_bytes() == content):
        path = files.numbered(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        files.write_whole(path, content)
    screen.make_console().print(
        Text(f"空白工作簿在：{path}。填好后放进 input 文件夹，再双击“生成报告”或运行 make report。")
    )
    return 0
