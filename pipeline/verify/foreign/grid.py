"""The grid (表格): a foreign table with the words over each column, and its rows by column, whatever is merged."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.verify.comparing.numbers import key_of
from pipeline.verify.foreign.amounts import Amount, read_numeral

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.verify.reading.text import Block, Text

_TOTALS = re.compile(
    "(?:[一二三四五六七八九十]+、)?(?:合计|总计|共计|总合计)(?:金额|数)?[:：]?|总\\s*分|合计\\([^)]*\\)"
)
_SUBTOTAL = re.compile("小计|(?:合计|总计|共计)$")
_WHOLE = re.compile("(?:合计|总计|共计)$")
_NOTE = re.compile("大写|^(?:备注|附注|注|说明|填表|制表|审核|单位负责)")
_PART = re.compile("^(?:其中|其\\s*中)")
_CHAPTER = re.compile("^[一二三四五六七八九十]+、|^[(（][一二三四五六七八九十]+[)）]")
_ORDINAL = re.compile("[一二三四五六七八九十]{1,3}")  # alone in 序号
_DEEPER = re.compile(r"\d{1,2}[.-]\d{1,2}")  # 1.2 in 序号: a part of 1
_HIGHEST = 3  # rows of the table in which its headings may stand
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


@dataclass(frozen=True)
class Grid:
    """One table: the words over each column, the rows of headings and those below, and what stands above it."""

    words: Mapping[int, str]
    heads: tuple[Row, ...]
    rows: tuple[Row, ...]
    caption: str = ""


def _starts(block: Block, width: int) -> Sequence[int]:
    """Columns of the cells of a row; where nothing tells them, the last cells stand under the last headings."""
    if len(block.starts) == len(block.cells):
        return block.starts
    return range(width - len(block.cells), width)


def _kind(texts: Sequence[str], *, chapters: bool) -> Kind:
    words = [text for text in texts if text and read_numeral(text) is None]
    if any(_TOTALS.fullmatch(text) for text in words):
        return Kind.TOTAL
    if any(_SUBTOTAL.search(text) for text in words[:2]):
        return Kind.SUBTOTAL
    if (words and _PART.match(words[0])) or _DEEPER.fullmatch(texts[0]):
        return Kind.PART
    opens = _ORDINAL.fullmatch(texts[0]) or (words and _CHAPTER.match(words[0]))
    return Kind.SUBTOTAL if chapters and opens else Kind.DETAIL


def _row(block: Block, width: int, *, chapters: bool) -> Row:
    starts = _starts(block, width)
    texts = [key_of(cell.text) for cell in block.cells]
    label = next((text for text in texts if text and read_numeral(text) is None), "")
    below = frozenset(starts[at] for at in block.below if at < len(starts))
    return Row(label, _kind(texts, chapters=chapters), dict(zip(starts, block.cells, strict=True)), below)


def _read_rows(blocks: Sequence[Block], width: int) -> tuple[Row, ...]:
    """Read the rows below the headings; notes are none, and neither is what stands below a 合计 at the end."""
    known = [block for block in blocks if not (_is_note(block) and not _has_number(block))]
    opens = [_opens_chapter(block) for block in known if not _has_total(block)]
    chapters = any(opens) and not all(opens)
    rows = [_row(block, width, chapters=chapters) for block in known]
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
    whole = all(len(block.cells) > _HIGHEST - 1 and not block.below for block in blocks)
    forms = [_filled(block) for block in blocks]
    return whole and set(forms) == {(True, False), (False, True)} and forms[0] == (True, False)


def _opens_chapter(block: Block) -> bool:
    """Tell whether a row begins with 一、 or has 一 in its first cell: it gathers the rows below it."""
    first = key_of(block.cells[0].text) if block.cells else ""
    return bool(_CHAPTER.match(key_of(block.text)) or _ORDINAL.fullmatch(first))


def _is_note(block: Block) -> bool:
    filled = [key_of(cell.text) for cell in block.cells if cell.text.strip()]
    return len(filled) <= 1 or any(map(_NOTE.search, filled[:1]))


def _has_number(block: Block) -> bool:
    return any(read_numeral(cell.text) for cell in block.cells)


def _words(heads: Sequence[Block], width: int) -> dict[int, str]:
    """Words over each column; a heading over several columns stands over each of them."""
    words = dict.fromkeys(range(width), "")
    for block in heads:
        starts = [*_starts(block, width), width]
        for at, cell in enumerate(block.cells):
            for column in range(max(0, starts[at]), min(starts[at + 1], width)):
                words[column] += key_of(cell.text)
    return words


def _width(blocks: Sequence[Block]) -> int:
    known = [block.starts[-1] + 1 for block in blocks if block.starts]
    return max((*known, *(len(block.cells) for block in blocks)), default=0)


def _heads(rows: Sequence[Block]) -> tuple[int, int]:
    """First and last row of the headings; the first is the one with several cells filled, titles above it are none."""
    for at, row in enumerate(rows[:_HIGHEST]):
        filled = sum(bool(cell.text.strip()) for cell in row.cells)
        if filled > 1 and not _has_number(row):
            last = at
            while last + 1 < len(rows) and last < at + 1 and _goes_on(row, rows[last + 1]):
                last += 1
            return at, last
    return 0, 0


def _goes_on(head: Block, row: Block) -> bool:
    """Tell whether a row is a second row of headings: no number in it, and a heading above it spread or merged."""
    spread = len(head.starts) > 1 and any(b - a > 1 for a, b in zip(head.starts, head.starts[1:], strict=False))
    blank = sum(not cell.text.strip() for cell in row.cells)
    total = any(_TOTALS.fullmatch(key_of(cell.text)) for cell in row.cells[:2])
    return not (_has_number(row) or total or _opens_chapter(row)) and (
        bool(row.below) or ((spread or blank > 0) and blank < len(row.cells))
    )


def _grids(blocks: Sequence[Block]) -> Iterator[Grid]:
    """Read every table of a report as a grid."""
    above: list[str] = []
    for table, group in groupby(blocks, key=lambda block: block.table):
        rows = list(group)
        if not table:
            above = [block.text for block in rows[-2:]]
            continue
        first, last = _heads(rows)
        width = _width(rows)
        words = _words(rows[first : last + 1], width)
        caption = " ".join((*above, *(row.text for row in rows[:first])))
        heads = tuple(_row(row, width, chapters=False) for row in rows[: last + 1])
        yield Grid(words, heads, _read_rows(rows[last + 1 :], width), caption)


def find_grids(blocks: Sequence[Block]) -> list[Grid]:
    """Read every table of a report; one that goes on under the same headings on the next page is one."""
    grids: list[Grid] = []
    for grid in _grids(blocks):
        before = grids[-1] if grids else None
        ended = before is None or any(row.kind is Kind.TOTAL for row in before.rows)
        if before is not None and not ended and before.words == grid.words and grid.rows:
            grids[-1] = replace(before, rows=(*before.rows, *grid.rows))
        else:
            grids.append(grid)
    return grids


def _has_total(block: Block) -> bool:
    return any(_TOTALS.fullmatch(key_of(cell.text)) for cell in block.cells)
