"""Tables in tests are written as Markdown, the way people read them."""

from __future__ import annotations


def table(markdown: str) -> list[dict[str, str]]:
    r"""Read a Markdown table: one dict a row, keyed by heading; cells are stripped, `\|` is a bar inside a cell."""
    lines = [line.strip() for line in markdown.strip().splitlines() if line.strip()]
    rows = [
        [cell.replace("\0", "|").strip() for cell in line.replace("\\|", "\0").strip("|").split("|")] for line in lines
    ]
    headings, body = rows[0], [row for row in rows[1:] if not all(set(cell) <= set("-: ") and cell for cell in row)]
    for row in body:
        if len(row) != len(headings):
            message = f"row of {len(row)} cells under {len(headings)} headings: {row}"
            raise ValueError(message)
    return [dict(zip(headings, row, strict=True)) for row in body]
