"""The command `summary` (全区汇总)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from pipeline import console as screen
from pipeline.cli.app import INPUT, OUTPUT, STAFF_ACT, InputOption, OutputOption, app, checked, read_settings
from pipeline.cli.chinese import ChineseCommand

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.district.stages import Summary

MOST_SHOWN = 20


def _lines(done: Summary) -> Iterator[str]:
    """Say what was put together, what has to be settled, and where the files are."""
    from pipeline.district.words import overall  # noqa: PLC0415  (keeps --help fast)

    for year in done.district.years:
        yield f"{year.name}：" + "".join(overall(year))
    yield from done.blocking[:MOST_SHOWN]
    if len(done.blocking) > MOST_SHOWN:
        yield f"还有 {len(done.blocking) - MOST_SHOWN} 条，见汇总表。"
    if not done.written:
        yield "没有可以汇总的工作簿：请把各单位的工作簿（.xlsx）放进 input 文件夹，再运行一次。"
        if done.aside:
            names = "、".join(f"“{path}”" for path in done.aside)
            yield f"以前的汇总表不含这次的工作簿，已改名保留：{names}。"
        return
    yield "汇总表在：" + "、".join(f"“{path}”" for path in done.written) + "。"
    if done.staff_act:
        yield "有必须修改的问题；请各单位改正后再汇总一次。"


@app.command(cls=ChineseCommand, help="把各单位的工作簿汇总成一份汇总表（Excel 和 Word），并核对合计。")
def summary(given: InputOption = INPUT, output: OutputOption = OUTPUT) -> int:
    """Put the workbooks of a district together."""
    from pipeline.district.stages import summarise  # noqa: PLC0415  (keeps --help fast)

    read_settings()
    console = screen.make_console()
    with screen.Patience(console) as progress:
        done = summarise(checked(given), output, progress)
    for line in _lines(done):
        console.print(Text(line))
    return STAFF_ACT if done.staff_act else 0
