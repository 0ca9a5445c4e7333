"""Items (条目): the rows of one project that follow each other in a section, and the figures they print."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from pipeline.checks.prose.reading.compare import NOT_ROUGH, bounds
from pipeline.checks.prose.reading.joined import row_before
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.reading.passages import Role
from pipeline.model import money

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Passage, Prose, Spot

_PER_BEFORE = re.compile(
    "(?:每[^，。；、0-9]{0,8}|(?:[人户亩日月年次场村校]均|平均)[^，。；、0-9]{0,6}|单价|均价|标准[为是]?|按|单笔|各自?|均|上限"
    "|不超过|最高|最低|最[一-龥]{1,2}的)(?:为|补助|补贴|奖励?|发放|支出|投入|收入|约|分别|[:：])*$"
)
_OTHER_BEFORE = re.compile(
    "(?:(?<!比)较|比(?![较例重赛])|同比|环比|上年(?!结转)|去年|往年|预计|拟|计划|增加了?|减少了?|增长了?|下降了?|节约|节省|压减|追加"
    "|调减|调增|超(?:任务|计划|目标|额|出)|欠|未付|尚需|缺口|限额|保证金)"
    "[^，。；、0-9]{0,6}$"
)
_LIMIT_BEHIND = re.compile("[及含]?(?:以上|以下|以内)|[/／]|至|的标准|标准")
_NO_PARTS = frozenset({"", "分", "岁", "周岁", "分贝", "度", "℃", "°C"})  # a mean of scores is no sum of them
MOST_FIGURES = 300  # of one item looked at together
_CURRENT = 1000  # so many 度 are no temperature
_PERSONS = frozenset({"人", "名", "位"})
PEOPLE = _PERSONS | {"人次"}
_WINDOW = 14
_COUNTED = (Kind.COUNT, Kind.MEASURE)
_VAGUELY = ("约", "近", "超", "逾", "不足", "超过")
_COARSEST = 50 * money.FEN_PER_WAN  # half a unit of 1.05亿元; nobody rounds to more who gives a rate
MOST_PARTS = 10  # beyond this no one tries which of them belong to the whole


class Item(NamedTuple):
    """One item: its passages and their figures; for 绩效目标 and the like each cell is an item."""

    passages: tuple[Passage, ...]
    spots: tuple[Spot, ...]
    mentions: tuple[Mention, ...]


def items(prose: Prose) -> Iterator[Item]:
    """Every item with at least two figures, in order: the passages of one project in a section, or any other alone."""
    passages, starts = prose.passages, [mention.start for mention in prose.mentions]
    begin = at = 0  # its first passage, its first figure
    before: tuple[str | None, int] | None = None
    for place, passage in enumerate(passages):
        project = passage.project
        of_project = passage.role is Role.PARAGRAPH
        key = (passage.section, project.row) if of_project and project is not None else None
        if place > begin and (key is None or key != before):
            end = bisect_left(starts, passage.start, at)
            if end - at > 1:
                yield from _bounded(passages[begin:place], prose.spots[at:end])
            begin, at = place, end
        before = key
    if len(starts) - at > 1:
        yield from _bounded(passages[begin:], prose.spots[at:])


def _bounded(passages: tuple[Passage, ...], spots: tuple[Spot, ...]) -> Iterator[Item]:
    """Give an item whole; one of hundreds of figures, as nobody writes it, in pieces: work grows with their square."""
    for first in range(0, len(spots), MOST_FIGURES):
        part = spots[first : first + MOST_FIGURES]
        begin, end = part[0].mention.start, part[-1].mention.end
        inside = passages if part == spots else tuple(it for it in passages if it.end >= begin and it.start <= end)
        yield Item(inside, part, tuple([spot.mention for spot in part]))


def is_amount(text: str, mention: Mention) -> bool:
    """Tell whether a figure is one amount: no rate per head, no limit, no range."""
    if mention.value is None or mention.high is not None or "/" in mention.unit:
        return False
    return not (_PER_BEFORE.search(row_before(text, mention.start, _WINDOW)) or _LIMIT_BEHIND.match(text, mention.end))


def is_plain(text: str, mention: Mention) -> bool:
    """Tell whether a figure may be a part of a whole: one amount, neither compared nor planned."""
    return is_amount(text, mention) and not _OTHER_BEFORE.search(row_before(text, mention.start, _WINDOW))


def alike(mention: Mention, other: Mention) -> bool:
    """Tell whether two figures can be added: both money, or counts of one unit."""
    kind = mention.kind
    if kind is not other.kind or kind is Kind.MONEY:
        return kind is other.kind
    if kind not in _COUNTED or mention.unit != other.unit:
        return False
    return mention.unit not in _NO_PARTS or (mention.unit == "度" and worth(mention) >= _CURRENT)


def can_hold(whole: Mention, part: Mention) -> bool:
    """Tell whether a figure may be the sum of such parts: 人, 名 and 位 count the same, and add up to 人次."""
    if alike(whole, part):
        return True
    return whole.kind is part.kind is Kind.COUNT and whole.unit in PEOPLE and part.unit in _PERSONS


def worth(mention: Mention) -> Decimal:
    """Value of a figure; 0 where it has none that can be added."""
    return mention.value if isinstance(mention.value, Decimal) else Decimal(0)


def tolerance(figures: Sequence[Mention]) -> Decimal:
    """Half a unit of the last printed digit of the coarsest unit among the figures; its finest decimals count."""
    sized = [(mention.step.scaleb(mention.decimals), mention.step) for mention in figures]
    coarsest = max(size for size, _ in sized)
    return min(step for size, step in sized if size == coarsest) / 2


def adds_up(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Tell whether the parts make the whole, within the tolerance of what is printed."""
    gap = abs(sum([worth(part) for part in parts], Decimal(0)) - worth(whole))
    return not gap or gap <= tolerance((whole, *parts))


