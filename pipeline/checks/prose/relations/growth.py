"""Growth (增幅) that a sentence computes from figures it prints itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.items import alike, is_amount
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.changes import Change, held_change
from pipeline.checks.prose.relations.compared import compared
from pipeline.checks.prose.relations.moved import (
    AGAINST,
    ALREADY,
    AND_BY,
    NOUN,
    WORDS,
    YEAR,
    already,
    held_percent,
    moved_by,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.findings import Finding

_CHANGED = re.compile(
    "[由从较比审划目任上去成中实初2](?:(?<=[由从较比审划])|(?<=年初)|(?<=成)交|(?<=实)际[采人户亩次场每]|标|务|(?<=[上去])年|(?<=2)0)"
)
_ANY_CHANGE = re.compile("[增提升扩超降减缩浮节多少倍涨落跌调高余延推差]")  # one sign of every word of change
_FROM = re.compile("[由从](?:(?:19|20)[0-9]{2}年度?)?(?:[^，。；0-9０-９]{0,10})$")
_TO = re.compile(
    f"[^，。；0-9０-９]{{0,6}}({WORDS}|降|升|增|减|调整)[^，。；0-9０-９]{{0,2}}(?:至|到|为)"
    "(?:(?:今年|本年度?|目前|现在|年底|年末|期末|年终|当年|(?:19|20)[0-9]{2}年度?)的?)?"
)
_BY = re.compile(
    f"[，,（(]([^，。；0-9０-９]{{0,6}}?)({WORDS}|增幅|降幅|增长率|(?<=[，,（(])[多少])[^，。；0-9０-９]{{0,4}}"
)
_AND_MORE = re.compile(f"[，,、；]?[^，。；0-9０-９]{{0,8}}(?:{WORDS})[^，。；0-9０-９]{{0,6}}[0-9.,]+[万亿]?元")
_FILLING = re.compile(
    "同比|环比|相比|每[一-龥]|[比较与](?:上年|去年|年初|同期|上一年)(?:相比)?|总体|整体|实际|大幅|[比较共净约了的即总]"
)
_AGAINST_BY = re.compile(f"[，,]?(?:相比)?({WORDS}|多|少|超出|高出|超)(?:了|幅度?为|约|：)?")
_OF_YEAR = re.compile(f"((?:19|20)[0-9]{{2}}|上|去)年度?({NOUN})$")
_TIMES = re.compile(f"[，,](?:约)?(?:是|为|达到?)(?:{YEAR}|原来|原先|之前|年初|过去)(?:同期)?的")
_BY_BEFORE = re.compile(f"({WORDS}|(?<=[比较][上去]年)[多少])(?:了)?(?:约)?$")
_FROM_BEHIND = re.compile(f"[，,]?[（(]?(?:即)?(?:由|从(?![业事而中])|{YEAR}){NOUN}")
_THIS_YEAR_BEHIND = re.compile(f"[，,、](?:今年|本年度?|当年|(?:19|20)[0-9]{{2}}年度?){NOUN}")
_AGAINST_LAST = re.compile(f"{AGAINST.pattern}$")
_REACHING = re.compile("[，,](?:达到?|升至|降至|提高到|为)(?:了)?")
_BY_SINCE = re.compile(  # 2022年640批次，2023年同比下降17.5%，为528批次
    f"[，,](?:(?:今|本|当|(?:19|20)[0-9]{{2}})年度?)?(?:同比|较上年|比上年)?(?:总量|数量)?({WORDS})(?:了|约)?"
)
_ABOVE = re.compile(
    "[，,][^，。；、0-9０-９]{0,10}?[比较]([^，。；、0-9０-９]{2,8}?)([高多低少])(?:出|了)?"
)  # 比A标段高2.4万元
_INITIAL = re.compile("年初预算[^，。；、0-9０-９]{0,6}$")  # 年初预算50万元，调整后全年预算60万元，调增20%
_FINAL = re.compile("[，,](?:年中)?(?:调整后的?)?(?:全年)?预算(?:调整|资金|金额|数)*(?:为|至|到|是)?")
_ADDED = frozenset({"追加", "调增", "增加", "增长"})
_MOVED_BY = re.compile(
    "[，,](?:年中|同比|净)?(追加|调增|增加|增长|调减|压减|减少|下降)(?:了|预算|资金|幅度|比例)*(?:为|达)?"
)
_JUST_BY, _UP_TO = re.compile(f"({WORDS})(?:了)?"), re.compile("[，,]?(?:至|到|达到)")  # 由58人增加6人至64人
_NEXT = re.compile("[、和及与]|以及")
_BESIDE = re.compile("[、，,]?[^，。；、0-9０-９]{0,6}")


def tells_a_change(prose: Prose, begin: int, group: list[Mention]) -> bool:
    """Tell whether a word of change stands among the figures of a sentence."""
    return bool(_ANY_CHANGE.search(prose.text, begin, group[-1].start))


def growth(prose: Prose, begin: int, group: list[Mention]) -> Iterator[Finding]:
    """由80件下降到60件，下降25%; 60件，较上年80件下降25%; 较上年80件减少20件，下降25%."""
    if not _CHANGED.search(prose.text, begin, group[-1].start):
        return
    for at, change in enumerate(group[2:]):
        first = _told_first(prose, begin, group[at : at + 3]) or _moved_to(prose, begin, group[at : at + 3])
        if first:
            yield from held_change(prose, *first)
            continue
        told = _told(prose, begin, group, at)
        if told is None:
            new = _of_its_kind(prose, group, at)
            before = prose.text[max(begin, new.start - 24) : new.start]
            moved, two = already(prose.text[new.end : group[at + 1].start], before), group[at + 1]
            if moved and not (moved in before and not list(held_change(prose, Change(two, new, ""), change))):
                yield from held_percent(prose, new, two, change, moved)
        if told is None or told.old.kind is not told.new.kind:
            continue
        yield from held_change(prose, told, change)
        for again in group[at + 3 : at + 4]:
            if again.kind is Kind.PERCENT and change.kind is not again.kind:
                said = AND_BY.fullmatch(prose.text, change.end, again.start)
                yield from held_change(prose, told, again) if said else ()


def _told(prose: Prose, begin: int, group: list[Mention], at: int) -> Change | None:
    """Find what the third of three figures is the change between, in one of the ways people say it."""
    one, two, change = group[at : at + 3]
    before, text = prose.text[max(begin, one.start - 24) : one.start], prose.text
    between, behind = (one.end, two.start), (two.end, change.start)
    by = _BY.fullmatch(text, *behind)
    by = by if by and same_thing(by[1], text[group[at - 1].end if at else begin : two.end]) else None
    to = _TO.fullmatch(text, *between) if _FROM.search(before) else None
    if to:
        times = _TIMES.fullmatch(text, *behind)
        plainly = by and not (to[1] == "调整" and _AND_MORE.match(text, change.end))  # 追加15万元，调减5万元: both
        word = by[2] if by and to[1] == "调整" else to[1]
        return Change(one, two, word) if plainly or (times and to[1] != "调整") else None
    against = AGAINST.fullmatch(text, *between)
    if against and not moved_by(against[0], before):
        told = _AGAINST_BY.fullmatch(text, *behind)
        said = Change(two, one, told[1]) if told and not _listed(prose, group[:at], one) else None
        return said and compared(prose, said, group[: at + 1], change, against[0])
    if _INITIAL.search(before) and _FINAL.fullmatch(
        text, one.end, two.start
    ):  # 年初预算50万元，全年预算60万元，调增20%
        moved = _MOVED_BY.fullmatch(text, two.end, change.start)
        return Change(one, two, "增加" if moved[1] in _ADDED else "减少") if moved else None
    return None


def _listed(prose: Prose, before: list[Mention], last: Mention) -> bool:
    """Tell whether a figure ends a list: which of 18.2万元、22.5万元、9.3万元 is compared, or all, nobody can tell."""
    return bool(before) and alike(before[-1], last) and bool(_NEXT.fullmatch(prose.text, before[-1].end, last.start))


def same_thing(noun: str, before: str) -> bool:
    """Tell whether a change is said of what the figures before it count: 满意度提高5% behind 50起 is of another."""
    return all(sign in before for sign in _FILLING.sub("", noun))


def _told_first(prose: Prose, begin: int, three: list[Mention]) -> tuple[Change, Mention] | None:
    """下降18.5%，由400件降为326件; 减少74件（上年400件，本年326件）; 较去年的93.2%提高3.3个百分点，达到96.5%."""
    one, two, last = three
    before, text = prose.text[max(begin, one.start - 24) : one.start], prose.text
    by = _BY_BEFORE.search(before)
    if by and _FROM_BEHIND.fullmatch(text, one.end, two.start):
        to = _TO.fullmatch(text, two.end, last.start) or _THIS_YEAR_BEHIND.fullmatch(text, two.end, last.start)
        return (Change(two, last, by[1]), one) if to else None
    moved = ALREADY.search(before)  # 较上年减少7批次 is no 上年 of 7批次
    since = _BY_SINCE.fullmatch(text, one.end, two.start) if _OF_YEAR.search(before) and not moved else None
    if since and two.kind is Kind.PERCENT and _REACHING.fullmatch(text, two.end, last.start):
        return Change(one, last, since[1]), two
    above = _ABOVE.fullmatch(text, one.end, two.start)
    if above and above[1] in before and _REACHING.fullmatch(text, two.end, last.start):
        return Change(one, last, "多" if above[2] in {"高", "多"} else "少"), two
    if _AGAINST_LAST.search(before) and not moved:
        by = _AGAINST_BY.fullmatch(text, one.end, two.start)
        to = _REACHING.fullmatch(text, two.end, last.start)
        return (Change(one, last, by[1]), two) if by and to and is_amount(text, last) else None
    return None


def _moved_to(prose: Prose, begin: int, three: list[Mention]) -> tuple[Change, Mention] | None:
    """由58人增加6人至64人: the change stands between the two."""
    old, change, new = three
    by = _JUST_BY.fullmatch(prose.text, old.end, change.start)
    told = by and _UP_TO.fullmatch(prose.text, change.end, new.start)
    return (Change(old, new, by[1]), change) if by and told and _FROM.search(prose.text[begin : old.start]) else None


def _of_its_kind(prose: Prose, group: list[Mention], at: int) -> Mention:
    """拆除违建58处、面积6380平方米，较上年增加8处: what has grown by 8处 is the figure listed before the area."""
    new, amount = group[at : at + 2]
    if not at or alike(new, amount) or not alike(group[at - 1], amount):
        return new
    near = _BESIDE.fullmatch(prose.text, group[at - 1].end, new.start)
    return group[at - 1]._replace(end=new.end) if near else new
