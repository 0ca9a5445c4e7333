"""Absolutes (一概而论的说法): 资金全部使用, 无结余, 绩效目标均已完成, 各项得分均为满分, held against the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from pipeline.checks.prose.reading.document import Role
from pipeline.checks.prose.tables.verdicts import RATE
from pipeline.model import money
from pipeline.model.contract import QUALITATIVE, TIERS
from pipeline.model.findings import Finding, declare
from pipeline.model.policy import policy
from pipeline.model.scoring import FULL_SCORE, date_missed, earned_points, recomputed_score

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Passage, Prose
    from pipeline.model.book import Indicator, Project
    from pipeline.model.cells import Cell

ABSOLUTE = declare(
    "prose-absolute",
    "一概而论的说法与表格不符",
    "warning",
    source="contract",
    notes="正文写资金全部使用、没有结余、目标全部完成或得分均为满分的，项目清单和绩效指标要处处如此。",
    fix="请把这句话改成与表格一致的说法；如是表格填错，请改表格。",
)
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
_GOALS = "(?:绩效目标|绩效指标|各项指标|各指标|年度指标|年度目标|各项目标)"
_REACHED = re.compile(
    f"{_GOALS}[^，。；未]{{0,6}}?(?:均|全部|全面|都)已?(?:按期|按时|如期|圆满|顺利)?(?:完成|达成|达到|实现|达标)"
    "|(?:均|全部|全面)(?:圆满|按期|按时|如期)?(?:完成|达到|实现|达成)了?(?:年初|年度|既定|预期|设定|各项|申报)*的?绩效(?:目标|指标)(?:任务|要求)?$"
)
_TASKS = re.compile(
    "(?:各项|年度|全年|目标)(?:工作|目标|年度)*任务[^，。；未]{0,6}?(?:均|全部|全面|都)已?(?:按期|按时|如期|圆满|顺利)?(?:完成|达到|实现)"
)
_OF_TASKS = ("数量", "时效")  # what was to be done, and when; not how content people are
_FULL = re.compile("(?:得分|评分|自评)[^，。；]{0,6}均(?:为|得|获|达到|是)?(?:满分|100分)")
_OF_PROJECTS = re.compile("项目(?:的|绩效|自评|综合)*(?:得分|评分)|项目自评均")
_RATES = re.compile("执行率均(为|是|达到?|在|高于|超过|不低于)?([0-9]+(?:[.][0-9]+)?)[%％]((?:及|含)?以上)?")
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
    """Every claim about all money, goals or points that a row of the tables contradicts, once a clause."""
    for claim in _claims(prose):
        if _SPENT.search(claim.words) or _NO_REST.search(claim.words):
            yield from _left_over(prose, claim)
        elif _REACHED.search(claim.words):
            yield from _missed(prose, claim, [kind for kind in _KINDS if kind in claim.words])
        elif _TASKS.search(claim.words):
            yield from _missed(prose, claim, _OF_TASKS)
        elif _FULL.search(claim.words):
            low = list(_below_full(prose, claim)) if _OF_PROJECTS.search(claim.words) else []
            yield from low or _lost(prose, claim)
        elif rates := _RATES.search(claim.words):
            yield from _slower(prose, claim, rates)


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


def _told(claim: _Claim, cells: Sequence[Cell], told: str, expected: str) -> Finding:
    message = f"文中写“{claim.words.strip()}”，而{told}。"
    return ABSOLUTE.at(claim.passage.where, *cells, found=claim.words.strip(), expected=expected, message=message)


def _left_over(prose: Prose, claim: _Claim) -> Iterator[Finding]:
    """资金全部使用, 无结余: no project may have spent less than its budget."""
    if prose.book.spending_only or _OF_PART.search(claim.words):
        return
    short = [it for it in claim.projects if it.spent is not None and it.budget is not None and it.spent < it.budget]
    if short:
        cells = [prose.book.cell(it, key) for it in short for key in ("spent", "budget")]
        left = money.yuan_text(sum((it.budget or 0) - (it.spent or 0) for it in short))
        whose = f"“{short[0].name}”的支出" if len(short) == 1 else f"{len(short)}个项目的支出"
        yield _told(claim, cells, f"{whose}比全年预算少{left}元", "与支出一致的说法")


def _rows(prose: Prose, claim: _Claim, kinds: Sequence[str]) -> Iterator[Indicator]:
    """Give the indicators that a claim speaks of: 产出指标全部完成 of those of 产出 alone."""
    for project in claim.projects:
        for row in prose.book.indicators_of.get(project.number, ()):
            if not kinds or any(kind in f"{row.first}{row.second}" for kind in kinds):
                yield row


def _missed(prose: Prose, claim: _Claim, kinds: Sequence[str]) -> Iterator[Finding]:
    """绩效目标均已完成: every indicator has reached its target; 各项任务全部完成: those of 数量 and 时效 have."""
    missed = [row for row in _rows(prose, claim, kinds) if _is_missed(prose, row)]
    if missed:
        cells = [prose.book.cell(row, "actual") for row in missed]
        told = f"绩效指标里“{missed[0].third}”{'' if len(missed) == 1 else f'等{len(missed)}个指标'}没有达到指标值"
        yield _told(claim, cells, told, "与完成值一致的说法")


def _is_missed(prose: Prose, row: Indicator) -> bool:
    if row.direction == QUALITATIVE:
        return row.actual is not None and row.actual.text.strip() in TIERS[1:]
    earned = earned_points(row, policy().preset(prose.book.info.preset))
    return date_missed(row) or (earned is not None and not earned.whole)


def _lost(prose: Prose, claim: _Claim) -> Iterator[Finding]:
    """各指标得分均为满分: no indicator has lost points."""
    rows = _rows(prose, claim, [kind for kind in _KINDS if kind in claim.words])
    lost = [it for it in rows if it.points is not None and it.weight is not None and it.points < it.weight]
    if lost:
        cells = [prose.book.cell(row, "points") for row in lost]
        told = f"绩效指标里“{lost[0].third}”{'' if len(lost) == 1 else f'等{len(lost)}个指标'}扣了分"
        yield _told(claim, cells, told, "与得分一致的说法")


def _below_full(prose: Prose, claim: _Claim) -> Iterator[Finding]:
    """各项目得分均为满分: the execution rate has earned its points, too."""
    preset = policy().preset(prose.book.info.preset)
    scores = [(it, recomputed_score(prose.book, it, preset)) for it in claim.projects]
    low = [(it, score) for it, score in scores if score is not None and score < FULL_SCORE]
    if low:
        cells = [prose.book.cell(it, "name") for it, _ in low]
        others = f"（这样的项目共{len(low)}个）" if len(low) > 1 else ""
        told = f"“{low[0][0].name}”的得分是{money.plain(low[0][1])}分{others}"
        yield _told(claim, cells, told, "与项目得分一致的说法")


def _slower(prose: Prose, claim: _Claim, rates: re.Match[str]) -> Iterator[Finding]:
    """各项目执行率均为100%, 均在90%以上: so is the rate of every project."""
    at_least, said = rates[1] not in {None, "为", "是"} or rates[3], Decimal(rates[2])
    half = Decimal(1).scaleb(-len(rates[2].partition(".")[2])) / 2
    for project in claim.projects:
        if project.spent is None or not project.budget or prose.book.spending_only:
            continue
        rate = Fraction(100 * project.spent, project.budget)
        if rate >= Fraction(said - half) and (at_least or rate <= Fraction(said + half)):
            continue
        right = f"{money.plain(money.half_up(rate))}%"
        cells = (prose.book.cell(project, "spent"), prose.book.cell(project, "budget"))
        message = f"文中写“{claim.words.strip()}”，而“{project.name}”的执行率是{right}。"
        yield RATE.at(claim.passage.where, *cells, found=f"{rates[2]}%", expected=right, message=message)
        return
