"""Paid (付款的说法): 按月支付, 6月底前付清, 共支付12笔, 单笔均未超过5万元, held against the payments of the ledger."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from pipeline.checks.payments import standing
from pipeline.checks.prose.reading.document import Role
from pipeline.checks.prose.reading.mentions import Kind
from pipeline.checks.prose.tables.payments_told import BY, NUMBER, PACE, SAID, SIZE, Claim, Judge, numbered, sized
from pipeline.checks.prose.tables.quantities import project_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.checks.prose.reading.document import Prose
    from pipeline.checks.prose.reading.mentions import Mention
    from pipeline.model.book import Book, Payment
    from pipeline.model.findings import Finding

_CORE = re.compile(  # a sign of every claim
    "[按逐前底末日均都笔](?:(?<=[按逐])(?=[月季])|(?<=[前底末日])(?=[^。；]{0,6}(?:全部|[全足]额))|(?<=[均都])(?=[^，。；0-9元]{0,8}(?:行政|党工))|(?<=笔))"
)
_WIDEST = 20
_HEDGED = re.compile("确保|[应须要拟将未不如若]|计划|要求|原则|上年|去年|往年|今后|下年|下一步|规定")
_TO_BE = re.compile("[应须需拟将附]|要求")
_SUBJECT = re.compile(  # all of the money: 首付款, 工资 or 一季度资金 are paid otherwise than the rest
    "(?:经考核|[本该]?项目|全年|年度|当年|本年|财政|专项|全部|所有|购买)*(?:资金|经费|款项|项目款|支出|(?:服务)?费用?)?(?:已|均)*(?:于|截至|在|至)?(?:(?:19|20)[0-9]{2}年)?"
)
_BUT = re.compile("除|一次性?付|延期|改为|合并支付")  # in the sentence: it was not so after all
_CLAUSE = re.compile("(?s:.*)[，。；：\n\x1e]")


class _Ledger:
    """The payments that stand, of all projects and of each, taken from the book once."""

    def __init__(self, book: Book) -> None:
        """Group them; a payment without day or amount makes nothing of its project provable."""
        self.of: dict[int | None, list[Payment]] = {}
        for paid in standing(book):
            for number in (None, paid.project):
                self.of.setdefault(number, []).append(paid)
        blank = [it for it in book.payments if it.paid_on is None or it.amount is None]
        for number in {None, *(it.project for it in blank)} if blank else ():
            self.of.pop(number, None)


def judge_paid(prose: Prose) -> Iterator[Finding]:
    """Every way of paying that the text tells and the ledger contradicts."""
    ledger: _Ledger | None = None
    last = 0
    for found in _CORE.finditer(prose.text):
        told = _said(prose, found)
        if told is not None and told[1].start() >= last:
            ledger = ledger or _Ledger(prose.book)
            judge, words, figure = told
            last = words.end()
            claim = _claim(prose, ledger, words, figure)
            yield from judge(prose, claim, words) if claim is not None else ()


def _said(prose: Prose, core: re.Match[str]) -> tuple[Judge, re.Match[str], Mention | None] | None:
    """Find the words of a claim around its core, with its figure and who judges it."""
    text, place = prose.text, core.start()
    if text[place] == "笔":
        return _said_of_number(prose, place)
    pattern, judge = SAID[text[place]]
    words = pattern.search(text, max(0, place - _WIDEST), place + 2 * _WIDEST)
    return (judge, words, None) if words and words.start() <= place < words.end() else None


def _said_of_number(prose: Prose, place: int) -> tuple[Judge, re.Match[str], Mention | None] | None:
    """Find 共支付12笔, or 单笔 with the amount behind it."""
    single = prose.text[place - 1 : place] == "单"
    at = bisect_left(prose.mentions, (place,)) - (not single)
    mention = prose.mentions[at] if 0 <= at < len(prose.mentions) else None
    if mention is None or mention.high is not None or mention.vague:
        return None
    first = max(place - 1 if single else mention.start - _WIDEST, 0)
    if single:
        words = SIZE.fullmatch(prose.text, first, mention.start) if mention.kind is Kind.MONEY else None
        return (sized, words, mention) if words else None
    words = NUMBER.search(prose.text, first, mention.start) if mention.end == place + 1 else None
    return (numbered, words, mention) if words else None


def _claim(prose: Prose, ledger: _Ledger, words: re.Match[str], figure: Mention | None) -> Claim | None:
    """Say which payments words speak of: their project's, or all; none of plans, rules and other years."""
    start = words.start()
    passage, begin = prose.passage_at(start), prose.sentence(start)[0]
    begin = max(begin, passage.start)
    if passage.role in {Role.GOAL, Role.REASON} or passage.section in {"五", "六"} or not _plain(prose, begin, words):
        return None
    project = project_of(prose, passage, begin, start)
    if project is None and prose.named(begin, start):
        return None
    paid = ledger.of.get(project.number if project else None, [])
    return Claim(passage, f"{words[0]}{figure.text if figure else ''}", project, paid, figure) if paid else None


def _plain(prose: Prose, begin: int, words: re.Match[str]) -> bool:
    """Tell whether words claim a fact, and of all the money: no rule or plan, and neither 首付款 nor 工资 alone."""
    text, start = prose.text, words.start()
    if _BUT.search(text, begin, prose.sentence(start)[1]) or _TO_BE.search(words[0]):
        return False
    stop = _CLAUSE.match(text, begin, start)
    ahead = prose.unnamed(stop.end() if stop else begin, start)
    if _HEDGED.search(ahead):
        return False
    return words.re not in {PACE, BY} or bool(_SUBJECT.fullmatch(ahead))
