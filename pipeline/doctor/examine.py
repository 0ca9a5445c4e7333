"""The examination (检查): every look at this computer, in the order in which it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.doctor.fonts import fonts
from pipeline.doctor.office import office
from pipeline.doctor.places import folders, screen
from pipeline.doctor.remark import Remark, State
from pipeline.doctor.settings import schedule, settings
from pipeline.doctor.software import software

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def examine(given: Path, output: Path) -> list[Remark]:
    """Look at everything; the fonts come after what stops a run."""
    return [*software(), *settings(), *folders(given, output), *office(), *fonts(), schedule(), screen()]


def conclusion(remarks: Sequence[Remark]) -> str:
    """Say in one sentence how the computer stands."""
    states = [remark.state for remark in remarks]
    if State.FAULT in states:
        return "结论：程序本身有故障，请把上面的话转给维护人员。"
    if State.ACT in states:
        stopped = any(remark.stops for remark in remarks if remark.state is State.ACT)
        begin = "还不能生成报告，请先处理" if stopped else "可以生成报告；请处理"
        return f"结论：{begin}上面 {states.count(State.ACT)} 条“请处理”。"
    if State.HINT in states:
        return f"结论：可以生成报告；有 {states.count(State.HINT)} 条提醒，请看一遍。"
    return "结论：一切正常，可以生成报告。"
