"""Shares whose base (基数) stands further ahead: 党员90名。其中女性30名，占33.3%; averages: 户均500元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.checks.prose import causes
from pipeline.checks.prose.compare import bounds
from pipeline.checks.prose.items import Item, alike, as_fraction, computed_text, is_plain, vague
from pipeline.checks.prose.mentions import Kind, Mention
from pipeline.checks.prose.ratios import LISTED_SHARE, OWN_SHARE, share_finding, within

if TYPE_CHECKING:
    from pipeline.checks.prose.document import Prose
    from pipeline.model.findings import Finding, Rule

Pair = tuple[Mention, Mention]
_SIBLINGS = 3  # shares of one base from which it is plain that the odd one out is wrong
_LONGEST_NOUN = 8
_NEAR = 24
_UNITS = (
    "场次|人|户|家|个|场|次|名|位|栋|盏|台套|台|套|株|亩|吨|平方米|公里|辆|处|件次|件|期"
    "|批|班|村|笔|月|所|口|座|支(?![部委])|队"
)
_GIVEN = "发放|补助|补贴|慰问|救助|资助|奖励"
_AVERAGE = re.compile(
    f"(?:(?P<head>[户人场次亩家笔月台件批株吨村])均(?:投资|投入|服务|培训|支出|消费|成本|费用|受益|增收)?|(?:平均|(?P<one>[，,]))每个?(?P<unit>{_UNITS})(?P<noun>[一-龥]{{0,6}}?))(?P<verb>{_GIVEN})?(?:金|资金|标准|约|为|达)*$"
)
_SAME = {
    "人": frozenset({"人", "名", "位", "人次"}),
    "户": frozenset({"户", "户次"}),
    "台": frozenset({"台", "台套", "台次"}),
    "场次": frozenset({"场次", "场"}),
    "场": frozenset({"场", "场次"}),
    "次": frozenset({"次", "场次", "台次"}),
}
_MEASURED = frozenset({"亩", "吨", "平方米", "公里"})
_LISTED = re.compile("[一-龥]{1,4}[、和及][^，。；0-9０-９]{0,6}")
_OVER_SO_MANY = re.compile("[，,](?:共|全部)?[0-9]+[一-龥]{1,12}")  # 2.34万元，26个支部平均每个支部
_REACHING = re.compile("(?:共|累计)?(?:涉及|覆盖|惠及|受益|救助|补助|慰问|资助|发放)")
_IN_ALL = re.compile("(?:总投资|总造价|总费用|总价|共计|合计|总计|共投入|共支出)$")
_SUM_BEHIND = re.compile(
    "[，,](?:共|共计|合计|总计|累计|总)(?:发放|支付|支出|拨付|补助|资助|投入|受益|增收|支出)?(?:资金|补助|助学金|金额|费用)?"
)
_TELLING = frozenset("支户栋亩辆村")  # units that say what they count
_MONTHS = 12
_CLAUSES = re.compile("[，,；;]")


def _pairs(prose: Prose, mentions: Sequence[Mention]) -> list[Pair]:
    """Give every figure with the share that is said of it: 31名，占49.2%."""
    return [
        (part, percent)
        for part, percent in pairwise(mentions)
        if percent.kind is Kind.PERCENT
        and percent.high is None
        and part.value
        and alike(part, part)
        and OWN_SHARE.fullmatch(prose.text, part.end, percent.start)
        and not LISTED_SHARE.match(prose.text, percent.end)
        and not vague(prose.text, (part, percent))
    ]


def _linked(prose: Prose, base: Mention, part: Mention) -> bool:
    """Tell whether the text says that the part is one of the base: 其中 right behind it, or 63名网格员。网格员中."""
    between = prose.text[base.end : part.start]
    if "其中" in between:
        return not re.search("[0-9０-９]", between.partition("其中")[0])
    behind = re.match(f"[一-龥]{{2,{_LONGEST_NOUN}}}", between)
    ahead = re.search(f"[一-龥]{{2,{_LONGEST_NOUN}}}$", prose.text[max(0, base.start - _LONGEST_NOUN) : base.start])
    nouns = [behind[0][:size] for size in range(2, len(behind[0]) + 1)] if behind else []
    nouns += [ahead[0][-size:] for size in range(2, len(ahead[0]) + 1)] if ahead else []
    return any(f"{noun}中" in between for noun in nouns)


def shares_of_base(prose: Prose, item: Item) -> Iterator[Finding]:
    """Judge shares of a base that the item names before them."""
    if prose.text.find("占", item.passages[0].start, item.passages[-1].end) < 0:
        return
    pairs = _pairs(prose, item.mentions)
    told = {part.start for part, _ in pairs}
    for at, first in enumerate(item.mentions):
        if first.start not in told:
            continue
        mine = [pair for pair in pairs if alike(pair[0], first) and pair[0].start >= first.start]
        before = [it for it in item.mentions[:at] if alike(it, first) and it.value and is_plain(prose.text, it)]
        if not {it.start for it in before} & told:  # only the first share of a row looks for the base of all
            yield from _judge_row(prose, mine, before)


def _judge_row(prose: Prose, row: list[Pair], before: list[Mention]) -> Iterator[Finding]:
    for base in reversed(before):
        wrong = [pair for pair in row if not within(pair[1], pair[0], base)]
        linked = _linked(prose, base, row[0][0]) and not vague(prose.text, (base,))
        one_odd = len(wrong) == 1 and (len(row) >= _SIBLINGS or (linked and _told_alike(prose, row)))
        own = [pair for pair in wrong if pair is row[0] or one_odd]
        if not wrong:
            return
        if (linked or one_odd) and all(as_fraction(part) <= as_fraction(base) for part, _ in own):
            yield from (share_finding(prose, part, base, percent) for part, percent in own)
            return


def _told_alike(prose: Prose, row: list[Pair]) -> bool:
    """Tell whether all shares of a row are told in the same words: 占58.3%; ……，占42.7%."""
    return len({prose.text[part.end : percent.start] for part, percent in row}) == 1


def averages(prose: Prose, begin: int, group: list[Mention], rule: Rule) -> Iterator[Finding]:
    """走访186户，发放慰问金9.3万元，户均500元: the one total divided by the one count of the sentence."""
    for at, mean in enumerate(group):
        words = prose.text[max(begin, mean.start - _NEAR) : mean.start]
        told = _AVERAGE.search(words) if "均" in words or "每" in words else None
        if told is None or not mean.value or mean.high is not None:
            continue
        monthly = "月" in {told["head"], told["unit"]}
        counts = [it for it in group[:at] if _counted(prose, it, told)] if not monthly else []
        totals = [it for it in group[:at] if it not in counts and alike(it, mean) and is_plain(prose.text, it)]
        behind = _total_behind(prose, group[at + 1 :], mean) if counts and not totals and not told["one"] else None
        totals = totals if behind is None else [behind]
        if any(_goes_on(prose, it, group) for it in counts):
            continue
        if len(counts) != (not monthly) or len(totals) != 1 or (monthly and not _whole_year(prose, begin, mean)):
            continue
        if behind is None and not _same_money(prose, totals[0], mean, told):
            continue
        used = (*counts, totals[0], mean)
        if vague(prose.text, used) or any(bounds(prose.text, it) for it in used) or any(not it.value for it in counts):
            continue
        yield from _mean(prose, mean, totals[0], counts, rule)


def _mean(prose: Prose, mean: Mention, total: Mention, counts: Sequence[Mention], rule: Rule) -> Iterator[Finding]:
    """Hold an average against total and count; a year has twelve months."""
    number, by = (as_fraction(counts[0]), counts[0].text) if counts else (Fraction(_MONTHS), "12个月")
    slack = (Fraction(total.step) / number + Fraction(mean.step)) / 2
    if abs(as_fraction(total) / number - as_fraction(mean)) > slack:
        right = computed_text(mean, as_fraction(total) / number)
        message = f"文中{total.text}除以{by}等于{right}，与写的{mean.text}不一致。"
        told = rule.at(prose.passage_at(mean.start).where, found=mean.text, expected=right, message=message)
        times = Fraction(1) if counts else number
        yield prose.causes.note(told, causes.of_product(total, (mean, *counts), times))


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
    measured = mention.kind is Kind.MEASURE and unit in _MEASURED
    if not (mention.kind is Kind.COUNT or measured) or mention.high is not None:
        return False
    around = (
        prose.text[max(0, mention.start - len(told["noun"] or "")) : mention.start]
        + prose.text[mention.end : mention.end + len(told["noun"] or "")]
    )
    named = mention.unit == "个" and prose.text.startswith(unit, mention.end)  # 21个村, 村均
    same = named or mention.unit in _SAME.get(unit, {unit})
    return same and (not told["noun"] or told["noun"] in around or unit in _TELLING)


def _goes_on(prose: Prose, count: Mention, group: list[Mention]) -> bool:
    """Tell whether a count is one of several: 21个村、6个社区，村均 may be of both."""
    at = group.index(count)
    return any(
        one.kind is two.kind is Kind.COUNT and _LISTED.fullmatch(prose.text, one.end, two.start)
        for one, two in pairwise(group[max(0, at - 1) : at + 2])
    )


def _of_one_thing(prose: Prose, total: Mention, mean: Mention) -> bool:
    """Tell whether money and count share a word, a clause each: 宣传费2.4万元，宣传活动12场，场均2000元."""
    clauses = _CLAUSES.split(prose.text[total.end : mean.start])
    paid = re.search("[一-龥]*$", prose.text[max(0, total.start - _LONGEST_NOUN) : total.start])
    if len(clauses) == 3 and not clauses[0] and _REACHING.match(clauses[1]):  # noqa: PLR2004  (as below)
        return True
    if len(clauses) != 3 or clauses[0] or not paid:  # noqa: PLR2004  (the money, the count, the average)
        return False
    return any(paid[0][at : at + 2] in clauses[1] for at in range(len(paid[0]) - 1))


def _same_money(prose: Prose, total: Mention, mean: Mention, told: re.Match[str]) -> bool:
    """Tell whether total and average speak of one thing: given out both, or the average in the very next clause."""
    ahead = prose.text[max(0, total.start - 12) : total.start]
    between = prose.text[total.end : mean.start]
    near = len(_CLAUSES.findall(between)) <= 1 and not re.search("[0-9０-９]", between)
    near = near or bool(_OVER_SO_MANY.fullmatch(between))
    if told["one"]:  # 总投资90万元，每座18万元
        return near and bool(_IN_ALL.search(ahead))
    return bool(re.search(_GIVEN, ahead)) if told["verb"] else near or _of_one_thing(prose, total, mean)
