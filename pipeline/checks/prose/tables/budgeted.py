"""Budgets (与预算相比): what is left of one, and how far spending or the budget itself is from another column."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading import causes
from pipeline.checks.prose.reading.compare import bounds, holds
from pipeline.checks.prose.reading.document import Role
from pipeline.checks.prose.reading.mentions import Kind
from pipeline.checks.prose.relations.changes import GROWTH, LESS, MORE, RISES
from pipeline.checks.prose.relations.quota import SHARE
from pipeline.checks.prose.slips import shown
from pipeline.checks.prose.tables.quantities import project_of
from pipeline.checks.prose.tables.rules import AMOUNT, contrary

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Name, Prose, Spot
    from pipeline.checks.prose.reading.mentions import Mention
    from pipeline.model.book import Project
    from pipeline.model.findings import Finding

_IDLE = "(?:[本该此]|本年度?|项目|全年|年度|年末|年底|当年|截至|12月31日|财政|专项|预算|资金|经费|实际|总|[”》，,：:])*"
_LEFT = re.compile(f"(?:^|[。；;，,])(?:[“《])?{_IDLE}(?<!上年)(?:结余|节余)(?:资金|经费|金额)?(?:为|共计?|约|：)?$")
_COLUMNS = {"年初": "initial", "全年": "budget"}
_COMPARED = re.compile(
    f"(?:^|[。；;，,])(?:[“《])?{_IDLE}(支出|全年预算|决算)(?:资金|总额|金额|数|安排)*(?:为|是|共|达到?)?"
    "(?:[ 　]?[0-9０-９,，.．]+[ 　]?[万亿]?元[ 　]?)?[，,]?(?:实际)?"
    f"[较比](年初|全年)预算(?:批复|安排|资金|金额|总额|数)*"
    f"({MORE}|{LESS}|多|少|超出?|追加|调[增减])(?:了|资金|约)?$"
)
_MOVED = re.compile(
    f"(?:^|[。；;，,])(?:[“《])?{_IDLE}[较比]年初预算(?:批复|安排|资金|金额|总额|数)*(增加|减少|追加|调[增减])(?:了|资金|约)?$"
)
_UP = RISES | {"超", "超出", "追加", "调增"}
_UNUSED = re.compile(f"(?:^|[。；;，,])(?:[“《])?{_IDLE}(?:尚有|还有|仍有)(?:资金|经费)?(?:约)?$")
_NOT_USED = re.compile("(?:资金|经费)?(?:尚未|未)(?:使用|支出|执行|支付)(?![^，。；]{0,4}的)")
_SHARE = re.compile(
    f"(?:^|[。；;，,])(?:[“《])?{_IDLE}(支出|[结节]余)(?:资金|经费|金额|总额)?占(?:项目)?(年初|全年)预算(?:资金|总额|安排|数)?的?"
    "(?:比[例重])?(?:为|达到?)?$"
)
_RATE = re.compile("[，（](?:资金|预算)结余率(?:为|达)?$")
_ASKED = re.compile(  # one sign of every word first: such a pattern is found far faster
    "[余较比占尚还仍](?:(?<=[结节]余)|(?<=[较比占])(?=[年全][初年]预算)|(?<=[尚还仍])(?=有))"
)
_LAST_STOP = re.compile("(?s:.*)[、，,；;：:](?:其中)?|(?s:.*)其中")
_PART_NAMED = re.compile("其中|合计|两项|三项")
_WIDEST = 20
_WITH_MORE = re.compile("[，（]*(?:其中)?含")  # 结余10.5万元（含上年结余0.5万元）
_MONTH = re.compile("[0-9]月")
_OTHER = re.compile("上年|去年|往年|其中|(?:19|20)[0-9]{2}年(?!度?[支全预])|若|如果|预计|计划|拟")


def judge_budgets(prose: Prose) -> Iterator[Finding]:
    """Every 结余 of a project, and every 较年初预算增加, that the list contradicts."""
    if prose.book.spending_only:
        return
    for found in _ASKED.finditer(prose.text):
        at = bisect_left(prose.mentions, (found.end(),))
        spot = prose.spots[at] if at < len(prose.spots) else None
        if spot is None or spot.mention.start - found.end() > _WIDEST or spot.passage.role is Role.REASON:
            continue
        if spot.mention.value is None or spot.mention.high is not None:
            continue
        if spot.mention.kind is Kind.PERCENT and (_RATE.search(spot.before) or "占" in spot.before[-16:]):
            yield from _share(prose, spot)
        else:
            yield from _compared(prose, spot) if found[0] in {"较", "比"} else _left(prose, spot)


def _project(prose: Prose, spot: Spot) -> Project | None:
    """Return the project that a sentence is about; of two that are named nobody can tell."""
    named = {name.project.row for name in prose.named(spot.begin, spot.end)}
    project = project_of(prose, spot.passage, spot.begin, spot.mention.start)
    if spot.passage.project is None and (own := _nearest(prose, spot)):
        return own.project
    return None if project is None or named - {project.row} else project


def _nearest(prose: Prose, spot: Spot) -> Name | None:
    """Return the name in the very words of a listed figure, or the only one of its part: 甲结余3万元、乙结余4万元."""
    stop = _LAST_STOP.match(spot.before)
    begin = spot.begin + (stop.end() if stop else 0)
    named = prose.named(begin, spot.mention.start)
    if len(named) == 1 and named[0].start == begin:
        return named[0]
    part = spot.before.rfind("；") + 1
    listed = prose.named(spot.begin + part, spot.mention.start)
    return listed[0] if part and len(listed) == 1 and not _PART_NAMED.search(spot.before, part) else None


def _own_words(prose: Prose, spot: Spot) -> str:
    """Give the words behind the name of a list's figure."""
    name = _nearest(prose, spot) if spot.passage.project is None else None
    return f"，{prose.text[name.end : spot.mention.start]}" if name else ""


