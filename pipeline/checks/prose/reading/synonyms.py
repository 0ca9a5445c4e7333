"""Synonyms (同义词): of words that say the same one is read, sign for sign, so that no judge need know them all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.joined import BETWEEN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.checks.prose.reading.names import Name

_WORDS = {
    "其它": "其他",
    "余者": "其余",
    "包含": "包括",
    "合共": "总共",
    "拢共": "总共",
    "净减": "减少",
    "锐减": "减少",
    "压降": "减少",
    "缩减": "减少",
    "减掉": "减少",
    "攀升": "上升",
    "走高": "上升",
    "走低": "下降",
    "下滑": "下降",
}
_RATES = ("预算完成率", "支出完成率")
_SPENT = ("开支", "花费")  # before an amount
_OF_WHICH = ("当中", "里面", "内含", "内有")  # where they open a clause
_EACH = ("分别是", "分别系", "依次是", "依次为")
_BEYOND = ("超出", "突破")  # before a limit: 离线超出24小时的3个
_MEANT = (
    _WORDS
    | dict.fromkeys(_OF_WHICH, "其中")
    | dict.fromkeys(_EACH, "分别为")
    | dict.fromkeys(_BEYOND, "超过")
    | {word: f"{word[:2]}执行率" for word in _RATES}
    | dict.fromkeys(_SPENT, "支出")
)


def _behind_first(words: Sequence[str], before: str = "", after: str = "") -> str:
    """Write a choice of words, the first sign of all of them first: such a pattern is found far faster."""
    return "|".join(f"(?<={before}{word[0]}){word[1:]}{after}" for word in words)


_ANY = re.compile(
    f"[{''.join(sorted({word[0] for word in _MEANT}))}](?:{_behind_first(tuple(_WORDS))}|{_behind_first(_EACH)}"
    f"|{_behind_first(_OF_WHICH, f'[，；。：、（{BETWEEN}]')}"
    f"|{_behind_first(_RATES)}|{_behind_first(_SPENT, after='(?=[0-9])')}"
    f"|{_behind_first(_BEYOND, after='(?=[0-9.]+[^0-9，。；、]{1,4}的)')})"
)


def one_word(text: str, names: Sequence[Name]) -> str:
    """Write one of several words for each thing, sign for sign; the names of projects keep theirs."""
    ends = [(name.start, name.end) for name in names]

    def meant(found: re.Match[str]) -> str:
        inside = any(start <= found.start() < end for start, end in ends)
        return found[0] if inside else _MEANT[found[0]]

    return _ANY.sub(meant, text)
