"""Grids (表格): paragraphs, cells, rows and tables of the Word templates, written as WordprocessingML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

HEADING_ROW = {"firstRow": 1, "lastRow": 0, "firstColumn": 0, "lastColumn": 0, "noHBand": 1, "noVBand": 1}
NO_HEADING = HEADING_ROW | {"firstRow": 0}


def paragraph(style: str, text: str = "", place: str = "") -> str:
    """Write a paragraph of one run, or of none; `place` holds what else its w:pPr says."""
    run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{place}</w:pPr>{run}</w:p>'


def cell(width: int, style: str, text: str = "", *, span: int = 1, merged: str = "") -> str:
    """Write a cell, width in twips, over `span` columns; `merged` is restart or continue where merged downwards."""
    across = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    down = f'<w:vMerge w:val="{merged}"/>' if merged else ""
    look = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{across}{down}<w:vAlign w:val="center"/></w:tcPr>'
    return f"<w:tc>{look}{paragraph(style, text)}</w:tc>"


def row(cells: Iterable[str], least: int, *, heading: bool = False, splits: bool = False) -> str:
    """Write a row at least so many twips high; a heading repeats on every page, only one that splits breaks."""
    whole = "" if splits else "<w:cantSplit/>"
    repeated = "<w:tblHeader/>" if heading else ""
    look = f'<w:trPr>{whole}<w:trHeight w:val="{least}" w:hRule="atLeast"/>{repeated}</w:trPr>'
    return f"<w:tr>{look}{''.join(cells)}</w:tr>"


def table(widths: Sequence[int], rows: Iterable[str], margins: Mapping[str, int], *, heading: bool = True) -> str:
    """Write a ruled table of fixed widths in twips, centred; `margins` of its cells by side."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    sides = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in margins.items())
    inside = f"<w:tblCellMar>{sides}</w:tblCellMar>" if sides else ""
    parts = " ".join(f'w:{part}="{value}"' for part, value in (HEADING_ROW if heading else NO_HEADING).items())
    look = (
        f'<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/>{inside}<w:tblLook w:val="{"0020" if heading else "0000"}" {parts}/></w:tblPr>'
    )
    return f"<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
