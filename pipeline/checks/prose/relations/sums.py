"""Sums (合计关系) that the text claims to be complete: 由……构成, 分别为, 合计, 剩余."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading import numerals
from pipeline.checks.prose.reading.items import Item, alike, is_plain, some_add_up, tail_adds_up, vague
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.closings import closed, in_row, opens, spent_of
from pipeline.checks.prose.relations.parts import NEAR, judge, row_from, words_before
from pipeline.checks.prose.relations.terms import made_of_terms

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.findings import Finding

_EACH = re.compile(
    "(?:分别|依次)(?:为|是|达|有|支出|安排|拨付|投入|使用)?[^，。；、0-9零一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖]{0,6}$"
)
_EACH_OF = re.compile(
    "[^，。；、0-9]{0,6}[，,](?:[^，。；、0-9]{0,6}?)([0-9]{1,2}|[两二三四五六七八九十]{1,2})[个家所支处条名段批期组类片][^，。；、0-9]{0,10}"
    "[，,]?(?:每[段批期组类片])?(?:分别|依次)[^，。；、0-9]{0,6}"
)
_SOME = re.compile("重点|试点|示范|骨干|主要|部分|新|其中|较|比|最|抽")
_TWICE = re.compile("[（，；][^，。；（）]{0,8}(?:兼|重[复叠合]|交叉|不含)")
_OF_ALL = re.compile("共|总|合计|全年|支出|投入|安排|使用")
_JUST_THESE = re.compile("[，,：:（(]分别[为是](?![^，。；0-9０-９]{0,6}[占增减降比较均每])")  # 73人，分别为干部25人
_WHOLE_YEAR = re.compile("[，,](?:全年|[两二三四五]年(?:累计|共计?|合计|总计))[^，。；0-9]{0,8}")
_LIST_GAP = re.compile("[、，,和及与 ]{1,2}|以及|[、和及与][一-龥]{1,8}")
_NOTHING, _NOUN = re.compile(""), re.compile("[一-龥]{1,8}")
SUM = re.compile(
    "(?:^|[，,；;、：:（(。])(?:以上|上述|[一二两三四五六七八九十]个?(?:项目|项|村|社区|家|处|方|户|队|组|类|笔|部分|批次?|期|片区)[一-龥]{0,4}?|各项|几项|可用(?:资金|财力)|可支配(?:资金|财力)|资金(?:来源)?|收入"
    "|以上[一二两三四五六七八九十]项)?(?:总共|合计|共计|总计|一共|共|小计)(?:为|是|支出|使用|投入|资金|金额"
    "|下达|拨付|到位|安排|执行|人数|：|:|约)*$"
)
_SO_MANY = re.compile("([二两三四五六七八九])(?:项|个部分|部分|类|笔)[一-龥]{0,4}?(?:合计|共计|总计|共)[^，。；]{0,4}$")
_OF_EACH = re.compile("各(?!项|类|级|地|方|自|个|社区|村|部门|单位)[^，。；、：0-9０-９]{0,8}\\Z")
_MARKS = re.compile("[一二三四五六七八九]是")
_CLAIMS = re.compile("其中|包括|构成|组成")
_SEMICOLON = re.compile("；")
_NEXT = re.compile("(?:[、，；和及与]|以及)[^，。；：、0-9]{1,12}")
_CLOSED_SUM = re.compile("；(?:以上|总共)?(?:合计|总计|共计)[^，。；0-9]{0,4}$")
_SUBTOTAL = re.compile("(?:[，,（(]|^)(?:合计|共计|小计|金额|共|计|支出|支付|花费)(?:为|：)?$")


def each(prose: Prose, item: Item) -> Iterator[Finding]:
    """分别为: a list of parts whose whole stands before it in the sentence."""
    for at, (mention, _, begin, _, said) in enumerate(item.spots):
        words = said[-NEAR:]
        if not ("分别" in words or "依次" in words) or not _EACH.search(words):
            continue
        parts = row_from(prose, item.mentions[at:], mention.start, (_NOTHING, _LIST_GAP))
        before = [
            it for it in item.mentions[:at] if it.start >= begin and alike(it, mention) and is_plain(prose.text, it)
        ]
        if prose.text.startswith("等", parts[-1].end):
            continue
        if (
            len(parts) > 1
            and len(before) == 1
            and (
                _OF_ALL.search(prose.text, begin, before[0].start)
                or _JUST_THESE.match(prose.text, before[0].end)
                or _so_many_of_them(prose, before[0], parts)
            )
        ):
            whole = before[0]
            run = [it for it in prose.figures(mention.start, prose.sentence(mention.start)[1]) if alike(it, whole)]
            if not vague(prose.text, (whole, *parts)) and not tail_adds_up(whole, run[::-1]):
                yield from judge(prose, whole, parts, "分别为", complete=True)
        elif len(parts) > 1 and not before:
            behind = _of_periods_behind(prose, item, words, parts)
            if behind and not vague(prose.text, (behind, *parts)):
                yield from judge(prose, behind, parts, "分别为", complete=True)


def _so_many_of_them(prose: Prose, whole: Mention, parts: Sequence[Mention]) -> bool:
    """46场，4个法庭分别为12场、9场、14场和11场: as many of them as parts."""
    told = _EACH_OF.fullmatch(prose.text, whole.end, parts[0].start) if whole.kind is not Kind.MONEY else None
    return bool(told and numerals.read(told[1]).value == len(parts) and not _SOME.search(told[0]))


def _of_periods_behind(prose: Prose, item: Item, words: str, parts: list[Mention]) -> Mention | None:
    """四个季度分别办理82件、79件、91件、74件，全年办理326件: the year's figure directly behind its periods."""
    behind = next((it for it in item.mentions if it.start >= parts[-1].end), None)
    if behind is None or not re.search("季度|半年|[0-9]年.*[0-9]年", words) or not alike(behind, parts[0]):
        return None
    return behind if _WHOLE_YEAR.fullmatch(prose.text, parts[-1].end, behind.start) else None