def _own_figures(prose: Prose, spot: Spot) -> Sequence[Mention]:
    """Give the figures before one that its sentence tells, of a list those behind its own name."""
    name = _nearest(prose, spot) if spot.passage.project is None else None
    return prose.figures(name.end if name else spot.begin, spot.mention.start)


def _left(prose: Prose, spot: Spot) -> Iterator[Finding]:
    """信访经费结余11.35万元: what was not spent of 全年预算, where no other amount of the sentence makes it."""
    mention, project = spot.mention, _project(prose, spot)
    if mention.kind is not Kind.MONEY or project is None or project.budget is None or project.spent is None:
        return
    before = _own_words(prose, spot) or prose.unnamed(spot.begin, spot.mention.start)
    unused = _UNUSED.search(before) and _NOT_USED.match(prose.text, mention.end)
    if not (_LEFT.search(before) or unused) or _OTHER.search(before) or _MONTH.search(before):
        return
    if _WITH_MORE.match(prose.text, mention.end) or not all(
        _of_project(project, it) for it in _own_figures(prose, spot)
    ):
        return
    left = project.budget - project.spent
    if not left:
        return  # a budget that was cut to what was spent says nothing of what came in
    wholes = [whole for whole in (project.budget, project.initial) if whole]
    if not mention.value:
        return  # what was not spent may have been taken back before the year ended
    if any(holds(mention, whole - project.spent, bounds(prose.text, mention)) for whole in wholes):
        return
    cells = [prose.book.cell(project, column) for column in ("budget", "spent")]
    told = f"写的结余{mention.text}，而“{project.name}”的全年预算减去支出是", ""
    yield contrary(prose, AMOUNT, mention, cells, told, left)


