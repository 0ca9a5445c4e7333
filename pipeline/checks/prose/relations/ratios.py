"""Shares (占比) that a sentence computes from figures it prints itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.items import alike, as_fraction, is_amount, vague, worth
from pipeline.checks.prose.reading.joined import row_before
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.quota import share_finding, within
from pipeline.checks.prose.relations.rated import OWN_SHARE, TARGET, of_budget_behind, rated

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.findings import Finding

_OWN_RATE = re.compile("[，；、（( ]{0,2}[一-龥]{0,6}?([一-龥]{2})率(?:为|达到|达|约|：|:)*")
LISTED_SHARE = re.compile("[ 　]*[、，；和及与][ 　]*约?[0-9]+(?:[.][0-9]+)?[ 　]*[%％]")  # 占54.54%、1.51%和44.69%
ANY_WHOLE = re.compile("总人?[数量额]|总户数|其|全部|总")
_WHOLE_VERB = re.compile(
    "(?:收到|受理|上报|发放|排查|发现|检查|抽查|接到|抽检|巡查|接待|登记|采集)[^，。；0-9０-９]{0,8}$"
)
_SO_FAR, _THIS_YEAR = re.compile("累计[^，。；、0-9]{0,8}$"), re.compile("[全本今当]年[^，。；、0-9]{0,6}$")
_OF_SOME = re.compile("(?:合格|满意|达标|优良|优秀|有效|回收)[率度](?:为|达到?|是|约)*$")
_TIMES = frozenset({"个工作日", "工作日", "小时", "个小时", "分钟"})  # 要求7个工作日，实际5.2个工作日，按时答复率98.5%
_STRETCH = re.compile("(?:截至|[0-9]月|季度|半年)[^，。；、0-9]{0,6}$")  # 截至11月底支付33万元，12月支付15万元，占比30%
_OF_WHOLE = re.compile(
    "[^，,。；、0-9０-９]{0,12}[，,（( ]?[^，。；、0-9０-９]{0,6}占[^，。；0-9０-９]{0,12}"
    "|(?:[，,（(](?:同比)?(?:增长|下降)[0-9.]+[ ]?[%％][）)]?)[，,]占[^，。；0-9０-９]{0,12}"
    "|[，,](?:为|达到?|是|完成)[^，。；0-9０-９]{0,12}"
    "|[，,（(](?:年度|全年)?(?:目标|任务|计划)(?:数|任务)?(?:为|是|：)?"
)
_PERCENT_OF = re.compile(
    "[，,）)]{0,2}完成(?:年度|全年)?(?:目标|任务|计划)(?:数|任务)?的"
    "|[^，。；、0-9０-９]{0,6}的(?:比例|比重|占比)?(?:为|达到|达)?"
)
_AND = frozenset("、和及与")
_NAMED_WHOLE = re.compile(
    "占(?!比)([^，。；、0-9０-９]{2,10}?)(?:人数|户数|数量?|金额|资金)*的(?:比[例重])?(?:为|达到?|约)?$"
)
_MOST_NUMBERS = 6  # beyond this no one tries which two make the share


def share(prose: Prose, begin: int, group: list[Mention]) -> Iterator[Finding]:
    """排查200家，其中合格190家，合格率95%; 其中女性20人，占40%; 支出30万元，占预算40万元的75%."""
    for at, percent in enumerate(group):
        if percent.kind is not Kind.PERCENT or percent.high is not None:
            continue
        if at and (group[at - 1].kind is Kind.PERCENT or LISTED_SHARE.match(prose.text, percent.end)):
            continue  # one of several, shared out
        if at and not is_amount(prose.text, group[at - 1]):
            continue  # 最多的一家占34.4%
        numbers = [it for it in group[:at] if alike(it, group[at - 1]) and it.value and it.unit not in _TIMES]
        if not 1 < len(numbers) <= _MOST_NUMBERS or vague(prose.text, (*numbers, percent)):
            continue
        if _of_a_whole(prose, numbers[-2], numbers[-1], percent) or of_budget_behind(prose, begin, numbers, percent):
            first = _before_bracket(prose, numbers)
            parts = (*numbers[:-1], first, _joined(prose, numbers[:-1]))
            if not any(within(percent, part, numbers[-1]) for part in parts):
                yield share_finding(prose, first, numbers[-1], percent)
            continue
        part = None if _is_a_share(prose, numbers[0], group) else rated(prose, begin, numbers, percent)
        if part and of_an_unnamed(prose, begin, part, percent):
            continue
        told = numbers if part is None or part in numbers else [*numbers, part]
        told = [*told, *_said_before(prose, begin, numbers[-1])]
        fits = (within(percent, one, two) or within(percent, two, one) for one, two in combinations(told, 2))
        left = len(numbers) > 2 and _is_what_is_left(numbers, percent)  # noqa: PLR2004  (whole, part and rest)
        if (
            part
            and not left
            and _may_be_part(prose, part, numbers, percent)
            and not (any(fits) or of_several(numbers, percent))
        ):
            yield share_finding(prose, part, _nearest_whole(part, numbers, percent), percent, numbers)


def _said_before(prose: Prose, begin: int, part: Mention) -> list[Mention]:
    """Give the last such figure of the sentence before: 共访问640人。电话400人、现场240人，满意617人，满意度96.4%."""
    ahead = prose.figures(max(prose.passage_at(begin).start, prose.sentence_before(begin)[0]), begin)
    return [it for it in ahead if alike(it, part) and it.value][-1:]


def of_an_unnamed(prose: Prose, begin: int, part: Mention, percent: Mention) -> bool:
    """Tell whether a share names a whole that the sentence does not: 全年拨付120万元，首次拨付72万元，占合同价的45%."""
    named = _NAMED_WHOLE.search(prose.text, part.end, percent.start)
    noun = ANY_WHOLE.sub("", named[1]) if named else ""
    return len(noun) > 1 and noun[-2:] not in prose.text[begin : part.end]


def of_several(numbers: list[Mention], percent: Mention) -> bool:
    """Tell whether the percentage is right of some figures together: 满意120份、基本满意24份 are 96% of 150份."""
    return any(
        within(percent, some[0]._replace(value=sum(map(worth, some), Decimal(0))), whole)
        for whole in numbers
        for size in (2, 3)
        for some in combinations([it for it in numbers if it is not whole], size)
    )


def _joined(prose: Prose, parts: list[Mention]) -> Mention:
    """Add up the last parts that 和 joins: 分别为60万元和45万元，占总资金140万元的75%."""
    total, place = worth(parts[-1]), parts[-1].start
    for it in reversed(parts[:-1]):
        if prose.text[it.end : place] not in _AND:
            break
        total, place = total + worth(it), it.start
    return parts[-1]._replace(value=total)


def _is_what_is_left(numbers: list[Mention], percent: Mention) -> bool:
    """Tell whether the percentage is right of the whole less the part: then the rest printed is the wrong one."""
    whole, part = numbers[0], numbers[1]
    rest = whole._replace(value=worth(whole) - worth(part))
    return worth(rest) > 0 and within(percent, rest, whole)


def _is_a_share(prose: Prose, number: Mention, group: list[Mention]) -> bool:
    """Tell whether the sentence gives this figure a share of its own: then it is not the base of the next one."""
    following = next((it for it in group if it.start >= number.end), None)
    if following is None or following.kind is not Kind.PERCENT:
        return False
    rate = _OWN_RATE.fullmatch(prose.text, number.end, following.start)
    of_rate = rate is not None and rate[1] in row_before(prose.text, number.start, 6)  # 有效63名，有效率
    return of_rate or OWN_SHARE.fullmatch(prose.text, number.end, following.start) is not None


def _whole_of(part: Mention, numbers: list[Mention]) -> Mention:
    """Take for the whole the first figure of the sentence, or the one just before the part where that is too small."""
    ahead = [it for it in numbers if it.start < part.start] or numbers[:1]
    return ahead[0] if as_fraction(ahead[0]) >= as_fraction(part) else ahead[-1]


def _nearest_whole(part: Mention, numbers: list[Mention], percent: Mention) -> Mention:
    """Choose the figure before the part whose share comes nearest to the one printed: that is what should be said."""
    ahead = [it for it in numbers if it.start < part.start and as_fraction(it) >= as_fraction(part)]
    said, share = as_fraction(percent), 100 * as_fraction(part)
    return min(ahead, key=lambda it: abs(share / as_fraction(it) - said), default=_whole_of(part, numbers))


def _within(prose: Prose, part: Mention, numbers: list[Mention], percent: Mention) -> bool:
    """Tell whether a part is by its very rate no more than the one figure before it: 验收12条，合格15条，合格率100%."""
    return (
        len(numbers) == 2  # noqa: PLR2004  (whole and part)
        and as_fraction(percent) <= 100  # noqa: PLR2004  (percent)
        and bool(_OF_SOME.search(prose.text, part.end, percent.start))
    )


def _may_be_part(prose: Prose, part: Mention, numbers: list[Mention], percent: Mention) -> bool:
    """Tell whether a part may belong to the first figure: it is no more, or the first was received or found."""
    stretches = (row_before(prose.text, it.start, 12) for it in (numbers[0], part))
    if all(map(_STRETCH.search, stretches)):
        return False
    if _SO_FAR.search(row_before(prose.text, numbers[0].start, 12)) and _THIS_YEAR.search(
        row_before(prose.text, part.start, 8)
    ):
        return False  # 累计发放1,862张，全年发放86张，发放率99.1%
    if as_fraction(part) <= as_fraction(_whole_of(part, numbers)) or _within(prose, part, numbers, percent):
        return True
    ahead = row_before(prose.text, numbers[0].start, 12)
    return len(numbers) == 2 and bool(_WHOLE_VERB.search(ahead) or TARGET.search(ahead))  # noqa: PLR2004  (whole and part)


def _of_a_whole(prose: Prose, part: Mention, whole: Mention, percent: Mention) -> bool:
    """Tell whether the sentence says 占……的 of just these two."""
    if "完成" in prose.text[part.end : whole.start] and "完成" in prose.text[whole.end : percent.start]:
        return False  # 计划12场，完成培训15场，完成目标的125%
    return bool(
        _OF_WHOLE.fullmatch(prose.text, part.end, whole.start)
        and _PERCENT_OF.fullmatch(prose.text, whole.end, percent.start)
    )


def _before_bracket(prose: Prose, numbers: list[Mention]) -> Mention:
    """Take what brackets explain, not what ends them: 支出74万元（电费28万元、人工费46万元），占全年预算76万元的98%."""
    part = numbers[-2]
    if prose.text[part.end : part.end + 1] not in {"）", ")"}:
        return part
    opened = max(prose.text.rfind(sign, 0, part.start) for sign in "（(")
    return next((it for it in reversed(numbers[:-2]) if it.end <= opened), part)
