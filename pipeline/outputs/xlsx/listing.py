"""The list sheet (校验结果) of the handed-back copy: the verdict, then every finding with a link to its cell."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from pipeline.model.cells import column_letters
from pipeline.model.findings import Severity
from pipeline.outputs.result import Verdict
from pipeline.outputs.xlsx.cells import ref_of
from pipeline.outputs.xlsx.comments import LABELS
from pipeline.outputs.xlsx.looks import Looks, looks_of
from pipeline.outputs.xlsx.nodes import Element, add, cell_text, parse

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pipeline.model.cells import Cell
    from pipeline.model.findings import Finding
    from pipeline.outputs.xlsx.styles import Styles

VERDICT_WORD = "校验结果："
GUIDE = "点“单元格”一栏可以跳到出问题的地方。改好以后把本工作簿再交一次即可：本表、底色和批注会自动去掉，不用手工删除。"
NO_FINDINGS = "没有发现问题。"
COLUMNS = (
    ("序号", 6),
    ("严重程度", 10),
    ("工作表", 13),
    ("单元格", 11),
    ("其他单元格", 15),
    ("问题", 42),
    ("发现", 23),
    ("应为", 23),
    ("怎么办", 40),
)
HEADING_ROW = 3
LINE_POINTS = 14
MOST_POINTS = 409
_LINK, _MESSAGE = 4, 6
_SHOWN_CELLS = 6
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def verdict_of_list(findings: Sequence[Finding]) -> Verdict:
    """Weigh the findings alone; the file could be read, or there were no copy to hand back."""
    severities = {finding.severity for finding in findings}
    if Severity.CRITICAL in severities:
        return Verdict.FAILED
    return Verdict.REMINDED if Severity.WARNING in severities else Verdict.PASSED


def verdict_line(findings: Sequence[Finding]) -> str:
    """Say the verdict and the counts in one line."""
    counts = Counter(finding.severity for finding in findings)
    parts = "，".join(f"{label} {counts[severity]} 条" for severity, label in LABELS.items())
    return f"{VERDICT_WORD}{verdict_of_list(findings).value}（{parts}）"


def _runs(cells: Sequence[Cell]) -> list[tuple[Cell, Cell]]:
    """Join cells that follow each other down a column: first and last of each run, in the order given."""
    runs: list[tuple[Cell, Cell]] = []
    for cell in cells:
        if runs and runs[-1][1] == cell._replace(row=cell.row - 1):
            runs[-1] = (runs[-1][0], cell)
        else:
            runs.append((cell, cell))
    return runs


def _places(finding: Finding) -> tuple[str, str]:
    """Name the cell that is linked, and the others: LibreOffice cuts a link that is longer than its column."""
    runs = [(top.ref if top.sheet == finding.sheet else top.address, top, end) for top, end in _runs(finding.cells)]
    own = [name if top == end else f"{name}:{end.ref}" for name, top, end in runs]
    more = f" 等，共 {len(finding.cells)} 处" if len(own) > _SHOWN_CELLS else ""
    return (own[0] if own else ""), "、".join(own[1:_SHOWN_CELLS]) + more


def _put(row: Element, column: int, text: str, style: int) -> None:
    cell = add(row, "c", r=f"{column_letters(column)}{row.get('r')}", s=str(style))
    if text:
        cell.set("t", "inlineStr")
        add(add(cell, "is"), "t", cell_text(text)).set(_SPACE, "preserve")


def _lines(text: str, width: int) -> int:
    """Count the lines a text takes in a column; a Chinese character is as wide as two digits."""
    wide = [sum(1 + (unicodedata.east_asian_width(char) in "WFA") for char in line) for line in text.split("\n")]
    room = width * 9 // 10 - 1  # fonts differ from one office program to the next
    return sum(max(1, -(-units // room)) for units in wide)


def _put_finding(row: Element, number: int, finding: Finding, looks: Looks, *, linked: bool) -> None:
    add(add(row, "c", r=f"A{row.get('r')}", s=str(looks.number)), "v", str(number))
    place, others = _places(finding)
    cells = (
        (LABELS[finding.severity], looks.severities[finding.severity]),
        (finding.sheet or "", looks.text),
        (place, looks.link if linked else looks.text),
        (others, looks.text),
        (f"{finding.rule.title}：{finding.message}", looks.text),
        (finding.found, looks.text),
        (finding.expected, looks.text),
        (finding.fix, looks.text),
    )
    for column, (text, style) in enumerate(cells, start=2):
        _put(row, column, text, style)
    lines = max(_lines(text, COLUMNS[column][1]) for column, (text, _) in enumerate(cells, start=1))
    row.set("ht", str(min(lines * LINE_POINTS + 6, MOST_POINTS)))


def _frame(main: str, last: int) -> Element:
    """Start the worksheet: one page wide, heading frozen, column widths."""
    root = parse(f'<worksheet xmlns="{main}"/>'.encode())
    add(add(root, "sheetPr"), "pageSetUpPr", fitToPage="1")
    add(root, "dimension", ref=f"A1:{ref_of(last, len(COLUMNS))}")
    view = add(add(root, "sheetViews"), "sheetView", showGridLines="0", tabSelected="1", workbookViewId="0")
    top = ref_of(HEADING_ROW + 1, 1)
    add(view, "pane", ySplit=str(HEADING_ROW), topLeftCell=top, activePane="bottomLeft", state="frozen")
    add(view, "selection", pane="bottomLeft", activeCell=top, sqref=top)
    add(root, "sheetFormatPr", defaultRowHeight="18")
    columns = add(root, "cols")
    for number, (_, width) in enumerate(COLUMNS, start=1):
        add(columns, "col", min=str(number), max=str(number), width=f"{width}.7109375", customWidth="1")
    return root


def _finish(root: Element, last: int, links: list[tuple[int, Cell]]) -> None:
    """Close the worksheet: filter, merged lines on top, links, paper."""
    end = column_letters(len(COLUMNS))
    add(root, "autoFilter", ref=f"A{HEADING_ROW}:{end}{last}")
    merged = add(root, "mergeCells", count="2")
    for row in (1, 2):
        add(merged, "mergeCell", ref=f"A{row}:{end}{row}")
    hyperlinks = add(root, "hyperlinks") if links else root
    for row, cell in links:
        sheet = cell.sheet.replace("'", "''")
        add(hyperlinks, "hyperlink", ref=ref_of(row, _LINK), location=f"'{sheet}'!{cell.ref}", display=cell.ref)
    add(root, "pageMargins", left="0.4", right="0.4", top="0.5", bottom="0.6", header="0.3", footer="0.3")
    add(root, "pageSetup", paperSize="9", orientation="landscape", fitToHeight="0")
    add(add(root, "headerFooter"), "oddFooter", "&C第 &P 页，共 &N 页")


def list_areas(findings: int) -> tuple[str, str]:
    """Name the heading that every printed page repeats and the area that the filter covers."""
    end, last = column_letters(len(COLUMNS)), HEADING_ROW + max(findings, 1)
    return f"${HEADING_ROW}:${HEADING_ROW}", f"$A${HEADING_ROW}:${end}${last}"


def list_sheet(main: str, findings: Sequence[Finding], styles: Styles, sheets: Collection[str]) -> Element:
    """Build the list; cells of `sheets` are linked."""
    looks = looks_of(styles, verdict_of_list(findings))
    last = HEADING_ROW + max(len(findings), 1)
    root = _frame(main, last)
    data = add(root, "sheetData")
    for number, (text, style) in enumerate(((verdict_line(findings), looks.verdict), (GUIDE, looks.guide)), start=1):
        row = add(data, "row", r=str(number), ht="30" if number == 1 else "20", customHeight="1")
        _put(row, 1, text, style)
    heading = add(data, "row", r=str(HEADING_ROW), ht="24", customHeight="1")
    for column, (name, _) in enumerate(COLUMNS, start=1):
        _put(heading, column, name, looks.heading)
    links = []
    for number, finding in enumerate(findings, start=1):
        linked = bool(finding.cells) and finding.cells[0].sheet in sheets
        row = add(data, "row", r=str(HEADING_ROW + number))
        _put_finding(row, number, finding, looks, linked=linked)
        if linked:
            links.append((HEADING_ROW + number, finding.cells[0]))
    if not findings:
        _put(add(data, "row", r=str(last)), _MESSAGE, NO_FINDINGS, looks.text)
    _finish(root, last, links)
    return root
