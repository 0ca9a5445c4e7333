"""Rescue (补救): where a fault of ours keeps a workbook's files from being written, it still gets its verdict."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.checks.run_checks import crashed
from pipeline.model.fault_log import record
from pipeline.model.setting import SettingFault
from pipeline.outputs.deliver import Delivered, Wish, deliver, deliver_sound
from pipeline.outputs.result import Result, Verdict, to_json

if TYPE_CHECKING:
    from pathlib import Path


def told_crashed(result: Result, error: Exception) -> Result:
    """Add to a result that its files could not all be written."""
    return replace(result, verdict=Verdict.FAILED, findings=(crashed("写出结果", error), *result.findings))


def deliver_or_tell(result: Result, data: bytes | None, folder: Path, source: Path, wish: Wish | None) -> Delivered:
    """Write a workbook's files; where that crashes, page and json alone, saying so; where even that does, the json.

    OSError where the disk refuses, SettingFault where a template does.
    """
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
