"""Unfinished work (没有完成) at full marks: the text says that it is not done, or done only after the year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.document import Role
from pipeline.checks.prose.tables.quantities import project_of
from pipeline.model.findings import Finding, declare

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.book import Project
    from pipeline.model.cells import Cell

UNFINISHED = declare(
    "prose-unfinished",
    "没有完成却得满分",
    "warning",
    source="rules 27",
    notes="文字写明工作没有完成或在年度以后才完成的项目，不应得满分。",
    fix="请核对指标得分，或说明未完成部分不在本年度目标之内。",
)
_SOON = "(?:全部|全面|按期|按时|如期|及时)?"
_UNDONE = re.compile(
    f"[尚未没仍正还](?:未{_SOON}(?:完成|完工|实施|开展|竣工|验收|启动|开工|安装|采购|建成|交付|投入使用)|能{_SOON}(?:完成|开展|实施|开工)|{_SOON}完工|有{_SOON}完成"
    f"|{_SOON}完成(?!的?事项[为:：]?无)|在(?:实施|建设|施工|进行))"
)
_NOT_UNDONE = re.compile("[正还仍](?:全部|全面|按期|按时|如期|及时)?完[成工]|没完成度|正在(?:建设|进行)")
_NEGATED = frozenset("无有")
_NONE = re.compile("无|没有|不存在|杜绝|避免|防止|如|若|0[个项]")
_OTHERS = re.compile("[^，。；]{1,12}的[一-龥]{2}")
_TO_OTHERS = re.compile("[对将向给为]|督促|要求|帮助|针对|责令")
_AFTER = re.compile("((?:19|20)[0-9]{2})年[^。；]{0,18}?(?:完成|完工|竣工|结束|交付|验收|建成)")
_NEXT_YEAR = re.compile(
    "(?:预计|将于?|要到|需到|拟于?|推迟到|延期到)(?:次年|明年|下年|下一年|翌年)[^，。；期]{0,8}?(?:完成|完工|竣工|交付|验收|建成)(?![^，。；]{0,2}后)"
)
_EARLIER = re.compile("(?:上年|去年|往年|上一年|以前年度|历年)度?[^，。；]{0,3}$")
_INSTEAD = re.compile("[^。；\n]{0,20}?(?:改[为成用]|转为|调整为)")
_FOUNDATION = re.compile("(?:任务)?(?:打下|奠定|提供|做好|创造)")
_PARTLY = re.compile("完成(?:了|总任务的?|总量的|总?工程量的|全部任务的|任务量的|进度)?([0-9]{1,2}(?:\\.[0-9]+)?)[%％]")
_WHOSE = re.compile("(?:仅|只|工程|项目|任务|改造|建设|施工)(?:已|仅|只|目前)?$")
_PUT_OFF = re.compile("(?:结转|顺延|延[期至]|推迟)[^，。；]{0,3}(?:下年|明年|次年|下一年)")
_MOVED = re.compile("(?:结转|顺延|推迟|延[期至])[至到]?((?:19|20)[0-9]{2})年(?:继续)?(?:实施|建设|施工|开展|完成)")
_AHEAD = re.compile("[次明翌下]年|下一年")  # what both speak of, and few texts
_WORK = re.compile("(?:任务|工程|工作|点位|部分|内容|施工|验收)[^，。；元\x1e]{0,8}$")


def _full_marks(prose: Prose, project: Project) -> bool:
    rows = prose.book.indicators_of.get(project.number, ())
    return bool(rows) and all(row.points is not None and row.points == row.weight for row in rows)


def _undone(text: str) -> Iterator[tuple[int, str]]:
    """Places and words that say in so many words that it is not done."""
    for found in _UNDONE.finditer(text):
        if _NOT_UNDONE.fullmatch(found[0]) or text[found.start() - 1 : found.start()] in _NEGATED:
            continue
        before = text[max(0, found.start() - 8) : found.start()]
        others = _OTHERS.match(text, found.end()) and _TO_OTHERS.search(before)
        if not (_NONE.search(before) or _EARLIER.search(before) or others or _INSTEAD.match(text, found.end())):
            yield found.start(), found[0]


def _later(text: str, year: int | None) -> Iterator[tuple[int, str]]:
    """Places and words that name a later year as the one in which it is, or goes on to be, done."""
    for found in _AFTER.finditer(text) if year is not None else ():
        free = text[found.start() - 1 : found.start()] != "为" and not _FOUNDATION.match(text, found.end())
        if int(found[1]) > (year or 0) and free:
            yield found.start(), found[0]
    for found in _MOVED.finditer(text) if year is not None else ():
        if int(found[1]) > (year or 0):
            yield found.start(), found[0]


def _said(prose: Prose) -> Iterator[tuple[int, str]]:
    """Places and words that say that work is not done."""
    text = prose.text
    yield from _undone(text)
    yield from _later(text, prose.book.info.year)
    for found in _PARTLY.finditer(text) if "%" in text or "％" in text else ():
        if Decimal(found[1]) < 100 and _WHOSE.search(text[max(0, found.start() - 6) : found.start()]):  # noqa: PLR2004  (percent)
            yield found.start(), found[0]
    if not _AHEAD.search(text):
        return
    for found in _NEXT_YEAR.finditer(text):
        yield found.start(), found[0]
    for found in _PUT_OFF.finditer(text):
        if _WORK.search(text[max(0, found.start() - 12) : found.start()]):
            yield found.start(), found[0]


def judge_unfinished(prose: Prose) -> Iterator[Finding]:
    """One finding a project whose text says that it is not done while every indicator has its full points."""
    seen: dict[int, tuple[Project, str, list[Cell]]] = {}
    for place, words in _said(prose):
        passage = prose.passage_at(place)
        begin, end = prose.sentence(place)
        project = project_of(prose, passage, max(begin, passage.start), end)
        if project is not None and passage.role is not Role.GOAL and _full_marks(prose, project):
            seen.setdefault(project.row, (project, words, []))[2].append(passage.where)
    for project, words, cells in seen.values():
        points = [prose.book.cell(row, "points") for row in prose.book.indicators_of.get(project.number, ())]
        message = f"文中写“{words}”，而“{project.name}”的指标全部得了满分。"
        yield UNFINISHED.at(*dict.fromkeys(cells), *points, found=words, expected="与得分一致的说法", message=message)
