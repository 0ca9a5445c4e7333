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

_LONGEST = 1 << 20  # bytes of one text without markup; Excel itself stops at 32,767 characters
_SHARED = b' t="s"'
_REFERENCE = re.compile(rb' t="s"[^<>]*><v>([0-9]{1,9})</v>')


def _longer(xml: bytes, mark: bytes, most: int) -> bool:
    """Tell whether somewhere more than so many bytes go by without a mark, leaping from mark to mark."""
    at = 0
    while len(xml) - at > most:
        at = xml.rfind(mark, at + 1, at + 1 + most)
        if at < 0:
            return True
    return False


def _shown(texts: bytes, sheets: Sequence[bytes]) -> int:
    """Count the bytes of all shared texts as the cells show them."""
    lengths = [len(text) for text in texts.split(b"<si")[1:]]
    used: Counter[bytes] = Counter()
    for xml in sheets:
        used.update(_REFERENCE.findall(xml))
    return sum(lengths[int(index)] * count for index, count in used.items() if int(index) < len(lengths))


def too_much_text(texts: bytes, sheets: Sequence[bytes], limits: IntakeLimits) -> refusals.RefusalError | None:
    """Refuse shared texts and sheets that become far more text in the cells than they are in the file."""
    if any(_longer(xml, b"<", _LONGEST) for xml in (texts, *sheets)):
        message = f"这个工作簿的一个单元格里有 {size_text(_LONGEST)} 以上的文字，无法读取。"
        return refuse(refusals.BOMB, "一段过长的文字", message)
    cells = sum(xml.count(_SHARED) for xml in sheets) if texts else 0
    if not cells or not _longer(texts, b"<si", limits.text_bytes // cells):
        return None
    shown = _shown(texts, sheets)
    if shown <= limits.text_bytes:
        return None
    found = f"单元格里的文字共 {size_text(shown)}"
    return refuse(refusals.BOMB, found, f"这个工作簿{found}，超过上限 {size_text(limits.text_bytes)}，没有读取。")
