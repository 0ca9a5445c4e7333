"""Changes (增减): whether what a text says between two figures is what lies between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from pipeline.checks.prose.reading import causes
from pipeline.checks.prose.reading.items import alike, as_fraction, computed_text, quotient, slack, vague, worth
from pipeline.checks.prose.reading.joined import row_before
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.model.findings import Finding, declare

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose

GROWTH = declare(
    "prose-growth",
    "文中增减幅度不符",
    "critical",
    source="rules 16",
    notes="正文写明由多少增减到多少的，增减的幅度或数额要算得出来。",
    fix="请核对前后两个数字和增减幅度。",
)
MORE = "延长|增加|增长|提高|提升|上升|扩大|超支|增产|增收|上涨|上调|调增|追加|净增"
LESS = "下降|减少|降低|压缩|压减|缩短|下浮|节约|节省|节支|审减|核减|减产|减收|下调|回落|下跌|调减"
_A_YEAR = re.compile("年均|月均|[年月]平均|平均每[年月]")
RISES = frozenset((*MORE.split("|"), "升", "增", "多", "增幅", "增长率", "超出", "高出", "超"))


class Change(NamedTuple):
    """From what to what, and the word that says which way."""

    old: Mention
    new: Mention
    word: str


def held_change(prose: Prose, told: Change, change: Mention, *, plainly: bool = False) -> Iterator[Finding]:
    """Hold the change that a text tells against the two figures that it is told of; plainly: they differ by so much."""
    old, new = told.old, told.new
    if change.kind is Kind.PERCENT and _A_YEAR.search(row_before(prose.text, change.start, 12)):
        return  # 由2020年的1.86万元提高到2.31万元，年均增长7.5%
    if change.kind is Kind.COUNT and old.kind is Kind.COUNT and change.unit != old.unit:
        return  # 由3次增加到5次，增加会议20场
    right = [] if vague(prose.text, (*(() if plainly else (old,)), new, change)) else list(_changes(old, new, change))
    value = abs(as_fraction(change))
    half = Fraction(change.step) / 2
    holds = any(least - half <= value <= most + half for least, most in right)
    if not right or (holds and not _against(told, change)) or _moved(told, change):
        return
    if not holds and _of_others(prose, told, change):
        return
    exact = abs(as_fraction(new) - as_fraction(old))
    if change.unit == "倍" and prose.text[change.start - 1] == "的":  # 是上年的2.5倍
        exact = as_fraction(new) / as_fraction(old)
    elif change.kind not in {old.kind, Kind.POINTS}:
        exact = exact * (100 if change.kind is Kind.PERCENT else 1) / as_fraction(old)
    expected = computed_text(change, exact)
    if plainly:
        expected = f"{'多' if as_fraction(new) > as_fraction(old) else '少'}{expected}"
    elif _against(told, change):
        expected = f"{'减少' if told.word in RISES else '增加'}{expected}"
    between = f"{new.text}比{old.text}" if plainly else f"由{old.text}到{new.text}，变化应为"
    message = f"文中{between}{expected}，与写的{told.word}{change.text}不一致。"
    finding = GROWTH.at(prose.passage_at(change.start).where, found=change.text, expected=expected, message=message)
    yield prose.causes.note(finding, causes.of_change(old, new, change, _sign(told)))


def _moved(told: Change, change: Mention) -> bool:
    """Tell whether a share is right if the old figure is what came or went: 286人，较上年添了31人，增长12.2%."""
    new, part = as_fraction(told.new), as_fraction(told.old)
    if change.kind is not Kind.PERCENT or not alike(told.old, told.new):
        return False
    befores = [before for before in (new - part, new + part) if before > 0]
    return any(abs(100 * part / before - as_fraction(change)) <= Fraction(change.step) / 2 for before in befores)


def _of_others(prose: Prose, told: Change, change: Mention) -> bool:
    """Tell whether a change holds of another figure ahead, or of a list: 18万元，22万元，9万元，比预算少10万元."""
    new, value, half = told.new, abs(as_fraction(change)), Fraction(change.step) / 2
    like = [it for it in prose.figures(prose.sentence(new.start)[0], told.old.start) if alike(it, new)]
    if new.start > told.old.start:
        return False
    sums = {*accumulate(map(worth, reversed(like))), *map(worth, like)}
    moves = (it for total in sums for it in _changes(told.old, new._replace(value=total), change))
    return any(least - half <= value <= most + half for least, most in moves)


def _sign(told: Change) -> int:
    """Which way the text says that it went, else which way it did."""
    rose = told.word in RISES if told.word else as_fraction(told.new) > as_fraction(told.old)
    return 1 if rose else -1


def _against(told: Change, change: Mention) -> bool:
    """Tell whether the text says that something rose which fell, or the other way round."""
    if not told.word or change.kind is Kind.RATIO or as_fraction(change) < 0:
        return False
    rose = as_fraction(told.new) - as_fraction(told.old)
    return rose < 0 if told.word in RISES else rose > 0


def _changes(old: Mention, new: Mention, change: Mention) -> Iterator[tuple[Fraction, Fraction]]:
    """Work out what the change may be: the difference, in points, in percent of the old value, or how many times it."""
    before, after = as_fraction(old), as_fraction(new)
    measured = old.kind is new.kind is Kind.MEASURE and old.unit == new.unit  # scores and ages add up to nothing
    if not alike(old, new) and not measured and not (old.kind is Kind.PERCENT and new.kind is Kind.PERCENT):
        return
    if before and change.kind in {Kind.PERCENT, Kind.RATIO}:
        times = quotient(new, old)
        least, most = sorted(abs(it - 1) for it in times)
        least = Fraction(0) if times[0] < 1 < times[1] else least
        if change.kind is Kind.PERCENT:
            yield 100 * least, 100 * most
        elif change.unit == "倍":
            yield times
            yield least, most  # 增长1.5倍
    if change.kind in {old.kind, Kind.POINTS} and (change.kind is not Kind.POINTS or old.kind is Kind.PERCENT):
        rounded = Fraction(slack(old, new) + slack(new, old))
        yield abs(after - before) - rounded, abs(after - before) + rounded
