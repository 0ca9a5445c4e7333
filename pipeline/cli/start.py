"""The start (启动): whatever happens becomes an exit status and a Chinese sentence."""

from __future__ import annotations

import os

from rich.text import Text
from typer.exceptions import Abort, Exit, TyperException

from pipeline import console as screen
from pipeline.cli import doctor, night, report, rollover, summary, verify
from pipeline.cli.app import FAULT, OUTPUT, UnusableError, app
from pipeline.model import fault_log
from pipeline.model.setting import SettingFault
from pipeline.outputs.lock import BusyError

STOPPED = "已中止；没有写完的文件不会留下。"
INTERRUPTED = 130  # what typer makes of Ctrl+C
COMMANDS = (report, night, rollover, summary, verify, doctor)


def _usage_sentence(error: TyperException) -> str:
    kinds = {"NoSuchOption": "有不认识的选项", "MissingParameter": "少了必需的内容", "BadParameter": "有一个值不能用"}
    return (
        f"命令写法不对：{kinds.get(type(error).__name__, '请检查命令和选项')}。运行 python -m pipeline --help 看用法。"
    )


def _kept(error: Exception) -> str:
    """Keep the trace for the maintainer; say where it is, or nothing where it could not be kept."""
    path = fault_log.record("程序出了故障", error)
    return f"，已记在“{OUTPUT / path.name}”" if path else ""


def _guarded() -> int:
    try:
        status = int(app(standalone_mode=False) or 0)
        return _complain(STOPPED) if status == INTERRUPTED else status
    except Exit as leave:
        return leave.exit_code
    except (UnusableError, BusyError) as error:
        return _complain(str(error))
    except TyperException as error:
        return _complain(_usage_sentence(error))
    except (Abort, KeyboardInterrupt):
        return _complain(STOPPED)
    except OSError as error:
        return _complain(_disk_sentence(error))


def _complain(sentence: str) -> int:
    screen.make_console().print(Text(sentence))
    return FAULT


def _disk_sentence(error: OSError) -> str:
    where = f"“{error.filename}”" if error.filename else "文件"
    if isinstance(error, PermissionError):
        return f"{where}无法读写：可能正在别的程序里打开，或者不许改写。请关闭它，确认文件夹可以改写，再运行一次。"
    return f"{where}无法读写：磁盘可能已满、文件夹可能只读，或共享盘已断开。请处理后再运行一次。"


def main() -> int:
    """Run the command line and turn whatever happens into an exit status and a Chinese sentence."""
    fault_log.begin(OUTPUT)
    os.environ.setdefault("PYTHONWARNINGS", "ignore")  # processes we start say nothing English of their own
    try:
        return _guarded()
    except SettingFault as fault:
        return _complain(f"{fault}。请维护人员改正后再运行；这次没有生成报告。")
    except Exception as error:  # noqa: BLE001  (the one place that turns our own faults into an outcome)
        return _complain(f"程序出了故障{_kept(error)}，请转给维护人员；工作簿没有被改动。")
