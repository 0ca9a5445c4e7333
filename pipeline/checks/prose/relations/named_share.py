"""Named shares (点名的占比): 男性68人、女性52人，男性占56.67%: of which figure a share is, told by its name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.items import alike, is_amount, vague, worth
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.called import names
from pipeline.checks.prose.relations.quota import share_finding, within
from pipeline.checks.prose.slips import variants

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.findings import Finding

_NAMED = re.compile(
    "[，,；;（(](?:其中)?([一-龥]{1,10}?)(?:占比?|所占比[例重])(?:总数|全部|其中|总[人户]数)?(?:的?比[例重])?(?:为|达到?)?"
)
_OF_ITS_WHOLE = re.compile("[（(](?:为|占|即|按)?([一-龥]{2,6})的")
_LISTED = re.compile("[、，；和及与][^，。；0-9]{0,14}|[（(][^（）()]*[）)][、，,和及与][^，。；0-9]{0,14}")
_TAILS = re.compile("(?:人数|户数|数量|[性费款者])$")
_OTHER = re.compile("上年|去年|往年|同期|全[区市县省国]|预算")
_MOST = 8


def named_shares(prose: Prose, begin: int, group: Sequence[Mention]) -> Iterator[Finding]:
    """Judge each share that names its part, or in brackets behind its part names its whole."""
    for at, percent in enumerate(group):
        if at < 2 or percent.kind is not Kind.PERCENT or percent.high is not None or not percent.value:  # noqa: PLR2004  (part and whole)
            continue
        ahead = [it for it in group[max(0, at - _MOST) : at] if it.kind is not Kind.PERCENT]
        between = (group[at - 1].end, percent.start)
        named, of = _NAMED.fullmatch(prose.text, *between), _OF_ITS_WHOLE.fullmatch(prose.text, *between)
        if not ahead or vague(prose.text, (percent,)) or _OTHER.search(prose.text, begin, percent.start):
            continue
        if named:
            yield from _by_part(prose, begin, ahead, named[1], percent)
        elif of and ahead[-1] is group[at - 1]:
            yield from _by_whole(prose, begin, ahead, of[1], percent)


def _by_part(prose: Prose, begin: int, ahead: list[Mention], name: str, percent: Mention) -> Iterator[Finding]:
    """Hold a share of the one figure called so against every whole there may be."""
    told = names(prose, begin, ahead)
    short = _TAILS.sub("", name) or name
    parts = [it for it, words in zip(ahead, told, strict=True) if words.endswith((name, short)) or short in words[-8:]]
    if len(parts) != 1 or not is_amount(prose.text, parts[0]):
        return
    part = parts[0]
    wholes = [it for it in ahead if alike(it, part) and worth(it) > worth(part)]
    wholes += [whole for whole in [_together(prose, ahead, part)] if whole is not None]
    every = accumulate(worth(it) for it in reversed(ahead) if alike(it, part))
    if any(within(percent, part, part._replace(value=total)) for total in every):
        return  # 公益金150万元；县级财政256万元，公益金占36.95%
    if not wholes or not part.value or any(within(percent, part, it) for it in wholes):
        return
    near = [it for it in wholes if any(within(percent._replace(value=one), part, it) for one in variants(percent))]
    same = len({worth(it) for it in wholes}) == 1
    if near or same:
        yield share_finding(prose, part, (near or wholes)[0], percent)


def _together(prose: Prose, ahead: list[Mention], part: Mention) -> Mention | None:
    """Add up the list in which a part stands."""
    runs: list[list[Mention]] = [[ahead[0]]]
    for one, two in pairwise(ahead):
        if alike(one, two) and _LISTED.fullmatch(prose.text, one.end, two.start):
            runs[-1].append(two)
        else:
            runs.append([two])
    run = next(it for it in runs if part in it)
    total = sum(map(worth, run), Decimal(0))
    return part._replace(value=total, text="、".join(it.text for it in run) + "合计") if len(run) > 1 else None


def _by_whole(prose: Prose, begin: int, ahead: list[Mention], name: str, percent: Mention) -> Iterator[Finding]:
    """首期20.04万元（合同价的30%）: the last figure before it that is called so."""
    part, told = ahead[-1], names(prose, begin, ahead)
    wholes = [it for it, words in zip(ahead[:-1], told, strict=False) if words.endswith(name) and alike(it, part)]
    if wholes and part.value and wholes[-1].value and not within(percent, part, wholes[-1]):
        yield share_finding(prose, part, wholes[-1], percent)
