"""Texts (文字): how much text the cells show in all, told before a reader gives every cell a copy of its own."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from pipeline.intake.safety import refusals
from pipeline.intake.safety.refusals import refuse, size_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.model.limits import IntakeLimits

_STEP = 1 << 10
_LONGEST = 1 << 20  # bytes of one text without markup; Excel itself stops at 32,767 characters
_SHARED = b' t="s"'
_REFERENCE = re.compile(rb' t="s"[^<>]*><v>([0-9]{1,9})</v>')


def _gap(xml: bytes, mark: bytes, step: int) -> int:
    """Bound the bytes between two marks: never less than the longest stretch without one, hardly more."""
    longest = run = 0
    for start in range(0, len(xml), step):
        run = 0 if xml.find(mark, start, start + step) >= 0 else run + 1
        longest = max(longest, run)
    return (longest + 2) * step


def _shown(texts: bytes, sheets: Sequence[bytes]) -> int:
    """Count the bytes of all shared texts as the cells show them."""
    lengths = [len(text) for text in texts.split(b"<si")[1:]]
    used: Counter[bytes] = Counter()
    for xml in sheets:
        used.update(_REFERENCE.findall(xml))
    return sum(lengths[int(index)] * count for index, count in used.items() if int(index) < len(lengths))


def too_much_text(texts: bytes, sheets: Sequence[bytes], limits: IntakeLimits) -> refusals.RefusalError | None:
    """Refuse shared texts and sheets that become far more text in the cells than they are in the file."""
    for xml in (texts, *sheets):
        if len(xml) > _LONGEST and _gap(xml, b"<", _LONGEST // 2) > 2 * _LONGEST:
            message = f"这个工作簿的一个单元格里有 {size_text(_LONGEST)} 以上的文字，无法读取。"
            return refuse(refusals.BOMB, "一段过长的文字", message)
    cells = sum(xml.count(_SHARED) for xml in sheets) if texts else 0
    if cells * min(len(texts), _gap(texts, b"<si", _STEP)) <= limits.text_bytes:
        return None
    shown = _shown(texts, sheets)
    if shown <= limits.text_bytes:
        return None
    found = f"单元格里的文字共 {size_text(shown)}"
    return refuse(refusals.BOMB, found, f"这个工作簿{found}，超过上限 {size_text(limits.text_bytes)}，没有读取。")
