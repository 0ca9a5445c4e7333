"""List sums (逐项之和): four quarters, or a list of 分别, that make what a cell says if one digit is another."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading import causes
from pipeline.checks.prose.reading.compare import bounds
from pipeline.checks.prose.reading.items import adds_up, alike, as_fraction, computed_text, vague, worth
from pipeline.checks.prose.reading.lexicon import places
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.almost import SLIP
from pipeline.checks.prose.slips import is_slip
from pipeline.checks.prose.tables.units import MEASURES, numbers

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Passage, Prose
    from pipeline.model.cells import Cell
    from pipeline.model.findings import Finding

_NEXT = re.compile("[、，和及与]{1,2}")
_NEXT_QUARTER = re.compile("[，、；]第?[二三四]季度[^，。；、0-9]{0,8}")
_BEHIND = re.compile("[^，。；、0-9]{0,8}(?=[0-9])")
_NAMED = re.compile("[^。；0-9]{0,16}(?=[0-9])")
_NEXT_NAMED = re.compile("[，、；](?:以?及)?(?!共|合计|总|其中|实际|已|到位|支出)[^，。；、：0-9]{1,12}")
_LISTS = (
    ("分别", _BEHIND, _NEXT, 3),
    ("依次", _BEHIND, _NEXT, 3),
    ("一季度", _BEHIND, _NEXT_QUARTER, 4),
    ("来源", _NAMED, _NEXT_NAMED, 3),
    ("构成：", _NAMED, _NEXT_NAMED, 3),
)  # what stands before its first figure, how each goes on, and its fewest figures
_QUARTERS = re.compile("四个季度|一至四季度|各季度|季度")
_ALL_MONEY = re.compile("(?:项目|资金|经费|支出|预算)(?:来源|构成)")
_BEYOND = re.compile("捐|自筹|社会|折[价资]|另")
_CLOSED = re.compile("[，；。、](?:以上|[一-龥]{0,2}共|合计|累计|总)")
_SPENT = re.compile("支出|执行")
_OTHER = re.compile("计划|目标|上年|去年|往年|比(?![例重])|较|每|均|其中|占|得分|合同|中标|收入")
_IDLE = frozenset("数量 人数 户数 次数 完成 全年 累计 个数".split())  # noqa: SIM905  (read better than in quotes)
_FOUR, _MANY = 4, 100


def judge_list_sums(prose: Prose) -> Iterator[Finding]:
    """Every such list whose sum is one digit of one figure away from the cell that its words are of."""
    for word, opens, joined, least in _LISTS:
        for place in places(prose.text, word):
            behind = opens.match(prose.text, place + len(word))
            parts = _parts(prose, behind.end(), joined) if behind else []
            if len(parts) < least:
                continue
            words = prose.unnamed(prose.sentence(place)[0], parts[0].start)
            if not _OTHER.search(words) and not (opens is _NAMED and _of_its_own(prose, parts)):
                yield from _held(prose, words, parts)


def _parts(prose: Prose, place: int, joined: re.Pattern[str]) -> list[Mention]:
    """Gather the figures of one unit that follow each other from a place on."""
    at = bisect_left(prose.mentions, (place,))
    parts = list(prose.mentions[at : at + 1])
    for one, two in pairwise(prose.mentions[at : at + 13]):
        if not alike(one, two) or not joined.fullmatch(prose.text, one.end, two.start):
            break
        parts.append(two)
    exact = all(it.value and it.high is None and not bounds(prose.text, it) for it in parts)
    plain = parts and parts[0].start == place and not vague(prose.text, parts)
    return parts if plain and exact else []


def _of_its_own(prose: Prose, parts: Sequence[Mention]) -> bool:
    """Tell whether a list of sources has its own total told, or tells of money beyond the budget."""
    begin, _ = prose.sentence(parts[0].start)
    ahead = any(it.kind is Kind.MONEY for it in prose.figures(begin, parts[0].start))
    beyond = _BEYOND.search(prose.text, begin, parts[-1].end)  # what others give is no budget
    return ahead or bool(beyond or _CLOSED.match(prose.text, parts[-1].end))


def _held(prose: Prose, words: str, parts: Sequence[Mention]) -> Iterator[Finding]:
    passage = prose.passage_at(parts[0].start)
    others = [it for it in prose.figures(passage.start, passage.end) if alike(it, parts[0]) and it not in parts]
    wholes = _wholes(prose, passage, words, parts)
    if not wholes or any(adds_up(it, parts) for it in (*others, *(whole for whole, _ in wholes))):
        return
    for whole, cell in wholes:
        gap = as_fraction(whole) - sum(map(as_fraction, parts), Fraction(0))
        wrong = [it for it in parts if is_slip(it, as_fraction(it) + gap, least=2)]
        if len(wrong) == 1 or (wrong and worth(whole) >= _MANY * min(it.step for it in parts)):
            listed = "、".join(it.text for it in parts)
            message = f"文中{listed}相加，与表格里的{whole.text}不一致；{wrong[0].text}改动一位就加得起来。"
            told = SLIP.at(passage.where, cell, found=wrong[0].text, expected=f"相加为{whole.text}", message=message)
            yield prose.causes.note(told, dict([causes.said(it, as_fraction(it) + gap) for it in parts]))
            return


def _wholes(prose: Prose, passage: Passage, words: str, parts: Sequence[Mention]) -> list[tuple[Mention, Cell]]:
    """Return what the cells say of the list's words: its project's money, or the result of an indicator named alike."""
    book, project, first = prose.book, passage.project, parts[0]
    if first.kind is Kind.MONEY:
        told = [project] if project else list(book.projects)
        sums = {key: _sum([getattr(it, key) for it in told]) for key in _keys(words, parts)}
        return [(_as(first, Decimal(fen)), book.cell(told[0], key)) for key, fen in sums.items() if fen]
    unit = MEASURES[first.unit][0]
    rows = book.indicators_of.get(project.number, ()) if project else ()
    alike_told = [it for it in rows if MEASURES[(it.unit or "").strip()][0] == unit and _shares(it.third or "", words)]
    values = [(it, dict(numbers(it, first.unit)).get("actual")) for it in alike_told]
    return [(_as(first, value), book.cell(it, "actual")) for it, value in values if value and value >= _MANY]


def _keys(words: str, parts: Sequence[Mention]) -> tuple[str, ...]:
    """Name the columns that a list of amounts may make: four quarters what was spent, sources and kinds any of them."""
    if _ALL_MONEY.search(words):
        return "budget", "spent", "initial"
    quarters = len(parts) == _FOUR and _QUARTERS.search(words) and _SPENT.search(words)
    return ("spent",) if quarters else ()


def _sum(amounts: Sequence[int | None]) -> int | None:
    """Add up a column; None where an amount is missing."""
    known = [it for it in amounts if it is not None]
    return sum(known) if len(known) == len(amounts) else None


def _as(mention: Mention, value: Decimal) -> Mention:
    """Print what a cell says like a figure."""
    return mention._replace(value=value, text=computed_text(mention, Fraction(value)))


def _shares(third: str, words: str) -> bool:
    """Tell whether the words before a list name what an indicator counts, in two signs at least."""
    return any(third[at : at + 2] in words for at in range(len(third) - 1) if third[at : at + 2] not in _IDLE)
