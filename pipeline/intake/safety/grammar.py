"""The grammar (写法): how Excel, WPS, LibreOffice and openpyxl write the rows of a sheet.

One match proves the rows well-formed, every row and cell at an address, no prefixes, comments or odd quotes.
What matches needs no parser, the rest is rewritten by one (plain.py). Possessive throughout: linear on any input.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from pipeline.intake.safety.wellformed import check_frame, malformed

_ATTRIBUTES = rb'(?: [\w:.]++="[^"<&]*+")*+'
_DECIMAL = (  # of a character that XML allows: no control characters, no surrogates, neither FFFE nor FFFF
    rb"9|1[03]|3[2-9]|[4-9][0-9]|[1-9][0-9]{2,3}|[1-4][0-9]{4}|1[0-9]{5}|5[0-4][0-9]{3}|55(?:[01][0-9]|2[0-8])[0-9]"
    rb"|5529[0-5]|5734[4-9]|573[5-9][0-9]|57[4-9][0-9]{2}|5[89][0-9]{3}|6[0-4][0-9]{3}|65[0-46-9][0-9]{2}"
    rb"|655(?:[0-24-9][0-9]|3[0-36-9])|6[6-9][0-9]{3}|[7-9][0-9]{4}"
)
_HEXADECIMAL = (  # the same; H is any digit
    rb"[9aAdD]|[2-9a-fA-F]H|[1-9a-fA-F]HH|[1-9a-cA-C]HHH|[dD][0-7]HH|[eE]HHH"
    rb"|[fF][0-9a-eA-E]HH|[fF]{2}[0-9a-eA-E]H|[fF]{3}[0-9a-dA-D]|[1-9a-fA-F]HHHH"
).replace(b"H", b"[0-9a-fA-F]")
_NAMED = rb"(?:amp|lt|gt|quot|apos|#(?:" + _DECIMAL + rb"|x(?:" + _HEXADECIMAL + rb")));"
_REFERENCE = rb"&" + _NAMED
_PLAIN = rb"[^<&\x00-\x08\x0b\x0c\x0e-\x1f]*+"
_TEXT = _PLAIN + rb"(?:" + _REFERENCE + _PLAIN + rb")*+"
_BLANK = rb"[ \t\r\n]*+"
# Of each alternative the common one comes first: this is where a sheet's time goes.
_VALUE = rb"<v(?:>" + _TEXT + rb"</v>| ?/>|" + _ATTRIBUTES + rb">" + _TEXT + rb"</v>)"
_NUMBER = (
    rb"<v(?:>" + _PLAIN + rb"</v>| ?/>|" + _ATTRIBUTES + rb">" + _PLAIN + rb"</v>)"
)  # calamine drops references here
_FORMULA = rb"<f(?:/>|" + _ATTRIBUTES + rb"(?: ?/>|>" + _TEXT + rb"</f>))"
_TRUE_TEXT = rb">(?! )" + _TEXT + rb"(?<! )</t>"  # of any other, calamine would cut the blanks off
_INLINE = rb"<is><t(?:" + _TRUE_TEXT + rb"| ?/>| xml:space=\"preserve\">" + _TEXT + rb"</t>)</is>"
_INDEX = rb"<v>[0-9]{1,9}</v>"  # of a shared text; calamine shows any other as if it were the text
_STYLE = rb'(?: s="[0-9]++")?+'  # the style and the type are told apart at once, before any others
_OF_CELLS = rb'(?: (?![rst]=)[\w:.]++="[^"<&]*+")*+'  # none of the three twice: calamine would follow the other one
_KINDS = (  # what a type promises: one formula, then one value; anything twice would be read once
    (rb' t="s"', rb"(?:" + _FORMULA + rb")?+(?:" + _INDEX + rb")?+"),
    (rb' t="inlineStr"', rb"(?:" + _INLINE + rb")?+"),
    (rb'(?: t="(?:n|[bed])")?+', rb"(?:" + _FORMULA + rb")?+(?:" + _NUMBER + rb")?+"),
    (rb' t="str"', rb"(?:" + _FORMULA + rb")?+(?:" + _VALUE + rb")?+"),
)
_OF_ROWS = rb'(?: (?!r=)[\w:.]++="[^"<&]*+")*+'
_SIMPLE = rb'(?: [\w:.]++="[^"<>&]*+")*+'
_FORMULAS = re.compile(rb"<f" + _SIMPLE + rb"(?: ?/>|>[^<]*+</f>)")
_NO_REFERENCE = re.compile(rb"&(?!" + _NAMED + rb")")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r"))
_TRIMMED = re.compile(rb"<t>(?: |[^<]* </t>)")
_ENCODING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["'](?!utf-?8["'])""", re.IGNORECASE)
_AREA = rb"[A-Z]{1,3}[1-9][0-9]{0,6}"
_DIMENSION = re.compile(rb'<dimension(?! ref="' + _AREA + rb"(?::" + _AREA + rb')?" ?/>)')  # calamine gives up over it
_OPEN, _CLOSE = b"<sheetData>", b"</sheetData>"
_STEP = 1 << 20
_LEAN = 1 << 24  # a larger sheet is not copied to save time


