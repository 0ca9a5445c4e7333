"""List ends (列到哪里): what opens a list of parts, and where it ends."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.items import worth
from pipeline.checks.prose.reading.mentions import Kind, Mention

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.checks.prose.reading.document import Prose


OF_WHICH = re.compile(  # the first sign of every choice first: such a pattern is found far faster
    "[其包按分用具明](?:(?<=分)[配布](?:情况)?(?:为|如下|是)[：:]|(?<=其)中|(?<=包)[括含]|(?<=按)[^，。；：0-9]{1,8}分[：:]"
    "|(?<=分)[两二三四五六23456](?:笔|批|次|期|块|部分)[^，。；：0-9]{0,6}[：:]"
    "|(?<=用)于(?:以下)?[二两三四五六2-6]个?方面[：:]|(?:(?<=用)于|(?<=具)体(?:为|是|如下)|(?<=明)细为)[：:])"
)
_BRACKETS = re.compile("[（(][^（）()]*[）)]")
_CLOSING = re.compile("[）)]")
_OF_EACH = re.compile("[，,；](?:每[一-龥]{1,3}|人均|户均|平均)?分别")


def list_end(prose: Prose, word: re.Match[str], begin: int, end: int) -> int:
    """Where a list behind 其中 ends: with its bracket, at the next 其中 or project; parts of a part, with a clause."""
    text, first = prose.text, word.end()
    if text[word.start() - 1 : word.start()] in {"（", "("}:
        closed = _CLOSING.search(text, first, end)
        return closed.start() if closed else end
    folded = [it.span() for it in _BRACKETS.finditer(text, first, end)]
    claims = (it.start() for it in OF_WHICH.finditer(text, first, end))
    end = next((at for at in claims if not any(one < at < two for one, two in folded)), end)
    other = prose.named(first, end) if prose.named(begin, word.start()) else ()
    stop = text.rfind("；", first, other[0].start) if other else -1
    end = stop if stop >= 0 else end
    each = _OF_EACH.search(text, first, end)  # what is then told of each of them is no part
    end = each.start() if each else end
    if OF_WHICH.search(text, begin, word.start()):
        stops = (text.find(sign, first, end) for sign in "；，")
        return next((stop for stop in stops if stop >= 0), end)
    return end


def before_last_clause(prose: Prose, parts: Sequence[Mention], limit: int) -> list[Mention]:
    """Give the parts before the clause whose own 其中 ends their list: it may be another whole's."""
    own = parts and (OF_WHICH.match(prose.text, limit) or prose.text.startswith("（其中", parts[-1].end))
    stop = max(prose.text.rfind(sign, parts[0].start, parts[-1].start) for sign in "；，") if own else -1
    return [part for part in parts if part.start < stop]


def too_many(prose: Prose, whole: Mention, parts: list[Mention], place: int) -> list[Mention]:
    """Cut a list where its signs say that something else begins: 企业22家，其中省级2家；合作社769个；农场472家."""
    gaps = [prose.text[one.end : two.start] for one, two in pairwise(parts)]
    stops = [at for at, gap in enumerate(gaps, start=1) if "；" in gap]
    counted = parts and parts[0].kind is not Kind.MONEY and prose.text[place : place + 1] not in {"：", ":"}
    for at, gap in enumerate(gaps, start=1) if counted else ():
        if {"，", "；"}.intersection(gap) and worth(parts[at]) > 2 * worth(whole) >= 2 * sum(map(worth, parts[:at])):
            return parts[:at]  # 企业22家，其中省级2家，合作社769个
    if stops and (len(stops) < len(gaps) or counted):
        return parts[: stops[0]]
    for at, gap in enumerate(gaps, start=1):
        if "、" in gaps[0] and "、" not in gap and sum(map(worth, parts[:at])) > worth(whole):
            return parts[:at]
    return parts
