"""Texts (文字): how much text the cells show in all, told before a reader gives every cell a copy of its own."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from pipeline.intake.safety import refusals
from pipeline.intake.safety.extent import column_number
from pipeline.intake.safety.refusals import refuse, size_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.intake.raw import Place
    from pipeline.model.limits import IntakeLimits

_LONGEST = 1 << 20  # bytes of one text without markup; Excel itself stops at 32,767 characters
_SHARED = b' t="s"'
_TOKEN = re.compile(rb"<(?:[A-Za-z]+:)?(si|strike)\b([^<>]*)>")
_STRUCK = re.compile(rb"<(?:[A-Za-z]+:)?strike\b([^<>]*)>")
_NOT = re.compile(rb"[\"'](?:0|false|off)[\"']")
_ADDRESS = re.compile(rb"([A-Z]{1,3})([0-9]{1,7})")
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


def struck_texts(shared: bytes) -> frozenset[int]:
    """Give the numbers of the shared texts that are crossed out somewhere."""
    if b"strike" not in shared:
        return frozenset()
    found, at = set(), -1
    for name, attributes in _TOKEN.findall(shared):
        if name == b"si":
            at += 1
        elif not _NOT.search(attributes):
            found.add(at)
    return frozenset(found)


def struck_inline(xml: bytes) -> frozenset[Place]:
    """Name the cells of a sheet as the file has it whose own text, not a shared one, is crossed out somewhere."""
    found = set()
    for token in _STRUCK.finditer(xml) if b"strike" in xml else ():
        address = _ADDRESS.match(xml, xml.rfind(b' r="', max(0, token.start() - _LONGEST), token.start()) + 4)
        if address and not _NOT.search(token[1]):
            found.add((int(address[2]), column_number(address[1])))
    return frozenset(found)