def summed(prose: Prose, item: Item) -> Iterator[Finding]:
    """合计 and 共 behind a list of figures of one kind in the same sentence."""
    for at, (whole, _, begin, _, said) in enumerate(item.spots):
        before = said[-NEAR:]
        if not ("共" in before or "计" in before or "总" in before or "之和" in before):
            continue
        found: Iterable[Finding] = ()
        if not SUM.search(before) or (opens(said) and not _SO_MANY.search(before)):
            found = list(closed(prose, item, at, before)) or in_row(prose, item, at)
        elif not _of_report(prose, item, whole):
            found = _summed(prose, item, at, begin, before)
        yield from (it for it in found if not _right_otherwise(prose, begin, whole))


def _right_otherwise(prose: Prose, begin: int, whole: Mention) -> bool:
    """Tell whether a total is right of what is called like it, or of all counts: 医院5家、服务站38个，共43个."""
    counts = [it for it in prose.figures(begin, whole.start) if it.kind is whole.kind is Kind.COUNT]
    breaks = [not _NEXT.fullmatch(prose.text, one.end, two.start) for one, two in pairwise(counts)]
    run = counts[max((at for at, broken in enumerate(breaks, start=1) if broken), default=0) :]
    return _of_its_noun(prose, begin, whole) or (len({it.unit for it in run}) > 1 and tail_adds_up(whole, run))


def _of_its_noun(prose: Prose, begin: int, whole: Mention) -> bool:
    """Tell whether a total is right of what is called as it is: 预算14万元、支出13万元，预算3万元……，合计预算17万元."""
    noun = prose.text[max(begin, whole.start - 2) : whole.start]
    called = [it for it in prose.figures(begin, whole.start) if alike(it, whole)]
    return tail_adds_up(whole, [it for it in called if noun in prose.text[max(begin, it.start - 4) : it.start]])


