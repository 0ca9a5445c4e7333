"""Closings (列举后的总数): a total right behind its list, in other words than 合计: 三类人员共计59名, 总数达到73个."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading import numerals
from pipeline.checks.prose.reading.items import (
    Item,
    adds_up,
    can_hold,
    is_amount,
    is_plain,
    some_add_up,
    tail_adds_up,
    vague,
    worth,
)
from pipeline.checks.prose.reading.joined import row_before
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.called import adds_nothing, called, common, in_order, names
from pipeline.checks.prose.relations.gaps import mends
from pipeline.checks.prose.relations.listed import overlapping
from pipeline.checks.prose.relations.parts import judge

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.findings import Finding

_PARTS = (  # of just so many parts: 三类人员共计, 三个月共, 两项共, 三个年龄段共
    "([二两三四五六七八九]|十(?![一二三四五六七八九])|(?<![0-9])[2-9])(?![十百千0-9])[一-龥]{1,4}?"
    "[^，。；：、0-9０-９]{0,6}?(?:合计|共计|总计|一共|累计|之和|总[一-龥]?数|共(?![同享建管治]))(?P<noun>[^，。；：、0-9０-９]{0,6})$"
)
_SO_MANY = re.compile(f"[，,；;。：]{_PARTS}")
_OPENS = re.compile(f"(?:以上|上述)?{_PARTS}")
_IDLE = re.compile("^(?:有|为|计|达|了|投入|支出|支付|使用|拨付|中标|金额|资金|人数|户数|数量|面积|人员)+")
_IN_ALL_CUE = re.compile("共(?![同享建管治])|合计|总计|累计|总(?!体|结|部|站|工|计划)|小计|全部")
_TOTAL = re.compile(
    "[，,]([一-龥]{0,6}?)(?:总数量?|总量|总额|总人数|总户数|总人次|总分|合计|共计|总计)(?:已?达到?|为|是|共|：)?$"
)
_SAME_DEED = re.compile("[，,](?:共(?![同享建管治])|共计|总共|累计|合计|总计)([一-龥]{2})[^，。；：、0-9０-９]{0,6}$")
_CLOSED_BY = re.compile("(?:全年)?(?:合计|总计|共计)(?:为|达)?")
_SO_MANY_AHEAD = re.compile(
    "(?:[有分为由]|以下)([二两三四五六])(?:个?(?:部分|方面|来源|渠道|批次?|类|块|笔|项|期|次))?[^，。；：0-9]{0,6}[：:，,]"
)
_SO_FAR = re.compile("[，,]累计[一-龥]{2}[^，。；：、0-9０-９]{0,6}$")
_ADDED = re.compile("新[增建购招聘]|增加|补充|今年|本年|当年")
_MORE = re.compile("[，；]?[（(]?(?:[含另]|不含)")  # 共49公里（含往年10公里）
_MOST = 12  # figures of a sentence looked at together
_BUDGET = re.compile("(?:年初|全年|年度|调整后?的?)预算[^，。；、0-9]{0,4}$")
_NEXT = re.compile("(?:[、和及与]|以及)[^，。；：、0-9０-９]{0,10}")
_CAME_IN = re.compile("受理|接[到收]|收到|排查|发现|登记|上报")
_DONE = re.compile("化解|办结|解决|处[置理]|整改|完成|成功|合格")  # may be fewer than there were
_OTHER = re.compile("其中|包括|上年|去年|往年|计划|目标|另|每|比|较|达标|优秀|先进")


def opens(said: str) -> bool:
    """Tell whether a sentence opens with the total of just so many parts."""
    return bool(_OPENS.match(said))


def closed(prose: Prose, item: Item, at: int, words: str) -> Iterator[Finding]:
    """Hold a total to the list that it closes; `words` are what stands before it."""
    whole, _, begin, _, said = item.spots[at]
    if opens(said):  # 三个阶段共支出9万元: they stand in the sentence before
        begin = max(prose.sentence_before(begin)[0], item.passages[0].start)
    if whole.value is None or whole.high is not None or at < 2 or item.mentions[at - 2].start < begin:  # noqa: PLR2004  (a list)
        return
    told = _OPENS.match(words) or _SO_MANY.search(words)
    parts = _so_many(item, at, begin, (words, told)) if told else _parts(prose, item, at, begin, words)
    used = (whole, *parts)
    plain = is_amount if told else is_plain  # 第三批预计60套，三批共260套
    if len(parts) < 2 or vague(prose.text, used) or not all(plain(prose.text, it) for it in used):  # noqa: PLR2004  (a list)
        return
    counted = whole.kind is not Kind.MONEY
    if _OTHER.search(prose.text, parts[0].end, whole.start) or (counted and overlapping(prose, parts)):
        return
    alike_called = _called_alike(prose, begin, parts, words, told)
    if told and not alike_called:
        return  # 甲村补助3万元，乙村补助4万元。两个村共自筹2万元
    if (_SO_FAR.search(words) or not alike_called) and not _slip_of_sum(whole, parts):
        return  # 分别支付20万元、10万元，累计支付120万元 may be of all years
    if tail_adds_up(whole, [it for it in item.mentions[:at] if it.start >= begin and _adds(prose, whole, it)]):
        return  # 24个，18个和31个，总数达到73个: whichever sign joins them
    if not some_add_up(whole, parts) and not _MORE.match(prose.text, whole.end):
        yield from judge(prose, whole, parts, "合计", complete=True)


def in_row(prose: Prose, item: Item, at: int) -> Iterator[Finding]:
    """春季体检210人，秋季体检190人，全年体检共400人: parts called alike, or in order, and so their total."""
    whole, _, begin, *_ = item.spots[at]
    total = called(prose, begin, whole, item.mentions[at - 1] if at else None)
    if not _IN_ALL_CUE.search(total):
        return
    group = [it for it in item.mentions[max(0, at - _MOST) : at + 1] if it.start >= begin]
    parts = [it for it in group[:-1] if can_hold(whole, it)]
    if len(parts) < 2 or _doubtful(prose, whole, parts) or spent_of(prose, total, parts):  # noqa: PLR2004  (a list)
        return
    told = [name for it, name in zip(group, names(prose, begin, group), strict=True) if it in parts]
    ahead = prose.text[begin : parts[0].start]
    if any(map(_IN_ALL_CUE.search, told)) or not (_of_one_row(told, total, ahead) or _deed_between(told, total)):
        return
    if (whole.kind is not Kind.MONEY and overlapping(prose, parts)) or some_add_up(whole, parts):
        return
    loose = "累计" in total or _deed_between(told, total) or "共有" in total or _each_of_some(group, parts)
    if not loose or _slip_of_sum(whole, parts):
        yield from judge(prose, whole, parts, "合计", complete=True)


def spent_of(prose: Prose, said: str, parts: Sequence[Mention]) -> bool:
    """Tell whether a total is what was spent of budgets: 年初预算125万元，全年预算124.6万元，支出合计120.51万元."""
    return "支出" in said and any(_BUDGET.search(row_before(prose.text, it.start, 10)) for it in parts)


def _doubtful(prose: Prose, whole: Mention, parts: Sequence[Mention]) -> bool:
    """Tell whether parts or total are rough, planned or compared, or the total is of more."""
    if adds_up(whole, parts) or _MORE.match(prose.text, whole.end):
        return True
    used = (*parts, whole)
    rough = vague(prose.text, used) or not all(is_plain(prose.text, it) for it in used)
    return rough or bool(_OTHER.search(prose.text, parts[0].start, whole.start))


def _each_of_some(group: Sequence[Mention], parts: Sequence[Mention]) -> bool:
    """Tell whether a count stands before every part, which may then be of each: 一等奖1个，奖金2000元；二等奖2个……."""
    ahead = [group[group.index(it) - 1] if it is not group[0] else it for it in parts]
    return all(it.kind is Kind.COUNT and it not in parts for it in ahead)


def _of_one_row(told: Sequence[str], total: str, ahead: str) -> bool:
    """Tell whether parts are one row, and their total is called by what they all are, or by nothing else."""
    said = _SO_MANY_AHEAD.search(ahead)
    if said and numerals.read(said[1]).value == len(told) and not total.startswith("总"):
        return True  # 资金来源有三：
    if told[-1].startswith(("加上", "加之", "连同")):
        return True  # 新增60处，加上原有的145处，总数达到205处
    if "全年" in total and any("季度" in it or "月" in it for it in told):
        return False  # of_periods asks for all of them
    bare = not any(told[1:]) or _CLOSED_BY.fullmatch(total)  # 分别是56万元、43万元、31万元，总投入; ，全年合计
    return adds_nothing(total, (*told, ahead)) and bool(bare or in_order(told) or common(told))


def _deed_between(told: Sequence[str], total: str) -> bool:
    """Tell whether a total is called 共, a deed and what all parts are: 邻里纠纷87件、其他纠纷32件，共调解纠纷252件."""
    shared, cue = common(told), _IN_ALL_CUE.match(total)
    if not shared or cue is None or not total.endswith(shared) or _CAME_IN.search(told[0]):
        return False
    deed = total[cue.end() : -len(shared)]
    return len(deed) <= len("调解") and not _DONE.search(deed)


def _called_alike(prose: Prose, begin: int, parts: Sequence[Mention], words: str, told: re.Match[str] | None) -> bool:
    """Tell whether a total is called what its parts are: 新增路内80个、路外80个，泊位总数1,240个 is of more."""
    ahead = prose.text[begin : parts[-1].end]
    if told:  # 两期分别86人和92人，两期共有党员60人
        noun = _IDLE.sub("", told["noun"])
        return noun[:2] in ahead or adds_nothing(noun, (ahead,))
    total = None if _SAME_DEED.search(words) else _TOTAL.search(words)
    return total is None or (total[1][:2] in ahead and not _ADDED.search(ahead))


def _slip_of_sum(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Tell whether a total is one digit off what its parts make."""
    return mends(whole, sum(map(worth, parts), -worth(whole)))


