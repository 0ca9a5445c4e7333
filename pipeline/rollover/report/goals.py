"""Goals (绩效目标) in 一（二）: what a paragraph says a project was to reach, and whether it says nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.rollover.report.binding import Bound

GOALS = "一（二）"
_COMPOSED = "，年度绩效目标："
_SPOKEN = re.compile(r"^[，,：: ]*(?:年度|总体|预期|项目)*绩效目标(?:[是为][：:]?|[：:])\s*")
_LEAD = re.compile(r"^[，,：: ]+")


def composed(bounds: Sequence[Bound], names: Mapping[int, str]) -> Mapping[int, str]:
    """Find the last paragraphs of 一（二） that a workbook without them would print from 绩效目标; goals by 序号."""
    found: dict[int, str] = {}
    for bound in reversed([it for it in bounds if it.line.section == GOALS]):
        number, text = bound.project, bound.line.text
        lead = f"{names.get(number or 0, '')}{_COMPOSED}"
        if number is None or not text.startswith(lead) or number >= min(found, default=number + 1):
            break
        found[number] = text.removeprefix(lead)
    written = {it.project for it in bounds if it.line.section == GOALS} - set(found)
    return {} if written & set(found) else found


def spoken(bounds: Sequence[Bound], names: Mapping[int, str]) -> Mapping[int, str]:
    """Find what the other paragraphs of 一（二） say of each project's goal."""
    found: dict[int, str] = {}
    for bound in bounds:
        number = bound.project
        if bound.line.section != GOALS or number is None or not bound.line.number or number in found:
            continue
        text = bound.line.text.removeprefix(names.get(number, ""))
        goal = _SPOKEN.sub("", text)
        goal = goal if goal != text else _LEAD.sub("", text)
        if goal:
            found[number] = goal
    return found
