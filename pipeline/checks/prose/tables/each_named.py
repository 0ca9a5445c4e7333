"""Each named (逐项点名): 绿地养护435万元、行道树76万元: one figure for each project that a sentence names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.compare import bounds, holds
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.slips import slip, typo
from pipeline.checks.prose.sources import Source
from pipeline.checks.prose.tables.in_order import column_value, told_of

if TYPE_CHECKING:
    from fractions import Fraction

    from pipeline.checks.prose.reading.document import Name, Prose
    from pipeline.checks.prose.tables.verdicts import Verdicts
    from pipeline.model.findings import Finding

_BEHIND = re.compile(
    "[”》]?(?:项目|经费|专项)?的?(?:(?:全年|年初|实际)?(?:支出|预算|结余|安排|执行率?|共|为)*[（(]?|占[^，。；0-9]{0,8})"
)
_OTHER = re.compile(
    "上年|去年|往年|季度|半年|[0-9]月|每|均|较|比(?![例重])|追[加减]|调[增减整]|合同|中标|第[一二三四]|以[上下]"
)
_KEYS = {Kind.MONEY: ("spent", "budget", "initial", "left"), Kind.PERCENT: ("rate", "share")}
_THREE = 3
Pair = tuple["Name", Mention]


def judge_each_named(prose: Prose, verdicts: Verdicts) -> Iterator[Finding]:
    """Every figure behind a project's name that is not its project's, where those behind the others' names are."""
    if len(prose.book.projects) < 2 or any(it.spent is None or it.budget is None for it in prose.book.projects):  # noqa: PLR2004  (a list)
        return
    of_none = (it for it in prose.names if not it.shared and prose.passage_at(it.start).project is None)
    for (begin, end), names in groupby(of_none, key=lambda it: prose.sentence(it.start)):
        pairs = [pair for name in names if (pair := _pair(prose, name, end))]
        if verdicts.wrong(begin, end):
            continue  # told already, of the column that its own words are of
        if len(pairs) < 2 or _OTHER.search(prose.unnamed(begin, pairs[-1][1].start)):  # noqa: PLR2004  (a list)
            continue
        for kind, keys in _KEYS.items():
            same = [pair for pair in pairs if pair[1].kind is kind]
            if len({id(name.project) for name, _ in same}) == len(same) > 1:
                yield from _held(prose, keys, same)


def _pair(prose: Prose, name: Name, end: int) -> Pair | None:
    """Return a name with the figure right behind it."""
    mention = next(iter(prose.figures(name.end, min(end, name.end + 16))), None)
    if mention is None or mention.value is None or mention.high is not None or mention.start in prose.printed:
        return None
    return (name, mention) if _BEHIND.fullmatch(prose.text, name.end, mention.start) else None


def _held(prose: Prose, keys: Sequence[str], pairs: Sequence[Pair]) -> Iterator[Finding]:
    """Choose the column that most of a list agrees with, and accuse the one figure that does not."""
    known = [key for key in keys if all(column_value(prose, name.project, key) is not None for name, _ in pairs)]
    wrong = {key: _wrong(prose, key, pairs) for key in known}
    key = min(known, key=lambda it: len(wrong[it]), default="")
    if not key or len(wrong[key]) != 1 or (prose.book.spending_only and key != "spent"):
        return
    name, mention, exact = wrong[key][0]
    others = [column_value(prose, name.project, it) for it in keys]
    if any(it is not None and holds(mention, it) for it in others) or bounds(prose.text, mention):
        return
    near = typo(mention, exact) or (mention.kind is Kind.MONEY and slip(mention, (Source(exact, (), ""),)))
    if near or len(pairs) >= _THREE:
        yield told_of(prose, key, mention, exact, name.project)


def _wrong(prose: Prose, key: str, pairs: Sequence[Pair]) -> list[tuple[Name, Mention, Fraction]]:
    told = [(name, mention, column_value(prose, name.project, key)) for name, mention in pairs]
    return [(name, it, exact) for name, it, exact in told if exact is not None and not holds(it, exact)]
