"""Doubled words (字词重复): a sign or a word written twice over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.model.findings import Finding, declare

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose

DOUBLED = declare(
    "prose-doubled",
    "字词重复",
    "warning",
    source="rules 50",
    notes="同一个字、词或标点连写了两遍，多半是笔误。",
    fix="请删去重复的部分。",
)
_SIGNS = frozenset("，。、；：")
_TWICE = re.compile(  # the second sign is only looked at: it may be the first of the next two
    "的(?<!目的)(?=的(?![确士卢]))|了(?=了(?![解结然事却]))|是(?=是(?!非))|与(?=与)"
    "|，(?=，)|。(?=。)|、(?=、)|；(?=；)|：(?=：)"
)
_MIXED = ("，。", "。，", "、，", "，、")
_WORDS = frozenset(
    (  # noqa: SIM905  (words in a row read better than sixty in quotes)
        "项目 资金 支出 工作 街道 绩效 开展 进行 完成 经费 建设 服务 管理 用于 通过 实施 保障 提升 组织 落实 推进 加强 "
        "根据 按照 主要 情况 要求 目标 居民 群众 有效 全面 切实 积极 持续 深入 不断 严格 认真 及时 确保 推动 促进 强化 "
        "完善 提高 改善 优化 充分 有力 有序 统筹 扎实 以及 同时 其中 共计 合计 支付 购买 采购 发放 "
        "符合 明显 较好 达到 没有 可以 需要 由于 因此 对于 关于 已经 全部 部分 各项 相关 预算 规范 做到 取得"
    ).split()
)
_PHRASE = re.compile("(?!一)(?:(?![逐每])[一-龥]){3,8}")  # 26个点位每个点位每年 says nothing twice
_LONGEST = 8
_WIDEST = 1 << 16  # signs of one unit each in UTF-16


def _repeats(text: str) -> Iterator[tuple[int, str]]:
    """Find every run of two to eight signs that follows itself: the text against itself, shifted by so many signs."""
    wide = text.encode("utf-16-le", "replace")
    if len(wide) != 2 * len(text):
        wide = "".join([sign if ord(sign) < _WIDEST else " " for sign in text]).encode("utf-16-le", "replace")
    low = wide[::2]  # half of each sign tells nearly all of them apart
    signs = int.from_bytes(low, "little")
    for length in range(2, _LONGEST + 1):
        same = (signs ^ (signs >> 8 * length)).to_bytes(len(low), "little")
        at = same.find(bytes(length))
        while at >= 0:
            if text[at : at + length] == text[at + length : at + 2 * length]:
                yield at, text[at : at + 2 * length]
            at = same.find(bytes(length), at + 1)


def _meant_once(text: str, at: int, words: str) -> bool:
    """Tell whether a run that follows itself is a word of the list, a small word, or a phrase."""
    once = words[len(words) // 2 :]
    if len(once) > 2:  # noqa: PLR2004  (the list has words of two)
        return _PHRASE.fullmatch(once) is not None
    return once in _WORDS or (once[0] not in _SIGNS and _TWICE.match(text, at) is not None)


def doubled(text: str) -> Iterator[tuple[int, str]]:
    """Find signs and words written twice: listed ones of one or two signs, any of three to eight."""
    end = 0
    found = [(it.start(), 2 * it[0]) for it in _TWICE.finditer(text)]
    found += [(at, words) for at, words in _repeats(text) if _meant_once(text, at, words)]
    for at, words in sorted(found, key=lambda it: (it[0], -len(it[1]))):
        if at >= end:
            end = at + len(words)
            yield at, words
    for words in _MIXED:
        place = text.find(words)
        while place >= 0:
            yield place, words
            place = text.find(words, place + 1)


def judge_doubled(prose: Prose) -> Iterator[Finding]:
    """Everything written twice, but in a project's own name; told once a cell, however often it stands there."""
    told = set()
    for place, words in doubled(prose.verbatim):
        where = prose.passage_at(place).where
        if (where, words) in told or any(
            name.start <= place and place + len(words) <= name.end for name in prose.names
        ):
            continue
        told.add((where, words))
        once, message = words[len(words) // 2 :], f"“{words}”像是多写了一遍。"
        yield DOUBLED.at(where, found=words, expected=once, message=message)
