"""The commands `validate`, `night` and `schedule` (只核对、夜间核对、定时)."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from pipeline import console as screen
from pipeline.cli.app import (
    INPUT,
    OUTPUT,
    InputOption,
    OutputOption,
    UnusableError,
    app,
    checked,
    finish,
    read_settings,
)
from pipeline.cli.chinese import ChineseCommand
from pipeline.model.policy import HOME
from pipeline.outputs.lock import BusyError

if TYPE_CHECKING:
    from datetime import time

    from pipeline.night.shift import Order

MAIL = HOME / "邮件设置.toml"
JobsOption = Annotated[int | None, typer.Option("--jobs", help="同时用几个进程，默认与处理器个数相同")]
DaskOption = Annotated[str | None, typer.Option("--scheduler", help="Dask 集群地址，例如 tcp://10.0.0.5:8786")]


def _night(order: Order) -> int:
    """Check what changed, in many processes; CrewError as a sentence."""
    from pipeline.night.crew import CrewError  # noqa: PLC0415  (keeps --help fast)
    from pipeline.night.log import told, write_log  # noqa: PLC0415  (as above)
    from pipeline.night.shift import night_shift  # noqa: PLC0415  (as above)

    if order.jobs is not None and order.jobs < 1:
        message = "--jobs 要写 1 以上的整数，例如：--jobs 2。"
        raise UnusableError(message)
    checked(order.given)
    read_settings()
    console = screen.make_console()
    try:
        with screen.Patience(console) as progress:
            night = night_shift(order, partial(_tell, order, progress))
    except CrewError as error:
        raise UnusableError(str(error)) from error
    if order.mail and order.mail != MAIL and not order.mail.exists():
        night.words.append(f"找不到邮件设置“{order.mail}”，这次没有发邮件。")
    if order.mail:
        write_log(order.output, told(night))
    status = finish(console, screen.night_lines(night, order.output), reports=False)
    for word in night.words:
        console.print(Text(word))
    return status


def _tell(order: Order, progress: screen.Patience, stage: str, number: int, total: int) -> None:
    """Say how far a stage is; that the night has to wait is for its log, too."""
    if order.mail and not total:
        from pipeline.night.log import write_log  # noqa: PLC0415  (keeps --help fast)

        write_log(order.output, [f"{stage}。"])
    progress(stage, number, total)


@app.command(cls=ChineseCommand, help="只核对工作簿，不生成报告；没有改动的沿用上次的结论。")
def validate(
    given: InputOption = INPUT, output: OutputOption = OUTPUT, jobs: JobsOption = None, scheduler: DaskOption = None
) -> int:
    """Check only."""
    from pipeline.night.shift import Order  # noqa: PLC0415  (keeps --help fast)

    return _night(Order(given, output, jobs, scheduler))


@app.command(
    cls=ChineseCommand, help="夜间核对：只核对不生成报告，记下与昨夜相比的变化，按“邮件设置.toml”给各单位发邮件。"
)
def night(  # noqa: PLR0913  (each is an option of the command line)
    given: InputOption = INPUT,
    output: OutputOption = OUTPUT,
    jobs: JobsOption = None,
    scheduler: DaskOption = None,
    mail: Annotated[Path, typer.Option("--mail", help="邮件设置文件，默认程序文件夹里的 邮件设置.toml")] = MAIL,
    *,
    due: Annotated[str | None, typer.Option("--due", help="这个时刻（例如 02:00）以后核对过就不再跑")] = None,
) -> int:
    """Check, log, and send the mail that is due."""
    from pipeline.night.due import done_since  # noqa: PLC0415  (keeps --help fast)
    from pipeline.night.log import write_log  # noqa: PLC0415  (as above)
    from pipeline.night.shift import Order  # noqa: PLC0415  (as above)

    if due is not None and (done := done_since(output, _clock(due), datetime.now().astimezone())):
        screen.make_console().print(Text(f"{done:%Y-%m-%d %H:%M} 已经核对过，这次不用再跑。"))
        return 0
    write_log(output, ["开始夜间核对。"])
    try:
        return _night(Order(given, output, jobs, scheduler, mail))
    except BaseException as error:
        write_log(output, [f"没有跑完：{_why(error)}"])
        raise


def _why(error: BaseException) -> str:
    """Say in the log why a night did not end."""
    if isinstance(error, UnusableError | BusyError):
        return str(error)
    if isinstance(error, KeyboardInterrupt):
        return "有人中止了运行。"
    if isinstance(error, PermissionError) and error.filename:
        return f"“{Path(error.filename).name}”正在别的程序里打开，或者不许改写。"
    fault = "磁盘已满、文件夹只读或共享盘已断开" if isinstance(error, OSError) else "程序出了故障"
    return f"{fault}（{type(error).__name__}）。"


@app.command(cls=ChineseCommand, help="设好每天夜里自动核对；--show 查看，--remove 取消。")
def schedule(
    given: InputOption = INPUT,
    output: OutputOption = OUTPUT,
    at: Annotated[str, typer.Option("--at", help="几点开始，默认 02:00")] = "02:00",
    *,
    show: Annotated[bool, typer.Option("--show", help="查看设了什么")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="取消")] = False,
) -> int:
    """Install, show or remove the night."""
    from pipeline.night import schedule as plans  # noqa: PLC0415  (keeps --help fast)
    from pipeline.night.windows import ScheduleError  # noqa: PLC0415  (as above)

    try:
        if show or remove:
            lines = plans.remove() if remove else plans.show()
        else:
            lines = plans.install(plans.Plan(_clock(at), checked(given).absolute(), output.absolute()))
    except ScheduleError as error:
        raise UnusableError(str(error)) from error
    for line in lines:
        screen.make_console().print(Text(line))
    return 0


def _clock(text: str) -> time:
    """Read a time of day."""
    from pipeline.night.due import clock  # noqa: PLC0415  (keeps --help fast)

    read = clock(text)
    if read is None:
        message = f"“{text}”不是一个时刻，请写成 02:00 这样。"
        raise UnusableError(message)
    return read
