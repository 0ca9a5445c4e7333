"""Payments told (付款的说法): what the ledger holds against one claim about how its payments were made."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from pipeline.checks.facts import explains_nothing
from pipeline.checks.prose.reading.compare import holds
from pipeline.model.findings import Finding, declare
from pipeline.model.money import yuan_text

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Passage, Prose
    from pipeline.checks.prose.reading.mentions import Mention
    from pipeline.model.book import Payment, Project

LEDGER = declare(
    "prose-ledger",
    "付款的说法与支付明细不符",
    "warning",
    source="contract",
    notes="正文写按月支付、某日前付清、共支付几笔、单笔不超过多少或每笔都上会的，支付明细要处处如此。",
    fix="请把这句话改成与支付明细一致的说法；如是明细填错，请改明细。",
)
_PAY = "(?:支付|拨付|发放|兑付|拨款|付款|付清)"
PACE = re.compile(
    f"[按逐](?P<span>月|季度?)(?:足额|及时|据实|均|定期|分批|打卡|考核后|向[^，。；]{{1,10}}|将[^，。；]{{1,8}})*{_PAY}"
)
BY = re.compile(
    "(?<![0-9])(?P<month>1[0-2]|[1-9])月(?:(?P<day>[0-9]{1,2})日|(?P<whole>[底末]))?(?:(?P<before>[之以]?前)|(?<=[日底末]))[，]?(?:已|均|就|资金|款项)*(?:全部|全额|足额)+"
    f"{_PAY}(?:完毕|完成|到位|结束)?"
)
NUMBER = re.compile(f"(?:共|累计|合计|总共)(?:办理|发生)?(?:{_PAY}|支出)(?:资金|款项|业务)?$")
SIZE = re.compile(
    "单笔(?:支付|支出|付款|金额|资金)*(?:(?P<none>(?<=[无有]..)(?:超过|高于))|(?:均|都)?(?:未|不)超过|(?:均|都)(?:在|低于|不足)"
    "|(?P<largest>最[高大])(?:的|支付|支出|付款|金额)*(?:为|是|达)?)"
)
_ALL_HELD = re.compile(
    "(?:所有|全部|各笔|各项|每一?笔)(?:资金|经费)?(?:支出|支付|款项|资金|付款)?[^，。；0-9元]{0,3}[均都][^，。；0-9元]{0,8}(?P<who>行政办公会|党工委)"
)
_RULE_BEHIND = re.compile("(?:以[下内])?的|[，]?(?:由|须|应|报|需)")
_YEAR = re.compile("((?:19|20)[0-9]{2})年$")


class Claim(NamedTuple):
    """Where something is said of payments, in which words, and the payments it is said of."""

    passage: Passage
    words: str
    project: Project | None
    payments: Sequence[Payment]
    figure: Mention | None


Judge = Callable[["Prose", Claim, "re.Match[str]"], Iterator[Finding]]


def _told(prose: Prose, claim: Claim, payments: Sequence[Payment], key: str, told: str) -> Finding:
    cells = [prose.book.cell(it, key) for it in payments]
    message = f"文中写“{claim.words}”，而支付明细里{told}。"
    return LEDGER.at(claim.passage.where, *cells, found=claim.words, expected="与支付明细一致的说法", message=message)


def _pace(prose: Prose, claim: Claim, found: re.Match[str]) -> Iterator[Finding]:
    """按月支付: in three months at least, or in two that follow each other; 按季度: in two quarters."""
    size = 1 if found["span"] == "月" else 3  # months
    days = [it.paid_on for it in claim.payments if it.paid_on]
    paid = sorted({(day.year * 12 + day.month - 1) // size for day in days})
    apart = len(paid) == 1 or (size == 1 and paid[1:] == paid[-1:] != [paid[0] + 1])
    if apart and claim.project is not None:
        told = f"只在{len(paid)}个{'月' if size == 1 else '季度'}有支付"
        yield _told(prose, claim, claim.payments, "paid_on", told)


def _by(prose: Prose, claim: Claim, found: re.Match[str]) -> Iterator[Finding]:
    """11月底前全部支付完毕: no payment is later; 11月前: none in that month."""
    year, month = prose.book.info.year, int(found["month"])
    told = _YEAR.search(prose.text, max(0, found.start() - 5), found.start())
    if year is None or (told and int(told[1]) != year):
        return
    last = int(found["day"] or (monthrange(year, month)[1] if found["whole"] else 0))
    days = {it.row: (it.paid_on.year, it.paid_on.month, it.paid_on.day) for it in claim.payments if it.paid_on}
    late = [it for it in claim.payments if days[it.row] > (year, month, last)]
    if late:
        _, month, day = max(days.values())
        yield _told(prose, claim, late, "paid_on", f"最晚的一笔在{month}月{day}日")


def _held(prose: Prose, claim: Claim, found: re.Match[str]) -> Iterator[Finding]:
    """所有支出均经行政办公会审议: every payment has its meeting, or says why it needs none."""
    key = "office_on" if found["who"] == "行政办公会" else "party_on"
    open_ = [it for it in claim.payments if getattr(it, key) is None and explains_nothing(it.exempt)]
    if open_:
        yield _told(prose, claim, open_, "amount", f"有{len(open_)}笔没有填写{found['who']}的日期")


def numbered(prose: Prose, claim: Claim, _words: re.Match[str]) -> Iterator[Finding]:
    """共支付12笔: as many as the ledger has, with or without what was taken back."""
    listed = prose.book.payments if claim.project is None else prose.book.payments_of.get(claim.project.number, ())
    right = {len(claim.payments), len(listed), sum((it.amount or 0) > 0 for it in listed)}
    if claim.figure is not None and claim.figure.value not in right:
        yield _told(prose, claim, claim.payments, "amount", f"共有{len(claim.payments)}笔")


def sized(prose: Prose, claim: Claim, words: re.Match[str]) -> Iterator[Finding]:
    """单笔均未超过5万元, 单笔最高7.5万元: the largest payment."""
    told, top, largest = claim.figure, max(it.amount or 0 for it in claim.payments), words["largest"]
    if told is None or (largest and holds(told, top)):
        return
    if largest or (top > (told.value or 0) and (words["none"] or not _RULE_BEHIND.match(prose.text, told.end))):
        over = [it for it in claim.payments if it.amount == top]
        yield _told(prose, claim, over, "amount", f"最大的一笔是{yuan_text(top)}元")


SAID: Mapping[str, tuple[re.Pattern[str], Judge]] = {
    "按": (PACE, _pace),
    "逐": (PACE, _pace),
    **dict.fromkeys("前底末日", (BY, _by)),
    "均": (_ALL_HELD, _held),
    "都": (_ALL_HELD, _held),
}
