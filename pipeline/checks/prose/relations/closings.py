"""Closings (列举后的总数): a total right behind its list, in other words than 合计: 三类人员共计59名, 总数达到73个."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading import numerals
from pipeline.checks.prose.reading.items import Item, alike, as_fraction, is_plain, some_add_up, vague
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.listed import overlapping
from pipeline.checks.prose.relations.parts import judge
from pipeline.checks.prose.slips import is_slip

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.findings import Finding

_PARTS = (  # of just so many parts: 三类人员共计, 三个月共, 两项共
    "([二两三四五六七八九十]|[2-9])(?:个月|个?[年季]度?|个|类|项|处|种|笔|批次?|期|片区|村|社区|标段|家|所|队|组|场|阶段|方面|部分|者)"
    "[^，。；：、0-9０-９]{0,6}?(?:合计|共计|总计|一共|累计|之和|共(?![同享建管治]))(?P<noun>[^，。；：、0-9０-９]{0,6})$"
)
_SO_MANY = re.compile(f"[，,；;。：]{_PARTS}")
_OPENS = re.compile(f"(?:以上|上述)?{_PARTS}")
_MARKS = re.compile("二是|第二")
_IDLE = re.compile("^(?:有|为|计|达|了|投入|支出|支付|使用|拨付|中标|金额|资金|人数|户数|数量|面积|人员)+")
_TOTAL = re.compile(
    "[，,]([一-龥]{0,6}?)(?:总数量?|总量|总额|总人数|总户数|总人次|总分|合计|共计|总计)(?:已?达到?|为|是|共|：)?$"
)
_SAME_DEED = re.compile("[，,](?:共(?![同享建管治])|共计|总共|累计|合计|总计)([一-龥]{2})[^，。；：、0-9０-９]{0,6}$")
_BATCHES = re.compile("分([二两三四五六])个?(批|期|轮|阶段)")
_IN_ALL = re.compile("[，,；](?:全年)?(?:累计|共|共计|合计|总计)[^，。；：、0-9０-９]{0,6}$")
_SO_FAR = re.compile("[，,]累计[一-龥]{2}[^，。；：、0-9０-９]{0,6}$")
_ADDED = re.compile("新[增建购招聘]|增加|补充|今年|本年|当年")
_PEOPLE = frozenset({"人", "名", "位"})
_NEXT = re.compile("(?:[、和及与]|以及)[^，。；：、0-9０-９]{0,10}")
_OTHER = re.compile("其中|上年|去年|往年|计划|预计|目标|另|每|比|较|达标|优秀|先进")


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
    parts = _parts(prose, item, at, begin, words)
    used = (whole, *parts)
    if len(parts) < 2 or vague(prose.text, used) or not all(is_plain(prose.text, it) for it in used):  # noqa: PLR2004  (a list)
        return
    if _OTHER.search(prose.text, parts[0].end, whole.start) or (
        whole.kind is not Kind.MONEY and overlapping(prose, parts)
    ):
        return
    alike_called = _called_alike(prose, begin, parts, words)
    loose = _SO_FAR.search(words) or not alike_called
    if opens(said) and not alike_called:
        return  # 甲村补助3万元，乙村补助4万元。两个村共自筹2万元
    if loose and not _slip_of_sum(whole, parts):
        return  # 分别支付20万元、10万元，累计支付120万元 may be of all years
    if not some_add_up(whole, parts):
        yield from judge(prose, whole, parts, "合计", complete=True)


def _called_alike(prose: Prose, begin: int, parts: Sequence[Mention], words: str) -> bool:
    """Tell whether a total is called what its parts are: 新增路内80个、路外80个，泊位总数1,240个 is of more."""
    told = _OPENS.match(words) or _SO_MANY.search(words)
    if told:  # 两期分别86人和92人，两期共有党员60人
        noun = _IDLE.sub("", told["noun"])
        return noun[:2] in prose.text[begin : parts[-1].end]
    total = None if _SAME_DEED.search(words) else _TOTAL.search(words)
    if total is None:
        return True
    ahead = prose.text[begin : parts[-1].end]
    return total[1][:2] in ahead and not _ADDED.search(ahead)


def _slip_of_sum(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Tell whether a total is one digit off what its parts make."""
    return is_slip(whole, sum(map(as_fraction, parts), Fraction(0)), least=2)


def _parts(prose: Prose, item: Item, at: int, begin: int, words: str) -> Sequence[Mention]:
    """Find the list before a total, as far as the words before the total say how long it is or what it is of."""
    ahead = [it for it in item.mentions[:at] if it.start >= begin]
    told = _OPENS.match(words) or _SO_MANY.search(words)
    if told:
        size = numerals.read(told[1]).value
        place = item.mentions[at].start - len(words) + told.start()
        whole = item.mentions[at]
        ahead = [it for it in ahead if it.end <= place and (it.value != size or alike(it, whole))]
        ahead = (
            [it for it in ahead if alike(it, whole)]
            if whole.kind is Kind.MONEY and _MARKS.search(prose.text, begin, place)
            else ahead
        )
        return ahead if len(ahead) == size and all(alike(it, whole) for it in ahead) else ()
    batches = _BATCHES.search(prose.text, begin, ahead[-1].start) if _IN_ALL.search(words) else None
    if batches:
        return _batches(prose, ahead, item.mentions[at], batches)
    deed, total = _SAME_DEED.search(words), _TOTAL.search(words)
    if not deed and not total:
        return ()
    parts = _listed(prose, ahead, item.mentions[at])
    if deed and parts and deed[1] not in prose.text[max(begin, parts[0].start - 24) : parts[0].start]:
        return ()
    return parts


def _batches(prose: Prose, ahead: Sequence[Mention], whole: Mention, told: re.Match[str]) -> Sequence[Mention]:
    """分三批组织，第一批120对，第二批95对，第三批85对，累计300对: every batch, in order, and nothing else."""
    parts = [it for it in ahead if it.start > told.end() and alike(it, whole)]
    if len(parts) != numerals.read(told[1]).value:
        return ()
    names = [f"第{sign}{told[2]}" for sign in "一二三四五六"[: len(parts)]]
    places = [told.end(), *(it.end for it in parts)]
    in_order = all(name in prose.text[one : it.start] for name, one, it in zip(names, places, parts, strict=False))
    return parts if in_order else ()


def _listed(prose: Prose, ahead: Sequence[Mention], whole: Mention) -> list[Mention]:
    """Gather the list that ends right before a total: 24个、18个和31个."""
    listed: list[Mention] = []
    for it in reversed(ahead):
        scored = it.unit == whole.unit == "分" and prose.text.endswith("总分", 0, whole.start)
        if not (scored or alike(it, whole) or {it.unit, whole.unit} <= _PEOPLE) or (
            listed and not _NEXT.fullmatch(prose.text, it.end, listed[0].start)
        ):
            break
        listed.insert(0, it)
    return listed
