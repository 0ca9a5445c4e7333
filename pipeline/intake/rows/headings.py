"""Headings (标题行): where the table of a sheet begins and which column holds what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from pipeline.intake.fold import fold_heading, is_blank
from pipeline.model.contract import BY_KEY, HEADING_SEARCH_ROWS
from pipeline.model.findings import Finding, declare

if TYPE_CHECKING:
    from pipeline.intake.sheets.grid import Grid
    from pipeline.model.fields import Field, Sheet

EMPTY = declare(
    "sheet-without-rows",
    "工作表没有内容",
    "critical",
    source="contract",
    notes="项目清单、绩效指标和报告正文至少要有一行内容。",
    fix="请在标题行下面填写内容。",
)
NO_HEADINGS = declare(
    "headings-missing",
    "找不到标题行",
    "critical",
    source="contract",
    notes="每张工作表的前十行里必须有约定的标题行。",
    fix="请从空白模板复制标题行，不要改动标题文字。",
)
MISSING = declare(
    "column-missing",
    "缺少必填的列",
    "critical",
    source="contract",
    notes="约定为必填的列不得缺少，列标题不得改名。",
    fix="请按空白模板补上这一列，或把列标题改回原来的文字。",
)
TWICE = declare(
    "column-twice",
    "标题重复",
    "critical",
    source="contract",
    notes="同一张工作表里，同一个标题只能出现一次。",
    fix="请只保留一处，另一处删去或改名。",
)
UNKNOWN = declare(
    "heading-unknown",
    "标题可能写错",
    "warning",
    source="contract",
    notes="与约定的标题相近、但并不相同的标题不读取；下面填了内容的，作出提醒。",
    fix="如果就是约定的那一项，请改成约定的文字；是另外一项的，不用修改，写核实说明。",
)
_LONGEST = 60  # longer texts are guidance, not headings
_NARROW = 3  # columns of the narrowest tables
_ALIKE = 0.6  # how close a heading must come to a missing one to be taken for its misspelling
_OURS, _FEW = ("核对", "怎么填"), 3  # the blank workbook's own columns; how many unknown headings are named
_SHORT = {"一级": "一级指标", "二级": "二级指标", "三级": "三级指标"}


@dataclass(frozen=True, slots=True)
class Table:
    """A table as found: heading row, first data row, column of each field; `misspelt` are columns not read."""

    heading: int
    first: int
    columns: Mapping[str, int]
    misspelt: Mapping[str, int] = field(default_factory=dict)


@cache
def _known(key: str) -> Mapping[str, str]:
    names = {fold_heading(one.heading): one.key for one in BY_KEY[key].fields}
    short = {short: names[full] for short, full in _SHORT.items() if full in names}
    return {**short, **names}


def texts_of(grid: Grid, row: int) -> Iterator[tuple[int, str]]:
    """Give the columns and texts of a row, a heading merged downwards counting in all its rows."""
    cells = grid.raw.rows[row - 1] if 0 < row <= len(grid.raw.rows) else []
    for column, value in enumerate(cells, start=1):
        text = value
        if column in grid.merged and is_blank(value):
            spans = (first for first, last in grid.merged[column] if first < row <= last)
            text = grid.value(next(spans, 0), column)
        if isinstance(text, str) and len(text) <= _LONGEST and not is_blank(text):
            yield column, text


def _matches(grid: Grid, row: int, known: Mapping[str, str]) -> int:
    return len({known.get(fold_heading(text)) for _, text in texts_of(grid, row)} - {None})


def _heading_row(grid: Grid, known: Mapping[str, str]) -> int | None:
    """Give the row with the most headings; of a wide table one heading alone may be chance."""
    fields = len(set(known.values()))
    best, most = None, 0 if fields <= _NARROW else 1
    for row in range(1, min(HEADING_SEARCH_ROWS, len(grid.raw.rows)) + 1):
        count = _matches(grid, row, known)
        if count > most:
            best, most = row, count
        if most == fields:
            break
    return best


def _first_data_row(grid: Grid, heading: int, columns: Mapping[str, int]) -> int:
    spans = (span for column in columns.values() for span in grid.merged.get(column, ()))
    return max([heading, *(last for first, last in spans if first <= heading <= last)]) + 1


def twice(grid: Grid, one: Field, cells: Sequence[tuple[int, int]]) -> Finding:
    """Say that two headings (or labels of 基本信息) are alike; the second one is where to look."""
    places = [grid.cell(row, column) for row, column in cells]
    first, *others = places
    refs = "、".join(place.ref for place in places)
    message = f"“{one.heading}”出现了 {len(places)} 次（{refs}），无法判断该读哪一处。"
    return TWICE.at(*others, first, found=f"{len(places)} 个“{one.heading}”", expected="只有一个", message=message)


@lru_cache(maxsize=1024)
def _closest(text: str, names: tuple[str, ...]) -> str | None:
    """Give the name nearest to a text, where one is near enough; the sheets of one template ask the same each time."""
    return next(iter(get_close_matches(text, names, n=1, cutoff=_ALIKE)), None) if names else None


def nearest(one: Field, strangers: Mapping[str, str]) -> str:
    """Name the unknown heading that comes nearest to a missing one, or all of them; `strangers` by folded form."""
    near = _closest(fold_heading(one.heading), tuple(strangers))
    if near:
        return f"相近的有“{strangers[near]}”"
    typed = [text for folded, text in strangers.items() if not folded.startswith(_OURS)][:_FEW]
    return f"没有认出来的有“{'”“'.join(typed)}”" if typed else ""


def _missing(grid: Grid, table: Table, one: Field, strangers: Mapping[str, str]) -> Finding:
    found = nearest(one, strangers) or "没有这一列"
    message = f"“{grid.name.strip()}”里缺少必填的列“{one.heading}”，这一列的内容都没有读到。"
    return MISSING.at(grid.first_cell(table.heading), found=found, expected=f"列标题“{one.heading}”", message=message)


def meant(strangers: Iterable[str], absent: Sequence[Field]) -> dict[str, Field]:
    """Give the absent optional field that each unknown heading looks like a misspelling of."""
    fields = {fold_heading(one.heading): one for one in absent if not one.required}
    near = {text: _closest(fold_heading(text), tuple(fields)) for text in strangers}
    return {text: fields[name] for text, name in near.items() if name}


def unknown(grid: Grid, places: Mapping[str, tuple[int, int]], fields: Mapping[str, Field]) -> list[Finding]:
    """Point out headings that look like misspelt optional ones, in one finding."""
    if not fields:
        return []
    cells = [grid.cell(*places[text]) for text in fields]
    said = "、".join(f"“{text.strip()}”（是不是“{one.heading}”？）" for text, one in fields.items())
    found, expected = "、".join(fields), "、".join(dict.fromkeys(one.heading for one in fields.values()))
    return [UNKNOWN.at(*cells, found=found, expected=expected, message=f"不认识标题{said}，没有读取。")]


def no_headings(grid: Grid, sheet: Sheet) -> Finding:
    """Say that a sheet has no heading row at all."""
    expected = "、".join(one.heading for one in sheet.fields if one.required)
    message = f"“{sheet.name}”的前 {HEADING_SEARCH_ROWS} 行里找不到标题行，这张工作表没有读取。"
    return NO_HEADINGS.at(grid.cell(1, 1), found="没有标题行", expected=expected, message=message)


def find_table(grid: Grid, sheet: Sheet) -> tuple[Table | None, list[Finding]]:
    """Find the heading row among the first ten rows and the column of each field."""
    known = _known(sheet.key)
    heading = _heading_row(grid, known)
    if heading is None:
        silent = not sheet.required and grid.has_no_table()
        return None, [] if silent else [no_headings(grid, sheet)]
    places: dict[str, list[int]] = {}
    strangers: dict[str, tuple[int, int]] = {}
    for column, text in texts_of(grid, heading):
        key = known.get(fold_heading(text))
        if key:
            places.setdefault(key, []).append(column)
        else:
            strangers.setdefault(text, (heading, column))
    columns = {key: found[0] for key, found in places.items() if len(found) == 1}  # of two, neither is it
    table = Table(heading, _first_data_row(grid, heading, columns), columns)
    absent = [one for one in sheet.fields if one.key not in places]
    like = {
        text: one
        for text, one in meant(strangers, absent).items()
        if any(not is_blank(grid.value(row, strangers[text][1])) for row in range(table.first, len(grid.raw.rows) + 1))
    }
    names = {fold_heading(text): text.strip() for text in strangers}
    missing = [_missing(grid, table, one, names) for one in absent if one.required]
    table = replace(table, misspelt={one.key: strangers[text][1] for text, one in like.items()})
    return table, _repeated(grid, sheet, table, places) + missing + unknown(grid, strangers, like)


def _repeated(grid: Grid, sheet: Sheet, table: Table, places: Mapping[str, list[int]]) -> list[Finding]:
    return [
        twice(grid, sheet.field(key), [(table.heading, column) for column in found])
        for key, found in places.items()
        if len(found) > 1
    ]
