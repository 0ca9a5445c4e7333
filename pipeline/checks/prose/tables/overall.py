"""Overall (总体情况): how many projects reached a rate or an amount, and what some, or all but some, came to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading import numerals
from pipeline.checks.prose.reading.compare import bounds, holds
from pipeline.checks.prose.reading.mentions import Kind
from pipeline.checks.prose.tables.reaching import BLANK, COLUMNS, NUMBER, counted, of_all
from pipeline.checks.prose.tables.rules import DECLARED, RATE, contrary
from pipeline.model.book import FOLLOWED

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose, Spot
    from pipeline.model.book import Project
    from pipeline.model.findings import Finding

_BUT = re.compile(
    f"(?:除|扣除|剔除)([^。；]{{2,80}}?)(?:以)?外[，,]?其[余他](?:的)?(?:{BLANK}({NUMBER}){BLANK}个)?(?:预算)?项目"
)
_SPENT_BY = re.compile("[，,]?(?:合计|累计|共计?|全年|总)*(支出|全年预算)(?:资金|总额|合计|总计|共计|共)*(?:为|是|达)?")
_JOINED = re.compile(  # 信访经费和应急消防两个项目合计支出
    f"^([^，。；0-9]{{4,80}}?)(?:{BLANK}(?P<number>{NUMBER}){BLANK}个)?(?:预算)?项目(?:资金)?(?:全年|共同|实际)*"
    "(?:(?:合计|累计|共计|共)(?P<what>支出|全年预算)|(?P<of>支出|全年预算)(?:合计|共计|总计|共))(?:资金|金额|为)*$"
)
_NEAR, _WIDE = 12, 40
_EXTREME = re.compile("(?:执行率|[，；、])最([高低])的?(?:项目)?(?:为|是|达到?|只有|仅为?)?$")


def judge_overall(prose: Prose) -> Iterator[Finding]:
    """Every count or sum said of all projects in a paragraph of none that the list contradicts."""
    projects = prose.book.projects
    if prose.book.spending_only or len(projects) < 2 or any(it.spent is None for it in projects):  # noqa: PLR2004  (one is no list)
        return
    for passage in prose.passages:
        if passage.project is not None or passage.section is None or "项目" not in passage.text:
            continue
        if any(word in passage.text for word in ("执行率", "的有", "的项目", "结余")):
            yield from counted(prose, passage)
        if not any(word in passage.text for word in ("支出", "预算", "最")):
            continue
        first, last = (bisect_left(prose.mentions, (place,)) for place in (passage.start, passage.end))
        for spot in prose.spots[first:last]:
            if spot.mention.kind is Kind.MONEY and "项目" in spot.before:
                yield from _summed(prose, spot)
            elif spot.mention.kind is Kind.PERCENT and "最" in spot.before[-_NEAR:]:
                yield from _extreme(prose, spot)


def _summed(prose: Prose, spot: Spot) -> Iterator[Finding]:
    """信访经费和应急消防两个项目合计支出141.05万元; 除甲项目外，其余两个项目共支出141.05万元."""
    mention, claim = spot.mention, _claim(prose, spot)
    if claim is None or mention.value is None or mention.high is not None or mention.start in prose.printed:
        return
    projects, title, what = claim
    amounts = [amount for it in projects if (amount := getattr(it, COLUMNS[what])) is not None]
    exact = sum(amounts)
    if not amounts or len(amounts) < len(projects) or holds(mention, exact, bounds(prose.text, mention)):
        return
    cells = [prose.book.cell(it, COLUMNS[what]) for it in projects[:FOLLOWED]]
    yield contrary(prose, DECLARED, mention, cells, (f"写的{mention.text}与{title}的{what}合计", "不一致"), exact)


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
    return (named, "这几个项目", joined["what"] or joined["of"]) if joined and named else None


def _extreme(prose: Prose, spot: Spot) -> Iterator[Finding]:
    """三个项目中，执行率最高的是100%，最低的是81.08%: of all projects in the list."""
    mention, found, extremes = spot.mention, _EXTREME.search(spot.before[-_WIDE:]), prose.book.ends_of("rate")
    if not found or extremes is None or mention.high is not None:
        return
    if "执行率" not in spot.before[-_WIDE:] or not of_all(prose, spot.begin, mention.start):
        return
    project = extremes[found[1] == "高"]
    exact = Fraction(100 * (project.spent or 0), project.budget or 1)
    if not holds(mention, exact, bounds(prose.text, mention)):
        cells = [prose.book.cell(project, column) for column in ("spent", "budget")]
        said = f"写的{mention.text}与各项目里最{found[1]}的执行率", "不一致"
        yield contrary(prose, RATE, mention, cells, said, exact)


def _by_name(prose: Prose, joined: re.Match[str], begin: int) -> tuple[Project, ...]:
    """Return the projects that are named one by one before their sum; none where anything else is."""
    named = prose.named(begin, begin + joined.end(1))
    words = prose.unnamed(begin + joined.start(1), begin + joined.end(1))
    rows = {name.project.row: name.project for name in named}
    told = joined["number"] is None or numerals.read(joined["number"]).value == len(rows)
    told = told and not any(name.shared for name in named)
    return tuple(rows.values()) if len(rows) > 1 and told and not re.sub("[“”《》、和及与]", "", words) else ()


def _left_out(prose: Prose, but: re.Match[str], begin: int) -> list[Project] | None:
    """Return the projects but those named; None where what is left out is no list of names."""
    named = prose.named(begin + but.start(1), begin + but.end(1))
    words = prose.unnamed(begin + but.start(1), begin + but.end(1))
    if not named or re.sub("[“”《》、和及与项目]", "", words):
        return None
    rows = {name.project.row for name in named}
    return [it for it in prose.book.projects if it.row not in rows]