def _row(letters: bytes) -> re.Pattern[bytes]:
    """Write the grammar of a row whose columns have so many letters."""
    kinds = rb"|".join(kind + _OF_CELLS + rb"(?: ?/>|>" + content + rb"</c>)" for kind, content in _KINDS)
    cell = rb'<c r="[A-Z]' + letters + rb'\1"' + _STYLE + rb"(?:" + kinds + rb")"
    cells = rb"(?:" + _BLANK + cell + rb")*+" + _BLANK
    return re.compile(rb'<row r="([1-9][0-9]{0,6})"' + _OF_ROWS + rb"(?: ?/>|>" + cells + rb"</row>)" + _BLANK)


_NEAR_ROW, _ROW = _row(rb"{1,2}"), _row(rb"{1,3}")


class Rows(NamedTuple):
    """Where the rows of a sheet stand in its XML, the largest row number, and whether no column lies beyond ZZ."""

    start: int
    end: int
    last: int
    near: bool


def is_utf8(xml: bytes) -> bool:
    """Tell whether a part is UTF-8, by declaration and in fact; decoded piece by piece."""
    begin = len(codecs.BOM_UTF8) if xml.startswith(codecs.BOM_UTF8) else 0
    if not xml.startswith(b"<", begin) or _ENCODING.match(xml, begin):
        return False
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(begin, len(xml), _STEP):
            decoder.decode(xml[start : start + _STEP], final=start + _STEP >= len(xml))
    except UnicodeDecodeError:
        return False
    return True


def trims(xml: bytes) -> bool:
    """Tell whether some shared text has blanks at its ends that calamine would cut off."""
    return b"<t>" in xml and bool(_TRIMMED.search(xml))


def _along(xml: bytes, start: int) -> tuple[int, int, bool]:
    """Match row after row: where they end, the largest row number, and whether no column lies beyond ZZ."""
    place, last, near, pattern = start, 0, True, _NEAR_ROW
    while True:
        while row := pattern.match(xml, place):
            place = row.end()
            last = max(last, int(row[1]))
        if not near or xml.startswith(_CLOSE, place):
            return place, last, near
        near, pattern = False, _ROW


def match_rows(xml: bytes, part: str) -> Rows | None:
    """Find the rows of a well-formed sheet in the common form; None where it is written otherwise."""
    return _match(xml, part) if is_utf8(xml) else None


def _match(xml: bytes, part: str) -> Rows | None:
    start = xml.find(_OPEN) + len(_OPEN)
    if start < len(_OPEN):
        return None
    place, last, near = _along(xml, start)
    if not xml.startswith(_CLOSE, place):
        return None
    rest = xml[:start] + xml[place:]
    if b"<!" in rest or rest.count(b"<sheetData") != 1 or _DIMENSION.search(rest):
        return None
    check_frame(rest, part)
    return Rows(start, place, last, near)


def lean_rows(xml: bytes, part: str) -> tuple[bytes, Rows] | None:
    """Cut the texts of the formulas out and match what is left; None where there are none, or nothing is gained.

    Nobody reads these texts and they are half of a sheet; an <f/> stays. They are proven sound beforehand: UTF-8,
    no control characters, no references but those of characters, no brackets.
    """
    start, end = xml.find(_OPEN), xml.rfind(_CLOSE)
    if len(xml) > _LEAN or xml.find(b"<f", start, end) < 0:
        return None
    if not is_utf8(xml) or len(xml.translate(None, _CONTROLS)) < len(xml) or _NO_REFERENCE.search(xml):
        return None
    lean = xml[:start] + _FORMULAS.sub(b"<f/>", xml[start:end]) + xml[end:]
    rows = _match(lean, part)
    return (lean, rows) if rows else None


def expect_rows(xml: bytes, part: str) -> Rows:
    """Find the rows of a sheet that was rewritten; RefusalError where even that makes no sense."""
    rows = match_rows(xml, part)
    if rows is None:
        raise malformed(part)
    return rows
