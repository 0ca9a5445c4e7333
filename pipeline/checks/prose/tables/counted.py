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
_ALL_BEFORE = re.compile(
    "(?:(?:(?:上述|下列|以上|将)[^，。；]{0,14}[元万]及?以下的?|上述|下列|以上|全部|这|(?:[纳列]入|参加|本次|开展)(?:本次)?(?:绩效)?(?:自评|评价)的|合并(?:自评|评价)的)(?:共)?|(?:^"
    "|[，。；：:、])(?:全街道|街道|本次|本年度|全年|将|自评|绩效自评|评价)*(?:共有?|共计|合计|合并|涉及|纳入)+|(?:^|[，。；])(?:我[镇街乡县局]道?|本单位|街道|单位)?[将对])$"
)
_PROJECTS_BEFORE = re.compile(
    "(?:(?:纳入|参与|参加|开展)(?:本次)?(?:绩效)?(?:自评|评价)的?|自评|(?:自评|评价)(?:涉及|纳入|包括|的)|上述|以上|下列|全部"
    "|元(?:及?以下)的?|(?P<bare>^|[。；：]))(?:预算)?项目(?P<many>数量|总数|个数)?(?P<all>共有?|共计|合计|总计|一共)?(?:为|有|是|：|:)*$"
)
_MERGED = re.compile("(?:预算)?项目(?:进行|全部|均|开展|组织)?(?:合并|纳入|参加)?[^，。；]{0,6}(?:自评|评价)")
_ALL_BEHIND = re.compile("(?:预算)?项目(?!部|组|名|资金支出[^合])")
_CLOSED = frozenset({"", "，", "。", "；", "、", "（", "(", "\x1e", "\n"})


def said_of_all(prose: Prose, mention: Mention, before: str) -> bool:
    """Tell whether a count is said of all projects: 上述16个项目, 自评项目共16个, 将16个项目合并自评."""
    if _ALL_BEHIND.match(prose.text, mention.end):
        merged = before[-1:] not in {"将", "对"} or _MERGED.match(prose.text, mention.end)
        return bool(_ALL_BEFORE.search(before)) and bool(merged)
    told = _PROJECTS_BEFORE.search(before) if "项目" in before else None
    closed = prose.text[mention.end : mention.end + 1] in _CLOSED
    return told is not None and closed and (told["bare"] is None or bool(told["many"] or told["all"]))


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
    if amount.kind is not Kind.MONEY or amount.high is not None or len(prose.book.projects) < _FEWEST:
        return False
    spent = [getattr(project, column) or 0 for project in prose.book.projects]
    if not holds(amount, sum(spent)):
        return False
    paid = [fen for fen in spent if fen > 0]
    return min(paid, default=0) > amount.step and (mention.value == len(spent) or mention.value != len(paid))
