"""Left (未完成数): counts that a whole has left: 剩余2处, 缺席3人, 未检25人, 空余18张."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.items import Item, alike, can_hold, is_amount, is_plain, vague, worth
from pipeline.checks.prose.reading.joined import row_before
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.parts import REST, judge, words_before

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.findings import Finding

_MISSING = re.compile(
    "(?:缺[席勤测检考训]|请假|逾期|超期|离线|掉线|检修|停运|停用|未开工|未动工|未启动|未实施|尚差|未完成|未整改|未办结|未化解|未通过|不合格|未达标)(?:的|有|共|：|:)*$"
)
_UNDONE = re.compile("未([一-龥]{1,3}?)(?:的|还?有|共|：|:)*$")
_UNDERWAY = re.compile("正在(?:办理|整改|推进|化解|调解|处理|审核|建设|实施)中?(?:的|有|共|：|:)*$")
_ONGOING = re.compile("(?:在建|正在[一-龥]{1,4}|[推在][进办])(?:的|有)?$")
_PLANNED = re.compile("(?:计划|任务|目标|应)[^，。；0-9０-９]{0,8}$")
_SHORT = re.compile("(?:缺口|空缺|缺编|空编|尚缺|短缺|空置|空余|空床|闲置)[^，。；0-9０-９]{0,4}$")
_NEEDED = re.compile("(?:需|应|编制|核定|定编|定员|计划|岗位|任务|床位|设有|共有|总)[^，。；0-9０-９]{0,8}$")
_PRESENT = re.compile("(?:实际|实有|现有|到岗|在岗|在编|到位|已|入住|出租|使用|占用)[^，。；0-9０-９]{0,6}$")
_SOME_OF_IT = re.compile("(?:其中|包括)[^，。；0-9０-９]{0,10}$")  # 不合格20批次，其中复检后仍不合格6批次
_FOUND = re.compile("(?:发现|排查|收到|受理|接到|梳理|摸排|上报|登记)[^，。；0-9０-９]{0,8}$")


def of_rest_counted(prose: Prose, item: Item) -> Iterator[Finding]:
    """排查120处，整改118处，剩余2处: just three counts of one unit in a sentence."""
    for at, rest in enumerate(item.mentions):
        begin = prose.sentence(rest.start)[0]
        words = words_before(prose, begin, rest) if rest.kind in {Kind.COUNT, Kind.MEASURE} else ""
        before = [it for it in item.mentions[:at] if it.start >= begin and can_hold(it, rest)] if words else []
        short = bool(words) and _is_short(prose, words, before)
        if not (short or REST.search(words) or _MISSING.search(words) or _may_be_left(prose, words, before, rest)):
            continue
        if _another_rest(prose, item.mentions[at + 1 :], rest) or _SOME_OF_IT.search(words):
            continue
        plain = all(_may_count(prose, it) for it in (*before, *(() if short else (rest,)))) and not vague(
            prose.text, (*before, rest)
        )
        if len(before) == 3 and plain and _ONGOING.search(words_before(prose, begin, before[2])):  # noqa: PLR2004  (as below)
            yield from judge(prose, before[0], [*before[1:], rest], "未完成", complete=True)
        if len(before) == 2 and plain and _may_be_whole(prose, before[0], (before[1], rest)):  # noqa: PLR2004  (whole and part)
            yield from judge(prose, before[0], [before[1], rest], "剩余", complete=True)


def _is_short(prose: Prose, words: str, before: Sequence[Mention]) -> bool:
    """Tell whether a figure is what is missing of just two: 需要20人，实际到岗17人，缺口3人."""
    if len(before) != 2 or not _SHORT.search(words):  # noqa: PLR2004  (what is needed and what is there)
        return False
    ahead = [row_before(prose.text, it.start, 12) for it in before]
    return bool(_NEEDED.search(ahead[0]) and _PRESENT.search(ahead[1]))


def _may_be_left(prose: Prose, words: str, before: Sequence[Mention], rest: Mention) -> bool:
    """Tell whether a count is what 实检171人 left (未检25人), or is under way and more than the whole has left."""
    if len(before) != 2:  # noqa: PLR2004  (whole and part)
        return False
    undone = _UNDONE.search(words)
    if undone:
        return undone[1] in prose.text[max(before[0].end, before[1].start - 6) : before[1].start]
    return bool(_UNDERWAY.search(words)) and worth(before[1]) + worth(rest) > worth(before[0])


def _another_rest(prose: Prose, later: Sequence[Mention], rest: Mention) -> bool:
    """Tell whether the rest goes on behind: 尚有5条正在整改、2条已上报."""
    following = later[0] if later and alike(later[0], rest) else None
    return following is not None and not re.search("[。\n\x1e]|其中|包括", prose.text[rest.end : following.start])


def _may_count(prose: Prose, mention: Mention) -> bool:
    """Tell whether a figure may be the whole or a part; what was planned is what the rest is missing of."""
    planned = _PLANNED.search(row_before(prose.text, mention.start, 14))
    return is_plain(prose.text, mention) or (bool(planned) and is_amount(prose.text, mention))


def _may_be_whole(prose: Prose, whole: Mention, parts: Sequence[Mention]) -> bool:
    """Tell whether a count can be what the parts are taken from: it is no less, or it was found or received."""
    if worth(whole) >= max(worth(part) for part in parts):
        return True
    return bool(_FOUND.search(row_before(prose.text, whole.start, 12)))
