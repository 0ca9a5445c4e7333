"""Length (篇幅): a text that is too long to be checked is named, so that none of its figures leaves unproven."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.document import overlong
from pipeline.model.findings import Finding, declare
from pipeline.model.policy import policy

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose

TOO_LONG = declare(
    "text-too-long",
    "一段文字过长",
    "critical",
    source="contract",
    notes="一个单元格里的文字不得超过规定的字数；超过的，其中的数字无法核对。",
    fix="请把这段文字分成几行填写，每行一段。",
)


def judge_length(prose: Prose) -> Iterator[Finding]:
    """Every text that was left out for its length."""
    most = policy().text.longest
    for where, length in overlong(prose.book):
        message = f"这段文字有 {length} 个字，超过 {most} 个字，里面的数字没有核对。"
        yield TOO_LONG.at(where, found=f"{length} 个字", expected=f"不超过 {most} 个字", message=message)
