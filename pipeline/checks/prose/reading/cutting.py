"""Cutting (切分): a number with the unit behind it, cut out of the text, and what it is worth."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from pipeline.checks.prose.reading import numerals
from pipeline.checks.prose.reading.context import PLAINLY, YEAR
from pipeline.checks.prose.reading.lexicon import CN_COUNTS, CN_NEXT, COUNTS, DIGITS, MEASURES, MONEY, PER
from pipeline.checks.prose.reading.worths import Kind, quantity
from pipeline.model.quick import make

_TO_THE_END = (  # of a number, behind its first groups of digits
    rf"(?:[.．](?!(?:19|20)[0-9]{{2}}[ 　]*年)[{DIGITS}]+)?(?:[亿万千百][{DIGITS}]{{1,4}}(?=[万千百元]))*(?:[十百万亿]"
    rf"|千(?![瓦米克卡升]))*"
)
NUMBER = re.compile(
    rf"(?:[{DIGITS}]{{1,3}}(?:[,，][{DIGITS}]{{3}})+(?![{DIGITS}])|[０-９]{{1,3}}(?:，[０-９]{{3}})+(?![０-９])"
    rf"|[{DIGITS}]+){_TO_THE_END}"
)
_TENTHS = "成(?![立为员果都人本效功长绩熟就分品交形套年份因语了的])"
_SHAPES = f"(个?百分点)|([%％‰])|(倍|{_TENTHS})|({{money}})|({{measures}})|({{counts}})"
_VAGUE = "[余多来几]"


def _tail(counts: str) -> str:
    shapes = _SHAPES.format(money=MONEY, measures=MEASURES, counts=counts)
    return (
        rf"[ 　]?({_VAGUE})?((?:[十百万亿]"
        rf"|千(?![瓦米克卡升])){{0,2}})({_VAGUE})?[ 　]?(?:(?:{shapes}){PER}"
        r"(?:[（(][套个次处件台座只头人户家组条份][)）])?)?"
    )


ARABIC_TAIL = re.compile(f"(){_tail(COUNTS)}")  # group 1: the number, where it is cut out in the same go
CHINESE_TAIL = re.compile(f"(){_tail(CN_COUNTS)}")
_CN = numerals.CN_DIGITS + numerals.CN_SCALES
SIGN = re.compile(  # a number with its unit where it is plainly just these; or (group 11) what else may be a figure
    rf"[{DIGITS}{_CN}半](?:(?<=[0-9])(?<![￥¥].){PLAINLY}"
    rf"((?>(?:[{DIGITS}]{{0,2}}(?:[,，][{DIGITS}]{{3}})+(?![{DIGITS}])|[{DIGITS}]*){_TO_THE_END}))(?![ ]?[:：∶比/])"
    rf"(?>{_tail(COUNTS)})(?![ ]?[-－—–~～至到])"
    rf"|(?<=[12]){YEAR}"
    rf"|(?:(?<=[{DIGITS}])|(?<=[{_CN}])[{_CN}]*+(?=[{CN_NEXT}比\-－—–~～至到])|(?<=半)(?=数))()|(?<=[{_CN}])[{_CN}]*+)?"
)


KINDS = {5: Kind.POINTS, 6: Kind.PERCENT, 7: Kind.RATIO, 8: Kind.MONEY, 9: Kind.MEASURE, 10: Kind.COUNT}
_MINUS = frozenset("-−－下")
_BELOW = re.compile("(?<=[一-龥：（、，])([-−－]|零下)$")


class Mention(NamedTuple):
    """One figure: value and step (worth of its last printed digit) in fen, percent or its own unit.

    `high` ends a range, `vague` is a 余 or 多 inside the figure; `value` is None where the text gives no one value.
    """

    start: int
    end: int
    text: str
    kind: Kind
    unit: str
    value: Decimal | Fraction | None
    step: Decimal
    decimals: int = 0
    high: Decimal | None = None
    vague: str = ""


class Cut(NamedTuple):
    """A number with its unit as cut out of the text, not yet worth anything."""

    end: int
    digits: str
    scale: str
    unit: str
    kind: Kind | None
    vague: str


def cut_at(text: str, start: int, end: int, tail: re.Pattern[str]) -> Cut:
    """Cut the unit behind a number; the kind is None where there is neither unit nor 万."""
    found = tail.match(text, end)
    cut = _cut_of(found, text, text[start:end]) if found else None
    return cut or _without_unit(found, text[start:end], end)


def _cut_of(found: re.Match[str], text: str, digits: str) -> Cut | None:
    """Cut a number with the unit that was found behind it; None where there is none."""
    shape = found.lastindex or 0
    kind = KINDS.get(shape)
    if kind is None:
        return None
    vague, scale, more = found.group(2, 3, 4)
    end = found.end()
    return Cut(end, digits, scale or "", text[found.start(shape) : end], kind, vague or more or "")


def _without_unit(found: re.Match[str] | None, digits: str, end: int) -> Cut:
    """Cut a number that ends in 万 or 亿, or in nothing."""
    vague, scale, more = found.group(2, 3, 4) if found else ("", "", "")
    scaled = scale or ""
    behind = found.end(4 if more else 3) if found and scaled else end
    money = Kind.MONEY if (scaled or digits[-1:])[-1:] in {"万", "亿"} else None
    return Cut(behind, digits, scaled, "", money, (vague or more or "") if scaled else "")


def mention_of(text: str, start: int, cut: Cut, kind: Kind) -> Mention:
    """Make the figure of a cut."""
    end, digits, scale, unit, _, vague = cut
    kind, unit, value, step, decimals = quantity(digits, scale, unit, kind)
    return Mention(start, end, text[start:end], kind, unit, value, step, decimals, None, vague)


def plain_figure(text: str, found: re.Match[str], shape: int) -> Mention | None:
    """Make the figure of a SIGN that is all of a number with a unit of this shape."""
    start, end = found.span()
    digits = text[start : found.end(1)]
    if len(digits) > numerals.LONGEST:
        return None
    vague, scale, more = found.group(2, 3, 4)
    kind, unit, value, step, decimals = quantity(digits, scale or "", text[found.start(shape) : end], KINDS[shape])
    told = (start, end, text[start:end], kind, unit, value, step, decimals, None, vague or more or "")
    return make(Mention, told)


def signed(text: str, mention: Mention) -> Mention:
    """Take the ￥, the minus or the 零下 before a number into its figure."""
    before = text[mention.start - 1 : mention.start]
    if before in {"￥", "¥"} and mention.kind is Kind.MONEY:
        return mention._replace(start=mention.start - 1, text=before + mention.text)
    found = _BELOW.search(text, max(0, mention.start - 3), mention.start) if before in _MINUS else None
    if found is None or mention.value is None or mention.kind in {Kind.COUNT, Kind.RATIO}:
        return mention
    return mention._replace(start=found.start(1), text=found[1] + mention.text, value=-mention.value)
