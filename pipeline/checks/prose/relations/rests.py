"""Rests (剩余): what is left of a whole after the parts named before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.compare import holds
from pipeline.checks.prose.reading.items import Item, is_amount, is_plain, some_add_up, vague, worth
from pipeline.checks.prose.reading.joined import row_before
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.called import called
from pipeline.checks.prose.relations.gaps import in_sums
from pipeline.checks.prose.relations.parts import NEAR, REST, judge, words_before
from pipeline.checks.prose.sources import money_sources

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.findings import Finding

_WHOLE = re.compile(
    "(?:共|总|资金|经费|预算|支出|补助|收到|投入|下达|到位|到账|筹集|批复|安排|拨款|金额|合同)[^，。、；0-9]{0,6}$"
)
_GRANTED = re.compile(
    "(?:补助|拨付|发放|给予|下达|拨给|支付给?|补贴)(?:了|给)?(?!后|前|标准)[^，。；：、0-9０-９]{0,10}$"
)
_PAID = re.compile("(?:已|累计)(?:支?付|支出|拨付)[^，。；0-9０-９]{0,6}$")
_WITH_MORE = re.compile("[，,]?[（(]?[含其]")  # 结余10.5万元（含上年结余0.5万元）
_SAVED = re.compile("(?:结余|尚余|还剩)[^，。；0-9０-９]{0,6}$")
_OF_ELSE = re.compile("(?:账户|账面|历年|往年|食堂|滚存|上年)[^，。；]{0,4}[结节]余[^，。；]{0,4}$")
_OTHERS = re.compile("(?:其余|余下|剩余|剩下)[^，。；0-9０-９]{0,6}$")
_MANY = 8  # amounts of a sentence; of fewer every sum is tried
_ALL_OF_IT = re.compile("(?:全部|合计|共计?|总计|两项)[^，。；0-9０-９]{0,6}$")


def of_rest(prose: Prose, item: Item) -> Iterator[Finding]:
    """剩余 and 其余: what is left of the whole after the parts before it, over all sentences of the item."""
    amounts = [it for it in item.mentions if it.kind is Kind.MONEY]
    for at, rest in enumerate(amounts):
        begin, end = prose.sentence(rest.start)
        yield from _of_whole_behind(prose, (begin, end), amounts, at)
        if at < 2 or not REST.search(words_before(prose, begin, rest)):  # noqa: PLR2004  (a whole and a part)
            continue
        if _WITH_MORE.match(prose.text, rest.end) or _half_told(prose, begin, amounts[:at], rest):
            continue
        if _OF_ELSE.search(words_before(prose, begin, rest)) or _of_rest_before(prose, begin, amounts[:at], rest):
            continue
        before = _taken_from(prose, begin, amounts[:at])
        if not all(is_plain(prose.text, it) for it in (*before, rest)) or vague(prose.text, (*before, rest)):
            continue
        if _left_of_budget(prose, begin, before[0], rest) or _both_saved(prose, before[0], rest):
            continue
        told = [it for it in amounts if begin <= it.start < end]
        cut = before[0].start > told[0].start
        if cut and len(told) <= _MANY and rest.start in in_sums(told):
            continue  # 收入60万元；支出48.65万元，其中以前年度支出5万元，结余16.35万元
        inside = before[0].start >= begin
        wide = before if inside else [it for it in amounts[:at] if is_plain(prose.text, it)]
        if _is_whole(prose, before[0], [*before[1:], rest]) and not any(
            some_add_up(whole, [it for it in wide if it is not whole], rest) for whole in wide
        ):
            yield from judge(prose, before[0], [*before[1:], rest], "剩余", complete=True)


def _of_rest_before(prose: Prose, begin: int, before: list[Mention], rest: Mention) -> bool:
    """Tell whether a rest is a part of the rest before it: 结余6.35万元，其中工资结余2.35万元，物资结余4万元."""
    told = [it.end for it in before if it.start >= begin and REST.search(words_before(prose, begin, it))]
    between = prose.text[told[0] : rest.start] if told else ""
    return "其中" in between or "包括" in between


def _of_whole_behind(prose: Prose, sentence: tuple[int, int], amounts: Sequence[Mention], at: int) -> Iterator[Finding]:
    """一部分支付尾款11.6万元，其余23.4万元用于新开工项目，全部35万元已支付: part, rest and whole alone."""
    told = [it for it in amounts[max(0, at - 2) : at + 3] if sentence[0] <= it.start < sentence[1]]
    if len(told) != 3 or told[1] is not amounts[at] or vague(prose.text, told):  # noqa: PLR2004  (part, rest and whole)
        return
    part, rest, whole = told
    behind = called(prose, sentence[0], whole, rest)
    left = _OTHERS.search(words_before(prose, sentence[0], rest))
    if left and _ALL_OF_IT.search(behind) and all(is_amount(prose.text, it) for it in told):
        yield from judge(prose, whole, (part, rest), "其余", complete=True)


def _left_of_budget(prose: Prose, begin: int, whole: Mention, rest: Mention) -> bool:
    """Tell whether 结余 is what the budget has left, or follows only the 支出 told before: of that none is."""
    project = prose.passage_at(rest.start).project
    if project is None or project.spent is None or not _SAVED.search(words_before(prose, begin, rest)):
        return False
    if any(
        planned is not None and holds(rest, planned - project.spent) for planned in (project.budget, project.initial)
    ):
        return True
    return whole.start < begin and project.spent != project.budget and holds(whole, project.spent)


def _both_saved(prose: Prose, whole: Mention, rest: Mention) -> bool:
    """Tell whether both are 结余: 结余12万元，其中甲项目结余3万元 is a part of what is left, not what is left of it."""
    return all(_SAVED.search(row_before(prose.text, it.start, NEAR)) for it in (whole, rest))


def _half_told(prose: Prose, begin: int, before: list[Mention], rest: Mention) -> bool:
    """Tell whether 待付 may leave out what other years paid: unless the one payment named is all that was 已付."""
    if "待" not in words_before(prose, max(begin, rest.start - 6), rest):
        return False
    inside = [it for it in before if it.start >= begin]
    paid = prose.text[inside[0].end : inside[-1].start] if inside else ""
    return len(inside) != 2 or not _PAID.search(paid) or "年" in paid  # noqa: PLR2004  (whole and paid)


def _taken_from(prose: Prose, begin: int, amounts: list[Mention]) -> list[Mention]:
    """Cut the amounts before a rest to those of its sentence, or to the project's own amount and what follows it."""
    inside = [it for it in amounts if it.start >= begin]
    if len(inside) > 1:
        stop = prose.text.rfind("；", inside[0].end, inside[-1].start)
        clause = [it for it in inside if it.start > stop >= 0]
        return clause if len(clause) > 1 and _called_whole(prose, clause[0]) else inside
    project = prose.passage_at(amounts[0].start).project
    sources = money_sources(prose, project, "spent", "budget", "initial") if project else ()
    own = [at for at, it in enumerate(amounts[:-1]) if any(holds(it, source.exact) for source in sources)]
    return amounts[own[-1] :] if own else amounts


def _granted(prose: Prose, part: Mention) -> bool:
    return bool(_GRANTED.search(row_before(prose.text, part.start, 16)))


def _is_whole(prose: Prose, whole: Mention, parts: list[Mention]) -> bool:
    """Tell whether the first amount is plainly the whole, and not itself one of the parts of the project's amount."""
    project = prose.passage_at(whole.start).project
    sources = money_sources(prose, project, "spent", "budget", "initial") if project else ()
    total = sum((worth(part) for part in (whole, *parts)), Decimal(0))
    own = any(holds(whole, source.exact) for source in sources)
    over = [part for part in parts if worth(part) > worth(whole)]
    if any(source.exact == total for source in sources) or (
        over and not (own and all(part is parts[-1] or _granted(prose, part) for part in over))
    ):
        return False
    return own or _called_whole(prose, whole)


def _called_whole(prose: Prose, mention: Mention) -> bool:
    """Tell whether the words before an amount call it a whole: 预算60万元."""
    return bool(_WHOLE.search(row_before(prose.text, mention.start, 12)))
