"""Partial (部分的说法): words before a figure that make it a part, a plan or another period's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose

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
_ADJUSTED = re.compile(  # when the budget moved
    "[0-9０-９]{1,2}月[^，。；0-9０-９]{0,6}(?:[调核压]减|[调核]增|追加|调整)[^，。；]*[，；]"
)
_LAST_STOP = re.compile("(?s:.*)[，,；;]")


def partial(before: str) -> bool:
    """Tell whether the words before a figure make it a part, a plan or another period's; 全年预算 is the whole."""
    stop = _LAST_STOP.match(before)
    begin = stop.end() if stop else 0
    if PARTIAL_CLAUSE.search(before, begin):
        return True
    return not _WHOLE_BUDGET.match(before, begin) and bool(PARTIAL_SENTENCE.search(_ADJUSTED.sub("", before)))


def wrong_year(prose: Prose, before: str, *, last: bool = False) -> bool:
    """Tell whether the words before a figure name another year than the book's, or as the last one they name."""
    if last:
        years = YEARS.findall(before)
        return bool(years) and int(years[-1]) != prose.book.info.year
    return bool({int(year) for year in YEARS.findall(before)} - {prose.book.info.year})
