"""Overall (总体情况): how many projects reached a rate or an amount, and what all of them, or all but some, came to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading import causes, numerals
from pipeline.checks.prose.reading.compare import bounds, holds
from pipeline.checks.prose.reading.mentions import Kind
from pipeline.checks.prose.slips import shown
from pipeline.checks.prose.tables.verdicts import DECLARED
from pipeline.model import money

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Passage, Prose, Spot
    from pipeline.model.book import Project
    from pipeline.model.findings import Finding

_N = "[0-9]{1,3}|[一二两三四五六七八九十]{1,3}"
_OVER, _UNDER = frozenset({"超过", "高于", "大于"}), frozenset({"不足", "低于", "小于", "未达", "未达到", "未超过"})
_SIGN = f"(?:均|都)?(?P<sign>为|是|达到?|在|不低于|{'|'.join(sorted(_OVER))}|未达到|{'|'.join(sorted(_UNDER))})?"
_B = "[ 　]?"
_END = "(?![至到～~—-])(?P<behind>及?以上|以下)?"
_RATE = rf"(?P<limit>[0-9]+(?:\.[0-9]+)?){_B}[%％]{_B}{_END}"
_SUM = rf"(?P<limit>[0-9]+(?:\.[0-9]+)?){_B}(?P<unit>万?元){_B}{_END}"
_NOT_MORE = "(?<![0-9一二两三四五六七八九十第])"
_HAVE = f"(?:共有|有|共){_B}(?P<number>{_N}){_B}个(?!月)"
_COUNTED = (
    re.compile(f"{_NOT_MORE}(?P<number>{_N}){_B}个(?:预算)?项目的?(?:全年|预算|资金|支出)*执行率{_SIGN}{_B}{_RATE}"),
    re.compile(f"执行率{_SIGN}{_B}{_RATE}的?(?:预算)?(?:项目)?{_HAVE}"),
    re.compile(
        f"{_NOT_MORE}(?P<number>{_N}){_B}个(?:预算)?项目(?:均|都)?(?:存在|产生|形成|有)(?P<left>(?:资金|预算)?结余)"
        "(?![0-9０-９])"
    ),
    re.compile(f"(?P<column>支出|全年预算)(?:金额|数)?{_SIGN}{_B}{_SUM}的(?:预算)?(?:项目)?{_HAVE}"),
)
_ALL = re.compile(f"(?<![0-9一二两三四五六七八九十第其除])({_N}){_B}个(?:预算)?项目|(?:上述|全部|所有|各)(?:预算)?项目")
_OTHERS = re.compile("上年|去年|往年|全区|全市|全县|区级|市级|社区|部门|计划|预计|力争|确保|除|其余|剔除|另")
_YEARS = re.compile("(?:19|20)[0-9]{2}(?=年)")
_TOTAL = re.compile(
    "(?:^|[，,；;]|项目的?)(?:合计|累计|总|共计?)?(全年预算|支出|结余)(?:资金|总额|合计|总计|共计|共)*(?:为|是|达)?$"
)
_SUMMED = re.compile("合计|总|共|累计")
_BUT = re.compile(f"(?:除|扣除|剔除)([^。；]{{2,80}}?)(?:以)?外[，,]?其[余他](?:的)?(?:{_B}({_N}){_B}个)?(?:预算)?项目")
_SPENT_BY = re.compile("[，,]?(?:合计|累计|共计?|全年|总)*(支出|全年预算)(?:资金|总额|合计|总计|共计|共)*(?:为|是|达)?")
_JOINED = re.compile(  # 信访经费和应急消防两个项目合计支出
    f"^([^，。；0-9]{{4,80}}?)(?:{_B}(?P<number>{_N}){_B}个)?(?:预算)?项目(?:资金)?(?:全年|共同|实际)*"
    "(?:(?:合计|累计|共计|共)(?P<what>支出|全年预算)|(?P<of>支出|全年预算)(?:合计|共计|总计|共))(?:资金|金额|为)*$"
)
_RATE_BEFORE = re.compile("(?:全年|总体|整体|综合|年度|资金|预算|支出|项目)执行率(?:为|是|达到?|：)?$")
_EACH = re.compile("均|各|季度|半年|[0-9]月|其中|最|分别|[0-9一二两三四五六七八九十]个项目(?=执行率)")
_ABOUT_ALL = frozenset({"二", "四.1", "四.2", "四.3", "四.4", "六"})
_COLUMNS = {"支出": "spent", "全年预算": "budget"}


def judge_overall(prose: Prose) -> Iterator[Finding]:
    """Every count or sum said of all projects in a paragraph of none that the list contradicts."""
    projects = prose.book.projects
    if prose.book.spending_only or len(projects) < 2 or any(it.spent is None for it in projects):  # noqa: PLR2004  (one is no list)
        return
    for passage in prose.passages:
        if passage.project is not None or passage.section is None or "项目" not in passage.text:
            continue
        if any(word in passage.text for word in ("执行率", "的有", "的项目", "结余")):
            yield from _counted(prose, passage)
        if not any(word in passage.text for word in ("支出", "预算", "执行率", "结余")):
            continue
        first, last = (bisect_left(prose.mentions, (place,)) for place in (passage.start, passage.end))
        for spot in prose.spots[first:last]:
            if spot.mention.kind is Kind.MONEY and "项目" in spot.before:
                yield from _summed(prose, spot)
            elif spot.mention.kind is Kind.PERCENT and _RATE_BEFORE.search(spot.before[-24:]):
                yield from _rate_of_all(prose, spot)


def _of_all(prose: Prose, begin: int, end: int) -> bool:
    """Tell whether the words of a sentence up to a claim are about all projects of the list, and about nothing else."""
    words = prose.text[begin:end]
    told = list(_ALL.finditer(words))
    years = {int(year) for year in _YEARS.findall(words)}
    if _OTHERS.search(words) or prose.named(begin, end) or years - {prose.book.info.year}:
        return False
    return any(found[1] is None or numerals.read(found[1]).value == len(prose.book.projects) for found in told)


def _counted(prose: Prose, passage: Passage) -> Iterator[Finding]:
    """其中2个项目执行率达到100%; 执行率90%以上的有2个; 支出超过50万元的有1个."""
    for pattern in _COUNTED:
        for found in pattern.finditer(prose.text, passage.start, passage.end):
            begin = prose.sentence(found.start())[0]
            if not (_of_all(prose, begin, found.start()) or _about_all(prose, passage, begin, found.end())):
                continue
            right, said = _numbers(prose, found), int(numerals.read(found["number"]).value)
            if right and said not in right:
                yield _wrong_number(prose, passage, found, (said, max(right)))


def _about_all(prose: Prose, passage: Passage, begin: int, end: int) -> bool:
    """Tell whether a section speaks of all projects where its sentence names no other number of them."""
    words = prose.text[begin:end]
    return (
        passage.section in _ABOUT_ALL
        and not _OTHERS.search(words)
        and not prose.named(begin, end)
        and "中" not in words
    )


def _values(prose: Prose, found: re.Match[str]) -> tuple[Fraction, list[Fraction | None]]:
    """Give the limit of a claim and what every project has against it: its rate, or an amount."""
    limit, projects = Fraction(found["limit"]), prose.book.projects
    column = found.groupdict().get("column")
    if column is None:
        return limit, [Fraction(100 * (it.spent or 0), it.budget) if it.budget else None for it in projects]
    limit *= money.FEN_PER_WAN if found["unit"] == "万元" else money.FEN_PER_YUAN
    amounts = (getattr(it, _COLUMNS[column]) for it in projects)
    return limit, [None if it is None else Fraction(it) for it in amounts]


def _numbers(prose: Prose, found: re.Match[str]) -> set[int]:
    """How many projects may be meant: 达到 and 以上 include the number itself, 超过 and 以下 may."""
    if "left" in found.groupdict():
        rows = prose.book.projects
        return {sum((it.budget or 0) > (it.spent or 0) for it in rows)} if all(it.budget for it in rows) else set()
    limit, values = _values(prose, found)
    known = [it for it in values if it is not None]
    if len(known) < len(values):
        return set()
    over, least = sum(it > limit for it in known), sum(it >= limit for it in known)
    if found["sign"] in _UNDER or found["behind"] == "以下":
        return {len(known) - over, len(known) - least}
    if found["sign"] in _OVER:
        return {over, least}
    if found["behind"] or found["sign"] not in {None, "为", "是"}:
        return {least}
    half = Fraction(1, 2 * 10 ** len(found["limit"].partition(".")[2]))
    return {sum(-half <= it - limit < half for it in known)}


def _wrong_number(prose: Prose, passage: Passage, claim: re.Match[str], numbers: tuple[int, int]) -> Finding:
    found, expected = (f"{number}个" for number in numbers)
    column = _COLUMNS.get(claim.groupdict().get("column") or "", "spent")
    cells = [prose.book.cell(it, column) for it in prose.book.projects]
    message = f"文中写“{claim[0]}”，按项目清单这样的项目有{expected}。"
    return DECLARED.at(passage.where, *cells, found=found, expected=expected, message=message)


def _summed(prose: Prose, spot: Spot) -> Iterator[Finding]:
    """三个项目全年预算合计180万元，支出合计161.05万元; 除甲项目外，其余两个项目共支出141.05万元."""
    mention, claim = spot.mention, _claim(prose, spot)
    if claim is None or mention.value is None or mention.high is not None or mention.start in prose.printed:
        return
    projects, title, what = claim
    amounts = [_amount(it, what) for it in projects]
    if not projects or None in amounts:
        return
    exact = sum(it for it in amounts if it is not None)
    total = prose.book.total
    typed = (prose.book.info.control, total.spent if total else None) if what == "支出" else ()
    declared = [it for it in typed if it is not None]
    if any(holds(mention, it, bounds(prose.text, mention)) for it in (exact, *declared)):
        return
    expected = shown(mention, exact)
    columns = ("budget", "spent") if what == "结余" else (_COLUMNS[what],)
    cells = [prose.book.cell(it, column) for it in projects for column in columns]
    message = f"文中写的{mention.text}与{title}的{what}合计{expected}不一致。"
    finding = DECLARED.at(spot.passage.where, *cells, found=mention.text, expected=expected, message=message)
    yield prose.causes.note(finding, dict([causes.said(mention, Fraction(exact))]))


def _amount(project: Project, what: str) -> int | None:
    """Return what a project spent, may spend, or has left."""
    if what == "结余":
        return None if project.budget is None or project.spent is None else project.budget - project.spent
    amount: int | None = getattr(project, _COLUMNS[what])
    return amount


def _claim(prose: Prose, spot: Spot) -> tuple[tuple[Project, ...], str, str] | None:
    """Say of which projects, and what of them, the words before an amount make it the sum."""
    _, _, begin, _, before = spot
    but = _BUT.search(before)
    if but:
        spent = _SPENT_BY.fullmatch(before, but.end())
        left = _left_out(prose, but, begin)
        if not spent or left is None or (but[2] and numerals.read(but[2]).value != len(left)):
            return None
        return tuple(left), "其余项目", spent[1]
    joined = _JOINED.search(before)
    named = _by_name(prose, joined, begin) if joined else ()
    if joined and named:
        return named, "这几个项目", joined["what"] or joined["of"]
    found = _TOTAL.search(before)
    if not found or not _SUMMED.search(found[0]) or not _of_all(prose, begin, spot.mention.start):
        return None
    return tuple(prose.book.projects), "全部项目", found[1]


def _rate_of_all(prose: Prose, spot: Spot) -> Iterator[Finding]:
    """三个项目全年预算执行率为89.47%: of all their money, or the mean of their rates, whichever is meant."""
    percent, passage, begin, _, before = spot
    budgets = [it.budget for it in prose.book.projects]
    if not _of_all(prose, begin, percent.start) or _EACH.search(before) or not all(budgets) or percent.high is not None:
        return
    rates: list[Fraction] = [Fraction(100 * (it.spent or 0), it.budget or 1) for it in prose.book.projects]
    total = Fraction(100 * sum(it.spent or 0 for it in prose.book.projects), sum(it or 0 for it in budgets))
    loose = bounds(prose.text, percent)
    if percent.start in prose.printed or any(
        holds(percent, it, loose) for it in (total, sum(rates, Fraction(0)) / len(rates))
    ):
        return
    expected = shown(percent, total)
    cells = [prose.book.cell(it, column) for it in prose.book.projects for column in ("spent", "budget")]
    message = f"文中写的{percent.text}与全部项目的执行率{expected}不一致。"
    finding = DECLARED.at(passage.where, *cells, found=percent.text, expected=expected, message=message)
    yield prose.causes.note(finding, dict([causes.said(percent, total)]))


def _by_name(prose: Prose, joined: re.Match[str], begin: int) -> tuple[Project, ...]:
    """Return the projects that are named one by one before their sum; none where anything else is."""
    named = prose.named(begin, begin + joined.end(1))
    words = joined[1]
    for name in named:
        words = words.replace(prose.text[name.start : name.end], "")
    rows = {name.project.row: name.project for name in named}
    told = joined["number"] is None or numerals.read(joined["number"]).value == len(rows)
    return tuple(rows.values()) if len(rows) > 1 and told and not re.sub("[“”《》、和及与]", "", words) else ()


def _left_out(prose: Prose, but: re.Match[str], begin: int) -> list[Project] | None:
    """Return the projects but those named; None where what is left out is no list of names."""
    named = prose.named(begin + but.start(1), begin + but.end(1))
    words = but[1]
    for name in named:
        words = words.replace(prose.text[name.start : name.end], "")
    if not named or re.sub("[“”《》、和及与项目]", "", words):
        return None
    rows = {name.project.row for name in named}
    return [it for it in prose.book.projects if it.row not in rows]