def _so_many(item: Item, at: int, begin: int, said: tuple[str, re.Match[str]]) -> Sequence[Mention]:
    """Give the figures before a total where they are just as many as it says: 三类人员共计."""
    (words, told), whole = said, item.mentions[at]
    place = whole.start - len(words) + told.start()
    ahead = [it for it in item.mentions[:at] if begin <= it.start and it.end <= place and can_hold(whole, it)]
    return ahead if len(ahead) == numerals.read(told[1]).value else ()


def _parts(prose: Prose, item: Item, at: int, begin: int, words: str) -> Sequence[Mention]:
    """Find the list that ends right before a total that is called so."""
    deed = _SAME_DEED.search(words)
    if not deed and not _TOTAL.search(words):
        return ()
    parts = _listed(prose, [it for it in item.mentions[:at] if it.start >= begin], item.mentions[at])
    ahead = prose.text[max(begin, parts[0].start - 24) : parts[0].start] if parts else ""
    return () if deed and deed[1] not in ahead else parts


def _adds(prose: Prose, whole: Mention, part: Mention) -> bool:
    """Tell whether a figure may be part of a total; scores add up to 总分 alone."""
    scored = part.unit == whole.unit == "分" and prose.text.endswith("总分", 0, whole.start)
    return scored or can_hold(whole, part)


def _listed(prose: Prose, ahead: Sequence[Mention], whole: Mention) -> list[Mention]:
    """Gather the list that ends right before a total: 24个、18个和31个."""
    listed: list[Mention] = []
    for it in reversed(ahead):
        if not _adds(prose, whole, it) or (listed and not _NEXT.fullmatch(prose.text, it.end, listed[0].start)):
            break
        listed.insert(0, it)
    return listed
