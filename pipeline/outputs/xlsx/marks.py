"""Marks (标注): fills and comments put on the cells of findings, and all that an earlier copy left taken out again."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from typing import TYPE_CHECKING

from pipeline.model.contract import RESULT_SHEET
from pipeline.model.findings import Severity
from pipeline.outputs.xlsx.cells import MAX_COLUMN, MAX_ROW, Grid
from pipeline.outputs.xlsx.comments import line_of
from pipeline.outputs.xlsx.listing import VERDICT_WORD
from pipeline.outputs.xlsx.nodes import children, namespace, whole
from pipeline.outputs.xlsx.notes import Notes, Place
from pipeline.outputs.xlsx.styles import NO_FILL, Styles

if TYPE_CHECKING:
    from pipeline.model.findings import Finding
    from pipeline.outputs.xlsx.book import SheetEntry, Workbook
    from pipeline.outputs.xlsx.nodes import Element
    from pipeline.outputs.xlsx.package import Package

_OWN_SHEET = re.compile(rf"{RESULT_SHEET}( ?\(\d+\)|_\d+)?")
_WEIGHT = {Severity.INFO: 0, Severity.WARNING: 1, Severity.CRITICAL: 2}
Marked = dict[Place, list["Finding"]]


def drop_marks(workbook: Workbook) -> list[str]:
    """Take out what an earlier handed-back copy added; names of the sheets of ours that went."""
    remembered = workbook.remembered()
    gone = [entry for entry in workbook.sheets() if _is_own(workbook, entry)]
    for entry in gone:
        workbook.remove(entry)
    grids = [entry for entry in workbook.sheets() if entry.is_grid]
    dropped = [Notes(workbook, entry).drop_ours() for entry in grids]
    workbook.forget()
    if remembered is not None or gone or any(dropped):
        _restore_fills(workbook, grids, remembered or [NO_FILL])
    return [entry.name for entry in gone]


def _restore_fills(workbook: Workbook, grids: list[SheetEntry], remembered: list[str]) -> None:
    package = workbook.package
    styles = Styles(package.edit(workbook.styles_part), remembered)
    mapping = styles.unmarked()
    if not mapping:
        return
    for entry in grids:
        if Grid(package.read(entry.part)).restyle(mapping):
            package.edit(entry.part)
    styles.trim()


def _is_own(workbook: Workbook, entry: SheetEntry) -> bool:
    """Tell our list sheet by what it is called and says, so that no one else's 校验结果 is taken for it."""
    if not entry.is_grid or not (entry.name == workbook.own_sheet_name() or _OWN_SHEET.fullmatch(entry.name)):
        return False
    return _first_text(workbook, entry).startswith(VERDICT_WORD)


def _first_text(workbook: Workbook, entry: SheetEntry) -> str:
    root = workbook.package.read(entry.part)
    cell = next((it for it in root.iter(f"{{{namespace(root)}}}c") if it.get("r", "A1") == "A1"), None)
    if cell is None:
        return ""
    words = _words(cell)
    if cell.get("t") == "s" and words.isdigit():
        return _shared(workbook, int(words))
    return words


def _shared(workbook: Workbook, index: int) -> str:
    for relation in workbook.package.relations(workbook.part):
        if relation.kind == "sharedStrings":
            entries = children(workbook.package.read(relation.target), "si")
            return _words(entries[index]) if index < len(entries) else ""
    return ""


def _words(element: Element) -> str:
    names = {f"{{{namespace(element)}}}t", f"{{{namespace(element)}}}v"}
    return "".join(part.text or "" for part in element.iter() if part.tag in names)


def put_marks(workbook: Workbook, styles: Styles, findings: Sequence[Finding]) -> None:
    """Fill the cells of the findings and comment them; a cell inside a merged range shows at its top left."""
    for entry in workbook.sheets():
        named = [(it, cell) for it in findings for cell in it.cells if cell.sheet == entry.name]
        if not named or not entry.is_grid:
            continue
        grid = Grid(workbook.package.edit(entry.part))
        marked: Marked = {}
        first: set[tuple[Place, int]] = (
            set()
        )  # where a finding has its first cell: there its message speaks of this one
        for finding, cell in named:
            if 1 <= cell.row <= MAX_ROW and 1 <= cell.column <= MAX_COLUMN:
                place = grid.top_left(cell.row, cell.column)
                own = marked.setdefault(place, [])
                if finding not in own:
                    own.append(finding)
                if cell == finding.cells[0]:
                    first.add((place, id(finding)))
        _fill(grid, styles, marked)
        if marked:
            Notes(workbook, entry).put({place: _lines(marked[place], place, first) for place in sorted(marked)}, grid)


def _fill(grid: Grid, styles: Styles, marked: Marked) -> None:
    for (row, column), findings in sorted(marked.items()):
        cell = grid.cell(row, column)
        heaviest = max((finding.severity for finding in findings), key=lambda it: _WEIGHT[it])
        cell.set("s", str(styles.marked(whole(cell.get("s")), heaviest)))


def _lines(findings: list[Finding], place: Place, first: Container[tuple[Place, int]]) -> list[str]:
    heaviest_first = sorted(findings, key=lambda it: -_WEIGHT[it.severity])
    messages = [
        it.message if (place, id(it)) in first else f"与 {it.cells[0].address} 是同一条。{it.message}"
        for it in heaviest_first
    ]
    return [
        line_of(it.severity, it.rule.title, message, it.fix)
        for it, message in zip(heaviest_first, messages, strict=True)
    ]


def deselect(package: Package, part: str) -> None:
    """Take a sheet out of the selection, byte by byte, so that the copy does not open with grouped sheets."""
    content = package.current(part)
    head, rest = content[:_HEAD], content[_HEAD:]
    changed = _SELECTED.sub(rb"\1", head)
    if changed != head:
        package.write(part, changed + rest)


_HEAD = 1 << 16
_SELECTED = re.compile(rb"(<(?:\w+:)?sheetView\b[^>]*?)\s+tabSelected=[\"'](?:1|true)[\"']")
