"""Results (完成情况) as told: goals pasted as results, unfinished work at full marks, problems denied."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.checks.prose.document import Role
from pipeline.model.findings import Finding, declare
from pipeline.model.policy import policy

if TYPE_CHECKING:
    from pipeline.checks.prose.document import Passage, Prose
    from pipeline.model.book import Project
    from pipeline.model.cells import Cell

PASTED = declare(
    "prose-pasted",
    "完成情况照抄绩效目标",
    "warning",
    source="rules 47",
    notes="完成情况要写实际做到了什么，不能照抄绩效目标。",
    fix="请改写成实际完成的内容和数量。",
)
FUTURE = declare(
    "prose-future",
    "已结束年度用了将来的说法",
    "warning",
    source="rules 47",
    notes="年度已经结束，完成情况里不应再写“预计”“力争”“拟于”。",
    fix="请写实际结果；确未完成的，请说明原因并相应扣分。",
)
UNFINISHED = declare(
    "prose-unfinished",
    "没有完成却得满分",
    "warning",
    source="rules 27",
    notes="文字写明工作没有完成或在年度以后才完成的项目，不应得满分。",
    fix="请核对指标得分，或说明未完成部分不在本年度目标之内。",
)
NO_PROBLEMS = declare(
    "prose-no-problems",
    "写了没有问题却有扣分",
    "warning",
    source="rules 51",
    notes="存在的问题写“无”，而有指标没有达到目标或扣了分。",
    fix="请写明扣分反映的问题。",
)
_SIGNS = re.compile("[\\s，。、；：,.;:“”‘’（）()]")
_LEAD = re.compile("^(?:年度)?(?:绩效)?目标(?:是|为|：|:)?|^完成情况(?:是|为|：|:)?")
_LONG_ENOUGH = 12
_FUTURE = re.compile("(?:预计(?![的数算])|力争|争取(?![到了])|即将|将于|将在|拟于|拟在|计划于|计划在)[^。；]{0,30}")
_LATER = re.compile("下一步|明年|今后|下年|后续|下一年|来年|改进|原计划|原定")
_UNDONE = re.compile(
    "[尚未没仍正还](?:未完成|未完工|未实施|未开展|未竣工|未验收|能完成|按期完成|按时完成|完工|有完成"
    "|完成(?!的?事项[为:：]?无)|在实施|在建设)"
)
_NOT_UNDONE = frozenset({"正完成", "还完成", "仍完成", "没完成度", "正在建设", "还完工"})
_NEGATED = frozenset("无有")
_NONE = re.compile("无|没有|不存在|杜绝|避免|防止|如|若|0[个项]")
_AFTER = re.compile("((?:19|20)[0-9]{2})年[^。；]{0,18}?(?:完成|完工|竣工|结束|交付|验收|建成)")
_NO_PROBLEM = re.compile("(?:暂无|无|没有|未发现|不存在)(?:明显|较大|突出)?(?:的)?(?:问题)?[。.]?")


def _normal(text: str) -> str:
    return _LEAD.sub("", _SIGNS.sub("", text))


def _pasted(prose: Prose) -> Iterator[Finding]:
    for project in prose.book.projects:
        goal, outcome = _normal(project.goal or ""), _normal(project.outcome or "")
        if len(goal) >= _LONG_ENOUGH and goal == outcome.removesuffix("已完成").removeprefix("已"):
            cells = prose.book.cell(project, "outcome"), prose.book.cell(project, "goal")
            message = f"“{project.name}”的完成情况与绩效目标一字不差。"
            yield PASTED.at(*cells, found="与绩效目标相同", expected="实际完成的内容", message=message)


def _future(prose: Prose) -> Iterator[Finding]:
    for found in _FUTURE.finditer(prose.text):
        passage = prose.passage_at(found.start())
        begin, end = prose.sentence(found.start())
        if passage.role is Role.OUTCOME and not _LATER.search(prose.text[begin:end]):
            excerpt = found[0][:16]
            message = f"完成情况写的是“{excerpt}”，像是年初的计划，不是结果。"
            yield FUTURE.at(passage.where, found=excerpt, expected="实际结果", message=message)


def _full_marks(prose: Prose, project: Project) -> bool:
    rows = prose.book.indicators_of.get(project.number or 0, ())
    return bool(rows) and all(row.points is not None and row.points == row.weight for row in rows)


def _undone(prose: Prose) -> Iterator[tuple[Passage, str]]:
    """Passages of one project that say that its work is not done, with their words."""
    for found in _UNDONE.finditer(prose.text):
        if found[0] in _NOT_UNDONE or prose.text[found.start() - 1 : found.start()] in _NEGATED:
            continue
        if not _NONE.search(prose.text[max(0, found.start() - 8) : found.start()]):
            yield prose.passage_at(found.start()), found[0]
    year = prose.book.info.year
    for found in _AFTER.finditer(prose.text):
        if year is not None and int(found[1]) > year:
            yield prose.passage_at(found.start()), found[0]


def _unfinished(prose: Prose) -> Iterator[Finding]:
    seen: dict[int, tuple[Project, str, list[Cell]]] = {}
    for passage, words in _undone(prose):
        project = passage.project
        if project is not None and passage.role is not Role.GOAL and _full_marks(prose, project):
            seen.setdefault(project.row, (project, words, []))[2].append(passage.where)
    for project, words, cells in seen.values():
        points = [prose.book.cell(row, "points") for row in prose.book.indicators_of.get(project.number or 0, ())]
        message = f"文中写“{words}”，而“{project.name}”的指标全部得了满分。"
        yield UNFINISHED.at(*dict.fromkeys(cells), *points, found=words, expected="与得分一致的说法", message=message)


def _no_problems(prose: Prose) -> Iterator[Finding]:
    lost = [
        row
        for row in prose.book.indicators
        if row.points is not None and row.weight is not None and row.points < row.weight
    ]
    told = [passage for passage in prose.passages if passage.role is Role.PARAGRAPH and passage.section == "五"]
    idle = policy().text.no_reason
    if lost and told and all(it.text.strip() in idle or _NO_PROBLEM.fullmatch(it.text.strip()) for it in told):
        cells = [prose.book.cell(row, "points") for row in lost]
        message = f"存在的问题写的是“{told[0].text.strip()}”，而有{len(lost)}个指标扣了分。"
        yield NO_PROBLEMS.at(
            told[0].where, *cells, found=told[0].text.strip(), expected="扣分反映的问题", message=message
        )


def judge_results(prose: Prose) -> Iterator[Finding]:
    """Everything that the text says of results against goals, years and scores."""
    yield from _pasted(prose)
    yield from _future(prose)
    yield from _unfinished(prose)
    yield from _no_problems(prose)
