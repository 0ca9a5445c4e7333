"""The night's summary (校验汇总.xlsx): every workbook, every finding, what was mended, each office's trend."""

from __future__ import annotations

import os
import zipfile
from typing import TYPE_CHECKING

from pipeline.night import changes as told
from pipeline.outputs import files, seal
from pipeline.outputs.deliver import RESULT_PAGE
from pipeline.outputs.page.index import address
from pipeline.outputs.xlsx.stream import Column, Kind, Table, Value, write_tables

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pipeline.night.changes import Changes, FindingRow

SUMMARY = "校验汇总.xlsx"
WORDS = {"critical": "必须修改", "warning": "提醒", "info": "说明"}
_WHO = (Column("单位", width=26), Column("年度", Kind.CENTRED, 8), Column("文件", width=34))
_NUMBERS = ("必须修改", "提醒", "说明", "新增", "已改", "未改天数")
BOOKS = (
    *_WHO,
    Column("结论", Kind.CENTRED, 10),
    *(Column(name, Kind.COUNT, 10) for name in _NUMBERS),
    Column("得分", Kind.SCORE, 9),
    Column("支出合计（元）", Kind.MONEY, 18),
    Column("校验结果", Kind.LINK, 10),
)
_WHAT = (Column("规则", width=20), Column("轻重", Kind.CENTRED, 9), Column("位置", width=18))
_SAID = (Column("现在是", width=24), Column("应当是", width=24), Column("问题", width=60), Column("怎么办", width=50))
FINDINGS = (
    *(*_WHO, *_WHAT, *_SAID, Column("其他位置", width=30), Column("本次新增", Kind.CENTRED, 10)),
    *(Column("首次发现", Kind.CENTRED, 12), Column("未改天数", Kind.COUNT, 10), Column("校验结果", Kind.LINK, 10)),
)
FIXED = (*_WHO, *_WHAT, *_SAID[:3], Column("首次发现", Kind.CENTRED, 12))


def page_of(output: Path, folder: str) -> str | None:
    """Return the relative address of a folder's page, where there is one."""
    there = os.path.isfile(output / folder / RESULT_PAGE)  # noqa: PTH113  (a Path raises where it may not look)
    return address(folder, RESULT_PAGE) if there else None


def _books(database: sqlite3.Connection, now: Changes, output: Path) -> Iterator[tuple[Value, ...]]:
    for row in told.books(database, now.now.run):
        seen, counts = row.seen, row.seen.counts
        days = now.days(row.since) if row.since else None
        numbers = (counts.critical, counts.warning, counts.info, row.new, row.fixed, days)
        who = (seen.unit, seen.year, seen.name, seen.verdict.value)
        yield (*who, *numbers, seen.score, seen.spent_fen, page_of(output, seen.folder))


def _who(row: FindingRow) -> tuple[Value, ...]:
    noted = row.noted
    where = noted.cells[0] if noted.cells else noted.sheet or "整个文件"
    return (row.unit, row.year, row.workbook, noted.title, WORDS[noted.severity], where)


def _findings(database: sqlite3.Connection, now: Changes, output: Path) -> Iterator[tuple[Value, ...]]:
    pages: dict[str, str | None] = {}
    for row in told.findings(database, now.now.run):
        noted = row.noted
        if row.folder not in pages:
            pages = {row.folder: page_of(output, row.folder)}
        said = (noted.found, noted.expected, noted.message, noted.fix, "、".join(noted.cells[1:]))
        age = ("是" if row.new else None, f"{row.since.astimezone():%Y-%m-%d}", now.days(row.since))
        yield (*_who(row), *said, *age, pages[row.folder])


def _fixed(database: sqlite3.Connection, now: Changes) -> Iterator[tuple[Value, ...]]:
    for row in told.findings(database, now.now.run, "fixed"):
        noted = row.noted
        yield (*_who(row), noted.found, noted.expected, noted.message, f"{row.since.astimezone():%Y-%m-%d}")


def _trend(rows: Iterable[told.UnitNight], now: Changes) -> Iterator[tuple[Value, ...]]:
    """One line an office: what stands now, then 必须修改 and 提醒 together, run by run."""
    runs = [night.run for night in now.nights]
    line: dict[int, told.UnitNight] = {}
    unit = None
    for row in rows:
        if line and row.unit != unit:
            yield _unit(unit, line, runs)
            line = {}
        unit, line[row.run] = row.unit, row
    if line:
        yield _unit(unit, line, runs)


def _unit(unit: str | None, line: dict[int, told.UnitNight], runs: list[int]) -> tuple[Value, ...]:
    now = line[max(line)]
    score = None if now.score is None else f"{now.score:.2f}"
    trend = tuple(line[run].critical + line[run].warning if run in line else None for run in runs)
    return (unit, now.workbooks, now.critical, now.warning, score, *trend)


def _unit_columns(now: Changes) -> tuple[Column, ...]:
    counts = (Column(name, Kind.COUNT, 10) for name in ("工作簿", "必须修改", "提醒"))
    dates = (Column(f"{night.started.astimezone():%m-%d %H:%M}", Kind.COUNT, 12) for night in now.nights)
    return (Column("单位", width=26), *counts, Column("平均得分", Kind.SCORE, 10), *dates)


def write_summary(database: sqlite3.Connection, now: Changes, output: Path) -> Path:
    """Write 校验汇总.xlsx; a copy that a person has edited is kept, a locked one gets a neighbour."""
    tables = (
        Table("工作簿", BOOKS, _books(database, now, output)),
        Table("问题", FINDINGS, _findings(database, now, output)),
        Table("本次已改", FIXED, _fixed(database, now)),
        Table("单位趋势", _unit_columns(now), _trend(told.units(database, len(now.nights)), now)),
    )
    aside = output / f".{SUMMARY}.tmp"
    try:
        with zipfile.ZipFile(aside, "w", zipfile.ZIP_DEFLATED) as archive:
            write_tables(archive, tables)
            seal.close(archive, "summary")
        return files.move_in(aside, output / SUMMARY)
    finally:
        aside.unlink(missing_ok=True)
