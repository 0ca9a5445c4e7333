"""Rows (分行列举): an item whose rows name one part each, under 其中： or above 以上三项共计."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading import numerals
from pipeline.checks.prose.reading.items import Item, alike, is_plain, vague
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.listed import overlapping
from pipeline.checks.prose.relations.parts import judge

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Passage, Prose
    from pipeline.model.findings import Finding

_OPENS = re.compile("(?:其中|包括|分别(?:为|是)|具体(?:为|如下)|明细如下)[：:]?[ 　]*$")
_CLOSES = re.compile(
    "[（(]?[0-9]{0,2}[）).、]?(?:以上|上述)([二两三四五六七八九十]|[2-9])?(?:[项类个笔]|部分|支出|费用|资金|各项)*"
    "(?:合计|共计|总计|共)(?:支出|使用|投入|资金|金额|为|：)*"
)
_TITLE = re.compile(
    "[（(]?(?:[0-9一二三四五六七八九十①-⑨]{1,2}[）)、.．]?|[一二三四五六七八九]是)?[一-龥“”]{1,16}?(?:共|为|：)?"
)
_LEAST = 2


def of_rows(prose: Prose, item: Item) -> Iterator[Finding]:
    """Judge the rows of one item that list parts, one a row."""
    if len(item.passages) <= _LEAST:
        return
    for at, row in enumerate(item.passages):
        if _OPENS.search(row.text):
            yield from _under(prose, item, at)
        elif closing := _CLOSES.match(row.text):
            yield from _above(prose, item, at, closing)


def _of_row(item: Item, row: Passage) -> list[Mention]:
    return [it for it in item.mentions if row.start <= it.start < row.end]


def _entry(prose: Prose, item: Item, row: Passage) -> Mention | None:
    """Return the one amount of a row that opens like an entry of a list."""
    told = _of_row(item, row)
    if len(told) != 1 or not is_plain(prose.text, told[0]):
        return None
    return told[0] if _TITLE.fullmatch(prose.text, row.start, told[0].start) else None


def _under(prose: Prose, item: Item, at: int) -> Iterator[Finding]:
    """共惠及1,926人，其中：, and a row for each part down to the end of the item."""
    whole = next(iter(_of_row(item, item.passages[at])[-1:]), None)
    entries = [_entry(prose, item, row) for row in item.passages[at + 1 :]]
    parts = [it for it in entries if it is not None]
    if whole is not None and len(parts) == len(entries):
        yield from _judge(prose, whole, parts, complete=False)


def _above(prose: Prose, item: Item, at: int, closing: re.Match[str]) -> Iterator[Finding]:
    """以上三项共计48.65万元 under just so many rows."""
    row = item.passages[at]
    whole = next((it for it in _of_row(item, row) if it.start == row.start + closing.end()), None)
    size = numerals.read(closing[1]).value if closing[1] else at
    entries = [_entry(prose, item, one) for one in item.passages[max(0, at - int(size)) : at]]
    parts = [it for it in entries if it is not None]
    if whole is not None and len(parts) == size:
        yield from _judge(prose, whole, parts, complete=True)


def _judge(prose: Prose, whole: Mention, parts: Sequence[Mention], *, complete: bool) -> Iterator[Finding]:
    used = (whole, *parts)
    if len(parts) < _LEAST or not all(alike(it, whole) for it in parts) or vague(prose.text, used):
        return
    if is_plain(prose.text, whole) and (whole.kind is Kind.MONEY or not overlapping(prose, parts)):
        yield from judge(prose, whole, parts, "合计" if complete else "其中", complete=complete)
