"""Commands (命令): python -m pipeline; exit status 0 fine, 1 staff act, 2 unusable arguments or our own fault."""

from __future__ import annotations

import importlib
import traceback
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import Abort, Exit, TyperException

from pipeline import console as screen
from pipeline.model.policy import HOME, policy
from pipeline.model.setting import SettingFault
from pipeline.outputs.lock import BusyError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import time

    from rich.console import Console

    from pipeline.night.shift import Order
    from pipeline.outputs.deliver import Wish

INPUT = Path("input")
OUTPUT = Path("output")
MAIL = HOME / "邮件设置.toml"
SAMPLE = HOME / "input_templates" / "示例工作簿.xlsx"
FAULT_LOG = "程序故障.log"
STAFF_ACT = 1
FAULT = 2


def _help_lines(command: TyperCommand | TyperGroup) -> list[str]:
    lines = [command.help or "", ""]
    if isinstance(command, TyperGroup):
        lines += [f"  python -m pipeline {name:<10}{sub.help or ''}" for name, sub in command.commands.items()]
    for option in command.params:
        lines.append(f"  {', '.join(option.opts):<14}{getattr(option, 'help', None) or ''}")
    return lines


class ChineseCommand(TyperCommand):
    """A command whose help is Chinese."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002, ANN401  (typer's own untyped context)
        """Print the command's sentence and its options."""
        typer.echo("\n".join(_help_lines(self)))