def _of_project(project: Project, mention: Mention) -> bool:
    """Tell whether a figure before 结余 is the project's own spending, budget or rate."""
    if mention.kind is Kind.PERCENT and project.budget:
        return holds(mention, Fraction(100 * (project.spent or 0), project.budget))
    if mention.kind is not Kind.MONEY:
        return "元" not in mention.unit
    return any(it is not None and holds(mention, it) for it in (project.spent, project.budget, project.initial))


def _compared(prose: Prose, spot: Spot) -> Iterator[Finding]:
    """支出较年初预算减少1.35万元; 全年预算60万元，较年初预算增加20%: held against the columns of the list."""
    mention, project = spot.mention, _project(prose, spot)
    if mention.kind not in {Kind.MONEY, Kind.PERCENT} or project is None:
        return
    before = prose.unnamed(spot.begin, spot.mention.start)
    found = _COMPARED.search(before)
    if not found or _OTHER.search(before):
        yield from () if found else _moved(prose, spot, project, before)
        return
    columns = ("budget" if found[1] == "全年预算" else "spent"), _COLUMNS[found[2]]
    new, old = (getattr(project, column) for column in columns)
    if new is None or not old or columns[0] == columns[1]:
        return
    change = Fraction(new - old) if mention.kind is Kind.MONEY else Fraction(100 * (new - old), old)
    rose = found[3] in _UP
    if (change >= 0) == rose and holds(mention, abs(change), bounds(prose.text, mention)):
        return
    cells = [prose.book.cell(project, column) for column in columns]
    told = f"写{found[1]}较{found[2]}预算{found[3]}{mention.text}，按项目清单应是", ""
    yield contrary(prose, GROWTH, mention, cells, told, abs(change), way="增加" if change > 0 else "减少")


def _moved(prose: Prose, spot: Spot, project: Project, before: str) -> Iterator[Finding]:
    """信访经费较年初预算增加10万元: the budget, or what was spent, whichever is meant."""
    mention, found = spot.mention, _MOVED.search(before)
    old, news = project.initial, [it for it in (project.budget, project.spent) if it is not None]
    if not found or not old or len(news) < 2 or mention.kind is not Kind.MONEY or _OTHER.search(before):  # noqa: PLR2004  (both)
        return
    sign = 1 if found[1] in _UP | {"增加"} else -1
    if any(holds(mention, sign * (new - old), bounds(prose.text, mention)) for new in news):
        return
    expected = f"{'增加' if news[0] > old else '减少'}{shown(mention, abs(news[0] - old))}"
    cells = [prose.book.cell(project, column) for column in ("budget", "initial")]
    message = f"文中写较年初预算{found[1]}{mention.text}，按项目清单应是{expected}。"
    told = GROWTH.at(spot.passage.where, *cells, found=mention.text, expected=expected, message=message)
    yield prose.causes.note(told, dict([causes.said(mention, *[Fraction(abs(new - old)) for new in news])]))


def _share(prose: Prose, spot: Spot) -> Iterator[Finding]:
    """支出占年初预算的97.3%, 结余资金占全年预算的7.6%: held against the list."""
    percent, project = spot.mention, _project(prose, spot)
    words = prose.unnamed(spot.begin, spot.mention.start)
    rate, found = _RATE.search(words), _SHARE.search(words)
    if project is None or project.budget is None or project.spent is None:
        return
    if not (rate or found) or _OTHER.search(spot.before):
        return
    column = _COLUMNS[found[2]] if found else "budget"
    spent = found is not None and found[1] == "支出"
    whole, part = getattr(project, column), project.spent if spent else project.budget - project.spent
    if not whole or not part or holds(percent, Fraction(100 * part, whole), bounds(prose.text, percent)):
        return
    cells = [prose.book.cell(project, it) for it in dict.fromkeys(("spent", "budget", column))]
    said = f"{found[1]}占{found[2]}预算的" if found else "结余率"
    told = f"写{said}{percent.text}，按项目清单应是", ""
    yield contrary(prose, SHARE, percent, cells, told, Fraction(100 * part, whole))
