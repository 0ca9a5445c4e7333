"""In order (逐个项目): 三个项目支出分别为……: as many figures as there are projects, one for each of the list."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading import numerals
from pipeline.checks.prose.reading.compare import holds
from pipeline.checks.prose.reading.lexicon import places
from pipeline.checks.prose.reading.mentions import Kind
from pipeline.checks.prose.tables.rules import AMOUNT, DECLARED, RATE, contrary
from pipeline.checks.prose.tables.scores import score_of
from pipeline.model.policy import policy

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose, Spot
    from pipeline.checks.prose.reading.mentions import Mention
    from pipeline.model.book import Project
    from pipeline.model.cells import Cell
    from pipeline.model.findings import Finding

_BEHIND = re.compile("[^，。；、0-9]{0,8}(?=[0-9])")
_ALL = re.compile(
    "(?:上述|以上|[各这])项目|([0-9]{1,3}|[一二两三四五六七八九十]{1,3})个(?:(?:自评|预算|专项)?项目|(?=[，的分依]))"
)
_NEXT = re.compile("[、，和及与]{1,2}")
_OTHER = re.compile("上年|去年|往年|季度|半年|[0-9]月|每|均|较|比(?![例重])|满意|考核|抽查|其中|合同|中标")
_COLUMNS = (  # what the words nearest to a list speak of
    ("share", re.compile("占(?:全部|全年|项目)*(?:总支出|支出|支出总额)[^预]{0,6}$|支出占比[^，。；]{0,6}$")),
    ("rate", re.compile("执行率[^，。；]{0,6}$")),
    ("score", re.compile("(?:得分|评分|总分|得)[^，。；支]{0,6}$")),
    ("left", re.compile("结余[^，。；]{0,6}$")),
    ("initial", re.compile("年初预算[^，。；]{0,8}$")),
    ("budget", re.compile("全年预算[^，。；]{0,8}$")),
    ("spent", re.compile("(?:支出|执行)(?!率)[^，。；率]{0,8}$")),
)
_TITLES = {"share": "支出占比", "rate": "执行率", "score": "得分", "left": "全年预算减去支出", "initial": "年初预算"}
_TITLES |= {"budget": "全年预算", "spent": "支出"}
_CELLS = {"share": ("spent",), "rate": ("spent", "budget"), "left": ("budget", "spent"), "score": ()}
_RULES = {"rate": RATE, "share": RATE, "score": DECLARED}
KINDS = {"share": Kind.PERCENT, "rate": Kind.PERCENT, "score": Kind.MEASURE}
_PLAIN = frozenset({"spent", "budget", "initial"})
_AHEAD = 24


def judge_in_order(prose: Prose) -> Iterator[Finding]:
    """Every figure of such a list that is not its project's, where another of them is."""
    projects = prose.book.projects
    if len(projects) < 2 or any(it.spent is None or it.budget is None for it in projects):  # noqa: PLR2004  (a list)
        return
    for place in sorted((*places(prose.text, "分别"), *places(prose.text, "依次"))):
        behind = _BEHIND.match(prose.text, place + 2)
        if behind and prose.passage_at(place).project is None:
            listed = _listed(prose, behind.end())
            key = _column(prose, place, listed[0]) if listed else None
            if key:
                yield from _held(prose, key, listed)


def _listed(prose: Prose, place: int) -> Sequence[Spot]:
    """Return the figures from a place on, one for each project, joined by 、 and 和; none where there are more."""
    at, many = bisect_left(prose.mentions, (place,)), len(prose.book.projects)
    told = prose.spots[at : at + many + 1]
    if len(told) < many or told[0].mention.start != place:
        return ()
    joined = [bool(_NEXT.fullmatch(prose.text, one.mention.end, two.mention.start)) for one, two in pairwise(told)]
    one_kind = len({it.mention.kind for it in told[:many]}) == 1
    exact = all(it.mention.value is not None and it.mention.high is None for it in told[:many])
    return told[:many] if one_kind and exact and all(joined[: many - 1]) and not any(joined[many - 1 :]) else ()


def _column(prose: Prose, place: int, first: Spot) -> str | None:
    """Name what the list tells of all projects; None where it is said of others."""
    clause = max(prose.text.rfind(sign, first.begin, place) for sign in "，；") + 1
    begin = max(clause, first.begin, first.mention.start - _AHEAD)
    words = prose.text[begin : first.mention.start]
    key = next((key for key, told in _COLUMNS if told.search(words)), None)
    if key is None or first.mention.kind is not KINDS.get(key, Kind.MONEY) or _OTHER.search(words):
        return None
    return key if _of_all(prose, first) and not (prose.book.spending_only and key != "spent") else None


def _of_all(prose: Prose, first: Spot) -> bool:
    """Tell whether a sentence counts all projects before the list, or speaks of 各项目; a name would set one apart."""
    told = list(_ALL.finditer(prose.text, first.begin, first.mention.start))
    if not told or prose.named(first.begin, first.mention.start):
        return False
    number = told[-1][1]
    return number is None or int(numerals.read(number).value) == len(prose.book.projects)


def column_value(prose: Prose, project: Project, key: str) -> Fraction | None:
    """Return what a project has in a column, in fen, percent or points."""
    if key in _PLAIN or key == "score":
        value = getattr(project, key) if key in _PLAIN else score_of(prose, project)
        return None if value is None else Fraction(value)
    if project.spent is None:
        return None
    if key == "left":
        return Fraction((project.budget or 0) - project.spent)
    whole = project.budget if key == "rate" else sum(it.spent or 0 for it in prose.book.projects)
    return Fraction(100 * project.spent, whole) if whole else None


def _held(prose: Prose, key: str, listed: Sequence[Spot]) -> Iterator[Finding]:
    """Accuse what differs where most of the list is right in its order; one that is right in another is left alone."""
    projects = prose.book.projects
    values = [column_value(prose, it, key) for it in projects]
    exact = [it for it in values if it is not None]
    if len(exact) < len(projects):
        return
    told = zip([it.mention for it in listed], exact, projects, strict=True)
    slack = Fraction(policy().preset(prose.book.info.preset).tolerance) if key == "score" else Fraction(0)
    wrong = [it for it in told if not holds(it[0], it[1]) and abs(Fraction(it[0].value or 0) - it[1]) > slack]
    right = len(exact) - len(wrong)
    moved = all(any(holds(mention, it) for it in exact) for mention, _, _ in wrong)
    if not wrong or not right or len(wrong) > max(1, right) or moved:
        return
    for mention, value, project in wrong:
        if mention.start not in prose.printed:
            yield told_of(prose, key, mention, value, project)


def told_of(prose: Prose, key: str, mention: Mention, value: Fraction, project: Project) -> Finding:
    """Say what a figure of a list should be by its project's cells."""
    told = f"写的{mention.text}在这一句里是“{project.name}”的{_TITLES[key]}，按表格应是", ""
    return contrary(prose, _RULES.get(key, AMOUNT), mention, _cells(prose, key, project), told, value)


def _cells(prose: Prose, key: str, project: Project) -> list[Cell]:
    rows = prose.book.indicators_of.get(project.number, ()) if key == "score" else ()
    columns = _CELLS.get(key, (key,))
    return [*(prose.book.cell(it, "points") for it in rows), *(prose.book.cell(project, it) for it in columns)]
