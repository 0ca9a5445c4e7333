"""Remarks (核对意见): what verification has found, each at its place in the report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.model.findings import Finding


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding with its place in the report: 第12段, 表1第3行第3列; empty for the report as a whole."""

    finding: Finding
    where: str
