"""Halves (非此即彼): parts that leave nothing out, men and women, 合格 and 不合格, and what 486份问卷中， lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.items import Item, adds_up, alike, can_hold, is_plain, some_add_up, vague, worth
from pipeline.checks.prose.relations.called import called
from pipeline.checks.prose.relations.gaps import mends
from pipeline.checks.prose.relations.listed import complete, overlapping
from pipeline.checks.prose.relations.parts import judge, told_ahead

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.checks.prose.reading.mentions import Mention
    from pipeline.model.findings import Finding

_AMONG = re.compile(
    "[中里](?:(?=[，,：:])|(?<=[^其集]中)(?![央心小学标])(?=[^，。；：、0-9]{1,12}[0-9]))"
)  # 356个考点中合格212个、
_OPENS = frozenset("，,：:")
_NOUN = re.compile("(?:(?![和及与])[一-龥“”]{1,10})?")
_AGAIN = re.compile("复[查检评测审]|首次|第一次|初[查检次]|整改|仍|再次")  # 首次合格85家，复查后仍不合格3家
_BETWEEN = re.compile("[，、,；和及][^，。；、0-9０-９]{0,8}")
_TOTAL = re.compile("共|合计|总")
_LEFT = re.compile("其余|剩余|其他|余下")


def of_halves(prose: Prose, item: Item) -> Iterator[Finding]:
    """职工73人，男45人，女28人: two that are all, and the one other figure of their sentence that can be the whole."""
    for spot, (one, two) in zip(item.spots, pairwise(item.mentions), strict=False):
        if not alike(one, two) or not _BETWEEN.fullmatch(prose.text, one.end, two.start):
            continue
        end = spot.end
        if not complete(prose, (one, two)) or _AGAIN.search(prose.text, spot.begin, end):
            continue
        others = [
            it for it in item.mentions if spot.begin <= it.start < end and alike(it, one) and it not in {one, two}
        ]
        whole = _whole(prose, spot.begin, others, (one, two))
        if whole is not None and worth(whole) < max(worth(one), worth(two)) and told_ahead(prose, (one, two)):
            continue  # 残疾人11482人。重度4593人；男性6774人，女性4708人
        if whole is not None and not vague(prose.text, (whole, one, two)):
            yield from judge(prose, whole, (one, two), "合计", complete=True)


def _whole(prose: Prose, begin: int, others: Sequence[Mention], halves: Sequence[Mention]) -> Mention | None:
    """Return the one other figure: one before the two, or one behind that is called their total."""
    one, two = halves
    behind = next((it for it in others if it.start >= two.end), None)
    between = prose.text[two.end : behind.start] if behind else ""
    if behind and "其中" not in between and not _TOTAL.search(between):
        return None  # 满意286人，不满意12人，未表态22人
    before = [it for it in others if it.end <= one.start and is_plain(prose.text, it)]
    if len(before) == 1:
        return before[0]
    alone = len(others) == 1 and others[0].start >= two.end
    return others[0] if alone and _TOTAL.search(called(prose, begin, others[0], two)) else None


def of_among(prose: Prose, item: Item) -> Iterator[Finding]:
    """192份问卷中，满意150份，基本满意36份，不满意6份: no more than there are; all where nothing is left out."""
    for found in _AMONG.finditer(prose.text, item.passages[0].start, item.passages[-1].end):
        begin, end = prose.sentence(found.start())
        whole = next((it for it in reversed(item.mentions) if begin <= it.start and it.end <= found.start()), None)
        if whole is None or not _NOUN.fullmatch(prose.text, whole.end, found.start()):
            continue
        stop = prose.text.find("；", found.end(), end)
        parts = [it for it in prose.figures(found.end(), stop if stop >= 0 else end) if can_hold(whole, it)]
        used = (whole, *parts)
        if len(parts) < 2 or vague(prose.text, used) or not all(is_plain(prose.text, it) for it in used):  # noqa: PLR2004  (a list)
            continue
        if "其中" in prose.text[parts[0].end : parts[-1].start] or (len(parts) > 2 and adds_up(parts[-1], parts[:-1])):  # noqa: PLR2004  (as above)
            continue  # the last is what the others make
        every = complete(prose, parts)
        wide = [it for it in prose.figures(found.end(), end) if can_hold(whole, it)]
        if (not every and some_add_up(whole, parts)) or adds_up(whole, wide):
            continue
        every = every or bool(_LEFT.search(called(prose, begin, parts[-1], parts[-2])))
        by = sum(map(worth, parts), -worth(whole))
        least = 2 if prose.text[found.end()] in _OPENS else 3
        slips = by > 0 and any(mends(it, -by, least) for it in parts)
        over = slips and not overlapping(prose, parts)
        if every or over:
            yield from judge(prose, whole, parts, "中", complete=every)
