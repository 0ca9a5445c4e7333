"""Anchored (同句的合计): what a sentence that tells one sum of the whole list rightly says of the list besides."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from pipeline.checks.prose.reading import numerals
from pipeline.checks.prose.reading.compare import bounds, holds
from pipeline.checks.prose.reading.items import is_plain
from pipeline.checks.prose.reading.mentions import Kind
from pipeline.checks.prose.relations.quota import SHARE
from pipeline.checks.prose.slips import one_off, typo
from pipeline.checks.prose.tables.rules import DECLARED, contrary

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.compare import Exact
    from pipeline.checks.prose.reading.document import Passage, Prose, Spot
    from pipeline.checks.prose.reading.mentions import Mention
    from pipeline.model.findings import Finding

_IDLE = "(?:资金|金额|总额|总计|合计|共计|共|安排|调整|为|是|达|：|:| )*$"
_OPEN = (
    "(?:^|[，,；;：:、。])(?:[^，,。；;：:0-9]{0,8}(?:[0-9]{1,3}|[一二两三四五六七八九十]{1,3})个)?"
    "(?:以上|上述|项目|单位|其|全年|实际|累计|本年|年末|年底|资金|预算|总体|整体|综合|完成|总|共|已)*"
)
_CALLED = {
    "initial": re.compile(f"{_OPEN}年初(?:批复|安排|下达|核定)?(?:预算)?{_IDLE}"),
    "budget": re.compile(f"{_OPEN}(?:全年|调整后的?(?:全年)?|核定|调整)预算(?:数|总额)?{_IDLE}"),
    "spent": re.compile(f"{_OPEN}(?:支出|列支|执行数?|使用|决算数?){_IDLE}"),
    "left": re.compile(f"{_OPEN}(?:结余|未支出|未形成支出的?|未使用){_IDLE}"),
    "rate": re.compile(f"{_OPEN}(?:执行率|支出占(?:全年|年度|调整后)?预算(?:总额|资金)?的?(?:比[例重])?){_IDLE}"),
}
_TITLES = {"initial": "年初预算", "budget": "全年预算", "spent": "支出", "left": "全年预算减去支出", "rate": "执行率"}
_COLUMNS = {"left": ("budget", "spent"), "rate": ("spent", "budget")}
_APART = re.compile(
    "其中|半年|季度|截至|(?<!1)[0-9]月|1[01]月|每|类|上年|去年|以[上下](?!项目)|(?:19|20)[0-9]{2}年"
    "|[0-9一二两三四五六七八九十]个(?!百分)"
)
_SO_MANY = re.compile("([0-9一二两三四五六七八九十])个(?:(?:预算)?项目|(?<=项目..)[，,])")
_OF_ALL = re.compile(
    "占(?:全部|全年|项目)?(?:总支出|支出总额|支出合计|全部支出|全年支出)的?(?:比[例重])?(?:为|达|约)?$"
)
_OTHER_YEAR = re.compile("(?:19|20)[0-9]{2}(?=年)")
_WORDS = ("预算", "支出", "执行率", "结余")
_RATE_ALONE = re.compile("(?:资金|预算|支出)?执行率(?:为|达到?)?")
_LABEL = 6  # signs right before an amount
_SURE, _LONG = 4, 24  # digits that are seldom all but one right by chance


class _Whole(NamedTuple):
    """What all projects together have, in fen or percent, and what 合计 and 基本信息 declare of it."""

    exact: dict[str, Exact]
    declared: dict[str, Exact]

    def says(self, mention: Mention, key: str, loose: str = "") -> bool:
        """Tell whether a figure says this of all projects, as added up or as declared."""
        told = [it[key] for it in (self.exact, self.declared) if key in it]
        return not told or any(holds(mention, it, loose) for it in told)


def judge_anchored(prose: Prose) -> Iterator[Finding]:
    """Every 全年预算, 支出, 结余, 执行率 and share beside a sum of all projects that the list contradicts."""
    whole = _whole(prose) if len(prose.book.projects) > 1 and not prose.book.spending_only else None
    for passage in prose.passages if whole else ():
        if passage.project is not None or passage.section in {None, "六"}:
            continue
        if whole and any(word in passage.text for word in _WORDS):
            yield from _judge(prose, passage, whole)


def _whole(prose: Prose) -> _Whole | None:
    """Add up the columns of the list; None where an amount is missing or nothing was to be spent."""
    told = {key: prose.book.sum_of(key) for key in ("spent", "budget", "initial")}
    if told["spent"] is None or not told["budget"]:
        return None
    exact: dict[str, Exact] = {key: amount for key, amount in told.items() if amount is not None}
    row, typed = prose.book.total, {}
    if row is not None:
        typed = {key: getattr(row, key) for key in told if getattr(row, key) is not None}
    if prose.book.info.control is not None and "spent" not in typed:
        typed["spent"] = prose.book.info.control
    return _Whole(_with_rest(exact), _with_rest({**exact, **typed}))


def _with_rest(sums: dict[str, Exact]) -> dict[str, Exact]:
    """Add what is left and the rate."""
    spent, budget = Fraction(sums["spent"]), Fraction(sums["budget"])
    return {**sums, "left": int(budget - spent), "rate": 100 * spent / budget if budget else Fraction(0)}


def _judge(prose: Prose, passage: Passage, whole: _Whole) -> Iterator[Finding]:
    first, last = (bisect_left(prose.mentions, (place,)) for place in (passage.start, passage.end))
    spots = prose.spots[first:last]
    anchors = [spot for spot in spots if _is_sum(spot, whole)]
    for at, spot in enumerate(spots):
        mention = spot.mention
        if mention.value is None or mention.high is not None or mention.start in prose.printed:
            continue
        if mention.kind is Kind.PERCENT and at and _OF_ALL.search(spot.before[-_LONG:]):
            yield from _share(prose, spots[at - 1], spot, whole)
            continue
        near = [it for it in anchors if it.begin == spot.begin and it is not spot]
        key = _called(spot) if mention.kind in {Kind.MONEY, Kind.PERCENT} else None
        if key is None or whole.says(mention, key, bounds(prose.text, mention)):
            continue
        exact = whole.exact[key]
        if _sure(prose, spot, near, exact) if near else key in {"left", "rate"} and _slipped(prose, spot, exact):
            yield _finding(prose, spot, key, exact)


def _is_sum(spot: Spot, whole: _Whole) -> bool:
    """Tell whether an amount of four digits says one of the sums."""
    mention = spot.mention
    if mention.kind is not Kind.MONEY or mention.value is None or mention.value < 1000 * mention.step:
        return False
    return any(key in whole.exact and whole.says(mention, key) for key in ("spent", "budget", "initial"))


def _called(spot: Spot) -> str | None:
    """Name the column that the words before a figure speak of; a percentage is a rate."""
    near, percent = spot.before[-_LONG:], spot.mention.kind is Kind.PERCENT
    return next((key for key, words in _CALLED.items() if (key == "rate") is percent and words.search(near)), None)


def _sure(prose: Prose, spot: Spot, near: Sequence[Spot], exact: Exact) -> bool:
    """Tell whether nothing between a sum and a figure sets them apart, or the figure is one digit off it."""
    mention, anchor = spot.mention, min(near, key=lambda it: abs(it.mention.start - spot.mention.start))
    first, last = sorted((anchor.mention, mention), key=lambda it: it.start)
    years = {int(year) for year in _OTHER_YEAR.findall(spot.before)} - {prose.book.info.year}
    stop = prose.text.rfind("；", 0, mention.start)
    if stop >= 0 and _RATE_ALONE.fullmatch(prose.text, stop + 1, mention.start):
        stop = prose.text.rfind("；", 0, stop)  # 截至9月底支出98.5万元；执行率54.72%
    begin = min(first.end, max(spot.begin, stop))
    others = [it for it in _APART.finditer(prose.text, begin, last.start) if not _is_of_all(prose, it)]
    between = [it.start for it in prose.figures(first.end, last.start) if it.kind is Kind.MONEY]
    own = any("预算" in prose.text[it - _LABEL : it] for it in between)  # 党建经费预算20万元，支出18万元
    apart = others or prose.named(begin, last.start) or years or own
    if not apart and is_plain(prose.text, mention):
        return True
    slip = typo(mention, exact) if isinstance(exact, Fraction) else one_off(mention, exact) >= _SURE
    return slip and is_plain(prose.text, mention)


def _slipped(prose: Prose, spot: Spot, exact: Exact) -> bool:
    """Tell whether what is left, or a rate, told beside no sum, is a slip of that of all projects, and of no other."""
    others = prose.named(spot.begin, spot.mention.start) or _APART.search(spot.before)
    return not others and typo(spot.mention, exact) and is_plain(prose.text, spot.mention)


def _is_of_all(prose: Prose, found: re.Match[str]) -> bool:
    """Tell whether words speak of all the same: 3个项目 where the list has three, or the year of the report."""
    figure = _SO_MANY.match(prose.text, found.start())
    every = figure is not None and numerals.read(figure[1]).value == len(prose.book.projects)
    return every or found[0] == f"{prose.book.info.year}年"


def _finding(prose: Prose, spot: Spot, key: str, exact: Exact) -> Finding:
    columns = _COLUMNS.get(key, (key,))
    cells = chain.from_iterable(zip(*map(prose.book.column, columns), strict=True))
    told = f"写的{spot.mention.text}与全部项目的{_TITLES[key]}", "不一致"
    return contrary(prose, DECLARED, spot.mention, cells, told, exact)


def _share(prose: Prose, part: Spot, share: Spot, whole: _Whole) -> Iterator[Finding]:
    """两个项目支出150.01万元，占全部支出的76.46%: the amount just before, of all that was spent."""
    amount, percent, spent = part.mention, share.mention, Fraction(whole.exact["spent"])
    if amount.kind is not Kind.MONEY or not is_plain(prose.text, amount) or not spent or amount.start in prose.printed:
        return
    between = prose.text[amount.end : percent.start]
    if (
        part.begin != share.begin
        or "；" in between
        or between.count("，") > 1
        or "分别" in between  # one of a list for one of another
        or prose.named(amount.end, percent.start)
    ):
        return
    half = Fraction(amount.step) / 2
    least, most = (100 * (Fraction(amount.value or 0) + sign * half) / spent for sign in (-1, 1))
    printed = Fraction(percent.step) / 2
    if least - printed <= Fraction(percent.value or 0) <= most + printed or bounds(prose.text, percent):
        return
    told = f"写{amount.text}占全部项目支出的{percent.text}，按项目清单应是", ""
    exact = 100 * Fraction(amount.value or 0) / spent
    yield contrary(prose, SHARE, percent, prose.book.column("spent"), told, exact)
