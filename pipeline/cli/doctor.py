"""The command `doctor` (检查电脑)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from pipeline import console as screen
from pipeline.cli.app import FAULT, INPUT, OUTPUT, STAFF_ACT, InputOption, OutputOption, app
from pipeline.cli.chinese import ChineseCommand
from pipeline.model.text import printable

if TYPE_CHECKING:
    from rich.console import Console

    from pipeline.doctor.remark import Remark


@app.command(cls=ChineseCommand, help="检查这台电脑：程序、组件、字体、办公软件、文件夹和定时是否正常。")
def doctor(given: InputOption = INPUT, output: OutputOption = OUTPUT) -> int:
    """Look at the computer and say what is missing and what to do."""
    from pipeline.doctor.examine import conclusion, examine  # noqa: PLC0415  (keeps --help fast)
    from pipeline.doctor.remark import State  # noqa: PLC0415  (as above)

    console = screen.make_console()
    remarks = examine(given, output)
    for remark in remarks:
        _show(console, remark)
    console.print(Text(conclusion(remarks)))
    states = {remark.state for remark in remarks}
    if State.FAULT in states:
        return FAULT
    return STAFF_ACT if State.ACT in states else 0


def _show(console: Console, remark: Remark) -> None:
    """Print one line, and below it what to do."""
    from pipeline.doctor.remark import State  # noqa: PLC0415  (keeps --help fast)

    styles = {State.FINE: "green", State.HINT: "yellow", State.ACT: "bold red", State.FAULT: "bold red"}
    line = Text(f"【{remark.state.value}】", styles[remark.state])
    console.print(line.append(printable(f"{remark.subject}：{remark.sentence}。"), "default"))
    if remark.todo:
        console.print(Text(printable(f"        {remark.todo}")))
