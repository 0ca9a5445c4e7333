"""Numbers (数字) as a reader sees them: value and unit, so that 8,000元 and ８０００元 are one and 8万元 another."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_DIGITS = r"\d(?:[\d,]*\d)?(?:\.\d+)?"
_CHINESE = "零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"
_UNIT = (
    r"(?:万亿|亿|万|千|百)?余?多?(?:元|人次|户次|个百分点|平方米|平方公里|公里|公顷|立方米|千米|万亩|亩|吨|米"
    r"|[年月日号时分秒名人次户个项件处条场期家份台套册篇辆栋块张只支所座幅本段批点岁天周倍%‰℃届章版楼层室])?"
)
_NUMBER = re.compile(
    rf"(?P<digits>[-+−]?{_DIGITS})\s*(?P<unit>{_UNIT})"
    rf"|(?P<share>[百千万]?[{_CHINESE}\d]*分之[{_CHINESE}点]+)"
    rf"|(?P<chinese>第?[{_CHINESE}]+(?:点[{_CHINESE}]+)?)(?P<measure>{_UNIT})"
)
_CONTEXT = 8
_SAME_UNIT = {"名": "人", "位": "人", "％": "%", "公里": "千米"}
_BREAK = re.compile(r"[，。；：、！？（）()\s\t]")


@dataclass(frozen=True, slots=True)
class Number:
    """One number: `value` and `unit` in one spelling, `text` as printed, its stretch, and the words before it."""

    value: str
    unit: str
    text: str
    start: int
    end: int
    before: str

    @property
    def key(self) -> tuple[str, str]:
        """What has to stay the same."""
        return self.value, self.unit


def _folded(text: str) -> str:
    """Fold full-width forms one for one, so that places in the text stay."""
    folded = (unicodedata.normalize("NFKC", char) for char in text)
    return "".join(new if len(new) == 1 else old for new, old in zip(folded, text, strict=True))


def _counts(match: re.Match[str]) -> bool:
    """Tell whether Chinese numerals are a number here: with a unit, an ordinal, or of some length; 一些 is none."""
    word = match["chinese"]
    return word is None or bool(match["measure"]) or word.startswith("第") or len(word) > 1


def _value(match: re.Match[str]) -> str:
    digits = match["digits"]
    if digits is None:
        return match["share"] or match["chinese"]
    return digits.replace(",", "").replace("−", "-")


def find_numbers(text: str) -> tuple[Number, ...]:
    """Find every number of a text, dates, ordinals and document numbers included."""
    folded = _folded(text)
    found = []
    last = 0
    for match in _NUMBER.finditer(folded):
        if not _counts(match):
            continue
        unit = match["unit"] if match["digits"] else match["measure"]
        before = _BREAK.split(folded[max(last, match.start() - _CONTEXT) : match.start()])[-1]
        found.append(
            Number(
                _value(match),
                _SAME_UNIT.get(unit or "", unit or ""),
                text[match.start() : match.end()],
                *match.span(),
                before,
            )
        )
        last = match.end()
    return tuple(found)