def _summed(prose: Prose, item: Item, at: int, begin: int, before: str) -> Iterator[Finding]:
    """Judge one sum that is called 合计; `before` are the words before it."""
    whole, many = item.mentions[at], _SO_MANY.search(before)
    if many and sum(alike(it, whole) for it in item.mentions[:at] if it.start >= begin) < numerals.chinese(many[1]):
        begin = prose.sentence_before(begin)[0]  # 医疗救助计47,600元。三类救助合计61.16万元
    parts = [it for it in item.mentions[:at] if it.start >= begin and alike(it, whole) and is_plain(prose.text, it)]
    per = [it for it in item.mentions[:at] if it.start >= begin and not is_plain(prose.text, it)]
    if whole.kind is not Kind.MONEY:
        per = [it for it in per if it.kind is not Kind.MONEY]  # 收入50万元以上的村有7个
    parts, per = _subtotals(prose, begin, before, whole, (parts, per))
    if len(parts) < 2 or per or vague(prose.text, (whole, *parts)) or _claimed(prose, begin, parts[0], whole):  # noqa: PLR2004  (a list)
        return
    if (marks := len(_MARKS.findall(prose.text, begin, whole.start))) and marks != len(parts):
        return  # 一是5万元，二是3万元，三是其他支出，共10万元
    if spent_of(prose, before, parts) or _TWICE.match(prose.text, whole.end) or made_of_terms(prose, whole):
        return
    if not _of_other_things(prose, whole, parts) and not _OF_EACH.search(prose.text, begin, parts[0].start):
        yield from () if some_add_up(whole, parts) else judge(prose, whole, parts, "合计", complete=True)


def _subtotals(
    prose: Prose, begin: int, before: str, whole: Mention, found: tuple[list[Mention], list[Mention]]
) -> tuple[list[Mention], list[Mention]]:
    """Take only the subtotals of products: 每艘3.5万元，计7万元；每件85元，计1.02万元；两项合计8.02万元."""
    parts, per = found
    if per and (told := _SO_MANY.search(before)):
        many = numerals.chinese(told[1])
        if len(parts) != many:
            parts = [it for it in parts if _SUBTOTAL.search(words_before(prose, begin, it))]
        per = [] if len(parts) == many else per
    elif per and _CLOSED_SUM.search(before):
        parts = [it for it in parts if _SUBTOTAL.search(words_before(prose, begin, it))]
        per = [] if _one_a_clause(prose, begin, whole, parts) else per
    return parts, per


def _one_a_clause(prose: Prose, begin: int, whole: Mention, parts: Sequence[Mention]) -> bool:
    """Tell whether every clause before a sum ends in a subtotal: 单价4800元，小计7.2万元；单价1500元，小计0.9万元；."""
    stops = [found.start() for found in _SEMICOLON.finditer(prose.text, begin, whole.start)]
    return len(stops) == len(parts) and all(part.end == stop for part, stop in zip(parts, stops, strict=True))


def _of_report(prose: Prose, item: Item, whole: Mention) -> bool:
    """Tell whether an item about one project prints what all of them spent: {合计万元} is no sum of its parts."""
    piece = prose.printed.get(whole.start)
    return item.passages[0].project is not None and piece is not None and (piece.token or "").startswith("{合计")


def _of_other_things(prose: Prose, whole: Mention, parts: Sequence[Mention]) -> bool:
    """Tell whether a part counts another noun than the whole: 14个镇区68个村，共72个项目."""
    noun = _NOUN.match(prose.text, whole.end)
    if noun is None:
        return False
    others = [_NOUN.match(prose.text, part.end) for part in parts]
    return any(found and found[0] not in noun[0] and noun[0] not in found[0] for found in others)


def _claimed(prose: Prose, begin: int, first: Mention, whole: Mention) -> bool:
    """Tell whether another claim of the sentence already judges this sum; 包括 with no figure before it does not."""
    words = _CLAIMS.search(prose.text, begin, whole.start)
    alone = words is not None and words[0] != "其中" and words.end() <= first.start
    if words is None or not alone or prose.text.endswith("主要", begin, words.start()):
        return words is not None
    ahead = any(it.kind is whole.kind for it in prose.figures(begin, words.start()))
    return ahead or "等" in prose.text[first.end : whole.start]
