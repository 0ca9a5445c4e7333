"""Factors (单价与数量): what a rate is per, how many of these there are, and which figure is their total."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate
from math import prod
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.items import as_fraction
from pipeline.checks.prose.reading.joined import row_before
from pipeline.checks.prose.reading.mentions import Kind, Mention

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose

_UNIT = (
    "人次|台次|辆次|台套|课时|社区|人|生|名|位|户|家|个|台|套|亩|平方米|平方公里|立方米|公里|公顷|公斤|米|次|场|处|栋|幢|株|盏|份|件|座|张|条|块|棵|根|吨"
    "|周|车|册|间|辆|期|批|班|组|队|支|具|本|把|面|顶|副|桶|袋|瓶|节|头|只|口|村|笔|路|点位|天|日|月|季度|季|半年|部|艘|架|盒|页|幅|篇|封|枚|箱"
    "|盘|羽|床位|床|眼|例|盆|小时|学时"
)
_EVERY = re.compile(f"((?:每(?:{_UNIT}|年)[^，。；、每0-9０-９]{{0,8}})+)$")
_OF_EACH = re.compile("各(?!项|类|级|地|方|自|个)[^，。；、：0-9０-９]{0,8}$")
_PAID_EVERY = re.compile("([月日])(?:工资|薪|租金?|补[助贴]|服务费|费用?)(?:标准)?(?:为|：)?$")
_EACH = re.compile(f"每({_UNIT}|年)")
_MORE_OF_EACH = re.compile("每[^，。；、]{1,6}$")  # 每百户每月30元 is per something that no count here tells
_PER_UNIT = re.compile(f"[/·]({_UNIT}|年)?")
_PEOPLE = frozenset({"人", "生", "名", "位", "人次"})
_PLACES = frozenset({"社区", "村", "班", "组", "队", "点位"})
_TEAMS = frozenset({"队", "支"})
_BEDS = frozenset({"床", "床位", "张"})
_PRICE_OF_ONE = re.compile("(?:单价|均价)(?:为|是|约|：)?$")
_PER_HEAD = re.compile(
    "(?:按照?([人户生])均(?:标准)?(?:为)?|([人户生])均([月日])(?:工资|薪酬?|补[助贴]|生活费|租金?|费用?)(?:标准)?(?:为)?)$"
)
_PAID_BEFORE = re.compile("(?:发放|兑付|拨付)[^，。；0-9０-９]{0,8}(?:金|补贴|补助|奖励)(?:共|共计|合计|总计)?$")
TIMES_A_YEAR = {"月": 12, "季度": 4, "季": 4, "半年": 2}
_SPANS = {
    "月": ("个月",),
    "季度": ("个季度", "季度"),
    "季": ("个季度", "季度"),
    "半年": (),
    "天": ("天",),
    "日": ("天", "日"),
    "周": ("周",),
}
_CLOSES = re.compile("[）)][，,；;、]")
_CLAUSE = re.compile("[，,；;（( ]")
_TOTAL = re.compile(
    "(?<!人)(?:共计|合计|金额|小计|总价|总计|共需|(?<![一-龥])需要?(?=经费|资金|补助)|共|总额|累计|全年|年租金|(?<![设统审会估预核])计(?![划算量]))[^，,；;0-9０-９]{0,8}$"
)
_PAID = re.compile(
    "(?:发放|拨付|支付|兑付|发给|补助|补贴|资助|慰问|奖励)(?:了|共|共计|补助|补贴|资金|慰问金|助学金|救助金|奖金|金|款|费)*$"
)
_RATE_NAME = re.compile("每[一-龥]{1,3}?([一-龥]{2})(?:款|费|费用|金|资金)?$")
_UNIT_RATE_NAME = re.compile("([一-龥]{2})(?:款|费|费用|金|资金)?(?:标准|单价)(?:为|是|：|按)?$")
_FEE = re.compile("(?:总)?(?:费用|经费|造价)(?:为|共)?")  # 单价28元/米，费用10.08万元
_FEE_NAME = re.compile("([一-龥]{1,4})费(?:用)?(?:共|为)?")
_ALL_TOLD = 3  # count, rate and total, and nothing else in the sentence
_PRICE = re.compile("(?:单|均)价(?:为|：)?$")
_PAID_OUT = re.compile("(?:均|现|并)?已?(?:全部|全额|足额|按时)(?:发放|拨付|兑付|支付)")
_RATE_IN_BRACKETS = re.compile("[（(](?:标准)?(?:为|：|按)?每[^，。；0-9０-９]{1,4}")
_TOTAL_NAME = re.compile("(?:共|总)?([一-龥]{2})(?:款|费|费用|金|资金|总额)(?:为|共)?")
_JUST_PAID = re.compile("[，,](?:共|总共)?(?:支付|支出|发放|兑付|花费|拨付|兑现|费用)(?:了|资金|费用|金额)?")
_ELSE = re.compile("项目|预算|其中|包括|另|剩余|结余|上年|去年|节约|较|比|收入|自筹|追加|合同|[两二三四五六半]年")
_FACTORS = frozenset({Kind.COUNT, Kind.MEASURE})


def per_what(prose: Prose, begin: int, price: Mention, group: list[Mention]) -> tuple[str, ...]:
    """Name what a rate is per: 每人每月300元 and 300元/人/月 are per 人 and 月."""
    each = _each(prose, begin, price, group)
    if "次" in each and _PEOPLE.intersection(each) and any(it.unit == "人次" for it in group):
        return ("人次", *(whose for whose in each if whose != "次" and whose not in _PEOPLE))
    return each


def _each(prose: Prose, begin: int, price: Mention, group: list[Mention]) -> tuple[str, ...]:
    words = prose.text[max(begin, price.start - 30) : price.start]
    each = _OF_EACH.search(words) if "各" in words else None
    before = group[group.index(price) - 1]
    if each and "/" not in price.unit:  # 3个片区各配备2辆
        return (before.unit,) if before.end <= price.start - len(each[0]) and before.kind is Kind.COUNT else ()
    if "/" in price.unit:
        every, paid = _EVERY.search(words), _PAID_EVERY.search(words)  # 每平方米1.5元/月, 月工资3500元/人
        more = (_EACH.findall(every[1]) if every else []) + ([paid[1]] if paid else [])
        per = _PER_UNIT.findall(price.unit)
        return tuple(dict.fromkeys(it for it in per + more if it != "年")) if all(per) else ()
    if "价" in words and _PRICE_OF_ONE.search(words):
        return (before.unit,) if before.start < price.start and before.kind is Kind.COUNT else ()
    head = _PER_HEAD.search(words) if "均" in words else None
    if head:
        return tuple(filter(None, head.groups()))
    found = _EVERY.search(words) if "每" in words else None
    if found is None or _MORE_OF_EACH.search(words[: found.start()]):
        return ()
    return tuple(whose for whose in _EACH.findall(found[1]) if whose != "年")


def counts(prose: Prose, mention: Mention, whose: str) -> bool:
    """Tell whether a figure says how many of these there are, as 11个社区 does of 社区."""
    if mention.kind not in _FACTORS or mention.high is not None:
        return False
    if whose in _SPANS:
        return mention.unit in _SPANS[whose]
    if mention.unit == "个" and prose.text.startswith(whose, mention.end) and whose in _PLACES:
        return True
    return mention.unit == whose or any({mention.unit, whose} <= family for family in (_PEOPLE, _TEAMS, _BEDS))


def is_rate(prose: Prose, mention: Mention) -> bool:
    """Tell whether a count is itself one of each: 12期，每期2天，每天3000元 has more than two days."""
    return bool(_MORE_OF_EACH.search(row_before(prose.text, mention.start, 8)))


def total_behind(prose: Prose, price: Mention, group: list[Mention], factors: list[Mention]) -> Mention | None:
    """Find the total behind a rate: the next figure of its kind, said to be the sum or to be paid out."""
    for mention in group:
        if mention.start < price.start or mention is price or mention in factors:
            continue
        same = mention.kind is price.kind and "/" not in mention.unit
        if not same or (price.kind is Kind.COUNT and not _one_kind(price, mention)):
            return None
        between = prose.text[price.end : mention.start]
        clause = _CLAUSE.split(between)[-1]
        if _ELSE.search(between) or _CLOSES.match(between):  # 护理床33.28万元（128张，每张2600元），监理费9万元
            return None
        inside = any(mention.start - len(clause) <= it.start < mention.start for it in factors)
        one = inside or not any(sign in between for sign in "，；、（")  # the count or the rate stands in its clause
        by_rule = len(group) == _ALL_TOLD and prose.text.startswith(("的标准", "标准"), price.end)
        paid = price.kind is Kind.MONEY and (
            (_PAID.search(clause) and (one or by_rule))
            or (len(group) == _ALL_TOLD and _fee_of(prose, group, mention, clause))
            or _JUST_PAID.fullmatch(prose.text, price.end, mention.start)
            or _named_alike(prose, price, clause)
            or _is_fee(prose, price, mention, clause)
            or (not clause and _PAID_OUT.match(prose.text, mention.end))
        )
        return mention if _TOTAL.search(clause) or paid else None
    return None


def _is_fee(prose: Prose, price: Mention, total: Mention, clause: str) -> bool:
    """Tell whether a total is just the price of so many: 单价28元/米，费用10.08万元."""
    priced = _PRICE.search(row_before(prose.text, price.start, 6))
    return bool(priced and _FEE.fullmatch(clause)) and not prose.text.startswith(("含", "（含", "(含"), total.end)


def _fee_of(prose: Prose, group: list[Mention], total: Mention, clause: str) -> bool:
    """Tell whether a total is the fee of what the sentence counts: 印制折页1.5万份，每份0.8元，印刷费1.2万元."""
    ahead = prose.text[max(prose.sentence(group[0].start)[0], group[0].start - 16) : group[0].start]
    named = _FEE_NAME.fullmatch(clause)
    more = re.match("[^。]{0,12}(?:[含另]|其中|包括)", prose.text[total.end : total.end + 16])
    return bool(named and not more and any(sign in ahead for sign in named[1]))


def _named_alike(prose: Prose, price: Mention, clause: str) -> bool:
    """Tell whether rate and total are called the same: 每亩补偿3.5万元，补偿款420万元."""
    named = _UNIT_RATE_NAME if "/" in price.unit else _RATE_NAME
    rate = named.search(row_before(prose.text, price.start, 16))
    total = _TOTAL_NAME.fullmatch(clause)
    return bool(rate and total and rate[1] == total[1])


def total_before(prose: Prose, price: Mention, group: list[Mention]) -> Mention | None:
    """Find the total before a rate that ends its sentence: 发放慰问金3万元，慰问60户，每户500元."""
    first, before = group[0], group[group.index(price) - 1]
    if before.kind is Kind.MONEY and _RATE_IN_BRACKETS.fullmatch(prose.text, before.end, price.start):
        return before if prose.text[price.end : price.end + 1] in {"）", ")"} else None  # 11400元（每人300元）
    if first.kind is not Kind.MONEY or group[-1] is not price or price.kind is not Kind.MONEY:
        return None
    between = prose.text[first.end : price.start]
    told = _PAID_BEFORE.search(row_before(prose.text, first.start, 20))
    return first if told and not _ELSE.search(between) and "包括" not in between else None


def _one_kind(price: Mention, total: Mention) -> bool:
    return price.unit == total.unit or {price.unit, total.unit} <= _PEOPLE


def yearly(prose: Prose, begin: int, total: Mention) -> bool:
    """Tell whether a total is said of a whole year."""
    return bool(re.search("全年|一年|年度|年租金", prose.text[begin : total.start])) and not re.search(
        "[月起]至|月份?起|月开始|不足|半年|月数|按实", prose.text[begin : total.end]
    )


def made_by_another(prose: Prose, total: Mention, used: Sequence[Mention], slack: Fraction, times: int = 1) -> bool:
    """Tell whether a count before makes the total: 放映153场；因暴雨少放3场，每场400元，支出6.12万元."""
    price, *factors = used
    if not factors or any(it.kind not in _FACTORS for it in factors):
        return False
    begin = prose.passage_at(total.start).start
    figures, each, said = prose.figures(begin, total.start), as_fraction(price) * times, as_fraction(total)
    before = [as_fraction(it) for it in figures if it.unit == factors[0].unit]
    before += [as_fraction(it) * prod(map(as_fraction, factors)) for it in figures if it not in used]  # 35人；发放6个月
    counted = [it for it in figures if it.kind is Kind.COUNT and it.start < price.start]
    before += accumulate(map(as_fraction, reversed(counted)))  # 大米60袋、食用油60桶，均价85元
    return any(abs(each * number - said) <= slack for number in before)
