"""Rated (率的分子): which figure of a sentence a percentage is the rate or the share of."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.items import as_fraction, worth
from pipeline.checks.prose.reading.lexicon import places
from pipeline.checks.prose.reading.mentions import Kind
from pipeline.model import money

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.checks.prose.reading.document import Prose
    from pipeline.checks.prose.reading.mentions import Mention

_RATE_OF = re.compile(
    "([一-龥]{2,4})(?:率|(?<=满意|知晓|认可|支持|参与|信任)度|(?<=支付|拨付)进度|(?<![占的数之])(?<!相比)比例)"
    "(?:为|达到|达|是|约|：|:)*$"
)
_SHARE_OF = re.compile(
    "占(?:比|总数|全部|总人数|总户数|总额|总支出|其|的|总量|[一-龥]{0,6}的)*(?:为|达到|达|约|：|:)*$"
)
OWN_SHARE = re.compile("[，,；、（( ]{0,2}(?:约)?占[^，。；0-9０-９]{0,10}?(?:为|达到|达|约|：|:)*")
_NOUN_SHARE = re.compile("[，,；;]([一-龥]{1,6}?)(?:性|人数|户数)?占(?:比|总数|全部|总人数|总户数)?(?:为|达到|达|约)?")
TARGET = re.compile("(?:计划|目标|任务)[^，。；0-9０-９]{0,8}$")  # 完成率115%
_OF_TARGET = re.compile("[，,](?:占|达到?|完成了?)(?:全年|年度|年初|总|既定)*(?:目标|任务|计划)(?:任务|总?数|总?量)?的")
_DONE_SO_MUCH = re.compile("[，,](?:共|已|总体)?完成(?:了|比例|进度)?(?:为|达)?")  # 共68项，已完成51项，完成75%
_AGAIN = re.compile("复[查检评测]|返工|整改后")  # 不合格8家，复查合格6家，最终合格率99.38%
_AMONG = re.compile("[^，。；、0-9０-９]{0,8}中[，,]?(?:其中|已|共)?有?")  # 42个小区中有39个设备在线
_AMONG_SHARE = re.compile("[^，。；、0-9０-９]{0,12}[，,（(]约?占(?:比|总数|全部)?(?:为|达到|达|约)?")
_DOING = re.compile("已经?|均|都|全部|成功|顺利|得到|实现|完成|参加|通过")
_WHOLE_BUDGET = re.compile(
    "(?:全年度?|当年|本年度?|年内|年度内?|调整后的?)[^，。；0-9０-９]{0,3}(?:预算|概算|安排|批复|资金)"
)
_ELSEWHERE = re.compile("占(全[区市县省国州]|同期|同类|本地区)")
_BUDGETED = re.compile("(?<!年初)(?<!上年)(?:预算|安排|下达|批复|到位|拨款)[^，。；0-9０-９]{0,5}$")
_SPENDING = ("支出", "使用", "执行")
_SPENT = re.compile("(?:支出|执行|使用|支付)(?:资金|金额|数)?(?:合计|共计|共)?(?:为|达|约|：|:| )*$")
_ITS_BUDGET = re.compile(
    "[，,；;（(](?:全年|年度|当年|本年度?|调整后的?|项目)*(?:预算|到位资金|安排资金|下达资金)(?:资金|安排|数)?(?:为|共|是|：|:)?"
)
_RATE_BEHIND = re.compile("[）)]?[，,；;](?:预算|资金|项目|支出)*(?:执行|使用|支出)率(?:为|达到?|是|约|：|:)*")
_OFF = frozenset("审减 核减 压减 节约 节支 下降 减少 下浮 降低 增长 结余 结转 节余".split())  # noqa: SIM905  (of what was before)
_REALLY = re.compile("(?:[，、]?(?:实际?|已|在)|[，、](?=[收完建]))([一-龥])[^，。；0-9０-９]{0,3}$")
_BARE = re.compile("[，（]")  # 单元工程250个，合格246个，98.4%
_OF_ALL = re.compile(
    "[，、](?:其中)?(?:合格|完成|整改|办结|达标|收回|回收|满意|通过|参加|有效|化解|到位|处置|随访|反馈|核实|签约|建档|知晓|已[一-龥]{2})"
)
_BEFORE = re.compile(
    "(?:预算|计划|控制价|限价|概算|送审|报审|收入|可用资金|安排|下达|到位|标准)[^，。；0-9０-９]{0,6}$"
)


def rated(prose: Prose, begin: int, numbers: list[Mention], percent: Mention) -> Mention | None:
    """Find what the percentage is a share of the first number of: before 占, or under the rate's own word."""
    nearest = numbers[-1]
    between = prose.text[nearest.end : percent.start]
    rate = _RATE_OF.search(between)
    own = _NOUN_SHARE.fullmatch(between) if rate is None and len(numbers) > 2 else None  # noqa: PLR2004  (below)
    if own:  # 男党员631名、女党员412名，女党员占39.5%
        told = [it for it in numbers[1:] if prose.text.endswith(own[1], max(begin, it.start - 8), it.start)]
        return told[0] if len(told) == 1 else None
    if len(numbers) == 2 and _OF_TARGET.fullmatch(between):  # noqa: PLR2004  (target and what is reached)
        return nearest if TARGET.search(prose.text[max(begin, numbers[0].start - 12) : numbers[0].start]) else None
    if rate is None:
        return nearest if _is_share(prose, begin, numbers, between) else None
    said = rate[1][-2:] if rate[1][0] not in "不未" else rate[1]
    two = len(numbers) == 2  # noqa: PLR2004  (as above)
    ahead = prose.text[max(begin, numbers[0].start - 12) : numbers[0].start]
    of_projects = said == "执行" and nearest.kind is not Kind.MONEY  # 执行率100%的1个，执行率90%以上的1个
    if of_projects or (said in _OFF and not (two and _BEFORE.search(ahead))):
        return None
    if two and f"不{said}" in prose.text[numbers[0].end : nearest.start]:
        return _all_but(numbers[0], nearest)
    return _named(prose, begin, numbers, (said, rate[1], between[: rate.start()] if rate[1] != said else between))


