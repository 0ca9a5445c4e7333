"""Averages (人均、户均、次均): the total of a sentence divided by its count."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading import causes
from pipeline.checks.prose.reading.items import PEOPLE, adds_to, alike, as_fraction, computed_text, inexact, is_plain
from pipeline.checks.prose.reading.joined import row_before
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.computed import PRODUCT, contradicted

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.findings import Finding

_LONGEST_NOUN = 8
_NEAR = 24
_UNITS = (
    "项次|场次|台次|车次|辆次|人次|班次|批次|剂次|课时|人|户|家|个|场|次|名|位|栋|盏|台套|台|套|株|亩|吨|平方米|公里|辆|处|件次|件|期"
    "|批|班|村|笔|月|所|校|口|座|支(?![部委])|队"
)
_GIVEN = "[核兑]发|发放|兑付|补助|补贴|慰问|救助|资助|奖励"
_DEED = (
    "投资|投入|服务|培训|支出|消费|成本|费用|受益|增收|带动|帮扶|联系|管理|巡查|检查|走访|接待|参加|开展|组织|宣传|清运|办理"
    "|受理|处理|安装|配备|种植|整改|排查|使用|完成"
)
_AVERAGE = re.compile(
    f"(?:(?P<head>[户人场次亩家笔月日台件批株吨村生校])均年?(?:{_DEED})?|(?:平均|(?P<one>[，,]))每个?(?P<unit>{_UNITS})(?P<noun>[一-龥]{{0,6}}?)(?:{_DEED})?|[，,](?P<price>(?:平均|采购|购置)?单价))(?P<verb>{_GIVEN})?(?:金|资金|标准|约|为|达)*$"
)
_TURNED = re.compile(f"每([一-龥]{{1,6}})平均((?:{_DEED})?)$")  # 每个点位平均巡查25次
_SAME = {
    "人": frozenset({"人", "名", "位", "人次"}),
    "户": frozenset({"户", "户次"}),
    "台": frozenset({"台", "台套", "台次"}),
    "场次": frozenset({"场次", "场"}),
    "场": frozenset({"场", "场次"}),
    "次": frozenset({"次", "场次", "台次", "人次", "批次"}),
    "批": frozenset({"批", "批次"}),
    "生": frozenset({"人", "名", "生"}),
    "校": frozenset({"所"}),
    "日": frozenset({"天", "日"}),
}
_MEASURED = frozenset({"亩", "吨", "平方米", "公里", "日"})
_TRIPS = frozenset({"车次", "台次", "辆次", "班次"})
_LISTED = re.compile("[一-龥]{1,4}(?:[、和及与][^，。；0-9０-９]{0,6}|[，；])")
_OVER_SO_MANY = re.compile("[，,](?:共|全部)?[0-9]+[一-龥]{1,12}")  # 2.34万元，26个支部平均每个支部
_REACHING = re.compile("(?:共|累计)?(?:涉及|覆盖|惠及|受益|救助|补助|慰问|资助|发放)")
_PUT_IN = re.compile("(?:投入|投资|花费)(?:资金|经费|财政资金)?(?:共|约)?$")
_MADE = re.compile(
    "(?:共|累计|用于)?(?:种植|栽植|栽种|建设|新建|建成|改造|安装|修复|维修|修缮|铺设|购置|采购|清理|治理|硬化|培训|清运)"
)
_BROUGHT = re.compile("人均([一-龥]{2})(?:就业|增收)?$")
_IN_ALL = re.compile("(?:总投资|总造价|总费用|总价|共计|合计|总计|共投入|共支出)$")
_SUM_BEHIND = re.compile(
    "[，,](?:共|共计|合计|总计|累计|总)(?:发放|支付|支出|拨付|补助|资助|投入|受益|增收|支出)?(?:资金|补助|助学金|金额|费用)?"
)
_EVERY = re.compile("每[^，。；、0-9０-９]{1,6}$")
_TELLING = frozenset("支户栋亩辆村")  # units that say what they count
_QUALIFIED, _QUALIFIES = re.compile("[一-龥]*"), 4  # 14个重点点位 are 点位
_MONTHS = 12
_CLAUSES = re.compile("[；;]|(?<![0-9])[，,]|[，,](?![0-9])")


def averages(prose: Prose, begin: int, group: list[Mention]) -> Iterator[Finding]:
    """走访186户，发放慰问金9.3万元，户均500元: the one total divided by the one count of the sentence."""
    for at, mean in enumerate(group):
        words = prose.text[max(begin, mean.start - _NEAR) : mean.start]
        told = _AVERAGE.search(_TURNED.sub(r"平均每\1\2", words)) if "均" in words or "每" in words else None
        if told is None or not mean.value or mean.high is not None:
            continue
        monthly = "月" in {told["head"], told["unit"]}
        counts = _counts(prose, group[:at], mean, told) if not monthly else []
        totals = [it for it in group[:at] if it not in counts and adds_to(it, mean) and is_plain(prose.text, it)]
        behind = _total_behind(prose, group[at + 1 :], mean) if counts and not totals and not told["one"] else None
        totals = totals if behind is None else [behind]
        if any(_goes_on(prose, it, group) for it in counts):
            continue
        if len(counts) != (not monthly) or len(totals) != 1 or (monthly and not _whole_year(prose, begin, mean)):
            continue
        if behind is None and not _same_money(prose, totals[0], mean, told):
            continue
        used = (*counts, totals[0], mean)
        if not inexact(prose.text, used) and all(it.value for it in counts):
            yield from _mean(prose, mean, totals[0], counts)


def _mean(prose: Prose, mean: Mention, total: Mention, counts: Sequence[Mention]) -> Iterator[Finding]:
    """Hold an average against total and count; a year has twelve months."""
    number, by = (as_fraction(counts[0]), counts[0].text) if counts else (Fraction(_MONTHS), "12个月")
    slack = (Fraction(total.step) / number + Fraction(mean.step)) / 2
    if abs(as_fraction(total) / number - as_fraction(mean)) > slack:
        right = computed_text(mean, as_fraction(total) / number)
        mends = causes.of_product(total, (mean, *counts), Fraction(1) if counts else number)
        yield contradicted(prose, PRODUCT, mean, f"{total.text}除以{by}等于", right, mends)


def _counts(prose: Prose, before: list[Mention], mean: Mention, told: re.Match[str]) -> list[Mention]:
    """Find what a mean is per; of the people of a mean of people those who bring the others."""
    counts = [it for it in before if _counted(prose, it, told)]
    if "次" in {told["head"], told["unit"]} and mean.kind is Kind.COUNT:
        counts = [it for it in counts if it.unit != "人次"]
    if len(counts) != 2 or mean.unit not in PEOPLE:  # noqa: PLR2004  (who brings, and who is brought)
        return counts
    return _who_brings(prose, counts, prose.text[mean.start - 8 : mean.start])


def _who_brings(prose: Prose, counts: list[Mention], words: str) -> list[Mention]:
    """Of 42人，带动就业210人，人均带动5人 the first are divided by: the second are called as the mean is."""
    told = _BROUGHT.search(words)
    first, second = counts
    return [first] if told and told[1] in row_before(prose.text, second.start, 8) else counts


def _whole_year(prose: Prose, begin: int, mean: Mention) -> bool:
    """Tell whether the sentence speaks of all twelve months."""
    before = prose.text[begin : mean.start]
    return "全年" in before and not re.search("[0-9]月|月起|半年|开始|季度", before)


def _total_behind(prose: Prose, later: Sequence[Mention], mean: Mention) -> Mention | None:
    """人均300元，共发放11,400元: the total right behind an average."""
    total = later[0] if later else None
    if total is None or not alike(total, mean) or mean.kind is Kind.COUNT:
        return None
    return total if _SUM_BEHIND.fullmatch(prose.text, mean.end, total.start) else None


def _counted(prose: Prose, mention: Mention, told: re.Match[str]) -> bool:
    """Tell whether a figure counts what the average is per: 户 of 户均, 楼道 of 平均每个楼道."""
    unit = told["head"] or told["unit"]
    if told["price"]:
        return mention.kind is Kind.COUNT and mention.high is None and mention.unit not in PEOPLE
    measured = mention.kind is Kind.MEASURE and unit in _MEASURED
    if not (mention.kind is Kind.COUNT or measured) or mention.high is not None:
        return False
    if _EVERY.search(row_before(prose.text, mention.start, 8)):
        return False  # 12批次，每批4人，人均3,600元
    size = len(told["noun"] or "")
    behind = _QUALIFIED.match(prose.text, mention.end, mention.end + size + _QUALIFIES) if size else None
    around = prose.text[max(0, mention.start - size) : mention.start] + (behind[0] if behind else "")
    named = mention.unit == "个" and prose.text.startswith(unit, mention.end)  # 21个村, 村均
    if unit == "个" == mention.unit and told["noun"]:
        label = _CLAUSES.split(row_before(prose.text, mention.start, 12))[-1]
        return told["noun"] in around or (told["noun"] in label and not re.search("[0-9]", label))
    if unit == "次" and told["verb"] and mention.unit in PEOPLE:
        return True  # 救助856人，次均救助2500元
    same = named or mention.unit in _SAME.get(unit, {unit})
    return same and (not told["noun"] or told["noun"] in around or unit in _TELLING)


def _goes_on(prose: Prose, count: Mention, group: list[Mention]) -> bool:
    """Tell whether a count is one of several: 21个村、6个社区，村均 may be of both."""
    at = group.index(count)
    return any(
        one.kind is two.kind is Kind.COUNT and _LISTED.fullmatch(prose.text, one.end, two.start)
        for one, two in pairwise(group[max(0, at - 1) : at + 2])
    )


def _of_one_thing(prose: Prose, total: Mention, mean: Mention, told: re.Match[str]) -> bool:
    """Tell whether money and count share a word, a clause each: 宣传费2.4万元，宣传活动12场，场均2000元."""
    clauses = _CLAUSES.split(prose.text[total.end : mean.start])
    paid = re.search("[一-龥]*$", row_before(prose.text, total.start, _LONGEST_NOUN))
    if len(clauses) == 3 and not clauses[0]:  # noqa: PLR2004  (as below)
        put_in = _PUT_IN.search(row_before(prose.text, total.start, 12))
        trips = told["unit"] in _TRIPS and total.unit in PEOPLE
        if _REACHING.match(clauses[1]) or (put_in and _MADE.match(clauses[1])) or trips:
            return True
    if len(clauses) != 3 or clauses[0] or not paid:  # noqa: PLR2004  (the money, the count, the average)
        return False
    return any(paid[0][at : at + 2] in clauses[1] for at in range(len(paid[0]) - 1))


def _same_money(prose: Prose, total: Mention, mean: Mention, told: re.Match[str]) -> bool:
    """Tell whether total and average speak of one thing: given out both, or the average in the very next clause."""
    ahead = row_before(prose.text, total.start, 12)
    between = prose.text[total.end : mean.start]
    near = len(_CLAUSES.findall(between)) <= 1 and not re.search("[0-9０-９]", between)
    near = near or bool(_OVER_SO_MANY.fullmatch(between))
    if told["one"]:  # 总投资90万元，每座18万元
        return near and bool(_IN_ALL.search(ahead))
    return bool(re.search(_GIVEN, ahead)) if told["verb"] else near or _of_one_thing(prose, total, mean, told)
