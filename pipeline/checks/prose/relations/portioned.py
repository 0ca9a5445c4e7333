"""Portions (按比例的数) told behind their percentage: 合同价198万元，预付30%即59.4万元; 占480人的25%，共120人."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.items import alike, as_fraction, can_hold, is_amount, is_plain, vague
from pipeline.checks.prose.reading.lexicon import places
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.quota import share_finding, within
from pipeline.checks.prose.relations.rated import said_plainly
from pipeline.checks.prose.slips import is_slip

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.findings import Finding

_THAT_IS = re.compile("[，,]?(?:即|也就是|为|计)(?:人民币)?")
_IN_ALL = re.compile("[一-龥]{0,4}[，,](?:即|也就是|共|共计|合计|计|为)")
_OF_WHICH = re.compile("[，,]其中[^，。；、的0-9０-９]{1,10}占比?")
_ANOTHER = re.compile("合同|中标|总|预算|结算|审定|其中|税")  # 预算200万元，预付合同的30%
_OF = re.compile("的")
_WHOLE = re.compile("(?:合同|总|中标|成交|预算|审定|结算|概算|工程|采购)[^，。；0-9０-９]{0,6}$")
_SHARE = re.compile("占(?:比|总数|全部|总量|总人数|总户数|其中)?(?:为|达到?)?$")
_RATE = re.compile("([一-龥]{2})率(?:为|达到?|是)?$")
_DONE = re.compile("[，,](?:共|已|实际|全年|累计|即)*")
_MORE = re.compile("(?:了|数|量|总数|总量|人数|为|共|共计|各类)*")
_RECEIVED = re.compile(
    "(?:应|参[加与训评考]|抽[检查]|检查|筛查|共|收到|受理|登记|计划|发放|排查|接到|承办|任务|总|全年)[^，。；0-9０-９]{0,10}$"
)
_OF_NAMED = re.compile("([一-龥]{2,4})的$")
_DONE_OF = re.compile("[，,](?:即|为|应|实际|已|已经)*([一-龥]{2})(?:了|资金|工程款|金额)?")
_OUT_OF = re.compile("[^，。；0-9０-９]{0,6}")
_BEFORE_IT = re.compile("[一-龥]{0,3}[，,]?[^，。；0-9]{0,6}(?<![不未非])")
_BEHIND_IT = re.compile("(?:了|的|数|人数|数量)?")
_CLOSED = frozenset("，。；、）)\x1e\n")
_IS_SO_MANY = re.compile("[，,]即(?:有|为)?")
_HUNDRED = 100


def portions(prose: Prose, group: list[Mention]) -> Iterator[Finding]:
    """Judge an amount that stands directly behind the percentage that it is of the whole ahead."""
    for at, percent in enumerate(group[1:-1], start=1):
        part = group[at + 1]
        if percent.kind is not Kind.PERCENT or percent.high is not None or not part.value:
            continue
        whole = _whole(prose, group[:at], percent, part)
        if whole is None or vague(prose.text, (whole, percent, part)) or within(percent, part, whole):
            continue
        yield share_finding(prose, part, whole, percent)


def portions_first(prose: Prose, group: list[Mention]) -> Iterator[Finding]:
    """Judge 支付至合同价的80%，合同价45万元，已支付36万元: the percentage, what it is of, and what that makes."""
    if len(group) != len(("percent", "whole", "part")) or group[0].kind is not Kind.PERCENT:
        return
    percent, whole, part = group
    if not can_hold(whole, part) or percent.high is not None or not (part.value and whole.value):
        return
    plain = is_plain(prose.text, part) and not vague(prose.text, group)
    if plain and _told_first(prose, percent, whole, part) and not within(percent, part, whole):
        yield share_finding(prose, part, whole, percent)


def _told_first(prose: Prose, percent: Mention, whole: Mention, part: Mention) -> bool:
    """Tell whether whole and part are called what the words before the percentage call them."""
    text = prose.text
    ahead = text[max(prose.sentence(percent.start)[0], percent.start - 16) : percent.start]
    between, behind = text[percent.end : whole.start].lstrip("，,"), text[whole.end : part.start]
    of, rate = _OF_NAMED.search(ahead), _RATE.search(ahead)
    if of:
        done = _DONE_OF.fullmatch(behind)
        named = any(between.startswith(of[1][at:]) for at in range(len(of[1]) - 1))
        return named and done is not None and done[1] in ahead
    if rate is None or not _OUT_OF.fullmatch(between) or said_plainly([rate[1]], between, "应"):
        return False  # 流转率46.5%，新增流转580亩
    return any(
        _BEFORE_IT.fullmatch(behind, 0, place) and _BEHIND_IT.fullmatch(behind, place + len(rate[1]))
        for place in places(behind, rate[1])
    )


def _whole(prose: Prose, before: list[Mention], percent: Mention, part: Mention) -> Mention | None:
    """Find what the percentage is of: the figure it is 的 of, or the one amount ahead that is called a whole."""
    text, nearest = prose.text, before[-1]
    if _OF.fullmatch(text, nearest.end, percent.start) and alike(nearest, part):
        return nearest if _IN_ALL.fullmatch(text, percent.end, part.start) else None
    amounts = [it for it in before if can_hold(it, part)]
    if len(amounts) != 1:
        return None
    whole = amounts[0]
    if part.kind is not Kind.MONEY:
        return whole if len(before) == 1 and _counted(prose, whole, percent, part) else None
    if not _THAT_IS.fullmatch(text, percent.end, part.start):
        return None
    called = _WHOLE.search(text[max(0, whole.start - 12) : whole.start])
    of_which = _OF_WHICH.fullmatch(text, whole.end, percent.start)  # 专项经费30万元，其中宣传费占20%，即6万元
    another = (not of_which and _ANOTHER.search(text, whole.end, percent.start)) or not called
    least = 3 if text.endswith("的", 0, percent.start) else 2
    if another and not is_slip(part, as_fraction(whole) * as_fraction(percent) / _HUNDRED, least=least):
        return None
    return whole if is_plain(text, part) else None


def _counted(prose: Prose, whole: Mention, percent: Mention, part: Mention) -> bool:
    """120名学生中，小学生占55%，共66人; 受理240件，办结率95%，办结228件: the count that the percentage makes."""
    text = prose.text
    if _IS_SO_MANY.fullmatch(text, percent.end, part.start) and _RATE.search(text[whole.end : percent.start]):
        return True  # 对168个考点开展检查，通过率为87.5%，即有147个考点
    if not is_amount(text, whole) or not is_plain(text, part) or text[part.end : part.end + 1] not in _CLOSED:
        return False
    between = text[whole.end : percent.start]
    if _SHARE.search(between):
        return bool(_IN_ALL.fullmatch(text, percent.end, part.start))
    rate = _RATE.search(between)
    done = _DONE.match(text, percent.end, part.start) if rate else None
    if not rate or not done or not text.startswith(rate[1], done.end()):
        return False
    told = _RECEIVED.search(text[max(0, whole.start - 14) : whole.start])
    return bool(told and _MORE.fullmatch(text, done.end() + len(rate[1]), part.start))
