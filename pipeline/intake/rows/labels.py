"""Labels (基本信息): the pairs 项目 | 内容, wherever the sheet has put them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.intake.fold import fold_heading, is_blank
from pipeline.intake.raw import Mark
from pipeline.intake.rows import headings
from pipeline.intake.rows.columns import read_cell, spec_of
from pipeline.intake.rows.remarks import Remark
from pipeline.intake.sheets.grid import UNREADABLE, Grid
from pipeline.model.book import Info, Place
from pipeline.model.contract import HEADING_SEARCH_ROWS, INFO
from pipeline.model.findings import Finding, declare

MISSING = declare(
    "label-missing",
    "基本信息缺少必填项目",
    "critical",
    source="contract",
    notes="基本信息里必须有单位名称、预算年度、支出合计（元）和自评得分。",
    fix="请按空白模板补上这一行，或把项目名称改回原来的文字。",
)
BLANK = declare(
    "label-blank",
    "基本信息必填项未填",
    "critical",
    source="contract",
    notes="基本信息里必填的项目都要填写内容。",
    fix="请在内容一栏填写。",
)
FORMULA = declare(
    "control-formula",
    "支出合计是公式",
    "warning",
    source="contract, Money and rows",
    notes="支出合计是从账上抄来的控制数，不得用公式从清单里算出来。",
    fix="请从账上抄录支出总数，直接输入数字。",
)
_LABEL_HEADING, _VALUE_HEADING = "项目", "内容"
_KNOWN = {fold_heading(one.heading): one.key for one in INFO.fields}


@dataclass(slots=True)
class Labels:
    """Where the labels stand: heading row, columns of labels and values, rows of each label, unknown labels."""

    heading: int
    column: int
    value_column: int
    rows: dict[str, list[int]] = field(default_factory=dict)
    strangers: dict[str, tuple[int, int]] = field(default_factory=dict)


def _texts(grid: Grid) -> Iterator[tuple[int, int, str]]:
    for row, cells in enumerate(grid.raw.rows, start=1):
        for column, value in enumerate(cells, start=1):
            if isinstance(value, str) and value:
                yield row, column, value


def _label_column(grid: Grid) -> tuple[int, int] | None:
    """Give the column with the most labels and the row of the first of them."""
    found = [(column, row) for row, column, text in _texts(grid) if fold_heading(text) in _KNOWN]
    counts = Counter(column for column, _ in found)
    if not counts:
        return None
    best = max(counts, key=lambda column: (counts[column], -column))
    return best, min(row for column, row in found if column == best)


def _heading(grid: Grid, column: int) -> tuple[int, int | None] | None:
    """Give the row of 项目 above the labels and the column of 内容 beside it."""
    for row in range(1, min(HEADING_SEARCH_ROWS, len(grid.raw.rows)) + 1):
        texts = {place: fold_heading(text) for place, text in headings.texts_of(grid, row)}
        if texts.get(column) == _LABEL_HEADING:
            return row, min(
                (place for place in texts if place > column and texts[place] == _VALUE_HEADING), default=None
            )
    return None


def _value_column(grid: Grid, column: int, rows: list[int]) -> int:
    """Give the first column right of the labels that holds anything beside one; the next one where none does."""
    widest = max((grid.width(row) for row in rows), default=column)
    candidates = range(column + 1, widest + 1)
    filled = (
        place
        for place in candidates
        if any(not is_blank(grid.value(row, place)) or grid.mark(row, place) for row in rows)
    )
    return next(filled, column + 1)


def find_labels(grid: Grid) -> Labels | None:
    """Find the labels and the column of their contents; None where there is not one label."""
    found = _label_column(grid)
    if found is None:
        return None
    column, first = found
    above = _heading(grid, column)
    labels = Labels(above[0] if above else first, column, column + 1)
    for row in range(1, len(grid.raw.rows) + 1):
        text = grid.value(row, column)
        key = _KNOWN.get(fold_heading(text)) if isinstance(text, str) else None
        if key:
            labels.rows.setdefault(key, []).append(row)
        elif isinstance(text, str) and row > labels.heading and not is_blank(text):
            labels.strangers[text] = (row, column)
    rows = [row for found_rows in labels.rows.values() for row in found_rows]
    labels.value_column = (above[1] if above else None) or _value_column(grid, column, rows)
    return labels


def _structure(grid: Grid, labels: Labels) -> list[Finding]:
    findings = [
        headings.twice(grid, INFO.field(key), [(row, labels.column) for row in rows])
        for key, rows in labels.rows.items()
        if len(rows) > 1
    ]
    absent = [one for one in INFO.fields if one.key not in labels.rows]
    first = grid.cell(labels.heading, labels.column)
    names = {fold_heading(text): text.strip() for text in labels.strangers}
    for one in absent:
        if one.required:
            message = f"基本信息里缺少必填的“{one.heading}”这一行。"
            found = headings.nearest(one, names) or "没有这一行"
            findings.append(MISSING.at(first, found=found, expected=f"“{one.heading}”及其内容", message=message))
    filled = (text for text, (row, _) in labels.strangers.items() if not is_blank(grid.value(row, labels.value_column)))
    return findings + headings.unknown(grid, labels.strangers, headings.meant(filled, absent))


def _contents(grid: Grid, labels: Labels) -> tuple[dict[str, Any], list[Remark], list[Finding]]:
    values: dict[str, Any] = {}
    remarks: list[Remark] = []
    findings = []
    for one in INFO.fields:
        rows = labels.rows.get(one.key, [])
        if len({grid.value(row, labels.value_column) for row in rows}) != 1:
            continue  # not there, or twice and not alike: neither can be told to be it
        row = rows[0]
        value, cell = grid.value(row, labels.value_column), grid.cell(row, labels.value_column)
        reading = read_cell(grid, row, labels.value_column, spec_of("info", one.key), value)
        values[one.key] = reading.value
        if reading.fault:
            remarks.append(Remark((cell,), reading.fault))
        blank = is_blank(value) and not grid.mark(row, labels.value_column) & UNREADABLE
        if blank and one.required:
            message = f"“{one.heading}”是必填项，还没有填写。"
            findings.append(BLANK.at(cell, found="空白", expected=one.guidance, message=message))
        if one.key == "control" and grid.raw.marks.get((row, labels.value_column), Mark.NONE) & Mark.FORMULA:
            message = "“支出合计（元）”是公式算出来的，起不到核对的作用。"
            findings.append(FORMULA.at(cell, found="公式", expected="直接输入的数字", message=message))
    return values, remarks, findings


def read_info(grid: Grid) -> tuple[Info, Mapping[str, Place], list[Remark], list[Finding]]:
    """Read 基本信息: its values, its place (none where no label is found), what there is to say."""
    labels = find_labels(grid)
    if labels is None:
        return Info(), {}, [], [headings.no_headings(grid, INFO)]
    values, remarks, findings = _contents(grid, labels)
    columns = {key: rows[0] for key, rows in labels.rows.items()}
    place = Place(grid.name, labels.heading, columns, labels.value_column)
    return Info(**values), {"info": place}, remarks, _structure(grid, labels) + findings
