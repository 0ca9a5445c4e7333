"""Limits (限额): the cap and the meetings' thresholds that a sentence repeats: 5000元以上的支出由行政办公会审议."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.checks.prose.sources import Source, info_source

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Passage, Prose
    from pipeline.checks.prose.reading.mentions import Mention

_FROM_HERE = re.compile(r"(?:（含）|\(含\)|（含[^）]{0,8}）)?[及含]?(?:以上|起|(?<=）)[至到])")
_UP_TO = re.compile(r"(?:（含）|\(含\))?[及含]?以[下内]的?(?:共?[0-9０-９]{1,3}[个项])?[^，。；、0-9０-９]{0,6}项目")
_PARTY = frozenset({"党工", "党委", "党组"})
_MEETINGS = re.compile("(党工委会?|党工委会议|党委会|党组会|行政办公会|办公会)(?!议事)")
FIRST = frozenset({"一（一）", "一（二）"})


def limit_of(prose: Prose, mention: Mention, passage: Passage, following: int) -> Source | None:
    """200万元以下的项目; 5000元以上……行政办公会: the limit a sentence is plainly about."""
    book = prose.book
    if _UP_TO.match(prose.text, mention.end) and passage.section in FIRST and passage.project is None:
        return info_source(book, "cap", "单项上限")
    behind = _FROM_HERE.match(prose.text, mention.end)
    if behind is None:
        return None
    last = prose.sentence(mention.end)[1]
    if behind[0][-1:] in {"至", "到"}:  # 3000元（含）至5万元（不含）的由……
        stop = prose.text.find("，", mention.end, last)
        following = stop if stop > 0 else last
    end = min(last, following)
    met = {found[1][:2] for found in _MEETINGS.finditer(prose.text, behind.end(), end)}
    if not any(book.info.starts):
        return None
    if met and met <= _PARTY:
        return info_source(book, "party_from", "党工委会审批起点")
    return info_source(book, "office_from", "行政办公会审批起点") if len(met) == 1 else None
