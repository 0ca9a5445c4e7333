"""Declared figures (申报的数字): limits, number of projects and total that the text repeats in so many words."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache, partial
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading import numerals
from pipeline.checks.prose.reading.compare import holds
from pipeline.checks.prose.reading.items import is_plain
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.slips import typo
from pipeline.checks.prose.sources import Bound, Source, info_source
from pipeline.checks.prose.tables.columns import SPENT_BEFORE, beside_total, column_of, whole_column
from pipeline.checks.prose.tables.counted import counts_projects, said_of_all
from pipeline.checks.prose.tables.limits import FIRST, limit_of
from pipeline.checks.prose.tables.partial import wrong_year
from pipeline.checks.prose.tables.reaching import NUMBER, headed, of_all
from pipeline.checks.prose.tables.row_scores import row_score
from pipeline.checks.prose.tables.scores import SCORE, mean_of_all, told_score
from pipeline.checks.prose.tables.whole_rate import RATE, SHARE, rate_of_all, rate_words, share_of_budget

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from decimal import Decimal

    from pipeline.checks.prose.reading.document import Passage, Prose

_TOTAL_BEFORE = re.compile(
    "(?:上述|以上|下列|全部|所有|各|个)(?:预算)?项目(?:资金|全年|年度|共|共计|合计|累计|实际|总|，"
    "|,)*(?:支出|使用)(?:资金|金额|总额|合计|共计|总计|共|为|达|：|:| )*$"
    "|(?:^|[，。；：:])(?:全年|本年度|项目)*(?:支出合计|合计支出|总支出|支出总额|支出总计)(?:为|达|共|：|:| )*$"
)
_SOME = re.compile(
    f"(?<![0-9一二两三四五六七八九十])({NUMBER})个(?:(?:预算)?项目[^0-9]{{0,8}}|[，；][^0-9，。；]{{0,6}})$"
)
_A_BOUND = re.compile("(?:[（(]?[不]?含[）)]?)?[及含]?(?:以[上下内]|至|到|[-－—~～])|的")  # 支出10万元以下的9个
_THE_ONE = re.compile("(?:^|[，。；]|年度?)[本该]?项目(?:资金)?(?:全年|年初)?预算")
_SO_FAR = re.compile(  # 截至6月底支出81万元，执行率31%; what follows behind a semicolon is another matter
    "(?:截至(?:(?:19|20)[0-9]{2}年)?(?:[0-9]|1[01])月|[上下]半年|季度)[^；]*(?:；(?:资金|预算|支出)?执行率[^；]*)?$"
)
_OTHERS = re.compile("其中|部分|收入|上年|去年|社区|每|除|全区|全市|区级|市级")
_LAST_CLAUSES = re.compile("[^，。；]*(?:[，。；][^，。；]*)?$")  # a count is not of the communities told ahead
_MAY_LIMIT = frozenset("（(及含以起")
_COUNT, _SPENT = "项目清单的项目个数", "项目清单的支出合计"
_BUDGET, _INITIAL = "项目清单的全年预算合计", "项目清单的年初预算合计"
_EITHER, _LEFT = "项目清单的预算合计", "项目清单的全年预算减去支出"
_MOVED = "项目清单的全年预算减去年初预算"
_BOTH_WAYS = re.compile("[调压核追]减|减少|收回|调出|其中")
_COLUMNS = {_SPENT: "spent", _BUDGET: "budget", _INITIAL: "initial"}
_TITLES = {"budget": _BUDGET, "initial": _INITIAL, "either": _EITHER, "left": _LEFT, "moved": _MOVED}
_OF_COLUMNS = frozenset({Kind.MONEY, Kind.PERCENT})
_REPEATING = FIRST | {"二"}


def _count(prose: Prose, at: int) -> Source | None:
    """上述16个项目: how many projects there are."""
    mention, _, _, _, before = prose.spots[at]
    if mention.unit not in {"个", "项"} or not (said_of_all(prose, mention, before) or counts_projects(prose, at)):
        return None
    book = prose.book
    if not book.projects:
        return None
    return Source(len(book.projects), book.column("number"), _COUNT)


def _of_report(prose: Prose, at: int) -> bool:
    """Tell whether a sentence is about all projects: it says so, names their number, or the one that there is."""
    of_one = len(prose.book.projects) == 1 and bool(_THE_ONE.search(prose.spots[at].before))
    return of_one or _of_all(prose, at) or headed(prose, at)


def _of_all(prose: Prose, at: int) -> bool:
    """Tell whether a sentence of any section counts all projects, or tells a sum of all beside the figure."""
    mention, passage, begin, *_ = prose.spots[at]
    if mention.kind not in _OF_COLUMNS or passage.section is None:
        return False
    return of_all(prose, begin, mention.start) or (passage.section != "六" and beside_total(prose, at))


def _of_few(prose: Prose, before: str) -> bool:
    """Tell whether words right before a figure count other projects than all: 本次1个项目，支出30万元."""
    some = _SOME.search(before)
    return some is not None and numerals.read(some[1]).value != len(prose.book.projects)


def _total(prose: Prose, at: int) -> Source | None:
    """支出合计: what all projects together spent; 全年预算, where the sentence is about all of them."""
    before = prose.spots[at].before
    if _of_few(prose, before):
        return None
    if _TOTAL_BEFORE.search(before) or (SPENT_BEFORE.search(before) and _of_report(prose, at)):
        spent = whole_column(prose, "spent")
        return Source(*spent, _SPENT) if spent else None
    column = column_of(before)
    if column == "moved" and _BOTH_WAYS.search(prose.text, prose.spots[at].begin, prose.spots[at].end):
        return None
    whole = whole_column(prose, "budget" if column == "either" else column) if column in _TITLES else None
    source = Source(*whole, _TITLES[column]) if column and whole and not prose.book.spending_only else None
    told = source and (_of_report(prose, at) or (column == "left" and _slipped(prose, at, source)))
    return source if told else None


def _rate(prose: Prose, at: int) -> Source | None:
    """Give the execution rate of all projects together, where the sentence is about all of them."""
    told = rate_words(prose.spots[at].before)
    source = rate_of_all(prose, at, told)
    sure = (
        told and not _of_few(prose, prose.spots[at].before) and (_of_report(prose, at) or _slipped(prose, at, source))
    )
    return source if sure or not told else rate_of_all(prose, at, None)


def _slipped(prose: Prose, at: int, source: Source | None) -> bool:
    """Tell whether what is left, or a rate, told beside no sum, is a slip of that of all projects."""
    mention = prose.mentions[at]
    return source is not None and typo(mention, source.exact) and is_plain(prose.text, mention)


_TELL = {Kind.COUNT: _count, Kind.PERCENT: _rate, Kind.MONEY: _total}


def _of_some(prose: Prose, mention: Mention, before: str) -> bool:
    """Tell whether a figure is said of others, of another year or of those below and above it: not of all projects."""
    bound = mention.kind in _OF_COLUMNS and _A_BOUND.match(prose.text, mention.end)
    last = _LAST_CLAUSES.search(before) if mention.kind is Kind.COUNT else None
    words = last[0] if last else before
    if _OTHERS.search(words) or bound or _SO_FAR.search(before):
        return True
    return prose.book.info.year is not None and wrong_year(prose, before, last=True)  # 2022年1个，2023年2个


def _source(prose: Prose, at: int) -> Source | None:
    mention, passage, begin, _, before = prose.spots[at]
    if mention.kind is Kind.MONEY:
        following = prose.mentions[at + 1].start if at + 1 < len(prose.mentions) else len(prose.text)
        limit = limit_of(prose, mention, passage, following)
        if limit is not None:
            return limit
    if mention.kind is Kind.MEASURE:
        return told_score(prose, at, first=passage.section in FIRST)
    tell = _TELL.get(mention.kind)
    if tell is None or passage.project is not None:
        return None
    source = None if prose.named(begin, mention.start) else tell(prose, at)
    if source is None or not (_repeats(passage, before) or _of_all(prose, at) or share_of_budget(prose, at)):
        return None
    agrees = holds(mention, source.exact)
    return source if agrees or not _of_some(prose, mention, before) else None


def _repeats(passage: Passage, before: str) -> bool:
    """Tell whether a paragraph of no project is about the whole report, or says that it is about those 纳入自评."""
    return passage.section in _REPEATING or "自评的" in before[-12:]


def _declared_too(prose: Prose, source: Source, mean_score: Callable[[], Decimal | None]) -> Iterator[Source]:
    """Give what 基本信息 and 合计 declare of the same: where the list contradicts them, the text is not at fault."""
    book = prose.book
    key = {_COUNT: "count", _SPENT: "control"}.get(source.title)
    also = info_source(book, key, source.title) if key else None
    if also is not None:
        yield also
    mean = mean_score() if source.title == SCORE else None
    if mean is not None:
        yield Source(mean, source.cells, SCORE)
    total = book.total
    if source.title == RATE and total is not None and total.spent is not None and total.budget:
        cells = (book.cell(total, "spent"), book.cell(total, "budget"))
        yield Source(Fraction(100 * total.spent, total.budget), cells, source.title)
    initial = whole_column(prose, "initial") if source.title in {_EITHER, SHARE} else None
    spent = whole_column(prose, "spent")
    if initial is not None and source.title == _EITHER:
        yield Source(*initial, source.title)
    elif initial and initial[0] and spent:  # 占预算的 may be of either
        yield Source(Fraction(100 * spent[0], initial[0]), (*spent[1], *initial[1]), source.title)
    column = _COLUMNS.get(source.title)
    amount = getattr(total, column) if total is not None and column else None
    if total is not None and column and amount is not None:
        yield Source(amount, (book.cell(total, column),), source.title)


def declared(prose: Prose) -> Iterator[Bound]:
    """Bind the figures that repeat what 基本信息 and the list declare."""
    mean = cache(partial(mean_of_all, prose))
    for at, (mention, passage, _, _, before) in enumerate(prose.spots):
        of_report = passage.project is None and (_repeats(passage, before) or mention.kind in _OF_COLUMNS)
        limit = mention.kind is Kind.MONEY and prose.text[mention.end : mention.end + 1] in _MAY_LIMIT
        score = mention.unit == "分"
        if not (of_report or limit or score) or mention.value is None or mention.high is not None:
            continue
        if score and mention.start not in prose.printed and (rows := row_score(prose, at)):
            yield Bound(mention, passage, rows, None, "declared")
            continue
        source = _source(prose, at) if mention.start not in prose.printed else None
        if source is not None:
            yield Bound(mention, passage, (source, *_declared_too(prose, source, mean)), None, "declared")
