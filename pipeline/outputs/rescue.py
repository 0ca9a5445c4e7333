"""Rescue (补救): where a fault of ours keeps a workbook's files from being written, it still gets its verdict."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from pipeline.checks.run_checks import crashed
from pipeline.model.fault_log import record
from pipeline.model.setting import SettingFault
from pipeline.outputs.deliver import Delivered, Wish, deliver, deliver_sound
from pipeline.outputs.result import Result, Verdict, to_json

if TYPE_CHECKING:
    from pathlib import Path

IN_THE_WAY = (PermissionError, FileExistsError, IsADirectoryError, NotADirectoryError)  # of one path, not of the disk


def told_crashed(result: Result, error: Exception) -> Result:
    """Add to a result that its files could not all be written."""
    return replace(result, verdict=Verdict.FAILED, findings=(crashed("写出结果", error), *result.findings))


def held(workbook: str, folder: Path, error: OSError) -> str:
    """Say that a file of a workbook's folder cannot be written, most likely because a program holds it."""
    name = PurePath(str(error.filename or folder)).name
    place = folder.name if name == folder.name else f"{folder.name}/{name}"
    return f"“{place}”正在别的程序里打开，或者不许改写：“{workbook}”的结果没有写全，请关闭它再运行一次。"


def deliver_or_tell(result: Result, data: bytes | None, folder: Path, source: Path, wish: Wish | None) -> Delivered:
    """Write a workbook's files; where that crashes, page and json alone, saying so; where even that does, the json.

    A file that another program holds costs this workbook only. OSError where the disk refuses, SettingFault where a
    template does.
    """
    try:
        return _deliver(result, data, folder, source, wish)
    except IN_THE_WAY as error:
        return Delivered(result, folder, remarks=(held(result.workbook, folder, error),), whole=False)


def _deliver(result: Result, data: bytes | None, folder: Path, source: Path, wish: Wish | None) -> Delivered:
    try:
        return deliver(result, data, folder, source, wish)
    except (OSError, SettingFault):
        raise
    except Exception as error:  # noqa: BLE001  (our own fault of any kind becomes a finding)
        return _without_documents(told_crashed(result, error), folder, source)


def _without_documents(told: Result, folder: Path, source: Path) -> Delivered:
    try:
        return deliver(told, None, folder, source, None)
    except (OSError, SettingFault):
        raise
    except Exception as error:  # noqa: BLE001  (as above)
        record("写出结果页", error)
        deliver_sound(told.workbook, to_json(told).encode(), folder)
        return Delivered(told, folder)
