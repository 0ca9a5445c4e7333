"""Unitless numbers (没有单位的数) that are figures by the words around them, or have their unit from another."""

from __future__ import annotations

import re

from pipeline.checks.prose.reading.context import is_bare_quantity, is_duration
from pipeline.checks.prose.reading.cutting import ARABIC_TAIL, NUMBER, Cut, Mention, cut_at, mention_of, signed
from pipeline.checks.prose.reading.lexicon import DIGITS, NUMBER_LABELS
from pipeline.checks.prose.reading.worths import Kind

_LIST = re.compile(rf"(?:[{DIGITS}]+(?:[.．][{DIGITS}]+)?[、和及与])+(?=[{DIGITS}])")
_TOGETHER = re.compile("(?:分别|依次|各)[^，。；0-9０-９]{0,8}(?:[0-9０-９.．]+[、和及与])*$")
_UNIT_AHEAD = re.compile(  # 在校学生5700人，其中小学4,100、初中1,500
    f"[{DIGITS}][ 　]?(人次|户次|人|名|户|个|件|家|辆|台|套|处|场|次|册|株|盏)"
    "[^，。；、（）()0-9０-９]{0,8}[，,：]?(?:其中|包括|[（(])[：:，]?"
    "(?:[一-龥“”]{1,10}[0-9]+(?:[,，][0-9]{3})*[、，；和及])*[一-龥“”]{1,10}$"
)
_LIST_SIGNS = frozenset("、，；和及）)。\n\x1e") | {""}
_TELEPHONE = 8  # signs of a number that may be one
_AND = frozenset("、和及与")
NUMERIC = "0123456789０１２３４５６７８９.．,，"


def unitless(text: str, start: int, end: int) -> tuple[Mention | None, int]:
    """Take a number without unit where the words around it say that it is a quantity."""
    shared = _sharing(text, start, end) if text[end : end + 1] in _AND else None
    if shared:
        return shared, end
    listed = _UNIT_AHEAD.search(text, max(0, start - 80), start) if text[end : end + 1] in _LIST_SIGNS else None
    if listed and end - start < _TELEPHONE and not text.endswith(NUMBER_LABELS, max(0, start - 8), start):
        return mention_of(text, start, Cut(end, text[start:end], "", listed[1], Kind.COUNT, ""), Kind.COUNT), end
    sign = text[start - 1 : start] in {"￥", "¥"}
    if sign or is_duration(text, start, end) or is_bare_quantity(text, start, end):
        years = 1 if text.startswith("年", end) else 0
        kind = Kind.MONEY if sign else Kind.MEASURE
        cut = Cut(end + years, text[start:end], "", "年" if years else "", kind, "")
        return signed(text, mention_of(text, start, cut, kind)), cut.end
    return None, end


def _sharing(text: str, start: int, end: int) -> Mention | None:
    """Read the first numbers of 分别为25、20和26人, which have their unit from the last."""
    listed = _LIST.match(text, start)
    if listed is None or not _TOGETHER.search(text[max(0, start - 40) : start]):
        return None
    last = NUMBER.match(text, listed.end())
    cut = cut_at(text, listed.end(), last.end(), ARABIC_TAIL) if last else None
    if cut is None or cut.kind is None:
        return None
    return mention_of(text, start, cut._replace(end=end, digits=text[start:end] + cut.digits.lstrip(NUMERIC)), cut.kind)
