"""Spelt numbers (写成字的数): numerals and number signs without a measure word, 二〇二三年, 第七次, ½, Ⅲ."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from pipeline.checks.prose.reading import numerals

if TYPE_CHECKING:
    from collections.abc import Iterator

_ONES = "一二两三四五六七八九壹贰叁肆伍陆柒捌玖"
_ALL = f"{_ONES}零〇十拾百佰千仟万亿"
_HUNDREDS = "[百佰](?![姓货花科合分年])|[千仟](?![方里秋瓦克米]|家万)|万(?![众物无一全事象家])|亿"
# 一 at the end of 统一, 单一 is no numeral of what follows.
_TENS = f"[{_ONES}]?[十拾](?=[{_ALL}])|[二两三四五六七八九][十拾]"
_STRUCTURED = rf"(?<![统单唯专同逐归划之万五])(?:{_TENS}|[{_ONES}](?:{_HUNDREDS}))[{_ALL}]*"
_YEAR = "[〇○零一二三四五六七八九]{4}(?=年)"
_DATED = "[二两三四五六七八九](?=年(?!级)|个?季度|月(?!亮)|日(?![常本])|号(?![召称]))"
_RANKED = "(?<=第)[二三四五六七八九](?=次|届|期|批|季度|轮|条|名|位(?!置)|号)"
_SPELT = re.compile(f"{_YEAR}|{_STRUCTURED}|{_RANKED}|{_DATED}")
# Set phrases: named after a number that counts nothing here.
_PHRASES = re.compile(
    "十[一二三四五六七八九]五|[一二]?十[一二三四五六七八九]?(?:大(?![类项件])|届|五(?=规划|时期|期间|开局|末))|十一(?=黄金周|期间|假期|前后)|二十四节气"
    "|一五一十|十有八九|十八般|三十而立|二次(?=供水|污染|创业|装修|元)|三年行动|五年规划|三日游|八百里"
)
_SIGNS = re.compile("[\u00bc-\u00be\u2150-\u218b\u3220-\u3229\u3280-\u3289\u2460-\u2473\u24ea-\u24ff\u2776-\u2793]")


class Spelt(NamedTuple):
    """Where a number is spelt out, and its value in digits; `listed` where its sign is one for lists: ①."""

    start: int
    end: int
    value: str
    listed: bool = False


def set_phrases(text: str) -> list[tuple[int, int]]:
    """Stretches that look like numbers and are names: 二十大, 十四五, 二次供水."""
    return [match.span() for match in _PHRASES.finditer(text)]


def find_spelt(text: str) -> Iterator[Spelt]:
    """Find the numbers of a text that are spelt with signs of their own or in numerals that no measure word follows."""
    for match in _SPELT.finditer(text):
        yield Spelt(match.start(), match.end(), str(numerals.read(match[0]).value))
    for match in _SIGNS.finditer(text):
        enclosed = unicodedata.category(match[0]) == "No" and unicodedata.numeric(match[0]).is_integer()
        yield Spelt(match.start(), match.end(), f"{unicodedata.numeric(match[0]):g}", enclosed)
