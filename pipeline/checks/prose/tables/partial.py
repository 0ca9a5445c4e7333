"""Partial (部分的说法): words before a figure that make it a part, a plan or another period's."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.compare import holds

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.checks.prose.reading.mentions import Mention
    from pipeline.model.book import Project

YEARS = re.compile("(?:19|20)[0-9]{2}(?=[年—-])")
PARTIAL_SENTENCE = re.compile(  # every choice begins with a plain sign: such a pattern is found far faster
    "其中|占比不[超高]|费(?<!经费)预算|分别|包括|收入|跨年|分[两二三四五]年|上半年|下半年|季度|首批|第[一二三四][批期]|上年(?!结转)|年结转(?<=上年结转)(?<![加含括及和]上年结转)|去年|往年|以前年度"
    "|月(?<=[013-9０-９]月)(?![底末])|月(?<=2月)(?<!12月)(?![底末])|月(?<!12月)[底末](?=[^，。；]{0,4}(?:支出|执行|支付))|12月(?!底|末|31日)"
    "|截至(?![^，。]*(?:12月|年底|年末))|若|如果"
)
PARTIAL_CLAUSE = re.compile(
    "剩余|其余|结余|结转|每|人均|日均|月均|按照?|计划|拟|另|用于|追加|调增|调减|压减|减少|增加|较|比|低于"
    "|超出|以外|之外|单笔|拨款"
)
_WHOLE_BUDGET = re.compile("(?:调整后的?)?全年预算")
ADJUSTED = re.compile(  # when the budget moved
    "[0-9０-９]{1,2}月[^，。；0-9０-９]{0,16}(?:[调核压]减|[调核]增|追加|调整)[^，。；]*[，；]"
)
_LAST_STOP = re.compile("(?s:.*)[，,；;]")

OPEN = "(?:^|[，,、：:；;（( 　])"
SPENT_ON = re.compile("用于|用在|购买|购置|支付|作为|补助")  # behind an amount: it is a part
WHOSE = (
    "(?:本|该|此|上述|全年|本年度|本年|当年|年度|(?:19|20)[0-9]{2}年度?|年末|年底|截至年末|截至年底|实际"
    "|累计|共计|共|总|合计|项目"
    "|资金|专项|经费|已|完成|财政|实现|年内|最终|其|，|,|截至(?:(?:19|20)[0-9]{2}年)?(?:12月(?:底|末|31日)|年底|年末))*"
)
_ITEM_PLANNED = re.compile(  # 会议费安排3万元，实际支出2.1万元
    "(?:^|[，,；;：:（(])([一-龥]{2,8}?)(?:年初|全年)?(?:预算|安排|计划|概算|批复数?|核定|控制数|下达)"
    "(?:安排|批复|下达|资金|为|是|约)*[0-9.,]+ ?[万亿]?元；?[^。；;0-9０-９]{0,16}$"
)
_NO_ITEM = re.compile(f"{WHOSE}|.*(?:街道|[我本该各]|[办局镇乡院校所]$|单位|中心|项目).*")
_NEAR = 80  # signs before a figure


def partial(before: str) -> bool:
    """Tell whether the words before a figure make it a part, a plan or another period's; 全年预算 is the whole."""
    stop = _LAST_STOP.match(before)
    begin = stop.end() if stop else 0
    if PARTIAL_CLAUSE.search(before, begin):
        return True
    return not _WHOLE_BUDGET.match(before, begin) and bool(PARTIAL_SENTENCE.search(ADJUSTED.sub("", before)))


def wrong_year(prose: Prose, before: str, *, last: bool = False) -> bool:
    """Tell whether the words before a figure name another year than the book's, or as the last one they name."""
    if last:
        years = YEARS.findall(before)
        return bool(years) and int(years[-1]) != prose.book.info.year
    return bool({int(year) for year in YEARS.findall(before)} - {prose.book.info.year})


def of_item(prose: Prose, spent: Mention, project: Project, before: str) -> bool:
    """Tell whether what is spent is of an item that is planned right before, and not of the project."""
    planned = _ITEM_PLANNED.search(before[-_NEAR:])
    if planned is None or _NO_ITEM.fullmatch(planned[1]):
        return False
    plan = prose.mentions[bisect_left(prose.mentions, spent.start, key=lambda it: it.start) - 1]
    return not any(holds(plan, fen) for fen in (project.budget, project.initial) if fen is not None)
