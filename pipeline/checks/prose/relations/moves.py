"""Moves (预算调整) and numbered uses: 年初预算50万元，追加10万元，全年预算60万元; 用于：一是……二是……."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.compare import holds
from pipeline.checks.prose.reading.items import Item, alike, is_amount, vague, worth
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.almost import held_sum
from pipeline.checks.prose.relations.parts import judge
from pipeline.checks.prose.relations.summing import STRONG, digits
from pipeline.checks.prose.sources import money_sources

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose, Spot
    from pipeline.model.findings import Finding

_INITIAL = re.compile(
    "(?:年初(?:批复|安排|下达)?(?:财政)?预算(?:安排|批复|数|资金|总额)?|(?:原|初始)合同(?:总?价|金额)|(?<!设计)概算)(?:为|：|:)?$"
)
_OPENS = re.compile(
    "(?:年初|期初|(?<=[，。；：])原有|^原有|^储备|[上去]年度?[末底](?:结[转余存])?|上年(?:末)?结[转余])(?!预算|批复|安排)[^，。；0-9０-９]{0,8}$"
)
_FLOW = re.compile(
    "(?:(新增|增加|纳入|转入|收入|拨入|调入|轮入|迁入|新发展|新建|新购|购入|采购|购买|补充|入库|新收|受理|接收|追加|[调核]增"
    "|(?:本|当|今)年(?:度)?(?:下达|到位|安排|拨款|拨入))"
    "|退出|减少|转出|支出|调出|轮出|迁出|注销|收回|上缴|死亡|办结|化解|销号|拆除|报废|淘汰|领用|发放|出库|清退|解除|使用|支付|执行|[调核压]减)"
    "[^，。；0-9０-９]{0,8}$"
)
_CLOSES = re.compile(
    "(?:年末|期末|(?<![上去])年底|年终|结余|现有|现存|库存|累计(?=建成|拥有|共有|达)|可用资金|可支配)(?!前)[^，。；0-9０-９]{0,8}$"
)
_FINAL = re.compile(
    "(?:(?:全年|调整后的?(?:全年)?)预算(?:数|资金|总额|合计|共计|共|达|为|：|:)*|调整后?[为至到]?|元(?:[至到]|后(?:调整)?[为至到])|(?:结算|决算|审定)(?:总?价|金额)(?:为|：)?)$"
)
_GROWN = re.compile("(?:累计|可用|可支配)[^，。；0-9０-９]{0,8}$")
_NET = re.compile("净(?:([调核]?增|追加)|[减调核])[^，。；0-9]{0,3}$")  # what came less what went, no move of its own
_PAID = re.compile("支出|支付|使用|执行(?!中)|发放")  # takes nothing from a budget
_WORDS, _SHORT = 20, 6
_NUMBERED = re.compile("[一二三四五六七八九]是")
_USED = re.compile("(?:用于|用在)[^0-9０-９。]{0,20}[：:。]?")
_JUST_AHEAD = re.compile("[。：，；][^。0-9０-９]{0,12}[。：，]?")
_PART = re.compile("其中|包括")
_ELSE = re.compile("争取|协调|带动|撬动|引进|自筹|合同|上年|预算|节约|其中|包括|每")
_ORDER = "一二三四五六七八九"


def of_balance(prose: Prose, item: Item) -> Iterator[Finding]:
    """年初212户，新增28户，退出35户，年末205户: what there was, came and went in a sentence, and what it came to."""
    start: Spot | None = None
    flows: list[Mention] = []
    begin = -1
    for spot in item.spots:
        if spot.begin != begin:
            start, flows, begin = None, [], spot.begin
        mention, before = spot.mention, spot.before[-_WORDS:]
        up_to = start is not None and prose.text.startswith(("至", "到"), mention.end)  # 追加10万元至60万元
        if not up_to and not is_amount(prose.text, mention):
            if mention.kind is Kind.MONEY:
                start = None
        elif _INITIAL.search(before) or _OPENS.search(before) or _told_again(prose, spot):
            grown = start is not None and worth(mention) == worth(start.mention) + sum(map(worth, flows))
            flows = [it for it in flows if alike(it, mention)] if _INITIAL.search(before) and not grown else []
            start = spot
        elif _PART.search(before[-8:]) or (start is not None and not alike(mention, start.mention)):
            continue
        elif flows and (net := _NET.search(prose.verbatim, mention.start - _SHORT, mention.start)):
            signed = mention if net[1] else mention._replace(value=-worth(mention), text=f"-{mention.text}")
            yield from _net(prose, signed, flows)
        elif flow := _FLOW.search(before):
            flows.append(mention if flow[1] else mention._replace(value=-worth(mention), text=f"-{mention.text}"))
        else:
            closes = bool(flows) and bool(_CLOSES.search(before) or _FINAL.search(before))
            if start is not None and closes and not _moves_on(item, spot):
                yield from _balanced(prose, start, flows, spot)
            start, flows = None, []


def _net(prose: Prose, net: Mention, flows: list[Mention]) -> Iterator[Finding]:
    """新增28户，退出35户，净减7户: what came less what went, where nothing else is told between."""
    between = [it for it in prose.figures(flows[0].start, net.start) if alike(it, net)]
    if len(between) == len(flows) > 1 and not vague(prose.text, (net, *flows)):
        yield from judge(prose, net, flows, "净增减", complete=True)


def _moves_on(item: Item, end: Spot) -> bool:
    """Tell whether the sentence goes on with what came or went: 结算审定价192万元，核减7.5万元."""
    later = (
        it for it in item.spots if end.mention.end <= it.mention.start < end.end and alike(it.mention, end.mention)
    )
    following = next(later, None)
    told = _FLOW.search(following.before[-_WORDS:]) if following is not None else None
    return told is not None and not _PAID.search(told[0])


def _balanced(prose: Prose, start: Spot, flows: list[Mention], end: Spot) -> Iterator[Finding]:
    """Judge what it came to: of a budget or a contract after every move, of a stock where something came and went."""
    final = bool(_INITIAL.search(start.before[-_WORDS:]) and _FINAL.search(end.before[-_WORDS:]))
    final = final and not _PAID.search(prose.text, max(start.begin, flows[0].start - _WORDS), end.mention.start)
    both = {worth(it) > 0 for it in flows} == {True, False} or _GROWN.search(end.before[-_WORDS:])
    used = (start.mention, *flows)
    if not (final or (both and _CLOSES.search(end.before[-_WORDS:]))) or vague(prose.text, (*used, end.mention)):
        return
    if "预算" not in start.before[-_WORDS:] or not final or _as_listed(prose, end, start.mention):
        claim = "原数和调整数" if final else "年初和增减"
        yield from judge(prose, end.mention, used, claim, complete=True)


def _told_again(prose: Prose, spot: Spot) -> bool:
    """Tell whether a figure's own words stand again at the end of the year: 车辆保有量32辆，……，年末保有量31辆."""
    name = spot.before[-4:]
    return any(prose.text.find(f"末{name[at:]}", spot.mention.end, spot.end) >= 0 for at in range(len(name) - 1))