def _is_share(prose: Prose, begin: int, numbers: list[Mention], between: str) -> bool:
    """Tell whether 占, or 完成 behind what is done, says that the second of two numbers is a share of the first."""
    whole, nearest = numbers[0], numbers[-1]
    if len(numbers) != 2 or _of_another(between, prose.text[begin : whole.start]):  # noqa: PLR2004  (part and whole)
        return False
    if _DONE_SO_MUCH.fullmatch(between):
        return "完成" in prose.text[whole.end : nearest.start]
    if _BARE.fullmatch(between):
        return bool(_OF_ALL.fullmatch(prose.text, whole.end, nearest.start))
    if _AMONG.fullmatch(prose.text, whole.end, nearest.start) and _AMONG_SHARE.fullmatch(between):
        return True
    return bool(_SHARE_OF.search(between) and OWN_SHARE.fullmatch(between))


def _all_but(whole: Mention, bad: Mention) -> Mention | None:
    """Take what is bad from all: 抽检1560批次，检出不合格12批次，合格率99.23%."""
    good = worth(whole) - worth(bad)
    return bad._replace(value=good, text=f"{money.plain(good)}{bad.unit}") if good > 0 else None


def _named(prose: Prose, begin: int, numbers: list[Mention], told_of: tuple[str, str, str]) -> Mention | None:
    """Find the number that is called as the rate is; `told_of` is its word, all of it, and the words before it."""
    said, name, ahead = told_of
    nearest = numbers[-1]
    between = prose.text[nearest.end : nearest.end + len(ahead) + len(name)]
    words: tuple[str, ...] = (said, said[::-1]) if said[0] not in "不未" else (said,)  # 回收率 of 收回190份
    if said == "阳性" and between.lstrip("，,").startswith(said):
        words = ("阳性", "检出")
    if said == "检出":
        words = ("检出", "查出", "发现")
    if said in _SPENDING and _of_a_budget(prose, begin, numbers):
        words = _SPENDING
    first = numbers[0]
    if said == "满意" and said_plainly(words, prose.text[max(begin, first.start - 8) : first.start]):
        return None  # 满意86人、较满意25人，满意度94%: how much each of them counts is not said
    told = [
        it
        for above, it in pairwise(numbers)  # 完成42座，1座于5月完成: the first 完成 is said of the 42
        if said_plainly(words, ahead_of := prose.text[max(begin, it.start - 8, above.end) : it.start])
        and not _AGAIN.search(ahead_of)
    ]
    done = _opens(ahead, (name, *words))
    among = said in ahead.partition("，")[0] and _AMONG.fullmatch(prose.text, first.end, nearest.start)
    if not told and numbers[1:] == [nearest] and (done or among or _really(prose, begin, numbers, said)):
        told = [nearest]  # 有9个已达标，达标率81.8%
    return told[0] if len(told) == 1 and between.count("，") <= 1 else None


