"""Nearly (差一个数字): a rate, its count and a total that would agree if one digit of one of them were another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.items import PEOPLE, adds_to, alike, as_fraction, inexact, rounded
from pipeline.checks.prose.reading.lexicon import places
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.computed import not_made
from pipeline.checks.prose.relations.terms import made_of_terms
from pipeline.checks.prose.slips import is_slip

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.findings import Finding

_EVERY = re.compile("(?P<mean>平均|[人户场次亩家月日校村]均)?每(?P<name>[一-龥]{1,10})$")
_HEAD = re.compile("(?P<mean>(?P<name>[人生户场次亩家月日年台件批株吨村校车企])均)[一-龥]{0,6}$")
_OTHER = re.compile(
    "[含另]|其中|包括|中(?:财政|由|[央省市区县镇]级)|自[筹付]|承担|优惠|上年|去年|往年|比|较|最[高低多少]|上限|限额|不超|不低|不少|标准提|原|以上|以下|预计|余|剩|节约"
)
_MEAN_BEHIND = re.compile("每([一-龥]{1,4})平均$")
_ONE_BY_ONE = re.compile("单([个座台户家部栋盏])")
_DEED = re.compile("(?:配|设|投入|投资|补助|补贴|支出|安排|配套|发放|拨付|下达|分配)[一-龥]{0,4}$")
_BY_THESE = re.compile("[，,]按[^，。；、]{1,16}计[，,]")
_OF_ALL = re.compile("(?:支出|预算)([^，。；]{0,4})$")  # of more than what the rate is of
_THEIRS = re.compile("[，,](?:月发放额?|年发放额?|总[量数额]|年需|共需?|累计|合计|共计|需)(?:要|支付|资金|经费)?$")
_IN_ALL = re.compile("[共应]|[合总累]计")
_ITS_LEAD = re.compile("[，,](?:全年|共|累计|合计|总)*\\Z")
_ITS_TAIL = re.compile("(?:支出|资金|总额|费用|共|合计)*")
_FEW_SIGNS, _GIVEN = re.compile("[一-龥]{0,5}"), frozenset("配设各，、")
_THINGS = {"车": ("辆", "台"), "企": ("家",)}
_SPANS = {"月": "个月", "日": "天", "天": "天", "周": "周", "年": "年"}
_BESIDE = 5  # signs: 6个社区，21个村
_THREE, _WORD, _MONTHS = 3, 2, 12


def nearly(prose: Prose, begin: int, group: list[Mention]) -> Iterator[Finding]:
    """Judge the one rate of a sentence, its count and its total: 清淤2,600米，完成投资31.2万元，平均每米120元."""
    if any(not it.value or it.high is not None for it in group):
        return
    rates = [(it, told) for it in group if (told := _rate(prose, begin, it))]
    if len(rates) > 1:  # 日均供餐860人次，每学期供餐100天: the days are what the first is per
        told_of = [(it, told) for it, told in rates if any(_counts(prose, one, told["name"]) for one, _ in rates)]
        rates = told_of or [(it, told) for it, told in rates if "每" in told[0]]
    if len(rates) != 1 or _OTHER.search(prose.text, begin, min(prose.sentence(begin)[1], group[-1].end + 4)):
        return
    rate, told = rates[0]
    if told["name"].startswith(("月", "季")) and not any(it.unit == "个月" for it in group):
        if len(group) == _THREE:
            yield from _all_year(prose, group, rate, (4 if told["name"][0] == "季" else _MONTHS))
        return
    used = _count_and_total(prose, group, rate, told["name"])
    if used is None or _loose(prose, begin, group, (rate, *used), told):
        return
    count, total = used
    exact = as_fraction(count) * as_fraction(rate)
    slack = Fraction(total.step) / 2 + (as_fraction(count) * Fraction(rate.step) / 2 if told["mean"] else 0)
    if abs(exact - as_fraction(total)) > slack and _one_digit_off(
        rate,
        count,
        total,
        sure=len(group) == _THREE and bool(told["mean"] or _IN_ALL.search(_called(prose, begin, total))),
    ):
        yield from () if made_of_terms(prose, total) else [not_made(prose, total, (count, rate))]


def _count_and_total(
    prose: Prose, group: Sequence[Mention], rate: Mention, name: str
) -> tuple[Mention, Mention] | None:
    """Find the one count of what a rate is per, and the one figure that may be the total."""
    others = [it for it in group if it is not rate]
    counts = [it for it in others if _counts(prose, it, name)]
    totals = [it for it in others if it not in counts and adds_to(it, rate) and "/" not in it.unit]
    if len(group) == _THREE and len(counts) == _WORD and counts[0].end < rate.start < counts[1].start:
        counts, totals = counts[:1], counts[1:]  # 148名，每名结对2名，共296名
    return (counts[0], totals[0]) if len(counts) == len(totals) == 1 else None


def _loose(prose: Prose, begin: int, group: Sequence[Mention], used: Sequence[Mention], told: re.Match[str]) -> bool:
    """Tell whether rate, count and total are rough, of more than the rate is of, or parted by other figures."""
    rate, count, total = used
    if "（" in prose.text[max(rate.end, total.end) : count.start]:
        return True  # 月均1,250人次（两个月闭馆）
    if inexact(prose.text, used):
        return True
    apart = len(group) > _THREE and _apart(prose, group, used)
    return apart or _may_be_of_more(prose, begin, rate, total, told)


def _all_year(prose: Prose, group: list[Mention], rate: Mention, times: int) -> Iterator[Finding]:
    """Judge 每月600元，13名专干全年补助9.36万元: twelve months of so many."""
    count, total = (it for it in group if it is not rate)
    if (
        count.kind is not Kind.COUNT
        or not adds_to(total, rate)
        or "/" in total.unit
        or "全年" not in prose.text[rate.end : total.start]
    ):
        return
    exact = times * as_fraction(count) * as_fraction(rate)
    if is_slip(total, exact, least=2) and not inexact(prose.text, group):
        yield not_made(prose, total, (count, rate), Fraction(times))


def _called(prose: Prose, begin: int, total: Mention) -> str:
    return prose.text[max(begin, total.start - 14) : total.start]


def _may_be_of_more(prose: Prose, begin: int, rate: Mention, total: Mention, told: re.Match[str]) -> bool:
    """Tell whether a total may be of more than what the rate is of, or the rate only a rule."""
    called = _called(prose, begin, total)
    paid = told[0][-2:]  # 人均年报酬3.2万元, 报酬支出
    theirs = _is_own(called, paid) if len(told[0]) > _THREE else rate.start > total.end and rate.kind is Kind.MEASURE
    if told["name"] in {"人", "生"} and not theirs and not _THEIRS.search(called):
        return True  # 120名，人均服务40小时，党员累计服务1800小时
    if rate.kind is Kind.COUNT and not told["mean"] and not _IN_ALL.search(called):
        return True  # 每名网格员联系300户
    spent = None if _BY_THESE.search(prose.text, total.end, rate.start) else _OF_ALL.search(called)
    return spent is not None and (len(spent[1]) < _WORD or spent[1][:_WORD] not in prose.text[begin : rate.start])


def _is_own(called: str, paid: str) -> bool:
    """Tell whether a total bears the very word of the rate: 人均年报酬3.2万元，报酬支出."""
    return any(
        _ITS_LEAD.search(called, 0, place) and _ITS_TAIL.fullmatch(called, place + len(paid))
        for place in places(called, paid)
    )


def _rate(prose: Prose, begin: int, mention: Mention) -> re.Match[str] | None:
    """Find what a figure is per: 每个村卫生室补助, 平均每米造价, 日均."""
    if mention.kind is Kind.PERCENT or "/" in mention.unit:
        return None
    words = prose.text[max(begin, mention.start - 16) : mention.start]
    if "每" not in words and "均" not in words:
        return None
    words = words.replace("每年", "")
    words = _ONE_BY_ONE.sub(r"每\1", words) if "单" in words else words
    words = _MEAN_BEHIND.sub(r"平均每\1", words) if words.endswith("平均") else words
    every, mean = words.rfind("每"), words.rfind("均")
    found = _EVERY.search(words, max(every - 2, 0)) if every >= 0 else None
    found = found or (_HEAD.search(words, max(mean - 1, 0)) if mean >= 0 else None)
    return found if found and words.count("每") < 2 else None  # noqa: PLR2004  (per two things)


def _counts(prose: Prose, mention: Mention, name: str) -> bool:
    """Tell whether a figure says how many of these there are: 8个村 of 每个村卫生室, 3个中队 of 每中队."""
    if mention.kind not in {Kind.COUNT, Kind.MEASURE}:
        return False
    if name[:1] in {"人", "生"}:
        return mention.unit in PEOPLE or (name[:1] == "生" and mention.unit == "生")
    if mention.unit == "个":
        return _things(prose.text, mention, _DEED.sub("", name.removeprefix("个")))
    if name.startswith(mention.unit) or mention.unit == f"{name[:1]}次" or (name == "次" and mention.unit == "人次"):
        return True
    return _SPANS.get(name[:1]) == mention.unit or mention.unit in _THINGS.get(name[:1], ())


def _things(text: str, mention: Mention, name: str) -> bool:
    """Tell whether so many 个 are called so, before or behind: 微型消防站23个, 每站; 11个村级卫生室配备, 每室."""
    if not name or text.endswith(name, 0, mention.start):
        return bool(name)
    behind = text[mention.end : mention.end + 8]
    if len(name) == 1 and any(
        behind[place + 1 : place + 2] in _GIVEN and _FEW_SIGNS.fullmatch(behind, 0, place)
        for place in places(behind, name)
    ):
        return True
    noun = re.match("[一-龥]{1,4}", text[mention.end : mention.end + 4])
    return bool(noun and (name.startswith(noun[0]) or noun[0].startswith(name) or noun[0].endswith(name)))


def _one_digit_off(rate: Mention, count: Mention, total: Mention, *, sure: bool) -> bool:
    """Tell whether one figure with one digit changed, or two side by side swapped, makes the others right."""
    of, by, all_of = map(as_fraction, (rate, count, total))
    mean = all_of / by if by else Fraction(0)
    told = ((total, by * of), (rate, mean), (count, all_of / of))
    fine = [(it, rounded(it, right)) for it, right in told[:2] if sure and it.decimals]
    return any(is_slip(it, right, least=_THREE) for it, right in fine) or any(
        is_slip(it, right, least=1 if sure else 2) for it, right in told
    )


def _apart(prose: Prose, group: Sequence[Mention], used: Sequence[Mention]) -> bool:
    """Tell whether other figures of a sentence stand among the three, or list with them: 6个社区、21个村."""
    places = sorted(group.index(it) for it in used)
    first, last = group[places[0]], group[places[-1]]
    if places[-1] - places[0] != len(used) - 1 or "；" in prose.text[first.end : last.start]:
        return True
    ahead = prose.text[group[places[0] - 1].end : first.start] if places[0] else ""
    beside = places[0] and alike(group[places[0] - 1], first) and len(ahead) < _BESIDE
    return bool(beside) or any(sign in ahead for sign in "、和及与")
