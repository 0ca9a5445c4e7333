"""Ranges (区域): hidden columns and merged cells, clipped to the sheet as it was read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pipeline.intake.raw import Mark, Place
from pipeline.intake.safety import refusals
from pipeline.intake.safety.extent import column_number
from pipeline.intake.safety.refusals import RefusalError, refuse

if TYPE_CHECKING:
    from pipeline.intake.safety.grammar import Rows
    from pipeline.intake.sheets.marks import Scan

Range = tuple[int, int, int, int]
_MERGED_CELLS = 500_000
_MERGED = re.compile(rb'<mergeCell ref="\$?([A-Z]{1,3})\$?([0-9]{1,7}):\$?([A-Z]{1,3})\$?([0-9]{1,7})"')
_HIDDEN_COLUMN = re.compile(rb'<col ((?=[^<>]*\b(?:hidden="(?:1|true|on)"|width="0+(?:\.0*)?"))[^<>]*)>')


def _hidden_columns(xml: bytes, rows: Rows) -> Iterator[tuple[int, int]]:
    for attributes in _HIDDEN_COLUMN.findall(xml, 0, rows.start):
        ends = [re.search(rb"\b" + end + rb'="([0-9]{1,7})"', attributes) for end in (b"min", b"max")]
        if all(ends):
            first, last = (int(end[1]) for end in ends if end)
            yield first, last


def clip(xml: bytes, rows: Rows, scan: Scan, size: tuple[int, int], part: str) -> None:
    """Add what concerns ranges, once the size (rows, columns) is known: hidden rows and columns, merged cells."""
    height, width = size
    scan.hidden_rows = frozenset(row for row in scan.hidden_rows if row <= height)
    spans = _hidden_columns(xml, rows)
    scan.hidden_columns = frozenset(column for first, last in spans for column in range(first, min(last, width) + 1))
    _merges(xml, rows, scan, size, part)


def _too_merged(part: str) -> RefusalError:
    return refuse(
        refusals.TOO_WIDE,
        f"合并单元格，{refusals.inner(part)}",
        "这个工作簿的合并单元格互相重叠，或者合并的范围过大，无法读取。",
        expected=f"合并单元格不重叠，合计不超过 {_MERGED_CELLS} 格",
        fix="请取消不需要的合并单元格，保存后重新提交。",
    )


def _merges(xml: bytes, rows: Rows, scan: Scan, size: tuple[int, int], part: str) -> None:
    ranges: list[Range] = []
    room = min(size[0] * size[1], _MERGED_CELLS)  # ranges that do not overlap cannot hold more than the sheet
    for left, top, right, bottom in _MERGED.findall(xml, rows.end):
        merged = (int(top), column_number(left), int(bottom), column_number(right))
        if merged[0] > merged[2] or merged[1] > merged[3] or merged[:2] == merged[2:]:
            continue
        ranges.append(merged)
        last_row, last_column = min(merged[2], size[0]), min(merged[3], size[1])
        room -= max(0, last_row - merged[0] + 1) * max(0, last_column - merged[1] + 1)
        if room < 0:
            raise _too_merged(part)
    scan.merged = tuple(ranges)


def merged_places(ranges: Iterable[Range], size: tuple[int, int]) -> Iterator[tuple[Place, Mark]]:
    """Mark every cell of the merged ranges inside a sheet of this size (rows, columns)."""
    for top, left, bottom, right in ranges:
        for row in range(top, min(bottom, size[0]) + 1):
            for column in range(left, min(right, size[1]) + 1):
                yield (row, column), Mark.MERGED if (row, column) != (top, left) else Mark.MERGED_TOP