def _really(prose: Prose, begin: int, numbers: list[Mention], said: str) -> bool:
    """Tell whether the second of two counts is what really was of the first: 应收68万元，实收64.6万元，收缴率95%."""
    whole, part = numbers[0], numbers[-1]
    own = _REALLY.search(prose.text[max(begin, part.start - 6) : part.start])
    return own is not None and own[1] in said and as_fraction(part) <= as_fraction(whole)


def _of_another(between: str, ahead: str) -> bool:
    """占全区改造任务的18% is of another whole, and so is 占全年预算的5.51% behind 年初预算248.5万元，净增14.5万元."""
    other = _ELSEWHERE.search(between)
    return bool(other and other[1] not in ahead) or ("年初" in ahead[-10:] and bool(_WHOLE_BUDGET.search(between)))


def of_budget_behind(prose: Prose, begin: int, numbers: list[Mention], percent: Mention) -> bool:
    """支出48.65万元，预算60万元，执行率81.08% in a paragraph of no project: spending before what it is a rate of."""
    spent, budget = numbers[0], numbers[-1]
    return (
        len(numbers) == 2  # noqa: PLR2004  (spending and budget)
        and budget.kind is Kind.MONEY
        and prose.passage_at(begin).project is None
        and _SPENT.search(prose.text, max(begin, spent.start - 12), spent.start) is not None
        and _ITS_BUDGET.fullmatch(prose.text, spent.end, budget.start) is not None
        and _RATE_BEHIND.fullmatch(prose.text, budget.end, percent.start) is not None
    )


def said_plainly(words: Sequence[str], text: str, barred: str = "不未非") -> bool:
    """Tell whether a text says one of these words, without 不, 未 or 非 before it."""
    return any(text[place - 1 : place] not in barred or not place for word in words for place in places(text, word))


def _opens(text: str, words: tuple[str, ...]) -> bool:
    """Tell whether a text opens with one of these words, or with 已, 均, 全部 and the like before it."""
    place: int | None = 0
    while place is not None and not text.startswith(words, place):
        doing = _DOING.match(text, place)
        place = doing.end() if doing else None
    return place is not None


def _of_a_budget(prose: Prose, begin: int, numbers: list[Mention]) -> bool:
    """安排60万元，支出48.65万元，执行率81.08% in a paragraph of no project: another one's rate is held to its cells."""
    if len(numbers) != 2 or prose.passage_at(begin).project is not None:  # noqa: PLR2004  (budget and spending)
        return False
    return bool(_BUDGETED.search(prose.text[max(begin, numbers[0].start - 12) : numbers[0].start]))
