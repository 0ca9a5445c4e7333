"""Shares and growth (占比、增幅) that a sentence computes from figures it prints itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from pipeline.checks.prose.items import alike, as_fraction, computed_text, is_amount, vague
from pipeline.checks.prose.mentions import Kind, Mention
from pipeline.model.findings import Finding, declare

if TYPE_CHECKING:
    from pipeline.checks.prose.document import Prose

SHARE = declare(
    "prose-share",
    "文中占比不符",
    "critical",
    source="rules 16",
    notes="正文用两个数字算出的比率，按它自己的小数位要算得出来。",
    fix="请核对分子、分母和比率。",
)
GROWTH = declare(
    "prose-growth",
    "文中增减幅度不符",
    "critical",
    source="rules 16",
    notes="正文写明由多少增减到多少的，增减的幅度或数额要算得出来。",
    fix="请核对前后两个数字和增减幅度。",
)
_RATE_OF = re.compile("([一-龥]{2,4})率(?:为|达到|达|是|约|：|:)*$")
_SHARE_OF = re.compile(
    "占(?:比|总数|全部|总人数|总户数|总额|总支出|其|的|总量|[一-龥]{0,6}的)*(?:为|达到|达|约|：|:)*$"
)
OWN_SHARE = re.compile("[，,、（( ]{0,2}(?:约)?占[^，。；0-9０-９]{0,10}?(?:为|达到|达|约|：|:)*")
_WHOLE_VERB = re.compile(
    "(?:收到|受理|上报|发放|排查|发现|检查|抽查|接到|抽检|巡查|接待|登记|采集)[^，。；0-9０-９]{0,8}$"
)
_OF_WHOLE = re.compile("[^，,。；、0-9０-９]{0,12}[，,（( ]?[^，。；、0-9０-９]{0,6}占[^，。；0-9０-９]{0,12}")
_PERCENT_OF = re.compile("[^，。；、0-9０-９]{0,6}的(?:比例|比重|占比)?(?:为|达到|达)?")
_OFF = frozenset({"审减", "核减", "压减", "节约", "节支", "下降", "减少", "下浮", "降低", "增长"})  # of what was before
_CHANGED = re.compile("[由从较比]")  # _FROM or _AGAINST need one of these
_FROM = re.compile("[由从](?:[^，。；0-9０-９]{0,10})$")
_WORDS = "增加|增长|提高|提升|上升|扩大|下降|减少|降低|压缩|压减|缩短"
_TO = re.compile(
    f"[^，。；0-9０-９]{{0,6}}({_WORDS}|降|升|增|减)[^，。；0-9０-９]{{0,2}}(?:至|到|为)(?:(?:今年|本年度?|目前|现在|年底)的?)?"
)
_BY = re.compile(f"[，,（(][^，。；0-9０-９]{{0,6}}(?:{_WORDS}|增幅|降幅|增长率)[^，。；0-9０-９]{{0,4}}")
_AGAINST = re.compile(
    "[，,（(]?(?:同比)?[较比](?:上年|去年|上一?年度?|年初|(?:19|20)[0-9]{2}年|同期|原)[^，。；、0-9０-９]{0,8}"
)
_AGAINST_BY = re.compile(f"[，,]?(?:相比)?(?:{_WORDS}|节约|节省|多|少)(?:了|幅度?为|约|：)?")
_AND_BY = re.compile(f"[，,、（(]?(?:同比|比上年|降幅|增幅|幅度)?(?:{_WORDS})?(?:率|幅度)?(?:为|达到|达|了|约)?")
_MOST_NUMBERS = 6  # beyond this no one tries which two make the share


def within(percent: Mention, part: Fraction, whole: Fraction) -> bool:
    """Tell whether a percentage is the share of two values, to its own printed decimals."""
    return abs(100 * part / whole - as_fraction(percent)) * 2 <= Fraction(percent.step)


def share_finding(prose: Prose, part: Mention, whole: Mention, percent: Mention) -> Finding:
    """Say what the share should be."""
    right = computed_text(percent, 100 * as_fraction(part) / as_fraction(whole))
    message = f"文中{part.text}占{whole.text}的{right}，与写的{percent.text}不一致。"
    return SHARE.at(prose.passage_at(percent.start).where, found=percent.text, expected=right, message=message)


def share(prose: Prose, begin: int, group: list[Mention]) -> Iterator[Finding]:
    """排查200家，其中合格190家，合格率95%; 其中女性20人，占40%; 支出30万元，占预算40万元的75%."""
    for at, percent in enumerate(group):
        if percent.kind is not Kind.PERCENT or percent.high is not None:
            continue
        numbers = [it for it in group[:at] if alike(it, group[at - 1]) and it.value]
        if not 1 < len(numbers) <= _MOST_NUMBERS or vague(prose.text, (*numbers, percent)):
            continue
        if _of_a_whole(prose, numbers[-2], numbers[-1], percent):
            if not within(percent, as_fraction(numbers[-2]), as_fraction(numbers[-1])):
                yield share_finding(prose, numbers[-2], numbers[-1], percent)
            continue
        part = None if _is_a_share(prose, numbers[0], group) else _part(prose, begin, numbers, percent)
        fits = (
            within(percent, as_fraction(one), as_fraction(two)) or within(percent, as_fraction(two), as_fraction(one))
            for one, two in combinations(numbers, 2)
        )
        if part and _may_be_part(prose, part, numbers) and not any(fits):
            yield share_finding(prose, part, _whole_of(part, numbers), percent)


def _is_a_share(prose: Prose, number: Mention, group: list[Mention]) -> bool:
    """Tell whether the sentence gives this figure a share of its own: then it is not the base of the next one."""
    following = next((it for it in group if it.start >= number.end), None)
    return bool(
        following and following.kind is Kind.PERCENT and OWN_SHARE.fullmatch(prose.text, number.end, following.start)
    )


def _whole_of(part: Mention, numbers: list[Mention]) -> Mention:
    """Take for the whole the first figure of the sentence, or the one just before the part where that is too small."""
    ahead = [it for it in numbers if it.start < part.start] or numbers[:1]
    return ahead[0] if as_fraction(ahead[0]) >= as_fraction(part) else ahead[-1]


def _may_be_part(prose: Prose, part: Mention, numbers: list[Mention]) -> bool:
    """Tell whether a part may belong to the first figure: it is no more, or the first was received or found."""
    if as_fraction(part) <= as_fraction(_whole_of(part, numbers)):
        return True
    ahead = prose.text[max(0, numbers[0].start - 12) : numbers[0].start]
    return len(numbers) == 2 and bool(_WHOLE_VERB.search(ahead))  # noqa: PLR2004  (whole and part)


def _of_a_whole(prose: Prose, part: Mention, whole: Mention, percent: Mention) -> bool:
    """Tell whether the sentence says 占……的 of just these two."""
    return bool(
        _OF_WHOLE.fullmatch(prose.text, part.end, whole.start)
        and _PERCENT_OF.fullmatch(prose.text, whole.end, percent.start)
    )


def _part(prose: Prose, begin: int, numbers: list[Mention], percent: Mention) -> Mention | None:
    """Find what the percentage is a share of the first number of: before 占, or under the rate's own word."""
    nearest = numbers[-1]
    between = prose.text[nearest.end : percent.start]
    rate = _RATE_OF.search(between)
    if rate is None:
        of_two = len(numbers) == 2 and bool(_SHARE_OF.search(between))  # noqa: PLR2004  (part and whole)
        return nearest if of_two and len(between) <= 14 and between[0] in "，,（( " else None  # noqa: PLR2004  (one short clause)
    said = rate[1][-2:]
    if said in _OFF:
        return None
    word = re.compile(f"(?<![不未非])(?:{said}|{said[::-1]})")  # 回收率 of 收回190份
    told = [it for it in numbers[1:] if word.search(prose.text[max(begin, it.start - 8) : it.start])]
    return told[0] if len(told) == 1 and between.count("，") <= 1 else None


