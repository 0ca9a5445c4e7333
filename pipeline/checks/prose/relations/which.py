"""Which parts (其中): what 其中, 包括 and 用于 list of a figure, and what is said where they miss it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import takewhile
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.items import Item, adds_up, alike, is_plain, some_add_up, tail_adds_up, vague, worth
from pipeline.checks.prose.reading.joined import row_before
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.list_ends import OF_WHICH, before_last_clause, list_end, too_many
from pipeline.checks.prose.relations.listed import (
    complete,
    of_changes,
    of_other_things,
    open_ended,
    overlapping,
    titled,
    unbroken,
    without_rest,
    without_staff,
)
from pipeline.checks.prose.relations.parts import REST, judge
from pipeline.checks.prose.relations.wholes import in_parts_unit, is_far, of_outer, parent

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.findings import Finding

_CLAIMS = ("其中", "包括", "包含")
_BRACKET = re.compile("[（(][^）)。]*[）)]")
_FEW = 6
_TOTAL = re.compile("[，,；](?:总(?!部|站|工|队|体)|合计|共计)[^，。；、0-9０-９]{0,6}$")
_THE_REST = re.compile("(?:其余|剩余|余下)(?:的|为|均为|有)*$")


def of_which(prose: Prose, item: Item) -> Iterator[Finding]:
    """其中 and 包括: parts may fall short, never exceed."""
    for word in OF_WHICH.finditer(prose.text, item.passages[0].start, item.passages[-1].end):
        begin, end = prose.sentence(word.start())
        whole = parent(prose, item, begin, word)
        whole = whole and in_parts_unit(item, whole, word.end())
        if whole is None or not (is_plain(prose.text, whole) and alike(whole, whole)):
            continue
        first, limit = word.end(), list_end(prose, word, begin, end)
        listed = _listed(prose, whole, first, limit)
        if listed is None:
            continue
        parts = too_many(prose, whole, [it for it in listed if prose.text[it.end : it.end + 1] != "的"], first)
        parts = without_staff(prose, whole, parts)
        total = sum(map(worth, parts))
        if (len(parts) < len(listed) and total <= worth(whole)) or of_outer(prose, begin, word, whole, parts):
            continue  # 总投资20亿元的项目 names a project, not a part
        sure = before_last_clause(prose, parts, limit)
        if (
            of_other_things(whole, parts)
            or of_changes(prose, whole, parts)
            or (sure and sum(map(worth, sure)) <= worth(whole) < total)
        ):
            continue
        parts = sure if sure and total > worth(whole) else parts
        if is_far(item, whole, word) and total <= worth(whole):
            continue  # 慰问30户，其中特困户500元: amounts of each
        if _other_reading(prose, whole, (begin, first, end)):
            continue
        if parts and not vague(prose.text, (whole, *parts)) and not some_add_up(whole, parts):
            later = [it for it in item.mentions if it.start > end and alike(it, whole) and is_plain(prose.text, it)]
            yield from _short_or_over(prose, later, whole, parts, word[0])


def _other_reading(prose: Prose, whole: Mention, places: tuple[int, int, int]) -> bool:
    """Tell whether a longer list makes the whole, or this list another one ahead: commas are put freely."""
    begin, first, end = places
    run = [it for it in prose.figures(first, end) if alike(it, whole)]
    ahead = [it for it in prose.figures(begin, whole.start) if alike(it, whole)]
    return tail_adds_up(whole, run[::-1]) or any(
        worth(it) > worth(whole) and len(run) > 1 and some_add_up(it, run) for it in ahead
    )


def _listed(prose: Prose, whole: Mention, first: int, limit: int) -> list[Mention] | None:
    """Gather what a list names of a whole; None where it adds up, as most do, or is of more than plain amounts."""
    told = takewhile(lambda it: not _is_total(prose, it), prose.figures(first, limit))
    inside = [it for it in told if alike(it, whole)]
    if inside and adds_up(whole, inside):
        return None
    inside = _unfolded(prose, inside)
    return without_rest(prose, whole, inside) if all(is_plain(prose.text, it) for it in inside) else None


def _banks(prose: Prose, parts: Sequence[Mention]) -> bool:
    """Tell whether parts are two sides of one stretch: 河道14.2公里，其中左岸护岸9.8公里，右岸10.1公里."""
    told = [row_before(prose.text, it.start, 8) for it in parts]
    return any("左" in it for it in told) and any("右" in it for it in told)


def _is_total(prose: Prose, mention: Mention) -> bool:
    """Tell whether a figure closes a list: 线下1340件，其中跨省通办120件，总办件4200件."""
    told = _TOTAL.search(prose.text, max(0, mention.start - 10), mention.start)
    return told is not None and not prose.text.startswith("的", mention.end)


def _unfolded(prose: Prose, listed: list[Mention]) -> list[Mention]:
    """Leave out what brackets behind a figure of the list say of that figure: 奖补348万元（市262万元，区86万元）."""
    kept, closed = [], 0
    for mention in listed:
        if mention.start >= closed:
            kept.append(mention)
            bracket = _BRACKET.match(prose.text, mention.end)
            closed = bracket.end() if bracket else 0
    return kept


def _short_or_over(
    prose: Prose, later: list[Mention], whole: Mention, parts: list[Mention], claim: str
) -> Iterator[Finding]:
    """Judge the parts of one 其中; those of later sentences of the item may fill what is missing."""
    total = sum((worth(part) for part in parts), Decimal(0))
    if total > worth(whole):
        if whole.kind is not Kind.MONEY and len(parts) > 1 and (overlapping(prose, parts) or _banks(prose, parts)):
            return
        yield from judge(prose, whole, parts, claim, complete=False)
    elif claim not in _CLAIMS:
        return
    elif whole.kind is Kind.MONEY and later:
        yield from _short_with_later(prose, whole, parts, later, claim)
    elif (
        len(parts) > 1
        and (_ends_with_rest(prose, parts) or not open_ended(prose, parts))
        and not REST.search(prose.text[parts[-1].end : parts[-1].end + 20])
    ):
        yield from judge(prose, whole, parts, claim, complete=complete(prose, parts) or _ends_with_rest(prose, parts))


def _ends_with_rest(prose: Prose, parts: Sequence[Mention]) -> bool:
    """Tell whether a list ends with 其余: classes may overlap, but nobody is then left out."""
    return bool(_THE_REST.search(prose.text, parts[-2].end, parts[-1].start))


def _short_with_later(
    prose: Prose, whole: Mention, parts: list[Mention], later: list[Mention], claim: str
) -> Iterator[Finding]:
    """Parts may go on in the following sentences and rows of the item, as long as the whole holds them."""
    if some_add_up(whole, later, *parts):
        return
    if open_ended(prose, parts):
        return
    entries = [part for part in later if worth(part) != worth(whole) and titled(prose, part)]
    listed = sum((worth(part) for part in (*parts, *entries)), Decimal(0))
    if listed > worth(whole) and not (len(entries) <= _FEW and unbroken(prose, entries)):
        entries = []
    ahead = [it for it in prose.figures(prose.sentence(whole.start)[0], whole.start) if alike(it, whole)]
    if any(adds_up(it, (whole, *entries)) for it in ahead):
        return  # 支出48万元，其中补助27万元，其中村干部15万元。交通费21万元
    if len(parts) + len(entries) > 1:
        yield from judge(prose, whole, [*parts, *entries], claim, complete=False)