def some_add_up(whole: Mention, parts: Sequence[Mention], *always: Mention) -> bool:
    """Tell whether any choice of the parts, with those that always belong, makes the whole: then nothing is accused."""
    if len(parts) > MOST_PARTS:
        return True
    sizes = range(len(parts), -1 if always else 0, -1)  # all of them first: most texts are right
    return any(
        adds_up(whole, (*chosen, *always)) for size in sizes for chosen in combinations(parts, size) if chosen or always
    )


def tail_adds_up(whole: Mention, run: Sequence[Mention], fewest: int = 2) -> bool:
    """Tell whether the last so many of a run make the whole, wherever its commas say that the list begins."""
    total, parts = Decimal(0), 0
    for part in reversed(run):
        total, parts = total + worth(part), parts + 1
        if parts >= fewest and abs(total - worth(whole)) <= tolerance((whole, *run[-parts:])):
            return True
    return False


def vague(text: str, figures: Sequence[Mention]) -> bool:
    """Tell whether one of the figures is only about right (约, 余, 近)."""
    return any(mention.vague or _rough_before(text, mention.start) for mention in figures)


def inexact(text: str, figures: Sequence[Mention]) -> bool:
    """Tell whether one of the figures is only about right, or a bound (不少于, 以上)."""
    return vague(text, figures) or any(bounds(text, it) for it in figures)


def _rough_before(text: str, start: int) -> bool:
    first = max(0, start - 2)
    return text.endswith(_VAGUELY, first, start) and not text.endswith(NOT_ROUGH, first, start)


def as_fraction(mention: Mention) -> Fraction:
    """Exact value of a figure."""
    return Fraction(mention.value or 0)


def rounded(mention: Mention, exact: Fraction) -> Fraction:
    """Round a value to the last digit that a figure prints."""
    return Fraction(money.half_up(exact / Fraction(mention.step), 0)) * Fraction(mention.step)


def adds_to(total: Mention, each: Mention) -> bool:
    """Tell whether a figure may be the sum of such means or rates: 552人次 of 4人 each time."""
    return alike(total, each) or (total.kind is each.kind is Kind.COUNT and {total.unit, each.unit} <= PEOPLE)


def slack(mention: Mention, other: Mention) -> Decimal:
    """Half a unit of the last digit to which an amount in 万元 was rounded; nothing of a count, or of 1.1亿元."""
    if mention.kind is not Kind.MONEY or mention.step <= money.FEN_PER_YUAN or not (mention.decimals or other.decimals):
        return Decimal(0)
    half = (min(mention.step, other.step) if mention.unit == other.unit else mention.step) / 2
    return half if half <= _COARSEST else Decimal(0)


def quotient(part: Mention, whole: Mention) -> tuple[Fraction, Fraction]:
    """Give the least and the most that a part can be of its whole, both as printed."""
    narrow, wide = Fraction(slack(part, whole)), Fraction(slack(whole, part))
    least = (as_fraction(part) - narrow) / (as_fraction(whole) + wide)
    return least, (as_fraction(part) + narrow) / max(as_fraction(whole) - wide, Fraction(1))


def computed_text(mention: Mention, exact: Fraction) -> str:
    """Print what a figure should say, in its own unit: money exactly, at least two decimals otherwise."""
    if mention.kind is Kind.MONEY and "万" in mention.unit:
        return f"{money.wan_text(round(exact), 6)}万元"
    if mention.kind is Kind.MONEY:
        return f"{money.yuan_text(round(exact))}元"
    return f"{money.plain(money.half_up(exact, max(mention.decimals, 2)))}{mention.unit}"