def _as_listed(prose: Prose, spot: Spot, start: Mention) -> bool:
    """Tell whether both ends are what the list says: a wrong one is told as such, and only once."""
    project = spot.passage.project
    return project is None or all(
        holds(it, source.exact)
        for it, column in ((start, "initial"), (spot.mention, "budget"))
        for source in money_sources(prose, project, column)
    )


def of_numbered(prose: Prose, item: Item) -> Iterator[Finding]:
    """支出48万元，用于：一是培训20万元；二是宣传30万元: uses told one by one, over rows too, cannot exceed it."""
    marks = list(_NUMBERED.finditer(prose.text, item.passages[0].start, item.passages[-1].end))
    if len(marks) < 2 or "".join(mark[0][0] for mark in marks) != _ORDER[: len(marks)]:  # noqa: PLR2004  (a list)
        return
    ahead = [it for it in item.mentions if it.end <= marks[0].start() and it.kind is Kind.MONEY]
    stops = [*(mark.start() for mark in marks[1:]), prose.sentence(marks[-1].start())[1]]
    parts = [_only(item, mark.end(), stop) for mark, stop in zip(marks, stops, strict=True)]
    listed = [it for it in parts if it is not None]
    whole = ahead[-1] if ahead and len(listed) == len(parts) else None
    if whole is None:
        return
    if not _USED.search(prose.text, whole.end, marks[0].start()):
        begin = prose.sentence(whole.start)[0]
        alone = _JUST_AHEAD.fullmatch(prose.text, whole.end, marks[0].start())
        exact = max(map(digits, (whole, *listed))) >= STRONG
        yield from held_sum(prose, begin, (whole, *listed)) if alone and exact else ()
        return
    told = prose.text[whole.end : listed[-1].start]
    between = prose.text[whole.end : marks[0].start()]
    if _ELSE.search(told) or re.search("[0-9０-９]", between) or vague(prose.text, (whole, *listed)):
        return
    if sum((worth(it) for it in listed), Decimal(0)) > worth(whole) and is_amount(prose.text, whole):
        yield from judge(prose, whole, listed, "一是、二是", complete=False)


def _only(item: Item, begin: int, end: int) -> Mention | None:
    """Return the one amount of money between two places."""
    money = [it for it in item.mentions if begin <= it.start < end and it.kind is Kind.MONEY and it.high is None]
    return money[0] if len(money) == 1 else None
