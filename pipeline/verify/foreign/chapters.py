"""Chapters (章节): which heading of a report opens which 章节, however the office has numbered it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LONGEST = 40
_CHAPTERS = "一二三四五六"
_CHINESE = re.compile(r"([一二三四五六])[、.．]")
_OTHER = re.compile(r"(?:第?[一二三四五六](?:部分|章)?|[1-6１-６])\s*[、.．:：]?\s*")
_AND = "和及与、以"
_WORDS = {
    "一": re.compile("项?目?的?(?:基本|概括)情况"),
    "二": re.compile(f"项?目?的?资金(?:使用|拨付|安排|落实|投入|收支|管理|执行|到位|[{_AND}])*的?情况(?:分析)?"),
    "三": re.compile(f"项?目?的?(?:组织|实施|管理|[{_AND}])+的?情况(?:分析)?"),
    "四": re.compile("项?目?的?绩效(?:目标)?(?:完成|实现)?情况(?:分析)?"),
    "五": re.compile(f"(?:主要|存在|的)*问题(?:原因|建议|改进|措施|分析|的|[{_AND}])*"),
    "六": re.compile("其[他它]需要?说明的?(?:问题|情况|事项)"),
}
_PART = re.compile(r"[（(]([一二])[）)]")
_OTHER_PART = re.compile(r"(?:1[.．][12])?\s*[、.．]?\s*")
_PARTS = {
    "一": re.compile("项?目?的?概况"),
    "二": re.compile(f"项?目?绩效目标(?:的?设定)?[{_AND}]?(?:指标)?(?:的?完成情况)?"),
}
_ANALYSES = {"经济性": "四.1", "效率性": "四.2", "效益性": "四.3", "可持续性": "四.4"}
_ANALYSIS = re.compile(
    r"(?:4[.．][1-4]|[1-4][.．、]|[（(]?[1-4一二三四][)）])\s*项?目?.{0,12}?(经济性|效率性|效益性|可持续性)"
    r"|([1-4])[.．、].{2,16}分析$"
)


def _may_head(text: str) -> bool:
    return len(text) <= _LONGEST and not text.endswith(("。", "；", "，"))


def _by_words(words: str, before: str | None) -> str | None:
    """Name a chapter by its words: none that the report has passed."""
    found = next((chapter for chapter, known in _WORDS.items() if known.fullmatch(words)), None)
    passed = _CHAPTERS.find(before[0]) if before else -1
    return found if found and _CHAPTERS.index(found) >= passed else None


def _chapter(text: str, before: str | None, *, by_words: bool) -> str | None:
    if not by_words:
        sign = _CHINESE.match(text)
        return sign[1] if sign else None
    other = _OTHER.match(text)
    return _by_words(text[other.end() :] if other else text, before)


def _part(text: str, *, by_words: bool) -> str | None:
    sign = _PART.match(text)
    if sign or not by_words:
        return sign[1] if sign else None
    other = _OTHER_PART.match(text)
    words = text[other.end() :] if other else text
    return next((part for part, known in _PARTS.items() if known.fullmatch(words)), None)


def _section(text: str, before: str | None, *, by_words: bool) -> str | None:
    if not _may_head(text):
        return None
    if chapter := _chapter(text, before, by_words=by_words):
        return {"一": "一（一）", "四": "四.1"}.get(chapter, chapter)
    if before and before.startswith("一") and (part := _part(text, by_words=by_words)):
        return f"一（{part}）"
    if before and before.startswith("四") and (analysis := _ANALYSIS.match(text)):
        return _ANALYSES[analysis[1]] if analysis[1] else f"四.{analysis[2]}"
    return None


def sections(texts: Iterable[str], before: str | None = None) -> Iterator[str | None]:
    """Name for each paragraph the 章节 that it opens; None where it is no heading.

    Headings are known by their Chinese numbers; in a report that has none of these, by the words of the form.
    """
    every = list(texts)
    by_words = not any(_may_head(text) and _CHINESE.match(text) for text in every)
    for text in every:
        opened = _section(text, before, by_words=by_words)
        before = opened or before
        yield opened
