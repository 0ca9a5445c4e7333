"""Styles (样式): which cell styles show a percentage or a date, and which cross out what they show."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from xml.sax.saxutils import quoteattr

from pipeline.intake.safety.wellformed import feed, parser

_PERCENT_IDS = {9, 10}
_UNSHOWN = re.compile(r'"[^"]*"?|\\.|!.|_.|\*.|\[[^\]]*\]')
_ERA_YEAR = re.compile(r"(?<![a-z])(?:g{0,3}e{1,2}|a{3,4}|r{1,2})(?![a-z+\-])")


_SHORT_DATE = 14


@dataclass(frozen=True, slots=True)
class Styles:
    """Indices of the cell styles that show a percentage or cross out, and the formats of all as calamine knows them."""

    percent: frozenset[int] = frozenset()
    struck: frozenset[int] = frozenset()
    plain: bytes = b"<styleSheet><cellXfs></cellXfs></styleSheet>"


def _shown(code: str) -> str:
    """Strip the first section of a format code of quoted, escaped and bracketed characters; in lower case."""
    return _UNSHOWN.sub("", code).split(";")[0].lower().replace("general", "")


def is_percent(code: str) -> bool:
    """Tell whether a format code shows a number as a percentage."""
    return "%" in _shown(code)


def is_era_date(code: str) -> bool:
    """Tell whether a format code is a date by its era year or weekday alone."""
    shown = _shown(code)
    return bool(_ERA_YEAR.search(shown)) and not re.search(r"[0#?ymdhs]", shown)


@lru_cache(maxsize=64)  # workbooks of one template share their styles to the byte
def read_styles(xml: bytes, part: str) -> Styles:
    """Read the number formats and crossing fonts of styles.xml."""
    codes: dict[int, str] = {}
    formats: list[int] = []
    fonts: list[bool] = []  # whether each crosses out
    lettered: list[int] = []  # the font of each cell style
    inside: list[str] = []

    def number(text: str) -> int:
        return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else 0

    def start(name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "numFmt" and "numFmts" in inside:
            codes[number(attributes.get("numFmtId", ""))] = attributes.get("formatCode", "")
        elif local == "xf" and inside[-1:] == ["cellXfs"]:
            formats.append(number(attributes.get("numFmtId", "")))
            lettered.append(number(attributes.get("fontId", "")))
        elif local == "font" and inside[-1:] == ["fonts"]:
            fonts.append(False)
        elif local == "strike" and inside[-2:] == ["fonts", "font"] and fonts:
            fonts[-1] = attributes.get("val", "1") not in {"0", "false", "off"}
        inside.append(local)

    made = parser(part)
    made.StartElementHandler = start
    made.EndElementHandler = lambda _: inside.pop()
    feed(made, xml, part)
    percent = {id_ for id_ in formats if is_percent(codes.get(id_, "%" if id_ in _PERCENT_IDS else ""))}
    struck = frozenset(index for index, font in enumerate(lettered) if font < len(fonts) and fonts[font])
    shown = frozenset(index for index, id_ in enumerate(formats) if id_ in percent)
    return Styles(shown, struck, _plain(codes, formats))


def _plain(codes: Mapping[int, str], formats: Sequence[int]) -> bytes:
    """Write styles.xml anew with nothing but number formats; dates that calamine overlooks get a format it knows."""
    used = {id_: codes[id_].replace("!", "\\") for id_ in set(formats) if id_ in codes}
    era = {id_ for id_, code in used.items() if is_era_date(code)}
    custom = "".join(f'<numFmt numFmtId="{id_}" formatCode={quoteattr(code)}/>' for id_, code in sorted(used.items()))
    cells = "".join(f'<xf numFmtId="{_SHORT_DATE if id_ in era else id_}"/>' for id_ in formats)
    return f"<styleSheet><numFmts>{custom}</numFmts><cellXfs>{cells}</cellXfs></styleSheet>".encode()
