"""Shares whose base (基数) stands further ahead: 党员90名。其中女性30名，占33.3%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.items import Item, alike, as_fraction, is_amount, is_plain, vague, worth
from pipeline.checks.prose.reading.joined import row_before
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.quota import share_finding, within
from pipeline.checks.prose.relations.rated import OWN_SHARE
from pipeline.checks.prose.relations.ratios import LISTED_SHARE

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.findings import Finding

Pair = tuple[Mention, Mention]
_SIBLINGS = 3  # shares of one base from which it is plain that the odd one out is wrong
_LONGEST_NOUN = 8
_TOTAL = re.compile("[，,；;](?:合计|共计?|总计)(?:支出|使用|投入)?")
_WHOLE = re.compile("(?:总投资|总额|总数|总量|共|合计|发现|收到|受理|排查|接到|登记)[^，。；、0-9０-９]{0,6}$")


def _pairs(prose: Prose, mentions: Sequence[Mention]) -> list[Pair]:
    """Give every figure with the share that is said of it: 31名，占49.2%."""
    return [
        (part, percent)
        for part, percent in pairwise(mentions)
        if percent.kind is Kind.PERCENT
        and percent.high is None
        and alike(part, part)
        and is_amount(prose.text, part)
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
    ahead = re.search(f"[一-龥]{{2,{_LONGEST_NOUN}}}$", row_before(prose.text, base.start, _LONGEST_NOUN))
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
        before = before or _behind(prose, item, mine)
        if not {it.start for it in before} & told:  # only the first share of a row looks for the base of all
            yield from _judge_row(prose, mine, before)


def _behind(prose: Prose, item: Item, row: list[Pair]) -> list[Mention]:
    """业务费25万元，占62.5%；其他15万元，占37.5%，合计40万元: the total that ends the row."""
    last = row[-1][1]
    behind = next((it for it in item.mentions if it.start >= last.end), None)
    told = behind is not None and alike(behind, row[0][0]) and _TOTAL.fullmatch(prose.text, last.end, behind.start)
    return [behind] if told and behind and len(row) > 1 else []


def _judge_row(prose: Prose, row: list[Pair], before: list[Mention]) -> Iterator[Finding]:
    for base in reversed(before):
        wrong = [pair for pair in row if not within(pair[1], pair[0], base)]
        linked = _linked(prose, base, row[0][0]) and not vague(prose.text, (base,))
        called = len(row) > 1 and _WHOLE.search(row_before(prose.text, base.start, 12)) is not None
        one_odd = len(wrong) == 1 and (len(row) >= _SIBLINGS or ((linked or called) and _told_alike(prose, row)))
        all_of_it = _all_of(row, base)
        own = [pair for pair in wrong if pair is row[0] or one_odd or all_of_it]
        if not wrong:
            return
        if (linked or one_odd or all_of_it) and all(as_fraction(part) <= as_fraction(base) for part, _ in own):
            yield from (share_finding(prose, part, base, percent) for part, percent in own)
            return


def _all_of(row: list[Pair], base: Mention) -> bool:
    """Tell whether the parts of a row are all of a base, and their shares said of nothing else: ，占60%."""
    plain = all(percent.start - part.end <= len("，占比") for part, percent in row)
    return plain and len(row) > 1 and sum(worth(part) for part, _ in row) == worth(base)


def _told_alike(prose: Prose, row: list[Pair]) -> bool:
    """Tell whether all shares of a row are told in the same words: 占58.3%; ……，占42.7%."""
    return len({prose.text[part.end : percent.start] for part, percent in row}) == 1
