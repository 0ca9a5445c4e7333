"""Real workbooks of several offices, written by openpyxl from the small sound book with a few cells changed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from openpyxl import Workbook

from tests.books_support import SOUND, read_grids


def _value(text: str) -> str | float | int | None:
    bare = text.replace(",", "")
    if re.fullmatch(r"-?\d+", bare):
        return int(bare)
    return float(bare) if re.fullmatch(r"-?\d+\.\d+", bare) else text or None


def write_office(path: Path, changes: Mapping[str, str]) -> Path:
    """Write the small sound book as a file, with the cells at these addresses changed."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in read_grids(SOUND, changes).items():
        page = book.create_sheet(name)
        headings = list(dict.fromkeys(heading for row in rows for heading in row))
        if name == "基本信息":
            page.append(["项目", "内容"])
            for heading in headings:
                page.append([heading, _value(rows[0][heading])])
            continue
        page.append(headings)
        for row in rows:
            page.append([_value(row.get(heading, "")) for heading in headings])
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def spending(first: str, control: str, score: str = "99.05") -> dict[str, str]:
    """Change the 支出 of the first project, with the totals that follow from it."""
    return {"项目清单!H2": first, "项目清单!H4": control, "基本信息!C7": control, "基本信息!C9": score}
