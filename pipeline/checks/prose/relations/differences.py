"""Differences (相差): two figures of a sentence, one of them past or planned, and what is said to lie between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading import causes
from pipeline.checks.prose.reading.compare import bounds
from pipeline.checks.prose.reading.items import alike, as_fraction, computed_text, is_amount, vague
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.called import by_semicolons, names
from pipeline.checks.prose.relations.changes import GROWTH, LESS, MORE, Change, held_change
from pipeline.checks.prose.relations.computed import contradicted
from pipeline.checks.prose.relations.growth import same_thing
from pipeline.checks.prose.relations.moved import moved_by
from pipeline.checks.prose.relations.quota import within

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.findings import Finding

_MOVES = frozenset("追加 调增 调减 上调 下调 核减".split())  # noqa: SIM905  (moves of a budget, not what lies between two figures)
_WORDS = "|".join(it for it in f"{MORE}|{LESS}".split("|") if it not in _MOVES)
_CHANGED = (
    f"{_WORDS}|新增|净增加?|净减少?|多出?|少支出|少|超出|高出|低|提前|延后|推迟|结余|相差|差额|超过"
    "|超计划|超出?(?:年度)?目标值?|超任务|超额(?:完成)?|[高低]于(?:年度)?(?:目标|计划)"
)
_BY = re.compile(f"^(?:[人户亩次]均|单价)?(?P<of>[^，。；]*?)(?P<word>{_CHANGED})(?:(?:幅度?|率|比例)为?)?(?:了|约)*$")
_RATE = re.compile("^(?P<of>[^，。；]*?)(?P<word>增幅|降幅|涨幅|增长率|下降率|增速)(?:为|达|约)*$")
_REFERENCE = re.compile(
    "(?:同比|环比|[较比与和同](?:之)?(上年|去年|上一年|年初|同期|计划|目标|预算|合同|原定|标准|(?:19|20)[0-9]{2}年)?)[^，。；]{0,6}?"
)
_OLD = re.compile(
    "上年|去年|上一年|年初|原有?定?|计划|目标|预算|合同|批复|标准|应|任务|概算|控制|由|从|改造前|整治前|送审"
)
_NEW = re.compile(
    "实际|实[有到支]|现有?|今年|本年|当年|年末|年底|达到?|[至到]$|结算|审定|支出|完成|改造后|整治后|成交|中标"
)
_BEYOND, _PLAN = re.compile("目标|计划|任务|超额"), re.compile("计划|目标|任务|预算|标准|应|原定|指标")
_LAST_YEAR = re.compile("上年|去年|上一年")
_PAST = re.compile("上年|去年|上一年|同期|20[0-9]{2}年")
_APART = re.compile("其中|包括|(?<!标准)(?<!标准为)每|均[为达在]|分别|以上|以下|不[低超少高]|另")
_LEADS_TO = re.compile("(?:达到?|[升降增减][至到]|增[加长]到|减少到|为)了?")
_THAT_WAS = re.compile(
    "(?:同比|而)?[较比同与和]?(?:之)?(?:原有?定?)?(?:上年|去年|上一年|年初|计划|目标|预算|合同|批复|标准|任务|概算|控制)"
)
_SET_AGAINST = re.compile("同比|相比|[较比]|[与和同](?:上年|去年|上一年)")
_NEWLY = re.compile("新")
_OWN = re.compile("实际|计划|目标|累计|全年|共")  # 实际新增9.2公顷 is what was done
_PLAINLY = re.compile("(?:增长|下降|增幅|降幅|减少|增加)(?:率|为|了|约)*")
_MAY_DIFFER = re.compile("[增提升扩超降减缩浮节多少低涨落跌高余延推差][^，。；、]{0,3}$")  # a sign of every such word
_YEARS = re.compile("20[0-9]{2}(?=年)")
_LEVELS = frozenset({Kind.MEASURE, Kind.PERCENT})
_MOST = 8


def differences(prose: Prose, begin: int, group: Sequence[Mention]) -> Iterator[Finding]:
    """会议原定3天，实际2天，压缩1天; 2022年3200人次，2023年3680人次，同比增长15%."""
    for part in by_semicolons(prose, group):
        if 1 < len(part) <= _MOST and any(_MAY_DIFFER.search(prose.text, it.start - 6, it.start) for it in part):
            yield from _of_clause(prose, begin, part)
        begin = part[-1].end


def _of_clause(prose: Prose, begin: int, group: Sequence[Mention]) -> Iterator[Finding]:
    told = dict(zip(group, names(prose, begin, group), strict=True))
    changes = {it: by for it in group if (by := _by(it, told[it]))}
    for change, by in changes.items():
        levels = [it for it in group if it not in changes and _level(it, change, group)]
        levels = levels if all("均" in told[it] or "标准" in told[it] for it in levels) else _amounts(prose, levels)
        if len(levels) == 1 and _LAST_YEAR.search(told[levels[0]]) and change.kind is not Kind.PERCENT:
            yield from _of_last_year(prose, levels[0], change, group, told)
        if len(levels) != 2 or _APART.search(prose.text, levels[0].start - len(told[levels[0]]), change.end):  # noqa: PLR2004  (what was, and what is)
            return
        pair = _old_and_new(prose, levels, told)
        if pair is None or not _meant(by, pair, told) or not _beside(prose, levels, change, told):
            return
        before = prose.text[begin : change.start - len(by[0])] + prose.text[change.end : pair[1].end]
        if not same_thing(by["of"], before) or vague(prose.text, (change,)) or _of_a_count(group, change, by, pair):
            return
        word = by["word"] if by["word"] in _WORDS.split("|") else ""
        yield from held_change(prose, Change(*pair, word), change, plainly=change.kind is not Kind.PERCENT)


def _of_a_count(group: Sequence[Mention], change: Mention, by: re.Match[str], pair: tuple[Mention, Mention]) -> bool:
    """Tell whether a difference follows a count that it is of: 由320元降到300元，988人天节约19,760元."""
    return any(it.end == change.start - len(by[0]) for it in group if it not in pair)


def _of_last_year(
    prose: Prose, old: Mention, change: Mention, group: Sequence[Mention], told: dict[Mention, str]
) -> Iterator[Finding]:
    """去年培训1,050人，今年比去年增加210人，增长20%: what was before, by how much it changed, and the rate of both."""
    rate = next((it for it in group if it.start > change.end), None)
    plain = rate is not None and rate.kind is Kind.PERCENT and _PLAINLY.fullmatch(told[rate])
    if rate is None or not plain or vague(prose.text, (old, change, rate)) or within(rate, change, old):
        return
    right = computed_text(rate, 100 * as_fraction(change) / as_fraction(old))
    mends = causes.of_product(change, (old, rate), Fraction(1, 100))
    yield contradicted(prose, GROWTH, rate, f"由{old.text}变动{change.text}，变化应为", right, mends)


def _amounts(prose: Prose, levels: Sequence[Mention]) -> list[Mention]:
    """Leave out what is told of each beside what is told of all."""
    return [it for it in levels if is_amount(prose.text, it)]


def _by(mention: Mention, name: str) -> re.Match[str] | None:
    """Find the word that makes a figure a difference: 压缩, 同比增长, 降幅为."""
    if not mention.value or mention.high is not None:
        return None
    by = (_RATE.match(name) if mention.kind is Kind.PERCENT else None) or _BY.match(name)
    return None if by and by["word"] == "新增" and _OWN.search(by["of"]) else by


def _level(mention: Mention, change: Mention, group: Sequence[Mention]) -> bool:
    """Tell whether a difference may be of a figure: of its unit, or for a rate of the one unit told twice."""
    if mention.kind is Kind.PERCENT:
        return change.kind is Kind.POINTS
    if change.kind in {Kind.PERCENT, Kind.POINTS}:
        return change.kind is Kind.PERCENT and sum(alike(mention, it) for it in group if it is not change) > 1
    return _same(mention, change)


def _same(one: Mention, two: Mention) -> bool:
    return alike(one, two) or (one.kind is two.kind and one.kind in _LEVELS and one.unit == two.unit)


def _old_and_new(prose: Prose, levels: Sequence[Mention], told: dict[Mention, str]) -> tuple[Mention, Mention] | None:
    """Tell which of just two figures was before: one is called 上年, 计划 and the like, the other what is now."""
    if (
        not _same(*levels)
        or vague(prose.text, levels)
        or any(it.high is not None or not it.value or bounds(prose.text, it) for it in levels)
    ):
        return None
    one, two = levels
    told_again = one.value == two.value and one.unit != two.unit
    moved = _SET_AGAINST.match(told[two]) and moved_by(told[two], told[one])  # 比上年多接待300人
    if told_again or moved or bool(_NEWLY.search(told[one])) != bool(_NEWLY.search(told[two])):
        return None
    years = [_YEARS.findall(told[it]) for it in levels]
    if all(years) and years[0][-1] != years[1][-1]:
        return (one, two) if years[0][-1] < years[1][-1] else (two, one)
    was = [bool(_OLD.search(told[it])) for it in levels]
    if was == [True, False] and _NEW.search(told[two]):
        return one, two
    return (two, one) if was == [False, True] and _THAT_WAS.match(told[two]) else None


def _beside(prose: Prose, levels: Sequence[Mention], change: Mention, told: dict[Mention, str]) -> bool:
    """Tell whether a difference stands behind both figures, or before the second that it leads to."""
    if prose.text.startswith(("的", "（", "("), change.end):
        return False
    one, two = levels
    between = change.start > one.start and (_LEADS_TO.fullmatch(told[two]) or _THAT_WAS.match(told[two]))
    return change.start > two.start or bool(between)  # 同比增长8%，上年为6,000人次


def _meant(by: re.Match[str], pair: tuple[Mention, Mention], told: dict[Mention, str]) -> bool:
    """Tell whether a difference is said of these two: not of last year where they are plan and result."""
    if _BEYOND.search(by["word"]):
        return bool(_PLAN.search(told[pair[0]]))  # 较上年的18.4万亩增加2.1万亩，超目标2.5万亩
    reference = _REFERENCE.search(by["of"])
    if reference is None:
        return True
    past = _PAST.search(by["of"]) or reference[1] is None
    return any(_PAST.search(told[it]) for it in pair) if past else bool(_OLD.search(told[pair[0]]))
