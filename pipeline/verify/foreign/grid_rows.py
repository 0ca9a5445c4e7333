"""Grid rows (表格的行): what each row of a foreign table says: one thing, a part, the sum of some, the sum of all."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING

from pipeline.verify.comparing.numbers import key_of
from pipeline.verify.foreign.amounts import Amount, read_numeral

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.verify.reading.text import Block, Text

TOTALS = re.compile(
    "(?:[一二三四五六七八九十]+、)?(?:合计|总计|共计|总合计)(?:金额|数)?[:：]?|总\\s*分|合计\\([^)]*\\)"
)
_SUBTOTAL = re.compile("小计|(?:合计|总计|共计)$")
_WHOLE = re.compile("(?:合计|总计|共计)$")
_NOTE = re.compile("大写|^(?:备注|附注|注|说明|填表|制表|审核|单位负责)")
_PART = re.compile("^(?:其中|其\\s*中)")
_CHAPTER = re.compile("^[一二三四五六七八九十]+、|^[(（][一二三四五六七八九十]+[)）]")
_ORDINAL = re.compile("[一二三四五六七八九十]{1,3}")  # alone in 序号
_DEEPER = re.compile(r"\d{1,2}[.-]\d{1,2}")  # 1.2 in 序号: a part of 1
HIGHEST = 3  # rows of the table in which its headings may stand
_BLANK = "-—–/－、无"


class Kind(Enum):
    """What a row says: one thing, a part of the one above, the sum of some, the sum of all."""

    DETAIL = auto()
    PART = auto()
    SUBTOTAL = auto()
    TOTAL = auto()


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what it speaks of, of which kind it is, the text of each of its cells by column of the grid."""

    label: str
    kind: Kind
    cells: Mapping[int, Text]
    below: frozenset[int] = frozenset()  # columns in which it goes on with the row above

    def amount(self, column: int) -> Amount | None:
        """Read the number of a cell; None where it holds none."""
        text = self.cells.get(column)
        return read_numeral(text.text) if text else None

    def is_blank(self, column: int) -> bool:
        """Tell whether a cell is left blank or holds a dash."""
        text = self.cells.get(column)
        return text is None or not key_of(text.text).strip(_BLANK)


def starts_of(block: Block, width: int) -> Sequence[int]:
    """Columns of the cells of a row; where nothing tells them, the last cells stand under the last headings."""
    if len(block.starts) == len(block.cells):
        return block.starts
    return range(width - len(block.cells), width)


def _kind(texts: Sequence[str], *, chapters: bool) -> Kind:
    words = [text for text in texts if text and read_numeral(text) is None]
    if any(TOTALS.fullmatch(text) for text in words):
        return Kind.TOTAL
    if any(_SUBTOTAL.search(text) for text in words[:2]):
        return Kind.SUBTOTAL
    if (words and _PART.match(words[0])) or _DEEPER.fullmatch(texts[0]):
        return Kind.PART
    opens = _ORDINAL.fullmatch(texts[0]) or (words and _CHAPTER.match(words[0]))
    return Kind.SUBTOTAL if chapters and opens else Kind.DETAIL


def row_of(block: Block, width: int, *, chapters: bool) -> Row:
    """Read one row by the columns that its cells stand in."""
    starts = starts_of(block, width)
    texts = [key_of(cell.text) for cell in block.cells]
    label = next((text for text in texts if text and read_numeral(text) is None), "")
    below = frozenset(starts[at] for at in block.below if at < len(starts))
    return Row(label, _kind(texts, chapters=chapters), dict(zip(starts, block.cells, strict=True)), below)


def read_rows(blocks: Sequence[Block], width: int) -> tuple[Row, ...]:
    """Read the rows below the headings; notes are none, and neither is what stands below a 合计 at the end."""
    known = [block for block in blocks if not (_is_note(block) and not has_number(block))]
    opens = [opens_chapter(block) for block in known if not _has_total(block)]
    chapters = any(opens) and not all(opens)
    rows = [row_of(block, width, chapters=chapters) for block in known]
    if _in_groups([block for block, row in zip(known, rows, strict=True) if row.kind is Kind.DETAIL]):
        rows = [
            replace(row, kind=Kind.SUBTOTAL) if row.kind is Kind.DETAIL and _filled(block)[0] else row
            for block, row in zip(known, rows, strict=True)
        ]
    if not any(row.kind is Kind.TOTAL for row in rows):
        for at in {0, len(rows) - 1} & set(range(len(rows))):
            if rows[at].kind is Kind.SUBTOTAL and _WHOLE.search(rows[at].label):
                rows[at] = replace(rows[at], kind=Kind.TOTAL)
                break
    last = max((at for at, row in enumerate(rows) if row.kind is Kind.TOTAL), default=len(rows))
    return tuple(rows[: last + 1] if any(row.kind is Kind.DETAIL for row in rows[:last]) else rows)


def _filled(block: Block) -> tuple[bool, bool]:
    """Tell of the first two cells of a row whether they hold words."""
    first, second = ([bool(key_of(cell.text)) for cell in block.cells] + [False, False])[:2]
    return first, second


def _in_groups(blocks: Sequence[Block]) -> bool:
    """Tell whether rows with a name in the first column only gather those below, which have theirs in the second."""
    whole = all(len(block.cells) > HIGHEST - 1 and not block.below for block in blocks)
    forms = [_filled(block) for block in blocks]
    return whole and set(forms) == {(True, False), (False, True)} and forms[0] == (True, False)


def opens_chapter(block: Block) -> bool:
    """Tell whether a row begins with 一、 or has 一 in its first cell: it gathers the rows below it."""
    first = key_of(block.cells[0].text) if block.cells else ""
    return bool(_CHAPTER.match(key_of(block.text)) or _ORDINAL.fullmatch(first))


def _is_note(block: Block) -> bool:
    filled = [key_of(cell.text) for cell in block.cells if cell.text.strip()]
    return len(filled) <= 1 or any(map(_NOTE.search, filled[:1]))


def has_number(block: Block) -> bool:
    """Tell whether any cell of a row holds a number."""
    return any(read_numeral(cell.text) for cell in block.cells)


def _has_total(block: Block) -> bool:
    return any(TOTALS.fullmatch(key_of(cell.text)) for cell in block.cells)
