"""Printed numbers (印出的数字): every number at its place, and texts laid out as one line of signs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.verify.comparing.numbers import Number, find_numbers, folded

if TYPE_CHECKING:
    from pipeline.verify.reading.text import Text

_EXCERPT = 12
_OF_A_NUMBER, _LARGE = frozenset("0123456789０１２３４５６７８９.,．"), frozenset("万亿")
_CUT_OFF = re.compile("[0-9０-９.,．]*[万亿]?[元%％]?")
_BEHIND_LISTED = frozenset(".．、)）")
_FIRST_CODE, _CODES = 0xF0000, 0x20000  # the private planes
_CHAINED_AFTER = re.compile(r"\s*[-－—–/／.．:：×~～]\s*\d")
_CHAINED_BEFORE = re.compile(r"\d\s*[-－—–/／.．:：×~～]\s*$")
_LEAST, _MOST = "不少于", "不超过"
_BOUND_BEFORE = re.compile(
    r"(?:(?P<least>[≥≧⩾>]=?|至少)|(?P<most>[≤≦⩽<]=?|至多)"
    r"|(?P<no>不[得能会应可]?|未|没有?)?(?:(?P<above>超过?|[高多大]于)|[低少小]于))(?:或?等于)?\s*$"
)
_BOUND_BEHIND = re.compile(r"\s*[及或]?(?:(?P<least>以上)|(?P<most>以[下内]|之内))")

Place = tuple[int, "Text"]


@dataclass(frozen=True, slots=True)
class Printed:
    """A number at its place; `block` is the running number of its paragraph or row."""

    number: Number
    text: Text
    block: int

    @property
    def key(self) -> tuple[str, str]:
        """What has to stay the same."""
        return self.number.key

    @property
    def excerpt(self) -> str:
        """A few words around the number; a number at their ends is whole."""
        text, start, end = self.text.text, max(0, self.number.start - _EXCERPT), self.number.end + _EXCERPT
        while start and text[start - 1] in _OF_A_NUMBER:
            start -= 1
        cut = _CUT_OFF.match(text, end) if text[:end][-1:] in _OF_A_NUMBER | _LARGE else None
        return " ".join(text[start : cut.end() if cut else end].split()).lstrip("，。；、：）")

    @property
    def bound(self) -> str:
        """Tell which side of the number is meant, 不少于 or 不超过, where a sign or word at it says so."""
        text, number = folded(self.text.text), self.number
        found = _BOUND_BEFORE.search(text[max(0, number.start - _EXCERPT) : number.start])
        if found and not found["least"] and not found["most"]:
            return _LEAST if bool(found["above"]) != bool(found["no"]) else _MOST
        found = found or _BOUND_BEHIND.match(text, number.end)
        return "" if found is None else _LEAST if found["least"] else _MOST

    @property
    def is_of_list(self) -> bool:
        """Tell whether it only numbers an item or a row: 3. before a paragraph, 3 in the first column of a table."""
        text, number = self.text.text, self.number
        if number.unit or text[: number.start].strip(" (（"):
            return False
        behind = text[number.end :].strip()
        return behind[:1] in _BEHIND_LISTED if behind else self.text.where.endswith("行第1列")

    @property
    def in_chain(self) -> bool:
        """Tell whether it hangs on another number by a sign alone, as in 2023-03-05: its order is part of it."""
        text, number = self.text.text, self.number
        return bool(_CHAINED_AFTER.match(text, number.end) or _CHAINED_BEFORE.search(text[: number.start][-_EXCERPT:]))


@dataclass
class Line:
    """Texts as one line of signs, a whole number being one sign; `places` and `owners` tell where each sign stands."""

    signs: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    owners: list[Place] = field(default_factory=list)
    printed: dict[int, Printed] = field(default_factory=dict)

    def numbers(self, part: slice) -> list[Printed]:
        """List the numbers of a stretch."""
        if not self.printed:
            return []
        return [self.printed[at] for at in range(part.start, part.stop) if at in self.printed]

    def bare(self, at: int) -> Printed:
        """Make a numeral that is no figure a number of its own."""
        (block, text), place, sign = self.owners[at], self.places[at], self.signs[at]
        return Printed(Number(sign, "", sign, place, place + 1, "", ""), text, block)


def printed_in(block: int, text: Text) -> list[Printed]:
    """Every number of a text at its place."""
    return [Printed(number, text, block) for number in find_numbers(text.text)]


def lay_out(texts: Iterable[Place], codes: dict[tuple[str, str], str]) -> Line:
    """Lay texts out sign by sign; `codes` gives each number a sign of its own, from where no writing has any."""
    line = Line()
    for block, text in texts:
        at, plain = 0, folded(text.text)
        for printed in (*printed_in(block, text), None):
            until = printed.number.start if printed else len(plain)
            kept = [place for place in range(at, until) if not plain[place].isspace()]
            line.places += kept
            line.signs += [plain[place] for place in kept]
            if printed:
                line.printed[len(line.signs)] = printed
                code = chr(_FIRST_CODE + len(codes) % _CODES)
                line.signs.append(codes.setdefault(printed.key, code))
                line.places.append(until)
                at = printed.number.end
        line.owners += [(block, text)] * (len(line.signs) - len(line.owners))
    return line
