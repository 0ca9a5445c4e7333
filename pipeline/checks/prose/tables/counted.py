"""Counted projects (项目个数): how many there are, told beside what all of them spent, or of what the report covers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.compare import holds
from pipeline.checks.prose.reading.mentions import Kind

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.checks.prose.reading.mentions import Mention

_BEFORE = re.compile(  # 实施项目4个, and no 建设项目 or 小项目, which may be what one project is made of
    "(?:^|[，。；：共计有排施及入评算政项出的道位级展行镇乡局]|街道)项目(?:数量|总数|个数)?(?:共有?|共计|合计|总计|为|有|是|：)*$"
)
_BEHIND = re.compile("(?:预算|财政|专项)?项目")
_COVERED = re.compile("本(?:报告|次(?:绩效)?(?:自评|评价))共?(?:包括|涵盖|包含|反映)了?$")
_FEWEST = 2  # a single project may be made of several
_TO_TOTAL = re.compile(
    "[^，。；、0-9０-９]{0,12}[，,]?[^，。；、0-9０-９]{0,6}(?:支出|资金|金额|(?P<budget>(?:年初|全年)?预算))(?:资金|金额|总额|安排)?(?:合计|共计|总计|共)?[为达：]?"
)


def counts_projects(prose: Prose, at: int) -> bool:
    """Tell whether a figure counts all projects: 本单位共有4个项目，合计支出53.82万元, which is what they all spent."""
    mention, _, begin, _, before = prose.spots[at]
    behind = _BEHIND.match(prose.text, mention.end)
    if not behind and not _BEFORE.search(before):
        return False
    if behind and _COVERED.search(before):
        return True
    following = prose.mentions[at + 1] if at + 1 < len(prose.mentions) else None
    if at and prose.mentions[at - 1].start >= begin:
        return False  # 12个村的45个项目
    told = _TO_TOTAL.fullmatch(prose.text, mention.end, following.start) if following else None
    if following is None or told is None:
        return False
    columns = ("budget", "initial") if told["budget"] else ("spent",)
    return any(_is_total(prose, mention, following, column) for column in columns)


def _is_total(prose: Prose, mention: Mention, amount: Mention, column: str) -> bool:
    """Tell whether an amount is what all projects spent, and too fine to leave one of them out that spent anything."""
    spent = [getattr(project, column) or 0 for project in prose.book.projects]
    if (
        amount.kind is not Kind.MONEY
        or amount.high is not None
        or len(spent) < _FEWEST
        or not holds(amount, sum(spent))
    ):
        return False
    paid = [fen for fen in spent if fen > 0]
    return min(paid, default=0) > amount.step and (mention.value == len(spent) or mention.value != len(paid))
