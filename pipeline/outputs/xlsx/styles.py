"""Styles (样式) of the handed-back copy: our fill over a cell's own style, and the way back to it.

A marked cell keeps number format, font, borders and protection; only its fill changes. The exact colour tells two
things that survive a save by Excel, WPS or LibreOffice: the high bits that it is ours and how severe, the low bits
which of the remembered fills it replaced.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.model.findings import Severity
from pipeline.outputs.xlsx.nodes import (
    Element,
    add,
    child,
    children,
    local,
    parse,
    place_before,
    plain,
    rebuild,
    signature,
    whole,
)

COLOURS = {Severity.CRITICAL: 0xF8C8C8, Severity.WARNING: 0xF8F0A8, Severity.INFO: 0xC8E0F8}
NO_FILL = plain("fill", plain("patternFill", patternType="none"))
_EMPTY_FILLS = frozenset({plain("fill"), plain("fill", plain("patternFill"))})
_LOW_BITS = 0x070707
_MOST_FILLS = 512
_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles")
_REST = ("colors", "extLst")
_FILL_ATTRIBUTES = frozenset({"fillId", "applyFill"})


def solid(colour: str) -> str:
    """Write a fill of one colour."""
    return plain(
        "fill", plain("patternFill", plain("fgColor", rgb=colour) + plain("bgColor", indexed="64"), patternType="solid")
    )


def colour_of(severity: Severity, place: int) -> str:
    """Colour of a mark over the remembered fill at `place`: FFF8C8C9."""
    low = (place >> 6 & 7) << 16 | (place >> 3 & 7) << 8 | place & 7
    return f"FF{COLOURS[severity] | low:06X}"


def place_of(fill: Element) -> int | None:
    """Place of the remembered fill under one of our marks; None where the fill is none of ours."""
    pattern = child(fill, "patternFill")
    front = child(pattern, "fgColor") if pattern is not None and pattern.get("patternType") == "solid" else None
    try:
        colour = int((front.get("rgb") or "")[-6:], 16) if front is not None else 0
    except ValueError:
        return None
    if colour & ~_LOW_BITS not in COLOURS.values():
        return None
    return (colour >> 16 & 7) << 6 | (colour >> 8 & 7) << 3 | colour & 7


@dataclass
class Styles:
    """The styles part of a workbook; `remembered` lists the fills that lie under marks, the first being none."""

    root: Element
    remembered: list[str] = field(default_factory=lambda: [NO_FILL])
    _marked: dict[tuple[int, Severity], int] = field(default_factory=dict)
    _known: dict[str, dict[str, int]] = field(default_factory=dict)

    def section(self, name: str) -> Element:
        """Return a list of the styles part (fonts, fills, cellXfs), made in its place where it is missing."""
        found = child(self.root, name)
        if found is None:
            found = add(self.root, name, count="0")
            place_before(self.root, found, frozenset(_ORDER[_ORDER.index(name) + 1 :] + _REST))
        return found

    @cached_property
    def xfs(self) -> Element:
        """The formats that cells point to."""
        return self.section("cellXfs")

    @cached_property
    def _fills(self) -> list[Element]:
        """The fills that formats point to; listed anew after one was appended or dropped."""
        return children(self.section("fills"), "fill")

    def _entries(self, section: str) -> list[Element]:
        """List the elements of a list, comments left out."""
        return [entry for entry in self.section(section) if local(entry)]

    def _places(self, section: str) -> dict[str, int]:
        """Give the index of each element of a list by its signature, of equal ones the first; written down once."""
        if section not in self._known:
            entries = list(enumerate(map(signature, self._entries(section))))
            self._known[section] = {text: index for index, text in reversed(entries)}
        return self._known[section]

    def _note(self, section: str, text: str) -> int:
        """Write down the element that was just appended to a list."""
        count = len(self._entries(section))
        self.section(section).set("count", str(count))
        if section == "fills":
            vars(self).pop("_fills", None)
        return self._places(section).setdefault(text, count - 1)

    def intern(self, section: str, wanted: str) -> int:
        """Index of this element in a list; appended where the list has none like it."""
        place = self._places(section).get(wanted)
        if place is None:
            rebuild(self.section(section), parse(wanted.encode()))
            place = self._note(section, wanted)
        return place

    def _fill(self, index: str | None) -> Element | None:
        number = whole(index)
        return self._fills[number] if 0 <= number < len(self._fills) else None

    def _fill_text(self, xf: Element) -> str:
        fill = self._fill(xf.get("fillId"))
        text = NO_FILL if fill is None else signature(fill)
        return NO_FILL if text in _EMPTY_FILLS else text

    def _append_xf(self, like: Element, fill: int) -> int:
        copy = deepcopy(like)
        copy.set("fillId", str(fill))
        copy.set("applyFill", "1")
        wanted = signature(copy)
        place = self._places("cellXfs").get(wanted)
        if place is None:
            self.xfs.append(copy)
            place = self._note("cellXfs", wanted)
        return place

    def marked(self, index: int, severity: Severity) -> int:
        """Index of the format that shows our fill over the format at `index`, which itself stays as it is."""
        key = (index, severity)
        if key not in self._marked:
            self._marked[key] = self._mark(index, severity)
        return self._marked[key]

    def _mark(self, index: int, severity: Severity) -> int:
        entries = children(self.xfs, "xf")
        if index >= len(entries):
            return index
        under = self._fill_text(entries[index])
        if under not in self.remembered:
            if len(self.remembered) == _MOST_FILLS:
                return index
            self.remembered.append(under)
        colour = colour_of(severity, self.remembered.index(under))
        return self._append_xf(entries[index], self.intern("fills", solid(colour)))

    def unmarked(self) -> dict[int, int]:
        """Each format with a fill of ours → the format without it, made where it is gone."""
        entries = children(self.xfs, "xf")
        places = {}
        for index, entry in enumerate(entries):
            fill = self._fill(entry.get("fillId"))
            place = None if fill is None else place_of(fill)
            if place is not None:
                places[index] = place
        looks = [signature(entry, _FILL_ATTRIBUTES) for entry in entries] if places else []
        first: dict[tuple[str, str], int] = {}
        for index, entry in enumerate(entries[: len(looks)]):
            first.setdefault((looks[index], self._fill_text(entry)), index)
        return {index: self._without(entries[index], looks[index], place, first) for index, place in places.items()}

    def _without(self, entry: Element, look: str, place: int, first: dict[tuple[str, str], int]) -> int:
        """Give the first format that looks like this one over the fill that is remembered at `place`."""
        under = self.remembered[place] if place < len(self.remembered) else NO_FILL
        known = first.get((look, under))
        return self._append_xf(entry, self.intern("fills", under)) if known is None else known

    def trim(self) -> None:
        """Drop our formats and fills from the end of their lists, once no cell points to them."""
        entries = children(self.xfs, "xf")
        while len(entries) > 1 and self._is_mark(entries[-1].get("fillId")):
            self.xfs.remove(entries.pop())
        self.xfs.set("count", str(len(entries)))
        fills = children(self.section("fills"), "fill")
        named = child(self.root, "cellStyleXfs")
        pointers = entries + ([] if named is None else children(named, "xf"))
        used = {whole(entry.get("fillId")) for entry in pointers}
        while len(fills) > 1 and place_of(fills[-1]) is not None and len(fills) - 1 not in used:
            self.section("fills").remove(fills.pop())
        self.section("fills").set("count", str(len(fills)))
        self._known.clear()
        vars(self).pop("_fills", None)

    def _is_mark(self, fill_id: str | None) -> bool:
        fill = self._fill(fill_id)
        return fill is not None and place_of(fill) is not None