def growth(prose: Prose, begin: int, group: list[Mention]) -> Iterator[Finding]:
    """由80件下降到60件，下降25%; 60件，较上年80件下降25%; 较上年80件减少20件，下降25%."""
    if not _CHANGED.search(prose.text, begin, group[-1].start):
        return
    for at, (one, two, change) in enumerate(zip(group, group[1:], group[2:], strict=False)):
        if _FROM.search(prose.text[begin : one.start]) and _TO.fullmatch(prose.text, one.end, two.start):
            told, old, new = _BY.fullmatch(prose.text, two.end, change.start), one, two
        else:
            compared = _AGAINST.fullmatch(prose.text, one.end, two.start)
            told, old = compared and _AGAINST_BY.fullmatch(prose.text, two.end, change.start), two
            new = next((it for it in reversed(group[: at + 1]) if is_amount(prose.text, it)), one)
        if not told or old.kind is not new.kind:
            continue
        yield from _held_change(prose, old, new, change)
        for again in group[at + 3 : at + 4]:
            if again.kind is Kind.PERCENT and change.kind is not again.kind:
                said = _AND_BY.fullmatch(prose.text, change.end, again.start)
                yield from _held_change(prose, old, new, again) if said else ()


def _held_change(prose: Prose, old: Mention, new: Mention, change: Mention) -> Iterator[Finding]:
    right = [] if vague(prose.text, (old, new, change)) else list(_changes(old, new, change))
    if right and all(abs(it - as_fraction(change)) * 2 > Fraction(change.step) for it in right):
        expected = computed_text(change, right[0])
        message = f"文中由{old.text}到{new.text}，变化应为{expected}，与写的{change.text}不一致。"
        where = prose.passage_at(change.start).where
        yield GROWTH.at(where, found=change.text, expected=expected, message=message)


def _changes(old: Mention, new: Mention, change: Mention) -> Iterator[Fraction]:
    """Work out what the change may be: the difference, in points, or in percent of the old value."""
    before, after = as_fraction(old), as_fraction(new)
    if not alike(old, new) and not (old.kind is Kind.PERCENT and new.kind is Kind.PERCENT):
        return
    if change.kind is Kind.PERCENT and before:
        yield abs(after - before) * 100 / before
    if change.kind in {old.kind, Kind.POINTS} and (change.kind is not Kind.POINTS or old.kind is Kind.PERCENT):
        yield abs(after - before)
