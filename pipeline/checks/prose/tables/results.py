"""Results (完成情况) as told: goals pasted as results, plans told as results, problems denied."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.document import Role
from pipeline.model.findings import Finding, declare
from pipeline.model.policy import policy

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose

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
    notes="年度已经结束，完成情况里不应再写“预计”“力争”“拟于”，正文也不应写“预计年底前完成”。",
    fix="请写实际结果；确未完成的，请说明原因并相应扣分。",
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
_DONE = re.compile("^(?:通过项目(?:的)?实施|项目实施后|已经?)|(?:已|全部|均|目标|任务)*完成$")
_LEFT_OUT = frozenset(_SIGNS.pattern + _LEAD.pattern + _DONE.pattern)  # at most these
_BEGUN = ("通过", "项目", "已")  # how the first half of _DONE begins; the other half ends in 完成
_SHORTEST, _LONG_ENOUGH = 6, 12  # word for word and without a number, which may have been reached just so; else
_NUMERAL = re.compile("[0-9０-９一二两三四五六七八九十百千]")
_FUTURE = re.compile(
    "(?:预计(?![的数算])|力争|争取(?![到了])|即将|将[于在](?![^，。；]{0,10}的)|将(?:全面|全部|如期|陆续)?完成(?!情况|的|时|后)"
    "|拟[于在]|计划[于在])[^。；]{0,30}"
)
_PLAIN_FUTURE = re.compile(
    "(?:预计|拟|计划|将)[于在]?(?:(?:(?:19|20)[0-9]{2}年)?[0-9]{1,2}月[底末中]?|(?:(?:19|20)[0-9]{2})?年[底末内])[^，。；的]{0,12}?"
    "(?:完成|竣工|建成|完工|交付|验收|投入使用)"
)
_LATER = re.compile(
    "下一步|明年|今后|下年|次年|后续|下一年|来年|改进|原计划|原定|实际|提前|已于|现已|已(?:完成|按|全|如)"
    "|结转|延期|推迟"
)
_TOLD = frozenset({"三", "四.1", "四.2", "四.3", "四.4"})
_AHEAD = re.compile("(?:19|20)[0-9]{2}(?=年)")
_NO_PROBLEM = re.compile(
    "(?:[（(]?[一二三四1-4][）)、.．])?(?:存在的?(?:主要)?(?:问题|不足)[^，。；：0-9]{0,8}[：:])?"
    "(?:[^，。；]{0,14}(?:良好|顺利|正常|到位|规范)[，,；。])?(?:目前|本年度|年度内|截至目前|项目|在|实施|执行|过程|中|，|均)*(?:暂无|无|没有|未发现|不存在|无存在|未存在)"
    "(?:明显|较大|突出|重大|存在|其他)?的?(?:问题)?(?:[和及与、](?:不足|困难))?[。.]?"
)


def _normal(text: str) -> str:
    return _LEAD.sub("", _SIGNS.sub("", text))


def _undone(text: str) -> str:
    """Leave out the words that make a result of a goal."""
    return _DONE.sub("", text) if text.endswith("完成") or text.startswith(_BEGUN) else text


def _is_pasted(goal: str, outcome: str) -> bool:
    """Tell whether a result is its goal word for word; a sign of the goal that it lacks settles most of them."""
    if not all(sign in outcome or sign in _LEFT_OUT or sign.isspace() for sign in goal):
        return False
    goal, outcome = _normal(goal), _normal(outcome)
    if goal == outcome and not _NUMERAL.search(goal):
        return len(goal) >= _SHORTEST
    return len(goal) >= _LONG_ENOUGH and _undone(outcome) in {goal, _undone(goal)}


def _pasted(prose: Prose) -> Iterator[Finding]:
    for project in prose.book.projects:
        if _is_pasted(project.goal or "", project.outcome or ""):
            cells = prose.book.cell(project, "outcome"), prose.book.cell(project, "goal")
            message = f"“{project.name}”的完成情况与绩效目标一字不差。"
            yield PASTED.at(*cells, found="与绩效目标相同", expected="实际完成的内容", message=message)


def _future(prose: Prose) -> Iterator[Finding]:
    for found in _FUTURE.finditer(prose.text):
        passage = prose.passage_at(found.start())
        begin, end = prose.sentence(found.start())
        plain = passage.section in _TOLD and _PLAIN_FUTURE.match(prose.text, found.start())
        if passage.role is not Role.OUTCOME and not plain:
            continue
        if not _LATER.search(prose.text[begin:end]) and not _next_years(prose, found[0]):
            excerpt = found[0][:16]
            message = f"{passage.role}写的是“{excerpt}”，像是年初的计划，不是结果。"
            yield FUTURE.at(passage.where, found=excerpt, expected="实际结果", message=message)


def _next_years(prose: Prose, words: str) -> bool:
    """Tell whether a plan is one for a later year: that is no result told as a plan."""
    year = prose.book.info.year
    return year is not None and any(int(found) > year for found in _AHEAD.findall(words))


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
    """Everything that the text says of results against goals, the year and scores."""
    yield from _pasted(prose)
    yield from _future(prose)
    yield from _no_problems(prose)
