"""Absolutes (一概而论的说法): 资金全部使用, 无结余, 绩效目标均已完成, 各项得分均为满分, held against the tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from pipeline.checks.prose.reading.document import Role
from pipeline.checks.prose.tables import contrary

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Passage, Prose
    from pipeline.checks.prose.tables.contrary import Against
    from pipeline.model.book import Book, Project
    from pipeline.model.findings import Finding

_Meaning = tuple[Callable[..., "Against | None"], tuple[object, ...]]
_SHOWN = 3  # wordings of one claim that are repeated
_STOPS = "，。；：、\n\r\x1e"
_WIDEST = 40
_HEDGED = re.compile(
    "确保|力争|争取|[应要将拟若除外]|如(?!期)|计划|预计|基本|原则|部分|大多|个别|未能|不得|尚未|是否|要求|为了|[0-9０-９](?:个|项|[%％]的)"
)
_WANTED = re.compile("确保|力争|争取|预计|要求|除")  # anywhere before it in the sentence
_SPENT = re.compile("(?:资金|经费)(?:已|均|均已|现已|已经)?(?:全部|全额)(?:支出|使用|执行)(?:完毕|完成)?$")
_NO_REST = re.compile("(?:无|没有|未产生|不存在)(?:资金|经费)?(?:结转)?结余(?:资金|结转|情况)?$")
_OF_PART = re.compile(
    "上级|中央|省|市级|区级|自筹|配套|补助|下达|[批笔期]|上年|结转(?!结余)|剩余|其余|慰问|工程|合同|违规|闲置|大额|以前"
)
_GOALS = (
    "(?:绩效目标|绩效指标|(?:各项?|所有|全部)指标|年度指标|年度目标|各项目标"
    "|(?:年初|预期|既定)(?:设定|制定|确定|申报)?的?目标)"
)
_REACHED = re.compile(
    f"{_GOALS}[^，。；未]{{0,6}}?(?:均|全部|全面|都)已?(?:按期|按时|如期|圆满|顺利)?(?:完成|达成|达到|实现|达标)(?![0-9])"
    "|(?:均|全部|全面)(?:圆满|按期|按时|如期)?(?:完成|达到|实现|达成)了?(?:年初|年度|既定|预期|设定|各项|申报)*的?绩效(?:目标|指标)(?:任务|要求)?$"
)
_TASKS = re.compile(
    "(?:各项|年度|全年|目标)(?:工作|目标|年度)*任务[^，。；未]{0,6}?(?:均|全部|全面|都)已?(?:按期|按时|如期|圆满|顺利)?(?:完成|达到|实现)"
)
_OF_TASKS = ("数量", "时效")  # what was to be done, and when; not how content people are
_FULL = re.compile("(?:得分|评分|自评|指标)[^，。；]{0,6}均(?:为|得|获|达到|是)?(?:满分|100分)")
_OF_PROJECTS = re.compile("项目(?:的|绩效|自评|综合)*(?:得分|评分)|项目自评均")
_RATES = re.compile("执行率均(为|是|达到?|在|高于|超过|不低于)?([0-9]+(?:[.][0-9]+)?)[%％]((?:及|含)?以上)?")
_CONTENT = re.compile(
    "满意(?:度|率)(?:得分|评价|调查|结果|指标)*(?:均|都)(?:达到?|在|高于|超过|不低于|为)了?([0-9]+(?:[.][0-9]+)?)[%％](?!以下)(?:(?:及|含)?以上)?$"
)
_KINDS = ("产出", "效益", "满意度", "数量", "质量", "时效", "成本", "经济", "社会", "生态", "可持续")
_ALL_PROJECTS = frozenset({"一（一）", "一（二）", "二", "四.1", "四.2", "四.3", "四.4", "六"})
_CORE = re.compile(  # the sign of every claim first: such a pattern is found far faster
    "[结全均都](?:(?<=结)余|(?<=全)(?:部|额)(?=支出|使用|执行|完成|达|实现|圆满|按|如期)|(?<=全)面(?=完成|实现|达|圆满|按|如期)"
    "|(?<=[均都])(?<![平人户年月]均)(?=[已完达实为得获是在高超不按如圆满顺全0-9]))"
)


class _Claim(NamedTuple):
    """A clause that speaks of all, where it stands and which projects it speaks of."""

    words: str
    passage: Passage
    projects: Sequence[Project]


def judge_absolutes(prose: Prose) -> Iterator[Finding]:
    """Every claim about all money, goals or points that a row of the tables contradicts, all its places in one."""
    alike: dict[tuple[_Meaning, tuple[int, ...]], list[_Claim]] = {}
    for claim in _claims(prose):
        meaning = _meant(prose.book, claim.words)
        if meaning:
            whole = claim.projects is prose.book.projects
            alike.setdefault((meaning, () if whole else tuple(it.row for it in claim.projects)), []).append(claim)
    for ((hold, told), _), claims in alike.items():
        against = hold(prose.book, claims[0].projects, *told)
        if against:
            yield _finding(against, claims)


def _meant(book: Book, words: str) -> _Meaning | None:
    """Say what a claim is about: how it is held against the tables, and what that has to know."""
    kinds = tuple(kind for kind in _KINDS if kind in words)
    if _SPENT.search(words) or _NO_REST.search(words):
        return None if book.spending_only or _OF_PART.search(words) else (contrary.left_over, ())
    if _REACHED.search(words):
        return contrary.missed, (kinds,)
    if _TASKS.search(words):
        return contrary.missed, (_OF_TASKS,)
    if _FULL.search(words):
        return (contrary.below_full if _OF_PROJECTS.search(words) else contrary.lost), (kinds,)
    return _of_shares(book, words)


def _of_shares(book: Book, words: str) -> _Meaning | None:
    """Say what a claim about all rates is held against: how content people are, or how much was spent."""
    content = _CONTENT.search(words)
    if content:
        return contrary.discontent, (content[1],)
    rates = None if book.spending_only else _RATES.search(words)
    if rates is None:
        return None
    at_least = rates[1] not in {None, "为", "是"} or rates[3] is not None
    return (contrary.at_least if at_least else contrary.just), (rates[2],)


def _claims(prose: Prose) -> Iterator[_Claim]:
    last = -1
    for found in _CORE.finditer(prose.text):
        if found.start() >= last:
            begin, last = _clause(prose.text, found.start())
            yield from _claim(prose, begin, last)


def _clause(text: str, place: int) -> tuple[int, int]:
    begin = max(text.rfind(stop, max(0, place - _WIDEST), place) for stop in _STOPS) + 1
    ends = [at for at in (text.find(stop, place, place + _WIDEST) for stop in _STOPS) if at >= 0]
    return max(begin, place - _WIDEST, 0), min(ends, default=min(len(text), place + _WIDEST))


def _claim(prose: Prose, begin: int, end: int) -> Iterator[_Claim]:
    """Say whose claim a clause is: its paragraph's project's, those it names, or all where the report speaks of all."""
    words, passage = prose.text[begin:end], prose.passage_at(begin)
    if passage.role in {Role.GOAL, Role.REASON} or _HEDGED.search(words):
        return
    start, stop = prose.sentence(begin)
    if _WANTED.search(prose.text, max(start, passage.start), end):
        return
    names = prose.named(max(begin, passage.start), end) or prose.named(max(start, passage.start), stop)
    named = {name.project.row: name.project for name in names}
    if passage.project is not None:
        projects: Sequence[Project] = () if named.keys() - {passage.project.row} else (passage.project,)
    else:
        projects = tuple(named.values()) or (prose.book.projects if passage.section in _ALL_PROJECTS else ())
    if projects:
        yield _Claim(words, passage, projects)


def _finding(against: Against, claims: Sequence[_Claim]) -> Finding:
    """Tell once what is held against these claims."""
    typed = list(dict.fromkeys(claim.words.strip() for claim in claims))
    shown, more = typed[:_SHOWN], "等" if len(typed) > _SHOWN else ""
    places = dict.fromkeys(claim.passage.where for claim in claims)
    message = f"文中写“{'”“'.join(shown)}”{more}，而{against.told}。"
    found = f"{'、'.join(shown)}{more}"
    return against.rule.at(*places, *against.cells, found=found, expected=against.expected, message=message)
