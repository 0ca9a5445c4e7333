"""Funds (资金构成): what a paragraph says of the spending or the budget of one kind of a project's money."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.mentions import Kind
from pipeline.checks.prose.sources import Bound, Source
from pipeline.checks.prose.tables.quantities import project_of
from pipeline.model.contract import FUNDINGS

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose, Spot

_OF_KIND = re.compile(
    f"(?:^|[，。；：、为由含括和及与]|其中)(?:全年|本年|实际)*({FUNDINGS[0]}|{FUNDINGS[1]}|上年结转|{FUNDINGS[2]})(?:全年|实际|共|已)*"
    "(支出|执行数?|使用|全年预算|年初预算|预算)?(?:为|共|合计|：|:)*$"
)
_WORDS, _NEAR = ("财政拨款", "结转", "其他资金"), 20
_COLUMNS = {"全年": ("budget",), "年初": ("initial",), "预算": ("budget", "initial")}
_OF_SOME = re.compile("上半年|下半年|季度|[0-9]月|截至|分别|(?:19|20)[0-9]{2}年|计划|拟")
_SPENT_ON = re.compile("用于|用在|购买|购置|支付|安排")
_TITLES = {"spent": "全年执行", "budget": "全年预算", "initial": "年初预算"}


def by_fund(prose: Prose, spot: Spot) -> Bound | None:
    """Bind an amount directly behind 当年财政拨款支出 or a bare 上年结转资金 to the project's row of 资金构成."""
    mention, passage, before = spot.mention, spot.passage, spot.before
    if not any(word in before[-_NEAR:] for word in _WORDS):
        return None
    told = _OF_KIND.search(before) if mention.kind is Kind.MONEY else None
    project = project_of(prose, passage, spot.begin, mention.start) if told else None
    if told is None or project is None or _OF_SOME.search(before) or _SPENT_ON.match(prose.text, mention.end):
        return None
    rows = prose.book.parts_of.get(project.number, ())
    mine = [row for row in rows if (row.category or "").startswith(told[1])]
    if len(mine) != 1:
        return None
    columns = _COLUMNS.get(told[2][:2], ("spent",)) if told[2] else ("budget", "initial", "spent")
    sources = tuple(
        Source(amount, (prose.book.cell(mine[0], column),), f"资金构成里{mine[0].category}的{_TITLES[column]}")
        for column in columns
        if (amount := getattr(mine[0], column)) is not None
    )
    return Bound(mention, passage, sources, project, "fund" if told[2] else "weak")
