"""Interruptions (读取中断): the result of a workbook over which a worker died or hung."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.intake import apart
from pipeline.outputs.result import Result, make_result

if TYPE_CHECKING:
    from pipeline.intake.sources import Source


def interrupted(source: Source) -> Result:
    """Build the result of a workbook that broke, or held up, every worker that took it."""
    return make_result(source.name, "", None, [apart.interrupted(source.name)], [])
