"""Interruptions (读取中断): what is said of a workbook over which a worker died or hung."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.model.findings import declare
from pipeline.outputs.result import Result, make_result

if TYPE_CHECKING:
    from pipeline.intake.sources import Source

INTERRUPTED = declare(
    "file-interrupted",
    "读取时程序被中断",
    "critical",
    source="contract Input",
    notes="工作簿不得使读取程序崩溃或长时间停住；出现这种情况时只影响这一份，其他工作簿照常处理。",
    fix="请用 Excel 或 WPS 打开这个文件，另存为一个新的 .xlsx 工作簿后重新提交；仍然如此的，请把文件交给程序维护人员。",
)


def interrupted(source: Source) -> Result:
    """Build the result of a workbook that broke, or held up, every worker that took it."""
    finding = INTERRUPTED.at(
        found="读取程序崩溃或超时",
        expected="能正常读完的 .xlsx 工作簿",
        message=f"读取“{source.name}”时程序被中断：这个文件使读取程序崩溃，或者在规定时间内没有读完。",
    )
    return make_result(source.name, "", None, [finding], [])
