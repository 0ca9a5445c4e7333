"""The draft (底稿): rows for a new workbook and the marks on them, gathered row by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.intake.blank.extras import Extras, Listing, Mark, Tone
from pipeline.intake.blank.styles import MOST_CHARACTERS
from pipeline.intake.blank.workbook import write_workbook
from pipeline.model.before import HEADINGS, SHEET, Before
from pipeline.model.contract import BY_KEY, SHEETS

if TYPE_CHECKING:
    from pipeline.intake.blank.formulas import Value
    from pipeline.model.fields import Sheet

Row = dict[str, "Value"]
SPARE_ROWS = {"projects": 4, "indicators": 24, "paragraphs": 12, "parts": 10, "payments": 60, "explanations": 10}
_WIDTHS = (14, 12, 44, 20, 100)
_GUIDE_COLUMNS = (("要做什么", 14), ("单元格", 30), ("内容", 24), ("说明", 100))
_SEE = "见各格的批注。"
MOST_SINGLY = 12
_CUT = "原文有 {} 字，超过一格能放的 {} 字，后面的没有放进来，请从原文补到别处或缩写。"
_KEEP = "这张表只供对照和核对，不用填写；留着它，核对时会指出与上年雷同或相差悬殊的地方。"


@dataclass
class Draft:
    """Content by table, and what is to be marked of it."""

    content: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    marked: dict[tuple[str, int, str], Mark] = field(default_factory=dict)

    @property
    def marks(self) -> list[Mark]:
        """All marks, in the order of first marking."""
        return list(self.marked.values())

    def add(self, table: str, row: Row) -> int:
        """Add a row; its place in the content."""
        self.content[table].append(row)
        return len(self.content[table]) - 1

    def mark(self, table: str, row: int, key: str, tone: Tone, note: str = "") -> None:
        """Mark a cell of a row; a second mark takes the place of the first."""
        self.marked[table, row, key] = Mark(table, row, key, tone, note)


def _place(mark: Mark) -> str:
    return f"{BY_KEY[mark.table].name}!{mark.ref}"


def _together(marks: list[Mark], sheet: Sheet) -> tuple[str, str, str, str]:
    """Name the marks of one column in one row of the guide."""
    first, last = marks[0], marks[-1]
    place = _place(first) if len(marks) == 1 else f"{_place(first)} 等 {len(marks)} 格，到 {last.ref}"
    note = first.note if len(marks) == 1 else _SEE if any(mark.note for mark in marks) else ""
    return first.tone.value, place, sheet.field(first.key).heading, note


def guide_rows(marks: list[Mark]) -> list[tuple[str, str, str, str]]:
    """List what a person has to do, column by column; the few cells to look at one by one."""
    rows = []
    for sheet in SHEETS:
        columns: dict[tuple[Tone, str], list[Mark]] = defaultdict(list)
        for mark in marks:
            if mark.table == sheet.key:
                columns[mark.tone, mark.key].append(mark)
        for (tone, _), found in columns.items():
            few = tone is Tone.LOOK and len(found) <= MOST_SINGLY
            rows += [_together([mark], sheet) for mark in found] if few else [_together(found, sheet)]
    return rows


def before_listing(before: Before) -> Listing:
    """Lay out last year's values as the sheet 上年对照."""
    rows = [(it.sheet, it.project, it.name, it.heading, it.text) for it in before.kept]
    return Listing(SHEET, _KEEP, tuple(zip(HEADINGS, _WIDTHS, strict=True)), rows)


def _tell_what_is_cut(draft: Draft) -> None:
    """Mark every text that is longer than a cell can be."""
    for table, rows in draft.content.items():
        for at, row in enumerate(rows):
            for key, value in row.items():
                if isinstance(value, str) and len(value) > MOST_CHARACTERS:
                    known = draft.marked.get((table, at, key))
                    note = _CUT.format(len(value), MOST_CHARACTERS)
                    if known is None or note not in known.note:
                        draft.mark(table, at, key, Tone.LOOK, note + (known.note if known else ""))


def write_draft(draft: Draft, guide: str, purpose: str, before: Before | None = None) -> bytes:
    """Write the workbook of a draft, with the sheet that says what is left to do and, where given, last year's."""
    _tell_what_is_cut(draft)
    listings = [Listing(guide, purpose, _GUIDE_COLUMNS, guide_rows(draft.marks))]
    if before is not None:
        listings.append(before_listing(before))
    content: Mapping[str, list[Row]] = draft.content
    prepared = {table: len(content.get(table, ())) + spare for table, spare in SPARE_ROWS.items()}
    return write_workbook(content, prepared, extras=Extras(draft.marks, listings))
