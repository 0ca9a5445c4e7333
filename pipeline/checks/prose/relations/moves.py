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

_INITIAL = re.compile("年初(?:批复|安排|下达)?(?:财政)?预算(?:安排|批复|数|资金|总额)?(?:为|：|:)?$")
_MOVE = re.compile("(?:(追加|调增|增加)|(调减|压减|核减|收回))(?:预算|资金|指标)?(?:了|为|：|:)?$")
_FINAL = re.compile(
    "(?:(?:全年|调整后的?(?:全年)?)预算(?:数|资金|总额|合计|共计|共|达|为|：|:)*|调整[为至到]|元(?:[至到]|后(?:调整)?[为至到]))$"
)
_OPENS = re.compile(
    "(?:年初|期初|(?<=[，。；：])原有|^原有|^储备|[上去]年[末底]|上年(?:末)?结[转余])(?!预算|批复|安排)[^，。；0-9０-９]{0,8}$"
)
_FLOW = re.compile(
    "(?:(新增|增加|纳入|转入|收入|拨入|调入|迁入|新发展|新建|新购|购入|补充|入库|新收|受理|接收|(?:本|当|今)年(?:度)?(?:下达|到位|安排|拨款|拨入))"
    "|退出|减少|转出|支出|调出|迁出|注销|收回|上缴|死亡|办结|化解|销号|拆除|报废|领用|发放|出库|清退|解除|使用|支付|执行)[^，。；0-9０-９]{0,4}$"
)
_CLOSES = re.compile(
    "(?:年末|期末|(?<![上去])年底|年终|结余|现有|现存|库存|累计(?=建成|拥有|共有|达))(?!前)[^，。；0-9０-９]{0,8}$"
)
_GROWN = re.compile("累计[^，。；0-9０-９]{0,8}$")
_NUMBERED = re.compile("[一二三四五六七八九]是")
_USED = re.compile("(?:用于|用在)[^0-9０-９。]{0,20}[：:。]?")
_JUST_AHEAD = re.compile("[。：，；][^。0-9０-９]{0,12}[。：，]?")
_ELSE = re.compile("争取|协调|带动|撬动|引进|自筹|合同|上年|预算|节约|其中|每")
_ORDER = "一二三四五六七八九"


def of_moves(prose: Prose, item: Item) -> Iterator[Finding]:
    """年初预算 plus what was added, less what was taken, is 全年预算 where just these stand between the two."""
    start: Mention | None = None
    moved: list[Mention] = []
    for spot in item.spots:
        mention, before = spot.mention, spot.before[-20:]
        up_to = start is not None and prose.text.startswith(("至", "到"), mention.end)  # 追加10万元至60万元
        if mention.kind is not Kind.MONEY or not (up_to or is_amount(prose.text, mention)):
            start = None
        elif _INITIAL.search(before):
            start, moved = mention, []
        elif start is not None and (move := _MOVE.search(before)):
            moved.append(mention if move[1] else mention._replace(value=-worth(mention), text=f"-{mention.text}"))
        elif start is not None and moved and _FINAL.search(before) and start.start >= spot.begin:
            if _as_listed(prose, spot, start) and not vague(prose.text, (start, mention, *moved)):
                yield from judge(prose, mention, (start, *moved), "年初预算和调整数", complete=True)
            start = None
        else:
            start = None


def of_stock(prose: Prose, item: Item) -> Iterator[Finding]:
    """年初212户，新增28户，退出35户，年末205户: what there was, came, went and is left, told in one sentence."""
    start: Mention | None = None
    flows: list[Mention] = []
    for spot in item.spots:
        mention, before = spot.mention, spot.before[-16:]
        if _OPENS.search(before) and is_amount(prose.text, mention):
            start, flows = mention, []
        elif start is None or not alike(mention, start) or "其中" in before[-8:]:
            continue
        elif start.start >= spot.begin and (flow := _FLOW.search(before)):
            flows.append(mention if flow[1] else mention._replace(value=-worth(mention), text=f"-{mention.text}"))
        else:
            closes = start.start >= spot.begin and _CLOSES.search(before)
            both = {worth(it) > 0 for it in flows} == {True, False} or (flows and _GROWN.search(before))
            if closes and both and not vague(prose.text, (start, mention, *flows)):
                yield from judge(prose, mention, (start, *flows), "年初和增减", complete=True)
            start = None


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