class ChineseGroup(TyperGroup):
    """The commands together, with Chinese help."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002, ANN401  (typer's own untyped context)
        """Print what the program is for and its commands."""
        typer.echo("\n".join(_help_lines(self)))


app = typer.Typer(
    cls=ChineseGroup, add_completion=False, help="从绩效工作簿生成《项目支出绩效自评报告》，并逐条核对数字。"
)
InputOption = Annotated[Path, typer.Option("--input", help="工作簿或放工作簿的文件夹，默认 input")]
OutputOption = Annotated[Path, typer.Option("--output", help="结果放在哪个文件夹，默认 output")]
JobsOption = Annotated[int | None, typer.Option("--jobs", help="同时用几个进程，默认与处理器个数相同")]
DaskOption = Annotated[str | None, typer.Option("--scheduler", help="Dask 集群地址，例如 tcp://10.0.0.5:8786")]


class UnusableError(Exception):
    """Arguments that cannot be used; its text is the Chinese sentence for staff."""


def _checked(given: Path) -> Path:
    if not given.exists():
        message = f"找不到“{given}”，请检查输入的文件或文件夹。"
        raise UnusableError(message)
    return given


def _read_settings() -> None:
    """Read policy and suites before any workbook: SettingFault where one of them is broken."""
    importlib.import_module("pipeline.checks.suites")
    policy()


def _run(console: Console, given: Path, output: Path, wish: Wish) -> int:
    from pipeline.run import run  # noqa: PLC0415  (keeps --help fast)

    with screen.Patience(console) as progress:
        delivered = run(_checked(given), output, wish, progress)
    return _finish(console, screen.delivered_lines(delivered), reports=True)


def _finish(console: Console, lines: Sequence[screen.Line], *, reports: bool) -> int:
    """Show what came of it and what to do next; the exit status says who acts."""
    from pipeline.outputs.result import Verdict  # noqa: PLC0415  (keeps --help fast)

    verdicts = [line.verdict for line in lines]
    screen.show_results(console, lines, Path.cwd())
    console.print(Text(screen.next_step(verdicts, reports=reports)))
    return STAFF_ACT if {Verdict.FAILED, Verdict.UNREADABLE} & set(verdicts) else 0


def _has_workbook(folder: Path, output: Path) -> bool:
    from pipeline.intake.sources import find_sources  # noqa: PLC0415  (keeps --help fast)

    return folder.is_dir() and bool(find_sources(folder, output))


@app.command(cls=ChineseCommand, help="核对工作簿并生成报告、自评表、批注工作簿和校验结果。")
def report(
    given: InputOption = INPUT,
    output: OutputOption = OUTPUT,
    layout: Annotated[str | None, typer.Option("--layout", help="版式：国标 或 审核，默认按工作簿")] = None,
    *,
    pdf: Annotated[bool, typer.Option("--pdf", help="同时生成 PDF（需要装有 LibreOffice）")] = False,
) -> int:
    """Check, then write the reports."""
    from pipeline.model.contract import LAYOUTS  # noqa: PLC0415  (keeps --help fast)
    from pipeline.outputs.deliver import Wish  # noqa: PLC0415  (as above)

    if layout is not None and layout not in LAYOUTS:
        message = f"版式只能是 {'、'.join(LAYOUTS)} 之一。"
        raise UnusableError(message)
    _read_settings()
    console = screen.make_console()
    if given == INPUT and not _has_workbook(given, output):
        console.print(Text("input 文件夹里还没有工作簿，这次用示例工作簿（input_templates/示例工作簿.xlsx）演示。"))
        given = SAMPLE
    return _run(console, given, output, Wish(layout, pdf))


def _night(order: Order) -> int:
    """Check what changed, in many processes; CrewError as a sentence."""
    from pipeline.night.crew import CrewError  # noqa: PLC0415  (keeps --help fast)
    from pipeline.night.log import told, write_log  # noqa: PLC0415  (as above)
    from pipeline.night.shift import night_shift  # noqa: PLC0415  (as above)

    if order.jobs is not None and order.jobs < 1:
        message = "--jobs 要写 1 以上的整数，例如：--jobs 2。"
        raise UnusableError(message)
    _checked(order.given)
    _read_settings()
    console = screen.make_console()
    try:
        with screen.Patience(console) as progress:
            night = night_shift(order, progress)
    except CrewError as error:
        raise UnusableError(str(error)) from error
    if order.mail:
        write_log(order.output, told(night))
    status = _finish(console, screen.night_lines(night, order.output), reports=False)
    for word in night.words:
        console.print(Text(word))
    return status


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
        write_log(
            output, [f"没有跑完：{error if isinstance(error, UnusableError | BusyError) else type(error).__name__}"]
        )
        raise


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
            lines = plans.install(plans.Plan(_clock(at), _checked(given).absolute(), output.absolute()))
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


@app.command(cls=ChineseCommand, help="生成一份空白工作簿。")
def template(
    output: Annotated[Path, typer.Option("--output", help="存成哪个文件，默认 output/空白工作簿.xlsx")] = OUTPUT
    / "空白工作簿.xlsx",
) -> int:
    """Write the blank workbook; an existing file is never overwritten."""
    from pipeline.intake.blank import blank_workbook  # noqa: PLC0415  (openpyxl is needed here only)
    from pipeline.outputs import files  # noqa: PLC0415  (as above)

    content = blank_workbook()
    if output.is_file() and output.read_bytes() == content:
        path = output
    else:
        path = files.numbered(output)
        path.parent.mkdir(parents=True, exist_ok=True)
        files.write_whole(path, content)
    screen.make_console().print(Text(f"空白工作簿在：{path}。填好后放进 input 文件夹，再运行 make report。"))
    return 0


@app.command(cls=ChineseCommand, help="核对改过的报告：每个数字是否还与工作簿一致；不给工作簿时核对报告自身。")
def verify(
    reports: Annotated[list[Path], typer.Argument(help="一份或几份 Word 报告（.docx）")],
    workbook: Annotated[Path | None, typer.Option("--workbook", help="生成报告的工作簿")] = None,
    output: Annotated[Path, typer.Option("--output", help="结果放在哪个文件夹，默认 output/核对")] = OUTPUT / "核对",
) -> int:
    """Hold reports against their workbook, or against themselves."""
    from pipeline.verify import stages  # noqa: PLC0415  (keeps --help fast)

    for path in (*reports, *((workbook,) if workbook else ())):
        _checked(path)
    _read_settings()
    done = stages.verify(reports, workbook, output)
    screen.show_outcomes(screen.make_console(), done, Path.cwd())
    return STAFF_ACT if any(outcome.blocks for outcome, _ in done) else 0


def _usage_sentence(error: TyperException) -> str:
    kinds = {"NoSuchOption": "有不认识的选项", "MissingParameter": "少了必需的内容", "BadParameter": "有一个值不能用"}
    return (
        f"命令写法不对：{kinds.get(type(error).__name__, '请检查命令和选项')}。运行 python -m pipeline --help 看用法。"
    )


def _log_fault(error: Exception) -> str:
    """Keep the trace for the maintainer; say where it is, or nothing where it could not be kept."""
    path = OUTPUT / FAULT_LOG
    try:
        OUTPUT.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    except OSError:
        return ""
    return f"，已记在“{path}”"


def _guarded() -> int:
    try:
        return int(app(standalone_mode=False) or 0)
    except Exit as leave:
        return leave.exit_code
    except (UnusableError, BusyError) as error:
        return _complain(str(error))
    except TyperException as error:
        return _complain(_usage_sentence(error))
    except (Abort, KeyboardInterrupt):
        return _complain("已中止；没有写完的文件不会留下。")
    except OSError as error:
        return _complain(_disk_sentence(error))


def _complain(sentence: str) -> int:
    screen.make_console().print(Text(sentence))
    return FAULT


def _disk_sentence(error: OSError) -> str:
    where = f"“{error.filename}”" if error.filename else "文件"
    return f"{where}无法读写：磁盘可能已满、文件夹可能只读，或共享盘已断开。请处理后再运行一次。"


def main() -> int:
    """Run the command line and turn whatever happens into an exit status and a Chinese sentence."""
    try:
        return _guarded()
    except SettingFault as fault:
        return _complain(f"{fault}。请维护人员改正后再运行；这次没有生成报告。")
    except Exception as error:  # noqa: BLE001  (the one place that turns our own faults into an outcome)
        return _complain(f"程序出了故障{_log_fault(error)}，请转给维护人员；工作簿没有被改动。")
