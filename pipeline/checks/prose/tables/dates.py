"""Dates (日期): 9月12日通过验收，比计划提前18天, beside the one indicator of its project whose cells are dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading import numerals
from pipeline.checks.prose.reading.document import Role
from pipeline.checks.prose.tables.nearby import NEARBY

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Passage, Prose
    from pipeline.model.book import Indicator
    from pipeline.model.findings import Finding

_DATE = re.compile("(?<![0-9])([0-9]{1,2})月([0-9]{1,2})日")
_YEAR = re.compile("((?:19|20)[0-9]{2})年$")
_DONE = re.compile(
    "(?:前|全部|全面|全线|全区|通过|顺利|如期|提前|按期|已|均|基本|正式|统一|项目|工程|建设|改造|主体|整体|总体|组织|实现)*(?:完成|完工|竣工|验收|结束|投用|交付|上线|通水|收官)"
    "(?=[，。；、）)\n\x1e]|验收|安装|交付|建设|改造|$)"
)
_PLANNED = re.compile("计划|目标|原定|约定|合同|要求|规定|限期|应|拟|预计|不晚于|上年|去年")
_EARLY = re.compile(
    "(提前|推迟|延后|延迟|超期|逾期)(?:了|约)?([0-9]{1,3}|[一二两三四五六七八九十]{1,3})(?:天|日)(?!完|内|前)"
)
_OF_PLAN = re.compile("(?:[比较](?:年度|原)?(?:计划|目标|指标|规定|限期|时限|要求)[^，。；0-9]{0,6}|[，,；;])$")
_NOT_DATES = re.compile("开工|启动|进场|招标|采购|签订|评审|到货|批复")
_LATE = frozenset({"推迟", "延后", "延迟", "超期", "逾期"})


def judge_dates(prose: Prose) -> Iterator[Finding]:
    """Every day of completion that is one digit off its cell, and every 提前……天 that the two cells do not make."""
    dated = _dated(prose)
    for passage in prose.passages if dated else ():
        row = dated.get(passage.project.number or 0) if passage.project else None
        if row is None or passage.role not in {Role.PARAGRAPH, Role.OUTCOME} or "日" not in passage.text:
            continue
        yield from _of_passage(prose, passage, row)


def _dated(prose: Prose) -> dict[int, Indicator]:
    """Return by project the one indicator that has a day for its target and its result."""
    rows: dict[int, list[Indicator]] = {}
    for row in prose.book.indicators:
        if row.project is not None and row.target and row.actual and row.target.day and row.actual.day:
            rows.setdefault(row.project, []).append(row)
    return {number: only[0] for number, only in rows.items() if len(only) == 1}


def _of_passage(prose: Prose, passage: Passage, row: Indicator) -> Iterator[Finding]:
    text, said = prose.text, []
    for found in _DATE.finditer(text, passage.start, passage.end):
        done = _DONE.match(text, found.end())
        begin = prose.sentence(found.start())[0]
        clause = text[max(begin, text.rfind("，", begin, found.start()) + 1) : found.start()]
        if done and not _PLANNED.search(clause):
            said.append(found)
    if len(said) == 1:
        yield from _held_day(prose, passage, row, said[0])
    for early in _EARLY.finditer(text, passage.start, passage.end) if said else ():
        yield from _held_gap(prose, passage, row, early)


def _day(prose: Prose, found: re.Match[str]) -> date | None:
    year = _YEAR.search(found.string[max(0, found.start() - 5) : found.start()])
    try:
        return date(int(year[1]) if year else prose.book.info.year or 0, int(found[1]), int(found[2]))
    except ValueError:
        return None


def _held_day(prose: Prose, passage: Passage, row: Indicator, found: re.Match[str]) -> Iterator[Finding]:
    """Remind of a day that differs from 完成值 in one digit of its month or its day."""
    told, right = _day(prose, found), row.actual.day if row.actual else None
    if right is None or told == right or (row.target and told == row.target.day):
        return
    one, two = (f"{int(found[1]):02}{int(found[2]):02}", f"{right.month:02}{right.day:02}")
    differ = [at for at in range(len(one)) if one[at] != two[at]]
    swapped = len(differ) == 2 and differ[1] - differ[0] == 1 and sorted(one) == sorted(two)  # noqa: PLR2004  (a pair)
    if len(differ) == 1 or swapped:
        yield _told(prose, passage, row, found[0], f"{right.month}月{right.day}日")


def _held_gap(prose: Prose, passage: Passage, row: Indicator, early: re.Match[str]) -> Iterator[Finding]:
    """Remind of a number of days that does not lie between 指标值 and 完成值, behind the day of 完成值 itself."""
    text = prose.text
    begin = prose.sentence(early.start())[0]
    ahead = text[begin : early.start()]
    dates = list(_DATE.finditer(ahead))
    days = {_day(prose, it) for it in dates}
    target, actual = (row.target and row.target.day), (row.actual and row.actual.day)
    if not target or not actual or not _OF_PLAN.search(ahead) or actual not in days:
        return
    if target in days or _NOT_DATES.search(ahead, dates[-1].end()) or _day(prose, dates[-1]) != actual:
        return
    right = (actual - target).days if early[1] in _LATE else (target - actual).days
    if abs(int(numerals.read(early[2]).value) - right) > 1:
        expected = f"{'提前' if target > actual else '推迟'}{abs((target - actual).days)}天"
        yield _told(prose, passage, row, early[0], expected)


def _told(prose: Prose, passage: Passage, row: Indicator, found: str, expected: str) -> Finding:
    cells = [prose.book.cell(row, key) for key in ("actual", "target")]
    message = f"文中写的{found}，按绩效指标“{row.third}”的指标值和完成值应是{expected}。"
    return NEARBY.at(passage.where, *cells, found=found, expected=expected, message=message)
